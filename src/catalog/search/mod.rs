//! Search over everything the guide says, in memory.
//!
//! An [`Index`] is bytes that a native program writes ([`write`]) and the browser searches as they lie: all different
//! words in their order, and the texts as numbers of words. Reading them makes one more list, which documents each word
//! stands in. A query is answered in four steps, each a module: its words and what answers them (`terms`), what each
//! document is worth (`rank`), the results by add-on (here), a line of text for each (`excerpt`).

mod document;
mod excerpt;
mod passage;
mod postings;
mod rank;
mod stem;
mod terms;
mod text;
mod typo;
mod weights;
mod words;
mod write;

pub use excerpt::Excerpt;
pub use passage::Passage;
pub use weights::{Name, WEIGHTS, Weights};

use std::ops::Range;

use crate::{AddonId, Catalog, Heading, Lang};
use document::Field;
use postings::Postings;
use rank::{Marks, Ranked};
use terms::Term;
use text::{Reader, Section, Text};

/// The number of hits that are worth showing.
pub const LIMIT: usize = 20;
/// How many sections of one add-on are shown.
const SECTIONS: usize = 4;

/// Whether words with the same meaning are known to an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synonyms {
    /// The groups of the catalog and the search words of the add-ons.
    Known,
    /// Neither: to see what they are worth.
    Unknown,
}

/// The bytes of the index of a catalog in one language, with the passages that are known.
pub fn write(catalog: &Catalog, lang: Lang, passages: &[Passage], synonyms: Synonyms) -> Vec<u8> {
    let known = synonyms == Synonyms::Known;
    let documents = document::documents(catalog, lang, passages, known);
    write::write(&documents, if known { catalog.synonyms } else { &[] })
}

/// The texts of an index as they are before they are written, for other engines to search: for each add-on its
/// documents, the whole first, then its sections; for each the names of its fields with their texts.
pub fn texts(catalog: &Catalog, lang: Lang, passages: &[Passage]) -> Vec<Vec<Vec<(String, String)>>> {
    let named = |(field, text): (Field, String)| (format!("{field:?}").to_lowercase(), text);
    let of_document = |texts: document::Texts| texts.into_iter().map(named).collect();
    let of_addon = |addon: document::Documents| addon.documents.into_iter().map(of_document).collect();
    document::documents(catalog, lang, passages, true).into_iter().map(of_addon).collect()
}

/// The key by which a text is compared, if it is a single word.
pub fn single_word(text: &str) -> Option<String> {
    match words::words(text).as_slice() {
        [word] if *word == (0..text.len()) => Some(words::key(text)),
        _ => None,
    }
}

/// The words of a text: where each stands, and the key by which it is compared.
pub fn keys(text: &str) -> Vec<(Range<usize>, String)> {
    words::words(text)
        .into_iter()
        .map(|place| {
            let key = words::key(&text[place.clone()]);
            (place, key)
        })
        .collect()
}

/// The searchable text of a catalog in one language.
#[derive(Debug, Clone)]
pub struct Index {
    text: Text,
    postings: Postings,
}

/// A place that answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The add-on.
    pub addon: AddonId,
    /// The tab; none for the add-on as a whole.
    pub tab: Option<&'static str>,
    /// The heading above the passage; none above the first one of a tab.
    pub heading: Option<&'static Heading>,
    /// What it is worth, for ranking only.
    pub score: u32,
    /// A line of text from the place.
    pub excerpt: Excerpt,
}

/// What a query is answered with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// The places, best first, those of one add-on together.
    pub hits: Vec<Hit>,
    /// Where nothing holds all words of the query: those that the first place's add-on lacks. Without places, those that
    /// the guide does not know.
    pub missing: Vec<String>,
    /// Whether the query is a name of an add-on.
    pub named: bool,
}

/// A place that answers a query, by numbers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The add-on, in the order of the catalog.
    pub addon: usize,
    /// The section, from one; zero is the add-on as a whole.
    pub section: usize,
    /// What it is worth, for ranking only.
    pub score: u32,
}

impl Index {
    /// Takes the bytes of an index; none if they are something else.
    pub fn read(bytes: Vec<u8>) -> Option<Index> {
        let text = Text::read(bytes)?;
        let postings = Postings::of(&text)?;
        Some(Index { text, postings })
    }

    /// How many bytes of memory it takes.
    pub fn memory(&self) -> usize {
        self.text.memory() + self.postings.memory()
    }

    /// The places that hold every word of the query, best first, at most [`LIMIT`]; where no place holds every word,
    /// those that hold the most.
    pub fn find(&self, catalog: &Catalog, query: &str) -> Answer {
        let (terms, ranked) = self.rank(query);
        let shown = by_addon(&ranked);
        let named = self.named(query).iter().any(|(_, name)| matches!(name, Name::Own | Name::Other));
        let mut answer = Answer { missing: missing(&terms, &ranked, &shown), named, hits: Vec::new() };
        // What stands everywhere is not worth a mark.
        let terms: Vec<Term> = terms.into_iter().filter(|term| term.counts).collect();
        let marks = Marks::of(&self.text, &terms, false);
        for place in shown {
            let Some(addon) = catalog.addons.get(place.addon) else { continue };
            let first = self.postings.addons()[place.addon] as usize;
            let section = place.document - first;
            let at = section.checked_sub(1).and_then(|at| document::sections(addon).nth(at));
            let shown = if section == 0 { Field::Summary } else { Field::Prose };
            let extent =
                self.postings.extents(&self.text, place.document).find(|extent| extent.field == shown as usize);
            let excerpt =
                extent.map(|extent| excerpt::excerpt(&self.text, extent.place, &terms, &marks)).unwrap_or_default();
            answer.hits.push(Hit {
                addon: addon.id,
                tab: at.map(|(tab, _)| tab.key),
                heading: at.and_then(|(_, heading)| heading),
                score: place.score,
                excerpt,
            });
        }
        answer
    }

    /// The same places by numbers, without a line of text.
    pub fn places(&self, query: &str) -> Vec<Place> {
        let place = |ranked: &Ranked| Place {
            addon: ranked.addon,
            section: ranked.document - self.postings.addons()[ranked.addon] as usize,
            score: ranked.score,
        };
        by_addon(&self.rank(query).1).iter().map(place).collect()
    }

    fn rank(&self, query: &str) -> (Vec<Term>, Vec<Ranked>) {
        let terms = terms::terms(&self.text, &self.postings, &WEIGHTS, query);
        if terms.is_empty() {
            return (terms, Vec::new());
        }
        let named = self.named(query);
        let ranked = rank::rank(&self.text, &self.postings, &WEIGHTS, &terms, &named);
        (terms, ranked)
    }

    /// The add-ons that the query names, or begins to name.
    fn named(&self, query: &str) -> rank::Named {
        let query = words::squeezed(query);
        let Some(initial) = query.bytes().next() else { return rank::Named::new() };
        let mut named = rank::Named::new();
        let mut names = Reader(self.text.section(Section::Names));
        while let Some(length) = names.number() {
            let (Some(name), Some(addon)) = (names.bytes(length), names.number()) else { break };
            if name.first() != Some(&initial) {
                continue;
            }
            let (addon, own) = (addon / 2, addon % 2 == 1);
            let kind = match name.strip_prefix(query.as_bytes()) {
                Some([]) if own => Name::Own,
                Some([]) => Name::Other,
                Some(_) if own => Name::OwnBegun,
                Some(_) => Name::OtherBegun,
                None => continue,
            };
            match named.iter_mut().find(|(other, _)| *other == addon) {
                Some((_, known)) => *known = kind.max(*known),
                None => named.push((addon, kind)),
            }
        }
        named
    }
}

/// The words that the best answer lacks, where no add-on has them all.
fn missing(terms: &[Term], ranked: &[Ranked], shown: &[Ranked]) -> Vec<String> {
    let required = rank::required(terms);
    let complete = ranked.iter().any(|ranked| ranked.together & required == required);
    let lacks = |at: usize, term: &Term| match shown.first() {
        Some(first) => first.together & 1 << at == 0,
        None => term.matches.is_empty(),
    };
    let lacking = terms.iter().enumerate().filter(|(at, term)| !complete && term.required && lacks(*at, term));
    lacking.map(|(_, term)| term.written.clone()).collect()
}

/// The ranked documents with those of one add-on together, no more than are worth showing.
fn by_addon(ranked: &[Ranked]) -> Vec<Ranked> {
    let mut addons: Vec<(u32, Vec<Ranked>)> = Vec::new();
    for ranked in ranked {
        match addons.iter_mut().find(|(_, own)| own[0].addon == ranked.addon) {
            Some((_, own)) => own.push(*ranked),
            None => addons.push((ranked.score, Vec::from([*ranked]))),
        }
    }
    for (score, own) in &mut addons {
        // What an add-on is as a whole counts for all of its sections.
        let whole = own.iter().find(|ranked| ranked.whole).map_or(0, |whole| whole.score);
        *score += whole / 2;
        crate::sorting::sort_by_key(own, |ranked| (ranked.turn, u32::MAX - ranked.order));
        own.truncate(SECTIONS);
    }
    crate::sorting::sort_by_key(&mut addons, |(score, own)| (u32::MAX - score, own[0].addon));
    let mut shown: Vec<Ranked> = addons.into_iter().flat_map(|(_, own)| own).collect();
    shown.truncate(LIMIT);
    shown
}
