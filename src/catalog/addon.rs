//! An add-on: who it is, what state it is in, what it costs, and its pages.

use crate::{AddonOption, Contribution, Html, Interface, Lang, Localized, Relation, TagId};

/// The folder name of an add-on, also its slug in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct AddonId(pub &'static str);

/// One of the add-ons that the guide is about.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Addon {
    /// The slug.
    pub id: AddonId,
    /// A proper noun, not translated.
    pub name: &'static str,
    /// The name of the distribution on PyPI.
    pub distribution: &'static str,
    /// Further distributions that one installs with it.
    pub companions: &'static [&'static str],
    /// The name to import.
    pub import: &'static str,
    /// SPDX identifier.
    pub licence: &'static str,
    /// One sentence that says what it does for the reader.
    pub summary: Localized,
    /// Tags, most telling first.
    pub tags: &'static [TagId],
    /// Other names that people type: import name, old names, abbreviations.
    pub aliases: &'static [&'static str],
    /// Words that readers search for and that the text may not hold.
    pub synonyms: Synonyms,
    /// Whether it belongs into development only.
    pub dev_only: bool,
    /// Where its makers write about it.
    pub links: Links,
    /// Whether it is alive, and whose it is.
    pub status: Status,
    /// Which versions it works with.
    pub versions: Versions,
    /// What it costs to take it in, and to take it out.
    pub footprint: Footprint,
    /// What else one could use; the last one is always plain Django.
    pub alternatives: &'static [Alternative],
    /// Its tabs, in order; the first is shown first.
    pub tabs: &'static [Tab],
    /// How it stands to other add-ons.
    pub relations: &'static [Relation],
    /// What it puts into a project.
    pub contributions: &'static [Contribution],
    /// How settings read the environment when this add-on is chosen, if it changes that.
    pub environment: Option<crate::Environment>,
    /// What the composer asks about it.
    pub options: &'static [AddonOption],
}

impl Addon {
    /// The tab with this key, if it has one.
    pub fn tab(&self, key: &str) -> Option<&'static Tab> {
        self.tabs.iter().find(|tab| tab.key == key)
    }

    /// The tab that a fragment leads to: its own key, or the anchor of a heading inside it.
    pub fn tab_of_anchor(&self, anchor: &str) -> Option<&'static Tab> {
        self.tab(anchor)
            .or_else(|| self.tabs.iter().find(|tab| tab.headings.iter().any(|heading| heading.anchor == anchor)))
    }
}

/// Search words per language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Synonyms {
    /// English words.
    pub en: &'static [&'static str],
    /// French words.
    pub fr: &'static [&'static str],
}

/// Addresses outside the guide, all `https`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Links {
    /// The official documentation.
    pub docs: &'static str,
    /// The source repository.
    pub repository: &'static str,
    /// The changelog or the page of releases.
    pub changelog: &'static str,
}

/// One word for how alive a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum StatusWord {
    /// Released within the last twelve months.
    Active,
    /// Older, but works on the current Django.
    Stable,
    /// Twelve to thirty-six months without a release, and not verified on the current Django.
    Slow,
    /// Its owner is changing.
    Moving,
    /// Breaks on the current Django, has an open advisory, or saw no release for three years.
    AtRisk,
    /// Declared ended.
    Archived,
}

/// Whether a package is alive, with the reason and the day it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Status {
    /// The word.
    pub word: StatusWord,
    /// Why this word: one sentence.
    pub reason: Localized,
    /// Who looks after it.
    pub owner: Localized,
    /// The day of the check, `YYYY-MM-DD`.
    pub checked: &'static str,
}

/// Versions that a package declares, and those that were booted with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Versions {
    /// The version that the guide is written for and proven with.
    pub pinned: &'static str,
    /// The day of its release, `YYYY-MM-DD`.
    pub released: &'static str,
    /// The Python versions that it declares, as a version specifier.
    pub python: &'static str,
    /// The Django series that its classifiers declare; empty where it declares none.
    pub django: &'static [&'static str],
    /// The Django series that projects with it were booted on, by this project's own proof.
    pub boots: &'static [&'static str],
}

/// How the request path of an add-on behaves under ASGI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum AsyncSupport {
    /// Works in async code without a thread switch.
    Yes,
    /// Some of it does.
    Partly,
    /// Works, at the price of a thread switch.
    SyncOnly,
}

/// How hard it is to leave, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum ExitGrade {
    /// Leaves nothing behind.
    A,
    /// Settings and code to undo.
    B,
    /// Tables or fields in the project's schema.
    C,
    /// Data or design depend on it.
    D,
}

/// What an add-on costs to take in and to take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Footprint {
    /// Services that it needs to run, such as `redis`.
    pub services: &'static [&'static str],
    /// Honest minutes to the first success.
    pub minutes: u16,
    /// Its behaviour under ASGI.
    pub asynchronous: AsyncSupport,
    /// What is to know under one interface and not under the other, in short: the headlines of its remarks.
    pub caveats: &'static [(Interface, Localized)],
    /// How hard it is to leave.
    pub exit: ExitGrade,
    /// Why.
    pub exit_reason: Localized,
    /// What it brings into a project; none before it was measured.
    pub measured: Option<Measured>,
}

/// What an add-on brings into a project that has nothing else, measured with the newest Django.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Measured {
    /// Entries of `INSTALLED_APPS`.
    pub apps: u16,
    /// Entries of `MIDDLEWARE`.
    pub middleware: u16,
    /// URL patterns, those of the admin included.
    pub urls: u16,
    /// Tables in the database.
    pub tables: u16,
    /// Static files that are collected.
    pub static_files: u16,
    /// Packages that a project's requirements name.
    pub direct: u16,
    /// Packages that are installed, Django's own ones apart.
    pub packages: u16,
    /// The size of their files, in thousands of bytes.
    pub kilobytes: u32,
}

/// Another way to get the same done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Alternative {
    /// Its name; "Plain Django" for doing without.
    pub name: &'static str,
    /// The add-on of the guide that it is, if it is one.
    pub addon: Option<AddonId>,
    /// Its address otherwise.
    pub url: Option<&'static str>,
    /// When to choose it.
    pub when: Localized,
}

/// A tab of an add-on's page: a stable key, a translated title, prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Tab {
    /// The key: stands in addresses and file names.
    pub key: &'static str,
    /// What readers see.
    pub title: Localized,
    /// The prose.
    pub body: Localized<Html>,
    /// The headings of the prose, in order.
    pub headings: &'static [Heading],
}

/// A heading inside a tab that one can link to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Heading {
    /// 3 for a section of a tab, 4 for a part of one, as the HTML has it.
    pub level: u8,
    /// The anchor: unique in the add-on, the same in both languages.
    pub anchor: &'static str,
    /// The plain text.
    pub title: Localized,
}

impl Heading {
    /// From how many words on a title that is the same in both languages is what a program says, and not a word that both
    /// languages have, such as "Installation".
    const QUOTED: usize = 4;

    /// The language of the title, where it is another than the page's: what programs say is quoted in English (WCAG 3.1.2).
    pub fn foreign_lang(&self, page: Lang) -> Option<Lang> {
        let Localized { en, fr } = self.title;
        (page != Lang::En && en == fr && en.split_whitespace().count() >= Self::QUOTED).then_some(Lang::En)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_says_is_marked_on_french_pages() {
        let check = |en, fr, page, expected| {
            let heading = Heading { level: 3, anchor: "a", title: Localized { en, fr } };
            assert_eq!(heading.foreign_lang(page), expected, "{fr}");
        };
        let quoted = "No module named 'celery'";
        check(quoted, quoted, Lang::Fr, Some(Lang::En));
        check(quoted, quoted, Lang::En, None);
        check("Why several queues at all", "Pourquoi plusieurs files", Lang::Fr, None);
        check("Installation", "Installation", Lang::Fr, None);
    }
}
