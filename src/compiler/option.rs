//! Reads the questions that the composer asks about an add-on.

use catalog::{AddonOption, Choice, OptionKind, TextRule};

use crate::{
    Location, Mistake,
    compose::Uses,
    condition::when,
    names::{Names, owned},
    source::keep,
    table::Table,
};

const KINDS: &[&str] = &["flag", "choice", "text", "number", "items"];

const RULES: &[(&str, TextRule)] = &[
    ("line", TextRule::Line),
    ("origin", TextRule::Origin),
    ("identifier", TextRule::Identifier),
    ("url-prefix", TextRule::UrlPrefix),
    ("slug", TextRule::Slug),
];

/// Reads one element of `[[options]]`, with its place.
pub(crate) fn option(table: &Table, names: &Names, uses: &Uses) -> (Location, AddonOption) {
    let option = AddonOption {
        id: table.text("id"),
        label: table.localized("label"),
        help: table.localized("help"),
        when: when(table, names, uses),
        kind: kind(table),
    };
    (table.location_of("id"), option)
}

/// The key that gives the default says the type, too.
fn kind(table: &Table) -> OptionKind {
    match KINDS.iter().find(|kind| table.has(kind)).copied() {
        Some("choice") => choice(table),
        Some("text") => OptionKind::Text { default: table.text_or_nothing("text"), rule: rule(table) },
        Some("number") => number(table),
        Some("items") => OptionKind::Items { default: table.texts("items"), rule: rule(table) },
        Some(_) => OptionKind::Flag(table.flag("flag")),
        None => {
            for kind in KINDS {
                table.item(kind);
            }
            table.mistakes.add(table.location(), Mistake::MissingKey { key: table.name(&KINDS.join("|")) });
            OptionKind::Flag(false)
        }
    }
}

fn choice(table: &Table) -> OptionKind {
    let choices =
        keep(table.tables("choices", |table| Choice { id: table.text("id"), label: table.localized("label") }));
    let default = table.text("choice");
    let known: Vec<_> = choices.iter().map(|choice| choice.id).collect();
    if !known.contains(&default) {
        let mistake = Mistake::DefaultNotAChoice { default: default.to_owned(), known: owned(&known) };
        table.mistake("choice", mistake);
    }
    OptionKind::Choice { choices, default }
}

fn number(table: &Table) -> OptionKind {
    let [default, min, max] = ["number", "min", "max"].map(|key| table.integer(key));
    if !(min..=max).contains(&default) {
        table.mistake("number", Mistake::DefaultOutOfRange { default, min, max });
    }
    OptionKind::Number { default, min, max }
}

fn rule(table: &Table) -> TextRule {
    table.word("rule", RULES).unwrap_or(TextRule::Line)
}

/// The answers that a condition can name, where they are countable.
pub(crate) fn answers(option: &AddonOption) -> Option<Vec<&'static str>> {
    match option.kind {
        OptionKind::Flag(_) => Some(vec!["true", "false"]),
        OptionKind::Choice { choices, .. } => Some(choices.iter().map(|choice| choice.id).collect()),
        _ => None,
    }
}
