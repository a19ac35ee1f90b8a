//! What the whole app shares: where the reader is, what is kept, what is said. One owner per piece of state; all else
//! is derived.

use std::{sync::Arc, time::Duration};

use catalog::{AddonId, Lang, Stack};
use composer::Selection;
use leptos::{prelude::*, reactive::graph::Source};

use crate::{
    CATALOG,
    bookmarks::{Bookmark, Bookmarks},
    draft::{LinkVisit, fresh_draft},
    i18n::{Message, Msg, find},
    keeping::{Keeping, Shelf},
    ledger::Ledger,
    prose::Prose,
    routes::{Address, Page},
    stack_ledger::StackLedger,
    storage::{self, Key},
};

/// How long a remark is shown.
const REMARK_SHOWN: Duration = Duration::from_secs(6);
/// How long a remark with a way back is shown.
const UNDO_SHOWN: Duration = Duration::from_secs(20);

/// The shared state: a handful of signals, passed by context.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    /// The language of this page. It never changes while the page lives: the other language is another page.
    pub(crate) lang: Lang,
    /// Where the guide is deployed, as a prefix of addresses; see [`crate::routes`].
    pub(crate) root: StoredValue<String>,
    /// Where the reader is; written by `navigation` alone.
    pub(crate) address: RwSignal<Address>,
    /// The colours.
    pub(crate) theme: RwSignal<Theme>,
    /// The bookmarks; change them through [`Session::edit_bookmarks`].
    pub(crate) bookmarks: RwSignal<Bookmarks>,
    /// What is kept of them.
    pub(crate) kept_bookmarks: Shelf<Ledger>,
    /// The saved stacks.
    pub(crate) stacks: Shelf<StackLedger>,
    /// The number by which changes of this page are told from those of other tabs.
    tab: StoredValue<u32>,
    /// The composer's selection; change it through [`Session::edit_draft`].
    pub(crate) draft: RwSignal<Selection>,
    /// What stands behind it while it is a link's; `draft` alone changes this and the next one.
    pub(crate) visiting: RwSignal<Option<LinkVisit>>,
    /// The reader's own selection as this page has stored or read it last.
    pub(crate) draft_seen: StoredValue<Option<String>>,
    /// Whether the selection is kept, and if not, why.
    pub(crate) draft_kept: RwSignal<Keeping>,
    /// What the reader works with; change it through [`Session::choose_stack`].
    pub(crate) own_stack: RwSignal<Stack>,
    /// Whether it is kept, and if not, why.
    pub(crate) stack_kept: RwSignal<Keeping>,
    /// What was just done, with a way back.
    pub(crate) toast: RwSignal<Option<Toast>>,
    /// Whether the search is open.
    pub(crate) searching: RwSignal<bool>,
    /// Whether the list of keys is open.
    pub(crate) keys_shown: RwSignal<bool>,
    /// Whether signs pressed alone do something; change it through [`Session::set_single_keys`].
    pub(crate) single_keys: RwSignal<bool>,
    /// Whether an entry of the history stands for the search; `navigation` alone changes it.
    pub(crate) covered: StoredValue<bool>,
    /// What the offline copy is up to.
    pub(crate) offline: RwSignal<Offline>,
    /// The prose that is known so far.
    pub(crate) prose: RwSignal<Prose>,
}

/// The reader's choice of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// What the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All, in the order in which the button walks through them.
    pub(crate) const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The value of `data-theme` and of storage; none for the system's choice.
    pub(crate) const fn key(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// What the offline copy is up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offline {
    /// Nothing to say.
    Quiet,
    /// Everything is stored, just now.
    Ready,
    /// A new edition waits.
    Waiting,
}

/// The way back from a change. Not a `Callback`, which is gone with the row or dialog that made the change.
pub(crate) type Undo = Arc<dyn Fn() + Send + Sync>;

/// A remark on what was just done.
#[derive(Clone)]
pub(crate) struct Toast {
    /// Tells this remark from the one before it.
    pub(crate) number: u32,
    /// What was done.
    pub(crate) text: String,
    /// The way back, if there is one.
    pub(crate) undo: Option<Undo>,
    /// Whether it leads to the composer's selection of before: it would take what is changed since with it.
    pub(crate) of_draft: bool,
}

fn name(addon: AddonId) -> &'static str {
    CATALOG.addon(addon.0).map_or("", |addon| addon.name)
}

impl Session {
    /// The state of a fresh page.
    pub(crate) fn new(lang: Lang, root: String, address: Address) -> Session {
        let root = StoredValue::new(root);
        let tab = StoredValue::new(0);
        let kept_bookmarks = Shelf::new(root, tab);
        Session {
            lang,
            root,
            address: RwSignal::new(address),
            theme: RwSignal::new(Theme::System),
            bookmarks: kept_bookmarks.list,
            kept_bookmarks,
            stacks: Shelf::new(root, tab),
            tab,
            draft: RwSignal::new(fresh_draft(lang, &Stack::default())),
            visiting: RwSignal::new(None),
            draft_seen: StoredValue::new(None),
            draft_kept: RwSignal::new(Keeping::Fine),
            stack_kept: RwSignal::new(Keeping::Fine),
            own_stack: RwSignal::new(Stack::default()),
            toast: RwSignal::new(None),
            searching: RwSignal::new(false),
            keys_shown: RwSignal::new(false),
            single_keys: RwSignal::new(true),
            covered: StoredValue::new(false),
            offline: RwSignal::new(Offline::Quiet),
            prose: RwSignal::new(Prose::default()),
        }
    }

    /// The session of the page that the caller belongs to.
    pub(crate) fn get() -> Session {
        expect_context()
    }

    /// A text of the interface.
    pub(crate) fn t(&self, message: impl Message) -> &'static str {
        message.text(self.lang)
    }

    /// The address of a page in the reader's language.
    pub(crate) fn href(&self, page: Page) -> String {
        self.root.with_value(|root| page.href(root, self.lang))
    }

    /// The address of the current page in the other language.
    pub(crate) fn other_language(&self) -> String {
        let address = self.address.get();
        self.root.with_value(|root| address.href(root, self.lang.other()))
    }

    /// Reads what the browser keeps. Called once, in the browser, before the first frame.
    pub(crate) fn load(&self) {
        let root = self.root.get_value();
        self.tab.set_value((js_sys::Math::random() * f64::from(u32::MAX)) as u32);
        self.theme.set(match storage::read::<String>(&root, Key::Theme).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        });
        self.load_single_keys();
        self.load_bookmarks();
        self.load_stack();
        self.load_draft();
    }

    /// Lets go of the readers of pages that are gone. A signal that outlives a page keeps an entry for each effect of it,
    /// for good: all readers are told to look again, and only those that are still there enter themselves anew.
    pub(crate) fn forget_past_readers(&self) {
        fn forget(signal: &(impl Notify + Source)) {
            signal.notify();
            signal.clear_subscribers();
        }
        forget(&self.address);
        forget(&self.bookmarks);
        forget(&self.draft);
        forget(&self.visiting);
        forget(&self.stacks.list);
        forget(&self.stacks.keeping);
        forget(&self.kept_bookmarks.keeping);
        forget(&self.own_stack);
        forget(&self.single_keys);
        forget(&self.prose);
    }

    /// Keeps an add-on, or no longer, with a way back.
    pub(crate) fn toggle_bookmark(&self, addon: AddonId) {
        let session = *self;
        let taken: Option<(usize, Bookmark)> = self.edit_bookmarks(|bookmarks| bookmarks.toggle(addon)).flatten();
        match taken {
            None => self.toast.set(None),
            Some((at, bookmark)) => self.say(
                self.t(Msg::Removed).to_owned(),
                Some(Arc::new(move || {
                    session.edit_bookmarks(|bookmarks| bookmarks.restore(at, bookmark.clone()));
                })),
            ),
        }
    }

    /// Reads whether signs pressed alone do something.
    pub(crate) fn load_single_keys(&self) {
        let off = storage::read::<String>(&self.root.get_value(), Key::SingleKeys).as_deref() == Some("off");
        self.single_keys.set(!off);
    }

    /// Chooses whether signs pressed alone do something, and keeps the choice.
    pub(crate) fn set_single_keys(&self, on: bool) {
        let root = self.root.get_value();
        self.single_keys.set(on);
        if on {
            storage::forget(&root, Key::SingleKeys);
        } else {
            storage::write(&root, Key::SingleKeys, &"off");
        }
    }

    /// Takes an add-on into the composition, or out of it, says so and offers the way back.
    pub(crate) fn toggle_choice(&self, addon: AddonId) {
        let session = *self;
        let now = !self.draft.with_untracked(|draft| draft.addons.contains(&addon));
        let set = move |wanted: bool| {
            session.edit_draft(|draft| {
                if wanted {
                    draft.addons.insert(addon);
                } else {
                    draft.addons.remove(&addon);
                }
            });
        };
        set(now);
        self.say(find::chosen(name(addon), now, self.lang), Some(Arc::new(move || set(!now))));
    }

    /// Keeps an add-on, or no longer, says so either way and offers the way back.
    pub(crate) fn toggle_bookmark_aloud(&self, addon: AddonId) {
        let session = *self;
        // None where a newer edition lets this one only read, which is said elsewhere.
        let Some(taken) = self.edit_bookmarks(|bookmarks| bookmarks.toggle(addon)) else { return };
        let now = taken.is_none();
        let back = move || {
            session.edit_bookmarks(|bookmarks| match taken.clone() {
                Some((at, bookmark)) => bookmarks.restore(at, bookmark),
                None if bookmarks.contains(addon) => drop(bookmarks.toggle(addon)),
                None => {}
            });
        };
        self.say(find::kept(name(addon), now, self.lang), Some(Arc::new(back)));
    }

    /// Chooses the colours and keeps the choice.
    pub(crate) fn set_theme(&self, theme: Theme) {
        let root = self.root.get_value();
        self.theme.set(theme);
        match theme.key() {
            Some(key) => {
                storage::write(&root, Key::Theme, &key);
            }
            None => storage::forget(&root, Key::Theme),
        }
    }

    /// Says what was just done; after a while the remark goes by itself, later when it offers a way back.
    pub(crate) fn say(&self, text: String, undo: Option<Undo>) {
        self.show_toast(text, undo, false);
    }

    /// Says what was just done to the composer's selection; the way back stands until that is changed again.
    #[cfg(feature = "compose")]
    pub(crate) fn say_of_draft(&self, text: String, undo: Undo) {
        self.show_toast(text, Some(undo), true);
    }

    /// The composer's selection is another one: what would lead back behind it goes.
    pub(crate) fn end_undo_of_draft(&self) {
        if self.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.of_draft)) {
            self.toast.set(None);
        }
    }

    fn show_toast(&self, text: String, undo: Option<Undo>, of_draft: bool) {
        let session = *self;
        let number = self.toast.with_untracked(|toast| toast.as_ref().map_or(0, |toast| toast.number + 1));
        let patience = if undo.is_some() { UNDO_SHOWN } else { REMARK_SHOWN };
        self.toast.set(Some(Toast { number, text, undo, of_draft }));
        set_timeout(
            move || {
                if session.toast.with_untracked(|toast| toast.as_ref().is_some_and(|toast| toast.number == number)) {
                    session.toast.set(None);
                }
            },
            patience,
        );
    }
}
