//! The real content: it compiles, and what holds for one add-on holds for all of them.

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use catalog::{Catalog, Effect, Lang, RelationKind};
use compiler::Without;
use composer::{Problem, Selection, compose, explain};

/// The catalog, or every mistake in it.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    compiler::compile(&content).unwrap_or_else(|report| panic!("{report}"))
});

/// The tabs that every add-on has, in order; its own ones stand after `use`.
const TABS: [&str; 7] = ["decide", "install", "settings", "use", "production", "pitfalls", "links"];

#[test]
fn every_addon_has_the_seven_tabs_in_order() {
    for addon in CATALOG.addons {
        let keys: Vec<_> = addon.tabs.iter().map(|tab| tab.key).collect();
        let common: Vec<_> = keys.iter().copied().filter(|key| TABS.contains(key)).collect();
        assert_eq!(common, TABS, "{}", addon.id.0);
        assert!(keys.len() <= TABS.len() + 2, "{} has more than two tabs of its own: {keys:?}", addon.id.0);
        let own = keys.iter().position(|key| !TABS.contains(key));
        assert!(own.is_none_or(|own| keys[own - 1] == "use"), "{}: {keys:?}", addon.id.0);
    }
}

#[test]
fn every_tab_is_written_in_both_languages() {
    for (addon, tab) in CATALOG.addons.iter().flat_map(|addon| addon.tabs.iter().map(move |tab| (addon, tab))) {
        let [en, fr] = Lang::ALL.map(|lang| tab.body.get(lang).0.len());
        assert!(en > 0 && fr > 0, "{} {}", addon.id.0, tab.key);
        // A text that is half as long is not the same text.
        assert!(en < 2 * fr && fr < 2 * en, "{} {}: {en} bytes in English, {fr} in French", addon.id.0, tab.key);
    }
}

#[test]
fn addons_are_in_alphabetical_order_and_unlike_each_other() {
    assert!(CATALOG.addons.is_sorted_by_key(|addon| addon.name.to_lowercase()));
    let mut slugs = BTreeSet::new();
    for addon in CATALOG.addons {
        assert!(slugs.insert(addon.id), "{}", addon.id.0);
    }
}

#[test]
fn the_last_alternative_is_to_do_without() {
    for addon in CATALOG.addons {
        let last = addon.alternatives.last().map(|alternative| alternative.name);
        assert_eq!(last, Some("Plain Django"), "{}", addon.id.0);
        assert!(addon.alternatives.iter().all(|other| other.addon != Some(addon.id)), "{}", addon.id.0);
    }
}

#[test]
fn every_distribution_is_pinned_and_every_addon_installs_itself() {
    let pin = |distribution: &str| CATALOG.pins.iter().find(|pin| pin.distribution.eq_ignore_ascii_case(distribution));
    for addon in CATALOG.addons {
        let pinned = pin(addon.distribution).map(|pin| pin.version);
        assert_eq!(pinned, Some(addon.versions.pinned), "{}", addon.id.0);
        let installs = addon.contributions.iter().any(|contribution| {
            matches!(contribution.effect, Effect::Requirement(requirement) if requirement.distribution.eq_ignore_ascii_case(addon.distribution))
        });
        assert!(installs, "{} does not require {}", addon.id.0, addon.distribution);
    }
}

#[test]
fn every_contribution_of_an_addon_has_its_reason() {
    for addon in CATALOG.addons {
        let reasons = addon.contributions.iter().map(|contribution| contribution.because);
        for because in reasons.chain(addon.relations.iter().map(|relation| relation.because)) {
            assert!(Lang::ALL.iter().all(|lang| !because.get(*lang).is_empty()), "{}", addon.id.0);
        }
    }
}

#[test]
fn capabilities_have_providers_and_prefer_one_of_them() {
    for capability in CATALOG.capabilities {
        let provides = |addon: &catalog::Addon| {
            addon.relations.iter().any(|relation| relation.kind == RelationKind::Provides(capability.id))
        };
        let providers: BTreeSet<_> =
            CATALOG.addons.iter().filter(|addon| provides(addon)).map(|addon| addon.id).collect();
        assert!(!providers.is_empty(), "no one provides {}", capability.id.0);
        for preferred in capability.preference {
            assert!(providers.contains(preferred), "{} does not provide {}", preferred.0, capability.id.0);
        }
    }
}

#[test]
fn presets_compose_without_an_error_or_a_warning() {
    assert!(CATALOG.presets.len() >= 5, "{} presets", CATALOG.presets.len());
    for (preset, series) in CATALOG.presets.iter().flat_map(|preset| CATALOG.series.iter().map(move |it| (preset, it)))
    {
        let mut selection = Selection::new(&CATALOG);
        selection.choose_django(series);
        selection.take_preset(&CATALOG, preset);
        assert_eq!(selection.addons.len(), preset.addons.len(), "{}", preset.id);
        assert_eq!(selection.answers.len(), preset.answers.len(), "{}: an answer is the default", preset.id);
        let problems = compose(&CATALOG, &selection).problems;
        let told: Vec<_> = problems
            .iter()
            // Remarks on an add-on, and which series it declares, are not the preset's affair.
            .filter(|problem| {
                !matches!(problem, Problem::Undeclared { .. } | Problem::Advice { .. } | Problem::Recommended { .. })
            })
            .map(|problem| explain(problem, &CATALOG, Lang::En).headline)
            .collect();
        assert!(told.is_empty(), "{} on Django {}: {told:?}", preset.id, series.name);
    }
}

#[test]
fn html_is_free_of_what_the_security_policy_refuses() {
    for tab in CATALOG.addons.iter().flat_map(|addon| addon.tabs) {
        for html in Lang::ALL.map(|lang| tab.body.get(lang).0) {
            for refused in ["<script", "<style", "<img", " style=\"", " onclick=\"", "javascript:"] {
                // Text has its brackets escaped and no quotes inside tags: what is found is markup.
                let inside_tags =
                    html.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| format!("<{tag}"));
                assert!(inside_tags.into_iter().all(|tag| !tag.contains(refused)), "{}: {refused}", tab.key);
            }
        }
    }
}

#[test]
fn a_catalog_for_the_browser_holds_no_prose() {
    let [inside, outside] =
        [false, true].map(|prose| compiler::to_rust(&CATALOG, Without { prose, ..Without::default() }).len());
    let tabs = CATALOG.addons.iter().flat_map(|addon| addon.tabs);
    let prose: usize = tabs.map(|tab| tab.body.en.0.len() + tab.body.fr.0.len()).sum();
    // Quotes and line ends grow when they are written as Rust, so what is left out is at least its own length.
    assert!(inside - outside >= prose, "{inside} {outside} {prose}");
}
