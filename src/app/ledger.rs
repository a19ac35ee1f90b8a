//! What is stored of the bookmarks: each fact with its stamp. What was taken away stays as an entry that is not kept, or
//! an old copy would bring it back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    bookmarks::{Bookmark, Bookmarks, is_sound},
    replica::{Held, LATEST, Replica, Stamp},
    storage::Kind,
};

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

impl Replica for Ledger {
    type List = Bookmarks;
    const KIND: Kind = Kind::Bookmarks;
    const SCHEMA: u32 = 2;

    fn list(&self) -> Bookmarks {
        let mut kept: Vec<_> = self.entries.iter().filter(|(_, entry)| entry.kept.0).collect();
        catalog::sorting::sort_by_key(&mut kept, |(slug, entry)| (entry.rank, slug.as_str()));
        let items = kept.into_iter();
        Bookmarks {
            items: items.map(|(addon, it)| Bookmark { addon: addon.clone(), note: it.note.0.clone() }).collect(),
        }
    }

    fn record(&mut self, list: &Bookmarks, tab: u32) {
        let now = self.latest().next(tab);
        let mut next =
            self.entries.values().filter(|it| it.kept.0).map(|it| it.rank.0.saturating_add(1)).max().unwrap_or(0);
        let places = list.places();
        for (slug, entry) in &mut self.entries {
            if entry.kept.0 && !places.contains_key(slug) {
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

    fn merge(&mut self, other: &Ledger) {
        for (slug, theirs) in &other.entries {
            let ours = self.entries.entry(slug.clone()).or_insert_with(|| theirs.clone());
            later(&mut ours.kept, &theirs.kept);
            later(&mut ours.note, &theirs.note);
            later(&mut ours.rank, &theirs.rank);
        }
    }

    fn facts(&self) -> String {
        // Strings and numbers have no value that JSON cannot carry.
        serde_json::to_string(&self.entries).unwrap_or_default()
    }

    fn from_facts(facts: &str) -> Option<Ledger> {
        let entries: BTreeMap<String, Entry> = serde_json::from_str(facts).ok()?;
        let sound = |(slug, entry): (&String, &Entry)| is_sound(slug, &entry.note.0) && entry.latest().0 <= LATEST;
        entries.iter().all(sound).then_some(Ledger { entries })
    }

    fn from_first(text: &str) -> Held<Ledger> {
        match serde_json::from_str::<Bookmarks>(text) {
            Ok(list) if list.is_sound() => Held::Whole(Ledger::unstamped(&Bookmarks::default().merged(&list))),
            _ => Held::Damaged,
        }
    }
}

impl Ledger {
    /// What an edition stored that had no stamps: earlier than everything that has one.
    pub(crate) fn unstamped(list: &Bookmarks) -> Ledger {
        let never = Stamp::default();
        let entries = (0..).zip(&list.items).map(|(rank, item)| {
            let entry = Entry { kept: (true, never), note: (item.note.clone(), never), rank: (rank, never) };
            (item.addon.clone(), entry)
        });
        Ledger { entries: entries.collect() }
    }

    fn latest(&self) -> Stamp {
        self.entries.values().map(Entry::latest).max().unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replica::sealed;

    const SCHEMA: u32 = Ledger::SCHEMA;

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
            assert_eq!(Ledger::from_text(&ledger.to_text()), Held::Whole(ledger.clone()));
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
        let check = |text: &str, expected: Held<Ledger>| assert_eq!(Ledger::from_text(text), expected, "{text:.80}");
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
            check(text, Held::Damaged);
        }
        check(&sealed(SCHEMA + 1, "anything"), Held::Newer);
        let whole = recorded(&Ledger::default(), &[("a", "n")], 1).to_text();
        check(&sealed(SCHEMA, &whole[19..].replace("[1,1]", "[99007199254740993,1]")), Held::Damaged);
        check(&sealed(SCHEMA, &whole[19..].replace("\"a\"", "\"<b>\"")), Held::Damaged);
        for cut in 0..whole.len() {
            check(&whole[..cut], Held::Damaged);
        }
    }
}
