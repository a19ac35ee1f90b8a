//! Where each setting stands in the file, decided over the whole catalog, so that adding an add-on never moves the lines
//! of the others: plain Django's settings first, then add-on by add-on in catalogue order. A setting that several
//! add-ons touch stands with the one that puts most into it.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{AddonId, Catalog, Effect, Value, sorting};

use crate::facts::Facts;
use crate::merge::{Node, Step, Tree, parties, path};

/// Where each setting stands.
pub(crate) struct Plan {
    /// Paths in the order of their first mention.
    mentions: BTreeMap<Vec<Step>, usize>,
    /// The party that a setting belongs to, as its place: 0 for plain Django, 1 for the first add-on …
    owners: BTreeMap<String, usize>,
    /// The add-ons by place.
    parties: Vec<Option<AddonId>>,
}

impl Plan {
    pub(crate) fn new(catalog: &Catalog) -> Plan {
        let mut mentions = BTreeMap::new();
        let mut shares: BTreeMap<String, BTreeMap<usize, BTreeSet<Vec<Step>>>> = BTreeMap::new();
        let mut parties = vec![None];
        let base = std::iter::once(catalog.base);
        for (party, contributions) in base.chain(catalog.addons.iter().map(|addon| addon.contributions)).enumerate() {
            for contribution in contributions {
                let name = match &contribution.effect {
                    Effect::Setting(setting) => setting.name,
                    Effect::Entry(entry) => entry.list,
                    _ => continue,
                };
                let mut at = path(name);
                for length in 1..=at.len() {
                    let next = mentions.len();
                    mentions.entry(at[..length].to_vec()).or_insert(next);
                }
                let Some(Step::Key(root)) = at.first() else { continue };
                let share = shares.entry(root.clone()).or_default().entry(party).or_default();
                match &contribution.effect {
                    Effect::Setting(setting) => mention(&mut mentions, share, &mut at, &setting.value),
                    _ => {
                        share.insert(at);
                    }
                }
            }
        }
        parties.extend(catalog.addons.iter().map(|addon| Some(addon.id)));
        let owners = sorting::map(shares.into_iter().map(|(root, shares)| (root, owner(&shares))));
        Plan { mentions, owners, parties }
    }

    /// Puts a tree in order and each setting under its heading.
    pub(crate) fn arrange(&self, tree: &mut Tree, facts: &Facts<'_>) {
        for root in &mut tree.roots {
            let owner = self.owners.get(&root.name).and_then(|place| self.parties[*place]);
            let involved = parties(&root.node);
            root.section = match owner {
                _ if involved.contains(&None) => None,
                Some(owner) if facts.selection.addons.contains(&owner) => Some(owner),
                _ => involved.into_iter().next().flatten(),
            };
            self.arrange_node(&mut root.node, &mut vec![Step::Key(root.name.clone())]);
        }
        sorting::sort_by_key(&mut tree.roots, |root| {
            let owner = self.owners.get(&root.name).copied().unwrap_or(usize::MAX);
            (owner, self.place(&[Step::Key(root.name.clone())]))
        });
    }

    fn arrange_node(&self, node: &mut Node, at: &mut Vec<Step>) {
        let Node::Branch(children) = node else { return };
        for (step, child) in children.iter_mut() {
            at.push(step.clone());
            self.arrange_node(child, at);
            at.pop();
        }
        sorting::sort_by_key(children, |(step, _)| {
            at.push(step.clone());
            let place = self.place(at);
            at.pop();
            place
        });
    }

    fn place(&self, path: &[Step]) -> usize {
        self.mentions.get(path).copied().unwrap_or(usize::MAX)
    }
}

/// Notes the parts of a value: where each is first mentioned, and which ones have no parts of their own.
fn mention(
    mentions: &mut BTreeMap<Vec<Step>, usize>,
    share: &mut BTreeSet<Vec<Step>>,
    at: &mut Vec<Step>,
    value: &Value,
) {
    let Value::Dict(pairs @ [_, ..]) = value else {
        share.insert(at.clone());
        return;
    };
    for (key, value) in *pairs {
        at.push(Step::Key((*key).to_owned()));
        let next = mentions.len();
        mentions.entry(at.clone()).or_insert(next);
        mention(mentions, share, at, value);
        at.pop();
    }
}

/// Plain Django's own settings are its own; of add-ons the one that puts most into it, and of equals the first.
fn owner(shares: &BTreeMap<usize, BTreeSet<Vec<Step>>>) -> usize {
    if shares.contains_key(&0) {
        return 0;
    }
    let most = shares.values().map(BTreeSet::len).max().unwrap_or(0);
    shares.iter().find(|(_, share)| share.len() == most).map_or(0, |(party, _)| *party)
}
