//! Which projects are composed: every add-on alone, every pair, all together, each value of each option and of the
//! target once, and random selections.

use catalog::{
    Addon, AddonId, AddonOption, Catalog, Condition, Database, Interface, Lang, Layout, OptionKind, Packager, Proxy,
    Series, TextRule, When,
};
use composer::{Answer, Problem, Selection, compose};

use crate::kinship;

/// What a project is composed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An add-on alone, or none.
    Single,
    /// Two add-ons.
    Pair(AddonId, AddonId),
    /// All add-ons, or all that get along.
    Everything,
    /// What the guide offers ready-made.
    Preset,
    /// An option of an add-on with another answer than the default.
    Option,
    /// Another target than the default.
    Target,
    /// A random selection.
    Random,
}

impl Kind {
    /// Its name in lists and counts.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Kind::Single => "single",
            Kind::Pair(..) => "pair",
            Kind::Everything => "everything",
            Kind::Preset => "preset",
            Kind::Option => "option",
            Kind::Target => "target",
            Kind::Random => "random",
        }
    }
}

/// A project to compose.
pub(crate) struct Plan {
    /// Its name, one per layout.
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) selection: Selection,
    /// Whether it is to show how it behaves, and not only that it boots.
    pub(crate) deep: bool,
}

/// How many random selections there are, and what they hang on.
pub(crate) struct Sample {
    pub(crate) random: usize,
    pub(crate) seed: u64,
}

/// All projects, in a fixed order.
pub(crate) fn all(catalog: &Catalog, series: &Series, sample: &Sample) -> Vec<Plan> {
    let plain = plain(catalog, series);
    let mut plans = both_layouts(catalog, Kind::Single, "plain-django", &plain, true);
    let addons = catalog.addons;
    for addon in addons {
        plans.extend(both_layouts(catalog, Kind::Single, addon.id.0, &with(&plain, [addon]), true));
    }
    for (at, one) in addons.iter().enumerate() {
        for other in &addons[at + 1..] {
            let name = format!("{}+{}", one.id.0, other.id.0);
            let related = kinship::related(catalog, one, other);
            let kind = Kind::Pair(one.id, other.id);
            plans.extend(both_layouts(catalog, kind, &name, &with(&plain, [one, other]), related));
        }
    }
    let everything = with(&plain, addons);
    plans.extend(both_layouts(catalog, Kind::Everything, "everything", &everything, true));
    // Where some add-ons cannot be together: everything that can, with the one and with the other side.
    let mut together = everything.clone();
    for side in [Side::By, Side::With] {
        let peace = without_conflicts(catalog, everything.clone(), side);
        if peace != everything && (side == Side::By || peace != together) {
            let left_out: Vec<_> = everything.addons.difference(&peace.addons).map(|addon| addon.0).collect();
            let name = format!("everything-but-{}", left_out.join("-"));
            plans.extend(both_layouts(catalog, Kind::Everything, &name, &peace, true));
        }
        if side == Side::By {
            together = peace;
        }
    }
    for preset in catalog.presets {
        let mut selection = plain.clone();
        selection.take_preset(catalog, preset);
        plans.extend(both_layouts(catalog, Kind::Preset, &format!("preset-{}", preset.id), &selection, true));
    }
    for addon in addons {
        for option in addon.options {
            for answer in values(option).into_iter().filter(|answer| *answer != Answer::default_of(option)) {
                let mut selection = with(&plain, [addon]);
                fulfil(catalog, &mut selection, addon, option.when);
                let name = format!("{}:{}={}", addon.id.0, option.id, shown(&answer));
                selection.answer(catalog, addon.id, option.id, Some(answer));
                plans.push(Plan { name, kind: Kind::Option, selection: complete(catalog, selection), deep: true });
            }
        }
    }
    for (of, selection) in [("plain-django", &plain), ("everything", &together)] {
        plans.extend(targets(selection).into_iter().map(|(name, selection)| Plan {
            name: format!("{of}:{name}"),
            kind: Kind::Target,
            selection: complete(catalog, selection),
            deep: of == "plain-django",
        }));
    }
    plans.extend(randomly(catalog, &plain, sample));
    plans
}

/// A project without add-ons.
pub(crate) fn plain(catalog: &Catalog, series: &Series) -> Selection {
    let mut plain = Selection::new(catalog);
    plain.choose_django(series);
    plain.target.python = series.python;
    plain
}

pub(crate) fn with<'a>(plain: &Selection, addons: impl IntoIterator<Item = &'a Addon>) -> Selection {
    let mut selection = plain.clone();
    selection.addons.extend(addons.into_iter().map(|addon| addon.id));
    selection
}

fn both_layouts(catalog: &Catalog, kind: Kind, name: &str, selection: &Selection, deep: bool) -> Vec<Plan> {
    let plan = |layout: &Layout| {
        let mut selection = complete(catalog, selection.clone());
        selection.target.layout = *layout;
        Plan { name: name.to_owned(), kind, selection, deep }
    };
    Layout::ALL.iter().map(plan).collect()
}

/// The selection with what its add-ons do not work without.
pub(crate) fn complete(catalog: &Catalog, mut selection: Selection) -> Selection {
    loop {
        let before = selection.addons.len();
        for problem in compose(catalog, &selection).problems {
            if let Problem::MissingRequirement { needs, .. } = problem {
                selection.addons.insert(needs);
            }
        }
        if selection.addons.len() == before {
            return selection;
        }
    }
}

/// Which add-on of a conflict gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The one that declares it.
    By,
    /// The one that it names.
    With,
}

/// The selection without one side of each conflict.
fn without_conflicts(catalog: &Catalog, mut selection: Selection, side: Side) -> Selection {
    loop {
        let conflict = compose(catalog, &selection).problems.into_iter().find_map(|problem| match problem {
            Problem::Conflict { by, with, .. } => Some(if side == Side::By { by } else { with }),
            _ => None,
        });
        let Some(leaving) = conflict else { return selection };
        selection.addons.remove(&leaving);
    }
}

/// The answers of an option that are worth a project: all of a finite set, else the ends or an example.
fn values(option: &AddonOption) -> Vec<Answer> {
    match &option.kind {
        OptionKind::Flag(_) => vec![Answer::Flag(false), Answer::Flag(true)],
        OptionKind::Choice { choices, .. } => choices.iter().map(|choice| Answer::Choice(choice.id)).collect(),
        OptionKind::Number { min, max, .. } => vec![Answer::Number(*min), Answer::Number(*max)],
        OptionKind::Text { rule, .. } => vec![Answer::Text(example(*rule, 1))],
        OptionKind::Items { rule, .. } => vec![Answer::Items(vec![example(*rule, 1), example(*rule, 2)])],
    }
}

fn example(rule: TextRule, number: usize) -> String {
    match rule {
        TextRule::Line => format!("Another line, number {number}"),
        TextRule::Origin => format!("https://app{number}.shop.example"),
        TextRule::Identifier => format!("other_{number}"),
        TextRule::UrlPrefix => format!("other-{number}/"),
        TextRule::Slug => format!("other-{number}"),
    }
}

fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Flag(yes) => yes.to_string(),
        Answer::Choice(key) => (*key).to_owned(),
        Answer::Number(number) => number.to_string(),
        Answer::Text(_) => "other".to_owned(),
        Answer::Items(items) => format!("{}-items", items.len()),
    }
}

/// Makes the conditions of an option hold, so that it is asked.
pub(crate) fn fulfil(catalog: &Catalog, selection: &mut Selection, addon: &Addon, when: When) {
    for condition in when.0 {
        match condition {
            Condition::Option { option, is } => {
                let Some(other) = addon.options.iter().find(|other| other.id == *option) else { continue };
                fulfil(catalog, selection, addon, other.when);
                if let Some(answer) = values(other).into_iter().find(|answer| is.contains(&shown(answer).as_str())) {
                    selection.answer(catalog, addon.id, other.id, Some(answer));
                }
            }
            Condition::Addon(ids) => selection.addons.extend(ids.first()),
            Condition::Capability(id) => {
                let capability = catalog.capability(id.0);
                selection.addons.extend(capability.and_then(|capability| capability.preference.first()));
            }
            Condition::Database(databases) if !databases.contains(&Database::Sqlite) => {
                selection.target.database = databases[0];
            }
            Condition::Interface(interface) => selection.target.interface = *interface,
            Condition::Layout(layout) => selection.target.layout = *layout,
            Condition::Packager(packagers) => selection.target.packager = packagers[0],
            Condition::Proxy(proxy) => selection.target.proxy = *proxy,
            Condition::Database(_)
            | Condition::NoAddon(_)
            | Condition::Provides(_)
            | Condition::NoCapability(_)
            | Condition::DjangoFrom(_)
            | Condition::DjangoBefore(_) => {}
        }
    }
}

/// A selection with each other target, but for MySQL, whose driver is not among the packages of the proof.
fn targets(selection: &Selection) -> Vec<(String, Selection)> {
    let mut targets = Vec::new();
    let mut add = |name: &str, change: &dyn Fn(&mut Selection)| {
        let mut selection = selection.clone();
        change(&mut selection);
        targets.push((name.to_owned(), selection));
    };
    for interface in &Interface::ALL[1..] {
        add(interface.key(), &|selection| selection.target.interface = *interface);
    }
    for packager in &Packager::ALL[1..] {
        add(packager.key(), &|selection| selection.target.packager = *packager);
    }
    for proxy in &Proxy::ALL[1..] {
        add(&format!("proxy-{}", proxy.key()), &|selection| selection.target.proxy = *proxy);
    }
    add("postgresql", &|selection| selection.target.database = Database::Postgresql);
    add("comments-fr", &|selection| selection.target.comments = Some(Lang::Fr));
    add("comments-none", &|selection| selection.target.comments = None);
    add("project-shop", &|selection| selection.target.project = "shop".to_owned());
    targets
}

/// Random selections with random answers and targets; a tenth of them, without conflicts, shows how it behaves.
fn randomly(catalog: &Catalog, plain: &Selection, sample: &Sample) -> Vec<Plan> {
    let seed = sample.seed;
    let mut random = fastrand::Rng::with_seed(seed);
    let plan = |number: usize| {
        let size = random.usize(0..=catalog.addons.len());
        let mut selection = with(plain, random.choose_multiple(catalog.addons, size));
        for addon in catalog.addons {
            for option in addon.options {
                let answer = random.choice(values(option));
                selection.answer(catalog, addon.id, option.id, answer);
            }
        }
        let target = &mut selection.target;
        target.layout = random.choice(Layout::ALL).copied().unwrap_or(target.layout);
        target.interface = random.choice(Interface::ALL).copied().unwrap_or(target.interface);
        target.packager = random.choice(Packager::ALL).copied().unwrap_or(target.packager);
        target.proxy = random.choice(Proxy::ALL).copied().unwrap_or(target.proxy);
        let deep = number.is_multiple_of(10);
        let selection = complete(catalog, selection);
        let selection = if deep { without_conflicts(catalog, selection, Side::By) } else { selection };
        Plan { name: format!("random-{seed}-{number:03}"), kind: Kind::Random, selection, deep }
    };
    (0..sample.random).map(plan).collect()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

    /// Two add-ons of which one has options, and no others.
    fn plans(sample: &Sample) -> Vec<Plan> {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("invalid/valid");
        let catalog = compiler::compile(&content).unwrap_or_else(|report| panic!("{report}"));
        all(&catalog, &catalog.series[0], sample)
    }

    #[test]
    fn every_single_pair_and_value_is_composed() {
        let plans = plans(&Sample { random: 0, seed: 0 });
        let names: Vec<_> = plans.iter().map(|plan| plan.name.as_str()).collect();
        for name in ["plain-django", "harbour", "lantern", "harbour+lantern", "everything"] {
            assert_eq!(names.iter().filter(|other| **other == name).count(), Layout::ALL.len(), "{name}");
        }
        for name in ["mode=blink", "dim=true", "limit=1", "limit=10", "prefix=other"] {
            assert!(names.contains(&format!("lantern:{name}").as_str()), "{name} of {names:?}");
        }
        let one_each: BTreeSet<_> = plans.iter().map(|plan| (&plan.name, plan.selection.target.layout)).collect();
        assert_eq!(one_each.len(), plans.len());
    }

    #[test]
    fn a_seed_says_what_is_drawn() {
        let random = |seed| {
            let plans = plans(&Sample { random: 20, seed }).into_iter();
            plans
                .filter(|plan| plan.name.starts_with("random"))
                .map(|plan| plan.selection.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(random(1).len(), 20);
        assert_eq!(random(1), random(1));
        assert_ne!(random(1), random(2));
    }
}
