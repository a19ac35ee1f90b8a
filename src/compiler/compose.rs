//! Reads what goes into a project: `compose.toml` of an add-on, and the same tables in `base.toml`.

use std::cell::RefCell;

use catalog::{
    AddonOption, Contribution, Effect, Entry, Environment, Localized, Moment, Place, Precedence, ProjectFile, Relation,
    RelationKind, Requirement, Route, Scope, Service, Setting, Statement, Step, Value, Variable, VariableKind,
};

use crate::{
    Location, Mistake, Type,
    condition::when,
    names::{Names, is_slug},
    option,
    source::keep,
    table::Table,
    value::{value, value_if_any},
};

/// What a file says, each thing with its place.
#[derive(Debug, Default)]
pub(crate) struct Compose {
    pub(crate) contributions: Vec<(Location, Contribution)>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) relations: Vec<(Location, Relation)>,
    pub(crate) options: Vec<AddonOption>,
    pub(crate) environment: Option<Environment>,
    pub(crate) uses: Uses,
}

/// Whose contributions are read: an add-on gives a reason for each, plain Django where one is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    Addon,
    Django,
}

/// An order rule of a list, and where it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) location: Location,
    pub(crate) list: &'static str,
    pub(crate) precedence: Precedence,
    /// The element that the rule names and does not belong to.
    pub(crate) other: &'static str,
}

/// The place and the key of an option, and the answers that a condition names.
type OptionUse = (Location, &'static str, Option<&'static [&'static str]>);

/// What a file refers to and what can be looked up only when all of it has been read.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// Options.
    pub(crate) options: RefCell<Vec<OptionUse>>,
    /// Environment variables.
    pub(crate) variables: RefCell<Vec<(Location, &'static str)>>,
}

/// The lists with a table of their own, and their settings.
pub(crate) const LISTS: &[(&str, &str)] = &[
    ("apps", "INSTALLED_APPS"),
    ("middleware", "MIDDLEWARE"),
    ("backends", "AUTHENTICATION_BACKENDS"),
    ("context_processors", "TEMPLATES.0.OPTIONS.context_processors"),
];

const SCOPES: &[(&str, Scope)] = &[("development", Scope::Development), ("production", Scope::Production)];

const PLACES: &[(&str, Place)] = &[
    ("settings", Place::Settings),
    ("urls", Place::Urls),
    ("urls-head", Place::UrlsHead),
    ("asgi-imports", Place::AsgiImports),
    ("asgi-application", Place::AsgiApplication),
    ("package-init", Place::PackageInit),
];

const MOMENTS: &[(&str, Moment)] = &[("setup", Moment::Setup), ("deploy", Moment::Deploy), ("run", Moment::Run)];

pub(crate) const VARIABLE_KINDS: &[(&str, VariableKind)] = &[
    ("text", VariableKind::Text),
    ("boolean", VariableKind::Boolean),
    ("integer", VariableKind::Integer),
    ("list", VariableKind::List),
    ("database-url", VariableKind::DatabaseUrl),
];

/// Reads an add-on's `compose.toml`.
pub(crate) fn addon(table: &Table, names: &Names) -> Compose {
    let mut compose = Compose::default();
    let options = table.tables("options", |table| option::option(table, names, &compose.uses));
    for (i, (location, option)) in options.iter().enumerate() {
        if !is_slug(&option.id.replace('_', "-")) && !option.id.is_empty() {
            table.mistakes.add(*location, Mistake::BadSlug { slug: option.id.to_owned() });
        }
        if let Some((first, _)) = options[..i].iter().find(|(_, other)| other.id == option.id) {
            table.mistakes.add(*location, Mistake::DuplicateKey { key: option.id.to_owned(), first: *first });
        }
    }
    compose.options = options.into_iter().map(|(_, option)| option).collect();
    compose.relations = table.tables("relations", |table| relation(table, names, &compose.uses));
    compose.environment = table.table("environment", environment);
    contributions(table, names, Author::Addon, &mut compose);
    compose
}

/// Reads the tables that add-ons and plain Django have in common.
pub(crate) fn contributions(table: &Table, names: &Names, author: Author, compose: &mut Compose) {
    let Compose { contributions, rules, uses, .. } = compose;
    let mut read = |key: &str, effect: &mut dyn FnMut(&Table) -> Effect| {
        contributions.extend(table.tables(key, |table| {
            let effect = effect(table);
            (table.location(), contribution(table, effect, names, author, uses))
        }));
    };
    read("requirements", &mut |table| {
        let (distribution, extras) = (table.text("distribution"), table.texts("extras"));
        let version = table.text_if_any("version");
        Effect::Requirement(Requirement { distribution, extras, version })
    });
    for (key, list) in LISTS {
        read(key, &mut |table| Effect::Entry(entry(table, list, rules)));
    }
    read("entries", &mut |table| Effect::Entry(entry(table, table.text("list"), rules)));
    read("settings", &mut |table| {
        Effect::Setting(Setting { name: table.text("name"), value: value(table, "value", uses) })
    });
    read("variables", &mut |table| Effect::Variable(variable(table, uses)));
    read("routes", &mut |table| {
        let (imports, pattern) = (table.texts("imports"), table.text("pattern"));
        Effect::Route(Route { imports, pattern, rank: table.small("rank") })
    });
    read("statements", &mut |table| {
        let place = table.word("place", PLACES).unwrap_or(Place::Settings);
        Effect::Statement(Statement { place, imports: table.texts("imports"), code: table.text("code") })
    });
    read("files", &mut |table| Effect::File(ProjectFile { path: table.text("path"), text: table.text("text") }));
    read("services", &mut |table| Effect::Service(service(table)));
    read("steps", &mut |table| {
        let moment = table.word("moment", MOMENTS).unwrap_or(Moment::Setup);
        let upon = if author == Author::Django { table.text_or_nothing("upon") } else { "" };
        Effect::Step(Step { moment, command: table.text("command"), rank: table.small("rank"), upon })
    });
    if author == Author::Addon {
        read("needs", &mut |table| Effect::Need(table.text("setting")));
    }
    // In the order of the file, whatever the kinds: the composer writes settings in this order.
    contributions.sort_by_key(|(location, _)| location.line);
}

/// The keys that every contribution has.
fn contribution(table: &Table, effect: Effect, names: &Names, author: Author, uses: &Uses) -> Contribution {
    Contribution {
        when: when(table, names, uses),
        scope: table.word_if_any("in", SCOPES).unwrap_or(Scope::Always),
        effect,
        because: match author {
            Author::Addon => table.localized("because"),
            Author::Django => table.localized_if_any("because").unwrap_or_default(),
        },
        source: table.url_if_any("source").unwrap_or_default(),
    }
}

fn entry(table: &Table, list: &'static str, rules: &mut Vec<Rule>) -> Entry {
    let value = table.text("value");
    let mut order = Vec::new();
    for (key, before) in [("before", true), ("after", false)] {
        order.extend(table.tables(key, |table| {
            let other = table.text("entry");
            let (first, then) = if before { (value, other) } else { (other, value) };
            let because = table.localized("because");
            let source = table.url_if_any("source").unwrap_or_default();
            let precedence = Precedence { first, then, because, source };
            rules.push(Rule { location: table.location(), list, precedence, other });
            precedence
        }));
    }
    Entry { list, value, order: keep(order) }
}

fn variable(table: &Table, uses: &Uses) -> Variable {
    let kind = table.word("kind", VARIABLE_KINDS).unwrap_or(VariableKind::Text);
    let default = value_if_any(table, "default", uses);
    let fits = match (kind, default) {
        (VariableKind::Text | VariableKind::DatabaseUrl, Some(value)) => match value {
            Value::Str(_) | Value::None | Value::Code { .. } => None,
            _ => Some(Type::Text),
        },
        (VariableKind::Boolean, Some(value)) => (!matches!(value, Value::Bool(_))).then_some(Type::Boolean),
        (VariableKind::Integer, Some(value)) => (!matches!(value, Value::Int(_))).then_some(Type::Integer),
        (VariableKind::List, Some(value)) => (!matches!(value, Value::List(_))).then_some(Type::Texts),
        (_, None) => None,
    };
    if let (Some(wanted), Some(item)) = (fits, table.item("default")) {
        let mistake = Mistake::WrongType { key: table.name("default"), wanted, found: Type::of(item.get_ref()) };
        table.mistake("default", mistake);
    }
    Variable {
        name: table.text("name"),
        kind,
        default,
        example: value_if_any(table, "example", uses).unwrap_or(Value::Str("")),
        secret: table.flag("secret"),
        random: table.flag("random"),
    }
}

fn service(table: &Table) -> Service {
    let environment = table
        .table("environment", |table| table.keys().map(|key| (key, table.text_or_nothing(key))).collect::<Vec<_>>());
    Service {
        name: table.text("name"),
        image: table.text("image"),
        port: table.small("port"),
        command: table.text_or_nothing("command"),
        environment: keep(environment.unwrap_or_default()),
        data: table.text_or_nothing("data"),
    }
}

fn relation(table: &Table, names: &Names, uses: &Uses) -> (Location, Relation) {
    let addon = |key: &str| Some(names.addon(table.text_if_any(key)?, table.location_of(key), table.mistakes));
    let capability =
        |key: &str| Some(names.capability(table.text_if_any(key)?, table.location_of(key), table.mistakes));
    let kinds = [
        addon("requires").map(RelationKind::Requires),
        addon("recommends").map(RelationKind::Recommends),
        addon("conflicts").map(RelationKind::Conflicts),
        capability("provides").map(RelationKind::Provides),
        table.localized_if_any("advises").map(|headline| RelationKind::Advises { headline }),
    ];
    let found = kinds.iter().flatten().count();
    if found != 1 {
        let key = table.name("requires|recommends|conflicts|provides|advises");
        table.mistakes.add(table.location(), Mistake::WrongCount { key, found, min: 1, max: 1 });
    }
    let relation = Relation {
        kind: kinds.into_iter().flatten().next().unwrap_or(RelationKind::Advises { headline: Localized::default() }),
        when: when(table, names, uses),
        because: table.localized("because"),
        source: table.url_if_any("source").unwrap_or_default(),
    };
    (table.location(), relation)
}

/// Reads `[environment]`: how the settings read a variable of each type.
pub(crate) fn environment(table: &Table) -> Environment {
    let pair = |key: &str| match table.texts(key) {
        [] if !table.has(key) && key == "database_url" => ("", ""),
        [without, with] => (*without, *with),
        other => {
            table.required(key);
            if table.has(key) {
                let mistake = Mistake::WrongCount { key: table.name(key), found: other.len(), min: 2, max: 2 };
                table.mistake(key, mistake);
            }
            ("", "")
        }
    };
    let helpers = table.table("helpers", |table| {
        let helper = |(key, kind): &(&str, VariableKind)| Some((*kind, table.text_if_any(key)?));
        VARIABLE_KINDS.iter().filter_map(helper).collect()
    });
    Environment {
        imports: table.texts("imports"),
        setup: table.text_or_nothing("setup"),
        helpers: keep(helpers.unwrap_or_default()),
        text: pair("text"),
        boolean: pair("boolean"),
        integer: pair("integer"),
        list: pair("list"),
        database_url: pair("database_url"),
    }
}
