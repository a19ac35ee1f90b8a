//! The words and texts of an index, read from its bytes as they lie.
//!
//! All different words are sorted by key and numbered; each shares with the one before it as many bytes as it can, so a
//! beginning of a word is a range of numbers. The texts are runs of these numbers, in one or two bytes each: what is
//! frequent takes one.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::words::{LONGEST, Spelling};

/// How many words are stored between two whose keys are whole.
pub(super) const BLOCK: usize = 16;

/// Numbers of words.
pub(super) type Words = Range<u16>;

/// Reads bytes from the front.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number in bytes of seven bits.
    pub(super) fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= usize::from(*byte & 127) << shift;
            if *byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

/// The sections of the file, in their order.
#[derive(Debug, Clone, Copy)]
pub(super) enum Section {
    Vocabulary,
    Parts,
    Own,
    Gaps,
    Short,
    Groups,
    Names,
    Extents,
    Stream,
}

const SECTIONS: usize = 9;

/// The words of an index and its texts.
#[derive(Debug, Clone)]
pub(super) struct Text {
    bytes: Vec<u8>,
    sections: [(u32, u32); SECTIONS],
    /// Where each block of words begins.
    blocks: Vec<u32>,
    /// How many words there are.
    count: u16,
    /// A bit for each word: whether it has parts; with how many have some among the words before these 32.
    has_parts: Vec<(u32, u16)>,
    /// Where the parts are listed, of each word that has some.
    parts: Vec<u32>,
    /// The words with a spelling of their own, and where it stands.
    own: Vec<(u16, u32)>,
    /// Where each gap stands.
    gaps: Vec<u32>,
    /// The numbers that take one byte.
    short: Vec<u16>,
    /// The gap between texts of one field, if there are such.
    between: Option<u16>,
}

/// What stands at a place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    Word(u16),
    Gap(u16),
}

impl Text {
    /// Takes the bytes; none if they are not an index.
    pub(super) fn read(bytes: Vec<u8>) -> Option<Text> {
        let mut sections = [(0, 0); SECTIONS];
        let mut at = 0;
        for section in &mut sections {
            let length = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
            *section = (at as u32 + 4, at as u32 + 4 + length);
            at = section.1 as usize;
        }
        if at != bytes.len() {
            return None;
        }
        let mut text = Text {
            bytes,
            sections,
            blocks: Vec::new(),
            count: 0,
            has_parts: Vec::new(),
            parts: Vec::new(),
            own: Vec::new(),
            gaps: Vec::new(),
            short: Vec::new(),
            between: None,
        };
        text.short =
            text.section(Section::Short).chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        text.gaps = text.listed(Section::Gaps)?;
        text.between = (0..text.gaps.len() as u16).find(|gap| text.gap(*gap) == super::document::BETWEEN);
        text.find_words()?;
        Some(text)
    }

    /// Notes where blocks, parts and spellings stand.
    fn find_words(&mut self) -> Option<()> {
        let (mut parts, mut own) = (Vec::new(), Vec::new());
        let mut reader = Reader(self.section(Section::Parts));
        let whole = reader.0.len();
        let mut listed = self.listed(Section::Own)?.into_iter();
        let mut blocks = Vec::new();
        let vocabulary = self.section(Section::Vocabulary);
        let mut words = Reader(vocabulary);
        let mut number = 0_u16;
        let mut has_parts = Vec::new();
        // Whether the bytes that are shared with the word before hold a separator, by where the first stands.
        let mut separator = usize::MAX;
        while !words.0.is_empty() {
            if usize::from(number).is_multiple_of(BLOCK) {
                blocks.push((vocabulary.len() - words.0.len()) as u32);
            }
            let head = words.bytes(2)?;
            let shared = usize::from(head[0] >> 3);
            let end = words.bytes(usize::from(head[1]))?;
            if separator >= shared {
                separator = end.iter().position(|byte| *byte == b'_').map_or(usize::MAX, |at| at + shared);
            }
            if number.is_multiple_of(32) {
                has_parts.push((0, parts.len() as u16));
            }
            if separator != usize::MAX {
                has_parts.last_mut()?.0 |= 1 << (number % 32);
                parts.push((whole - reader.0.len()) as u32);
                let count = reader.bytes(1)?[0];
                reader.bytes(2 * usize::from(count))?;
            }
            if head[0] & 7 == Spelling::Own as u8 {
                own.push((number, listed.next()?));
            }
            number = number.checked_add(1)?;
        }
        (self.blocks, self.count, self.parts, self.own, self.has_parts) = (blocks, number, parts, own, has_parts);
        Some(())
    }

    /// Where the texts of a section stand.
    fn listed(&self, section: Section) -> Option<Vec<u32>> {
        let mut places = Vec::new();
        let bytes = self.section(section);
        let mut reader = Reader(bytes);
        while !reader.0.is_empty() {
            places.push((bytes.len() - reader.0.len()) as u32);
            let length = reader.number()?;
            reader.bytes(length)?;
        }
        Some(places)
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        let (start, end) = self.sections[section as usize];
        &self.bytes[start as usize..end as usize]
    }

    /// How many words there are.
    pub(super) fn count(&self) -> u16 {
        self.count
    }

    /// How many bytes of memory this takes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity()
            + 4 * (self.blocks.capacity() + self.gaps.capacity() + self.parts.capacity())
            + 8 * (self.has_parts.capacity() + self.own.capacity())
            + 2 * self.short.capacity()
    }

    /// The words whose key begins with this one.
    pub(super) fn beginning(&self, key: &str) -> Words {
        let start = self.first(key.as_bytes(), false);
        start..self.first(key.as_bytes(), true)
    }

    /// The words with exactly this key.
    pub(super) fn exact(&self, key: &str) -> Words {
        let start = self.first(key.as_bytes(), false);
        let mut keys = self.keys_from(start);
        let mut end = start;
        while keys.next().is_some() && keys.key() == key.as_bytes() {
            end += 1;
        }
        start..end
    }

    /// The words with the key of this one.
    pub(super) fn same_key(&self, word: u16) -> Words {
        let mut keys = self.keys_from(word);
        match keys.next() {
            Some(_) => self.exact(std::str::from_utf8(keys.key()).unwrap_or_default()),
            None => word..word,
        }
    }

    /// The first word that does not stand before a key or, with `behind`, before all that begins so.
    fn first(&self, key: &[u8], behind: bool) -> u16 {
        let vocabulary = self.section(Section::Vocabulary);
        let block = self.blocks.partition_point(|at| {
            // The first of a block is stored whole.
            let at = *at as usize;
            let head = vocabulary.get(at + 2..at + 2 + usize::from(vocabulary[at + 1])).unwrap_or_default();
            head < key || (behind && head.starts_with(key))
        });
        let Some(before) = block.checked_sub(1) else { return 0 };
        let mut stored = Reader(&vocabulary[self.blocks[before] as usize..]);
        // How many bytes the words so far have in common with the key: they are all before it.
        let mut common = 0;
        let first = before * BLOCK;
        for at in 0..BLOCK {
            let Some([head, length]) = stored.bytes(2) else { return self.count };
            let shared = usize::from(head >> 3);
            let end = stored.bytes(usize::from(*length)).unwrap_or_default();
            if shared > common {
                // It differs from the key where the word before it does.
                continue;
            }
            common = shared + end.iter().zip(&key[shared..]).take_while(|(one, other)| one == other).count();
            let is_before = match key.get(common) {
                None => behind,
                Some(wanted) => end.get(common - shared).is_none_or(|byte| byte < wanted),
            };
            if !is_before {
                return (first + at) as u16;
            }
        }
        (first + BLOCK) as u16
    }

    /// The stored words, for who walks through all of them: each a byte with what it shares (above three bits), a byte
    /// with the length of the rest, and the rest.
    pub(super) fn stored(&self) -> &[u8] {
        self.section(Section::Vocabulary)
    }

    /// The keys from a block on.
    fn keys(&self, at: u32, number: u16) -> Keys<'_> {
        Keys {
            rest: Reader(&self.section(Section::Vocabulary)[at as usize..]),
            next: number,
            key: [0; 64 + LONGEST],
            length: 0,
            shared: 0,
            spelling: 0,
        }
    }

    /// All keys from a word on.
    pub(super) fn keys_from(&self, word: u16) -> Keys<'_> {
        let block = (usize::from(word) / BLOCK).min(self.blocks.len().saturating_sub(1));
        let mut keys = self.keys(self.blocks.get(block).copied().unwrap_or(0), (block * BLOCK) as u16);
        while keys.next < word && keys.next().is_some() {}
        keys
    }

    /// A word as it is written.
    pub(super) fn word(&self, word: u16, out: &mut String) {
        if let Ok(at) = self.own.binary_search_by_key(&word, |own| own.0) {
            out.push_str(self.listed_at(Section::Own, self.own[at].1));
            return;
        }
        let mut keys = self.keys_from(word);
        if keys.next().is_some() {
            let key = std::str::from_utf8(keys.key()).unwrap_or_default();
            let spelling = Spelling::REGULAR.into_iter().find(|spelling| *spelling as u8 == keys.spelling);
            out.push_str(&spelling.unwrap_or(Spelling::Lower).of(key));
        }
    }

    /// What stands between words.
    pub(super) fn gap(&self, gap: u16) -> &str {
        self.gaps.get(usize::from(gap)).map_or("", |at| self.listed_at(Section::Gaps, *at))
    }

    /// Whether a code stands between two texts of one field.
    pub(super) fn is_between(&self, code: Code) -> bool {
        matches!(code, Code::Gap(gap) if Some(gap) == self.between)
    }

    fn listed_at(&self, section: Section, at: u32) -> &str {
        let mut reader = Reader(&self.section(section)[at as usize..]);
        let length = reader.number().unwrap_or(0);
        std::str::from_utf8(reader.bytes(length).unwrap_or_default()).unwrap_or_default()
    }

    /// The numbers of the parts of a word; none for most words.
    pub(super) fn parts(&self, word: u16) -> impl Iterator<Item = u16> {
        let mut bytes: &[u8] = &[];
        let (bits, before) = self.has_parts[usize::from(word) / 32];
        if bits & 1 << (word % 32) != 0 {
            let at = usize::from(before) + (bits & ((1 << (word % 32)) - 1)).count_ones() as usize;
            let mut reader = Reader(&self.section(Section::Parts)[self.parts[at] as usize..]);
            let count = reader.bytes(1).map_or(0, |count| usize::from(count[0]));
            bytes = reader.bytes(2 * count).unwrap_or_default();
        }
        bytes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]))
    }

    /// Whether a word has parts.
    pub(super) fn has_parts(&self, word: u16) -> bool {
        self.has_parts[usize::from(word) / 32].0 & 1 << (word % 32) != 0
    }

    /// The codes of a part of the texts.
    pub(super) fn codes(&self, place: Range<u32>) -> impl Iterator<Item = Code> {
        let stream = self.section(Section::Stream).get(place.start as usize..place.end as usize).unwrap_or_default();
        let mut bytes = stream.iter();
        let count = self.count;
        std::iter::from_fn(move || {
            let first = usize::from(*bytes.next()?);
            let number = match self.short.get(first) {
                Some(number) => *number,
                None => ((first - self.short.len()) as u16) << 8 | u16::from(*bytes.next()?),
            };
            Some(if number < count { Code::Word(number) } else { Code::Gap(number - count) })
        })
    }
}

/// Walks through the keys in their order.
pub(super) struct Keys<'a> {
    rest: Reader<'a>,
    next: u16,
    key: [u8; 64 + LONGEST],
    length: usize,
    /// How many bytes the key has in common with the one before, as far as that is stored.
    pub(super) shared: usize,
    spelling: u8,
}

impl Keys<'_> {
    /// Goes on to the next key, and gives the number of its word.
    pub(super) fn next(&mut self) -> Option<u16> {
        let head = self.rest.bytes(2)?;
        self.shared = usize::from(head[0] >> 3);
        self.spelling = head[0] & 7;
        self.length = self.shared + usize::from(head[1]);
        let end = self.rest.bytes(usize::from(head[1]))?;
        // Ends are a few bytes long: a loop is quicker than a call.
        for (to, from) in self.key.get_mut(self.shared..self.length)?.iter_mut().zip(end) {
            *to = *from;
        }
        self.next += 1;
        Some(self.next - 1)
    }

    /// The key.
    pub(super) fn key(&self) -> &[u8] {
        &self.key[..self.length]
    }
}
