//! What goes into a project fits together: nothing twice, every variable declared, every option there, every
//! distribution pinned, no add-on related to itself.

use std::{collections::BTreeMap, iter, str::FromStr};

use catalog::{AddonOption, Effect, OptionKind, RelationKind, TextRule, Value, Variable, VariableKind};
use pep440_rs::Version;

use crate::{
    Draft, Location, Mistake,
    compose::{Compose, LISTS, VARIABLE_KINDS},
    names::owned,
    option::answers,
    pins::{Pins, normalised},
    report::Mistakes,
};

/// Checks what plain Django and the add-ons put into a project.
pub(crate) fn check(draft: &Draft, mistakes: &Mistakes) {
    let base = draft.base.as_ref().map(|base| &base.compose);
    let declared_by_base = base.map(variables).unwrap_or_default();
    let mut kinds: BTreeMap<&str, (Location, VariableKind)> = BTreeMap::new();
    for compose in base.into_iter().chain(draft.addons.iter().map(|addon| &addon.compose)) {
        duplicates(compose, mistakes);
        requirements(compose, &draft.pins, mistakes);
        options(compose, mistakes);
        for (location, variable) in variables(compose) {
            let (first, kind) = *kinds.entry(variable.name).or_insert((location, variable.kind));
            if kind != variable.kind {
                let (variable, kind, other) = (variable.name.to_owned(), kind_name(variable.kind), kind_name(kind));
                mistakes.add(location, Mistake::VariableTypes { variable, kind, other, first });
            }
        }
        if base.is_none() {
            continue;
        }
        let mut known: Vec<_> = variables(compose).into_iter().map(|(_, variable)| variable.name).collect();
        known.extend(declared_by_base.iter().map(|(_, variable)| variable.name));
        for (location, name) in compose.uses.variables.borrow().iter().filter(|(_, name)| !known.contains(name)) {
            let (variable, known) = ((*name).to_owned(), owned(&known));
            mistakes.add(*location, Mistake::UndeclaredVariable { variable, known });
        }
    }
    if let Some(base) = base {
        relied_on(base, draft, mistakes);
    }
    for addon in &draft.addons {
        for (location, relation) in &addon.compose.relations {
            let (kind, other) = match relation.kind {
                RelationKind::Requires(other) => ("requires", other),
                RelationKind::Recommends(other) => ("recommends", other),
                RelationKind::Conflicts(other) => ("conflicts with", other),
                RelationKind::Provides(_) | RelationKind::Advises { .. } => continue,
            };
            if other == addon.id {
                mistakes.add(*location, Mistake::SelfRelation { kind });
            }
        }
    }
}

/// What an add-on needs is a setting of plain Django; what a step of plain Django hangs on is one too, or a list, or the
/// file of variables.
fn relied_on(base: &Compose, draft: &Draft, mistakes: &Mistakes) {
    let mut settings: Vec<&str> = Vec::new();
    for (_, contribution) in &base.contributions {
        if let Effect::Setting(setting) = contribution.effect {
            settings.extend([setting.name, setting.name.split('.').next().unwrap_or_default()]);
        }
    }
    settings.sort_unstable();
    settings.dedup();
    let lists = LISTS.iter().map(|(_, list)| *list);
    let touched: Vec<&str> = [".env"].into_iter().chain(lists).chain(settings.iter().copied()).collect();
    for compose in iter::once(base).chain(draft.addons.iter().map(|addon| &addon.compose)) {
        for (location, contribution) in &compose.contributions {
            let (key, word, known) = match contribution.effect {
                Effect::Need(setting) => ("setting", setting, &settings),
                Effect::Step(step) if !step.upon.is_empty() => ("upon", step.upon, &touched),
                _ => continue,
            };
            if !known.contains(&word) {
                let (key, word, known) = (key.to_owned(), word.to_owned(), owned(known));
                mistakes.add(*location, Mistake::UnknownWord { key, word, known });
            }
        }
    }
}

fn variables(compose: &Compose) -> Vec<(Location, Variable)> {
    let variable = |(location, contribution): &(Location, catalog::Contribution)| match contribution.effect {
        Effect::Variable(variable) => Some((*location, variable)),
        _ => None,
    };
    compose.contributions.iter().filter_map(variable).collect()
}

fn kind_name(kind: VariableKind) -> &'static str {
    VARIABLE_KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(name, _)| *name)
}

/// What a contribution is about: two of them about the same, under the same conditions, are one too many.
fn subject(effect: &Effect) -> String {
    match effect {
        Effect::Entry(entry) => format!("`{}` in {}", entry.value, entry.list),
        Effect::Setting(setting) => format!("the setting {}", setting.name),
        Effect::Route(route) => format!("the route `{}`", route.pattern),
        Effect::Statement(statement) => {
            format!("the statement `{}`", statement.code.trim().lines().next().unwrap_or_default())
        }
        Effect::File(file) => format!("the file {}", file.path),
        Effect::Requirement(requirement) => format!("the requirement {}", normalised(requirement.distribution)),
        Effect::Variable(variable) => format!("the variable {}", variable.name),
        Effect::Service(service) => format!("the service {}", service.name),
        Effect::Step(step) => format!("the step `{}`", step.command),
        Effect::Need(setting) => format!("the need of {setting}"),
    }
}

fn duplicates(compose: &Compose, mistakes: &Mistakes) {
    for (i, (location, contribution)) in compose.contributions.iter().enumerate() {
        let what = subject(&contribution.effect);
        let same = |(_, other): &&(Location, catalog::Contribution)| {
            other.when == contribution.when && other.scope == contribution.scope && subject(&other.effect) == what
        };
        if let Some((first, _)) = compose.contributions[..i].iter().find(same) {
            mistakes.add(*location, Mistake::DuplicateContribution { what, first: *first });
        }
    }
}

fn requirements(compose: &Compose, pins: &Pins, mistakes: &Mistakes) {
    for (location, contribution) in &compose.contributions {
        let Effect::Requirement(requirement) = contribution.effect else { continue };
        let distribution = requirement.distribution;
        match (requirement.version, pins.version(distribution)) {
            (None, _) => pins.require(distribution, *location, mistakes),
            (Some(_), Some(pinned)) => {
                let (distribution, pinned) = (distribution.to_owned(), pinned.to_owned());
                mistakes.add(*location, Mistake::NeedlessVersion { distribution, pinned });
            }
            (Some(version), None) if Version::from_str(version).is_err() => {
                mistakes.add(*location, Mistake::BadVersion { text: version.to_owned() });
            }
            (Some(_), None) => {}
        }
    }
}

fn options(compose: &Compose, mistakes: &Mistakes) {
    let find = |location: Location, id: &str| {
        let option = compose.options.iter().find(|option| option.id == id);
        if option.is_none() {
            let known = compose.options.iter().map(|option| option.id.to_owned()).collect();
            mistakes.add(location, Mistake::UnknownOption { option: id.to_owned(), known });
        }
        option
    };
    for (location, id, values) in compose.uses.options.borrow().iter() {
        let (Some(option), Some(values)) = (find(*location, id), values) else { continue };
        for value in *values {
            if let Some(known) = answers(option).filter(|known| !known.contains(value)) {
                let (key, word, known) = (format!("option.{id}"), (*value).to_owned(), owned(&known));
                mistakes.add(*location, Mistake::UnknownWord { key, word, known });
            }
        }
    }
    for (location, contribution) in &compose.contributions {
        let mut ids: Vec<&str> = verbatim(&contribution.effect).into_iter().flat_map(placeholders).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            if find(*location, id).is_some_and(|option| !is_verbatim(option)) {
                mistakes.add(*location, Mistake::NotVerbatim { option: id.to_owned() });
            }
        }
    }
}

/// The texts of a contribution in which `{option:…}` is filled in without escaping.
fn verbatim(effect: &Effect) -> Vec<&'static str> {
    match effect {
        Effect::Route(route) => [&[route.pattern], route.imports].concat(),
        Effect::Statement(statement) => [&[statement.code], statement.imports].concat(),
        Effect::File(file) => vec![file.path, file.text],
        Effect::Step(step) => vec![step.command],
        Effect::Service(service) => {
            let values = service.environment.iter().map(|(_, value)| *value);
            values.chain([service.image, service.command]).collect()
        }
        Effect::Setting(setting) => code(&setting.value),
        Effect::Variable(variable) => match variable.example {
            Value::Str(example) => vec![example],
            _ => Vec::new(),
        },
        Effect::Entry(_) | Effect::Requirement(_) | Effect::Need(_) => Vec::new(),
    }
}

/// The Python expressions inside a value.
fn code(value: &Value) -> Vec<&'static str> {
    match value {
        Value::Code { expression, imports } => [&[*expression], *imports].concat(),
        Value::List(values) | Value::Tuple(values) | Value::Set(values) => values.iter().flat_map(code).collect(),
        Value::Dict(entries) => entries.iter().flat_map(|(_, value)| code(value)).collect(),
        _ => Vec::new(),
    }
}

/// The options that a text names as `{option:key}`.
fn placeholders(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("{option:").skip(1).filter_map(|rest| rest.split_once('}')).map(|(key, _)| key)
}

/// Whether no answer to an option can need escaping.
fn is_verbatim(option: &AddonOption) -> bool {
    match option.kind {
        OptionKind::Flag(_) | OptionKind::Choice { .. } | OptionKind::Number { .. } => true,
        OptionKind::Text { rule, .. } => matches!(rule, TextRule::Identifier | TextRule::Slug | TextRule::UrlPrefix),
        OptionKind::Items { .. } => false,
    }
}
