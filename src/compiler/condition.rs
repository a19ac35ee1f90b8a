//! Reads `when` tables.

use std::str::FromStr;

use catalog::{Condition, Database, Interface, Layout, Packager, Proxy, When};
use pep440_rs::{Operator, VersionSpecifiers};

use crate::{
    Mistake, Type,
    compose::Uses,
    names::{Names, series_of},
    source::keep,
    table::{Table, text},
};

/// Reads the key `when` of a table; without one, the conditions always hold.
pub(crate) fn when(table: &Table, names: &Names, uses: &Uses) -> When {
    When(keep(table.table("when", |table| conditions(table, names, uses)).unwrap_or_default()))
}

fn conditions(table: &Table, names: &Names, uses: &Uses) -> Vec<Condition> {
    let mut conditions = Vec::new();
    if let Some(text) = table.text_if_any("django") {
        conditions.extend(django(table, text, names));
    }
    let addons = |key: &str| {
        let (locations, slugs) = one_or_several(table, key);
        keep(locations.into_iter().zip(slugs).map(|(at, slug)| names.addon(slug, at, table.mistakes)).collect())
    };
    let (any, none) = (addons("addon"), addons("no_addon"));
    if let Some(both) = any.iter().find(|addon| none.contains(addon)).filter(|_| any.len() == 1) {
        never(table, "addon", format!("with and without {}", both.0));
    }
    conditions.extend((!any.is_empty()).then_some(Condition::Addon(any)));
    conditions.extend((!none.is_empty()).then_some(Condition::NoAddon(none)));
    conditions.extend(table.table("option", |table| options(table, uses)).unwrap_or_default());

    let capability =
        |key: &str| Some(names.capability(table.text_if_any(key)?, table.location_of(key), table.mistakes));
    let (some, no) = (capability("capability"), capability("no_capability"));
    if let Some(both) = some.filter(|_| some == no) {
        never(table, "capability", format!("with and without {}", both.0));
    }
    conditions.extend(capability("provides").map(Condition::Provides));
    conditions.extend(some.map(Condition::Capability));
    conditions.extend(no.map(Condition::NoCapability));

    let databases = words(table, "database", Database::ALL, Database::key);
    conditions.extend((!databases.is_empty()).then_some(Condition::Database(databases)));
    conditions.extend(word(table, "interface", Interface::ALL, Interface::key).map(Condition::Interface));
    conditions.extend(word(table, "layout", Layout::ALL, Layout::key).map(Condition::Layout));
    let packagers = words(table, "packager", Packager::ALL, Packager::key);
    conditions.extend((!packagers.is_empty()).then_some(Condition::Packager(packagers)));
    conditions.extend(word(table, "proxy", Proxy::ALL, Proxy::key).map(Condition::Proxy));
    conditions
}

/// `>=6.1`, `<6.1`, or both with a comma between: the guide knows series, not patch releases.
fn django(table: &Table, text: &str, names: &Names) -> Vec<Condition> {
    let bad = |problem: String| {
        table.mistake("django", Mistake::BadSpecifier { text: text.to_owned(), problem });
        Vec::new()
    };
    let specifiers = match VersionSpecifiers::from_str(text) {
        Ok(specifiers) => specifiers,
        Err(error) => return bad(error.to_string()),
    };
    let mut conditions = Vec::new();
    for specifier in specifiers.iter() {
        let series = series_of(specifier.version());
        conditions.push(match specifier.operator() {
            Operator::GreaterThanEqual => Condition::DjangoFrom(series),
            Operator::LessThan => Condition::DjangoBefore(series),
            other => return bad(format!("`{other}` is not offered here")),
        });
    }
    let holds = |series: &(u16, u16)| {
        conditions.iter().all(|condition| match condition {
            Condition::DjangoFrom(from) => series >= from,
            Condition::DjangoBefore(before) => series < before,
            _ => true,
        })
    };
    if !names.series.is_empty() && !names.series.iter().any(holds) {
        never(table, "django", format!("Django {text}"));
    }
    conditions
}

fn options(table: &Table, uses: &Uses) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for option in table.keys() {
        let values = match table.item(option).and_then(|item| item.get_ref().as_bool()) {
            Some(flag) => keep(vec![if flag { "true" } else { "false" }]),
            None => table.text_or_texts(option),
        };
        uses.options.borrow_mut().push((table.location_of(option), option, Some(values)));
        conditions.push(Condition::Option { option, is: values });
    }
    conditions
}

fn never(table: &Table, key: &str, condition: String) {
    table.mistake(key, Mistake::NeverHolds { condition });
}

fn one_or_several(table: &Table, key: &str) -> (Vec<crate::Location>, &'static [&'static str]) {
    match table.item(key) {
        Some(item) if item.get_ref().is_str() => {
            let text = table.typed(key, Some(item), Type::Text, text).unwrap_or_default();
            (vec![table.location_of(key)], keep(vec![text]))
        }
        _ => table.texts_with_lines(key),
    }
}

/// A word that is the key of one of these values.
fn word<T: Copy>(table: &Table, key: &str, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
    let words: Vec<_> = all.iter().map(|value| (name(*value), *value)).collect();
    table.word_if_any(key, &words)
}

/// One or several words that are keys of these values.
fn words<T: Copy>(table: &Table, key: &str, all: &[T], name: fn(T) -> &'static str) -> &'static [T] {
    let mut values = Vec::new();
    for text in table.text_or_texts(key) {
        match all.iter().find(|value| name(**value) == *text) {
            Some(value) => values.push(*value),
            None => table.unknown_word(key, text, all.iter().map(|value| name(*value))),
        }
    }
    keep(values)
}
