//! Nothing that is kept is ever lost or invented, bookmarks or stacks: against a plain list, under faults at every call, with damaged copies, with
//! tabs that come between each other's calls, and with what every edition has stored.
//!
//! A sample runs with every `cargo test`; `ASSURE=1` runs all. The seed is printed, `ASSURE_SEED` repeats it.

use std::{
    cell::RefCell,
    env,
    hash::{BuildHasher, RandomState},
    rc::Rc,
};

use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

use super::{
    faulty::{Disk, Fault, Faulty},
    kinds::{List, Marks, Saves, Subject},
    *,
};
use crate::{bookmarks::Bookmarks, replica::sealed, stacks::Stacks};

/// A number of cases: few with every test, all for `ASSURE`.
pub(crate) fn cases(sample: u32, all: u32) -> u32 {
    if env::var_os("ASSURE").is_some() { all } else { sample }
}

fn seed() -> u64 {
    let given = env::var("ASSURE_SEED").ok().and_then(|text| text.parse().ok());
    given.unwrap_or_else(|| RandomState::new().hash_one(0))
}

/// Runs a law on as many random cases, and says from which seed.
pub(crate) fn law<S: Strategy>(name: &str, cases: u32, strategy: S, law: impl Fn(S::Value)) {
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

/// What a fresh tab sees.
pub(super) fn fresh<S: Subject>(disk: &Disk) -> List<S> {
    let mut known = S::Replica::default();
    read(&Faulty::on(disk), &mut known).expect("nothing fails");
    S::sorted(known.list())
}

fn kept<S: Subject>(copy: Copy) -> Key {
    Key::Kept(S::Replica::KIND, copy)
}

fn tabs_reloads_and_crashes<S: Subject>(name: &str) {
    // A step: who, what, whether the tab is reloaded before, and after how many calls of the store it is closed.
    let steps = (0..3_usize, S::edits(), prop::bool::weighted(0.1), prop::option::weighted(0.15, 0..24_usize));
    law(name, cases(400, 100_000), prop::collection::vec(steps, 1..30), |steps| {
        let disk = Disk::default();
        let mut tabs: Vec<(u32, S::Replica)> = (0..3).map(|tab| (tab, S::Replica::default())).collect();
        let mut model = List::<S>::default();
        for (number, (tab, edit, reload, crash)) in steps.into_iter().enumerate() {
            let (id, known) = &mut tabs[tab];
            if reload {
                *known = S::Replica::default();
            }
            let before = S::sorted(model.clone());
            S::apply(&edit, &mut model, number);
            let store = Faulty::closing(&disk, crash.unwrap_or(usize::MAX));
            let (_, outcome) = change(&store, known, *id, |list| S::apply(&edit, list, number));
            let seen = fresh::<S>(&disk);
            if crash.is_none() {
                assert_eq!(outcome, Ok(()));
                assert_eq!(S::sorted(known.list()), S::sorted(model.clone()));
            } else if outcome.is_err() {
                *known = S::Replica::default();
                *id = 1000 + number as u32;
                assert!(seen == before || seen == S::sorted(model.clone()), "a crash half-way left {seen:?}");
                model = seen.clone();
            }
            assert_eq!(seen, S::sorted(model.clone()));
        }
    });
}

#[test]
fn tabs_reloads_and_crashes_agree_with_a_plain_list() {
    tabs_reloads_and_crashes::<Marks>("R1, bookmarks");
    tabs_reloads_and_crashes::<Saves>("R1, stacks");
}

fn every_fault<S: Subject>() {
    let script = S::script();
    let run = |fault: Option<(Fault, usize, usize)>| {
        let disk = Disk::default();
        let store = Faulty::on(&disk);
        store.fault.set(fault);
        let mut known = S::Replica::default();
        let mut states = vec![List::<S>::default()];
        let mut kept = 0;
        for (number, edit) in script.iter().enumerate() {
            let (_, outcome) = change(&store, &mut known, 1, |list| S::apply(edit, list, number));
            states.push(S::sorted(known.list()));
            if outcome.is_ok() {
                kept = states.len() - 1;
            }
            // The tab might close here: what was kept is kept, whole, and nothing else is there.
            let seen = fresh::<S>(&disk);
            assert!(states[kept..].contains(&seen), "{fault:?}: {seen:?} after {:?}", states.last());
        }
        // The fault is over: the tab's next attempt, which it makes by itself, keeps everything.
        let calls = store.calls.get();
        store.fault.set(None);
        assert_eq!(write(&store, &mut known), Ok(()), "{fault:?}");
        assert_eq!(&fresh::<S>(&disk), states.last().expect("there is a first"), "{fault:?}");
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
    println!("R2, {:?}: {injected} faults in {calls} calls", S::Replica::KIND);
    assert!(injected >= cases(100, 1000));
}

#[test]
fn every_fault_at_every_call_loses_nothing() {
    every_fault::<Marks>();
    every_fault::<Saves>();
}

/// Ways to damage a text; none is a text of ours.
fn damaged<S: Subject>(text: &str, number: u32, random: u64) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = random as usize % chars.len();
    let body = text.splitn(3, ' ').nth(2).unwrap_or(text);
    let sealed = |facts: &str| sealed(S::Replica::SCHEMA, facts);
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
        6 => sealed(&body.replacen('{', "[", 1)),
        7 => sealed(&S::mistyped(body)),
        8 => sealed(&S::doubled(body)),
        _ => sealed(&format!("{}{body}{}", "[".repeat(at + 1), "]".repeat(at + 1))),
    }
}

fn damaged_copies<S: Subject>(name: &str) {
    let cases = cases(600, 12_000);
    let strategy = (S::lists(), 0..10_u32, any::<u64>(), 0..4_u8);
    let strategy = strategy.prop_filter("something is kept", |(list, ..)| *list != List::<S>::default());
    law(name, cases, strategy, |(list, way, random, place)| {
        let disk = Disk::default();
        let store = Faulty::on(&disk);
        let mut known = S::Replica::default();
        assert_eq!(change(&store, &mut known, 1, |own| own.clone_from(&list)).1, Ok(()));
        let bad = damaged::<S>(&store.text(kept::<S>(Copy::First)).expect("it was written"), way, random);
        let struck: &[Key] = match place {
            0 => &[kept::<S>(Copy::First)],
            1 => &[kept::<S>(Copy::Second)],
            2 => &[kept::<S>(Copy::First), kept::<S>(Copy::Second)],
            _ => &[Key::First(S::Replica::KIND)],
        };
        struck.iter().for_each(|key| store.put(*key, &bad));
        let mut known = S::Replica::default();
        let found = read(&store, &mut known).expect("nothing fails");
        let lost = struck.len() == 2;
        assert_eq!((found.damaged, found.whole, found.newer), (true, !lost, false), "{bad:?}");
        assert_eq!(S::sorted(known.list()), if lost { List::<S>::default() } else { S::sorted(list) });
        let before = S::sorted(known.list());
        assert_eq!(change(&store, &mut known, 2, |_| ()).1, Ok(()));
        assert_eq!(fresh::<S>(&disk), before);
        let texts: Vec<_> = aside::<S::Replica>(&store).into_iter().map(|key| store.text(key)).collect();
        assert_eq!(texts, [Some(bad)], "kept byte for byte, once");
        forget_aside::<S::Replica>(&store).expect("nothing fails");
        assert_eq!((aside::<S::Replica>(&store), fresh::<S>(&disk)), (vec![], before));
    });
}

#[test]
fn damaged_copies_are_kept_and_the_whole_one_serves() {
    damaged_copies::<Marks>("R3, bookmarks");
    damaged_copies::<Saves>("R3, stacks");
}

fn newest_three<S: Subject>() {
    let (disk, script) = (Disk::default(), S::script());
    let store = Faulty::on(&disk);
    let mut known = S::Replica::default();
    let rubbish = "\u{fffd}".repeat(4 * 1024 * 1024 / 3);
    for (number, text) in ["one", "two", "three", "four", &rubbish].into_iter().enumerate() {
        store.put(kept::<S>(Copy::First), text);
        read(&store, &mut known).expect("nothing fails");
        assert_eq!(change(&store, &mut known, 1, |list| S::apply(&script[0], list, number)).1, Ok(()));
    }
    let texts: Vec<_> = aside::<S::Replica>(&store).into_iter().filter_map(|key| store.text(key)).collect();
    assert_eq!(texts, [&rubbish, "four", "three"]);
    // Where there is no room to put it aside, it stays, and the other copy serves.
    let no_room = Faulty::on(&disk);
    store.put(kept::<S>(Copy::First), "five");
    no_room.fault.set(Some((Fault::Quota, 0, usize::MAX)));
    let before = fresh::<S>(&Rc::new(RefCell::new(disk.borrow().clone())));
    read(&no_room, &mut known).expect("reading goes on");
    assert!(change(&no_room, &mut known, 1, |list| S::apply(&script[1], list, 9)).1.is_err());
    assert_eq!(store.text(kept::<S>(Copy::First)).as_deref(), Some("five"));
    assert_eq!(fresh::<S>(&disk), before);
}

#[test]
fn the_newest_three_damaged_copies_stay_and_rubbish_of_any_size_is_survived() {
    newest_three::<Marks>();
    newest_three::<Saves>();
}

fn newer<S: Subject>(key: Key, text: &str) {
    let (disk, script) = (Disk::default(), S::script());
    let store = Faulty::on(&disk);
    let mut known = S::Replica::default();
    assert_eq!(change(&store, &mut known, 1, |list| S::apply(&script[0], list, 0)).1, Ok(()));
    store.put(key, text);
    let (before, list) = (disk.borrow().clone(), known.list());
    assert!(read(&store, &mut known).is_ok_and(|found| found.newer));
    let (outcome, kept) = change(&store, &mut known, 1, |list| S::apply(&script[1], list, 1));
    assert_eq!((outcome, kept), (None, Err(NotKept::Newer)));
    assert_eq!(*disk.borrow(), before);
    assert_eq!(known.list(), list, "what could be read is shown");
    if matches!(key, Key::Kept(..)) {
        assert_eq!(write(&store, &mut known), Err(NotKept::Newer));
        assert_eq!(*disk.borrow(), before);
    }
}

#[test]
fn a_newer_edition_is_never_written_over() {
    for copy in COPIES {
        newer::<Marks>(kept::<Marks>(copy), &sealed(<Marks as Subject>::Replica::SCHEMA + 1, "{\"what\":\"ever\"}"));
        newer::<Saves>(kept::<Saves>(copy), &sealed(<Saves as Subject>::Replica::SCHEMA + 1, "{\"what\":\"ever\"}"));
    }
    let file = Stacks::default().to_text().replace("\"version\": 1", "\"version\": 2");
    newer::<Saves>(Key::First(Kind::Stacks), &file);
}

fn emptied<S: Subject>() {
    let (store, script) = (Faulty::default(), S::script());
    let mut known = S::Replica::default();
    assert_eq!(change(&store, &mut known, 1, |list| S::apply(&script[0], list, 0)).1, Ok(()));
    assert!(read(&store, &mut known).is_ok_and(|found| found.complete));
    // One copy that is gone is a fault, and is mended; both gone is somebody's wish.
    store.remove(kept::<S>(Copy::First)).expect("nothing fails");
    assert!(read(&store, &mut known).is_ok_and(|found| !found.complete));
    store.remove(kept::<S>(Copy::Second)).expect("nothing fails");
    assert!(read(&store, &mut known).is_ok_and(|found| found.complete && found.whole));
    assert_eq!(change(&store, &mut known, 1, |list| S::apply(&script[1], list, 1)).1, Ok(()));
    assert_eq!(fresh::<S>(&store.disk), S::sorted(known.list()), "the page that is open still knows the rest");
}

#[test]
fn a_store_that_was_emptied_stays_so_until_something_changes() {
    emptied::<Marks>();
    emptied::<Saves>();
}

#[test]
fn an_exported_file_is_the_list() {
    law("R5, bookmarks", cases(500, 20_000), (Marks::lists(), Marks::lists()), |(list, own)| {
        let read = Bookmarks::from_file(&list.to_file()).expect("an own file is read");
        assert_eq!(read, list);
        let once = own.merged(&read);
        assert_eq!(once.merged(&read), once);
        let mut back = once.clone();
        back.take_back(&own, &once);
        assert_eq!(back, own);
    });
    law("R5, stacks", cases(500, 20_000), (Saves::lists(), Saves::lists()), |(list, own)| {
        let read = Stacks::from_text(&list.to_text()).expect("an own file is read");
        assert_eq!(read, list);
        let once = own.merged(&read);
        assert_eq!(once.merged(&read), once);
        let mut back = once.clone();
        back.take_back(&own, &once);
        assert_eq!(Saves::sorted(back), Saves::sorted(own));
    });
}

/// Whatever is accepted is read again as it is, from the store and from the file, and a record of it is the same list.
fn accepted<S: Subject>(list: &List<S>, file: impl Fn(&List<S>) -> Option<List<S>>) {
    let disk = Disk::default();
    let mut known = S::Replica::default();
    assert_eq!(change(&Faulty::on(&disk), &mut known, 1, |own| own.clone_from(list)).1, Ok(()));
    assert_eq!(fresh::<S>(&disk), S::sorted(list.clone()));
    assert_eq!(file(list).map(S::sorted), Some(S::sorted(list.clone())));
}

#[test]
fn whatever_is_accepted_is_read_again() {
    let stacks = |list: &Stacks| Stacks::from_text(&list.to_text()).ok();
    law("R7, stacks", cases(60, 2_000), Saves::extremes(), |saves| {
        let mut list = Stacks::default();
        for (name, version) in saves {
            list.save(&name, version);
        }
        accepted::<Saves>(&list, stacks);
    });
    // Two copies of it are more than a browser’s store holds.
    let mut list = Stacks::default();
    for n in 0..30 {
        for at in 0..10 {
            let selection = format!("v1&a={}", "x".repeat(9_707 - 5));
            list.save(&format!("name {n}"), crate::stacks::Version { saved: format!("{n:03}.{at}"), selection });
        }
    }
    accepted::<Saves>(&list, stacks);
}

#[test]
fn what_every_edition_stored_is_read_for_ever() {
    let expected =
        Bookmarks::from_file(include_str!("../../../tests/golden/bookmarks-file-1.json")).expect("it is read");
    assert_eq!(
        expected.items.iter().map(|item| item.addon.as_str()).collect::<Vec<_>>(),
        ["celery", "from-the-future", "whitenoise"]
    );
    let check = |key: Key, text: &str| {
        let store = Faulty::default();
        store.put(key, text.trim_end_matches('\n'));
        store
    };
    for (key, text) in [
        (Key::First(Kind::Bookmarks), include_str!("../../../tests/golden/bookmarks-store-1.json")),
        (kept::<Marks>(Copy::First), include_str!("../../../tests/golden/bookmarks-store-2.txt")),
        (kept::<Marks>(Copy::Second), include_str!("../../../tests/golden/bookmarks-store-2.txt")),
    ] {
        assert_eq!(fresh::<Marks>(&check(key, text).disk), expected, "{key:?}");
    }
    let first = include_str!("../../../tests/golden/stacks-store-1.json");
    let expected = Saves::sorted(Stacks::from_text(first).expect("it is read"));
    assert_eq!(expected.items.iter().map(|it| it.versions.len()).collect::<Vec<_>>(), [1, 3]);
    for (key, text) in [
        (Key::First(Kind::Stacks), first),
        (Key::Damaged(Kind::Stacks, ASIDE), &format!("{first}\n{first}\n")),
        (kept::<Saves>(Copy::First), include_str!("../../../tests/golden/stacks-store-2.txt")),
        (kept::<Saves>(Copy::Second), include_str!("../../../tests/golden/stacks-store-2.txt")),
    ] {
        assert_eq!(fresh::<Saves>(&check(key, text).disk), expected, "{key:?}");
    }
}
