//! Search over everything the guide says, in memory.
//!
//! Words are compared folded: lower case, without accents, dashes and underscores taken as spaces. Every word of the
//! query must be found, as a whole word or as the beginning of one; a name comes before a heading, a heading before
//! prose.

mod excerpt;
mod passage;
mod words;

pub use excerpt::Excerpt;
pub use passage::Passage;

use std::{collections::BTreeMap, ops::Range};

use crate::{Addon, AddonId, Catalog, Heading, Lang};
use excerpt::excerpt;
use words::{folded, words};

/// What a match is worth, by where it stands. Larger is better; a prefix of a word is worth half of the whole word.
#[derive(Debug, Clone, Copy)]
struct Weights {
    /// The whole query is one of the add-on's names.
    exact_name: u32,
    /// A word of the add-on's names.
    name: u32,
    /// A word of the summary, the tags or the search words.
    summary: u32,
    /// A word of a heading.
    heading: u32,
    /// A word of prose or code.
    prose: u32,
}

const WEIGHTS: Weights = Weights { exact_name: 10_000, name: 400, summary: 120, heading: 60, prose: 10 };

/// The number of hits that are worth showing.
pub const LIMIT: usize = 20;

/// The searchable text of a catalog in one language.
#[derive(Debug, Clone, Default)]
pub struct Index {
    documents: Vec<Document>,
}

/// An add-on as a whole, or one of its passages.
#[derive(Debug, Clone)]
struct Document {
    addon: AddonId,
    tab: Option<&'static str>,
    heading: Option<&'static Heading>,
    /// The folded names of an add-on as a whole.
    names: Vec<String>,
    /// The folded words of a passage's heading.
    title: Vec<String>,
    text: String,
    /// The folded words of the text, with their places in it.
    words: Vec<(String, Range<usize>)>,
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

impl Index {
    /// The index of a catalog with the passages that are known so far; without any, names, summaries and headings are
    /// found.
    pub fn build(catalog: &Catalog, lang: Lang, passages: &[Passage]) -> Index {
        let mut texts = BTreeMap::new();
        for passage in passages {
            let anchor = passage.heading.map(|heading| heading.anchor);
            texts.insert((passage.addon, passage.tab, anchor), &passage.text);
        }
        let mut documents = Vec::new();
        for addon in catalog.addons {
            documents.push(whole(catalog, addon, lang));
            for tab in addon.tabs {
                for heading in [None].into_iter().chain(tab.headings.iter().map(Some)) {
                    let anchor = heading.map(|heading| heading.anchor);
                    let text = texts.get(&(addon.id, tab.key, anchor)).map(|text| (*text).clone()).unwrap_or_default();
                    if heading.is_none() && text.is_empty() {
                        continue;
                    }
                    let title = heading.map_or(tab.title.get(lang), |heading| heading.title.get(lang));
                    documents.push(Document {
                        addon: addon.id,
                        tab: Some(tab.key),
                        heading,
                        names: Vec::new(),
                        title: words(title).into_iter().map(|(word, _)| word).collect(),
                        words: words(&text),
                        text,
                    });
                }
            }
        }
        Index { documents }
    }

    /// The places that hold every word of the query, best first, at most [`LIMIT`].
    pub fn find(&self, query: &str) -> Vec<Hit> {
        let wanted: Vec<String> = words(query).into_iter().map(|(word, _)| word).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut best: Vec<(u32, &Document)> = Vec::new();
        for document in &self.documents {
            let Some(score) = document.score(&wanted) else { continue };
            let at = best.partition_point(|(better, _)| *better >= score);
            if at < LIMIT {
                best.insert(at, (score, document));
                best.truncate(LIMIT);
            }
        }
        best.into_iter().map(|(score, document)| document.hit(score, &wanted)).collect()
    }
}

impl Document {
    /// What the document is worth; none where a word is missing.
    fn score(&self, wanted: &[String]) -> Option<u32> {
        let mut score = 0;
        for word in wanted {
            score += self.worth(word)?;
        }
        if self.names.contains(&wanted.join(" ")) {
            score += WEIGHTS.exact_name;
        }
        Some(score)
    }

    fn worth(&self, word: &str) -> Option<u32> {
        let mut best = 0;
        let mut consider = |candidate: &str, weight: u32| {
            if candidate == word {
                best = best.max(weight);
            } else if candidate.starts_with(word) {
                best = best.max(weight / 2);
            }
        };
        for name in &self.names {
            name.split(' ').for_each(|part| consider(part, WEIGHTS.name));
        }
        self.title.iter().for_each(|title| consider(title, WEIGHTS.heading));
        let prose = if self.tab.is_none() { WEIGHTS.summary } else { WEIGHTS.prose };
        self.words.iter().for_each(|(text, _)| consider(text, prose));
        (best > 0).then_some(best)
    }

    fn hit(&self, score: u32, wanted: &[String]) -> Hit {
        let is_wanted = |text: &str| wanted.iter().any(|word| text.starts_with(word.as_str()));
        let marks = self.words.iter().filter(|(text, _)| is_wanted(text)).map(|(_, place)| place.clone()).collect();
        Hit { addon: self.addon, tab: self.tab, heading: self.heading, score, excerpt: excerpt(&self.text, marks) }
    }
}

/// An add-on as a whole: its names, what it does, its tags and search words.
fn whole(catalog: &Catalog, addon: &Addon, lang: Lang) -> Document {
    let mut text = addon.summary.get(lang).to_owned();
    let synonyms = match lang {
        Lang::En => addon.synonyms.en,
        Lang::Fr => addon.synonyms.fr,
    };
    let tags = addon.tags.iter().filter_map(|tag| catalog.tag(tag.0)).map(|tag| tag.label.get(lang));
    for word in tags.chain(synonyms.iter().copied()) {
        text.push_str(" · ");
        text.push_str(word);
    }
    let names = [addon.name, addon.distribution, addon.import, addon.id.0];
    let names = names.iter().chain(addon.aliases).map(|name| folded(name)).collect();
    let words = words(&text);
    Document { addon: addon.id, tab: None, heading: None, names, title: Vec::new(), text, words }
}
