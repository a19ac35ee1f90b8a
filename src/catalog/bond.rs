//! Bonds: how two add-ons stand to each other, gathered from all that the catalog says about them.

use crate::{Addon, AddonId, Catalog, Condition, Localized, RelationKind};

/// The kinds of bond, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BondKind {
    /// The first does not work without the second.
    Needs,
    /// They must not be in one project.
    Clashes,
    /// They do the same, or provide what only one should.
    Overlaps,
    /// The first works better with the second.
    Helps,
    /// There is something to know when both are in one project.
    Remark,
    /// They get along by a rule or a choice of the composer's, as the proof has shown.
    Arranged,
}

impl BondKind {
    /// All kinds, the strongest first.
    pub const ALL: [BondKind; 6] =
        [BondKind::Needs, BondKind::Clashes, BondKind::Overlaps, BondKind::Helps, BondKind::Remark, BondKind::Arranged];
}

/// How two add-ons stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// The kind.
    pub kind: BondKind,
    /// Who says it of the other; where both do, the first in catalogue order.
    pub one: AddonId,
    /// The other.
    pub other: AddonId,
    /// Why; none where the proof alone has shown it.
    pub because: Option<Localized>,
    /// Where that is documented; empty where it is not.
    pub source: &'static str,
}

impl Bond {
    /// Whether it is a bond of this add-on.
    pub fn holds(&self, addon: AddonId) -> bool {
        self.one == addon || self.other == addon
    }
}

/// All bonds of the catalog, kind by kind; two add-ons have at most one of a kind.
pub fn bonds(catalog: &Catalog) -> Vec<Bond> {
    let mut bonds = Vec::new();
    for kind in BondKind::ALL {
        match kind {
            BondKind::Arranged => {
                for (one, other) in catalog.proof.boots.iter().flat_map(|boots| boots.arranged) {
                    add(&mut bonds, Bond { kind, one: *one, other: *other, because: None, source: "" });
                }
            }
            _ => catalog.addons.iter().for_each(|addon| said(catalog, kind, addon, &mut bonds)),
        }
    }
    bonds
}

/// What an add-on says of others.
fn said(catalog: &Catalog, kind: BondKind, addon: &Addon, bonds: &mut Vec<Bond>) {
    let mut say = |other: AddonId, because: Localized, source: &'static str| {
        add(bonds, Bond { kind, one: addon.id, other, because: Some(because), source });
    };
    for relation in addon.relations {
        let (because, source) = (relation.because, relation.source);
        match (relation.kind, kind) {
            (RelationKind::Requires(other), BondKind::Needs)
            | (RelationKind::Recommends(other), BondKind::Helps)
            | (RelationKind::Conflicts(other), BondKind::Clashes) => say(other, because, source),
            (RelationKind::Provides(capability), BondKind::Overlaps) => {
                let because = catalog.capability(capability.0).map_or(because, |capability| capability.because);
                let provides = |other: &&Addon| {
                    other.relations.iter().any(|relation| relation.kind == RelationKind::Provides(capability))
                };
                for other in catalog.addons.iter().filter(provides) {
                    say(other.id, because, source);
                }
            }
            (RelationKind::Advises { .. }, BondKind::Remark) => {
                for condition in relation.when.0 {
                    if let Condition::Addon(others) = condition {
                        others.iter().for_each(|other| say(*other, because, source));
                    }
                }
            }
            _ => {}
        }
    }
    if kind == BondKind::Overlaps {
        for alternative in addon.alternatives {
            if let Some(other) = alternative.addon {
                say(other, alternative.when, "");
            }
        }
    }
}

fn add(bonds: &mut Vec<Bond>, bond: Bond) {
    let known = |known: &Bond| known.kind == bond.kind && known.holds(bond.one) && known.holds(bond.other);
    if bond.one != bond.other && !bonds.iter().any(known) {
        bonds.push(bond);
    }
}
