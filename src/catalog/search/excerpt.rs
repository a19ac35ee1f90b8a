//! A line of text around the words that were looked for.

use std::ops::Range;

use super::{
    rank::{Marks, rarity},
    terms::Term,
    text::{Code, Text},
};

/// A line of text with the places of the words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// Byte ranges of the text, in order, without overlap.
    pub marks: Vec<Range<usize>>,
}

/// About how many words and signs are shown.
const SHOWN: usize = 36;
/// How many of them stand before the first word that was looked for.
const BEFORE: usize = 8;

/// The line of a text that holds the most of the terms.
pub(super) fn excerpt(text: &Text, place: Range<u32>, terms: &[Term], marks: &Marks) -> Excerpt {
    let codes: Vec<(Code, u32)> = text
        .codes(place)
        .map(|code| match code {
            Code::Word(word) => (code, marks.on(text, word)),
            Code::Gap(_) => (code, 0),
        })
        .collect();
    let value = |range: Range<usize>| {
        let held = codes[range].iter().fold(0, |all, (_, held)| all | held);
        rarity(terms, held)
    };
    let mut best = (0, 0);
    for (at, _) in codes.iter().enumerate().filter(|(_, (_, held))| *held != 0) {
        let value = value(at..(at + SHOWN - BEFORE).min(codes.len()));
        if value > best.0 {
            best = (value, at);
        }
    }
    let start = best.1.saturating_sub(BEFORE);
    let end = (start + SHOWN).min(codes.len());
    let mut made = Excerpt::default();
    if start > 0 {
        made.text.push_str("… ");
    }
    let mut after_word = false;
    for (code, held) in &codes[start..end] {
        match code {
            Code::Word(word) => {
                if after_word {
                    made.text.push(' ');
                }
                let from = made.text.len();
                text.word(*word, &mut made.text);
                if *held != 0 {
                    made.marks.push(from..made.text.len());
                }
            }
            Code::Gap(gap) => made.text.push_str(text.gap(*gap)),
        }
        after_word = matches!(code, Code::Word(_));
    }
    if end < codes.len() {
        made.text.push_str(" …");
    }
    made
}
