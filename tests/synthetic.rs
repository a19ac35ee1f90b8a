//! Random catalogs, small and quarrelsome: few names, so that add-ons meet at the same lists, settings and capabilities.

use catalog::{
    Addon, AddonId, AddonOption, AsyncSupport, Capability, CapabilityId, Catalog, Choice, Condition, Contribution,
    Effect, Entry, Environment, ExitGrade, Footprint, Links, Localized, OptionKind, Precedence, Relation, RelationKind,
    Scope, Series, Setting, Status, StatusWord, Synonyms, TextRule, Value, Variable, VariableKind, Versions, When,
};
use proptest::prelude::*;

const NAMES: [&str; 8] = ["ash", "beech", "cedar", "elm", "fir", "larch", "maple", "oak"];
const LISTS: [&str; 2] = ["MIDDLEWARE", "TOOLS.chain"];
const VALUES: [&str; 14] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"];
const SETTINGS: [&str; 7] =
    ["SPEED", "TOOLS.size", "TOOLS.paint.colour", "TOOLS.paint", "ROADS.0.WIDTH", "LIGHT", "TOOLS"];
const CAPABILITIES: [&str; 2] = ["shade", "fruit"];

/// How many of the values plain Django has, in this order.
const BASE: usize = 4;

/// A random add-on, as numbers.
#[derive(Debug, Clone)]
pub(crate) struct AddonSketch {
    entries: Vec<EntrySketch>,
    settings: Vec<(usize, i64)>,
    /// Kind, other add-on.
    relations: Vec<(u8, usize)>,
    options: Vec<u8>,
    python: usize,
    declares: bool,
}

/// List, value, whether for development, and its rules: the other value, whether before it.
type EntrySketch = (usize, usize, bool, Vec<(usize, bool)>);

/// A random catalog, as numbers.
pub(crate) type Sketch = Vec<AddonSketch>;

/// Random catalogs.
pub(crate) fn sketch() -> impl Strategy<Value = Sketch> {
    let rules = prop::collection::vec((0..VALUES.len(), any::<bool>()), 0..3);
    let entry = (0..LISTS.len(), BASE..VALUES.len(), prop::bool::weighted(0.2), rules);
    let addon = (
        prop::collection::vec(entry, 0..4),
        prop::collection::vec((0..SETTINGS.len(), 0..3_i64), 0..3),
        prop::collection::vec((0..6_u8, 0..NAMES.len()), 0..3),
        prop::collection::vec(0..6_u8, 0..3),
        0..3_usize,
        any::<bool>(),
    );
    let addon = addon.prop_map(|(entries, settings, relations, options, python, declares)| AddonSketch {
        entries,
        settings,
        relations,
        options,
        python,
        declares,
    });
    prop::collection::vec(addon, 1..=NAMES.len())
}

/// The catalog of a sketch.
pub(crate) fn catalog(sketch: &Sketch) -> Catalog {
    let addons: Vec<Addon> =
        sketch.iter().enumerate().map(|(at, addon)| self::addon(at, addon, sketch.len())).collect();
    let series = |number, name, pythons, python| Series { number, name, pinned: name, lts: false, pythons, python };
    let mut base: Vec<Contribution> = LISTS
        .iter()
        .flat_map(|list| VALUES[..BASE].iter().map(|value| entry(list, value, false, Vec::new())))
        .collect();
    base.push(contribution(Effect::Setting(Setting { name: SETTINGS[0], value: Value::Int(0) }), Scope::Always));
    Catalog {
        edition: "2026-11",
        series: keep(vec![
            series((5, 2), "5.2", &["3.10", "3.12"], "3.12"),
            series((6, 1), "6.1", &["3.12", "3.13"], "3.13"),
        ]),
        base: keep(base),
        plain: catalog::Plain::default(),
        environment: Environment {
            imports: &["import os"],
            setup: "",
            helpers: &[],
            text: ("os.environ[\"{name}\"]", "os.environ.get(\"{name}\", {default})"),
            boolean: ("", ""),
            integer: ("", ""),
            list: ("", ""),
            database_url: ("", ""),
        },
        addons: keep(addons),
        tag_groups: &[],
        capabilities: keep(
            CAPABILITIES
                .iter()
                .map(|name| Capability {
                    id: CapabilityId(name),
                    label: words(name),
                    because: words("one is enough"),
                    preference: &[AddonId("oak"), AddonId("cedar")],
                })
                .collect(),
        ),
        presets: &[],
        pins: &[],
        modules: "redwood",
        proof: catalog::Proof::default(),
        synonyms: &[],
    }
}

/// Whether an add-on touches nothing that another one does.
pub(crate) fn is_alone(catalog: &Catalog, addon: &Addon) -> bool {
    let own: Vec<&Entry> = entries(addon).collect();
    // Who sets a whole dictionary meets everybody who adds to a list in it.
    let set = |name: &str| {
        let mut settings = catalog.addons.iter().flat_map(|addon| addon.contributions);
        settings.any(|it| matches!(&it.effect, Effect::Setting(setting) if name.starts_with(setting.name)))
    };
    let others = || catalog.addons.iter().filter(|other| other.id != addon.id).flat_map(entries);
    addon.relations.is_empty()
        && own.len() == addon.contributions.len()
        && own.iter().all(|entry| entry.order.is_empty() && !VALUES[..BASE].contains(&entry.value) && !set(entry.list))
        && others().all(|other| {
            own.iter().all(|entry| {
                other.value != entry.value
                    && other.order.iter().all(|rule| rule.first != entry.value && rule.then != entry.value)
            })
        })
}

fn entries(addon: &Addon) -> impl Iterator<Item = &'static Entry> + use<> {
    addon.contributions.iter().filter_map(|contribution| match &contribution.effect {
        Effect::Entry(entry) => Some(entry),
        _ => None,
    })
}

fn addon(at: usize, sketch: &AddonSketch, count: usize) -> Addon {
    let mut contributions = Vec::new();
    for (list, value, development, rules) in &sketch.entries {
        let value = VALUES[*value];
        let order = rules
            .iter()
            .filter(|(other, _)| VALUES[*other] != value)
            .map(|(other, before)| {
                let other = VALUES[*other];
                let (first, then) = if *before { (value, other) } else { (other, value) };
                Precedence { first, then, because: words("it must"), source: "https://example.org/order" }
            })
            .collect();
        contributions.push(entry(LISTS[*list], value, *development, order));
    }
    let mut set: Vec<&str> = Vec::new();
    for (name, value) in &sketch.settings {
        let setting = Setting { name: SETTINGS[*name], value: Value::Int(*value) };
        // An add-on does not contradict itself: the compiler sees to that.
        let root = setting.name.split('.').next().unwrap_or(setting.name);
        if set.contains(&root) {
            continue;
        }
        set.push(root);
        contributions.push(contribution(Effect::Setting(setting), Scope::Always));
    }
    let id = AddonId(NAMES[at]);
    let options: Vec<AddonOption> = sketch.options.iter().enumerate().map(|(at, kind)| option(at, *kind)).collect();
    for option in options.iter().filter(|option| matches!(option.kind, OptionKind::Text { .. })) {
        let variable = Variable {
            name: ["VARIABLE_1", "VARIABLE_2", "VARIABLE_3"][option.id.len() % 3],
            kind: VariableKind::Text,
            default: Some(Value::Option(option.id)),
            example: Value::Option(option.id),
            secret: false,
            random: false,
        };
        contributions.push(contribution(Effect::Variable(variable), Scope::Always));
        let setting = Setting { name: ["ASH_SAYS", "OAK_SAYS", "ELM_SAYS"][at % 3], value: Value::Option(option.id) };
        if !set.contains(&setting.name) {
            set.push(setting.name);
            contributions.push(contribution(Effect::Setting(setting), Scope::Always));
        }
    }
    let relations = sketch
        .relations
        .iter()
        .map(|(kind, other)| {
            let other = AddonId(NAMES[other % count]);
            let flag = options.iter().find(|option| matches!(option.kind, OptionKind::Flag(_)));
            let (kind, when) = match kind {
                _ if *kind < 3 && other == id => {
                    (RelationKind::Provides(CapabilityId(CAPABILITIES[0])), When::default())
                }
                0 => (RelationKind::Requires(other), When::default()),
                1 => (RelationKind::Recommends(other), When::default()),
                2 => (RelationKind::Conflicts(other), When::default()),
                3 => (RelationKind::Provides(CapabilityId(CAPABILITIES[1])), When::default()),
                4 => (RelationKind::Provides(CapabilityId(CAPABILITIES[0])), When::default()),
                _ => {
                    let condition = flag.map(|flag| Condition::Option { option: flag.id, is: &["true"] });
                    (RelationKind::Advises { headline: words("careful") }, When(keep(condition.into_iter().collect())))
                }
            };
            Relation { kind, when, because: words("it is so"), source: "" }
        })
        .collect();
    Addon {
        id,
        name: NAMES[at],
        distribution: NAMES[at],
        companions: &[],
        import: NAMES[at],
        licence: "MIT",
        summary: words("A tree."),
        tags: &[],
        aliases: &[],
        synonyms: Synonyms::default(),
        dev_only: false,
        links: Links {
            docs: "https://example.org/",
            repository: "https://example.org/",
            changelog: "https://example.org/",
        },
        status: Status { word: StatusWord::Active, reason: words(""), owner: words(""), checked: "2026-11-22" },
        versions: Versions {
            pinned: "1.0",
            released: "2026-01-01",
            python: [">=3.9", ">=3.12", ">=3.10,<3.13"][sketch.python],
            django: if sketch.declares { &["5.2", "6.1"] } else { &["5.2"] },
            boots: &[],
        },
        footprint: Footprint {
            services: &[],
            minutes: 1,
            asynchronous: AsyncSupport::Yes,
            caveats: &[],
            exit: ExitGrade::A,
            exit_reason: words(""),
            measured: None,
        },
        alternatives: &[],
        tabs: &[],
        relations: keep(relations),
        contributions: keep(contributions),
        environment: None,
        options: keep(options),
    }
}

fn option(at: usize, kind: u8) -> AddonOption {
    let choice = |id| Choice { id, label: words(id) };
    let kind = match kind {
        0 => OptionKind::Flag(at.is_multiple_of(2)),
        1 => OptionKind::Choice { choices: keep(vec![choice("one"), choice("two")]), default: "one" },
        2 => OptionKind::Text { default: "word", rule: TextRule::Identifier },
        3 => OptionKind::Number { default: 5, min: 1, max: 10 },
        4 => OptionKind::Text { default: "a line", rule: TextRule::Line },
        _ => OptionKind::Items { default: &["https://example.org"], rule: TextRule::Origin },
    };
    AddonOption {
        id: ["first", "second", "third"][at],
        label: words("?"),
        help: words(""),
        when: When::default(),
        kind,
    }
}

fn entry(list: &'static str, value: &'static str, development: bool, order: Vec<Precedence>) -> Contribution {
    let scope = if development { Scope::Development } else { Scope::Always };
    contribution(Effect::Entry(Entry { list, value, order: keep(order) }), scope)
}

fn contribution(effect: Effect, scope: Scope) -> Contribution {
    Contribution { when: When::default(), scope, effect, because: words("it is so"), source: "https://example.org/" }
}

fn words(text: &'static str) -> Localized {
    Localized { en: text, fr: text }
}

fn keep<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}
