//! What is stored of the bookmarks: each fact with a logical stamp, so that what several tabs did at once can be merged
//! in any order, any number of times, and nothing that only one of them knew is lost.
//!
//! No clock of the machine is asked: the later of two changes is the one made in the knowledge of more changes, and
//! between changes that knew nothing of each other the tab's number decides. What was taken away stays as an entry that
//! is not kept, or an old copy would bring it back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bookmarks::{Bookmark, Bookmarks, is_sound};

/// The version of the stored form.
pub(crate) const SCHEMA: u32 = 2;
/// The highest counter that is believed: what JSON readers of other languages can still tell apart.
const LATEST: u64 = 1 << 53;

/// When something was said: how many changes were known, and by which tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub(crate) struct Stamp(u64, u32);

/// What is known of an add-on: three facts, each as it was said last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kept: (bool, Stamp),
    note: (String, Stamp),
    /// Its place in the list, and the numbers need not follow each other.
    rank: (u32, Stamp),
}

/// All facts, by slug.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ledger {
    entries: BTreeMap<String, Entry>,
}

/// Why a text is no ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoLedger {
    /// Damaged, or something else.
    Damaged,
    /// Whole, and written by a newer edition.
    Newer,
}

impl Ledger {
    /// The list as the reader sees it.
    pub(crate) fn list(&self) -> Bookmarks {
        let mut kept: Vec<_> = self.entries.iter().filter(|(_, entry)| entry.kept.0).collect();
        catalog::sorting::sort_by_key(&mut kept, |(slug, entry)| (entry.rank, slug.as_str()));
        let items = kept.into_iter();
        Bookmarks {
            items: items.map(|(addon, it)| Bookmark { addon: addon.clone(), note: it.note.0.clone() }).collect(),
        }
    }

    /// Takes down what a tab has changed: everything in which `list` differs from [`Ledger::list`].
    pub(crate) fn record(&mut self, list: &Bookmarks, tab: u32) {
        let now = Stamp(self.latest().saturating_add(1).min(LATEST), tab);
        let mut next =
            self.entries.values().filter(|it| it.kept.0).map(|it| it.rank.0.saturating_add(1)).max().unwrap_or(0);
        for (slug, entry) in &mut self.entries {
            if entry.kept.0 && !list.items.iter().any(|item| item.addon == *slug) {
                entry.kept = (false, now);
                entry.note = (String::new(), now);
            }
        }
        for item in &list.items {
            let entry = self.entries.entry(item.addon.clone()).or_default();
            if !entry.kept.0 {
                entry.kept = (true, now);
                entry.rank = (next, now);
                next = next.saturating_add(1);
            }
            if entry.note.0 != item.note {
                entry.note = (item.note.clone(), now);
                // Who writes a note keeps the add-on, whatever a tab that did not know of it says.
                entry.kept = (true, now);
            }
        }
        if self.list() != *list {
            for (rank, item) in (0..).zip(&list.items) {
                if let Some(entry) = self.entries.get_mut(&item.addon).filter(|entry| entry.rank.0 != rank) {
                    entry.rank = (rank, now);
                }
            }
        }
    }

    /// Takes in what another tab, another copy or an older edition knows.
    pub(crate) fn merge(&mut self, other: &Ledger) {
        for (slug, theirs) in &other.entries {
            let ours = self.entries.entry(slug.clone()).or_insert_with(|| theirs.clone());
            later(&mut ours.kept, &theirs.kept);
            later(&mut ours.note, &theirs.note);
            later(&mut ours.rank, &theirs.rank);
        }
    }

    /// What an edition stored that had no stamps: earlier than everything that has one.
    pub(crate) fn unstamped(list: &Bookmarks) -> Ledger {
        let never = Stamp::default();
        let entries = (0..).zip(&list.items).map(|(rank, item)| {
            let entry = Entry { kept: (true, never), note: (item.note.clone(), never), rank: (rank, never) };
            (item.addon.clone(), entry)
        });
        Ledger { entries: entries.collect() }
    }

    /// The stored text: a sum over all that follows it, the schema, the facts. The same facts are the same text.
    pub(crate) fn to_text(&self) -> String {
        // Strings and numbers have no value that JSON cannot carry.
        let facts = serde_json::to_string(&self.entries).unwrap_or_default();
        sealed(SCHEMA, &facts)
    }

    /// Reads a stored text.
    pub(crate) fn from_text(text: &str) -> Result<Ledger, NoLedger> {
        let (sum, rest) = text.split_once(' ').ok_or(NoLedger::Damaged)?;
        let (schema, facts) = rest.split_once(' ').ok_or(NoLedger::Damaged)?;
        if sum != digits(rest) {
            return Err(NoLedger::Damaged);
        }
        match schema.parse::<u32>() {
            Ok(SCHEMA) => {}
            Ok(newer) if newer > SCHEMA => return Err(NoLedger::Newer),
            _ => return Err(NoLedger::Damaged),
        }
        let entries: BTreeMap<String, Entry> = serde_json::from_str(facts).map_err(|_| NoLedger::Damaged)?;
        let sound = |(slug, entry): (&String, &Entry)| is_sound(slug, &entry.note.0) && entry.latest().0 <= LATEST;
        if !entries.iter().all(sound) {
            return Err(NoLedger::Damaged);
        }
        Ok(Ledger { entries })
    }

    fn latest(&self) -> u64 {
        self.entries.values().map(|entry| entry.latest().0).max().unwrap_or(0)
    }
}

impl Entry {
    fn latest(&self) -> Stamp {
        self.kept.1.max(self.note.1).max(self.rank.1)
    }
}

/// The greater value decides where one tab said two things with one stamp, which only a damaged copy can hold.
fn later<T: Clone + Ord>(ours: &mut (T, Stamp), theirs: &(T, Stamp)) {
    if (theirs.1, &theirs.0) > (ours.1, &ours.0) {
        ours.clone_from(theirs);
    }
}

/// A text of a schema with its sum.
pub(crate) fn sealed(schema: u32, facts: &str) -> String {
    let rest = format!("{schema} {facts}");
    format!("{} {rest}", digits(&rest))
}

/// FNV-1a, 64 bits: it tells damage, not malice. Who can write to this storage can write anything.
fn digits(text: &str) -> String {
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(pairs: &[(&str, &str)]) -> Bookmarks {
        let items = pairs.iter().map(|(addon, note)| Bookmark { addon: (*addon).into(), note: (*note).into() });
        Bookmarks { items: items.collect() }
    }

    fn recorded(base: &Ledger, pairs: &[(&str, &str)], tab: u32) -> Ledger {
        let mut ledger = base.clone();
        ledger.record(&list(pairs), tab);
        ledger
    }

    #[test]
    fn what_is_recorded_is_listed() {
        let mut ledger = Ledger::default();
        for pairs in [&[("a", ""), ("b", "note")][..], &[("b", "note"), ("c", ""), ("a", "")], &[], &[("a", "again")]] {
            ledger.record(&list(pairs), 1);
            assert_eq!(ledger.list(), list(pairs));
            assert_eq!(Ledger::from_text(&ledger.to_text()), Ok(ledger.clone()));
        }
    }

    #[test]
    fn what_tabs_did_at_once_is_merged_in_any_order() {
        let check = |base: &[(&str, &str)], one: &[(&str, &str)], two: &[(&str, &str)], expected: &[(&str, &str)]| {
            let base = recorded(&Ledger::default(), base, 9);
            let (one, two) = (recorded(&base, one, 1), recorded(&base, two, 2));
            let (mut forth, mut back) = (one.clone(), two.clone());
            forth.merge(&two);
            back.merge(&one);
            assert_eq!(forth.list(), list(expected));
            assert_eq!(forth, back);
            forth.merge(&one);
            assert_eq!(forth, back);
        };
        check(&[], &[("a", "")], &[("b", "")], &[("a", ""), ("b", "")]);
        check(&[("a", ""), ("b", "")], &[("b", "")], &[("a", ""), ("b", ""), ("c", "")], &[("b", ""), ("c", "")]);
        check(&[("a", ""), ("b", "")], &[("a", "x"), ("b", "")], &[("a", ""), ("b", "y")], &[("a", "x"), ("b", "y")]);
        check(&[("a", ""), ("b", "")], &[("b", ""), ("a", "")], &[("a", "x"), ("b", "")], &[("b", ""), ("a", "x")]);
        // The same add-on taken away and annotated at once: the higher tab decides, and the whole of what it said holds.
        check(&[("a", "old")], &[], &[("a", "new")], &[("a", "new")]);
        check(&[("a", "old")], &[("a", "new")], &[], &[]);
    }

    #[test]
    fn an_old_edition_never_brings_back_what_was_taken_away() {
        let old = Ledger::unstamped(&list(&[("a", "note"), ("b", "")]));
        let mut now = recorded(&old, &[("b", "")], 1);
        now.merge(&old);
        assert_eq!(now.list(), list(&[("b", "")]));
    }

    #[test]
    fn no_other_text_is_a_ledger() {
        let check = |text: &str, expected: NoLedger| assert_eq!(Ledger::from_text(text), Err(expected), "{text:.80}");
        for text in [
            "",
            " ",
            "null",
            "{}",
            "0 2 {}",
            "{\"items\":[]}",
            &sealed(SCHEMA, "[]"),
            &sealed(1, "{}"),
            &sealed(0, "{}"),
        ] {
            check(text, NoLedger::Damaged);
        }
        check(&sealed(SCHEMA + 1, "anything"), NoLedger::Newer);
        let whole = recorded(&Ledger::default(), &[("a", "n")], 1).to_text();
        check(&sealed(SCHEMA, &whole[19..].replace("[1,1]", "[99007199254740993,1]")), NoLedger::Damaged);
        check(&sealed(SCHEMA, &whole[19..].replace("\"a\"", "\"<b>\"")), NoLedger::Damaged);
        for cut in 0..whole.len() {
            check(&whole[..cut], NoLedger::Damaged);
        }
    }
}
