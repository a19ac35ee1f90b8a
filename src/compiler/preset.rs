//! Reads `presets.toml`: ready-made selections, each answer held against the option that it answers.

use catalog::{AddonId, AddonOption, Database, Interface, Layout, OptionKind, Preset, Value};
use toml::de::DeValue;

use crate::{
    AddonDraft, Location, Mistake, Type,
    names::{Names, owned},
    shelves::Seen,
    source::keep,
    table::{Table, integer},
};

/// Reads `presets.toml`.
pub(crate) fn presets(table: &Table, names: &Names, addons: &[AddonDraft]) -> Vec<Preset> {
    let mut seen = Seen::default();
    table.required("presets");
    table.tables("presets", |table| {
        let id = table.text("id");
        seen.add(table, "id", id);
        let chosen = chosen(table, names);
        let answers = table.table("answers", |table| answers(table, &chosen, addons));
        Preset {
            id,
            name: table.localized("name"),
            summary: table.localized("summary"),
            database: keyed(table, "database", Database::ALL, Database::key),
            interface: keyed(table, "interface", Interface::ALL, Interface::key),
            layout: keyed(table, "layout", Layout::ALL, Layout::key),
            addons: keep(chosen),
            answers: keep(answers.unwrap_or_default()),
        }
    })
}

fn keyed<T: Copy>(table: &Table, key: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Option<T> {
    let words: Vec<_> = all.iter().map(|value| (name(*value), *value)).collect();
    table.word_if_any(key, &words)
}

/// The add-ons of a preset, each once.
fn chosen(table: &Table, names: &Names) -> Vec<AddonId> {
    table.required("addons");
    let (locations, slugs) = table.texts_with_lines("addons");
    let mut chosen: Vec<(Location, AddonId)> = Vec::new();
    for (location, slug) in locations.into_iter().zip(slugs) {
        match chosen.iter().find(|(_, known)| known.0 == *slug) {
            Some((first, _)) => {
                table.mistakes.add(location, Mistake::DuplicateKey { key: (*slug).to_owned(), first: *first });
            }
            None => chosen.push((location, names.addon(slug, location, table.mistakes))),
        }
    }
    chosen.into_iter().map(|(_, addon)| addon).collect()
}

/// The answers, in the order of the file.
fn answers(table: &Table, chosen: &[AddonId], addons: &[AddonDraft]) -> Vec<(AddonId, &'static str, Value)> {
    let mut answers = Vec::new();
    for slug in table.keys() {
        let addon = chosen.iter().find(|id| id.0 == slug);
        if addon.is_none() {
            let known = chosen.iter().map(|id| id.0.to_owned()).collect();
            table.mistake(slug, Mistake::UnknownAddon { addon: slug.to_owned(), known });
        }
        // Where the add-on's own file could not be read, its options are not known, and none is wrong.
        let draft = addons.iter().find(|draft| draft.readable && addon == Some(&draft.id));
        table.table(slug, |table| {
            for key in table.keys() {
                let Some(draft) = draft else {
                    table.item(key);
                    continue;
                };
                match draft.compose.options.iter().find(|option| option.id == key) {
                    Some(option) => answers.extend(answer(table, option).map(|value| (draft.id, option.id, value))),
                    None => {
                        table.item(key);
                        let known: Vec<_> = draft.compose.options.iter().map(|option| option.id).collect();
                        table.mistake(key, Mistake::UnknownOption { option: key.to_owned(), known: owned(&known) });
                    }
                }
            }
        });
    }
    answers
}

/// An answer of the type that the option asks for.
fn answer(table: &Table, option: &AddonOption) -> Option<Value> {
    let key = option.id;
    match &option.kind {
        OptionKind::Flag(_) => table.typed(key, table.item(key), Type::Boolean, DeValue::as_bool).map(Value::Bool),
        OptionKind::Choice { choices, .. } => {
            let words: Vec<_> = choices.iter().map(|choice| (choice.id, choice.id)).collect();
            table.word(key, &words).map(Value::Str)
        }
        OptionKind::Text { .. } => table.text_if_any(key).map(Value::Str),
        OptionKind::Number { min, max, .. } => {
            let number = table.typed(key, table.item(key), Type::Integer, integer)?;
            if !(min..=max).contains(&&number) {
                table.mistake(key, Mistake::OutOfRange { key: table.name(key), number, min: *min, max: *max });
            }
            Some(Value::Int(number))
        }
        OptionKind::Items { .. } => {
            Some(Value::List(keep(table.texts(key).iter().map(|text| Value::Str(text)).collect())))
        }
    }
}
