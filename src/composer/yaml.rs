//! The only writer of YAML scalars: double quotes throughout, with the escapes that Python has too.

use crate::python::escaped;

/// A scalar that every YAML 1.1 and 1.2 reader takes for this string.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            _ => escaped(c, &mut out),
        }
    }
    out.push('"');
    out
}

/// A scalar of a Compose file, where `$` opens an interpolation and `$$` stands for it.
pub(crate) fn compose_string(text: &str) -> String {
    string(&text.replace('$', "$$"))
}
