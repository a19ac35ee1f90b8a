//! The reader's saved stacks: selections with a name, each with its last versions, and the file that carries them
//! elsewhere.
//!
//! A version is kept as the text form of its selection, never as what an edition of the guide made of it: an add-on that
//! this edition does not know is still there for the edition that does.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{bookmarks::ImportError, replica::Held};

/// The largest file that is read, in bytes: more than the file can have of all that fits into a browser's store, which
/// holds five million code units.
pub(crate) const FILE_LIMIT: usize = crate::bookmarks::FILE_LIMIT;
/// How many versions of a name are kept.
pub(crate) const VERSIONS_LIMIT: usize = 10;
/// The longest name, in characters.
pub(crate) const NAME_LIMIT: usize = 80;
const FORMAT: &str = "django-addon-guide/stacks";
const VERSION: u32 = 1;

/// A selection as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Version {
    /// When, as `2026-11-22T18:04:11.123Z`: texts of this form sort by time.
    pub(crate) saved: String,
    /// The text form of the selection.
    pub(crate) selection: String,
}

/// A name with its versions, newest first, at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stack {
    /// The name.
    pub(crate) name: String,
    /// The versions.
    pub(crate) versions: Vec<Version>,
}

/// All saved stacks, each name once, the one that was saved last at the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Stacks {
    /// The list.
    pub(crate) items: Vec<Stack>,
}

/// What became of a selection that was to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    /// It is the newest version of its name.
    New,
    /// The newest version is the same already.
    Same,
    /// Its text is longer than what is read again.
    TooLong,
}

/// The form of the file, and of what the first edition stored.
#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    stacks: Vec<Stack>,
}

impl Stacks {
    /// The stack of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Stack> {
        self.items.iter().find(|stack| stack.name == name)
    }

    /// Saves a selection under a name, as its newest version.
    pub(crate) fn save(&mut self, name: &str, mut version: Version) -> Saved {
        if !version.is_sound() {
            return Saved::TooLong;
        }
        let at = self.items.iter().position(|stack| stack.name == name);
        let mut stack = match at {
            Some(at) if self.items[at].versions.first().is_some_and(|own| own.selection == version.selection) => {
                return Saved::Same;
            }
            Some(at) => self.items.remove(at),
            None => Stack { name: name.to_owned(), versions: Vec::new() },
        };
        // A clock that was set back does not make it older than what it follows.
        if let Some(newest) = stack.versions.first().filter(|newest| newest.saved > version.saved) {
            version.saved.clone_from(&newest.saved);
        }
        stack.versions.insert(0, version);
        newest_of(&mut stack.versions);
        self.items.insert(0, stack);
        Saved::New
    }

    /// Takes a stack out; false where there was none.
    pub(crate) fn remove(&mut self, name: &str) -> bool {
        let before = self.items.len();
        self.items.retain(|stack| stack.name != name);
        self.items.len() < before
    }

    /// These and those of `other`: new names at the end; known names with their own versions, as many of the others as
    /// there is room for, and in any case the newest of each.
    pub(crate) fn merged(&self, other: &Stacks) -> Stacks {
        let mut merged = self.clone();
        let mut places: BTreeMap<_, _> = (0..).zip(&self.items).map(|(at, stack)| (stack.name.clone(), at)).collect();
        for theirs in &other.items {
            let Some(at) = places.get(&theirs.name).copied() else {
                places.insert(theirs.name.clone(), merged.items.len());
                merged.items.push(theirs.clone());
                continue;
            };
            let ours = &mut merged.items[at].versions;
            for (at, version) in theirs.versions.iter().enumerate() {
                if at == 0 && !ours.contains(version) {
                    ours.truncate(VERSIONS_LIMIT - 1);
                }
                if ours.len() < VERSIONS_LIMIT && !ours.contains(version) {
                    ours.push(version.clone());
                }
            }
            newest_of(ours);
        }
        merged
    }

    /// Takes back the step from `before` to `after`, and leaves what happened since, in this tab or in another.
    pub(crate) fn take_back(&mut self, before: &Stacks, after: &Stacks) {
        let names: BTreeSet<_> = before.items.iter().chain(&after.items).map(|stack| stack.name.as_str()).collect();
        for name in names {
            let of = |stacks: &Stacks| stacks.named(name).map(|stack| stack.versions.clone()).unwrap_or_default();
            let (was, then, mut own) = (of(before), of(after), of(self));
            if was == then {
                continue;
            }
            own.retain(|version| was.contains(version) || !then.contains(version));
            for version in was {
                if !then.contains(&version) && !own.contains(&version) {
                    own.push(version);
                }
            }
            newest_of(&mut own);
            self.remove(name);
            if !own.is_empty() {
                self.items.push(Stack { name: name.to_owned(), versions: own });
            }
        }
    }

    /// The text of the exported file.
    pub(crate) fn to_text(&self) -> String {
        let document = Document { format: FORMAT.into(), version: VERSION, stacks: self.items.clone() };
        // A struct of strings and numbers has no value that JSON cannot carry.
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    /// Reads an exported file. Nothing of a file that is not wholly in order is taken.
    pub(crate) fn from_text(text: &str) -> Result<Stacks, ImportError> {
        if text.len() > FILE_LIMIT {
            return Err(ImportError::TooLarge);
        }
        match Stacks::from_first(text) {
            Held::Whole(stacks) => Ok(stacks),
            Held::Newer => Err(ImportError::Newer),
            Held::Nothing | Held::Partly(..) | Held::Damaged => Err(ImportError::Unreadable),
        }
    }

    /// Reads what the first edition stored, which is the same form, or several of them one after the other: what is
    /// sound is taken, what is not does not take the rest with it.
    pub(crate) fn from_first(text: &str) -> Held<Stacks> {
        let mut stacks = Stacks::default();
        let mut whole = true;
        let mut any = false;
        for document in serde_json::Deserializer::from_str(text).into_iter::<Document>() {
            let Some(document) = document.ok().filter(|document| document.format == FORMAT) else {
                whole = false;
                break;
            };
            if document.version > VERSION {
                return Held::Newer;
            }
            any = true;
            let mut sound = document.stacks;
            let before = versions(&sound);
            for stack in &mut sound {
                let name = is_name(&stack.name);
                whole &= name && !stack.versions.is_empty();
                stack.versions.retain(|version| name && version.is_sound());
            }
            whole &= versions(&sound) == before;
            sound.retain(|stack| !stack.versions.is_empty());
            for stack in &mut sound {
                newest_of(&mut stack.versions);
            }
            stacks = stacks.merged(&Stacks { items: sound });
        }
        match any {
            true if whole => Held::Whole(stacks),
            true => {
                let sound = stacks.to_text();
                Held::Partly(stacks, sound)
            }
            false => Held::Damaged,
        }
    }
}

fn versions(stacks: &[Stack]) -> usize {
    stacks.iter().map(|stack| stack.versions.len()).sum()
}

/// Leaves the newest versions, the newest first, each once.
fn newest_of(versions: &mut Vec<Version>) {
    versions.sort_by(|one, other| other.saved.cmp(&one.saved));
    let mut seen = BTreeSet::new();
    versions.retain(|version| seen.insert(version.clone()));
    versions.truncate(VERSIONS_LIMIT);
}

impl Version {
    /// Whether it is read again as it is.
    fn is_sound(&self) -> bool {
        self.saved.len() <= 40
            && self.selection.len() <= composer::LONGEST_READ
            && composer::Selection::find(&self.selection) == Some(self.selection.as_str())
    }
}

/// Whether a text can be the name of a stack.
pub(crate) fn is_name(text: &str) -> bool {
    text.trim() == text && !text.is_empty() && text.chars().count() <= NAME_LIMIT && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(saved: &str, addon: &str) -> Version {
        Version { saved: saved.into(), selection: format!("v1&d=6.1&py=3.13&a={addon}") }
    }

    fn of(stacks: &[(&str, &[(&str, &str)])]) -> Stacks {
        let stack = |(name, versions): &(&str, &[(&str, &str)])| Stack {
            name: (*name).into(),
            versions: versions.iter().map(|(saved, addon)| version(saved, addon)).collect(),
        };
        Stacks { items: stacks.iter().map(stack).collect() }
    }

    #[test]
    fn saving_makes_versions_and_keeps_the_last_ones() {
        let mut stacks = Stacks::default();
        assert_eq!(stacks.save("shop", version("01", "celery")), Saved::New);
        assert_eq!(stacks.save("shop", version("02", "celery")), Saved::Same, "the same again is no version");
        assert_eq!(stacks.save("blog", version("03", "pillow")), Saved::New);
        assert_eq!(stacks.save("shop", version("04", "whitenoise")), Saved::New);
        assert_eq!(stacks, of(&[("shop", &[("04", "whitenoise"), ("01", "celery")]), ("blog", &[("03", "pillow")])]));
        for number in 10..40 {
            stacks.save("shop", version(&number.to_string(), &format!("a{number}")));
        }
        let saved: Vec<_> = stacks.items[0].versions.iter().map(|it| it.saved.as_str()).collect();
        assert_eq!(saved, ["39", "38", "37", "36", "35", "34", "33", "32", "31", "30"]);
    }

    #[test]
    fn a_text_gives_back_what_was_written() {
        for stacks in [
            of(&[]),
            of(&[("a", &[("1", "x")])]),
            of(&[("« né » \"b\"", &[("2", "y"), ("1", "x")]), ("a", &[("1", "x")])]),
        ] {
            assert_eq!(Stacks::from_text(&stacks.to_text()), Ok(stacks));
        }
    }

    #[test]
    fn foreign_and_damaged_texts_are_refused_whole() {
        let check =
            |text: &str, expected: ImportError| assert_eq!(Stacks::from_text(text), Err(expected), "{text:.80}");
        check("", ImportError::Unreadable);
        check("[]", ImportError::Unreadable);
        check("{\"format\":\"django-addon-guide/bookmarks\",\"version\":1,\"stacks\":[]}", ImportError::Unreadable);
        let sound = of(&[("a", &[("1", "x")])]).to_text();
        check(&sound.replace("\"version\": 1", "\"version\": 2"), ImportError::Newer);
        check(&sound.replace("v1&", "javascript:"), ImportError::Unreadable);
        check(&sound.replace("\"a\"", "\" a\""), ImportError::Unreadable);
        check(&of(&[("a", &[])]).to_text(), ImportError::Unreadable);
        check(&of(&[("", &[("1", "x")])]).to_text(), ImportError::Unreadable);
        check(&" ".repeat(FILE_LIMIT + 1), ImportError::TooLarge);
        check(&"[".repeat(10_000), ImportError::Unreadable);
        for cut in 0..sound.len() - 1 {
            check(&sound[..cut], ImportError::Unreadable);
        }
    }

    #[test]
    fn merging_loses_no_version_and_is_done_once() {
        let ours = of(&[("shop", &[("05", "c"), ("01", "a")])]);
        let theirs = of(&[("blog", &[("02", "x")]), ("shop", &[("03", "b"), ("01", "a")])]);
        let merged = ours.merged(&theirs);
        assert_eq!(merged, of(&[("shop", &[("05", "c"), ("03", "b"), ("01", "a")]), ("blog", &[("02", "x")])]));
        assert_eq!(merged.merged(&theirs), merged);
        // The own versions stay, however many newer ones a file has.
        let many: Vec<_> = (10..20).rev().map(|n| version(&n.to_string(), "x")).collect();
        let many = Stacks { items: vec![Stack { name: "shop".into(), versions: many }] };
        let merged = ours.merged(&many);
        let saved: Vec<_> = merged.items[0].versions.iter().map(|it| it.saved.as_str()).collect();
        assert_eq!(saved, ["19", "18", "17", "16", "15", "14", "13", "12", "05", "01"]);
    }

    #[test]
    fn an_import_is_taken_back_and_nothing_else() {
        let ours = of(&[("shop", &[("5", "c"), ("1", "a")])]);
        let merged = ours.merged(&of(&[("blog", &[("2", "x")]), ("shop", &[("3", "b")])]));
        let mut now = merged.clone();
        now.save("since", version("6", "d"));
        now.save("shop", version("7", "e"));
        now.take_back(&ours, &merged);
        assert_eq!(now.named("blog"), None);
        assert_eq!(now.named("since"), of(&[("since", &[("6", "d")])]).named("since"));
        assert_eq!(now.named("shop"), of(&[("shop", &[("7", "e"), ("5", "c"), ("1", "a")])]).named("shop"));
    }

    #[test]
    fn what_is_not_sound_does_not_take_the_rest_with_it() {
        let long = Version { saved: "2".into(), selection: format!("v1&a={}", "x".repeat(composer::LONGEST_READ)) };
        let mut stacks = of(&[("precious", &[("1", "x")])]);
        assert_eq!(stacks.save("big", long.clone()), Saved::TooLong);
        assert_eq!(stacks, of(&[("precious", &[("1", "x")])]), "nothing is lost");
        stacks.items.insert(0, Stack { name: "big".into(), versions: vec![long, version("1", "y")] });
        let Held::Partly(kept, sound) = Stacks::from_first(&stacks.to_text()) else { panic!("it is in part") };
        assert_eq!(kept, of(&[("big", &[("1", "y")]), ("precious", &[("1", "x")])]));
        assert_eq!(Stacks::from_first(&sound), Held::Whole(kept));
        assert_eq!(Stacks::from_text(&stacks.to_text()), Err(ImportError::Unreadable), "a file is taken whole");
        // What earlier editions put aside stands one after the other.
        let aside = format!("{}\n{}\n", of(&[("a", &[("1", "x")])]).to_text(), of(&[("b", &[("2", "y")])]).to_text());
        assert_eq!(Stacks::from_first(&aside), Held::Whole(of(&[("a", &[("1", "x")]), ("b", &[("2", "y")])])));
    }

    #[test]
    fn taking_out_can_be_undone() {
        let mut stacks = of(&[("a", &[("1", "x")]), ("b", &[("2", "y")]), ("c", &[("3", "z")])]);
        let before = stacks.clone();
        assert!(stacks.remove("b") && !stacks.remove("b"));
        let after = stacks.clone();
        stacks.save("b", version("4", "since"));
        stacks.take_back(&before, &after);
        assert_eq!(stacks.named("b"), of(&[("b", &[("4", "since"), ("2", "y")])]).named("b"));
    }
}
