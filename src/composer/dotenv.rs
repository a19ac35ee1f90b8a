//! The only writer of `.env` lines.
//!
//! Readers disagree on quotes, `$`, `#` and backslashes. Two forms mean the same to all of them (the `.env` readers
//! of Python, a shell's `.`, Node): bare words, and single quotes around text without the signs that
//! some reader takes for its own. What fits neither is refused.

/// A value as all readers take it; none where there is no such form.
pub(crate) fn value(text: &str) -> Option<String> {
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_./:@%+,=^-".contains(&b)) {
        return Some(text.to_owned());
    }
    let visible = text.bytes().all(|b| matches!(b, b' '..=b'~'));
    let refused = text.contains('\'')
        || text.contains("${")
        || text.starts_with('$')
        // python-dotenv reads two backslashes as one, and one before the closing quote as part of an escape.
        || text.contains("\\\\")
        || text.ends_with('\\')
        // Another reader takes double quotes away too, once the single ones are gone.
        || (text.starts_with('"') && text.ends_with('"'));
    (visible && !refused).then(|| format!("'{text}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_some_reader_takes_otherwise_is_refused() {
        let check = |text, expected: Option<&str>| assert_eq!(value(text).as_deref(), expected, "{text:?}");
        check("", Some(""));
        check("redis://host:6379/0", Some("redis://host:6379/0"));
        check("two words", Some("'two words'"));
        check("a # b", Some("'a # b'"));
        check("a$b", Some("'a$b'"));
        check("a\\b", Some("'a\\b'"));
        check("say \"a\" twice", Some("'say \"a\" twice'"));
        for refused in ["it's", "a${B}", "$B", "a\\\\b", "a\\", "\"a\"", "a\nb", "a\tb", "é"] {
            check(refused, None);
        }
    }
}
