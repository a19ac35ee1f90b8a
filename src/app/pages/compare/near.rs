//! Which comparisons make sense: what add-ons name as their alternatives, and what shares an area.

use catalog::{Addon, AddonId};

use crate::{CATALOG, side_by_side::MOST};

/// The most comparisons that are offered.
const OFFERED: usize = 8;

/// Sets of add-ons that a reader may have to choose from: one for each area that several are in, then pairs of which one
/// names the other as an alternative.
pub(super) fn sets() -> Vec<Vec<&'static Addon>> {
    let mut sets: Vec<Vec<&'static Addon>> = Vec::new();
    let mut offer = |set: Vec<&'static Addon>| {
        let known = sets.iter().any(|known| set.iter().all(|addon| known.iter().any(|one| one.id == addon.id)));
        if set.len() > 1 && !known && sets.len() < OFFERED {
            sets.push(set);
        }
    };
    for tag in CATALOG.tag_groups.first().map_or(&[][..], |group| group.tags) {
        // By the tag that tells most about each: what merely touches the area is no choice in it.
        let about = |addon: &&Addon| addon.tags.first() == Some(&tag.id);
        offer(CATALOG.addons.iter().filter(about).take(MOST).collect());
    }
    for addon in CATALOG.addons {
        for other in alternatives(addon) {
            offer(vec![addon, other]);
        }
    }
    sets
}

/// The add-ons near to one: its alternatives, those that name it as theirs, then those with the same first tag.
pub(super) fn near(addon: &'static Addon) -> Vec<&'static Addon> {
    let mut near: Vec<&'static Addon> = Vec::new();
    let naming = CATALOG.addons.iter().filter(|other| alternatives(other).any(|named| named.id == addon.id));
    let related = CATALOG.addons.iter().filter(|other| other.tags.first() == addon.tags.first());
    for other in alternatives(addon).chain(naming).chain(related) {
        if other.id != addon.id && !near.iter().any(|known| known.id == other.id) && near.len() < OFFERED {
            near.push(other);
        }
    }
    near
}

fn alternatives(addon: &Addon) -> impl Iterator<Item = &'static Addon> + use<> {
    let ids: Vec<AddonId> = addon.alternatives.iter().filter_map(|alternative| alternative.addon).collect();
    ids.into_iter().filter_map(|id| CATALOG.addon(id.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_can_be_compared() {
        let sets = sets();
        assert!(sets.len() > 3, "only {} comparisons", sets.len());
        for set in &sets {
            assert!((2..=MOST).contains(&set.len()));
        }
        for addon in CATALOG.addons {
            assert!(near(addon).iter().all(|other| other.id != addon.id));
        }
    }
}
