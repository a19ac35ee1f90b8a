//! Keeping the ledger in a store that may fail at any call, and that other tabs write to at any time.
//!
//! There are two copies, each with its own sum. Both are read and merged before either is written, the second is written
//! only when the first was read back as it was meant, and merging can be repeated: so a crash, a refusal or another
//! tab between any two calls leaves at least one copy with everything that was ever kept. A copy that cannot be read is
//! put aside byte for byte before its place is written; where that is impossible it stays where it is, and the other
//! copy serves alone.

use crate::{
    bookmarks::Bookmarks,
    ledger::{Ledger, NoLedger},
    storage::{Copy, Key, Refused, Store},
};

const COPIES: [Copy; 2] = [Copy::First, Copy::Second];
/// How many damaged copies are kept.
const ASIDE: u8 = 3;
/// How often a write starts again because another tab came between.
const ATTEMPTS: usize = 4;

/// What reading found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// At least one copy was whole, or there never was one.
    pub(crate) whole: bool,
    /// At least one copy, or what the first edition stored, could not be read.
    pub(crate) damaged: bool,
    /// A newer edition wrote it: nothing may be written.
    pub(crate) newer: bool,
    /// Both copies hold all that the ledger knows, or somebody has emptied the store.
    pub(crate) complete: bool,
}

/// Why the ledger is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotKept {
    /// The store refuses, or does not do what it was told.
    Refused,
    /// A newer edition wrote what is there.
    Newer,
}

impl From<Refused> for NotKept {
    fn from(_: Refused) -> NotKept {
        NotKept::Refused
    }
}

/// A key as it was read.
#[derive(Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Whole(Ledger),
    Damaged,
    Newer,
}

/// Reads what is kept and merges it into the ledger. What is damaged is put aside.
pub(crate) fn read(store: &impl Store, ledger: &mut Ledger) -> Result<Found, Refused> {
    let mut found = Found::default();
    let mut absent = 0;
    let mut texts = Vec::new();
    for copy in COPIES {
        let (text, held) = held(store, Key::Bookmarks(copy))?;
        match held {
            Held::Nothing => absent += 1,
            Held::Whole(theirs) => {
                ledger.merge(&theirs);
                found.whole = true;
            }
            Held::Damaged => {
                found.damaged = true;
                put_aside(store, Key::Bookmarks(copy))?;
            }
            Held::Newer => found.newer = true,
        }
        texts.push(text);
    }
    match held(store, Key::FirstBookmarks)?.1 {
        Held::Nothing | Held::Newer => {}
        Held::Whole(theirs) => {
            ledger.merge(&theirs);
            found.whole = true;
        }
        Held::Damaged => {
            found.damaged = true;
            // Nothing ever writes there again, so a copy that is put aside makes room.
            if put_aside(store, Key::FirstBookmarks)? {
                store.remove(Key::FirstBookmarks)?;
            }
        }
    }
    found.whole |= absent == COPIES.len() && !found.damaged;
    // Who has emptied the store does not want it filled again by a page that is still open, until something changes.
    let emptied = absent == COPIES.len();
    let text = ledger.to_text();
    found.complete = emptied || texts.iter().all(|own| own.as_ref() == Some(&text));
    Ok(found)
}

/// Changes the list as a tab does: what others have stored is read first, and the outcome is written. Where a newer
/// edition has written, nothing is changed and there is no outcome.
pub(crate) fn change<T>(
    store: &impl Store,
    ledger: &mut Ledger,
    tab: u32,
    change: impl FnOnce(&mut Bookmarks) -> T,
) -> (Option<T>, Result<(), NotKept>) {
    if read(store, ledger).is_ok_and(|found| found.newer) {
        return (None, Err(NotKept::Newer));
    }
    let mut list = ledger.list();
    let outcome = change(&mut list);
    ledger.record(&list, tab);
    (Some(outcome), write(store, ledger))
}

/// Writes the ledger into both copies, with all that others have written in the meantime.
pub(crate) fn write(store: &impl Store, ledger: &mut Ledger) -> Result<(), NotKept> {
    for _ in 0..ATTEMPTS {
        if attempt(store, ledger)? {
            return Ok(());
        }
    }
    Err(NotKept::Refused)
}

/// One attempt; false where another tab came between.
fn attempt(store: &impl Store, ledger: &mut Ledger) -> Result<bool, NotKept> {
    let mut places = Vec::new();
    for copy in COPIES {
        let key = Key::Bookmarks(copy);
        let (text, held) = held(store, key)?;
        match held {
            Held::Newer => return Err(NotKept::Newer),
            Held::Whole(theirs) => ledger.merge(&theirs),
            Held::Damaged if !put_aside(store, key)? => continue,
            Held::Damaged | Held::Nothing => {}
        }
        places.push((key, text));
    }
    if places.is_empty() {
        return Err(NotKept::Refused);
    }
    let text = ledger.to_text();
    for (key, seen) in places {
        if seen.as_ref() == Some(&text) {
            continue;
        }
        if store.get(key)? != seen {
            return Ok(false);
        }
        store.set(key, &text)?;
        if store.get(key)?.as_ref() != Some(&text) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What could not be read and is still there, the newest first: where, for [`Store::get`].
pub(crate) fn aside(store: &impl Store) -> Vec<Key> {
    let places = COPIES.map(Key::Bookmarks).into_iter().chain([Key::FirstBookmarks]);
    let unread = places.filter(|key| matches!(held(store, *key), Ok((_, Held::Damaged))));
    let kept = (0..ASIDE).map(Key::Damaged).filter(|key| matches!(store.get(*key), Ok(Some(_))));
    unread.chain(kept).collect()
}

/// Forgets what could not be read: the reader has seen to it.
pub(crate) fn forget_aside(store: &impl Store) -> Result<(), Refused> {
    aside(store).into_iter().try_for_each(|key| store.remove(key))
}

/// A key's text and what it means. What looks damaged is read twice: a store that stumbled once is no damage.
fn held(store: &impl Store, key: Key) -> Result<(Option<String>, Held), Refused> {
    let understood = |text: Option<String>| {
        let held = text.as_deref().map_or(Held::Nothing, |text| understand(key, text));
        (text, held)
    };
    match understood(store.get(key)?) {
        (_, Held::Damaged) => Ok(understood(store.get(key)?)),
        whole => Ok(whole),
    }
}

fn understand(key: Key, text: &str) -> Held {
    if key == Key::FirstBookmarks {
        let list = serde_json::from_str::<Bookmarks>(text);
        return list.map_or(Held::Damaged, |list| match list.is_sound() {
            true => Held::Whole(Ledger::unstamped(&Bookmarks::default().merged(&list))),
            false => Held::Damaged,
        });
    }
    match Ledger::from_text(text) {
        Ok(ledger) => Held::Whole(ledger),
        Err(NoLedger::Damaged) => Held::Damaged,
        Err(NoLedger::Newer) => Held::Newer,
    }
}

/// Copies a key to the newest place aside; false where that cannot be done. The oldest gives way.
fn put_aside(store: &impl Store, key: Key) -> Result<bool, Refused> {
    let text = store.get(key)?;
    for place in (0..ASIDE).map(Key::Damaged) {
        if text.is_some() && store.get(place)? == text {
            return Ok(true);
        }
    }
    for place in (1..ASIDE).rev() {
        if store.get(Key::Damaged(place - 1))?.is_some()
            && !matches!(store.copy(Key::Damaged(place - 1), Key::Damaged(place)), Ok(true))
        {
            return Ok(false);
        }
    }
    Ok(matches!(store.copy(key, Key::Damaged(0)), Ok(true)))
}

#[cfg(test)]
mod faulty;
#[cfg(test)]
mod tabs;
#[cfg(test)]
mod tests;
