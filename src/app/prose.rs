//! The prose of the guide in the browser: taken from the pages, which hold it anyway.
//!
//! The page that the reader opened gives its own prose when the app takes over; that of another add-on is read from
//! its page, and what search looks through from one file. All of them are in the offline copy. Where a
//! program has the prose compiled in, nothing is read.

use std::{collections::BTreeMap, sync::Arc};

use catalog::{Addon, AddonId, Html, Lang, Tab, search::Index};

use crate::session::Session;

/// What is known of an add-on's prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Chapters {
    /// It is on its way.
    Awaited,
    /// It could not be had.
    Missing,
    /// By the key of the tab. The text lives as long as the page.
    Known(BTreeMap<&'static str, &'static str>),
}

/// The prose that is known so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prose {
    /// By add-on.
    pub(crate) chapters: BTreeMap<AddonId, Chapters>,
    /// What search looks through; none before it was asked for.
    pub(crate) index: Option<Arc<Index>>,
    /// How far search sees.
    pub(crate) reach: Reach,
}

/// How far search sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Reach {
    /// It has not been asked for.
    #[default]
    Nothing,
    /// Names, summaries and headings; the file with all texts is on its way.
    Awaited,
    /// No further, since the file could not be had.
    Names,
    /// Everything.
    Whole,
}

impl Prose {
    /// The prose of a tab, if it is known.
    pub(crate) fn of(&self, addon: &Addon, tab: &Tab, lang: Lang) -> Option<Html> {
        let compiled = tab.body.get(lang);
        if !compiled.0.is_empty() {
            return Some(compiled);
        }
        match self.chapters.get(&addon.id)? {
            Chapters::Known(chapters) => chapters.get(tab.key).map(|text| trusted(text)),
            _ => None,
        }
    }

    /// Whether the prose of an add-on could not be had.
    pub(crate) fn is_missing(&self, addon: AddonId) -> bool {
        self.chapters.get(&addon) == Some(&Chapters::Missing)
    }
}

/// The mark before a tab's prose in a page, and the one behind it.
pub(crate) fn marks(key: &str) -> (String, String) {
    (format!("<!--prose {key}-->"), "<!--/prose-->".to_owned())
}

/// Prose from a page of this build, whose bytes the compiler has written.
fn trusted(text: &'static str) -> Html {
    Html(text)
}

/// Reads the prose of an add-on from the text of its page.
pub(crate) fn chapters(addon: &Addon, page: &str) -> Chapters {
    let mut chapters = BTreeMap::new();
    for tab in addon.tabs {
        let (before, after) = marks(tab.key);
        let found = page.find(&before).and_then(|start| {
            let text = &page[start + before.len()..];
            text.find(&after).map(|end| text[..end].to_owned())
        });
        match found {
            Some(text) => chapters.insert(tab.key, &*text.leak()),
            None => return Chapters::Missing,
        };
    }
    Chapters::Known(chapters)
}

/// Whether a page was written with this program.
#[cfg(feature = "browser")]
fn is_of_this_build(page: &str) -> bool {
    let head = &page[..page.find("<head>").unwrap_or(0)];
    crate::BUILD.is_none_or(|build| head.contains(&format!("data-build=\"{build}\"")))
}

/// Asks for the prose of an add-on, unless it is known or on its way.
#[cfg(feature = "browser")]
pub(crate) fn ask(session: Session, addon: &'static Addon) {
    use leptos::prelude::*;

    use crate::routes::Page;

    let compiled = addon.tabs.iter().any(|tab| !tab.body.get(session.lang).0.is_empty());
    let known = session
        .prose
        .with_untracked(|prose| matches!(prose.chapters.get(&addon.id), Some(Chapters::Known(_) | Chapters::Awaited)));
    if compiled || known {
        return;
    }
    session.prose.update(|prose| {
        prose.chapters.insert(addon.id, Chapters::Awaited);
    });
    let address = session.href(Page::Addon(addon.id));
    leptos::task::spawn_local(async move {
        let found = match crate::download::fetch_text(&address).await {
            // The server has another build by now. The reader has asked for this page: the browser opens it, with the
            // program that belongs to it.
            Some(page) if !is_of_this_build(&page) => {
                let _ = window().location().reload();
                return;
            }
            Some(page) => chapters(addon, &page),
            None => Chapters::Missing,
        };
        session.prose.update(|prose| {
            prose.chapters.insert(addon.id, found);
        });
    });
}

#[cfg(not(feature = "browser"))]
pub(crate) fn ask(_: Session, _: &'static Addon) {}

/// Asks for what search looks through, once.
#[cfg(feature = "browser")]
pub(crate) fn ask_for_index(session: Session) {
    use catalog::search::{Passage, Synonyms, write};
    use leptos::prelude::*;

    use crate::CATALOG;

    let reach = session.prose.with_untracked(|prose| prose.reach);
    if matches!(reach, Reach::Awaited | Reach::Whole) {
        return;
    }
    let own = Passage::all(&CATALOG, session.lang);
    let inside = own.iter().any(|passage| !passage.text.is_empty());
    let address = document().document_element().and_then(|html| html.get_attribute("data-search"));
    let address = address.filter(|_| !inside);
    session.prose.update(|prose| {
        // Until the file has come, names, summaries and headings are found.
        if reach == Reach::Nothing {
            prose.index = Index::read(write(&CATALOG, session.lang, &own, Synonyms::Known)).map(Arc::new);
        }
        prose.reach = if address.is_some() { Reach::Awaited } else { Reach::Whole };
    });
    let Some(address) = address else { return };
    leptos::task::spawn_local(async move {
        let root = session.root.get_value();
        let bytes = crate::download::fetch_bytes(&format!("{root}{address}")).await;
        session.prose.update(|prose| match bytes.and_then(Index::read) {
            Some(index) => {
                prose.index = Some(Arc::new(index));
                prose.reach = Reach::Whole;
            }
            // The next search asks again.
            None => prose.reach = Reach::Names,
        });
    });
}

#[cfg(not(feature = "browser"))]
pub(crate) fn ask_for_index(_: Session) {}
