//! What a query asks for: its words, each with the words of the index that answer it.

use super::{
    postings::Postings,
    stem::{LONGEST_END, stem},
    text::{Reader, Section, Text, Words},
    typo,
    weights::Weights,
    words::{key, words},
};

/// The most words of a query that count.
const MOST: usize = 24;
/// Each document in how many may hold a word that a result need not have.
const COMMON: u32 = 12;
/// Each document in how many holds a word that tells nothing.
const EVERYWHERE: u32 = 5;
/// In bytes, below which a misspelt word is near to many others.
const SHORT: usize = 8;

/// Words of the index that answer a word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) words: Words,
    /// How well, of sixteen.
    pub(super) quality: u32,
    /// Whether they are other words with the same meaning.
    pub(super) synonym: bool,
}

/// A word of a query.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// As the reader wrote it.
    pub(super) written: String,
    pub(super) key: String,
    /// What answers it, best first.
    pub(super) matches: Vec<Match>,
    /// How rare it is: sixteen times the binary logarithm.
    pub(super) rarity: u32,
    /// Whether a result must have it.
    pub(super) required: bool,
    /// Whether it adds to what a document is worth. What stands everywhere tells little and takes long: it counts only
    /// where it stands beside another word.
    pub(super) counts: bool,
}

/// The terms of a query.
pub(super) fn terms(text: &Text, postings: &Postings, weights: &Weights, query: &str) -> Vec<Term> {
    let ranges = words(query);
    let ended = ranges.last().is_none_or(|last| query[last.end..].contains(char::is_whitespace));
    let mut terms: Vec<Term> = Vec::new();
    let count = ranges.len();
    for (at, range) in ranges.into_iter().enumerate() {
        let written = &query[range];
        let typing = at + 1 == count && !ended;
        let whole = key(written);
        let matches = answers(text, postings, weights, &whole, typing, !whole.contains('_'));
        let known = !matches.is_empty();
        if known || !whole.contains('_') {
            push(&mut terms, written, &whole, matches, true);
        }
        // Of an identifier also its parts: a result needs them only where the guide does not have the whole.
        let parts: Vec<&str> = whole.split('_').filter(|part| !part.is_empty() && *part != whole).collect();
        for (at, part) in parts.iter().enumerate() {
            let typing = typing && at + 1 == parts.len();
            push(&mut terms, part, part, answers(text, postings, weights, part, typing, !known), !known);
        }
    }
    weigh(&mut terms, postings);
    terms
}

fn push(terms: &mut Vec<Term>, written: &str, key: &str, matches: Vec<Match>, required: bool) {
    if terms.len() < MOST && terms.iter().all(|term| term.key != key) {
        let (written, key) = (written.to_owned(), key.to_owned());
        terms.push(Term { written, key, matches, rarity: 0, required, counts: true });
    }
}

/// What answers a key, best first.
fn answers(text: &Text, postings: &Postings, weights: &Weights, key: &str, typing: bool, misspelt: bool) -> Vec<Match> {
    let mut matches = Vec::new();
    let mut add = |words: Words, quality: u32| {
        if !words.is_empty() {
            matches.push(Match { words, quality, synonym: quality == weights.synonym });
        }
    };
    let exact = text.exact(key);
    let long = key.len() > 2;
    add(exact.clone(), weights.exact);
    let forms = if long { forms(text, key) } else { Vec::new() };
    for word in &forms {
        add(*word..word + 1, weights.stem);
    }
    for word in exact.clone().chain(forms) {
        for other in synonyms(text, word) {
            add(other, weights.synonym);
        }
    }
    // What begins with one letter is too much to be an answer; names that do are found as names.
    if long || (typing && key.len() == 2) {
        let begun = text.beginning(key);
        add(exact.end.max(begun.start)..begun.end, if typing { weights.typing } else { weights.beginning });
    }
    if matches.is_empty() && misspelt {
        for near in typo::near(text, key, typing) {
            // A short word is near to many: it is put right towards what headings and names say, not prose.
            let words = text.same_key(near.word);
            if near.word != words.start || (key.len() < SHORT && !postings.is_told(near.word)) {
                continue;
            }
            let quality = weights.edits[usize::from(near.edits)];
            let quality = if near.beginning { quality * 3 / 4 } else { quality };
            matches.push(Match { words, quality, synonym: false });
        }
    }
    matches
}

/// Words of the same family.
fn forms(text: &Text, key: &str) -> Vec<u16> {
    let (begins, instead) = stem(key);
    let mut found = Vec::new();
    if begins.len() < 3 {
        return found;
    }
    let range = text.beginning(begins);
    let mut keys = text.keys_from(range.start);
    while let Some(word) = keys.next() {
        if word >= range.end {
            break;
        }
        if keys.key().len() > begins.len() + LONGEST_END {
            continue;
        }
        let other = std::str::from_utf8(keys.key()).unwrap_or_default();
        if other != key && !other.contains('_') && stem(other) == (begins, instead) {
            found.push(word);
        }
    }
    found
}

/// The words that mean the same as a word.
fn synonyms(text: &Text, word: u16) -> Vec<Words> {
    let mut found = Vec::new();
    let mut groups = Reader(text.section(Section::Groups));
    while let Some(count) = groups.bytes(1) {
        let Some(group) = groups.bytes(2 * usize::from(count[0])) else { break };
        let members = group.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
        if members.clone().any(|member| member == word) {
            found.extend(members.filter(|member| *member != word).map(|member| text.same_key(member)));
        }
    }
    found
}

/// How rare each term is, and which ones a result must have: not those that stand everywhere.
fn weigh(terms: &mut [Term], postings: &Postings) {
    let documents = postings.documents() as u32;
    let mut one = false;
    for term in terms.iter_mut() {
        let best = term.matches.first().map_or(0, |found| found.quality);
        let size = term.matches.iter().filter(|found| found.quality == best).map(|found| postings.size(&found.words));
        // An entry takes between one and two bytes.
        let holding = size.sum::<u32>() * 2 / 3;
        term.rarity = binary_logarithm(documents * 4 / holding.max(1)).max(8);
        if term.matches.is_empty() {
            term.rarity = 0;
        }
        if !term.required {
            // A part of an identifier that is known as a whole.
            term.rarity /= 2;
        }
        term.required &= holding * COMMON < documents && term.key.len() > 1;
        term.counts = holding * EVERYWHERE < documents;
        one |= term.required;
    }
    for term in terms.iter_mut() {
        // The last word has just been begun, or everything that was asked stands everywhere.
        term.required &= !term.matches.is_empty() || term.key.len() > 1;
        term.required |= !one && !term.matches.is_empty();
        term.counts |= term.required;
    }
}

/// Sixteen times the binary logarithm, near enough.
fn binary_logarithm(number: u32) -> u32 {
    let number = number.max(1);
    let whole = number.ilog2();
    let rest = if whole >= 4 { (number >> (whole - 4)) & 15 } else { (number << (4 - whole)) & 15 };
    whole * 16 + rest
}
