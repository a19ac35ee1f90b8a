//! The bookmarks of this page and the store: reading at the start and whenever another tab may have written, writing
//! after each change, and trying again by itself while the store refuses.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    bookmarks::Bookmarks,
    copies::{self, NotKept},
    session::Session,
    storage::{self, Browser},
};

/// How long after a refused write the next attempt is made.
const PATIENCE: Duration = Duration::from_secs(1);

/// How keeping things is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Well.
    Fine,
    /// The browser blocks storage.
    Blocked,
    /// What was stored could not be read and was set aside.
    Damaged,
    /// A newer edition wrote what is stored: this one only reads.
    Newer,
    /// The last write was refused.
    Refused,
}

impl Session {
    /// Reads the bookmarks, at the start and when another tab may have changed them. What this page knows and the store
    /// does not is written.
    pub(crate) fn load_bookmarks(&self) {
        let root = self.root.get_value();
        let found = self.ledger.try_update_value(|ledger| copies::read(&Browser(&root), ledger));
        self.show_list();
        match found {
            Some(Ok(found)) if found.newer => self.keeping.set(Keeping::Newer),
            Some(Ok(found)) => {
                if found.damaged && !found.whole {
                    self.keeping.set(Keeping::Damaged);
                }
                if !found.complete && found.whole {
                    self.write_bookmarks();
                }
            }
            Some(Err(_)) | None => self.keeping.set(Keeping::Blocked),
        }
    }

    /// Changes the bookmarks and keeps them. What another tab has stored in the meantime is read first; none where a
    /// newer edition lets this one only read.
    pub(crate) fn edit_bookmarks<T>(&self, edit: impl FnOnce(&mut Bookmarks) -> T) -> Option<T> {
        let root = self.root.get_value();
        let tab = self.tab.get_value();
        let (outcome, kept) =
            self.ledger.try_update_value(|ledger| copies::change(&Browser(&root), ledger, tab, edit))?;
        self.show_list();
        self.report(kept);
        outcome
    }

    /// Writes what is known, once more.
    fn write_bookmarks(&self) {
        let root = self.root.get_value();
        let kept = self.ledger.try_update_value(|ledger| copies::write(&Browser(&root), ledger));
        self.show_list();
        if let Some(kept) = kept {
            self.report(kept);
        }
    }

    fn show_list(&self) {
        let list = self.ledger.with_value(|ledger| ledger.list());
        if self.bookmarks.with_untracked(|shown| *shown != list) {
            self.bookmarks.set(list);
        }
    }

    /// Says how a write went, and sees to it that a refused one is tried again.
    fn report(&self, kept: Result<(), NotKept>) {
        let before = self.keeping.get_untracked();
        let now = match kept {
            // That something was damaged remains to be said until the reader has read it.
            Ok(()) if before == Keeping::Damaged => Keeping::Damaged,
            Ok(()) => Keeping::Fine,
            Err(NotKept::Newer) => Keeping::Newer,
            Err(NotKept::Refused) if storage::is_open() => Keeping::Refused,
            Err(NotKept::Refused) => Keeping::Blocked,
        };
        if now != before {
            self.keeping.set(now);
        }
        if kept == Err(NotKept::Refused) && !self.trying.get_value() {
            let session = *self;
            self.trying.set_value(true);
            set_timeout(
                move || {
                    session.trying.set_value(false);
                    session.write_bookmarks();
                },
                PATIENCE,
            );
        }
    }
}
