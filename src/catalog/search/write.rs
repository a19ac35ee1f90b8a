//! Writes an index as bytes, which are searched as they lie: `text` says how they are read.

use std::collections::BTreeMap;

use super::{
    document::{Documents, Field},
    words::{Spelling, key, words},
};

/// A word as it is written: its key, how it is spelled, and the word itself.
type Written = (String, Spelling, String);

/// What an index is written from.
#[derive(Default)]
struct Writer {
    /// How often each word stands in the texts; parts of words may stand there never.
    words: BTreeMap<Written, usize>,
    /// How often each run of other signs does.
    gaps: BTreeMap<String, usize>,
}

/// The bytes of an index.
///
/// # Panics
///
/// With more than 60,000 different words, which numbers of two bytes cannot hold.
pub(super) fn write(addons: &[Documents], groups: &[&[&str]]) -> Vec<u8> {
    let mut writer = Writer::default();
    for text in addons.iter().flat_map(|addon| &addon.documents).flatten() {
        writer.count(&text.1);
    }
    for word in groups.iter().copied().flatten() {
        writer.add(plain(word));
    }
    let numbers: BTreeMap<&Written, u16> = writer.words.keys().zip(0..).collect();
    let gaps: BTreeMap<&str, u16> = writer.gaps.keys().map(String::as_str).zip(numbers.len() as u16..).collect();
    let count = numbers.len() + gaps.len();
    assert!(count <= 60_000, "{count} different words are too many");

    let codes = Codes::new(writer.words.values().chain(writer.gaps.values()).copied().collect());
    let mut out = Vec::new();
    let mut put = |section: Vec<u8>| {
        out.extend((section.len() as u32).to_le_bytes());
        out.extend(section);
    };
    put(vocabulary(&numbers));
    put(parts(&numbers));
    put(list(numbers.keys().filter(|word| word.1 == Spelling::Own).map(|word| word.2.as_str())));
    put(list(gaps.keys().copied()));
    put(codes.short.iter().flat_map(|number| number.to_le_bytes()).collect());
    put(groups.iter().flat_map(|group| group_of(group, &numbers)).collect());
    put(names(addons));
    let mut extents = Vec::new();
    let mut stream = Vec::new();
    for addon in addons {
        number(addon.documents.len(), &mut extents);
        for document in &addon.documents {
            for (field, text) in document.iter().filter(|(_, text)| !text.is_empty()) {
                let before = stream.len();
                for piece in pieces(text) {
                    codes
                        .put(if piece.is_word { numbers[&written(piece.text)] } else { gaps[piece.text] }, &mut stream);
                }
                number((stream.len() - before) * Field::ALL.len() + *field as usize, &mut extents);
            }
            extents.push(0);
        }
    }
    put(extents);
    put(stream);
    out
}

/// A word or what stands between two words.
struct Piece<'a> {
    text: &'a str,
    is_word: bool,
}

/// The pieces of a text. A single space between words is left out: it is understood.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for word in words(text) {
        let gap = &text[at..word.start];
        if !(gap.is_empty() || (gap == " " && at > 0)) {
            pieces.push(Piece { text: gap, is_word: false });
        }
        at = word.end;
        pieces.push(Piece { text: &text[word], is_word: true });
    }
    if at < text.len() {
        pieces.push(Piece { text: &text[at..], is_word: false });
    }
    pieces
}

/// A word with its key and spelling.
fn written(word: &str) -> Written {
    let key = key(word);
    let spelling = Spelling::REGULAR.into_iter().find(|spelling| spelling.of(&key) == word);
    (key, spelling.unwrap_or(Spelling::Own), word.to_owned())
}

/// The word that a key is when it is written plainly.
fn plain(key: &str) -> Written {
    (key.to_owned(), Spelling::Lower, key.to_owned())
}

/// The keys of the parts of a word; of one with humps also the whole, written together.
fn parts_of(word: &Written) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    if word.0.contains('_') {
        parts.extend(word.0.split('_').filter(|part| !part.is_empty()).map(str::to_owned));
        if !word.2.contains('_') {
            parts.push(word.0.replace('_', ""));
        }
    }
    parts
}

impl Writer {
    fn count(&mut self, text: &str) {
        for piece in pieces(text) {
            if piece.is_word {
                let word = written(piece.text);
                for part in parts_of(&word) {
                    self.add(plain(&part));
                }
                *self.words.entry(word).or_insert(0) += 1;
            } else {
                *self.gaps.entry(piece.text.to_owned()).or_insert(0) += 1;
            }
        }
    }

    fn add(&mut self, word: Written) {
        self.words.entry(word).or_insert(0);
    }
}

/// Numbers as one byte, if they are frequent, or two.
struct Codes {
    /// The numbers that take one byte, by that byte.
    short: Vec<u16>,
    /// The byte of those that have one.
    bytes: BTreeMap<u16, u8>,
}

impl Codes {
    /// From how often each number stands in the texts.
    fn new(counts: Vec<usize>) -> Codes {
        let room = 256 - counts.len().div_ceil(256);
        let mut by_count: BTreeMap<(usize, u16), ()> = BTreeMap::new();
        for (count, number) in counts.into_iter().zip(0..) {
            by_count.insert((usize::MAX - count, number), ());
            if by_count.len() > room {
                by_count.pop_last();
            }
        }
        let short: Vec<u16> = by_count.into_keys().map(|(_, number)| number).collect();
        let bytes = short.iter().copied().zip(0..).collect();
        Codes { short, bytes }
    }

    fn put(&self, number: u16, out: &mut Vec<u8>) {
        match self.bytes.get(&number) {
            Some(byte) => out.push(*byte),
            None => out.extend([self.short.len() as u8 + (number >> 8) as u8, number as u8]),
        }
    }
}

/// Each word by what its key shares with the one before; every block begins anew.
fn vocabulary(numbers: &BTreeMap<&Written, u16>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = "";
    for (word, at) in numbers {
        let key = word.0.as_str();
        let shared = match usize::from(*at) % super::text::BLOCK {
            0 => 0,
            _ => key.bytes().zip(before.bytes()).take(31).take_while(|(a, b)| a == b).count(),
        };
        out.extend([(shared as u8) << 3 | word.1 as u8, (key.len() - shared) as u8]);
        out.extend(&key.as_bytes()[shared..]);
        before = key;
    }
    out
}

/// The parts of each word that has some, in the order of the words.
fn parts(numbers: &BTreeMap<&Written, u16>) -> Vec<u8> {
    let mut out = Vec::new();
    for word in numbers.keys() {
        let parts = parts_of(word);
        if !parts.is_empty() {
            out.push(parts.len() as u8);
            out.extend(parts.iter().flat_map(|part| numbers[&plain(part)].to_le_bytes()));
        }
    }
    out
}

/// Texts, each after its length.
fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut out = Vec::new();
    for text in texts {
        number(text.len(), &mut out);
        out.extend(text.as_bytes());
    }
    out
}

fn group_of(group: &[&str], numbers: &BTreeMap<&Written, u16>) -> Vec<u8> {
    let mut out = Vec::from([group.len() as u8]);
    out.extend(group.iter().flat_map(|word| numbers[&plain(word)].to_le_bytes()));
    out
}

/// The names, each after its length and before the number of its add-on, doubled, and one more for an own name.
fn names(addons: &[Documents]) -> Vec<u8> {
    let mut names: BTreeMap<(&str, usize), bool> = BTreeMap::new();
    for (addon, at) in addons.iter().zip(0..) {
        for (name, own) in &addon.names {
            *names.entry((name, at)).or_insert(false) |= own;
        }
    }
    let mut out = Vec::new();
    for ((name, addon), own) in names {
        number(name.len(), &mut out);
        out.extend(name.as_bytes());
        number(2 * addon + usize::from(own), &mut out);
    }
    out
}

/// A number, seven bits a byte.
fn number(mut number: usize, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::text::{Code, Text};

    proptest! {
        #[test]
        fn texts_are_read_as_they_were_written(texts in prop::collection::vec("(\\PC{0,12}|[A-Za-z_ ]{1,30}){1,6}", 1..6)) {
            let documents = texts.iter().map(|text| Vec::from([(Field::Prose, text.clone())])).collect();
            let text = Text::read(write(&[Documents { documents, names: Vec::new() }], &[])).expect("it can be read");
            let length = text.section(crate::search::text::Section::Stream).len() as u32;
            let mut read = String::new();
            let mut after_word = false;
            for code in text.codes(0..length) {
                match code {
                    Code::Word(word) => {
                        if after_word {
                            read.push(' ');
                        }
                        text.word(word, &mut read);
                    }
                    Code::Gap(gap) => read.push_str(text.gap(gap)),
                }
                after_word = matches!(code, Code::Word(_));
            }
            // Where two texts meet without a sign between them, one reads a space.
            prop_assert_eq!(read.replace(' ', ""), texts.concat().replace(' ', ""));
        }
    }
}
