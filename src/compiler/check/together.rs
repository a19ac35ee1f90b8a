//! Which contributions can be in one project: an order that only add-ons in conflict would ask for is no mistake.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{AddonId, CapabilityId, Condition, Database, Interface, Layout, Packager, Proxy, RelationKind, When};

use crate::Draft;

/// Who contributes something, and when; none for plain Django.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Claim {
    pub(crate) by: Option<AddonId>,
    pub(crate) when: When,
}

/// What is known about a project in which some claims hold.
#[derive(Debug, Default)]
struct Project {
    chosen: BTreeSet<AddonId>,
    left_out: BTreeSet<AddonId>,
    answers: BTreeMap<(AddonId, &'static str), Option<BTreeSet<&'static str>>>,
    providers: BTreeMap<CapabilityId, AddonId>,
    wanted: BTreeSet<CapabilityId>,
    unwanted: BTreeSet<CapabilityId>,
    databases: Option<BTreeSet<Database>>,
    packagers: Option<BTreeSet<Packager>>,
    interface: Option<Interface>,
    layout: Option<Layout>,
    proxy: Option<Proxy>,
}

/// Whether there can be a project in which all claims hold.
///
/// The answer errs towards yes: "one of several add-ons" is not followed up.
pub(crate) fn possible(draft: &Draft, claims: &[Claim]) -> bool {
    let mut project = Project::default();
    let conditions = || claims.iter().flat_map(|claim| claim.when.0.iter().map(|condition| (claim.by, condition)));
    project.chosen.extend(claims.iter().filter_map(|claim| claim.by));
    let agree = conditions().all(|(by, condition)| project.add(by, condition));
    let series = draft.base.iter().flat_map(|base| &base.series);
    agree
        && project.chosen.is_disjoint(&project.left_out)
        && project.wanted.is_disjoint(&project.unwanted)
        && !in_conflict(draft, &project.chosen)
        && series.map(|series| series.number).any(|number| conditions().all(|(_, condition)| on(condition, number)))
}

/// Whether a condition holds on a Django series, as far as it is about that.
fn on(condition: &Condition, number: (u16, u16)) -> bool {
    match condition {
        Condition::DjangoFrom(from) => number >= *from,
        Condition::DjangoBefore(before) => number < *before,
        _ => true,
    }
}

/// Whether two of the add-ons must not be in one project, whatever else is in it.
fn in_conflict(draft: &Draft, chosen: &BTreeSet<AddonId>) -> bool {
    draft.addons.iter().filter(|addon| chosen.contains(&addon.id)).any(|addon| {
        addon.compose.relations.iter().any(|(_, relation)| {
            matches!(relation.kind, RelationKind::Conflicts(other) if relation.when.0.is_empty() && chosen.contains(&other))
        })
    })
}

impl Project {
    /// Takes a condition in; false if it contradicts what is already known.
    fn add(&mut self, by: Option<AddonId>, condition: &Condition) -> bool {
        match *condition {
            Condition::Addon([only]) => {
                self.chosen.insert(*only);
                true
            }
            Condition::NoAddon(addons) => {
                self.left_out.extend(addons);
                true
            }
            Condition::Option { option, is } => {
                by.is_none_or(|by| narrow(self.answers.entry((by, option)).or_default(), is))
            }
            Condition::Provides(capability) => {
                self.wanted.insert(capability);
                by.is_none_or(|by| *self.providers.entry(capability).or_insert(by) == by)
            }
            Condition::Capability(capability) => {
                self.wanted.insert(capability);
                true
            }
            Condition::NoCapability(capability) => {
                self.unwanted.insert(capability);
                true
            }
            Condition::Database(databases) => narrow(&mut self.databases, databases),
            Condition::Packager(packagers) => narrow(&mut self.packagers, packagers),
            Condition::Interface(interface) => *self.interface.get_or_insert(interface) == interface,
            Condition::Layout(layout) => *self.layout.get_or_insert(layout) == layout,
            Condition::Proxy(proxy) => *self.proxy.get_or_insert(proxy) == proxy,
            Condition::Addon(_) | Condition::DjangoFrom(_) | Condition::DjangoBefore(_) => true,
        }
    }
}

/// Keeps only what is among these too; false if nothing is left.
fn narrow<T: Copy + Ord>(possible: &mut Option<BTreeSet<T>>, to: &[T]) -> bool {
    let to = to.iter().copied().collect();
    let left = match possible.take() {
        Some(before) => &before & &to,
        None => to,
    };
    let some = !left.is_empty();
    *possible = Some(left);
    some
}
