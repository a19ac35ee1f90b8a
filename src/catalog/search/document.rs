//! What search knows of a catalog: a document for every add-on as a whole and for every section of its tabs.
//!
//! The order is fixed, so that a number is enough to name a document: for each add-on the whole, then for each tab what
//! stands above its first heading, then each heading with what is below it.

use std::collections::BTreeMap;

use super::{Passage, words::squeezed};
use crate::{Addon, Catalog, Heading, Lang, Localized};

/// Where in a document a word stands, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Field {
    /// The name of the add-on, of its distribution, its import.
    Name,
    /// What a table or a list of the section defines: the first cell of each row.
    Defined,
    /// The add-on's other names.
    Alias,
    /// A heading.
    Heading,
    /// Search words and tags; of a section its anchor.
    Words,
    /// Headings, search words, tags and summary in the other language.
    Other,
    /// The sentence that says what it does.
    Summary,
    /// Prose and code.
    Prose,
}

impl Field {
    /// All fields, in the order of their numbers.
    pub(super) const ALL: [Field; 8] = [
        Field::Name,
        Field::Defined,
        Field::Alias,
        Field::Heading,
        Field::Words,
        Field::Other,
        Field::Summary,
        Field::Prose,
    ];
}

/// A document before it is written: its texts by field, in the order of the fields.
pub(super) type Texts = Vec<(Field, String)>;

/// Between texts of one field.
pub(super) const BETWEEN: &str = " · ";

/// The documents of an add-on, and the names that lead to it.
pub(super) struct Documents {
    /// In their fixed order.
    pub(super) documents: Vec<Texts>,
    /// Its names, squeezed, and whether each is its own or another one.
    pub(super) names: Vec<(String, bool)>,
}

/// The documents of each add-on. Without synonyms, search words are left out.
pub(super) fn documents(catalog: &Catalog, lang: Lang, passages: &[Passage], synonyms: bool) -> Vec<Documents> {
    let mut texts = BTreeMap::new();
    for passage in passages {
        let anchor = passage.heading.map(|heading| heading.anchor);
        texts.insert((passage.addon, passage.tab, anchor), passage);
    }
    let mut all = Vec::new();
    for addon in catalog.addons {
        let mut documents = Vec::from([whole(catalog, addon, lang, synonyms)]);
        for (tab, heading) in sections(addon) {
            let anchor = heading.map(|heading| heading.anchor);
            let passage = texts.get(&(addon.id, tab.key, anchor));
            let title: Localized = heading.map_or(tab.title, |heading| heading.title);
            let mut fields = Vec::from([
                (Field::Heading, title.get(lang).to_owned()),
                (Field::Words, anchor.unwrap_or(tab.key).to_owned()),
            ]);
            if title.en != title.fr {
                fields.push((Field::Other, title.get(lang.other()).to_owned()));
            }
            if let Some(passage) = passage {
                fields.insert(0, (Field::Defined, passage.defined.join(BETWEEN)));
                fields.push((Field::Prose, passage.text.clone()));
            }
            documents.push(fields);
        }
        let own = own_names(addon).into_iter().map(|name| (squeezed(name), true));
        let others = addon.aliases.iter().filter(|alias| !looks_like_code(alias));
        let names = own.chain(others.map(|name| (squeezed(name), false))).collect();
        all.push(Documents { documents, names });
    }
    all
}

/// The sections of an add-on, in the order of the documents behind the one of the whole.
pub(super) fn sections(addon: &Addon) -> impl Iterator<Item = (&'static crate::Tab, Option<&'static Heading>)> + use<> {
    addon.tabs.iter().flat_map(|tab| [None].into_iter().chain(tab.headings.iter().map(Some)).map(move |at| (tab, at)))
}

/// The names by which an add-on as a whole is meant, with and without what most of them begin with.
fn own_names(addon: &Addon) -> Vec<&'static str> {
    let mut names = Vec::from([addon.name, addon.distribution, addon.import, addon.id.0]);
    for at in 0..names.len() {
        names.extend(names[at].strip_prefix("django-").or(names[at].strip_prefix("Django ")));
    }
    names
}

/// Whether a name can only stand in code, humps or underscores and no space: it leads to the section that is about it.
fn looks_like_code(name: &str) -> bool {
    let key = super::words::key(name);
    key.contains('_') && !name.contains(' ')
}

/// An add-on as a whole: its names, what it does, its tags and search words.
fn whole(catalog: &Catalog, addon: &Addon, lang: Lang, synonyms: bool) -> Texts {
    let joined = |lang: Lang| {
        let tags = addon.tags.iter().filter_map(|tag| catalog.tag(tag.0)).map(|tag| tag.label.get(lang));
        let words = match lang {
            Lang::En => addon.synonyms.en,
            Lang::Fr => addon.synonyms.fr,
        };
        let words = if synonyms { words } else { &[] };
        let all: Vec<&str> = words.iter().copied().chain(tags).collect();
        all.join(BETWEEN)
    };
    let other = lang.other();
    Vec::from([
        (Field::Name, [addon.name, addon.distribution, addon.import].join(BETWEEN)),
        (Field::Alias, addon.aliases.join(BETWEEN)),
        (Field::Words, joined(lang)),
        (Field::Other, [joined(other).as_str(), addon.summary.get(other)].join(BETWEEN)),
        (Field::Summary, addon.summary.get(lang).to_owned()),
    ])
}
