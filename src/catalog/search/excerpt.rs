//! A line of text around the words that were looked for.

use std::ops::Range;

use crate::sorting::sort_by_key;

/// A line of text with the places of the words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// Byte ranges of the text, in order, without overlap.
    pub marks: Vec<Range<usize>>,
}

const EXCERPT_CHARACTERS: usize = 140;

/// A line of the text around the first mark.
pub(super) fn excerpt(text: &str, mut marks: Vec<Range<usize>>) -> Excerpt {
    sort_by_key(&mut marks, |mark| (mark.start, mark.end));
    let first = marks.first().map_or(0, |mark| mark.start);
    let before = text[..first].char_indices().rev().take(40).last().map_or(first, |(at, _)| at);
    let start = match text[before..first].find(' ') {
        Some(space) if before > 0 => before + space + 1,
        _ => before,
    };
    let end = text[start..].char_indices().nth(EXCERPT_CHARACTERS).map_or(text.len(), |(at, _)| start + at);
    let lead = if start > 0 { "… " } else { "" };
    let tail = if end < text.len() { " …" } else { "" };
    let mut shown: Vec<Range<usize>> = Vec::new();
    for mark in marks.into_iter().filter(|mark| mark.start >= start && mark.end <= end) {
        let moved = mark.start - start + lead.len()..mark.end - start + lead.len();
        if shown.last().is_none_or(|last| last.end <= moved.start) {
            shown.push(moved);
        }
    }
    Excerpt { text: format!("{lead}{}{tail}", &text[start..end]), marks: shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_begin_near_the_first_mark_and_keep_its_place() {
        let text = format!("{}needle in the text", "hay ".repeat(60));
        let at = text.find("needle").expect("it is there");
        let mark = at..at + 6;
        let made = excerpt(&text, Vec::from([mark]));
        assert_eq!(made.marks.len(), 1);
        assert_eq!(&made.text[made.marks[0].clone()], "needle");
        assert!(made.text.starts_with("… hay"));
    }
}
