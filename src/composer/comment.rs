//! Comments in generated files: which characters they may hold, and how they are wrapped.
//!
//! Generated files are ASCII, with one exception: French without its accents is hard to read, so comments may hold the
//! letters and quotes of French, as UTF-8. Typographic signs become their ASCII forms; any other character is written as
//! an escape, so that no control, direction mark or look-alike can hide in a file.

use std::fmt::Write;

/// The width of generated files, in characters.
pub(crate) const WIDTH: usize = 88;

/// A text with the characters that comments may hold, on one line.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~' => out.push(c),
            '\n' | '\r' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' => out.push(' '),
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' => out.push('"'),
            '\u{2013}' | '\u{2014}' | '\u{2011}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            '\u{2192}' => out.push_str("->"),
            'À' | 'Â' | 'Æ' | 'Ç' | 'È' | 'É' | 'Ê' | 'Ë' | 'Î' | 'Ï' | 'Ô' | 'Ù' | 'Û' | 'Ü' | 'Ÿ' | 'Œ' | 'à'
            | 'â' | 'æ' | 'ç' | 'è' | 'é' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'ù' | 'û' | 'ü' | 'ÿ' | 'œ' | '«' | '»' => {
                out.push(c)
            }
            other => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(other));
            }
        }
    }
    out
}

/// The lines of a comment: each with the indent and the mark, none wider than the page where its words allow.
pub(crate) fn wrapped(text: &str, indent: usize, mark: &str) -> Vec<String> {
    let start = format!("{:indent$}{mark}", "");
    let mut lines = Vec::new();
    let mut line = start.clone();
    let mut width = line.chars().count();
    for word in sentence_words(&plain(text)) {
        let needed = word.chars().count() + 1;
        if width + needed > WIDTH && line.len() > start.len() {
            lines.push(std::mem::replace(&mut line, start.clone()));
            width = start.chars().count();
        }
        line.push(' ');
        line.push_str(&word);
        width += needed;
    }
    if line.len() > start.len() {
        lines.push(line);
    }
    lines
}

/// The words between which a line may break: not before French `;` `:` `!` `?` `»` and not after `«`.
fn sentence_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut glued = false;
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last) if glued || matches!(word, ";" | ":" | "!" | "?" | "»") || word.starts_with('»') => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        glued = word == "«";
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, plain, wrapped};

    #[test]
    fn characters() {
        assert_eq!(plain("l\u{2019}été\u{202f}: « oui » \u{2026}"), "l'été : « oui » ...");
        assert_eq!(plain("a\u{202e}b\u{0}c\nd"), "a\\u{202e}b\\u{0}c d");
    }

    #[test]
    fn wrapping() {
        let text = "mot ".repeat(60) + "fin\u{202f}: « guillemets »";
        let lines = wrapped(&text, 4, "#");
        assert!(lines.iter().all(|line| line.starts_with("    # ") && line.chars().count() <= WIDTH));
        assert!(lines.last().is_some_and(|line| line.ends_with("fin : « guillemets »")));
        assert!(wrapped("", 0, "#").is_empty());
    }
}
