//! The only writer of shell words.

/// A word that every POSIX shell takes for this text; none where it holds more than printable ASCII, since a command to
/// paste is one visible line.
pub(crate) fn word(text: &str) -> Option<String> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_./:@%+,=-".contains(&b)) {
        return Some(text.to_owned());
    }
    let visible = text.bytes().all(|b| matches!(b, b' '..=b'~'));
    visible.then(|| format!("'{}'", text.replace('\'', "'\\''")))
}
