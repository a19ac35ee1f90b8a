//! The composer's selection in the session: the reader's own, and the one that came with a link. Each has a key of its
//! own, so that whatever is done to a link's selection leaves the reader's own as it is.

use catalog::{Lang, Stack};
use composer::{LONGEST_READ, Selection, Unknown};
use leptos::prelude::*;

use crate::{
    CATALOG,
    keeping::Keeping,
    routes::Page,
    session::Session,
    storage::{self, Key},
};

/// What stands behind a link's selection while that is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LinkVisit {
    /// The reader's own selection, if there is one.
    pub(crate) own: Option<Selection>,
    /// What this edition does not know of the link.
    pub(crate) unknown: Vec<Unknown>,
}

/// Nothing chosen yet, for a stack as far as projects are composed for it, with comments in the reader's language.
pub(crate) fn fresh_draft(lang: Lang, stack: &Stack) -> Selection {
    let mut draft = Selection::new(&CATALOG);
    draft.target.comments = Some(lang);
    aim(&mut draft, stack);
    draft
}

/// Aims a selection at a stack, as far as projects are composed for it.
pub(crate) fn aim(draft: &mut Selection, stack: &Stack) {
    if let Some(series) = CATALOG.series.iter().find(|series| stack.django == Some(series.name)) {
        draft.choose_django(series);
    }
    let target = &mut draft.target;
    let series = CATALOG.series.iter().find(|series| series.number == target.django);
    if let Some(python) = stack.python.filter(|python| series.is_some_and(|series| series.pythons.contains(python))) {
        target.python = python;
    }
    target.database = stack.database.unwrap_or(target.database);
    target.interface = stack.interface.unwrap_or(target.interface);
}

/// The stack that a selection is made for.
#[cfg(feature = "compose")]
pub(crate) fn stack_of(selection: &Selection) -> Stack {
    let target = &selection.target;
    Stack {
        django: CATALOG.series.iter().find(|series| series.number == target.django).map(|series| series.name),
        python: Some(target.python),
        database: Some(target.database),
        interface: Some(target.interface),
    }
}

impl Session {
    /// Nothing chosen yet, for the reader's own stack.
    pub(crate) fn fresh_draft(&self) -> Selection {
        fresh_draft(self.lang, &self.own_stack.get_untracked())
    }

    /// Reads what the browser keeps of the selection, at the start.
    pub(crate) fn load_draft(&self) {
        self.draft.set(self.fresh_draft());
        self.take_own_draft();
        if let Some(text) = storage::read::<String>(&self.root.get_value(), Key::Visited) {
            let (selection, unknown) = Selection::parse(&CATALOG, &text);
            self.show_link(selection, unknown);
        }
    }

    /// Takes over what another tab has made of the reader's own selection since this one looked last.
    pub(crate) fn follow_own_draft(&self) {
        if self.take_own_draft() {
            self.show_draft_in_address();
        }
    }

    /// The same, and the address is left as it is; tells whether another selection is shown now. Where no other tab has
    /// stored anything since, a change that could not be kept is tried again.
    fn take_own_draft(&self) -> bool {
        let stored = storage::read::<String>(&self.root.get_value(), Key::Draft);
        let other = stored.filter(|text| self.draft_seen.with_value(|seen| seen.as_ref() != Some(text)));
        let Some(text) = other else {
            if matches!(self.draft_kept.get_untracked(), Keeping::Refused | Keeping::TooLong) {
                self.keep_draft();
            }
            return false;
        };
        let own = Selection::parse(&CATALOG, &text).0;
        self.draft_seen.set_value(Some(text));
        if self.visiting.with_untracked(Option::is_some) {
            self.visiting.update(|visit| {
                if let Some(visit) = visit {
                    visit.own = self.unless_fresh(own);
                }
            });
            return false;
        }
        let other = self.draft.with_untracked(|draft| *draft != own);
        if other {
            self.draft.set(own);
        }
        other
    }

    /// Changes the composer's selection and keeps it. Who has nothing of their own makes a link's selection theirs by
    /// changing it.
    pub(crate) fn edit_draft(&self, edit: impl FnOnce(&mut Selection)) {
        self.take_own_draft();
        self.end_undo_of_draft();
        self.draft.update(edit);
        if self.visiting.with_untracked(|visit| visit.as_ref().is_some_and(|visit| visit.own.is_none())) {
            self.leave_visit();
        }
        self.keep_draft();
        self.show_draft_in_address();
    }

    /// What is shown is the reader's own from now on.
    pub(crate) fn leave_visit(&self) {
        self.visiting.set(None);
        storage::forget(&self.root.get_value(), Key::Visited);
    }

    /// A selection that somebody has changed.
    fn unless_fresh(&self, selection: Selection) -> Option<Selection> {
        Some(selection).filter(|selection| *selection != self.fresh_draft())
    }

    fn keep_draft(&self) {
        let root = self.root.get_value();
        let text = self.draft.with_untracked(ToString::to_string);
        let visits = self.visiting.with_untracked(Option::is_some);
        let kept = if text.len() > LONGEST_READ {
            Keeping::TooLong
        } else if storage::write(&root, if visits { Key::Visited } else { Key::Draft }, &text) || !storage::is_open() {
            Keeping::Fine
        } else {
            Keeping::Refused
        };
        if self.draft_kept.get_untracked() != kept {
            self.draft_kept.set(kept);
        }
        if kept == Keeping::Fine && !visits {
            self.draft_seen.set_value(Some(text));
        }
    }

    /// The text form of a selection for the address; empty for a fresh one.
    pub(crate) fn draft_link(&self, selection: &Selection) -> String {
        if *selection == self.fresh_draft() { String::new() } else { selection.to_string() }
    }

    /// Puts the selection that is shown into the address of the composer's page.
    pub(crate) fn show_draft_in_address(&self) {
        let address = self.address.get_untracked();
        let fragment = self.draft.with_untracked(|draft| self.draft_link(draft));
        if address.page == Page::Compose && address.fragment != fragment {
            self.stay(crate::routes::Address { fragment, ..address });
        }
    }

    /// The reader's own selection, whatever is shown.
    fn own_draft(&self) -> Selection {
        match self.visiting.get_untracked() {
            Some(visit) => visit.own.unwrap_or_else(|| self.fresh_draft()),
            None => self.draft.get_untracked(),
        }
    }

    /// Shows a link's selection. Nothing is stored before it is changed.
    pub(crate) fn show_link(&self, selection: Selection, unknown: Vec<Unknown>) {
        self.end_undo_of_draft();
        let visit = LinkVisit { own: self.unless_fresh(self.own_draft()), unknown };
        self.draft.set(selection.clone());
        if visit.unknown.is_empty() && visit.own.as_ref() == Some(&selection) {
            self.leave_visit();
        } else {
            self.visiting.set(Some(visit));
        }
    }

    /// Shows what an address of the composer's page says.
    #[cfg(feature = "compose")]
    pub(crate) fn follow_fragment(&self, fragment: &str) {
        let is = |selection: &Selection| fragment == self.draft_link(selection);
        if fragment.is_empty() {
            self.show_draft_in_address();
        } else if !self.draft.with_untracked(is) {
            if is(&self.own_draft()) {
                self.draft.set(self.own_draft());
                self.leave_visit();
            } else {
                let (selection, unknown) = Selection::parse(&CATALOG, fragment);
                self.show_link(selection, unknown);
            }
        }
    }

    /// Ends the visit with the reader's own selection, or with the link's as the reader's own, and returns the way back.
    #[cfg(feature = "compose")]
    pub(crate) fn end_visit(&self, adopts: bool) -> impl Fn() + Send + Sync + use<> {
        let session = *self;
        let link = self.draft.get_untracked();
        let visit = self.visiting.get_untracked();
        let own = self.own_draft();
        self.leave_visit();
        if adopts {
            self.keep_draft();
        } else {
            self.draft.set(own.clone());
        }
        self.show_draft_in_address();
        move || {
            if adopts {
                session.edit_draft(|draft| draft.clone_from(&own));
            }
            // The reader's own may have been changed since.
            let own = session.unless_fresh(session.own_draft());
            session.draft.set(link.clone());
            session.visiting.set(visit.clone().map(|visit| LinkVisit { own, ..visit }));
            session.keep_draft();
            session.show_draft_in_address();
        }
    }
}

#[cfg(test)]
mod tests {
    use catalog::OptionKind;
    use composer::Answer;
    use proptest::prelude::*;

    use super::*;
    use crate::copies::tests::{cases, law};

    #[test]
    fn whatever_is_kept_is_read_again() {
        let options =
            || CATALOG.addons.iter().flat_map(|addon| addon.options.iter().map(move |option| (addon, option)));
        let free = |kind: &OptionKind| matches!(kind, OptionKind::Text { .. } | OptionKind::Items { .. });
        let fields: Vec<_> = options().filter(|(_, option)| free(&option.kind)).collect();
        let line = prop_oneof!["[a-z]{1,20}", any::<String>(), "[a-z]{250}"];
        let answer = (0..fields.len(), prop::collection::vec(line, 0..60));
        let strategy = (prop::collection::vec(answer, 1..6), any::<String>());
        let kept = std::cell::Cell::new(0);
        law("R7, drafts", cases(100, 20_000), strategy, |(answers, project)| {
            let mut draft = fresh_draft(Lang::Fr, &Stack::default());
            draft.target.project = project;
            for (at, lines) in answers {
                let (addon, option) = fields[at];
                draft.addons.insert(addon.id);
                let answer = match option.kind {
                    OptionKind::Items { .. } => Answer::Items(lines),
                    _ => Answer::Text(lines.concat()),
                };
                draft.answer(&CATALOG, addon.id, option.id, Some(answer));
            }
            let text = draft.to_string();
            if text.len() <= LONGEST_READ {
                kept.set(kept.get() + 1);
                assert_eq!(Selection::parse(&CATALOG, &text), (draft, vec![]));
            }
        });
        assert!(kept.get() > 0, "nothing was short enough");
    }
}
