//! What a match is worth.

use super::document::Field;

/// What decides the order of the results. All worths are whole numbers; those of words are multiplied by how rare the
/// word is (sixteen times the binary logarithm of one in how many documents holds it).
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// A word in each field, in the order of the fields: name, what is defined, other names, heading, search words,
    /// the other language, summary, prose.
    pub fields: [u32; 8],
    /// Of sixteen: the word itself.
    pub exact: u32,
    /// Of sixteen: a word that begins so, while it is being typed.
    pub typing: u32,
    /// Of sixteen: a word that begins so.
    pub beginning: u32,
    /// Of sixteen: another form of the word.
    pub stem: u32,
    /// Of sixteen: a word that means the same.
    pub synonym: u32,
    /// Of sixteen: a word that is one edit off, and two.
    pub edits: [u32; 3],
    /// Of sixteen: what a section has of what its add-on as a whole is worth.
    pub inherited: u32,
    /// Of sixteen, of the field: two words that follow each other in the text as in the query.
    pub neighbours: u32,
    /// Of sixteen, of the field: a heading or a search word that consists of the words alone; part of it for a part.
    pub whole_phrase: u32,
    /// Each time that a word stands in the text once more, at most four times.
    pub again: u32,
    /// The query is a name, in the order of [`Name`].
    pub names: [u32; 4],
}

/// How a query names an add-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// One of its other names begins so.
    OtherBegun,
    /// Its name begins so.
    OwnBegun,
    /// By another name.
    Other,
    /// By its name.
    Own,
}

/// The weights that the guide searches with.
pub const WEIGHTS: Weights = Weights {
    fields: [40, 23, 24, 28, 20, 12, 14, 8],
    exact: 16,
    typing: 12,
    beginning: 9,
    stem: 13,
    synonym: 10,
    edits: [16, 10, 7],
    inherited: 8,
    neighbours: 8,
    whole_phrase: 16,
    again: 0,
    names: [1_500, 4_000, 8_000, 20_000],
};

impl Weights {
    /// Of a word in a field, sixteen times.
    pub(super) fn field(&self, field: usize) -> u32 {
        self.fields[field % Field::ALL.len()]
    }
}
