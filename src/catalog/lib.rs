//! What exists: everything the guide knows about the add-ons, as plain data, with the ways to look through it.
//!
//! The types are filled by the `compiler` crate from `content/`, written as Rust statics and compiled into the
//! browser's bundle; nothing is parsed at start. This crate depends on no other crate of the workspace and knows
//! neither Leptos nor the browser.

mod addon;
mod bond;
mod condition;
mod contribution;
pub mod filter;
mod option;
mod plain;
mod preset;
mod proof;
mod relation;
pub mod search;
pub mod sorting;
mod stack;
mod tag;
mod target;
mod text;
mod value;
pub mod version;

pub use addon::{
    Addon, AddonId, Alternative, AsyncSupport, ExitGrade, Footprint, Heading, Links, Measured, Status, StatusWord,
    Synonyms, Tab, Versions,
};
pub use bond::{Bond, BondKind, bonds};
pub use condition::{Condition, When};
pub use contribution::{
    Contribution, Effect, Entry, Moment, Place, Precedence, ProjectFile, Requirement, Route, Scope, Service, Setting,
    Statement, Step, Variable, VariableKind, placeholder,
};
pub use option::{AddonOption, Choice, OptionKind, TextRule};
pub use plain::Plain;
pub use preset::Preset;
pub use proof::{Boots, Pairing, Proof, Snippets};
pub use relation::{Capability, CapabilityId, Environment, Relation, RelationKind};
pub use stack::{Answer, Finding, Stack, known_django};
pub use tag::{Tag, TagGroup, TagId};
pub use target::{Database, Interface, Layout, Packager, Pin, Proxy, Series};
pub use text::{Html, Lang, Localized};
pub use value::Value;

/// Everything the guide knows, fixed at build time.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Catalog {
    /// The month of this edition of the content, such as `2026-11`.
    pub edition: &'static str,
    /// The Django series that projects are composed for, oldest first.
    pub series: &'static [Series],
    /// What `django-admin startproject` already has, in the same terms as what add-ons bring.
    pub base: &'static [Contribution],
    /// Which settings a project that exists may have already.
    pub plain: Plain,
    /// How settings read the environment when no add-on does it.
    pub environment: Environment,
    /// The add-ons in catalogue order, which is the order of cards, of `[`/`]` and of ties in generated lists.
    pub addons: &'static [Addon],
    /// The tags by group, in reading order.
    pub tag_groups: &'static [TagGroup],
    /// What only one add-on of a project should provide.
    pub capabilities: &'static [Capability],
    /// Ready-made selections, in reading order.
    pub presets: &'static [Preset],
    /// The exact versions that the guide is proven with, by distribution name.
    pub pins: &'static [Pin],
    /// The modules by which what the pins install is imported, in lower case, with a space between two.
    pub modules: &'static str,
    /// What the project's own proof has shown.
    pub proof: Proof,
    /// Words that mean the same to search, folded, in groups that mix the languages.
    pub synonyms: &'static [&'static [&'static str]],
}

impl Catalog {
    /// The add-on with this slug, if there is one.
    pub fn addon(&self, slug: &str) -> Option<&'static Addon> {
        self.addons.iter().find(|addon| addon.id.0 == slug)
    }

    /// All tags of all groups, in reading order.
    pub fn tags(&self) -> impl Iterator<Item = &'static Tag> + use<> {
        self.tag_groups.iter().flat_map(|group| group.tags)
    }

    /// The tag with this key, if there is one.
    pub fn tag(&self, key: &str) -> Option<&'static Tag> {
        self.tags().find(|tag| tag.id.0 == key)
    }

    /// The Python versions that some series runs on, oldest first.
    pub fn pythons(&self) -> Vec<&'static str> {
        let mut pythons: Vec<&'static str> = Vec::new();
        for python in self.series.iter().flat_map(|series| series.pythons).copied() {
            if !pythons.contains(&python) {
                pythons.push(python);
            }
        }
        pythons
    }

    /// The capability with this key, if there is one.
    pub fn capability(&self, key: &str) -> Option<&'static Capability> {
        self.capabilities.iter().find(|capability| capability.id.0 == key)
    }
}
