//! Which documents a word stands in, and in which field: made from the texts when an index is read.

use super::{
    document::Field,
    text::{Code, Reader, Section, Text, Words},
};

/// For each key the documents that hold a word with it; they stand with the first of these words.
///
/// An entry says how many documents further it is, doubled, and whether a byte for the field follows: most words stand in
/// prose.
#[derive(Debug, Clone)]
pub(super) struct Postings {
    /// For each key in turn, for each document in turn, an entry.
    bytes: Vec<u8>,
    /// Where each word's begin.
    starts: Vec<u32>,
    /// Where the fields of each document are listed, and where its texts begin.
    documents: Vec<(u32, u32)>,
    /// The first document of each add-on, and the count of all.
    addons: Vec<u32>,
    /// The add-on of each document.
    addon_of: Vec<u16>,
}

const PROSE: usize = Field::Prose as usize;

/// What a word of the texts stands for, while the entries are made.
struct Seen {
    /// The first word with the same key, for each word.
    first: Vec<u16>,
    /// Where its parts are listed, one more, or zero.
    parts: Vec<u16>,
    /// The first words with the keys of the parts.
    listed: Vec<Vec<u16>>,
}

impl Seen {
    fn of(text: &Text) -> Seen {
        let mut first = Vec::with_capacity(usize::from(text.count()));
        let mut keys = text.keys_from(0);
        let (mut before, mut length) = ([0; super::words::LONGEST + 8], 0);
        while let Some(word) = keys.next() {
            let key = keys.key();
            match key == &before[..length] {
                true => first.push(first[usize::from(word) - 1]),
                false => first.push(word),
            }
            length = key.len().min(before.len());
            before[..length].copy_from_slice(&key[..length]);
        }
        let mut parts = vec![0; first.len()];
        let mut listed = Vec::new();
        for word in (0..text.count()).filter(|word| text.has_parts(*word)) {
            listed.push(text.parts(word).map(|part| first[usize::from(part)]).collect());
            parts[usize::from(word)] = listed.len() as u16;
        }
        Seen { first, parts, listed }
    }
}

/// A field of a document and the place of its text.
pub(super) struct Extent {
    pub(super) field: usize,
    pub(super) place: std::ops::Range<u32>,
}

impl Postings {
    /// Reads the texts twice: to see how much room each word needs, and to fill it.
    pub(super) fn of(text: &Text) -> Option<Postings> {
        let (documents, addons) = places(text)?;
        let mut addon_of = Vec::with_capacity(documents.len());
        for (addon, extent) in addons.windows(2).enumerate() {
            addon_of.extend((extent[0]..extent[1]).map(|_| addon as u16));
        }
        let mut postings = Postings { bytes: Vec::new(), starts: Vec::new(), documents, addons, addon_of };
        let seen = Seen::of(text);
        let mut sizes = vec![0_u32; usize::from(text.count()) + 1];
        postings.each(text, &seen, |word, further, field| {
            let number = if further < 64 {
                1
            } else if further < 64 * 128 {
                2
            } else {
                3
            };
            sizes[word + 1] += number + u32::from(field != PROSE);
        });
        for at in 1..sizes.len() {
            sizes[at] += sizes[at - 1];
        }
        let mut bytes = vec![0_u8; sizes.last().map_or(0, |all| *all as usize)];
        let mut next = sizes.clone();
        postings.each(text, &seen, |word, further, field| {
            let mut put = |byte: u8| {
                bytes[next[word] as usize] = byte;
                next[word] += 1;
            };
            let mut entry = further * 2 + u32::from(field != PROSE);
            while entry > 127 {
                put(entry as u8 | 128);
                entry >>= 7;
            }
            put(entry as u8);
            if field != PROSE {
                put(field as u8);
            }
        });
        (postings.bytes, postings.starts) = (bytes, sizes);
        Some(postings)
    }

    /// Calls for each key of each document, once, with how much further the document is, and the field.
    fn each(&self, text: &Text, seen: &Seen, mut call: impl FnMut(usize, u32, usize)) {
        let mut last = vec![0_u32; usize::from(text.count())];
        for document in 0..self.documents.len() {
            for extent in self.extents(text, document) {
                let mut see = |word: u16| {
                    let word = usize::from(word);
                    let now = document as u32 + 1;
                    let further = now - last[word];
                    if further > 0 {
                        last[word] = now;
                        call(word, further, extent.field);
                    }
                };
                for code in text.codes(extent.place.clone()) {
                    let Code::Word(word) = code else { continue };
                    see(seen.first[usize::from(word)]);
                    if let Some(at) = seen.parts[usize::from(word)].checked_sub(1) {
                        seen.listed[usize::from(at)].iter().for_each(|part| see(*part));
                    }
                }
            }
        }
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.documents.len()
    }

    /// The first document of each add-on, and the count of all.
    pub(super) fn addons(&self) -> &[u32] {
        &self.addons
    }

    /// Which add-on a document belongs to.
    pub(super) fn addon_of(&self, document: u32) -> usize {
        usize::from(self.addon_of[document as usize])
    }

    /// How many bytes of memory this takes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity()
            + 4 * (self.starts.capacity() + self.addons.capacity())
            + 8 * self.documents.capacity()
            + 2 * self.addon_of.capacity()
    }

    /// How many bytes the entries of some words take: a measure of how many there are.
    pub(super) fn size(&self, words: &Words) -> u32 {
        self.starts[usize::from(words.end)] - self.starts[usize::from(words.start)]
    }

    /// Whether a word stands anywhere but in summaries and prose.
    pub(super) fn is_told(&self, word: u16) -> bool {
        let mut told = false;
        self.visit(&(word..word + 1), |_, field| told |= field < Field::Summary as usize);
        told
    }

    /// Calls with the document and the field of each posting of some words.
    pub(super) fn visit(&self, words: &Words, mut call: impl FnMut(usize, usize)) {
        for word in words.start..words.end {
            let (start, end) = (self.starts[usize::from(word)], self.starts[usize::from(word) + 1]);
            let mut reader = Reader(&self.bytes[start as usize..end as usize]);
            let mut document = usize::MAX;
            while let Some(entry) = reader.number() {
                document = document.wrapping_add(entry / 2);
                let field =
                    if entry % 2 == 0 { PROSE } else { reader.bytes(1).map_or(PROSE, |byte| usize::from(byte[0])) };
                call(document, field);
            }
        }
    }

    /// The fields of a document.
    pub(super) fn extents(&self, text: &Text, document: usize) -> impl Iterator<Item = Extent> {
        let (list, mut start) = self.documents[document];
        let mut reader = Reader(&text.section(Section::Extents)[list as usize..]);
        std::iter::from_fn(move || {
            let entry = reader.number().filter(|entry| *entry > 0)?;
            let place = start..start + (entry / Field::ALL.len()) as u32;
            start = place.end;
            Some(Extent { field: entry % Field::ALL.len(), place })
        })
    }
}

/// Where each document is listed and written.
#[expect(clippy::type_complexity, reason = "two lists that are made in one pass")]
fn places(text: &Text) -> Option<(Vec<(u32, u32)>, Vec<u32>)> {
    let extents = text.section(Section::Extents);
    let (mut documents, mut addons) = (Vec::new(), Vec::new());
    let mut reader = Reader(extents);
    let mut start = 0;
    while !reader.0.is_empty() {
        addons.push(documents.len() as u32);
        for _ in 0..reader.number()? {
            documents.push(((extents.len() - reader.0.len()) as u32, start));
            loop {
                let entry = reader.number()?;
                if entry == 0 {
                    break;
                }
                start += (entry / Field::ALL.len()) as u32;
            }
        }
    }
    addons.push(documents.len() as u32);
    Some((documents, addons))
}
