//! Projects without one of the catalogue's rules, to see what the rule is good for: each order rule turned round, and
//! each pair that cannot be together, composed as if it could.

use catalog::{Addon, AddonId, Catalog, Contribution, Effect, Entry, Precedence, RelationKind, Series, When};
use composer::{Composition, Selection, compose};

use crate::plans;

/// A rule, with the selection in which it matters.
pub(crate) struct Rule {
    /// Who has it.
    pub(crate) by: AddonId,
    pub(crate) selection: Selection,
    pub(crate) kind: Kind,
    /// Where its reason is documented.
    pub(crate) source: &'static str,
}

/// What a rule says.
pub(crate) enum Kind {
    /// One element of a list stands before another one.
    Order { list: &'static str, precedence: Precedence },
    /// Two add-ons must not be together.
    Conflict { with: AddonId },
}

/// Whether a rule of an element is kept when another one is turned round.
type Keep<'a> = dyn Fn(&Entry, &Precedence) -> bool + 'a;

impl Rule {
    /// The rule in words.
    pub(crate) fn name(&self) -> String {
        match &self.kind {
            Kind::Order { list, precedence } => format!("{list}: {} before {}", precedence.first, precedence.then),
            Kind::Conflict { with } => format!("{} not with {}", self.by.0, with.0),
        }
    }

    /// The project without the rule; none where other rules say the same, so that nothing can be turned round.
    pub(crate) fn broken(&self, catalog: &Catalog) -> Option<Composition> {
        let Kind::Order { list, precedence } = &self.kind else { return Some(compose(catalog, &self.selection)) };
        let keeps: [&Keep<'_>; 3] = [
            // All other rules; or where they leave no room, those of other elements.
            &|_, _| true,
            &|entry, _| entry.value != precedence.first && entry.value != precedence.then,
            &|_, rule| ![rule.first, rule.then].iter().any(|value| [precedence.first, precedence.then].contains(value)),
        ];
        keeps.iter().find_map(|keep| {
            let turned = turned(catalog, self.by, list, precedence, *keep);
            let composition = compose(&turned, &self.selection);
            is_turned(&composition, list, precedence).then_some(composition)
        })
    }
}

/// All rules of the catalogue, each once, in its order.
pub(crate) fn all(catalog: &Catalog, series: &Series) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for addon in catalog.addons {
        for (contribution, entry) in entries(addon.contributions) {
            for precedence in entry.order {
                let other = if precedence.first == entry.value { precedence.then } else { precedence.first };
                let mut selection = plans::with(&plans::plain(catalog, series), [addon]);
                meet(catalog, &mut selection, addon, contribution.when);
                let in_base = entries(catalog.base).any(|(_, it)| it.list == entry.list && it.value == other);
                if !in_base {
                    let Some((owner, when)) = who_brings(catalog, addon, entry.list, other) else { continue };
                    selection.addons.insert(owner.id);
                    meet(catalog, &mut selection, owner, when);
                }
                rules.push(Rule {
                    by: addon.id,
                    selection: plans::complete(catalog, selection),
                    kind: Kind::Order { list: entry.list, precedence: *precedence },
                    source: precedence.source,
                });
            }
        }
        for relation in addon.relations {
            let RelationKind::Conflicts(with) = relation.kind else { continue };
            let mut selection = plans::with(&plans::plain(catalog, series), [addon]);
            selection.addons.insert(with);
            meet(catalog, &mut selection, addon, relation.when);
            let kind = Kind::Conflict { with };
            rules.push(Rule { by: addon.id, selection, kind, source: relation.source });
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    rules.retain(|rule| seen.insert(rule.name()));
    rules
}

fn meet(catalog: &Catalog, selection: &mut Selection, addon: &Addon, when: When) {
    plans::fulfil(catalog, selection, addon, when);
}

fn entries(contributions: &'static [Contribution]) -> impl Iterator<Item = (&'static Contribution, &'static Entry)> {
    contributions.iter().filter_map(|contribution| match &contribution.effect {
        Effect::Entry(entry) => Some((contribution, entry)),
        _ => None,
    })
}

/// The add-on that puts an element into a list: the one that asks, or else the first that does.
fn who_brings(catalog: &Catalog, asking: &'static Addon, list: &str, value: &str) -> Option<(&'static Addon, When)> {
    let brings = |addon: &'static Addon| {
        let mut found = entries(addon.contributions).filter(|(_, entry)| entry.list == list && entry.value == value);
        found.next().map(|(contribution, _)| (addon, contribution.when))
    };
    brings(asking).or_else(|| catalog.addons.iter().find_map(brings))
}

/// The catalogue with a rule turned round; of the others those are kept that `keep` says.
fn turned(catalog: &Catalog, by: AddonId, list: &str, rule: &Precedence, keep: &Keep) -> Catalog {
    let mut written = false;
    let mut of_entry = |addon: &Addon, entry: &Entry| {
        let same = |it: &Precedence| (it.first, it.then) == (rule.first, rule.then);
        let mut order: Vec<Precedence> =
            entry.order.iter().filter(|it| !same(it) && keep(entry, it)).copied().collect();
        if addon.id == by && entry.order.iter().any(same) && !written {
            written = true;
            order.push(Precedence { first: rule.then, then: rule.first, ..*rule });
        }
        Entry { order: order.leak(), ..*entry }
    };
    let addons = catalog.addons.iter().map(|addon| {
        let contributions = addon.contributions.iter().map(|contribution| match &contribution.effect {
            Effect::Entry(entry) if entry.list == list => {
                Contribution { effect: Effect::Entry(of_entry(addon, entry)), ..*contribution }
            }
            _ => *contribution,
        });
        let contributions: Vec<_> = contributions.collect();
        Addon { contributions: contributions.leak(), ..*addon }
    });
    let addons: Vec<_> = addons.collect();
    Catalog { addons: addons.leak(), ..*catalog }
}

fn is_turned(composition: &Composition, list: &str, rule: &Precedence) -> bool {
    let listed = composition.lists.iter().find(|it| it.name == list);
    let place = |value| listed.and_then(|listed| listed.entries.iter().position(|(it, _, _)| *it == value));
    matches!((place(rule.then), place(rule.first)), (Some(then), Some(first)) if then < first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_the_guide_can_be_turned_round() {
        let catalog = ::tests::catalog();
        let rules = all(catalog, &catalog.series[0]);
        for rule in &rules {
            let kept = compose(catalog, &rule.selection);
            let broken = rule.broken(catalog).unwrap_or_else(|| panic!("{} cannot be turned round", rule.name()));
            if let Kind::Order { list, precedence } = &rule.kind {
                assert!(!is_turned(&kept, list, precedence), "{} is not followed", rule.name());
                assert_ne!(kept.files, broken.files, "{}", rule.name());
            }
        }
        let orders = rules.iter().filter(|rule| matches!(rule.kind, Kind::Order { .. })).count();
        assert!(orders >= 30 && orders < rules.len(), "{orders} of {}", rules.len());
    }
}
