//! The only writer of TOML.

use std::fmt::Write;

/// A basic string. TOML has no `\x`, so all but printable ASCII is written with `\u` and `\U`.
pub(crate) fn string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        let code = u32::from(c);
        let _ = match c {
            '"' => out.write_str("\\\""),
            '\\' => out.write_str("\\\\"),
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\t' => out.write_str("\\t"),
            ' '..='~' => out.write_char(c),
            _ if code <= 0xffff => write!(out, "\\u{code:04X}"),
            _ => write!(out, "\\U{code:08X}"),
        };
    }
    out.push('"');
    out
}
