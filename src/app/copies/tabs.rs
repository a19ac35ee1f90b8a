//! Tabs that write at the same time: each does its edits whenever another one waits for the store.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use proptest::prelude::*;

use super::{
    faulty::{Disk, Faulty},
    kinds::{List, Marks, SLUGS, Saves, Subject},
    tests::{cases, fresh, law},
    *,
};

/// Tabs that do their edits whenever another one waits for the store.
struct Tabs<S: Subject> {
    disk: Disk,
    known: Vec<RefCell<S::Replica>>,
    waiting: RefCell<Vec<(usize, S::Edit)>>,
    random: Cell<u64>,
}

impl<S: Subject> Tabs<S> {
    /// A random number below a limit, by SplitMix64.
    fn below(&self, limit: u64) -> u64 {
        let state = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) % limit
    }

    /// One of the waiting edits, whose tab is not in the midst of another.
    fn next(&self) {
        let mut waiting = self.waiting.borrow_mut();
        let Some(at) = waiting.iter().position(|(tab, _)| self.known[*tab].try_borrow_mut().is_ok()) else { return };
        let (tab, edit) = waiting.remove(at);
        drop(waiting);
        let between = || {
            if self.below(6) == 0 {
                self.next();
            }
        };
        let store = Faulty { disk: Rc::clone(&self.disk), between: Some(&between), ..Faulty::default() };
        // A write that others kept from ending is made again, as the tab does by itself.
        let mut known = self.known[tab].borrow_mut();
        let mut kept = change(&store, &mut *known, tab as u32, |list| S::apply(&edit, list, 0)).1;
        while kept == Err(NotKept::Refused) {
            kept = write(&store, &mut *known);
        }
    }

    /// Events reach every tab until nobody writes any more.
    fn settle(&self) {
        for _ in 0..10 {
            let before = self.disk.borrow().clone();
            for known in &self.known {
                let (store, mut known) = (Faulty::on(&self.disk), known.borrow_mut());
                if !read(&store, &mut *known).expect("nothing fails").complete {
                    write(&store, &mut *known).expect("nothing fails");
                }
            }
            if *self.disk.borrow() == before {
                return;
            }
        }
        panic!("the tabs write for ever");
    }
}

fn tabs_at_once<S: Subject>(name: &str) {
    let strategy = (2..=5_usize, any::<u64>(), prop::collection::vec(any::<bool>(), SLUGS.len()), any::<bool>());
    law(name, cases(500, 20_000), strategy, |(number, random, begin, closed)| {
        let disk = Disk::default();
        let start = S::begin(&begin);
        let first = change(&Faulty::on(&disk), &mut S::Replica::default(), 99, |list| list.clone_from(&start));
        assert_eq!(first.1, Ok(()));
        // Each place is changed by one tab alone: all of it must hold in the end.
        let waiting: Vec<_> = (0..SLUGS.len()).map(|place| (place % number, S::turn(place))).collect();
        let known = (0..number).map(|_| RefCell::default()).collect();
        let tabs = Tabs::<S> { disk, known, waiting: RefCell::new(waiting), random: Cell::new(random) };
        for known in &tabs.known {
            read(&Faulty::on(&tabs.disk), &mut *known.borrow_mut()).expect("nothing fails");
        }
        while !tabs.waiting.borrow().is_empty() {
            tabs.next();
        }
        // Of two, one may be closed before an event reaches it: what it kept was written. Of three, two that are held up
        // between looking and writing can each take one copy from the third; only its own page still knows then.
        let closed = usize::from(number == 2 && closed);
        let tabs = Tabs { known: tabs.known.into_iter().skip(closed).collect(), ..tabs };
        tabs.settle();
        let expected = by_name::<S>(S::end(&begin));
        for known in &tabs.known {
            let list: List<S> = known.borrow().list();
            assert_eq!(by_name::<S>(list.clone()), expected);
            assert_eq!(S::sorted(list), fresh::<S>(&tabs.disk));
        }
    });
}

/// The entries of a list, whatever their order.
fn by_name<S: Subject>(list: List<S>) -> Vec<String> {
    S::entries(&S::sorted(list))
}

#[test]
fn tabs_that_write_at_once_all_show_the_union() {
    tabs_at_once::<Marks>("R4, bookmarks");
    tabs_at_once::<Saves>("R4, stacks");
}
