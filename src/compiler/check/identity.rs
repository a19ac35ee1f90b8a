//! No two add-ons are the same, and every tag leads somewhere.

use std::collections::BTreeMap;

use crate::{Draft, Location, Mistake, pins::normalised, report::Mistakes};

/// Checks names, distributions and tags.
pub(crate) fn check(draft: &Draft, mistakes: &Mistakes) {
    let facts = || draft.addons.iter().filter_map(|addon| addon.facts.as_ref());
    let mut names: BTreeMap<String, Location> = BTreeMap::new();
    let mut distributions: BTreeMap<String, Location> = BTreeMap::new();
    for facts in facts() {
        let (location, name) = facts.name;
        let first = *names.entry(name.to_lowercase()).or_insert(location);
        if first != location {
            mistakes.add(location, Mistake::DuplicateName { name: name.to_owned(), first });
        }
        let (location, distribution) = facts.distribution;
        let first = *distributions.entry(normalised(distribution)).or_insert(location);
        if first != location {
            let distribution = distribution.to_owned();
            mistakes.add(location, Mistake::DuplicateDistribution { distribution, first });
        }
    }
    // Where facts could not be read, tags may only seem unused.
    if facts().count() == draft.addons.len() {
        for (location, tag, alone) in &draft.tags.1 {
            let tag = (*tag).to_owned();
            let mut having = facts().filter(|facts| facts.tags.iter().any(|used| used.0 == tag));
            let mistake = match (having.next(), having.next(), alone) {
                (None, ..) => Mistake::UnusedTag { tag },
                (Some(facts), None, None) => Mistake::LonelyTag { tag, addon: facts.name.1.to_owned() },
                (Some(_), Some(_), Some(_)) => Mistake::NotAlone { tag },
                _ => continue,
            };
            mistakes.add(*location, mistake);
        }
    }
}
