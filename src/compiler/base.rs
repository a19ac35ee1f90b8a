//! Reads `base.toml`: what plain Django already has, and the Django series that projects are composed for.

use std::str::FromStr;

use catalog::{Addon, Contribution, Effect, Environment, Plain, Series};
use pep440_rs::Version;

use crate::{
    Mistake,
    addon::is_date,
    compose::{self, Author, Compose},
    names::{Names, owned, series_of},
    pins::Pins,
    source::keep,
    table::Table,
};

/// What `base.toml` says.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) edition: &'static str,
    pub(crate) series: Vec<Series>,
    pub(crate) plain: Plain,
    pub(crate) environment: Environment,
    pub(crate) compose: Compose,
}

/// Reads `base.toml`, and lets `names` know the series before the first condition is read.
pub(crate) fn base(table: &Table, names: &mut Names, pins: &Pins) -> Base {
    let edition = table.text("edition");
    if !edition.is_empty() && !is_date(&format!("{edition}-01")) {
        table.mistake("edition", Mistake::BadDate { key: "edition".to_owned(), text: edition.to_owned() });
    }
    table.required("series");
    let series = table.tables("series", |table| series(table, pins));
    names.series = series.iter().map(|series| series.number).collect();
    let environment = table.required_table("environment", compose::environment).unwrap_or(NO_ENVIRONMENT);
    let plain = table.table("plain", plain).unwrap_or_default();
    let mut compose = Compose::default();
    compose::contributions(table, names, Author::Django, &mut compose);
    Base { edition, series, plain, environment, compose }
}

impl Base {
    /// Stands in for a `base.toml` that could not be read.
    pub(crate) fn nothing() -> Base {
        let (series, plain, compose) = (Vec::new(), Plain::default(), Compose::default());
        Base { edition: "", series, plain, environment: NO_ENVIRONMENT, compose }
    }
}

fn plain(table: &Table) -> Plain {
    Plain { written: table.texts("written"), several: table.texts("several"), single: table.texts("single") }
}

/// Without the settings that nothing sets, of which there are many.
pub(crate) fn only_set(plain: Plain, base: &[Contribution], addons: &[Addon]) -> Plain {
    let addons = addons.iter().flat_map(|addon| addon.contributions);
    let names = base.iter().chain(addons).filter_map(|contribution| match &contribution.effect {
        Effect::Setting(setting) => Some(setting.name),
        Effect::Entry(entry) => Some(entry.list),
        _ => None,
    });
    let roots: Vec<&str> = names.map(|name| name.split('.').next().unwrap_or(name)).collect();
    let set = |names: &[&'static str]| keep(names.iter().copied().filter(|name| roots.contains(name)).collect());
    Plain { several: set(plain.several), single: set(plain.single), ..plain }
}

const NO_ENVIRONMENT: Environment = Environment {
    imports: &[],
    setup: "",
    helpers: &[],
    text: ("", ""),
    boolean: ("", ""),
    integer: ("", ""),
    list: ("", ""),
    database_url: ("", ""),
};

fn series(table: &Table, pins: &Pins) -> Series {
    let (name, pinned) = (table.text("name"), table.text("pinned"));
    let version = |key: &str, text: &str| {
        Version::from_str(text).unwrap_or_else(|_| {
            table.mistake(key, Mistake::BadVersion { text: text.to_owned() });
            Version::new([0])
        })
    };
    let number = series_of(&version("name", name));
    version("pinned", pinned);
    if let Some(installed) = pins.django.get(name)
        && installed != pinned
    {
        let (version, pinned) = (pinned.to_owned(), installed.clone());
        table.mistake("pinned", Mistake::NotPinned { distribution: "Django".to_owned(), version, pinned });
    }
    if !pins.django.contains_key(name) {
        table.mistake("name", Mistake::MissingFile { name: format!("pins/django-{name}.txt") });
    }
    table.required("pythons");
    let (pythons, python) = (table.texts("pythons"), table.text("python"));
    if !pythons.contains(&python) {
        let mistake = Mistake::DefaultNotAChoice { default: python.to_owned(), known: owned(pythons) };
        table.mistake("python", mistake);
    }
    Series { number, name, pinned, lts: table.flag("lts"), pythons, python }
}
