//! How add-ons stand to each other, and what only one of them should provide.
//!
//! The words are those of Debian's package relations: requires, recommends, conflicts, provides.

use crate::{AddonId, Localized, When};

/// The key of a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct CapabilityId(pub &'static str);

/// Something that only one add-on of a project should provide, such as the login views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Capability {
    /// The key.
    pub id: CapabilityId,
    /// What readers see.
    pub label: Localized,
    /// What goes wrong when two add-ons provide it.
    pub because: Localized,
    /// Who provides it when several are chosen and the reader has not said: the first chosen one of this list.
    pub preference: &'static [AddonId],
}

/// How one add-on stands to another, or to a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Relation {
    /// What kind of relation.
    pub kind: RelationKind,
    /// When it holds.
    pub when: When,
    /// Why.
    pub because: Localized,
    /// Where that is documented or was reported; empty where it was measured by this project.
    pub source: &'static str,
}

/// The kinds of relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum RelationKind {
    /// Does not work without the other.
    Requires(AddonId),
    /// Works better with the other.
    Recommends(AddonId),
    /// Must not be in the same project.
    Conflicts(AddonId),
    /// Provides something that only one add-on should.
    Provides(CapabilityId),
    /// A remark on security or operation that the reader should see; about the add-on alone.
    Advises {
        /// A short headline.
        headline: Localized,
    },
}

/// How settings read one variable of the environment: Python expressions in which `{name}` stands for the variable's
/// name and `{default}` for the default as a Python literal.
///
/// The pairs are without and with a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Environment {
    /// Import lines of the settings module.
    pub imports: &'static [&'static str],
    /// Statements before the first variable is read.
    pub setup: &'static str,
    /// Statements that follow where a variable of that kind is read, such as a function that splits lists.
    pub helpers: &'static [(crate::VariableKind, &'static str)],
    /// A string.
    pub text: (&'static str, &'static str),
    /// True or false.
    pub boolean: (&'static str, &'static str),
    /// A whole number.
    pub integer: (&'static str, &'static str),
    /// Strings with commas between.
    pub list: (&'static str, &'static str),
    /// A `DATABASES` entry from a URL; empty where only separate variables are read.
    pub database_url: (&'static str, &'static str),
}
