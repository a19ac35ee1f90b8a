//! A store in memory that fails where it is told to, and lets other tabs in between any two calls.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use crate::storage::{Key, Refused, Store};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Writing throws: there is no room.
    Quota,
    /// Everything throws: storage is blocked, or the tab is gone.
    Security,
    /// Reading finds nothing.
    Null,
    /// Reading gives the first half.
    Truncated,
    /// Reading gives what stood there before.
    Old,
    /// Writing does nothing and says nothing.
    Dropped,
}

impl Fault {
    pub(super) const ALL: [Fault; 6] =
        [Fault::Quota, Fault::Security, Fault::Null, Fault::Truncated, Fault::Old, Fault::Dropped];
}

/// What all tabs share: the texts, and what stood there before each.
pub(super) type Disk = Rc<RefCell<BTreeMap<String, Vec<String>>>>;

/// One tab's way to the disk.
#[derive(Default)]
pub(super) struct Faulty<'a> {
    pub(super) disk: Disk,
    /// The calls so far.
    pub(super) calls: Cell<usize>,
    /// A fault, and the calls that it strikes: from the first up to, not including, the second.
    pub(super) fault: Cell<Option<(Fault, usize, usize)>>,
    /// Runs before each call: what other tabs do at that moment.
    pub(super) between: Option<&'a dyn Fn()>,
}

impl Faulty<'_> {
    pub(super) fn on(disk: &Disk) -> Faulty<'static> {
        Faulty { disk: Rc::clone(disk), ..Faulty::default() }
    }

    /// The same, failing in every way from a call on: the tab is closed.
    pub(super) fn closing(disk: &Disk, after: usize) -> Faulty<'static> {
        let store = Faulty::on(disk);
        store.fault.set(Some((Fault::Security, after, usize::MAX)));
        store
    }

    pub(super) fn text(&self, key: Key) -> Option<String> {
        self.disk.borrow().get(&key.full("/")).and_then(|texts| texts.last().cloned())
    }

    pub(super) fn put(&self, key: Key, text: &str) {
        self.disk.borrow_mut().entry(key.full("/")).or_default().push(text.to_owned());
    }

    fn striking(&self) -> Option<Fault> {
        if let Some(between) = self.between {
            between();
        }
        let call = self.calls.get();
        self.calls.set(call + 1);
        self.fault.get().filter(|(_, from, to)| (*from..*to).contains(&call)).map(|(fault, ..)| fault)
    }
}

impl Store for Faulty<'_> {
    fn get(&self, key: Key) -> Result<Option<String>, Refused> {
        let before = |texts: &Vec<String>| texts.len().checked_sub(2).map(|at| texts[at].clone());
        match self.striking() {
            Some(Fault::Security) => Err(Refused),
            Some(Fault::Null) => Ok(None),
            Some(Fault::Truncated) => {
                Ok(self.text(key).map(|text| text.chars().take(text.chars().count() / 2).collect()))
            }
            Some(Fault::Old) => Ok(self.disk.borrow().get(&key.full("/")).and_then(before)),
            _ => Ok(self.text(key)),
        }
    }

    fn set(&self, key: Key, text: &str) -> Result<(), Refused> {
        match self.striking() {
            Some(Fault::Quota | Fault::Security) => Err(Refused),
            Some(Fault::Dropped) => Ok(()),
            _ => {
                self.put(key, text);
                Ok(())
            }
        }
    }

    fn remove(&self, key: Key) -> Result<(), Refused> {
        match self.striking() {
            Some(Fault::Security) => Err(Refused),
            Some(Fault::Dropped) => Ok(()),
            _ => {
                self.disk.borrow_mut().remove(&key.full("/"));
                Ok(())
            }
        }
    }

    fn copy(&self, from: Key, to: Key) -> Result<bool, Refused> {
        let text = self.get(from)?.ok_or(Refused)?;
        self.set(to, &text)?;
        Ok(self.get(to)? == Some(text))
    }
}
