//! The reader's saved stacks: selections with a name, each with its last versions, and the file that carries them
//! elsewhere.
//!
//! A version is kept as the text form of its selection, never as what an edition of the guide made of it: an add-on that
//! this edition does not know is still there for the edition that does.

use serde::{Deserialize, Serialize};

use crate::bookmarks::ImportError;

/// The largest text that is read, in bytes.
pub(crate) const FILE_LIMIT: usize = 4 * 1024 * 1024;
/// How many versions of a name are kept.
const VERSIONS_LIMIT: usize = 10;
const STACKS_LIMIT: usize = 200;
/// The longest name, in characters.
pub(crate) const NAME_LIMIT: usize = 80;
const FORMAT: &str = "django-addon-guide/stacks";
const VERSION: u32 = 1;

/// A selection as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// The form of the file and of what is stored.
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

    /// Saves a selection under a name, as its newest version. False where the newest one is the same already.
    pub(crate) fn save(&mut self, name: &str, version: Version) -> bool {
        if self
            .named(name)
            .is_some_and(|stack| stack.versions.first().map(|it| &it.selection) == Some(&version.selection))
        {
            return false;
        }
        let versions = match self.items.iter().position(|stack| stack.name == name) {
            Some(at) => self.items.remove(at).versions,
            None => Vec::new(),
        };
        let mut stack = Stack { name: name.to_owned(), versions };
        stack.versions.insert(0, version);
        stack.versions.truncate(VERSIONS_LIMIT);
        self.items.insert(0, stack);
        self.items.truncate(STACKS_LIMIT);
        true
    }

    /// Takes a stack out; it is returned with its place, for undo.
    pub(crate) fn remove(&mut self, name: &str) -> Option<(usize, Stack)> {
        let at = self.items.iter().position(|stack| stack.name == name)?;
        Some((at, self.items.remove(at)))
    }

    /// Puts back what [`Stacks::remove`] took out.
    pub(crate) fn restore(&mut self, at: usize, stack: Stack) {
        if self.named(&stack.name).is_none() {
            self.items.insert(at.min(self.items.len()), stack);
        }
    }

    /// These and those of `other`: new names at the end, known names with the versions of both, the newest of them.
    pub(crate) fn merged(&self, other: &Stacks) -> Stacks {
        let mut merged = self.clone();
        for theirs in &other.items {
            match merged.items.iter_mut().find(|ours| ours.name == theirs.name) {
                None => merged.items.push(theirs.clone()),
                Some(ours) => {
                    for version in &theirs.versions {
                        if !ours.versions.contains(version) {
                            let newer = |own: &Version| own.saved < version.saved;
                            let at = ours.versions.iter().position(newer).unwrap_or(ours.versions.len());
                            ours.versions.insert(at, version.clone());
                        }
                    }
                    ours.versions.truncate(VERSIONS_LIMIT);
                }
            }
        }
        merged.items.truncate(STACKS_LIMIT);
        merged
    }

    /// The text of the exported file, and of what is stored.
    pub(crate) fn to_text(&self) -> String {
        let document = Document { format: FORMAT.into(), version: VERSION, stacks: self.items.clone() };
        // A struct of strings and numbers has no value that JSON cannot carry.
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    /// Reads that text. Nothing of a text that is not wholly in order is taken.
    pub(crate) fn from_text(text: &str) -> Result<Stacks, ImportError> {
        if text.len() > FILE_LIMIT {
            return Err(ImportError::TooLarge);
        }
        let document: Document = serde_json::from_str(text).map_err(|_| ImportError::Unreadable)?;
        if document.format != FORMAT {
            return Err(ImportError::Unreadable);
        }
        if document.version > VERSION {
            return Err(ImportError::Newer);
        }
        let sound = |stack: &Stack| {
            is_name(&stack.name)
                && (1..=VERSIONS_LIMIT).contains(&stack.versions.len())
                && stack.versions.iter().all(|version| {
                    version.saved.len() <= 40
                        && version.selection.len() <= composer::LONGEST_READ
                        && composer::Selection::find(&version.selection) == Some(version.selection.as_str())
                })
        };
        if document.stacks.len() > STACKS_LIMIT || !document.stacks.iter().all(sound) {
            return Err(ImportError::Unreadable);
        }
        Ok(Stacks::default().merged(&Stacks { items: document.stacks }))
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
        assert!(stacks.save("shop", version("1", "celery")));
        assert!(!stacks.save("shop", version("2", "celery")), "the same again is no version");
        assert!(stacks.save("blog", version("3", "pillow")));
        assert!(stacks.save("shop", version("4", "whitenoise")));
        assert_eq!(stacks, of(&[("shop", &[("4", "whitenoise"), ("1", "celery")]), ("blog", &[("3", "pillow")])]));
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
        let ours = of(&[("shop", &[("5", "c"), ("1", "a")])]);
        let theirs = of(&[("blog", &[("2", "x")]), ("shop", &[("3", "b"), ("1", "a")])]);
        let merged = ours.merged(&theirs);
        assert_eq!(merged, of(&[("shop", &[("5", "c"), ("3", "b"), ("1", "a")]), ("blog", &[("2", "x")])]));
        assert_eq!(merged.merged(&theirs), merged);
    }

    #[test]
    fn taking_out_can_be_undone() {
        let mut stacks = of(&[("a", &[("1", "x")]), ("b", &[("2", "y")]), ("c", &[("3", "z")])]);
        let before = stacks.clone();
        let (at, taken) = stacks.remove("b").expect("it was there");
        assert!(stacks.named("b").is_none());
        stacks.restore(at, taken);
        assert_eq!(stacks, before);
    }
}
