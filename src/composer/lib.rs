//! What the reader builds: `compose(&Catalog, &Selection) -> Composition`, pure, total and deterministic.
//!
//! No I/O, no failure: it returns the best files it can make *and* the list of what is wrong. Depends on `catalog` only.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{AddonId, CapabilityId, Catalog, Database, Interface, Lang, Layout, Localized, Packager, Proxy};

/// What the reader chose. Ordered sets, so equal selections are equal values and equal texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// What the project is made for.
    pub target: Target,
    /// The chosen add-ons.
    pub addons: BTreeSet<AddonId>,
    /// Answers that differ from the default, by add-on and option.
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

/// What comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// The project's files, in reading order.
    pub files: Vec<File>,
    /// The commands to run, in order.
    pub steps: Vec<PlannedStep>,
    /// What is wrong, worst first.
    pub problems: Vec<Problem>,
}

/// A file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path from the project's root.
    pub path: String,
    /// The lines, without line ends.
    pub lines: Vec<Line>,
}

/// A line of a file, and why it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text, ASCII, without a line end.
    pub text: String,
    /// Who put it there.
    pub origin: Origin,
}

/// Who put a line into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The shape of the file itself: blank lines, brackets.
    Frame,
    /// Plain Django.
    Base { because: Localized, source: &'static str },
    /// An add-on, with the reason and, for an element of a list, the rules that fixed its place.
    Addon { addon: AddonId, because: Localized, source: &'static str, placed_by: Vec<catalog::Precedence> },
}

/// A command to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStep {
    /// When.
    pub moment: catalog::Moment,
    /// The command line.
    pub command: String,
    /// Who asks for it; none for plain Django.
    pub addon: Option<AddonId>,
    /// Why.
    pub because: Localized,
}

/// Everything the composer can object to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {}

/// Composes the project of a selection.
pub fn compose(catalog: &Catalog, selection: &Selection) -> Composition {
    let _ = (catalog, selection);
    Composition { files: Vec::new(), steps: Vec::new(), problems: Vec::new() }
}
