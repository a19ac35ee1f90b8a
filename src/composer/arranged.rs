//! What is arranged between two chosen add-ons: what one of them puts into the project, leaves out or asks on account of
//! the other, which stands where, and who provides what both could.

use catalog::{Addon, AddonId, Catalog, Localized};

use crate::composition::Election;
use crate::facts::{Facts, active};
use crate::order;
use crate::selection::Selection;

/// Something that is arranged between two chosen add-ons.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrangement {
    /// Whose part of the project it is about.
    pub by: AddonId,
    /// On whose account.
    pub with: AddonId,
    /// What is done.
    pub what: Arranged,
    /// Why.
    pub because: Localized,
    /// Where that is documented; empty where it is not.
    pub source: &'static str,
}

/// What is done on account of another add-on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arranged {
    /// Something is put into the project.
    Added,
    /// Something is left out of it.
    LeftOut,
    /// A question is asked.
    Asked,
    /// The first element stands before the second.
    Order(&'static str, &'static str),
    /// One provides what the other could provide too.
    Elected,
}

/// Everything that is arranged between the chosen add-ons, in catalogue order; each reason once between the same two.
pub fn arrangements(catalog: &Catalog, selection: &Selection) -> Vec<Arrangement> {
    let (facts, elections) = Facts::new(catalog, selection);
    let mut found = Vec::new();
    for with in &facts.addons {
        let mut others = selection.clone();
        others.addons.remove(&with.id);
        let without = Facts::new(catalog, &others).0;
        for by in &without.addons {
            on_account(&facts, &without, by, with.id, &mut found);
        }
    }
    ordered(&facts, &mut found);
    elected(catalog, &elections, &mut found);
    found
}

fn add(found: &mut Vec<Arrangement>, new: Arrangement) {
    let same = |known: &Arrangement| (known.by, known.with, known.because) == (new.by, new.with, new.because);
    if new.by != new.with && !found.iter().any(same) {
        found.push(new);
    }
}

/// What an add-on does otherwise because another one is there: with the answers as they are, or else with other ones.
fn on_account(facts: &Facts<'_>, without: &Facts<'_>, by: &'static Addon, with: AddonId, found: &mut Vec<Arrangement>) {
    let before = found.len();
    for holds in [Facts::holds, Facts::could_hold] {
        if found.len() > before {
            break;
        }
        for contribution in by.contributions {
            let when = &contribution.when;
            let what = match (holds(facts, Some(by), when), holds(without, Some(by), when)) {
                (true, false) => Arranged::Added,
                (false, true) => Arranged::LeftOut,
                _ => continue,
            };
            let (because, source) = (contribution.because, contribution.source);
            add(found, Arrangement { by: by.id, with, what, because, source });
        }
    }
    for option in by.options.iter().filter(|option| facts.asked(by, option) && !without.asked(by, option)) {
        add(found, Arrangement { by: by.id, with, what: Arranged::Asked, because: option.label, source: "" });
    }
}

/// The order rules of one add-on about an element of another.
fn ordered(facts: &Facts<'_>, found: &mut Vec<Arrangement>) {
    for list in order::lists(facts.catalog, &active(facts), &mut Vec::new()) {
        for entry in &list.entries {
            let bring = entry.origins.iter().filter_map(|origin| origin.by);
            for with in bring {
                let claims = entry.origins.iter().flat_map(|origin| &origin.placed_by);
                for claim in claims {
                    let Some(by) = claim.by else { continue };
                    let rule = claim.precedence;
                    let what = Arranged::Order(rule.first, rule.then);
                    add(found, Arrangement { by, with, what, because: rule.because, source: rule.source });
                }
            }
        }
    }
}

/// Who provides what several could.
fn elected(catalog: &Catalog, elections: &[Election], found: &mut Vec<Arrangement>) {
    for election in elections {
        let Some(capability) = catalog.capability(election.capability.0) else { continue };
        for with in &election.candidates {
            let (by, because) = (election.elected, capability.because);
            add(found, Arrangement { by, with: *with, what: Arranged::Elected, because, source: "" });
        }
    }
}
