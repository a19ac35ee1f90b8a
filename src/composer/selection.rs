//! What the reader chose, and its one text form, which is both the share link's fragment and the stored draft.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use catalog::{
    AddonId, AddonOption, CapabilityId, Catalog, Database, Interface, Lang, Layout, OptionKind, Packager, Proxy, Series,
};

/// The longest text that is read, in bytes; the rest of a longer one is not looked at. Nothing longer may be kept.
pub const LONGEST_READ: usize = 65_536;
/// The longest link that every place carries where links are pasted; a page says so when a selection needs more.
pub const LONGEST_LINK: usize = 2000;
/// The longest line of text of an answer, in characters.
pub const LONGEST_LINE: usize = 200;
/// The most items of an answer.
pub const MOST_ITEMS: usize = 20;
/// The name of the project package where the reader gives none.
pub const PROJECT: &str = "config";

/// What the reader chose. Ordered sets, so equal selections are equal values and equal texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// What the project is made for.
    pub target: Target,
    /// The chosen add-ons.
    pub addons: BTreeSet<AddonId>,
    /// Answers that differ from the default, by add-on and option; those of add-ons that are not chosen wait here.
    pub answers: BTreeMap<(AddonId, &'static str), Answer>,
    /// Who provides a capability that several chosen add-ons could provide, where the reader said so.
    pub providers: BTreeMap<CapabilityId, AddonId>,
}

/// What a project is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The name of the project package: a Python identifier.
    pub project: String,
    /// The Django series, as `(5, 2)`.
    pub django: (u16, u16),
    /// The Python version, such as `3.13`.
    pub python: &'static str,
    /// The database.
    pub database: Database,
    /// WSGI or ASGI.
    pub interface: Interface,
    /// One settings file or a package.
    pub layout: Layout,
    /// Who installs the requirements.
    pub packager: Packager,
    /// What stands before the project in production.
    pub proxy: Proxy,
    /// The language of the comments in the files; none for files without comments.
    pub comments: Option<Lang>,
}

/// The reader's answer to an option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// The key of a choice.
    Choice(&'static str),
    /// A line of text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Several lines of text.
    Items(Vec<String>),
}

/// A part of a text that this edition of the guide does not know. It holds what stood there, cut to a length that can
/// be shown; it is data and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// The text opens with another version of the format.
    Version(String),
    /// No part of this name is known.
    Part(String),
    /// No such add-on.
    Addon(String),
    /// The add-on asks no such question.
    Option(AddonId, String),
    /// No such capability.
    Capability(String),
    /// The part is known, its value is not.
    Value(String, String),
    /// The text is longer than what is read.
    TooLong,
}

impl Selection {
    /// Nothing chosen, for the newest Django series of the catalog.
    pub fn new(catalog: &Catalog) -> Selection {
        let series = catalog.series.last();
        Selection {
            target: Target {
                project: PROJECT.to_owned(),
                django: series.map_or((0, 0), |series| series.number),
                python: series.map_or("", |series| series.python),
                database: Database::Sqlite,
                interface: Interface::Wsgi,
                layout: Layout::Single,
                packager: Packager::Pip,
                proxy: Proxy::None,
                comments: Some(Lang::En),
            },
            addons: BTreeSet::new(),
            answers: BTreeMap::new(),
            providers: BTreeMap::new(),
        }
    }

    /// Takes another Django series, and its own Python version where the chosen one does not run it.
    pub fn choose_django(&mut self, series: &Series) {
        self.target.django = series.number;
        if !series.pythons.contains(&self.target.python) {
            self.target.python = series.python;
        }
    }

    /// Answers an option; none, or the default, takes the answer back. Unknown add-ons and options are ignored.
    pub fn answer(&mut self, catalog: &Catalog, addon: AddonId, option: &str, answer: Option<Answer>) {
        let Some(found) =
            catalog.addon(addon.0).and_then(|addon| addon.options.iter().find(|candidate| candidate.id == option))
        else {
            return;
        };
        match answer {
            Some(answer) if answer != Answer::default_of(found) => {
                self.answers.insert((addon, found.id), answer);
            }
            _ => {
                self.answers.remove(&(addon, found.id));
            }
        }
    }

    /// The answer as given, or else the default, whether or not it is of the form that is asked for.
    pub fn answered(&self, addon: AddonId, option: &AddonOption) -> Answer {
        self.answers.get(&(addon, option.id)).cloned().unwrap_or_else(|| Answer::default_of(option))
    }

    /// The text form inside a longer text, such as a whole link or the head of a composed file.
    pub fn find(text: &str) -> Option<&str> {
        crate::link::inside(text)
    }

    /// Reads the text form. Never fails: what it does not know is left out and returned beside it.
    pub fn parse(catalog: &Catalog, text: &str) -> (Selection, Vec<Unknown>) {
        crate::link::parse(catalog, text)
    }
}

impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::link::write(self, f)
    }
}

impl Answer {
    /// The default of an option.
    pub fn default_of(option: &AddonOption) -> Answer {
        match &option.kind {
            OptionKind::Flag(default) => Answer::Flag(*default),
            OptionKind::Choice { default, .. } => Answer::Choice(default),
            OptionKind::Text { default, .. } => Answer::Text((*default).to_owned()),
            OptionKind::Number { default, .. } => Answer::Number(*default),
            OptionKind::Items { default, .. } => Answer::Items(default.iter().map(|item| (*item).to_owned()).collect()),
        }
    }
}
