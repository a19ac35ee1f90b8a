//! What this project's own proof has shown: composed projects that were booted, code of the guide that was checked.

use crate::AddonId;

/// The proof behind an edition, as its commands have written it down; empty parts were not proven yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Proof {
    /// The projects that were booted, by Django series, oldest first.
    pub boots: &'static [Boots],
    /// The code of the guide that was checked, by Django series, oldest first.
    pub snippets: &'static [Snippets],
}

/// The composed projects that were booted on one Django series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Boots {
    /// The series, such as `5.2`.
    pub series: &'static str,
    /// The exact version, such as `5.2.19`.
    pub django: &'static str,
    /// How many projects.
    pub projects: u32,
    /// How many steps passed; none failed.
    pub steps: u32,
    /// How many steps could not be tried.
    pub skipped: u32,
    /// The add-ons that were booted alone and in every pair.
    pub addons: &'static [AddonId],
    /// Pairs that get along because the composer arranges something between them.
    pub arranged: &'static [(AddonId, AddonId)],
    /// Pairs in declared conflict.
    pub conflicts: &'static [(AddonId, AddonId)],
}

/// What was checked of the code in the guide's texts, with the packages of one Django series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Snippets {
    /// The series, such as `5.2`.
    pub series: &'static str,
    /// How many checks: of syntax, imports, settings, commands, templates and more.
    pub checks: u32,
}

/// What the proof says about two add-ons in one project, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pairing {
    /// They get along.
    Works,
    /// They get along by a rule or a choice of the composer's.
    Arranged,
    /// They must not be in one project.
    Conflict,
    /// Nobody has tried.
    Unproven,
}

impl Proof {
    /// What became of two add-ons on all series together: the worst of them.
    pub fn pairing(&self, one: AddonId, other: AddonId) -> Pairing {
        let of = |boots: &Boots| {
            let among = |pairs: &[(AddonId, AddonId)]| pairs.contains(&(one, other)) || pairs.contains(&(other, one));
            match () {
                () if !boots.addons.contains(&one) || !boots.addons.contains(&other) => Pairing::Unproven,
                () if among(boots.conflicts) => Pairing::Conflict,
                () if among(boots.arranged) => Pairing::Arranged,
                () => Pairing::Works,
            }
        };
        self.boots.iter().map(of).max().unwrap_or(Pairing::Unproven)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_all_series_counts() {
        const A: AddonId = AddonId("a");
        const B: AddonId = AddonId("b");
        const C: AddonId = AddonId("c");
        const ALL: Boots = Boots {
            series: "1",
            django: "1.0",
            projects: 0,
            steps: 0,
            skipped: 0,
            addons: &[A, B, C],
            arranged: &[],
            conflicts: &[],
        };
        let check = |boots: &'static [Boots], one, other, expected| {
            let proof = Proof { boots, snippets: &[] };
            assert_eq!((proof.pairing(one, other), proof.pairing(other, one)), (expected, expected));
        };
        check(&[], A, B, Pairing::Unproven);
        check(&[ALL], A, B, Pairing::Works);
        check(&[ALL, Boots { addons: &[A], ..ALL }], A, B, Pairing::Unproven);
        check(&[ALL, Boots { arranged: &[(A, B)], ..ALL }], A, B, Pairing::Arranged);
        check(&[Boots { arranged: &[(A, B)], conflicts: &[(B, A)], ..ALL }, ALL], A, B, Pairing::Conflict);
        check(&[Boots { conflicts: &[(B, A)], ..ALL }], A, C, Pairing::Works);
    }
}
