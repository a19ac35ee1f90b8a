//! Reads `proof/footprint.toml`: what each add-on brings into a project that has nothing else, as it was measured.

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

/// What was measured with the newest Django, by add-on; empty before the first measurement.
pub(crate) fn read(content: &Path, names: &Names, mistakes: &Mistakes) -> BTreeMap<&'static str, Measured> {
    let source = Source::read(content, "proof/footprint.toml");
    let read = |table: &Table| table.tables("addons", |table| addon(table, names));
    let mut all = source.and_then(|source| table::read_file(source, mistakes, read)).unwrap_or_default();
    all.sort_by_key(|(series, ..)| *series);
    all.into_iter().map(|(_, slug, measured)| (slug, measured)).collect()
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
