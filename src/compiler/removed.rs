//! Reads `removed.toml`: names that Django or a package has given up, and the sections that are about them. Elsewhere
//! the texts may not use them.

use std::path::Path;

use catalog::AddonId;

use crate::{
    Location, Mistake,
    link::{self, Link},
    report::Mistakes,
    source::Source,
    table::{self, Table},
};

/// A name that a package has given up.
#[derive(Debug, Clone)]
pub struct Removed {
    /// The name.
    pub name: &'static str,
    /// Whose it was: a distribution.
    pub package: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// The sections that are about it: the place that names them, an add-on, an anchor.
    pub told: Vec<(Location, AddonId, &'static str)>,
}

/// Reads `removed.toml`; content of which nothing is gone yet has none.
pub(crate) fn read(content: &Path, mistakes: &Mistakes) -> Vec<Removed> {
    let source = Source::read(content, "removed.toml");
    let read = |table: &Table| table.tables("names", removed);
    source.and_then(|source| table::read_file(source, mistakes, read)).unwrap_or_default()
}

fn removed(table: &Table) -> Removed {
    let (locations, targets) = table.texts_with_lines("told");
    let mut told = Vec::new();
    for (location, target) in locations.into_iter().zip(targets) {
        match link::parse(target) {
            Ok(Link::Addon { slug, anchor: Some(anchor) }) => {
                told.push((location, AddonId(slug.leak()), &*anchor.leak()));
            }
            Ok(_) => table.mistakes.add(location, Mistake::ToldNowhere { target: (*target).to_owned() }),
            Err(mistake) => table.mistakes.add(location, mistake),
        }
    }
    Removed { name: table.text("name"), package: table.text("package"), instead: table.text("instead"), told }
}
