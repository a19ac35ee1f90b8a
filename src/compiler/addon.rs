//! Reads `addon.toml`: the facts about an add-on.

use std::str::FromStr;

use catalog::{
    AddonId, Alternative, AsyncSupport, ExitGrade, Footprint, Links, Localized, Status, StatusWord, Synonyms, TagId,
    Versions,
};
use pep440_rs::{Version, VersionSpecifiers};
use toml::value::Datetime;

use crate::{
    Location, Mistake,
    names::{Names, is_slug, owned},
    pins::Pins,
    source::keep,
    tab::TABS,
    table::Table,
};

/// What `addon.toml` says, with the places that later checks ask for.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) name: (Location, &'static str),
    pub(crate) distribution: (Location, &'static str),
    pub(crate) companions: &'static [&'static str],
    pub(crate) import: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) summary: Localized,
    pub(crate) tags: &'static [TagId],
    pub(crate) aliases: &'static [&'static str],
    pub(crate) synonyms: Synonyms,
    pub(crate) dev_only: bool,
    pub(crate) links: Links,
    pub(crate) status: Status,
    pub(crate) versions: Versions,
    pub(crate) footprint: Footprint,
    pub(crate) alternatives: &'static [Alternative],
    /// The add-on's own tabs: keys and titles.
    pub(crate) tabs: Vec<(&'static str, Localized)>,
}

/// The longest summary that a card shows whole.
const SUMMARY: usize = 90;

/// What the last alternative is called: doing without.
const PLAIN: &str = "Plain Django";

const STATUS: &[(&str, StatusWord)] = &[
    ("active", StatusWord::Active),
    ("stable", StatusWord::Stable),
    ("slow", StatusWord::Slow),
    ("moving", StatusWord::Moving),
    ("at-risk", StatusWord::AtRisk),
    ("archived", StatusWord::Archived),
];

const ASYNC: &[(&str, AsyncSupport)] =
    &[("yes", AsyncSupport::Yes), ("partly", AsyncSupport::Partly), ("sync-only", AsyncSupport::SyncOnly)];

const EXIT: &[(&str, ExitGrade)] =
    &[("A", ExitGrade::A), ("B", ExitGrade::B), ("C", ExitGrade::C), ("D", ExitGrade::D)];

/// Reads `addon.toml`.
pub(crate) fn facts(table: &Table, names: &Names, pins: &Pins) -> Facts {
    let distribution = table.text("pypi");
    pins.require(distribution, table.location_of("pypi"), table.mistakes);
    let (locations, companions) = table.texts_with_lines("companions");
    for (location, companion) in locations.into_iter().zip(companions) {
        pins.require(companion, location, table.mistakes);
    }
    Facts {
        name: (table.location_of("name"), table.text("name")),
        distribution: (table.location_of("pypi"), distribution),
        companions,
        import: table.text("import"),
        licence: table.text("licence"),
        summary: summary(table),
        tags: tags(table, names),
        aliases: table.texts("aliases"),
        synonyms: table.table("synonyms", synonyms).unwrap_or_default(),
        dev_only: table.flag("dev_only"),
        links: table.required_table("links", links).unwrap_or(Links { docs: "", repository: "", changelog: "" }),
        status: status(table),
        versions: versions(table, distribution, pins),
        footprint: footprint(table),
        alternatives: alternatives(table, names),
        tabs: tabs(table),
    }
}

fn summary(table: &Table) -> Localized {
    let read = |table: &Table| {
        let summary = table.translations();
        for (lang, text) in [("en", summary.en), ("fr", summary.fr)] {
            let (key, length) = (table.name(lang), text.chars().count());
            if length > SUMMARY {
                table.mistake(lang, Mistake::TooLong { key, length, limit: SUMMARY });
            }
        }
        summary
    };
    table.required_table("summary", read).unwrap_or_default()
}

fn tags(table: &Table, names: &Names) -> &'static [TagId] {
    let (locations, tags) = table.texts_with_lines("tags");
    for (i, (location, tag)) in locations.iter().zip(tags).enumerate() {
        if let Some(known) = names.tags.as_ref().filter(|known| !known.contains(tag)) {
            table.mistakes.add(*location, Mistake::UnknownTag { tag: (*tag).to_owned(), known: owned(known) });
        } else if let Some(first) = tags[..i].iter().position(|other| other == tag) {
            let mistake = Mistake::DuplicateKey { key: (*tag).to_owned(), first: locations[first] };
            table.mistakes.add(*location, mistake);
        }
    }
    if !(2..=5).contains(&tags.len()) {
        let mistake = Mistake::WrongCount { key: "tags".to_owned(), found: tags.len(), min: 2, max: 5 };
        table.mistake("tags", mistake);
    }
    keep(tags.iter().map(|tag| TagId(tag)).collect())
}

fn synonyms(table: &Table) -> Synonyms {
    Synonyms { en: table.texts("en"), fr: table.texts("fr") }
}

fn links(table: &Table) -> Links {
    Links { docs: table.url("docs"), repository: table.url("repository"), changelog: table.url("changelog") }
}

fn status(table: &Table) -> Status {
    let read = |table: &Table| Status {
        word: table.word("word", STATUS).unwrap_or(StatusWord::Active),
        reason: table.localized("reason"),
        owner: table.localized("owner"),
        checked: date(table, "checked"),
    };
    let nothing = Localized::default();
    let empty = Status { word: StatusWord::Active, reason: nothing, owner: nothing, checked: "" };
    table.required_table("status", read).unwrap_or(empty)
}

fn versions(table: &Table, distribution: &str, pins: &Pins) -> Versions {
    let read = |table: &Table| {
        let (pinned, python) = (table.text("pinned"), table.text("python"));
        if let Some(version) = pins.version(distribution)
            && version != pinned
        {
            let (distribution, pinned, version) = (distribution.to_owned(), version.to_owned(), pinned.to_owned());
            table.mistake("pinned", Mistake::NotPinned { distribution, version, pinned });
        }
        if let Err(error) = VersionSpecifiers::from_str(python) {
            let (text, problem) = (python.to_owned(), error.to_string());
            table.mistake("python", Mistake::BadSpecifier { text, problem });
        }
        let (locations, django) = table.texts_with_lines("django");
        for (location, series) in locations.into_iter().zip(django) {
            if Version::from_str(series).is_err() {
                table.mistakes.add(location, Mistake::BadVersion { text: (*series).to_owned() });
            }
        }
        table.required("django");
        Versions { pinned, released: date(table, "released"), python, django, boots: &[] }
    };
    let empty = Versions { pinned: "", released: "", python: "", django: &[], boots: &[] };
    table.required_table("versions", read).unwrap_or(empty)
}

fn footprint(table: &Table) -> Footprint {
    let read = |table: &Table| {
        table.required("services");
        Footprint {
            services: table.texts("services"),
            minutes: table.small("minutes"),
            asynchronous: table.word("async", ASYNC).unwrap_or(AsyncSupport::Yes),
            caveats: &[],
            exit: table.word("exit", EXIT).unwrap_or(ExitGrade::A),
            exit_reason: table.localized("exit_reason"),
            measured: None,
        }
    };
    let empty = Footprint {
        services: &[],
        minutes: 0,
        asynchronous: AsyncSupport::Yes,
        caveats: &[],
        exit: ExitGrade::A,
        exit_reason: Localized::default(),
        measured: None,
    };
    table.required_table("footprint", read).unwrap_or(empty)
}

fn alternatives(table: &Table, names: &Names) -> &'static [Alternative] {
    table.required("alternatives");
    let mut last = table.location();
    let alternatives = table.tables("alternatives", |table| {
        last = table.location_of("name");
        let addon = table.text_if_any("addon");
        Alternative {
            name: table.text("name"),
            addon: addon.map(|slug| names.addon(slug, table.location_of("addon"), table.mistakes)),
            url: table.url_if_any("url"),
            when: table.localized("when"),
        }
    });
    if let Some(name) = alternatives.last().map(|alternative| alternative.name).filter(|name| *name != PLAIN) {
        table.mistakes.add(last, Mistake::LastAlternative { name: name.to_owned() });
    }
    keep(alternatives)
}

fn tabs(table: &Table) -> Vec<(&'static str, Localized)> {
    let mut tabs: Vec<(&str, Localized)> = Vec::new();
    for (location, key, title) in table.tables("tabs", |table| {
        let key = table.text("key");
        (table.location_of("key"), key, table.localized("title"))
    }) {
        let taken = TABS.iter().map(|(key, _)| *key).chain(tabs.iter().map(|(key, _)| *key)).any(|other| other == key);
        if taken || !is_slug(key) {
            table.mistakes.add(location, Mistake::BadTab { tab: key.to_owned() });
        } else {
            tabs.push((key, title));
        }
    }
    tabs
}

/// A day as `YYYY-MM-DD`, in quotes.
fn date(table: &Table, key: &str) -> &'static str {
    let text = table.text(key);
    if !text.is_empty() && !is_date(text) {
        table.mistake(key, Mistake::BadDate { key: table.name(key), text: text.to_owned() });
    }
    text
}

/// Whether a text is a day of the calendar, as `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    text.parse::<Datetime>().is_ok_and(|day| day.date.is_some() && day.time.is_none() && day.offset.is_none())
}

/// The slug of an add-on's folder.
pub(crate) fn slug(folder: &'static str, location: Location, mistakes: &crate::report::Mistakes) -> AddonId {
    if !is_slug(folder) {
        mistakes.add(location, Mistake::BadSlug { slug: folder.to_owned() });
    }
    AddonId(folder)
}
