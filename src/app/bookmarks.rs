//! The reader's bookmarks: an ordered list with a private note each, and the file that carries them elsewhere.
//!
//! Add-ons that this edition does not know are kept and not shown, so that an older copy of the guide loses nothing.

use std::collections::BTreeMap;

use catalog::AddonId;
use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes: more than the file can have of all that fits into a browser's store, which
/// holds five million code units.
pub(crate) const FILE_LIMIT: usize = 16 * 1024 * 1024;
/// The longest note, in characters.
pub(crate) const NOTE_LIMIT: usize = 10_000;
const SLUG_LIMIT: usize = 80;
/// How deep lists and objects of a file may stand in each other.
const DEPTH_LIMIT: usize = 16;
const FORMAT: &str = "django-addon-guide/bookmarks";
const VERSION: u32 = 1;

/// A kept add-on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bookmark {
    /// The slug.
    pub(crate) addon: String,
    /// The reader's note; may be empty.
    #[serde(default)]
    pub(crate) note: String,
}

/// The kept add-ons, in the reader's order, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Bookmarks {
    /// The list.
    pub(crate) items: Vec<Bookmark>,
}

/// Why a file could not be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ImportError {
    /// Larger than [`FILE_LIMIT`].
    TooLarge,
    /// Not a bookmarks file, or damaged.
    Unreadable,
    /// Written by a newer edition.
    Newer,
}

/// The form of the file and of what is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    bookmarks: Vec<Bookmark>,
}

/// What every version of the file says of itself.
#[derive(Debug, Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Bookmarks {
    /// Whether the add-on is kept.
    pub(crate) fn contains(&self, addon: AddonId) -> bool {
        self.position(addon.0).is_some()
    }

    /// Keeps an add-on, at the end, or no longer. What was taken away is returned with its place, for undo.
    pub(crate) fn toggle(&mut self, addon: AddonId) -> Option<(usize, Bookmark)> {
        match self.position(addon.0) {
            Some(at) => Some((at, self.items.remove(at))),
            None => {
                self.items.push(Bookmark { addon: addon.0.to_owned(), note: String::new() });
                None
            }
        }
    }

    /// Puts back what [`Bookmarks::toggle`] took away.
    pub(crate) fn restore(&mut self, at: usize, bookmark: Bookmark) {
        if self.position(&bookmark.addon).is_none() {
            self.items.insert(at.min(self.items.len()), bookmark);
        }
    }

    /// Moves an add-on one place up or down among those that `shown` lets through.
    pub(crate) fn shift(&mut self, addon: AddonId, up: bool, shown: impl Fn(&str) -> bool) {
        let Some(at) = self.position(addon.0) else { return };
        let mut before = self.items[..at].iter().rposition(|item| shown(&item.addon));
        if !up {
            before = self.items[at + 1..].iter().position(|item| shown(&item.addon)).map(|offset| at + 1 + offset);
        }
        if let Some(other) = before {
            self.items.swap(at, other);
        }
    }

    /// Writes the note of an add-on; longer ones are cut at the limit.
    pub(crate) fn set_note(&mut self, addon: AddonId, note: &str) {
        if let Some(at) = self.position(addon.0) {
            self.items[at].note = note.chars().take(NOTE_LIMIT).collect();
        }
    }

    /// These, followed by those of `other` that are new; where both have a note, both notes stay.
    pub(crate) fn merged(&self, other: &Bookmarks) -> Bookmarks {
        let mut merged = self.clone();
        let mut places = merged.places();
        for theirs in &other.items {
            match places.get(&theirs.addon).copied() {
                None => {
                    places.insert(theirs.addon.clone(), merged.items.len());
                    merged.items.push(theirs.clone());
                }
                Some(at) => {
                    let ours = &mut merged.items[at].note;
                    if ours.is_empty() {
                        ours.clone_from(&theirs.note);
                    } else if !theirs.note.is_empty() && !ours.contains(&theirs.note) {
                        *ours = format!("{ours}\n\n{}", theirs.note).chars().take(NOTE_LIMIT).collect();
                    }
                }
            }
        }
        merged
    }

    /// The text of the exported file.
    pub(crate) fn to_file(&self) -> String {
        let document = Document { format: FORMAT.into(), version: VERSION, bookmarks: self.items.clone() };
        // A struct of strings and numbers has no value that JSON cannot carry.
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    /// Reads an exported file. Nothing of a file that is not wholly in order is taken.
    pub(crate) fn from_file(text: &str) -> Result<Bookmarks, ImportError> {
        if text.len() > FILE_LIMIT {
            return Err(ImportError::TooLarge);
        }
        if depth(text) > DEPTH_LIMIT {
            return Err(ImportError::Unreadable);
        }
        // What it is and how old comes first: a newer form may hold what this edition cannot read.
        let head: Head = serde_json::from_str(text).map_err(|_| ImportError::Unreadable)?;
        if head.format != FORMAT {
            return Err(ImportError::Unreadable);
        }
        if head.version > VERSION {
            return Err(ImportError::Newer);
        }
        let document: Document = serde_json::from_str(text).map_err(|_| ImportError::Unreadable)?;
        let list = Bookmarks { items: document.bookmarks };
        if !list.is_sound() {
            return Err(ImportError::Unreadable);
        }
        Ok(Bookmarks::default().merged(&list))
    }

    /// Whether the guide itself could have written each entry.
    pub(crate) fn is_sound(&self) -> bool {
        self.items.iter().all(|item| is_sound(&item.addon, &item.note))
    }

    /// Takes back the step from `before` to `after`, and leaves what happened since, in this tab or in another.
    pub(crate) fn take_back(&mut self, before: &Bookmarks, after: &Bookmarks) {
        let (was, then) = (before.places(), after.places());
        self.items.retain(|item| was.contains_key(&item.addon) || !then.contains_key(&item.addon));
        let mut gone = Vec::new();
        let own = self.places();
        for (at, item) in before.items.iter().enumerate() {
            match (own.get(&item.addon), then.get(&item.addon)) {
                (None, None) => gone.push((at, item)),
                (Some(own), Some(then)) if self.items[*own].note == after.items[*then].note => {
                    self.items[*own].note.clone_from(&item.note);
                }
                _ => {}
            }
        }
        for (at, item) in gone {
            self.items.insert(at.min(self.items.len()), item.clone());
        }
    }

    /// The place of each add-on.
    pub(crate) fn places(&self) -> BTreeMap<String, usize> {
        (0..).zip(&self.items).map(|(at, item)| (item.addon.clone(), at)).collect()
    }

    fn position(&self, slug: &str) -> Option<usize> {
        self.items.iter().position(|item| item.addon == slug)
    }
}

/// Whether a slug and a note are within what the guide itself would write.
pub(crate) fn is_sound(slug: &str, note: &str) -> bool {
    !slug.is_empty()
        && slug.len() <= SLUG_LIMIT
        && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && note.chars().count() <= NOTE_LIMIT
}

/// How deep brackets stand in each other, outside strings.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest, mut inside, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b'[' | b'{' if !inside => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !inside => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ledger::Ledger, replica::Replica};

    fn of(pairs: &[(&str, &str)]) -> Bookmarks {
        let items = pairs.iter().map(|(addon, note)| Bookmark { addon: (*addon).into(), note: (*note).into() });
        Bookmarks { items: items.collect() }
    }

    #[test]
    fn a_file_gives_back_what_was_exported() {
        for bookmarks in [of(&[]), of(&[("a", "")]), of(&[("b", "« né »\n\u{202e}x\""), ("a", "\0")])] {
            assert_eq!(Bookmarks::from_file(&bookmarks.to_file()), Ok(bookmarks));
        }
    }

    #[test]
    fn foreign_and_damaged_files_are_refused_whole() {
        let check =
            |text: &str, expected: ImportError| assert_eq!(Bookmarks::from_file(text), Err(expected), "{text:.80}");
        check("", ImportError::Unreadable);
        check("[]", ImportError::Unreadable);
        check("{\"format\":\"x\",\"version\":1,\"bookmarks\":[]}", ImportError::Unreadable);
        check(&of(&[("a", "")]).to_file().replace("\"version\": 1", "\"version\": 2"), ImportError::Newer);
        check(&of(&[("<img>", "")]).to_file(), ImportError::Unreadable);
        check(&of(&[("a", &"n".repeat(NOTE_LIMIT + 1))]).to_file(), ImportError::Unreadable);
        check(&" ".repeat(FILE_LIMIT + 1), ImportError::TooLarge);
        check(&"[".repeat(10_000), ImportError::Unreadable);
        let whole = of(&[("a", "note"), ("b", "")]).to_file();
        for cut in 0..whole.len() - 1 {
            check(&whole[..cut], ImportError::Unreadable);
        }
    }

    #[test]
    fn the_limits_of_a_file_are_exact() {
        let file = |extra: &str| {
            format!("{{\"format\":\"{FORMAT}\",\"version\":1,{extra}\"bookmarks\":[{{\"addon\":\"a\"}}]}}")
        };
        let nested = |depth: usize| format!("\"x\":{}{},", "[".repeat(depth), "]".repeat(depth));
        let check = |text: &str, fits: bool| assert_eq!(Bookmarks::from_file(text).is_ok(), fits, "{text:.80}");
        check(&file(&nested(15)), true);
        check(&file(&nested(16)), false);
        // Brackets in a text are no nesting.
        check(&file(&format!("\"x\":\"\\\"{}\",", "[".repeat(100))), true);
        let padded = |length: usize| {
            let empty = file("\"x\":\"\",");
            file(&format!("\"x\":\"{}\",", "x".repeat(length - empty.len())))
        };
        check(&padded(FILE_LIMIT), true);
        check(&padded(FILE_LIMIT + 1), false);
    }

    #[test]
    fn the_largest_list_that_a_browser_holds_is_exported_and_imported() {
        let check = |number: usize, note: &str| {
            let item = |n: usize| Bookmark { addon: format!("{n:0>80}"), note: note.into() };
            let list = Bookmarks { items: (0..number).map(item).collect() };
            assert!(Ledger::unstamped(&list).to_text().encode_utf16().count() > 2_500_000, "two copies do not fit");
            assert_eq!(Bookmarks::from_file(&list.to_file()), Ok(list));
        };
        check(18_000, "");
        check(260, &"n".repeat(NOTE_LIMIT));
        check(260, &"\u{20ac}".repeat(NOTE_LIMIT));
        check(50, &"\0".repeat(NOTE_LIMIT));
    }

    #[test]
    fn an_import_is_taken_back_and_nothing_else() {
        let (before, after) = (of(&[("a", "1"), ("b", "")]), of(&[("a", "2"), ("c", "")]));
        let mut now = of(&[("a", "2"), ("c", ""), ("since", "kept")]);
        now.take_back(&before, &after);
        assert_eq!(now, of(&[("a", "1"), ("b", ""), ("since", "kept")]));
        let mut now = of(&[("a", "edited since"), ("c", "")]);
        now.take_back(&before, &after);
        assert_eq!(now, of(&[("a", "edited since"), ("b", "")]));
    }

    #[test]
    fn merging_keeps_ours_first_and_loses_no_note() {
        let merged = of(&[("a", "mine"), ("b", "")]).merged(&of(&[("b", "theirs"), ("a", "other"), ("c", "new")]));
        assert_eq!(merged, of(&[("a", "mine\n\nother"), ("b", "theirs"), ("c", "new")]));
        assert_eq!(merged.merged(&merged), merged);
    }

    #[test]
    fn moving_passes_over_what_is_not_shown() {
        let mut bookmarks = of(&[("a", ""), ("hidden", ""), ("b", "")]);
        bookmarks.shift(AddonId("b"), true, |slug| slug != "hidden");
        assert_eq!(bookmarks, of(&[("b", ""), ("hidden", ""), ("a", "")]));
        bookmarks.shift(AddonId("b"), true, |slug| slug != "hidden");
        assert_eq!(bookmarks, of(&[("b", ""), ("hidden", ""), ("a", "")]));
        bookmarks.shift(AddonId("b"), false, |slug| slug != "hidden");
        assert_eq!(bookmarks, of(&[("a", ""), ("hidden", ""), ("b", "")]));
    }

    #[test]
    fn taking_away_can_be_undone() {
        let mut bookmarks = of(&[("a", ""), ("b", "note"), ("c", "")]);
        let before = bookmarks.clone();
        let (at, taken) = bookmarks.toggle(AddonId("b")).expect("it was kept");
        assert!(!bookmarks.contains(AddonId("b")));
        bookmarks.restore(at, taken);
        assert_eq!(bookmarks, before);
    }
}
