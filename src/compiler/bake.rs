//! A catalog as Rust statics: one expression, written by a library, so that no escaping is ours.

use catalog::{Addon, Catalog, Html, Localized, Tab};
use databake::Bake;

use crate::source::keep;

/// Where the prose of the tabs goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prose {
    /// Into the statics, for programs that write pages or search them natively.
    Inside,
    /// Nowhere: the browser reads it from the pages, which hold it anyway, and synonyms from the search index. All other
    /// texts stay.
    Outside,
}

/// The catalog as a Rust expression, for `pub static CATALOG: Catalog = include!(…)`.
pub fn to_rust(catalog: &Catalog, prose: Prose) -> String {
    let catalog = match prose {
        Prose::Inside => *catalog,
        Prose::Outside => without_prose(catalog),
    };
    catalog.bake(&databake::CrateEnv::default()).to_string()
}

fn without_prose(catalog: &Catalog) -> Catalog {
    let tab = |tab: &Tab| Tab { body: Localized { en: Html(""), fr: Html("") }, ..*tab };
    let addon = |addon: &Addon| Addon { tabs: keep(addon.tabs.iter().map(tab).collect()), ..*addon };
    Catalog { addons: keep(catalog.addons.iter().map(addon).collect()), synonyms: &[], ..*catalog }
}
