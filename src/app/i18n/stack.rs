//! The texts about the reader's own stack, about what add-ons can be filtered by, and about the ways to compare them.

use catalog::{Addon, Answer, Database, Finding, Interface, Lang, Stack, filter::Choice};

use super::{Message, Msg, messages};
use crate::CATALOG;

messages! { Fit
    MyStack { en: "My stack", fr: "Mon environnement" }
    MyStackEmpty { en: "not said yet", fr: "pas encore indiqué" }
    MyStackHint { en: "Say once what you work with: every card, page and comparison then answers whether an add-on works with it, and where that is known from. It stays in this browser.", fr: "Dites une fois avec quoi vous travaillez\u{202f}: chaque carte, page et comparaison répond alors si un add-on convient, et d’où on le sait. Cela reste dans ce navigateur." }
    NotSaid { en: "not said", fr: "non indiqué" }
    ShareStack { en: "Copy a link with this stack", fr: "Copier un lien avec cet environnement" }
    ForgetStack { en: "Forget it", fr: "L’oublier" }
    LinkStack { en: "The link’s stack is used here; yours is kept.", fr: "L’environnement du lien est utilisé ici\u{202f}; le vôtre est gardé." }
    TakeStack { en: "Make it mine", fr: "L’adopter" }
    YourStack { en: "Your stack", fr: "Votre environnement" }
    Works { en: "works", fr: "convient" }
    Remark { en: "works, with a remark", fr: "convient, avec une remarque" }
    Unknown { en: "not known", fr: "on ne sait pas" }
    Fails { en: "does not work", fr: "ne convient pas" }
    WithYourStack { en: "(your stack)", fr: "(votre environnement)" }

    FacetService { en: "Service", fr: "Service" }
    FacetTables { en: "Database", fr: "Base de données" }
    FacetDev { en: "Belongs into", fr: "Sa place" }
    ServiceYes { en: "needs a service", fr: "exige un service" }
    ServiceNo { en: "needs none", fr: "n’en exige aucun" }
    TablesYes { en: "adds tables", fr: "ajoute des tables" }
    TablesNo { en: "adds no table", fr: "n’ajoute aucune table" }
    DevNo { en: "production too", fr: "la production aussi" }

    Compare { en: "Compare", fr: "Comparer" }
    CompareThese { en: "Compare these", fr: "Comparer ces add-ons" }
    CompareClear { en: "Clear", fr: "Vider" }
    CompareFull { en: "Four fit side by side: take one away first", fr: "Quatre tiennent côte à côte\u{202f}: retirez-en un d’abord" }
    CompareTitle { en: "Side by side", fr: "Côte à côte" }
    CompareLead { en: "Two to four add-ons with everything the guide knows about them; what differs is marked.", fr: "Deux à quatre add-ons avec tout ce que le guide en sait\u{202f}; ce qui diffère est signalé." }
    RelationsTitle { en: "How they stand to each other", fr: "Comment ils s’accordent" }
    RelationsLead { en: "Which add-ons need, help, overlap or clash: drawn from the same data as the composer’s problems.", fr: "Quels add-ons s’exigent, s’aident, se recoupent ou se gênent\u{202f}: dessiné d’après les mêmes données que les problèmes de la composition." }
    MapLink { en: "Map of relations", fr: "Carte des relations" }
}

/// What readers see above a group of choices.
pub(crate) fn group_label(key: &str, lang: Lang) -> &'static str {
    match key {
        "fits" => Fit::MyStack.text(lang),
        "status" => Msg::FactStatus.text(lang),
        "service" => Fit::FacetService.text(lang),
        "tables" => Fit::FacetTables.text(lang),
        "dev" => Fit::FacetDev.text(lang),
        _ => Msg::FactAsync.text(lang),
    }
}

/// What readers see for a choice.
pub(crate) fn choice_label(choice: Choice, lang: Lang) -> &'static str {
    match choice {
        Choice::Tag(tag) => CATALOG.tag(tag.0).map_or("", |tag| tag.label.get(lang)),
        Choice::Fits(answer) => answer_word(answer).text(lang),
        Choice::Status(word) => super::status_word(word, lang),
        Choice::Service(needs) => if needs { Fit::ServiceYes } else { Fit::ServiceNo }.text(lang),
        Choice::Tables(adds) => if adds { Fit::TablesYes } else { Fit::TablesNo }.text(lang),
        Choice::DevOnly(true) => Msg::DevOnly.text(lang),
        Choice::DevOnly(false) => Fit::DevNo.text(lang),
        Choice::Async(support) => super::async_support(support, lang),
    }
}

/// The word for an answer.
pub(crate) const fn answer_word(answer: Answer) -> Fit {
    match answer {
        Answer::Works => Fit::Works,
        Answer::Remark => Fit::Remark,
        Answer::Unknown => Fit::Unknown,
        Answer::Fails => Fit::Fails,
    }
}

/// The sign of an answer; never its colour alone.
pub(crate) const fn answer_sign(answer: Answer) -> &'static str {
    match answer {
        Answer::Works => "✔",
        Answer::Remark => "⚠",
        Answer::Unknown => "?",
        Answer::Fails => "✖",
    }
}

/// The key of an answer in class names.
pub(crate) const fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Works => "fits-works",
        Answer::Remark => "fits-remark",
        Answer::Unknown => "fits-unknown",
        Answer::Fails => "fits-fails",
    }
}

/// A database by its own name.
pub(crate) const fn database(database: Database) -> &'static str {
    match database {
        Database::Sqlite => "SQLite",
        Database::Postgresql => "PostgreSQL",
        Database::Mysql => "MySQL",
    }
}

/// An interface by its own name.
pub(crate) const fn interface(interface: Interface) -> &'static str {
    match interface {
        Interface::Wsgi => "WSGI",
        Interface::Asgi => "ASGI",
    }
}

/// A stack in a few words.
pub(crate) fn stack(stack: &Stack) -> String {
    let parts = [
        stack.django.map(|series| format!("Django {series}")),
        stack.python.map(|python| format!("Python {python}")),
        stack.database.map(|one| database(one).to_owned()),
        stack.interface.map(|one| interface(one).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// That a Django series does not run on a Python version.
pub(crate) fn does_not_run(stack: &Stack, lang: Lang) -> String {
    let (django, python) = (stack.django.unwrap_or_default(), stack.python.unwrap_or_default());
    match lang {
        Lang::En => format!("Django {django} does not run on Python {python}."),
        Lang::Fr => format!("Django {django} ne tourne pas sur Python {python}."),
    }
}

/// A finding with its source.
pub(crate) fn finding(finding: &Finding, addon: &Addon, lang: Lang) -> String {
    let edition = CATALOG.edition;
    let pick = |en: String, fr: String| match lang {
        Lang::En => en,
        Lang::Fr => fr,
    };
    let by_us = pick(format!("booted by us, edition {edition}"), format!("démarré par nos soins, édition {edition}"));
    match *finding {
        Finding::Django { series, declared, booted } => {
            let declared = match (declared, lang) {
                (true, Lang::En) => "declared by the package",
                (true, Lang::Fr) => "déclaré par le paquet",
                (false, Lang::En) => "not declared by the package",
                (false, Lang::Fr) => "non déclaré par le paquet",
            };
            let booted = match booted {
                Some(exact) => format!("{by_us} (Django {exact})"),
                None => pick("not booted by us".into(), "jamais démarré par nos soins".into()),
            };
            pick(
                format!("Django {series}: {declared}; {booted}"),
                format!("Django {series}\u{a0}: {declared}\u{202f}; {booted}"),
            )
        }
        Finding::Python { python, declares, admitted, booted } => {
            let booted = if booted { pick(format!("; {by_us}"), format!("\u{202f}; {by_us}")) } else { String::new() };
            let not = match (admitted, lang) {
                (true, _) => "",
                (false, Lang::En) => "refused: ",
                (false, Lang::Fr) => "refusé\u{a0}: ",
            };
            pick(
                format!("Python {python}: {not}the package declares {declares}{booted}"),
                format!("Python {python}\u{a0}: {not}le paquet déclare {declares}{booted}"),
            )
        }
        Finding::Database { database: of, booted, tables } => {
            let name = database(of);
            match tables {
                _ if booted => pick(format!("{name}: {by_us}"), format!("{name}\u{a0}: {by_us}")),
                Some(0) => pick(
                    format!("{name}: adds no table, measured by us"),
                    format!("{name}\u{a0}: n’ajoute aucune table, mesuré par nos soins"),
                ),
                Some(count) => pick(
                    format!("{name}: adds {count} tables, and nothing is recorded about it with {name}"),
                    format!("{name}\u{a0}: tables ajoutées\u{a0}: {count}, et rien n’est noté sur lui avec {name}"),
                ),
                None => pick(format!("{name}: nothing is recorded"), format!("{name}\u{a0}: rien n’est noté")),
            }
        }
        Finding::Interface { interface: of, support, caveat } => {
            let name = interface(of);
            let checked = addon.status.checked;
            let behaviour = match (caveat, of) {
                (Some(caveat), _) => caveat.get(lang).to_owned(),
                (None, Interface::Asgi) => super::async_support(support, lang).to_owned(),
                (None, Interface::Wsgi) => pick("as everywhere".into(), "comme partout".into()),
            };
            pick(
                format!("{name}: {behaviour}, by this guide’s reading of {checked}"),
                format!("{name}\u{a0}: {behaviour}, selon la lecture de ce guide du {checked}"),
            )
        }
    }
}
