//! No bookmark is ever lost or invented: against a plain list, under faults at every call, with damaged copies, with
//! tabs that come between each other's calls, and with what every edition has stored.
//!
//! A sample runs with every `cargo test`; `ASSURE=1` runs all. The seed is printed, `ASSURE_SEED` repeats it.

use std::{
    cell::RefCell,
    env,
    hash::{BuildHasher, RandomState},
    rc::Rc,
};

use catalog::AddonId;
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

use super::{
    faulty::{Disk, Fault, Faulty},
    *,
};
use crate::{
    bookmarks::Bookmark,
    ledger::{SCHEMA, sealed},
};

pub(super) const SLUGS: [&str; 6] = ["a", "b-1", "c", "d", "e", "f"];
const NOTES: [&str; 5] = ["", "note", "« né »\n\u{202e}\"\\", "\0", "<img src=x onerror=alert(1)>"];

/// A number of cases: few with every test, all for `ASSURE`.
pub(super) fn cases(sample: u32, all: u32) -> u32 {
    if env::var_os("ASSURE").is_some() { all } else { sample }
}

fn seed() -> u64 {
    let given = env::var("ASSURE_SEED").ok().and_then(|text| text.parse().ok());
    given.unwrap_or_else(|| RandomState::new().hash_one(0))
}

/// Runs a law on as many random cases, and says from which seed.
pub(super) fn law<S: Strategy>(name: &str, cases: u32, strategy: S, law: impl Fn(S::Value)) {
    let seed = seed();
    println!("{name}: {cases} cases, ASSURE_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    if let Err(error) = runner.run(&strategy, |value| {
        law(value);
        Ok(())
    }) {
        panic!("{name}, ASSURE_SEED={seed}: {error}");
    }
}

/// What a reader can do to the list.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    Toggle(usize),
    Note(usize, usize),
    Shift(usize, bool),
    Merge(Bookmarks),
    Replace(Bookmarks),
    /// Exported, and the file imported.
    ByFile,
    Nothing,
}

impl Edit {
    pub(super) fn apply(&self, list: &mut Bookmarks) {
        match self {
            Edit::Toggle(slug) => drop(list.toggle(AddonId(SLUGS[*slug]))),
            Edit::Note(slug, note) => list.set_note(AddonId(SLUGS[*slug]), NOTES[*note]),
            Edit::Shift(slug, up) => list.shift(AddonId(SLUGS[*slug]), *up, |_| true),
            Edit::Merge(theirs) => *list = list.merged(theirs),
            Edit::Replace(theirs) => *list = theirs.clone(),
            Edit::ByFile => *list = Bookmarks::from_file(&list.to_file()).expect("an own file is read"),
            Edit::Nothing => {}
        }
    }
}

fn lists() -> impl Strategy<Value = Bookmarks> {
    let order = Just((0..SLUGS.len()).collect::<Vec<_>>()).prop_shuffle();
    (order, 0..=SLUGS.len(), prop::collection::vec(0..NOTES.len(), SLUGS.len())).prop_map(|(order, length, notes)| {
        let items = order.into_iter().take(length).zip(notes);
        Bookmarks {
            items: items.map(|(slug, note)| Bookmark { addon: SLUGS[slug].into(), note: NOTES[note].into() }).collect(),
        }
    })
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => (0..SLUGS.len()).prop_map(Edit::Toggle),
        3 => (0..SLUGS.len(), 0..NOTES.len()).prop_map(|(slug, note)| Edit::Note(slug, note)),
        2 => (0..SLUGS.len(), any::<bool>()).prop_map(|(slug, up)| Edit::Shift(slug, up)),
        1 => lists().prop_map(Edit::Merge),
        1 => lists().prop_map(Edit::Replace),
        1 => Just(Edit::ByFile),
        1 => Just(Edit::Nothing),
    ]
}

/// What a fresh tab sees.
pub(super) fn fresh(disk: &Disk) -> Bookmarks {
    let mut ledger = Ledger::default();
    read(&Faulty::on(disk), &mut ledger).expect("nothing fails");
    ledger.list()
}

#[test]
fn tabs_reloads_and_crashes_agree_with_a_plain_list() {
    // A step: who, what, whether the tab is reloaded before, and after how many calls of the store it is closed.
    let steps = (0..3_usize, edits(), prop::bool::weighted(0.1), prop::option::weighted(0.15, 0..24_usize));
    law("R1", cases(400, 100_000), prop::collection::vec(steps, 1..30), |steps| {
        let disk = Disk::default();
        let mut tabs: Vec<(u32, Ledger)> = (0..3).map(|tab| (tab, Ledger::default())).collect();
        let mut model = Bookmarks::default();
        for (number, (tab, edit, reload, crash)) in steps.into_iter().enumerate() {
            let (id, ledger) = &mut tabs[tab];
            if reload {
                *ledger = Ledger::default();
            }
            let before = model.clone();
            edit.apply(&mut model);
            let store = Faulty::closing(&disk, crash.unwrap_or(usize::MAX));
            let (_, kept) = change(&store, ledger, *id, |list| edit.apply(list));
            let seen = fresh(&disk);
            if crash.is_none() {
                assert_eq!(kept, Ok(()));
                assert_eq!(ledger.list(), model);
            } else if kept.is_err() {
                *ledger = Ledger::default();
                *id = 1000 + number as u32;
                assert!(seen == before || seen == model, "a crash half-way left {seen:?}");
                model = seen.clone();
            }
            assert_eq!(seen, model);
        }
    });
}

/// Sixty edits that use every way to change the list.
fn script() -> Vec<Edit> {
    let other = |slug: &str| Bookmarks { items: vec![Bookmark { addon: slug.into(), note: "theirs".into() }] };
    (0..60)
        .map(|n| match n % 6 {
            0 | 3 => Edit::Toggle(n % SLUGS.len()),
            1 => Edit::Toggle((n + 3) % SLUGS.len()),
            2 => Edit::Note(n / 6 % SLUGS.len(), n / 6 % NOTES.len()),
            4 => Edit::Shift(n / 6 % SLUGS.len(), n % 4 == 0),
            _ => Edit::Merge(other(SLUGS[n / 6 % SLUGS.len()])),
        })
        .collect()
}

#[test]
fn every_fault_at_every_call_loses_nothing() {
    let script = script();
    let run = |fault: Option<(Fault, usize, usize)>| {
        let disk = Disk::default();
        let store = Faulty::on(&disk);
        store.fault.set(fault);
        let mut ledger = Ledger::default();
        let mut states = vec![Bookmarks::default()];
        let mut kept = 0;
        for edit in &script {
            let (_, outcome) = change(&store, &mut ledger, 1, |list| edit.apply(list));
            states.push(ledger.list());
            if outcome.is_ok() {
                kept = states.len() - 1;
            }
            // The tab might close here: what was kept is kept, whole, and nothing else is there.
            let seen = fresh(&disk);
            assert!(states[kept..].contains(&seen), "{fault:?}: {seen:?} after {:?}", states.last());
        }
        // The fault is over: the tab's next attempt, which it makes by itself, keeps everything.
        let calls = store.calls.get();
        store.fault.set(None);
        assert_eq!(write(&store, &mut ledger), Ok(()), "{fault:?}");
        assert_eq!(&fresh(&disk), states.last().expect("there is a first"), "{fault:?}");
        calls
    };
    let calls = run(None);
    let mut injected = 0;
    let step = cases(29, 1) as usize;
    for call in (0..calls).step_by(step) {
        for fault in Fault::ALL {
            for length in [1, 7, usize::MAX - call] {
                run(Some((fault, call, call + length)));
                injected += 1;
            }
        }
    }
    println!("R2: {injected} faults in {calls} calls");
    assert!(injected >= cases(100, 1000));
}

/// Ways to damage a text; none is a text of ours.
fn damaged(text: &str, number: u32, random: u64) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = random as usize % chars.len();
    let body = text.splitn(3, ' ').nth(2).unwrap_or(text);
    match number % 10 {
        0 | 1 => chars[..at].iter().collect(),
        2 | 3 => {
            let flip = |(n, c): (usize, &char)| match n == at {
                true => char::from_u32(*c as u32 ^ 1 << (random >> 32 & 7)).unwrap_or('?'),
                false => *c,
            };
            chars.iter().enumerate().map(flip).collect()
        }
        4 => chars[at..].iter().rev().collect(),
        5 => format!("{}\0{}", chars[..at].iter().collect::<String>(), chars[at..].iter().collect::<String>()),
        6 => sealed(SCHEMA, &body.replacen('{', "[", 1)),
        7 => sealed(SCHEMA, &body.replacen("true", "\"true\"", 1).replacen("false", "0", 1)),
        8 => sealed(SCHEMA, &body.replacen("\"kept\"", "\"kept\":[true,[1,1]],\"kept\"", 1)),
        _ => sealed(SCHEMA, &format!("{}{body}{}", "[".repeat(at + 1), "]".repeat(at + 1))),
    }
}

#[test]
fn damaged_copies_are_kept_and_the_whole_one_serves() {
    let cases = cases(600, 12_000);
    let strategy = (lists(), 0..10_u32, any::<u64>(), 0..4_u8);
    law(
        "R3",
        cases,
        strategy.prop_filter("something is kept", |(list, ..)| !list.items.is_empty()),
        |(list, way, random, place)| {
            let disk = Disk::default();
            let store = Faulty::on(&disk);
            let mut ledger = Ledger::default();
            assert_eq!(change(&store, &mut ledger, 1, |own| own.clone_from(&list)).1, Ok(()));
            let bad = damaged(&store.text(Key::Bookmarks(Copy::First)).expect("it was written"), way, random);
            let struck: &[Key] = match place {
                0 => &[Key::Bookmarks(Copy::First)],
                1 => &[Key::Bookmarks(Copy::Second)],
                2 => &[Key::Bookmarks(Copy::First), Key::Bookmarks(Copy::Second)],
                _ => &[Key::FirstBookmarks],
            };
            struck.iter().for_each(|key| store.put(*key, &bad));
            let mut ledger = Ledger::default();
            let found = read(&store, &mut ledger).expect("nothing fails");
            let lost = struck.len() == 2;
            assert_eq!((found.damaged, found.whole, found.newer), (true, !lost, false), "{bad:?}");
            assert_eq!(ledger.list(), if lost { Bookmarks::default() } else { list });
            let before = ledger.list();
            assert_eq!(change(&store, &mut ledger, 2, |own| own.set_note(AddonId("none"), "")).1, Ok(()));
            assert_eq!(fresh(&disk), before);
            let kept: Vec<_> = aside(&store).into_iter().map(|key| store.text(key)).collect();
            assert_eq!(kept, [Some(bad)], "kept byte for byte, once");
            forget_aside(&store).expect("nothing fails");
            assert_eq!((aside(&store), fresh(&disk)), (vec![], before));
        },
    );
}

#[test]
fn the_newest_three_damaged_copies_stay_and_rubbish_of_any_size_is_survived() {
    let disk = Disk::default();
    let store = Faulty::on(&disk);
    let mut ledger = Ledger::default();
    let rubbish = "\u{fffd}".repeat(4 * 1024 * 1024 / 3);
    for text in ["one", "two", "three", "four", &rubbish] {
        store.put(Key::Bookmarks(Copy::First), text);
        read(&store, &mut ledger).expect("nothing fails");
        assert_eq!(change(&store, &mut ledger, 1, |list| list.toggle(AddonId("a"))).1, Ok(()));
    }
    let texts: Vec<_> = aside(&store).into_iter().filter_map(|key| store.text(key)).collect();
    assert_eq!(texts, [&rubbish, "four", "three"]);
    // Where there is no room to put it aside, it stays, and the other copy serves.
    let no_room = Faulty::on(&disk);
    store.put(Key::Bookmarks(Copy::First), "five");
    no_room.fault.set(Some((Fault::Quota, 0, usize::MAX)));
    let before = fresh(&Rc::new(RefCell::new(disk.borrow().clone())));
    read(&no_room, &mut ledger).expect("reading goes on");
    assert!(change(&no_room, &mut ledger, 1, |list| list.toggle(AddonId("b-1"))).1.is_err());
    assert_eq!(store.text(Key::Bookmarks(Copy::First)).as_deref(), Some("five"));
    assert_eq!(fresh(&disk), before);
}

#[test]
fn a_newer_edition_is_never_written_over() {
    for key in COPIES.map(Key::Bookmarks) {
        let disk = Disk::default();
        let store = Faulty::on(&disk);
        let mut ledger = Ledger::default();
        assert_eq!(change(&store, &mut ledger, 1, |list| list.toggle(AddonId("a"))).1, Ok(()));
        store.put(key, &sealed(SCHEMA + 1, "{\"what\":\"ever\"}"));
        let before = disk.borrow().clone();
        assert!(read(&store, &mut ledger).is_ok_and(|found| found.newer));
        let (outcome, kept) = change(&store, &mut ledger, 1, |list| list.toggle(AddonId("b-1")));
        assert_eq!((outcome, kept), (None, Err(NotKept::Newer)));
        assert_eq!(write(&store, &mut ledger), Err(NotKept::Newer));
        assert_eq!(*disk.borrow(), before);
        assert_eq!(ledger.list().items.len(), 1, "what could be read is shown");
    }
}

#[test]
fn a_store_that_was_emptied_stays_so_until_something_changes() {
    let store = Faulty::default();
    let mut ledger = Ledger::default();
    assert_eq!(change(&store, &mut ledger, 1, |list| list.toggle(AddonId("a"))).1, Ok(()));
    assert!(read(&store, &mut ledger).is_ok_and(|found| found.complete));
    // One copy that is gone is a fault, and is mended; both gone is somebody's wish.
    store.remove(Key::Bookmarks(Copy::First)).expect("nothing fails");
    assert!(read(&store, &mut ledger).is_ok_and(|found| !found.complete));
    store.remove(Key::Bookmarks(Copy::Second)).expect("nothing fails");
    assert!(read(&store, &mut ledger).is_ok_and(|found| found.complete && found.whole));
    assert_eq!(change(&store, &mut ledger, 1, |list| list.toggle(AddonId("b-1"))).1, Ok(()));
    assert_eq!(fresh(&store.disk).items.len(), 2, "the page that is open still knows the rest");
}

#[test]
fn an_exported_file_is_the_list() {
    law("R5", cases(500, 20_000), (lists(), lists()), |(list, own)| {
        let read = Bookmarks::from_file(&list.to_file()).expect("an own file is read");
        assert_eq!(read, list);
        let once = own.merged(&read);
        assert_eq!(once.merged(&read), once);
        let mut back = once.clone();
        back.take_back(&own, &once);
        assert_eq!(back, own);
    });
}

#[test]
fn what_every_edition_stored_is_read_for_ever() {
    let expected =
        Bookmarks::from_file(include_str!("../../../tests/golden/bookmarks-file-1.json")).expect("it is read");
    assert_eq!(
        expected.items.iter().map(|item| item.addon.as_str()).collect::<Vec<_>>(),
        ["celery", "from-the-future", "whitenoise"]
    );
    for (key, text) in [
        (Key::FirstBookmarks, include_str!("../../../tests/golden/bookmarks-store-1.json")),
        (Key::Bookmarks(Copy::First), include_str!("../../../tests/golden/bookmarks-store-2.txt")),
        (Key::Bookmarks(Copy::Second), include_str!("../../../tests/golden/bookmarks-store-2.txt")),
    ] {
        let store = Faulty::default();
        store.put(key, text.trim_end_matches('\n'));
        assert_eq!(fresh(&store.disk), expected, "{key:?}");
    }
}
