//! Ready-made selections that a reader starts from.

use crate::{AddonId, Database, Interface, Layout, Localized, Value};

/// A ready-made selection: add-ons that belong together, with the answers that suit them.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Preset {
    /// The key, unique among presets.
    pub id: &'static str,
    /// What readers see.
    pub name: Localized,
    /// What one gets, in one sentence.
    pub summary: Localized,
    /// The database, where the preset counts on one.
    pub database: Option<Database>,
    /// The interface, where the preset counts on one.
    pub interface: Option<Interface>,
    /// The form of the settings, where the preset counts on one.
    pub layout: Option<Layout>,
    /// The add-ons, most telling first.
    pub addons: &'static [AddonId],
    /// Answers that differ from the defaults: the add-on, its option, and a flag, a text (of a choice, its key), a whole
    /// number or a list of texts, as the option asks for.
    pub answers: &'static [(AddonId, &'static str, Value)],
}
