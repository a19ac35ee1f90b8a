//! The kinds of things that are kept, as the tests of all of them see them.

use std::fmt::Debug;

use catalog::AddonId;
use proptest::prelude::*;

use crate::{
    bookmarks::{Bookmark, Bookmarks},
    ledger::Ledger,
    replica::Replica,
    stack_ledger::StackLedger,
    stacks::{Stack, Stacks, Version},
};

/// The plain list of a kind.
pub(super) type List<S> = <<S as Subject>::Replica as Replica>::List;

/// A kind of thing, and what a reader can do to a plain list of it.
pub(super) trait Subject {
    type Replica: Replica<List: Debug> + Debug;
    type Edit: Clone + Debug;

    fn edits() -> BoxedStrategy<Self::Edit>;
    fn lists() -> BoxedStrategy<List<Self>>;
    /// Sixty edits that use every way to change the list.
    fn script() -> Vec<Self::Edit>;
    /// Does an edit; later ones have higher numbers.
    fn apply(edit: &Self::Edit, list: &mut List<Self>, number: usize);
    /// A list in the order in which it can be compared.
    fn sorted(list: List<Self>) -> List<Self>;
    /// The entries by name, as texts.
    fn entries(list: &List<Self>) -> Vec<String>;
    /// The facts with a value of another type.
    fn mistyped(facts: &str) -> String;
    /// The facts with a field that is said twice.
    fn doubled(facts: &str) -> String;

    /// What there is where tabs begin to write at once: of each place, whether it is kept.
    fn begin(kept: &[bool]) -> List<Self>;
    /// What a tab does to a place: each is changed by one tab alone.
    fn turn(place: usize) -> Self::Edit;
    /// What there is when all places have been changed.
    fn end(kept: &[bool]) -> List<Self>;
}

pub(super) const SLUGS: [&str; 6] = ["a", "b-1", "c", "d", "e", "f"];
const NOTES: [&str; 5] = ["", "note", "« né »\n\u{202e}\"\\", "\0", "<img src=x onerror=alert(1)>"];

/// Bookmarks.
pub(super) struct Marks;

#[derive(Debug, Clone)]
pub(super) enum Mark {
    Toggle(usize),
    Note(usize, usize),
    Shift(usize, bool),
    Merge(Bookmarks),
    Replace(Bookmarks),
    /// Exported, and the file imported.
    ByFile,
    Nothing,
}

impl Subject for Marks {
    type Replica = Ledger;
    type Edit = Mark;

    fn edits() -> BoxedStrategy<Mark> {
        prop_oneof![
            6 => (0..SLUGS.len()).prop_map(Mark::Toggle),
            3 => (0..SLUGS.len(), 0..NOTES.len()).prop_map(|(slug, note)| Mark::Note(slug, note)),
            2 => (0..SLUGS.len(), any::<bool>()).prop_map(|(slug, up)| Mark::Shift(slug, up)),
            1 => Marks::lists().prop_map(Mark::Merge),
            1 => Marks::lists().prop_map(Mark::Replace),
            1 => Just(Mark::ByFile),
            1 => Just(Mark::Nothing),
        ]
        .boxed()
    }

    fn lists() -> BoxedStrategy<Bookmarks> {
        let order = Just((0..SLUGS.len()).collect::<Vec<_>>()).prop_shuffle();
        (order, 0..=SLUGS.len(), prop::collection::vec(0..NOTES.len(), SLUGS.len()))
            .prop_map(|(order, length, notes)| {
                let items = order.into_iter().take(length).zip(notes);
                Bookmarks {
                    items: items
                        .map(|(slug, note)| Bookmark { addon: SLUGS[slug].into(), note: NOTES[note].into() })
                        .collect(),
                }
            })
            .boxed()
    }

    fn script() -> Vec<Mark> {
        let other = |slug: &str| Bookmarks { items: vec![Bookmark { addon: slug.into(), note: "theirs".into() }] };
        (0..60)
            .map(|n| match n % 6 {
                0 | 3 => Mark::Toggle(n % SLUGS.len()),
                1 => Mark::Toggle((n + 3) % SLUGS.len()),
                2 => Mark::Note(n / 6 % SLUGS.len(), n / 6 % NOTES.len()),
                4 => Mark::Shift(n / 6 % SLUGS.len(), n % 4 == 0),
                _ => Mark::Merge(other(SLUGS[n / 6 % SLUGS.len()])),
            })
            .collect()
    }

    fn apply(edit: &Mark, list: &mut Bookmarks, _: usize) {
        match edit {
            Mark::Toggle(slug) => drop(list.toggle(AddonId(SLUGS[*slug]))),
            Mark::Note(slug, note) => list.set_note(AddonId(SLUGS[*slug]), NOTES[*note]),
            Mark::Shift(slug, up) => list.shift(AddonId(SLUGS[*slug]), *up, |_| true),
            Mark::Merge(theirs) => *list = list.merged(theirs),
            Mark::Replace(theirs) => *list = theirs.clone(),
            Mark::ByFile => *list = Bookmarks::from_file(&list.to_file()).expect("an own file is read"),
            Mark::Nothing => {}
        }
    }

    fn sorted(list: Bookmarks) -> Bookmarks {
        list
    }

    fn entries(list: &Bookmarks) -> Vec<String> {
        let mut entries: Vec<_> = list.items.iter().map(|item| format!("{item:?}")).collect();
        entries.sort_unstable();
        entries
    }

    fn mistyped(facts: &str) -> String {
        facts.replacen("true", "\"true\"", 1).replacen("false", "0", 1)
    }

    fn doubled(facts: &str) -> String {
        facts.replacen("\"kept\"", "\"kept\":[true,[1,1]],\"kept\"", 1)
    }

    fn begin(kept: &[bool]) -> Bookmarks {
        let items = SLUGS.iter().zip(kept).filter(|(_, kept)| **kept);
        Bookmarks { items: items.map(|(slug, _)| Bookmark { addon: (*slug).into(), note: String::new() }).collect() }
    }

    fn turn(place: usize) -> Mark {
        Mark::Toggle(place)
    }

    fn end(kept: &[bool]) -> Bookmarks {
        Marks::begin(&kept.iter().map(|kept| !kept).collect::<Vec<_>>())
    }
}

/// Saved stacks.
pub(super) struct Saves;

const NAMES: [&str; 4] = ["shop", "« né » \"b\"", "c", "\u{202e}<img src=x>"];

#[derive(Debug, Clone)]
pub(super) enum Save {
    Under(usize),
    Delete(usize),
    Merge(Stacks),
    Replace(Stacks),
    /// Exported, and the file imported.
    ByFile,
    Nothing,
    /// Deletes what was kept in a place, or saves another version of one of two names.
    Turn(usize),
}

/// A version whose selection follows from when it was saved.
fn version(saved: usize) -> Version {
    Version { saved: format!("{saved:05}"), selection: format!("v1&a=s{saved}") }
}

impl Saves {
    /// What may be saved: names and selections of every length, also ones that are too long.
    pub(super) fn extremes() -> BoxedStrategy<Vec<(String, Version)>> {
        let name = prop_oneof![Just("same".to_owned()), "[a-zé\"\\\\€]{1,80}"];
        let length = prop_oneof![
            0..300_usize,
            8_000..10_000_usize,
            composer::LONGEST_READ - 9..composer::LONGEST_READ + 3,
            Just(4 * 1024 * 1024),
        ];
        let letter = prop_oneof![Just("x"), Just("%C3%A9"), Just("é"), Just("\""), Just("\0")];
        let save = (name, length, letter, 0..100_000_usize).prop_map(|(name, length, letter, saved)| {
            let selection = format!("v1&a={}", letter.repeat(length / letter.len()));
            (name, Version { saved: format!("{saved:05}"), selection })
        });
        prop::collection::vec(save, 1..30).boxed()
    }
}

impl Subject for Saves {
    type Replica = StackLedger;
    type Edit = Save;

    fn edits() -> BoxedStrategy<Save> {
        prop_oneof![
            8 => (0..NAMES.len()).prop_map(Save::Under),
            2 => (0..NAMES.len()).prop_map(Save::Delete),
            1 => Saves::lists().prop_map(Save::Merge),
            1 => Saves::lists().prop_map(Save::Replace),
            1 => Just(Save::ByFile),
            1 => Just(Save::Nothing),
        ]
        .boxed()
    }

    fn lists() -> BoxedStrategy<Stacks> {
        let versions = prop::collection::btree_set(0..200_usize, 0..=10);
        prop::collection::vec(versions, NAMES.len())
            .prop_map(|all| {
                let stack = |(name, versions): (&&str, std::collections::BTreeSet<usize>)| Stack {
                    name: (*name).into(),
                    versions: versions.into_iter().rev().map(version).collect(),
                };
                let items = NAMES.iter().zip(all).map(stack);
                Stacks { items: items.filter(|stack| !stack.versions.is_empty()).collect() }
            })
            .boxed()
    }

    fn script() -> Vec<Save> {
        let other = |name: &str, n| Stacks {
            items: vec![Stack { name: name.into(), versions: vec![version(n + 1), version(n)] }],
        };
        (0..60)
            .map(|n| match n % 6 {
                5 => Save::Merge(other(NAMES[n / 6 % NAMES.len()], n)),
                4 if n % 4 == 0 => Save::Delete(n / 6 % NAMES.len()),
                _ => Save::Under((n + n / 20) % NAMES.len()),
            })
            .collect()
    }

    fn apply(edit: &Save, list: &mut Stacks, number: usize) {
        match edit {
            Save::Under(name) => drop(list.save(NAMES[*name], version(20_000 + number))),
            Save::Delete(name) => drop(list.remove(NAMES[*name])),
            Save::Merge(theirs) => *list = list.merged(theirs),
            Save::Replace(theirs) => *list = theirs.clone(),
            Save::ByFile => *list = Stacks::from_text(&list.to_text()).expect("an own file is read"),
            Save::Nothing => {}
            Save::Turn(place) if list.remove(SLUGS[*place]) => {}
            Save::Turn(place) => drop(list.save(NAMES[place % 2], version(20_000 + place))),
        }
    }

    fn sorted(mut list: Stacks) -> Stacks {
        list.items.sort_by(|one, other| one.name.cmp(&other.name));
        list.items.iter_mut().for_each(|stack| stack.versions.sort_by(|one, other| other.cmp(one)));
        list
    }

    fn entries(list: &Stacks) -> Vec<String> {
        // Who saves later says a later time: the order in which tabs came decides it.
        let entry = |stack: &Stack| {
            let mut selections: Vec<_> = stack.versions.iter().map(|version| version.selection.as_str()).collect();
            selections.sort_unstable();
            format!("{}: {selections:?}", stack.name)
        };
        list.items.iter().map(entry).collect()
    }

    fn mistyped(facts: &str) -> String {
        facts.replacen("\"gone\":", "\"gone\":\"\" ,\"was\":", 1)
    }

    fn doubled(facts: &str) -> String {
        facts.replacen("\"gone\"", "\"gone\":null,\"gone\"", 1)
    }

    fn begin(kept: &[bool]) -> Stacks {
        let items = SLUGS.iter().zip(kept).filter(|(_, kept)| **kept);
        Stacks { items: items.map(|(name, _)| Stack { name: (*name).into(), versions: vec![version(1)] }).collect() }
    }

    fn turn(place: usize) -> Save {
        Save::Turn(place)
    }

    fn end(kept: &[bool]) -> Stacks {
        let mut end = Stacks::default();
        for (place, _) in kept.iter().enumerate().filter(|(_, kept)| !**kept) {
            end.save(NAMES[place % 2], version(20_000 + place));
        }
        end
    }
}
