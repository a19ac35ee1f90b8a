//! What is stored of the saved stacks: by name the versions, each with its stamp, so that versions which several tabs
//! saved at once all stay. A deleted name remembers up to which stamp its versions are gone; what a tab saved that did
//! not know of the deletion is still there.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use serde::{Deserialize, Serialize};

use crate::{
    replica::{Held, LATEST, Replica, Stamp},
    stacks::{Stack, Stacks, VERSIONS_LIMIT, Version},
    storage::Kind,
};

/// When a version was saved by the reader's clock, its stamp, and its selection: in the order of their age.
type Kept = (String, Stamp, String);

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The versions with stamps up to this one are gone.
    gone: Option<Stamp>,
    versions: BTreeSet<Kept>,
}

/// All facts, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct StackLedger {
    entries: BTreeMap<String, Entry>,
}

impl Replica for StackLedger {
    type List = Stacks;
    const KIND: Kind = Kind::Stacks;
    const SCHEMA: u32 = 1;

    fn list(&self) -> Stacks {
        let newest = |entry: &Entry| entry.versions.last().map(|(saved, stamp, _)| (saved.clone(), *stamp));
        let mut kept: Vec<_> = self.entries.iter().filter(|(_, entry)| !entry.versions.is_empty()).collect();
        // By name already, and sorting keeps that where the rest is equal.
        kept.sort_by_cached_key(|(_, entry)| std::cmp::Reverse(newest(entry)));
        let version = |(saved, _, selection): &Kept| Version { saved: saved.clone(), selection: selection.clone() };
        let stack = |(name, entry): (&String, &Entry)| Stack {
            name: name.clone(),
            versions: entry.versions.iter().rev().map(version).collect(),
        };
        Stacks { items: kept.into_iter().map(stack).collect() }
    }

    fn record(&mut self, list: &Stacks, tab: u32) {
        let now = self.entries.values().map(Entry::latest).max().unwrap_or_default().next(tab);
        let wanted: BTreeMap<_, _> = list.items.iter().map(|stack| (stack.name.as_str(), &stack.versions)).collect();
        for (name, entry) in &mut self.entries {
            if !wanted.contains_key(name.as_str()) {
                entry.clear();
            }
        }
        for (name, versions) in wanted {
            let entry = self.entries.entry(name.to_owned()).or_default();
            let is = |(saved, _, selection): &Kept, version: &Version| {
                (saved, selection) == (&version.saved, &version.selection)
            };
            let new = |version: &&Version| !entry.versions.iter().any(|own| is(own, version));
            let mut next = entry.clone();
            next.versions.extend(stamped(versions.iter().filter(new), now));
            next.trim();
            let newest_first = next.versions.iter().rev();
            if next.versions.len() != versions.len()
                || !newest_first.zip(versions).all(|(own, version)| is(own, version))
            {
                // More than adding: all that was known is gone, and what stays is said again.
                next.clone_from(entry);
                next.clear();
                next.versions = stamped(versions.iter(), now).collect();
            }
            *entry = next;
        }
    }

    fn merge(&mut self, other: &StackLedger) {
        for (name, theirs) in &other.entries {
            let ours = self.entries.entry(name.clone()).or_default();
            if ours != theirs {
                ours.gone = ours.gone.max(theirs.gone);
                ours.versions.extend(theirs.versions.iter().cloned());
                ours.trim();
            }
        }
    }

    fn facts(&self) -> String {
        // Strings and numbers have no value that JSON cannot carry.
        serde_json::to_string(&self.entries).unwrap_or_default()
    }

    fn from_facts(facts: &str) -> Option<StackLedger> {
        let entries: BTreeMap<String, Entry> = serde_json::from_str(facts).ok()?;
        entries.values().all(|entry| entry.latest().0 <= LATEST).then_some(StackLedger { entries })
    }

    fn from_first(text: &str) -> Held<StackLedger> {
        match Stacks::from_first(text) {
            Held::Whole(list) => Held::Whole(StackLedger::unstamped(&list)),
            Held::Partly(list, sound) => Held::Partly(StackLedger::unstamped(&list), sound),
            Held::Nothing => Held::Nothing,
            Held::Damaged => Held::Damaged,
            Held::Newer => Held::Newer,
        }
    }
}

/// Versions that come newest first, with their stamps from this one on: of two of one moment the newer one has the later.
fn stamped<'a>(versions: impl DoubleEndedIterator<Item = &'a Version>, first: Stamp) -> impl Iterator<Item = Kept> {
    let stamps = iter::successors(Some(first), move |stamp| Some(stamp.next(first.1)));
    let kept = |(version, stamp): (&Version, Stamp)| (version.saved.clone(), stamp, version.selection.clone());
    versions.rev().zip(stamps).map(kept)
}

impl StackLedger {
    /// What an edition stored that had no stamps: earlier than everything that has one.
    fn unstamped(list: &Stacks) -> StackLedger {
        let mut ledger = StackLedger::default();
        for stack in &list.items {
            let kept = |version: &Version| (version.saved.clone(), Stamp::default(), version.selection.clone());
            let entry = ledger.entries.entry(stack.name.clone()).or_default();
            entry.versions.extend(stack.versions.iter().map(kept));
            entry.trim();
        }
        ledger
    }
}

impl Entry {
    fn latest(&self) -> Stamp {
        let stamps = self.versions.iter().map(|(_, stamp, _)| *stamp);
        stamps.max().unwrap_or_default().max(self.gone.unwrap_or_default())
    }

    /// All versions that are known are gone.
    fn clear(&mut self) {
        if !self.versions.is_empty() {
            self.gone = self.gone.max(Some(self.latest()));
            self.versions.clear();
        }
    }

    /// Leaves the newest versions of those that are not gone, each once.
    fn trim(&mut self) {
        let gone = self.gone;
        self.versions.retain(|(_, stamp, _)| Some(*stamp) > gone);
        let mut seen = BTreeSet::new();
        let newest_first = std::mem::take(&mut self.versions).into_iter().rev();
        let once = newest_first.filter(|(saved, _, selection)| seen.insert((saved.clone(), selection.clone())));
        self.versions = once.take(VERSIONS_LIMIT).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(stacks: &[(&str, &[&str])]) -> Stacks {
        let stack = |(name, versions): &(&str, &[&str])| Stack {
            name: (*name).into(),
            versions: versions
                .iter()
                .map(|saved| Version { saved: (*saved).into(), selection: format!("v1&a={saved}") })
                .collect(),
        };
        Stacks { items: stacks.iter().map(stack).collect() }
    }

    fn recorded(base: &StackLedger, stacks: &[(&str, &[&str])], tab: u32) -> StackLedger {
        let mut ledger = base.clone();
        ledger.record(&list(stacks), tab);
        ledger
    }

    #[test]
    fn what_tabs_did_at_once_is_merged_in_any_order() {
        type Side<'a> = &'a [(&'a str, &'a [&'a str])];
        let check = |base: Side, one: Side, two: Side, expected: Side| {
            let base = recorded(&StackLedger::default(), base, 9);
            let (one, two) = (recorded(&base, one, 1), recorded(&base, two, 2));
            let (mut forth, mut back) = (one.clone(), two.clone());
            forth.merge(&two);
            back.merge(&one);
            assert_eq!(forth.list(), list(expected));
            assert_eq!(forth, back);
            forth.merge(&one);
            assert_eq!(forth, back);
        };
        check(&[], &[("a", &["1"])], &[("b", &["2"])], &[("b", &["2"]), ("a", &["1"])]);
        check(&[("a", &["1"])], &[("a", &["2", "1"])], &[("a", &["3", "1"])], &[("a", &["3", "2", "1"])]);
        // Deleted here and saved there at once: what the deletion did not know of stays, whichever tab it was.
        check(&[("a", &["1"])], &[], &[("a", &["2", "1"])], &[("a", &["2"])]);
        check(&[("a", &["1"])], &[("a", &["2", "1"])], &[], &[("a", &["2"])]);
        check(&[("a", &["1"]), ("b", &["2"])], &[("a", &["1"])], &[("b", &["2"])], &[]);
    }

    #[test]
    fn an_old_edition_never_brings_back_what_was_deleted() {
        let old = StackLedger::unstamped(&list(&[("a", &["2", "1"]), ("b", &["3"])]));
        let mut now = recorded(&old, &[("b", &["3"])], 1);
        now.merge(&old);
        assert_eq!(now.list(), list(&[("b", &["3"])]));
        // Undone, it is there again.
        now.record(&list(&[("a", &["2", "1"]), ("b", &["3"])]), 1);
        now.merge(&old);
        assert_eq!(now.list(), list(&[("b", &["3"]), ("a", &["2", "1"])]));
    }
}
