//! The tabs of an add-on: which there are, their files in both languages, and the catalog's view of them.

use std::path::Path;

use catalog::{AddonId, Heading, Html, Lang, Localized, Tab};

use crate::{
    Location, Mistake,
    check::parity,
    highlight::Highlighter,
    link::Link,
    markdown::{self, Prose},
    report::Mistakes,
    source::{self, Source, keep},
    survey::{self, Page},
};

/// The tabs that every add-on has, in order.
pub(crate) const TABS: &[(&str, Localized)] = &[
    ("decide", Localized { en: "Decide", fr: "Décider" }),
    ("install", Localized { en: "Install", fr: "Installer" }),
    ("settings", Localized { en: "Settings", fr: "Réglages" }),
    ("use", Localized { en: "Use", fr: "Utiliser" }),
    ("production", Localized { en: "Production", fr: "Production" }),
    ("pitfalls", Localized { en: "Pitfalls", fr: "Pièges" }),
    ("links", Localized { en: "Links", fr: "Liens" }),
];

/// The tab after which an add-on's own ones stand.
const OWN_AFTER: &str = "use";

/// What the tabs of an add-on hold.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    /// The keys of all tabs, those without files included.
    pub(crate) keys: Vec<&'static str>,
    /// The tabs that have a file in both languages.
    pub(crate) tabs: Vec<Tab>,
    /// The anchors of all tabs.
    pub(crate) anchors: Vec<(Location, String)>,
    /// The links of all tabs in both languages.
    pub(crate) links: Vec<(Location, Link)>,
    /// What each tab holds, in each language.
    pub(crate) surveyed: Vec<Page>,
}

/// Reads the tabs of the add-on in `folder`; `own` are its own tabs, none if they are not known.
pub(crate) fn read(
    content: &Path,
    addon: AddonId,
    folder: &str,
    own: Option<&[(&'static str, Localized)]>,
    highlighter: &Highlighter,
    mistakes: &Mistakes,
) -> Pages {
    let mut tabs: Vec<(&'static str, Localized)> = Vec::new();
    for tab in TABS {
        tabs.push(*tab);
        if tab.0 == OWN_AFTER {
            tabs.extend(own.unwrap_or_default());
        }
    }
    if let Some(own) = own {
        unread_files(content, folder, &tabs, own, mistakes);
    }
    let mut pages = Pages { keys: tabs.iter().map(|(key, _)| *key).collect(), ..Pages::default() };
    for (key, title) in tabs {
        let [en, fr] = Lang::ALL.map(|lang| prose(content, folder, key, lang, highlighter, mistakes));
        for (lang, prose) in Lang::ALL.into_iter().zip([&en, &fr]) {
            pages.surveyed.extend(prose.iter().map(|prose| survey::page(addon, key, lang, prose)));
        }
        pages.note(en.as_ref().or(fr.as_ref()), [&en, &fr]);
        if let (Some(en), Some(fr)) = (en, fr) {
            parity::check(&en, &fr, mistakes);
            pages.tabs.push(tab(key, title, en, fr));
        }
    }
    pages
}

impl Pages {
    /// Takes down the anchors of a tab in its leading language, and its links in each.
    fn note(&mut self, leading: Option<&Prose>, all: [&Option<Prose>; 2]) {
        let headings = leading.iter().flat_map(|prose| &prose.headings);
        self.anchors.extend(headings.map(|heading| (heading.location, heading.anchor.clone())));
        self.links.extend(all.into_iter().flatten().flat_map(|prose| prose.links.clone()));
    }
}

fn tab(key: &'static str, title: Localized, en: Prose, mut fr: Prose) -> Tab {
    let mut headings = Vec::new();
    for (en, own) in en.headings.into_iter().zip(fr.headings) {
        let title = Localized { en: &*en.title.leak(), fr: &*own.title.leak() };
        let heading = Heading { level: en.level, anchor: en.anchor.leak(), title };
        if let Some(lang) = heading.foreign_lang(Lang::Fr) {
            markdown::mark_title(&mut fr.html, heading.level, heading.anchor, lang);
        }
        headings.push(heading);
    }
    let body = Localized { en: Html(en.html.leak()), fr: Html(fr.html.leak()) };
    Tab { key, title, body, headings: keep(headings) }
}

fn prose(
    content: &Path,
    folder: &str,
    tab: &'static str,
    lang: Lang,
    highlighter: &Highlighter,
    mistakes: &Mistakes,
) -> Option<Prose> {
    let path = format!("{folder}/{tab}.{}.md", lang.code());
    let source = Source::read(content, &path).filter(|source| !source.text.trim().is_empty());
    let Some(source) = source else {
        let location = Location { file: path.leak(), line: 1 };
        mistakes.add(location, Mistake::MissingTab { tab: tab.to_owned(), lang });
        return None;
    };
    let prose = markdown::render(source, lang, highlighter, mistakes);
    parity::sections(source, tab, lang, &prose, mistakes);
    Some(prose)
}

/// Puts down the files that are neither an add-on's facts nor one of its tabs.
fn unread_files(
    content: &Path,
    folder: &str,
    tabs: &[(&'static str, Localized)],
    own: &[(&'static str, Localized)],
    mistakes: &Mistakes,
) {
    for name in source::names(&content.join(folder)) {
        let location = Location { file: format!("{folder}/{name}").leak(), line: 1 };
        let tab = Lang::ALL.iter().find_map(|lang| name.strip_suffix(&format!(".{}.md", lang.code())));
        match tab {
            Some(tab) if tabs.iter().any(|(key, _)| *key == tab) => {}
            Some(tab) => {
                let known = TABS.iter().chain(own).map(|(key, _)| (*key).to_owned()).collect();
                mistakes.add(location, Mistake::UndeclaredTab { tab: tab.to_owned(), known });
            }
            None if name == "addon.toml" || name == "compose.toml" => {}
            None => {
                let known = vec!["addon.toml".to_owned(), "compose.toml".to_owned(), "<tab>.<lang>.md".to_owned()];
                mistakes.add(location, Mistake::UnknownFile { name, known });
            }
        }
    }
}
