//! Order rules name elements that someone contributes, and no project can run in a circle.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use catalog::{Effect, When};

use super::together::{Claim, possible};
use crate::{Draft, Edge, Location, Mistake, compose::Compose, names::owned, report::Mistakes};

/// A list setting: who contributes which element, and what is said about their order.
#[derive(Debug, Default)]
struct List {
    elements: BTreeMap<&'static str, Vec<Claim>>,
    rules: Vec<Rule>,
}

/// `first` stands before `then`, because `claim` says so.
#[derive(Debug, Clone, Copy)]
struct Rule {
    first: &'static str,
    then: &'static str,
    claim: Claim,
    location: Location,
}

/// Checks the order rules of all lists.
pub(crate) fn check(draft: &Draft, mistakes: &Mistakes) {
    let lists = lists(draft);
    // Where a file could not be read, elements may only seem to be missing.
    let readable = draft.base.is_some() && draft.addons.iter().all(|addon| addon.readable);
    let composes = draft.base.iter().map(|base| &base.compose).chain(draft.addons.iter().map(|addon| &addon.compose));
    for rule in composes.flat_map(|compose| &compose.rules) {
        let known =
            lists.get(rule.list).map(|list| list.elements.keys().copied().collect::<Vec<_>>()).unwrap_or_default();
        if readable && !known.contains(&rule.other) {
            let (list, entry, known) = (rule.list.to_owned(), rule.other.to_owned(), owned(&known));
            mistakes.add(rule.location, Mistake::UnknownEntry { list, entry, known });
        }
    }
    for (name, list) in &lists {
        if let Some(cycle) = shortest_cycle(draft, list) {
            let edge = |rule: &Rule| Edge {
                first: rule.first.to_owned(),
                then: rule.then.to_owned(),
                location: rule.location,
            };
            // The report points at the rule of the last file: the base is never the one to mend.
            if let Some(location) = cycle.iter().filter(|rule| rule.claim.by.is_some()).map(|rule| rule.location).max()
            {
                let edges = cycle.iter().map(edge).collect();
                mistakes.add(location, Mistake::OrderCycle { list: (*name).to_owned(), edges });
            }
        }
    }
}

fn lists(draft: &Draft) -> BTreeMap<&'static str, List> {
    let mut lists: BTreeMap<&str, List> = BTreeMap::new();
    if let Some(base) = &draft.base {
        // In plain Django's lists the order of the file is the order: each element before the next.
        let mut last: BTreeMap<&str, &str> = BTreeMap::new();
        for (location, contribution) in &base.compose.contributions {
            let Effect::Entry(entry) = contribution.effect else { continue };
            if let Some(first) = last.insert(entry.list, entry.value) {
                let claim = Claim { by: None, when: When::default() };
                let rule = Rule { first, then: entry.value, claim, location: *location };
                lists.entry(entry.list).or_default().rules.push(rule);
            }
        }
        add(&mut lists, None, &base.compose);
    }
    for addon in &draft.addons {
        add(&mut lists, Some(addon.id), &addon.compose);
    }
    lists
}

fn add(lists: &mut BTreeMap<&'static str, List>, by: Option<catalog::AddonId>, compose: &Compose) {
    for (_, contribution) in &compose.contributions {
        let Effect::Entry(entry) = contribution.effect else { continue };
        let list = lists.entry(entry.list).or_default();
        let claim = Claim { by, when: contribution.when };
        list.elements.entry(entry.value).or_default().push(claim);
        for precedence in entry.order {
            let written = compose.rules.iter().find(|rule| rule.list == entry.list && rule.precedence == *precedence);
            if let Some(location) = written.map(|rule| rule.location) {
                let (first, then) = (precedence.first, precedence.then);
                list.rules.push(Rule { first, then, claim, location });
            }
        }
    }
}

/// The shortest loop of rules that can all hold in one project.
fn shortest_cycle(draft: &Draft, list: &List) -> Option<Vec<Rule>> {
    // Only rules inside a loop matter: without one there are none, and nothing is tried.
    let rules: Vec<Rule> = list.rules.iter().filter(|rule| reaches(list, rule.then, rule.first)).copied().collect();
    let mut paths: VecDeque<Vec<Rule>> = rules.iter().map(|rule| vec![*rule]).collect();
    while let Some(path) = paths.pop_front() {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { continue };
        if first.first == last.then {
            return Some(path);
        }
        for rule in rules.iter().filter(|rule| rule.first == last.then) {
            let returns = rule.then == first.first;
            let visited = path.iter().any(|earlier| earlier.first == rule.then || earlier.then == rule.then);
            let longer = [path.as_slice(), &[*rule]].concat();
            if (returns || !visited) && possible(draft, &claims(list, &longer)) {
                paths.push_back(longer);
            }
        }
    }
    None
}

/// Whether rules lead from one element to another.
fn reaches(list: &List, from: &'static str, to: &'static str) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(element) = next.pop() {
        if element == to {
            return true;
        }
        if seen.insert(element) {
            next.extend(list.rules.iter().filter(|rule| rule.first == element).map(|rule| rule.then));
        }
    }
    false
}

/// What must hold so that all rules apply: they themselves, and the elements that only one claim brings.
fn claims(list: &List, rules: &[Rule]) -> Vec<Claim> {
    let sole = |element: &&str| match list.elements.get(*element).map(Vec::as_slice) {
        Some([claim]) => Some(*claim),
        _ => None,
    };
    let elements: BTreeSet<&str> = rules.iter().flat_map(|rule| [rule.first, rule.then]).collect();
    rules.iter().map(|rule| rule.claim).chain(elements.iter().filter_map(sole)).collect()
}
