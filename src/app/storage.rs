//! The only module that touches `localStorage`.
//!
//! On hosts such as GitHub Pages all projects share one origin, so every key carries the guide's name and the path of
//! its folder. Storage may be blocked, full, or hold what another version wrote: nothing here panics, and what cannot
//! be read is set aside, never overwritten.

use gloo_storage::{LocalStorage, Storage, errors::StorageError};
use serde::{Serialize, de::DeserializeOwned};

/// What is stored; the number is the version of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// `light` or `dark`; absent for the system's choice. Read by `boot.js` before the first paint.
    Theme,
    /// The bookmarks with their notes.
    Bookmarks,
    /// The text form of the composer's selection.
    Draft,
    /// A copy of bookmarks that could not be read.
    DamagedBookmarks,
    /// The saved stacks of the composer.
    Stacks,
    /// A copy of stacks that could not be read.
    DamagedStacks,
}

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Key::Theme => "theme",
            Key::Bookmarks => "bookmarks.1",
            Key::Draft => "draft.1",
            Key::DamagedBookmarks => "bookmarks.damaged",
            Key::Stacks => "stacks.1",
            Key::DamagedStacks => "stacks.damaged",
        }
    }

    /// The full name in `localStorage`, for a guide in the given folder.
    pub(crate) fn full(self, root: &str) -> String {
        format!("django-addon-guide:{root}:{}", self.name())
    }
}

/// Why a value could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// There is none.
    Absent,
    /// Storage is blocked.
    Blocked,
    /// There is one, but not of the wanted form; the text as it stands.
    Damaged(String),
}

/// Whether the browser lets this page store anything. `gloo-storage` panics where it does not, so every call below asks
/// first.
pub(crate) fn is_open() -> bool {
    cfg!(feature = "browser") && web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// Reads a value.
pub(crate) fn read<T: DeserializeOwned>(root: &str, key: Key) -> Result<T, Unreadable> {
    if !is_open() {
        return Err(Unreadable::Blocked);
    }
    let name = key.full(root);
    match LocalStorage::get(&name) {
        Ok(value) => Ok(value),
        Err(StorageError::KeyNotFound(_)) => Err(Unreadable::Absent),
        Err(_) => match LocalStorage::raw().get_item(&name) {
            Ok(Some(text)) => Err(Unreadable::Damaged(text)),
            _ => Err(Unreadable::Blocked),
        },
    }
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
