//! Reads `proof/`: what the commands of the proof have written down. What is not there was not proven yet.

use std::path::Path;

use catalog::{AddonId, Boots, Proof, Snippets};

use crate::{
    Location,
    names::Names,
    report::Mistakes,
    source::{Source, keep},
    table::{self, Table},
};

/// Reads both files.
pub(crate) fn read(content: &Path, names: &Names, mistakes: &Mistakes) -> Proof {
    let file = |name: &str| Source::read(content, &format!("proof/{name}"));
    let boots = file("projects.toml").and_then(|source| {
        table::read_file(source, mistakes, |table| table.tables("series", |table| boots(table, names)))
    });
    let snippets = file("snippets.toml").and_then(|source| table::read_file(source, mistakes, snippets));
    Proof { boots: keep(boots.unwrap_or_default()), snippets: keep(snippets.unwrap_or_default()) }
}

/// The code of the guide that was checked.
fn snippets(table: &Table) -> Vec<Snippets> {
    for key in ["date", "partial", "addons"] {
        table.required(key);
    }
    table.tables("series", |table| {
        table.required("django");
        let checks = table.required_table("checked", |table| table.keys().map(|key| count(table, key)).sum());
        Snippets { series: table.text("name"), checks: checks.unwrap_or_default() }
    })
}

/// The composed projects that were booted.
fn boots(table: &Table, names: &Names) -> Boots {
    // For the tests, which ask whether what is written here still holds, and for people.
    for key in ["digest", "pairs", "kinds", "skips"] {
        table.required(key);
    }
    let addons = |key| {
        let (locations, slugs) = table.texts_with_lines(key);
        locations.into_iter().zip(slugs).map(|(at, slug)| names.addon(slug, at, table.mistakes)).collect()
    };
    let pairs = |key| {
        let (locations, texts) = table.texts_with_lines(key);
        locations.into_iter().zip(texts).map(|(at, text)| pair(text, at, names, table.mistakes)).collect()
    };
    Boots {
        series: table.text("name"),
        django: table.text("django"),
        projects: count(table, "projects"),
        steps: count(table, "passed"),
        skipped: count(table, "skipped"),
        addons: keep(addons("addons")),
        arranged: keep(pairs("arranged")),
        conflicts: keep(pairs("conflicts")),
    }
}

/// A pair as it is written: `one+other`.
fn pair(text: &'static str, at: Location, names: &Names, mistakes: &Mistakes) -> (AddonId, AddonId) {
    let (one, other) = text.split_once('+').unwrap_or((text, ""));
    (names.addon(one, at, mistakes), names.addon(other, at, mistakes))
}

fn count(table: &Table, key: &str) -> u32 {
    u32::try_from(table.integer(key)).unwrap_or_default()
}
