//! The only module that touches `localStorage`.
//!
//! On hosts such as GitHub Pages all projects share one origin, so every key carries the guide's name and the path of
//! its folder. Storage may be blocked, full, or hold what another version wrote: nothing here panics. What can be chosen
//! again (colours, draft) is read and written as a value; what cannot (bookmarks, stacks) goes through
//! [`crate::copies`].

use gloo_storage::{LocalStorage, Storage};
use js_sys::Reflect;
use serde::{Serialize, de::DeserializeOwned};

/// What is stored; the number is the version of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// `light` or `dark`; absent for the system's choice. Read by `boot.js` before the first paint.
    Theme,
    /// The text form of the reader's own selection in the composer.
    Draft,
    /// The text form of a selection that came with a link and was changed since, while the reader has an own one.
    Visited,
    /// The places lately reached through the search, a line each.
    Recent,
    /// `off` where single-key shortcuts are switched off.
    SingleKeys,
    /// The text form of the reader's own stack.
    Stack,
    /// A kind of thing as the first edition stored it: read, never written, but for what is unsound in it.
    First(Kind),
    /// A kind of thing, in two copies.
    Kept(Kind, Copy),
    /// What could not be read of a kind, byte for byte, the newest first; from [`ASIDE`] on what earlier editions put
    /// aside, one text after the other.
    Damaged(Kind, u8),
}

/// How many damaged texts of a kind are kept.
pub(crate) const ASIDE: u8 = 3;

/// What is kept as facts that are merged, see [`crate::replica`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The bookmarks with their notes.
    Bookmarks,
    /// The saved stacks of the composer.
    Stacks,
}

/// Which of two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copy {
    /// The one that is written first.
    First,
    /// The one that is written when the first is known to be whole.
    Second,
}

impl Key {
    fn name(self) -> String {
        let of = |kind: Kind| match kind {
            Kind::Bookmarks => "bookmarks",
            Kind::Stacks => "stacks",
        };
        match self {
            Key::Theme => "theme",
            Key::Draft => "draft.1",
            Key::Visited => "draft.link",
            Key::Recent => "recent.1",
            Key::SingleKeys => "single-keys",
            Key::Stack => "stack.1",
            Key::First(kind) => return format!("{}.1", of(kind)),
            Key::Kept(kind, Copy::First) => return format!("{}.a", of(kind)),
            Key::Kept(kind, Copy::Second) => return format!("{}.b", of(kind)),
            Key::Damaged(kind, ASIDE..) => return format!("{}.damaged", of(kind)),
            Key::Damaged(kind, place) => return format!("{}.damaged.{}", of(kind), place + 1),
        }
        .to_owned()
    }

    /// The full name in `localStorage`, for a guide in the given folder.
    pub(crate) fn full(self, root: &str) -> String {
        format!("django-addon-guide:{root}:{}", self.name())
    }
}

/// Texts by key, in a place that may refuse anything at any time.
pub(crate) trait Store {
    /// The text of a key, if there is one.
    fn get(&self, key: Key) -> Result<Option<String>, Refused>;
    /// Puts a text in the place of what the key held. That it is there is known when it has been read again.
    fn set(&self, key: Key, text: &str) -> Result<(), Refused>;
    /// Forgets a key.
    fn remove(&self, key: Key) -> Result<(), Refused>;
    /// Copies what a key holds to another, unit by unit, even where it is no text; tells whether both hold the same now.
    fn copy(&self, from: Key, to: Key) -> Result<bool, Refused>;
}

/// The store would not: it is blocked, full, or gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

/// The browser's own store, for a guide in the folder of this path.
pub(crate) struct Browser<'a>(pub(crate) &'a str);

impl Browser<'_> {
    /// The store. `gloo-storage` panics where it is blocked, so it is asked for first.
    fn raw(&self) -> Result<web_sys::Storage, Refused> {
        if is_open() { Ok(LocalStorage::raw()) } else { Err(Refused) }
    }
}

impl Store for Browser<'_> {
    fn get(&self, key: Key) -> Result<Option<String>, Refused> {
        self.raw()?.get_item(&key.full(self.0)).map_err(|_| Refused)
    }

    fn set(&self, key: Key, text: &str) -> Result<(), Refused> {
        self.raw()?.set_item(&key.full(self.0), text).map_err(|_| Refused)
    }

    fn remove(&self, key: Key) -> Result<(), Refused> {
        self.raw()?.remove_item(&key.full(self.0)).map_err(|_| Refused)
    }

    fn copy(&self, from: Key, to: Key) -> Result<bool, Refused> {
        // As a value of the browser: a Rust string could not hold half a surrogate pair.
        let store = self.raw()?;
        let value = |key: Key| Reflect::get(&store, &key.full(self.0).into()).map_err(|_| Refused);
        let kept = value(from)?;
        Reflect::set(&store, &to.full(self.0).into(), &kept).map_err(|_| Refused)?;
        Ok(value(to)? == kept)
    }
}

/// Whether the browser lets this page store anything.
pub(crate) fn is_open() -> bool {
    cfg!(feature = "browser") && web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Reads a value that can be chosen again; none where it is not there or not of the wanted form.
pub(crate) fn read<T: DeserializeOwned>(root: &str, key: Key) -> Option<T> {
    is_open().then(|| LocalStorage::get(key.full(root)).ok()).flatten()
}

/// Writes a value; false where the browser refused.
pub(crate) fn write<T: Serialize>(root: &str, key: Key, value: &T) -> bool {
    is_open() && LocalStorage::set(key.full(root), value).is_ok()
}

/// Forgets a value.
pub(crate) fn forget(root: &str, key: Key) {
    if is_open() {
        LocalStorage::delete(key.full(root));
    }
}
