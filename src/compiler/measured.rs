//! Reads `proof/footprint.toml`: what each add-on brings into a project that has nothing else, as it was measured, and
//! by which names all that is installed is imported.

use std::{collections::BTreeMap, path::Path, str::FromStr};

use catalog::Measured;
use pep440_rs::Version;

use crate::{
    Mistake,
    names::{Names, series_of},
    report::Mistakes,
    source::Source,
    table::{self, Table},
};

/// What was measured; empty before the first measurement.
#[derive(Debug, Default)]
pub(crate) struct Footprints {
    /// What each add-on brings, with the newest Django that it was measured with.
    pub(crate) addons: BTreeMap<&'static str, Measured>,
    /// The modules of everything that is installed, with a space between two.
    pub(crate) modules: &'static str,
}

/// Reads what was measured.
pub(crate) fn read(content: &Path, names: &Names, mistakes: &Mistakes) -> Footprints {
    let Some(source) = Source::read(content, "proof/footprint.toml") else { return Footprints::default() };
    let read = |table: &Table| {
        let mut all = table.tables("addons", |table| addon(table, names));
        all.sort_by_key(|(series, ..)| *series);
        let addons = all.into_iter().map(|(_, slug, measured)| (slug, measured)).collect();
        Footprints { addons, modules: table.texts("modules").join(" ").leak() }
    };
    table::read_file(source, mistakes, read).unwrap_or_default()
}

fn addon(table: &Table, names: &Names) -> ((u16, u16), &'static str, Measured) {
    let slug = names.addon(table.text("slug"), table.location_of("slug"), table.mistakes).0;
    let text = table.text("series");
    let series = Version::from_str(text).map_or_else(
        |_| {
            table.mistake("series", Mistake::BadVersion { text: text.to_owned() });
            (0, 0)
        },
        |version| series_of(&version),
    );
    let count = |key: &str| {
        table.required(key);
        u16::try_from(table.texts(key).len()).unwrap_or(u16::MAX)
    };
    let measured = Measured {
        apps: count("apps"),
        middleware: count("middleware"),
        urls: table.small("urls"),
        tables: count("tables"),
        static_files: table.small("static"),
        direct: count("direct"),
        packages: count("packages"),
        kilobytes: u32::try_from(table.integer("kilobytes")).unwrap_or_default(),
    };
    (series, slug, measured)
}
