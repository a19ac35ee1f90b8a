//! Which documents answer a query, best first.
//!
//! A first pass adds up, word by word, what each document is worth by the fields its words stand in; a section shares in
//! what its add-on as a whole is worth. A second pass reads the texts of the best ones for what only the text tells:
//! words that follow each other, headings that say no more than was asked.

use super::{
    document::Field,
    postings::Postings,
    terms::Term,
    text::{Code, Text},
    weights::{Name, Weights},
};

/// How many documents are looked at more closely.
const CHOSEN: usize = 24;
/// How many of them are read in full.
const READ: usize = 8;

/// A document that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ranked {
    pub(super) document: usize,
    /// Which add-on it belongs to.
    pub(super) addon: usize,
    pub(super) score: u32,
    /// The terms that it answers, itself or by what its add-on as a whole says, a bit for each.
    pub(super) terms: u32,
    /// The terms that all documents of its add-on answer together.
    pub(super) together: u32,
    /// Whether it is the add-on as a whole.
    pub(super) whole: bool,
    /// Where it stands among the documents of its add-on: lower first,
    pub(super) turn: u32,
    /// and of those, higher first.
    pub(super) order: u32,
}

/// What a document has been found worth so far.
#[derive(Clone, Copy, Default)]
struct Worth {
    total: u32,
    /// The terms found, a bit for each.
    terms: u32,
    /// What the last of them has added.
    last: u32,
}

/// What the names say: the add-ons that are meant, and how.
pub(super) type Named = Vec<(usize, Name)>;

/// The best documents, best first.
pub(super) fn rank(text: &Text, postings: &Postings, weights: &Weights, terms: &[Term], named: &Named) -> Vec<Ranked> {
    let required = required(terms);
    // Something that is not there at all must not be answered by what stands beside it.
    let unknown = terms.iter().filter(|term| term.required && term.matches.is_empty()).count() as u32;
    if unknown * 3 > required.count_ones() {
        return Vec::new();
    }
    let (worths, found) = worths(postings, weights, terms);
    let mut best = choose(postings, weights, terms, required, &worths, &found);
    for (addon, _) in named {
        let document = postings.addons()[*addon] as usize;
        if best.iter().all(|ranked| ranked.addon != *addon) {
            // Its name is the whole query, or begins so.
            let together = required;
            best.push(Ranked { document, addon: *addon, score: 0, terms: 0, together, whole: true, turn: 0, order: 0 });
        }
    }
    let marks = Marks::of(text, terms, true);
    for (at, ranked) in best.iter_mut().enumerate() {
        let fields = if at < READ && terms.len() > 1 { Field::ALL.len() } else { Field::Prose as usize };
        let told = told_by_text(text, postings, weights, terms, &marks, ranked.document, fields);
        let whole = ranked.whole;
        let name = named.iter().find(|(addon, _)| *addon == ranked.addon).map(|(_, name)| *name);
        ranked.score += told.score + name.map_or(0, |name| weights.names[name as usize] / if whole { 1 } else { 2 });
        // The add-on as a whole comes first where it is meant, else behind its sections that say it all.
        let own = worths[ranked.document].terms;
        ranked.order = if whole { ranked.score / 2 } else { ranked.score };
        ranked.turn = match name {
            Some(Name::Own | Name::OwnBegun) if whole => 0,
            Some(Name::Other) if whole => 2,
            Some(Name::Other) if told.at_the_top & required != required => 3,
            _ if !whole && own & required == required => 1,
            _ => 3,
        };
    }
    crate::sorting::sort_by_key(&mut best, |ranked| (u32::MAX - ranked.score, ranked.document));
    best
}

/// The terms that a result must have, a bit for each.
pub(super) fn required(terms: &[Term]) -> u32 {
    terms.iter().enumerate().fold(0, |bits, (at, term)| bits | u32::from(term.required) << at)
}

/// What each document is worth by the words that stand in it, and which documents have one.
fn worths(postings: &Postings, weights: &Weights, terms: &[Term]) -> (Vec<Worth>, Vec<u32>) {
    let mut worths = vec![Worth::default(); postings.documents()];
    let mut found: Vec<u32> = Vec::new();
    for (at, term) in terms.iter().enumerate().filter(|(_, term)| term.counts) {
        let bit = 1 << at;
        for answer in &term.matches {
            let worth_of = weights.fields.map(|field| term.rarity * field * answer.quality / 16);
            postings.visit(&answer.words, |document, field| {
                let Some(worth) = worths.get_mut(document) else { return };
                let value = worth_of[field];
                if worth.terms & bit != 0 {
                    worth.total += value.saturating_sub(worth.last);
                    worth.last = worth.last.max(value);
                } else {
                    if worth.terms == 0 {
                        found.push(document as u32);
                    }
                    worth.terms |= bit;
                    worth.total += value;
                    worth.last = value;
                }
            });
        }
    }
    (worths, found)
}

/// The documents that are worth reading: of the add-ons that have all words that are needed, or else the most of them.
fn choose(
    postings: &Postings,
    weights: &Weights,
    terms: &[Term],
    required: u32,
    worths: &[Worth],
    found: &[u32],
) -> Vec<Ranked> {
    let weight = |mask: u32| rarity(terms, mask & required);
    let all = weight(required);
    let addons = postings.addons();
    let mut together = vec![0_u32; addons.len()];
    for document in found {
        together[postings.addon_of(*document)] |= worths[*document as usize].terms;
    }
    let mut best: Vec<(u32, Ranked)> = Vec::new();
    for document in found {
        let addon = postings.addon_of(*document);
        let document = *document as usize;
        let whole = addons[addon] as usize;
        let own = worths[document];
        let mut ranked = Ranked {
            document,
            addon,
            score: own.total,
            terms: own.terms,
            together: together[addon],
            whole: whole == document,
            turn: 0,
            order: 0,
        };
        if whole != document {
            ranked.score += worths[whole].total / 16 * weights.inherited;
            ranked.terms |= worths[whole].terms;
        }
        if best.len() == CHOSEN && best[CHOSEN - 1].1.score >= ranked.score / 16 * 16 {
            continue;
        }
        let covered = weight(ranked.terms);
        if covered * 2 < all {
            continue;
        }
        let by_addon = weight(together[addon]);
        if by_addon * 5 < all * 3 {
            continue;
        }
        let share = covered * 16 / all.max(1);
        ranked.score = ranked.score / 16 * share / 16 * share;
        let at = best.partition_point(|(_, better)| better.score >= ranked.score);
        if at < CHOSEN {
            best.truncate(CHOSEN - 1);
            best.insert(at, (by_addon, ranked));
        }
    }
    let most = best.iter().map(|(covered, _)| *covered).max().unwrap_or(0);
    best.into_iter().filter(|(covered, _)| *covered * 4 >= most * 3).map(|(_, ranked)| ranked).collect()
}

/// What the text of a document tells beyond the words that stand in it.
#[derive(Default)]
struct Told {
    score: u32,
    /// The terms in its heading or in what it defines, a bit for each.
    at_the_top: u32,
}

/// Reads the text of a document.
fn told_by_text(
    text: &Text,
    postings: &Postings,
    weights: &Weights,
    terms: &[Term],
    marks: &Marks,
    document: usize,
    fields: usize,
) -> Told {
    let mut told = Told::default();
    let (mut neighbours, mut whole) = (0_u32, 0);
    for extent in postings.extents(text, document).take_while(|extent| extent.field < fields) {
        let weight = weights.field(extent.field);
        let prose = extent.field >= Field::Summary as usize;
        let mut phrase = Phrase::default();
        for code in text.codes(extent.place) {
            let Code::Word(word) = code else {
                if !prose && text.is_between(code) {
                    whole = whole.max(phrase.close(terms) * weight);
                }
                continue;
            };
            let now = marks.on(text, word);
            phrase.words += 1;
            if now != 0 {
                phrase.hits += 1;
                if !prose && marks.0[usize::from(word)] == 0 {
                    // Of an identifier no more than parts were asked for: the others are words beside them.
                    phrase.words += text.parts(word).count() as u32 - 1;
                    phrase.hits += text.parts(word).filter(|part| marks.0[usize::from(*part)] != 0).count() as u32 - 1;
                }
                // A word that stands behind the one before it, or in the same identifier.
                let mut pairs = ((phrase.before | now) << 1) & now & !neighbours;
                neighbours |= pairs;
                while pairs != 0 {
                    let second = pairs.trailing_zeros() as usize;
                    told.score += terms[second - 1].rarity.min(terms[second].rarity) * weight * weights.neighbours / 16;
                    pairs &= pairs - 1;
                }
                phrase.seen |= now;
                if extent.field == Field::Heading as usize || extent.field == Field::Defined as usize {
                    told.at_the_top |= now;
                }
            }
            phrase.before = now;
        }
        if !prose {
            whole = whole.max(phrase.close(terms) * weight);
        }
    }
    told.score += whole / 16 * weights.whole_phrase;
    told
}

/// A heading, a search word: what has been seen of it.
#[derive(Default)]
struct Phrase {
    before: u32,
    seen: u32,
    words: u32,
    hits: u32,
}

impl Phrase {
    /// How rare the terms are that were seen, for a phrase of nothing else; less for one of more words.
    fn close(&mut self, terms: &[Term]) -> u32 {
        let Phrase { seen, words, hits, .. } = std::mem::take(self);
        let rarity: u32 =
            terms.iter().enumerate().filter(|(at, _)| seen & 1 << at != 0).map(|(_, term)| term.rarity).sum();
        rarity * hits / words.max(1)
    }
}

/// How rare some terms are together.
pub(super) fn rarity(terms: &[Term], mut mask: u32) -> u32 {
    let mut sum = 0;
    while mask != 0 {
        sum += terms[mask.trailing_zeros() as usize].rarity;
        mask &= mask - 1;
    }
    sum
}

/// The terms that each word of the index answers, a bit for each.
pub(super) struct Marks(Vec<u32>);

impl Marks {
    /// Of all that answers a term, or of what does so in its own words.
    pub(super) fn of(text: &Text, terms: &[Term], own_words: bool) -> Marks {
        let mut marks = vec![0; usize::from(text.count())];
        for (at, term) in terms.iter().enumerate() {
            for found in term.matches.iter().filter(|found| !(own_words && found.synonym)) {
                for mark in &mut marks[usize::from(found.words.start)..usize::from(found.words.end)] {
                    *mark |= 1 << at;
                }
            }
        }
        Marks(marks)
    }

    /// The terms that a word answers, itself or by its parts.
    pub(super) fn on(&self, text: &Text, word: u16) -> u32 {
        let mark = self.0[usize::from(word)];
        match text.has_parts(word) {
            true => text.parts(word).fold(mark, |all, part| all | self.0[usize::from(part)]),
            false => mark,
        }
    }
}
