//! Keeping what is known of one kind of thing in a store that may fail at any call, and that other tabs write to at any time.
//!
//! There are two copies, each with its own sum. Both are read and merged before either is written, the second is written
//! only when the first was read back as it was meant, and merging can be repeated: so a crash, a refusal or another
//! tab between any two calls leaves at least one copy with everything that was ever kept. A copy that cannot be read is
//! put aside byte for byte before its place is written; where that is impossible it stays where it is, and the other
//! copy serves alone.

use crate::{
    replica::{Held, Replica},
    storage::{ASIDE, Copy, Key, Kind, Refused, Store},
};

const COPIES: [Copy; 2] = [Copy::First, Copy::Second];
/// How often a write starts again because another tab came between.
const ATTEMPTS: usize = 4;

/// What reading found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// At least one copy was whole, or there never was one.
    pub(crate) whole: bool,
    /// At least one copy, or what the first edition stored, could not be read.
    pub(crate) damaged: bool,
    /// Some entries of what an earlier edition stored could not be read, and no copy is known to have them.
    pub(crate) partly: bool,
    /// A newer edition wrote it: nothing may be written.
    pub(crate) newer: bool,
    /// Both copies hold all that is known, or somebody has emptied the store.
    pub(crate) complete: bool,
}

/// Why something is not kept.
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

/// Reads what is kept and merges it into what is known. What is damaged is put aside.
pub(crate) fn read<R: Replica>(store: &impl Store, known: &mut R) -> Result<Found, Refused> {
    let mut found = Found::default();
    let mut absent = 0;
    let mut texts = Vec::new();
    for copy in COPIES {
        let (text, held) = held::<R>(store, Key::Kept(R::KIND, copy))?;
        match held {
            Held::Nothing => absent += 1,
            Held::Whole(theirs) | Held::Partly(theirs, _) => {
                known.merge(&theirs);
                found.whole = true;
            }
            Held::Damaged => {
                found.damaged = true;
                put_aside(store, R::KIND, Key::Kept(R::KIND, copy))?;
            }
            Held::Newer => found.newer = true,
        }
        texts.push(text);
    }
    let first = Key::First(R::KIND);
    match held::<R>(store, first)?.1 {
        Held::Nothing => {}
        Held::Newer => found.newer = true,
        Held::Whole(theirs) => {
            known.merge(&theirs);
            found.whole = true;
        }
        Held::Partly(theirs, sound) => {
            known.merge(&theirs);
            found.whole = true;
            found.partly = true;
            // What is sound stays there: the copies may not hold it yet.
            if put_aside(store, R::KIND, first)? {
                store.set(first, &sound)?;
            }
        }
        Held::Damaged => {
            found.damaged = true;
            // Nothing ever writes there again, so a copy that is put aside makes room.
            if put_aside(store, R::KIND, first)? {
                store.remove(first)?;
            }
        }
    }
    // What this edition can read of what an earlier one could not.
    if let (_, Held::Whole(theirs) | Held::Partly(theirs, _)) = held::<R>(store, Key::Damaged(R::KIND, ASIDE))? {
        known.merge(&theirs);
    }
    found.whole |= absent == COPIES.len() && !found.damaged;
    // Who has emptied the store does not want it filled again by a page that is still open, until something changes.
    let emptied = absent == COPIES.len();
    let text = known.to_text();
    found.complete = emptied || texts.iter().all(|own| own.as_ref() == Some(&text));
    Ok(found)
}

/// Changes the list as a tab does: what others have stored is read first, and the outcome is written. Where a newer
/// edition has written, nothing is changed and there is no outcome.
pub(crate) fn change<R: Replica, T>(
    store: &impl Store,
    known: &mut R,
    tab: u32,
    change: impl FnOnce(&mut R::List) -> T,
) -> (Option<T>, Result<(), NotKept>) {
    if read(store, known).is_ok_and(|found| found.newer) {
        return (None, Err(NotKept::Newer));
    }
    let mut list = known.list();
    let outcome = change(&mut list);
    known.record(&list, tab);
    (Some(outcome), write(store, known))
}

/// Writes what is known into both copies, with all that others have written in the meantime.
pub(crate) fn write<R: Replica>(store: &impl Store, known: &mut R) -> Result<(), NotKept> {
    for _ in 0..ATTEMPTS {
        if attempt(store, known)? {
            return Ok(());
        }
    }
    Err(NotKept::Refused)
}

/// One attempt; false where another tab came between.
fn attempt<R: Replica>(store: &impl Store, known: &mut R) -> Result<bool, NotKept> {
    let mut places = Vec::new();
    for copy in COPIES {
        let key = Key::Kept(R::KIND, copy);
        let (text, held) = held::<R>(store, key)?;
        match held {
            Held::Newer => return Err(NotKept::Newer),
            Held::Whole(theirs) | Held::Partly(theirs, _) => known.merge(&theirs),
            Held::Damaged if !put_aside(store, R::KIND, key)? => continue,
            Held::Damaged | Held::Nothing => {}
        }
        places.push((key, text));
    }
    if places.is_empty() {
        return Err(NotKept::Refused);
    }
    let text = known.to_text();
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
pub(crate) fn aside<R: Replica>(store: &impl Store) -> Vec<Key> {
    let places = COPIES.map(|copy| Key::Kept(R::KIND, copy)).into_iter().chain([Key::First(R::KIND)]);
    let unread = places.filter(|key| matches!(held::<R>(store, *key), Ok((_, Held::Damaged))));
    let kept =
        (0..=ASIDE).map(|place| Key::Damaged(R::KIND, place)).filter(|key| matches!(store.get(*key), Ok(Some(_))));
    unread.chain(kept).collect()
}

/// Forgets what could not be read: the reader has seen to it.
pub(crate) fn forget_aside<R: Replica>(store: &impl Store) -> Result<(), Refused> {
    aside::<R>(store).into_iter().try_for_each(|key| store.remove(key))
}

/// A key's text and what it means. What looks damaged is read twice: a store that stumbled once is no damage.
fn held<R: Replica>(store: &impl Store, key: Key) -> Result<(Option<String>, Held<R>), Refused> {
    let understood = |text: Option<String>| {
        let held = text.as_deref().map_or(Held::Nothing, |text| match key {
            Key::Kept(..) => R::from_text(text),
            _ => R::from_first(text),
        });
        (text, held)
    };
    match understood(store.get(key)?) {
        (_, Held::Damaged) => Ok(understood(store.get(key)?)),
        whole => Ok(whole),
    }
}

/// Copies a key to the newest place aside; false where that cannot be done. The oldest gives way.
fn put_aside(store: &impl Store, kind: Kind, key: Key) -> Result<bool, Refused> {
    let aside = |place: u8| Key::Damaged(kind, place);
    let text = store.get(key)?;
    for place in 0..ASIDE {
        if text.is_some() && store.get(aside(place))? == text {
            return Ok(true);
        }
    }
    for place in (1..ASIDE).rev() {
        if store.get(aside(place - 1))?.is_some() && !matches!(store.copy(aside(place - 1), aside(place)), Ok(true)) {
            return Ok(false);
        }
    }
    Ok(matches!(store.copy(key, aside(0)), Ok(true)))
}

#[cfg(test)]
mod faulty;
#[cfg(test)]
mod kinds;
#[cfg(test)]
mod tabs;
#[cfg(test)]
pub(crate) mod tests;
