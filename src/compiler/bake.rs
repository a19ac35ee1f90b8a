//! A catalog as Rust statics: one expression, written by a library, so that no escaping is ours.

use catalog::{Addon, AddonOption, Capability, Catalog, Choice, Html, Localized, OptionKind, Plain, Tab, When};
use databake::Bake;

use crate::source::keep;

/// What of the catalog is left out of the statics, because the program that they are for finds it elsewhere or has no
/// use for it. A program that writes pages or searches natively leaves out nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Without {
    /// The prose of the tabs: the browser reads it from the pages, which hold it anyway, and synonyms from the search index. All other
    /// texts stay.
    pub prose: bool,
    /// What add-ons put into a project, with its reasons, what else one could use, and the wording of questions. The
    /// questions themselves stay, so that a selection can still be read and written.
    pub composition: bool,
}

/// The catalog as a Rust expression, for `pub static CATALOG: Catalog = include!(…)`.
pub fn to_rust(catalog: &Catalog, without: Without) -> String {
    let mut catalog = *catalog;
    if without.prose {
        catalog = without_prose(&catalog);
    }
    if without.composition {
        catalog = without_composition(&catalog);
    }
    catalog.bake(&databake::CrateEnv::default()).to_string()
}

const SILENT: Localized = Localized { en: "", fr: "" };

fn without_prose(catalog: &Catalog) -> Catalog {
    let tab = |tab: &Tab| Tab { body: Localized { en: Html(""), fr: Html("") }, ..*tab };
    let addon = |addon: &Addon| Addon { tabs: keep(addon.tabs.iter().map(tab).collect()), ..*addon };
    Catalog { addons: keep(catalog.addons.iter().map(addon).collect()), synonyms: &[], ..*catalog }
}

fn without_composition(catalog: &Catalog) -> Catalog {
    let choice = |choice: &Choice| Choice { label: SILENT, ..*choice };
    let option = |option: &AddonOption| AddonOption {
        label: SILENT,
        help: SILENT,
        when: When::default(),
        kind: match option.kind {
            OptionKind::Choice { choices, default } => {
                OptionKind::Choice { choices: keep(choices.iter().map(choice).collect()), default }
            }
            kind => kind,
        },
        ..*option
    };
    let addon = |addon: &Addon| Addon {
        alternatives: &[],
        relations: &[],
        contributions: &[],
        environment: None,
        options: keep(addon.options.iter().map(option).collect()),
        ..*addon
    };
    let capability = |capability: &Capability| Capability { label: SILENT, because: SILENT, ..*capability };
    Catalog {
        base: &[],
        plain: Plain::default(),
        addons: keep(catalog.addons.iter().map(addon).collect()),
        capabilities: keep(catalog.capabilities.iter().map(capability).collect()),
        presets: &[],
        modules: "",
        ..*catalog
    }
}
