//! Which pairs of add-ons have something to do with each other: they share a rule, a setting, a service or a file, so
//! that their project must be seen at work and not only booted.

use std::collections::BTreeSet;

use catalog::{Addon, Catalog, Condition, Effect, Entry, RelationKind, When};

/// Lists in which nearly every add-on has an entry: sharing them means nothing, unless a rule orders two entries.
const COMMON_LISTS: [&str; 3] = ["INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"];

/// Whether two add-ons have something to do with each other.
pub(crate) fn related(catalog: &Catalog, one: &Addon, other: &Addon) -> bool {
    let [ours, theirs] = [one, other].map(shares);
    !ours.is_disjoint(&theirs) || names(catalog, one, other) || names(catalog, other, one)
}

/// Whether two add-ons get along by a rule or a choice: the data of one speaks of the other, or both provide the same.
pub(crate) fn arranged(catalog: &Catalog, one: &Addon, other: &Addon) -> bool {
    let [ours, theirs] = [one, other].map(|addon| provided(addon).collect::<BTreeSet<_>>());
    !ours.is_disjoint(&theirs) || heeds(catalog, one, other) || heeds(catalog, other, one)
}

/// What an add-on provides that only one should.
fn provided(addon: &Addon) -> impl Iterator<Item = &'static str> {
    addon.relations.iter().filter_map(|relation| match relation.kind {
        RelationKind::Provides(capability) => Some(capability.0),
        _ => None,
    })
}

/// What an add-on puts into a project that others may put there too.
fn shares(addon: &Addon) -> BTreeSet<String> {
    let root = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
    let of_contributions = addon.contributions.iter().filter_map(|contribution| match &contribution.effect {
        Effect::Entry(entry) if !COMMON_LISTS.contains(&root(entry.list).as_str()) => Some(root(entry.list)),
        Effect::Setting(setting) => Some(root(setting.name)),
        Effect::File(file) => Some(format!("file {}", file.path)),
        Effect::Service(service) => Some(format!("service {}", service.name)),
        Effect::Statement(statement) => Some(format!("place {:?}", statement.place)),
        Effect::Entry(_)
        | Effect::Route(_)
        | Effect::Requirement(_)
        | Effect::Variable(_)
        | Effect::Step(_)
        | Effect::Need(_) => None,
    });
    let of_relations = provided(addon).map(|capability| format!("capability {capability}"));
    of_contributions.chain(of_relations).collect()
}

/// Whether the data of one add-on speaks of the other: a relation, a condition, an order rule.
fn names(catalog: &Catalog, addon: &Addon, other: &Addon) -> bool {
    let recommended = addon
        .relations
        .iter()
        .any(|relation| relation.kind == RelationKind::Recommends(other.id) || depends(catalog, relation.when, other));
    recommended || heeds(catalog, addon, other)
}

/// Whether what one add-on puts into a project, or its place, hangs on the other, or whether it needs or refuses it.
fn heeds(catalog: &Catalog, addon: &Addon, other: &Addon) -> bool {
    let ties = [RelationKind::Requires(other.id), RelationKind::Conflicts(other.id)];
    let contributions = addon.contributions.iter().map(|contribution| contribution.when);
    let mut conditions = contributions.chain(addon.options.iter().map(|option| option.when));
    addon.relations.iter().any(|relation| ties.contains(&relation.kind))
        || conditions.any(|when| depends(catalog, when, other))
        || ordered(addon, other)
}

/// Whether a condition hangs on an add-on, by its name or by a capability that it would provide.
fn depends(catalog: &Catalog, when: When, other: &Addon) -> bool {
    when.0.iter().any(|condition| match condition {
        Condition::Addon(ids) | Condition::NoAddon(ids) => ids.contains(&other.id),
        Condition::Capability(id) | Condition::NoCapability(id) | Condition::Provides(id) => {
            catalog.capability(id.0).is_some_and(|capability| capability.preference.contains(&other.id))
        }
        _ => false,
    })
}

/// Whether an order rule of one add-on names an entry of the other.
fn ordered(addon: &Addon, other: &Addon) -> bool {
    let theirs: BTreeSet<_> = entries(other).map(|entry| entry.value).collect();
    entries(addon).flat_map(|entry| entry.order).any(|rule| theirs.contains(rule.first) || theirs.contains(rule.then))
}

fn entries(addon: &Addon) -> impl Iterator<Item = &'static Entry> {
    addon.contributions.iter().filter_map(|contribution| match &contribution.effect {
        Effect::Entry(entry) => Some(entry),
        _ => None,
    })
}
