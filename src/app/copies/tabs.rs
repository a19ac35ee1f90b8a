//! Tabs that write at the same time: each does its edits whenever another one waits for the store.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use proptest::prelude::*;

use super::{
    faulty::{Disk, Faulty},
    tests::{Edit, SLUGS, cases, fresh, law},
    *,
};
use crate::bookmarks::Bookmark;

/// Tabs that do their edits whenever another one waits for the store.
struct Tabs {
    disk: Disk,
    ledgers: Vec<RefCell<Ledger>>,
    waiting: RefCell<Vec<(usize, Edit)>>,
    random: Cell<u64>,
}

impl Tabs {
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
        let Some(at) = waiting.iter().position(|(tab, _)| self.ledgers[*tab].try_borrow_mut().is_ok()) else { return };
        let (tab, edit) = waiting.remove(at);
        drop(waiting);
        let between = || {
            if self.below(6) == 0 {
                self.next();
            }
        };
        let store = Faulty { disk: Rc::clone(&self.disk), between: Some(&between), ..Faulty::default() };
        // A write that others kept from ending is made again, as the tab does by itself.
        let mut ledger = self.ledgers[tab].borrow_mut();
        let mut kept = change(&store, &mut ledger, tab as u32, |list| edit.apply(list)).1;
        while kept == Err(NotKept::Refused) {
            kept = write(&store, &mut ledger);
        }
    }

    /// Events reach every tab until nobody writes any more.
    fn settle(&self) {
        for _ in 0..10 {
            let before = self.disk.borrow().clone();
            for ledger in &self.ledgers {
                let (store, mut ledger) = (Faulty::on(&self.disk), ledger.borrow_mut());
                if !read(&store, &mut ledger).expect("nothing fails").complete {
                    write(&store, &mut ledger).expect("nothing fails");
                }
            }
            if *self.disk.borrow() == before {
                return;
            }
        }
        panic!("the tabs write for ever");
    }
}

#[test]
fn tabs_that_write_at_once_all_show_the_union() {
    let strategy = (2..=5_usize, any::<u64>(), prop::collection::vec(any::<bool>(), SLUGS.len()), any::<bool>());
    law("R4", cases(500, 20_000), strategy, |(number, random, begin, closed)| {
        let disk = Disk::default();
        let items = SLUGS.iter().zip(&begin).filter(|(_, kept)| **kept);
        let start = Bookmarks {
            items: items.map(|(slug, _)| Bookmark { addon: (*slug).into(), note: String::new() }).collect(),
        };
        assert_eq!(change(&Faulty::on(&disk), &mut Ledger::default(), 99, |list| list.clone_from(&start)).1, Ok(()));
        // Each add-on is kept or given up by one tab alone: all of it must hold in the end.
        let waiting: Vec<_> = (0..SLUGS.len()).map(|slug| (slug % number, Edit::Toggle(slug))).collect();
        let ledgers = (0..number).map(|_| RefCell::default()).collect();
        let tabs = Tabs { disk, ledgers, waiting: RefCell::new(waiting), random: Cell::new(random) };
        for ledger in &tabs.ledgers {
            read(&Faulty::on(&tabs.disk), &mut ledger.borrow_mut()).expect("nothing fails");
        }
        while !tabs.waiting.borrow().is_empty() {
            tabs.next();
        }
        // Of two, one may be closed before an event reaches it: what it kept was written. Of three, two that are held up
        // between looking and writing can each take one copy from the third; only its own page still knows then.
        let closed = usize::from(number == 2 && closed);
        let tabs = Tabs { ledgers: tabs.ledgers.into_iter().skip(closed).collect(), ..tabs };
        tabs.settle();
        let expected: Vec<_> = SLUGS.iter().zip(&begin).filter(|(_, kept)| !**kept).map(|(slug, _)| *slug).collect();
        for ledger in &tabs.ledgers {
            let list = ledger.borrow().list();
            let mut shown: Vec<_> = list.items.iter().map(|item| item.addon.as_str()).collect();
            shown.sort_unstable();
            assert_eq!(shown, expected);
            assert_eq!(list, fresh(&tabs.disk));
        }
    });
}
