//! What holds for a selection: answers, elected providers, and from these which conditions hold.

use std::collections::BTreeMap;

use catalog::{
    Addon, AddonId, AddonOption, CapabilityId, Catalog, Condition, OptionKind, RelationKind, TextRule, When, sorting,
};

use crate::composition::Election;
use crate::problem::{Problem, Wanted};
use crate::python::standard_modules;
use crate::selection::{Answer, LONGEST_LINE, MOST_ITEMS, PROJECT, Selection};

/// Options may be asked because of other options; content that runs in a circle ends here.
const DEEPEST_QUESTION: u8 = 8;

/// What holds for a selection.
pub(crate) struct Facts<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) selection: &'a Selection,
    /// The chosen add-ons in catalogue order.
    pub(crate) addons: Vec<&'static Addon>,
    /// The name of the project package: the reader's, or the default where that cannot be one.
    pub(crate) project: &'a str,
    elected: BTreeMap<CapabilityId, AddonId>,
}

impl<'a> Facts<'a> {
    /// Finds out who is chosen and who provides what.
    pub(crate) fn new(catalog: &'a Catalog, selection: &'a Selection) -> (Facts<'a>, Vec<Election>) {
        let addons = catalog.addons.iter().filter(|addon| selection.addons.contains(&addon.id)).collect();
        let typed = selection.target.project.as_str();
        let project = if is_project_name(catalog, typed) { typed } else { PROJECT };
        let mut facts = Facts { catalog, selection, addons, project, elected: BTreeMap::new() };
        let elections = facts.elections();
        facts.elected = sorting::map(elections.iter().map(|election| (election.capability, election.elected)));
        (facts, elections)
    }

    /// Who provides what. Conditions of `provides` cannot ask for capabilities: there are none yet.
    fn elections(&self) -> Vec<Election> {
        let mut elections = Vec::new();
        for capability in self.catalog.capabilities {
            let candidates: Vec<AddonId> = self
                .addons
                .iter()
                .filter(|addon| {
                    addon.relations.iter().any(|relation| {
                        relation.kind == RelationKind::Provides(capability.id)
                            && self.holds(Some(addon), &relation.when)
                    })
                })
                .map(|addon| addon.id)
                .collect();
            let wished = self.selection.providers.get(&capability.id).filter(|wish| candidates.contains(wish));
            let preferred = capability.preference.iter().find(|id| candidates.contains(id));
            if let Some(elected) = wished.or(preferred).or(candidates.first()).copied() {
                let decided = wished.is_some();
                elections.push(Election { capability: capability.id, elected, candidates, decided });
            }
        }
        elections
    }

    /// Whether all conditions hold for what this add-on (or plain Django) brings.
    pub(crate) fn holds(&self, by: Option<&'static Addon>, when: &When) -> bool {
        self.holds_at(by, when, 0)
    }

    /// The same, whatever the add-on's own options are answered.
    pub(crate) fn could_hold(&self, by: Option<&'static Addon>, when: &When) -> bool {
        let asked = when.0.iter().filter(|condition| !matches!(condition, Condition::Option { .. }));
        asked.into_iter().all(|condition| self.condition(by, condition, 0))
    }

    fn holds_at(&self, by: Option<&'static Addon>, when: &When, depth: u8) -> bool {
        when.0.iter().all(|condition| self.condition(by, condition, depth))
    }

    fn condition(&self, by: Option<&'static Addon>, condition: &Condition, depth: u8) -> bool {
        let target = &self.selection.target;
        let chosen = |id: &AddonId| self.selection.addons.contains(id);
        match condition {
            Condition::DjangoFrom(series) => target.django >= *series,
            Condition::DjangoBefore(series) => target.django < *series,
            Condition::Addon(ids) => ids.iter().any(chosen),
            Condition::NoAddon(ids) => !ids.iter().any(chosen),
            Condition::Option { option, is } => {
                let Some(addon) = by else { return false };
                let Some(option) = addon.options.iter().find(|candidate| candidate.id == *option) else { return false };
                depth < DEEPEST_QUESTION
                    && self.holds_at(by, &option.when, depth + 1)
                    && is.contains(&key(&self.answer(addon, option)).as_str())
            }
            Condition::Provides(capability) => by.is_some_and(|addon| self.elected.get(capability) == Some(&addon.id)),
            Condition::Capability(capability) => self.elected.contains_key(capability),
            Condition::NoCapability(capability) => !self.elected.contains_key(capability),
            Condition::Database(databases) => databases.contains(&target.database),
            Condition::Interface(interface) => target.interface == *interface,
            Condition::Layout(layout) => target.layout == *layout,
            Condition::Packager(packagers) => packagers.contains(&target.packager),
            Condition::Proxy(proxy) => target.proxy == *proxy,
        }
    }

    /// Whether an option of an add-on is asked.
    pub(crate) fn asked(&self, addon: &'static Addon, option: &AddonOption) -> bool {
        self.holds(Some(addon), &option.when)
    }

    /// The answer that takes effect: the reader's where it is of the form that is asked for, or else the default.
    pub(crate) fn answer(&self, addon: &Addon, option: &AddonOption) -> Answer {
        let answer = self.selection.answered(addon.id, option);
        if objection(option, &answer).is_none() { answer } else { Answer::default_of(option) }
    }

    /// Answers that are not of the form that is asked for.
    pub(crate) fn objections(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for addon in &self.addons {
            for option in addon.options.iter().filter(|option| self.asked(addon, option)) {
                if let Some(wanted) = objection(option, &self.selection.answered(addon.id, option)) {
                    problems.push(Problem::Answer { addon: addon.id, option: option.id, wanted });
                }
            }
        }
        problems
    }
}

/// An answer as conditions and links name it.
pub(crate) fn key(answer: &Answer) -> String {
    match answer {
        Answer::Flag(yes) => if *yes { "true" } else { "false" }.to_owned(),
        Answer::Choice(key) => (*key).to_owned(),
        Answer::Text(text) => text.clone(),
        Answer::Number(number) => number.to_string(),
        Answer::Items(items) => items.join(","),
    }
}

/// What is wrong with an answer.
fn objection(option: &AddonOption, answer: &Answer) -> Option<Wanted> {
    match (&option.kind, answer) {
        (OptionKind::Flag(_), Answer::Flag(_)) => None,
        (OptionKind::Choice { choices, .. }, Answer::Choice(key)) => {
            (!choices.iter().any(|choice| choice.id == *key)).then_some(Wanted::Choice)
        }
        (OptionKind::Number { min, max, .. }, Answer::Number(number)) => {
            (!(min..=max).contains(&number)).then_some(Wanted::Number(*min, *max))
        }
        (OptionKind::Text { rule, default }, Answer::Text(text)) => {
            if text == default {
                None
            } else {
                text_objection(*rule, text)
            }
        }
        (OptionKind::Items { rule, .. }, Answer::Items(items)) => {
            if items.len() > MOST_ITEMS {
                return Some(Wanted::Count(MOST_ITEMS));
            }
            items.iter().find_map(|item| text_objection(*rule, item))
        }
        _ => Some(Wanted::Type),
    }
}

fn text_objection(rule: TextRule, text: &str) -> Option<Wanted> {
    if text.chars().count() > LONGEST_LINE {
        return Some(Wanted::Length(LONGEST_LINE));
    }
    let fits = match rule {
        TextRule::Line => !text.chars().any(char::is_control),
        TextRule::Origin => is_origin(text),
        TextRule::Identifier => is_identifier(text),
        TextRule::UrlPrefix => {
            text.is_empty()
                || (text.ends_with('/')
                    && text.split_terminator('/').all(|part| {
                        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
                    }))
        }
        TextRule::Slug => {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        }
    };
    (!fits).then_some(Wanted::Text(rule))
}

/// Scheme, host and perhaps a port, as browsers send it: no path, no user, no upper case.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.split('.').all(label) && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|number| number > 0))
}

/// An ASCII identifier of Python that is no keyword.
fn is_identifier(text: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ];
    text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !KEYWORDS.contains(&text)
}

/// A name for the project package that hides no other package and no file of the project.
pub(crate) fn is_project_name(catalog: &Catalog, text: &str) -> bool {
    is_package_name(text) && !is_taken(catalog, text)
}

/// A name for the project package in the place of one that is well-formed, but taken.
pub(crate) fn free_name(catalog: &Catalog, text: &str) -> Option<String> {
    let free = format!("{text}_project");
    (is_package_name(text) && is_project_name(catalog, &free)).then_some(free)
}

fn is_package_name(text: &str) -> bool {
    is_identifier(text) && text.len() <= 40 && text.bytes().all(|b| !b.is_ascii_uppercase()) && !text.starts_with('_')
}

/// Whether a module of Python, one of an installed package or a file of the project has this name: where Python is started
/// in the project's folder, it would find the project in that place. Some file systems do not tell cases apart.
fn is_taken(catalog: &Catalog, text: &str) -> bool {
    const FILES: [&str; 5] = ["django", "manage", "templates", "static", "site"];
    let mut imports = catalog.addons.iter().map(|addon| addon.import);
    let mut taken = FILES.into_iter().chain(standard_modules()).chain(catalog.modules.split(' '));
    taken.any(|taken| taken.eq_ignore_ascii_case(text)) || imports.any(|import| import.eq_ignore_ascii_case(text))
}

/// Everything that takes effect is in these: what plain Django and the chosen add-ons bring, where its conditions hold.
pub(crate) struct Active {
    /// The add-on; none for plain Django.
    pub(crate) by: Option<&'static Addon>,
    /// What it brings.
    pub(crate) contribution: &'static catalog::Contribution,
}

/// What takes effect, plain Django first, then in catalogue order.
pub(crate) fn active(facts: &Facts<'_>) -> Vec<Active> {
    let base = facts.catalog.base.iter().map(|contribution| Active { by: None, contribution });
    let brought = facts
        .addons
        .iter()
        .flat_map(|addon| addon.contributions.iter().map(|contribution| Active { by: Some(addon), contribution }));
    base.chain(brought).filter(|active| facts.holds(active.by, &active.contribution.when)).collect()
}
