//! What is kept of one kind of thing, as this page knows it, and the store: reading at the start and whenever another tab
//! may have written, writing after each change, and trying again by itself while the store refuses.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    bookmarks::Bookmarks,
    copies::{self, NotKept},
    replica::Replica,
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
    /// The composition is longer than what is read again.
    TooLong,
}

/// One kind of thing that is kept.
pub(crate) struct Shelf<R: Replica> {
    /// Where the guide is deployed.
    root: StoredValue<String>,
    /// The number by which changes of this page are told from those of other tabs.
    tab: StoredValue<u32>,
    known: StoredValue<R>,
    /// The list as the reader sees it; change it through [`Shelf::edit`].
    pub(crate) list: RwSignal<R::List>,
    /// Whether storage works, and if not, why.
    pub(crate) keeping: RwSignal<Keeping>,
    /// Whether a refused write waits for its next attempt.
    trying: StoredValue<bool>,
}

impl<R: Replica> Clone for Shelf<R> {
    fn clone(&self) -> Shelf<R> {
        *self
    }
}

impl<R: Replica> Copy for Shelf<R> {}

impl<R: Replica> Shelf<R> {
    /// Nothing is known yet.
    pub(crate) fn new(root: StoredValue<String>, tab: StoredValue<u32>) -> Shelf<R> {
        Shelf {
            root,
            tab,
            list: RwSignal::new(R::List::default()),
            known: StoredValue::new(R::default()),
            keeping: RwSignal::new(Keeping::Fine),
            trying: StoredValue::new(false),
        }
    }

    /// Reads what is stored, at the start and when another tab may have changed it. What this page knows and the store
    /// does not is written.
    pub(crate) fn load(self) {
        let root = self.root.get_value();
        let found = self.known.try_update_value(|known| copies::read(&Browser(&root), known));
        self.show();
        match found {
            Some(Ok(found)) if found.newer => self.keeping.set(Keeping::Newer),
            Some(Ok(found)) => {
                if found.partly || found.damaged && !found.whole {
                    self.keeping.set(Keeping::Damaged);
                }
                if !found.complete && found.whole {
                    self.write();
                }
            }
            Some(Err(_)) | None => self.keeping.set(Keeping::Blocked),
        }
    }

    /// Changes the list and keeps it, and tells whether it is kept. What another tab has stored in the meantime is read
    /// first; there is no outcome where a newer edition lets this one only read.
    pub(crate) fn edit<T>(self, edit: impl FnOnce(&mut R::List) -> T) -> (Option<T>, bool) {
        let root = self.root.get_value();
        let tab = self.tab.get_value();
        let changed = self.known.try_update_value(|known| copies::change(&Browser(&root), known, tab, edit));
        let Some((outcome, kept)) = changed else { return (None, false) };
        self.show();
        self.report(kept);
        (outcome, kept.is_ok())
    }

    /// Writes what is known, once more.
    fn write(self) {
        let root = self.root.get_value();
        let kept = self.known.try_update_value(|known| copies::write(&Browser(&root), known));
        self.show();
        if let Some(kept) = kept {
            self.report(kept);
        }
    }

    fn show(self) {
        let list = self.known.with_value(Replica::list);
        if self.list.with_untracked(|shown| *shown != list) {
            self.list.set(list);
        }
    }

    /// Says how a write went, and sees to it that a refused one is tried again.
    fn report(self, kept: Result<(), NotKept>) {
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
            self.trying.set_value(true);
            set_timeout(
                move || {
                    self.trying.set_value(false);
                    self.write();
                },
                PATIENCE,
            );
        }
    }
}

impl Session {
    /// Reads the bookmarks, at the start and when another tab may have changed them.
    pub(crate) fn load_bookmarks(&self) {
        self.kept_bookmarks.load();
    }

    /// Changes the bookmarks and keeps them; none where a newer edition lets this one only read.
    pub(crate) fn edit_bookmarks<T>(&self, edit: impl FnOnce(&mut Bookmarks) -> T) -> Option<T> {
        self.kept_bookmarks.edit(edit).0
    }

    /// Whether what the reader does is kept, and if not, why: the first of what there is to say of it. What became of
    /// stored stacks is said where they are listed.
    pub(crate) fn keeping(&self) -> Keeping {
        let stacks = Some(self.stacks.keeping.get()).filter(|it| matches!(it, Keeping::Refused | Keeping::Blocked));
        let others = [self.kept_bookmarks.keeping, self.draft_kept, self.stack_kept].map(|keeping| keeping.get());
        let mut said = others.into_iter().chain(stacks);
        said.find(|keeping| *keeping != Keeping::Fine).unwrap_or(Keeping::Fine)
    }

    /// The reader has read it; what has not been said yet is said next.
    pub(crate) fn dismiss_keeping(&self) {
        let said = untrack(|| self.keeping());
        let mut read = vec![self.kept_bookmarks.keeping, self.draft_kept, self.stack_kept];
        if matches!(said, Keeping::Refused | Keeping::Blocked) {
            read.push(self.stacks.keeping);
        }
        for keeping in read.into_iter().filter(|keeping| keeping.get_untracked() == said) {
            keeping.set(Keeping::Fine);
        }
    }
}
