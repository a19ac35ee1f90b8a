//! Which documents a word stands in, and in which field: made from the texts when an index is read.

use super::{
    document::Field,
    text::{Code, Reader, Section, Text, Words},
};

/// For each word the documents that hold it.
#[derive(Debug, Clone)]
pub(super) struct Postings {
    /// For each word in turn, for each document in turn: how many documents further, and the field.
    bytes: Vec<u8>,
    /// Where each word's begin.
    starts: Vec<u32>,
    /// Where the fields of each document are listed, and where its texts begin.
    documents: Vec<(u32, u32)>,
    /// The first document of each add-on, and the count of all.
    addons: Vec<u32>,
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
        let mut postings = Postings { bytes: Vec::new(), starts: Vec::new(), documents, addons };
        let count = usize::from(text.count());
        let mut parts = vec![0_u16; count];
        for (word, at) in text.words_with_parts().zip(1..) {
            parts[usize::from(word)] = at;
        }
        let listed: Vec<Vec<u16>> = text.words_with_parts().map(|word| text.parts(word).collect()).collect();

        let mut sizes = vec![0_u32; count + 1];
        postings.each(text, &parts, &listed, |word, entry| {
            sizes[word + 1] += if entry < 128 {
                1
            } else if entry < 1 << 14 {
                2
            } else {
                3
            }
        });
        for at in 1..sizes.len() {
            sizes[at] += sizes[at - 1];
        }
        let mut bytes = vec![0_u8; sizes.last().map_or(0, |all| *all as usize)];
        let mut next = sizes.clone();
        postings.each(text, &parts, &listed, |word, mut entry| {
            let at = &mut next[word];
            while entry > 127 {
                bytes[*at as usize] = entry as u8 | 128;
                entry >>= 7;
                *at += 1;
            }
            bytes[*at as usize] = entry as u8;
            *at += 1;
        });
        (postings.bytes, postings.starts) = (bytes, sizes);
        Some(postings)
    }

    /// Calls for each word of each document, once, with what is to be stored.
    fn each(&self, text: &Text, parts: &[u16], listed: &[Vec<u16>], mut call: impl FnMut(usize, u32)) {
        let mut last = vec![0_u32; parts.len()];
        for document in 0..self.documents.len() {
            for extent in self.extents(text, document) {
                let mut seen = |word: u16| {
                    let word = usize::from(word);
                    let before = last[word];
                    let now = document as u32 + 1;
                    if before != now {
                        last[word] = now;
                        call(word, (now - before) * Field::ALL.len() as u32 + extent.field as u32);
                    }
                };
                for code in text.codes(extent.place.clone()) {
                    let Code::Word(word) = code else { continue };
                    seen(word);
                    if let Some(at) = parts[usize::from(word)].checked_sub(1) {
                        listed[usize::from(at)].iter().for_each(|part| seen(*part));
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

    /// How many bytes of memory this takes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + 4 * (self.starts.capacity() + self.addons.capacity()) + 8 * self.documents.capacity()
    }

    /// About how many postings some words have, without reading them.
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
                document = document.wrapping_add(entry / Field::ALL.len());
                call(document, entry % Field::ALL.len());
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
