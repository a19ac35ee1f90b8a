//! The only writer of Python: strings, values, and how they are laid out on a page of 88 characters.
//!
//! The layout is that of `ruff format`: what fits on a line stays on one; what does not goes one element per line with
//! a trailing comma. Strings are ASCII: anything else is written with `\x`, `\u` and `\U`.

mod imports;
mod layout;

use std::fmt::Write;

pub(crate) use imports::{Imports, standard_modules};
pub(crate) use layout::{Expression, Item, names, write, write_code};

/// A string literal, with the quotes that `ruff format` prefers: double, unless single ones need fewer escapes.
pub(crate) fn string(text: &str) -> String {
    let doubles = text.matches('"').count();
    let quote = if doubles > text.matches('\'').count() { '\'' } else { '"' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        if c == quote {
            out.push('\\');
            out.push(c);
        } else {
            escaped(c, &mut out);
        }
    }
    out.push(quote);
    out
}

/// One character inside a quoted string, for Python and for YAML's double quotes alike. Quotes are the caller's.
pub(crate) fn escaped(c: char, out: &mut String) {
    let code = u32::from(c);
    let _ = match c {
        '\\' => out.write_str("\\\\"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        ' '..='~' => out.write_char(c),
        _ if code <= 0xff => write!(out, "\\x{code:02x}"),
        _ if code <= 0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Whether code opens with a function or a class, which has two empty lines around it.
pub(crate) fn opens_a_block(code: &str) -> bool {
    ["def ", "async def ", "class ", "@"].iter().any(|start| code.starts_with(start))
}

/// A float literal that reads back as the same number.
pub(crate) fn float(number: f64) -> String {
    if number.is_nan() {
        "float(\"nan\")".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "float(\"inf\")" } else { "float(\"-inf\")" }.to_owned()
    } else {
        format!("{number:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::{float, string};

    #[test]
    fn strings() {
        for (text, expected) in [
            ("", "\"\""),
            ("plain", "\"plain\""),
            ("it's", "\"it's\""),
            ("say \"hi\"", "'say \"hi\"'"),
            ("\"'", "\"\\\"'\""),
            ("a\\b\nc", "\"a\\\\b\\nc\""),
            ("\u{0}1é\u{202e}😀", "\"\\x001\\xe9\\u202e\\U0001f600\""),
        ] {
            assert_eq!(string(text), expected);
        }
    }

    #[test]
    fn floats() {
        for (number, expected) in [(1.0, "1.0"), (-0.5, "-0.5"), (1e30, "1e30"), (f64::INFINITY, "float(\"inf\")")] {
            assert_eq!(float(number), expected);
        }
    }
}
