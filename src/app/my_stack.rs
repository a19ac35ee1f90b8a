//! The reader's own stack in the session: kept in this browser, shared in an address, the start of a fresh composition.

use catalog::Stack;
use leptos::prelude::*;

use crate::{
    CATALOG,
    draft::fresh_draft,
    i18n::Msg,
    keeping::Keeping,
    routes::{Address, STACK},
    session::Session,
    storage::{self, Key},
};

impl Session {
    /// The stack that counts here: the address's, where it has one, or else the reader's own.
    pub(crate) fn stack(&self) -> Stack {
        self.stack_of_link().unwrap_or_else(|| self.own_stack.get())
    }

    /// The same, without following it.
    pub(crate) fn stack_untracked(&self) -> Stack {
        untrack(|| self.stack())
    }

    /// The stack of the address, where it has one that is not the reader's own.
    pub(crate) fn stack_of_link(&self) -> Option<Stack> {
        let stack = Stack::parse(&CATALOG, &self.address.with(|address| address.parameter(STACK)));
        (!stack.is_empty() && stack != self.own_stack.get()).then_some(stack)
    }

    /// Reads the stack that this browser keeps.
    pub(crate) fn load_stack(&self) {
        if let Some(text) = storage::read::<String>(&self.root.get_value(), Key::Stack) {
            let stack = Stack::parse(&CATALOG, &text);
            if self.own_stack.get_untracked() != stack {
                self.own_stack.set(stack);
            }
        }
    }

    /// Makes a stack the reader's own and keeps it. A composition that nobody has touched starts from it.
    pub(crate) fn choose_stack(&self, stack: Stack) {
        let before = self.own_stack.get_untracked();
        self.own_stack.set(stack);
        let root = self.root.get_value();
        let kept = if stack.is_empty() {
            storage::forget(&root, Key::Stack);
            true
        } else {
            storage::write(&root, Key::Stack, &stack.text()) || !storage::is_open()
        };
        self.stack_kept.set(if kept { Keeping::Fine } else { Keeping::Refused });
        if self.draft.with_untracked(|draft| *draft == fresh_draft(self.lang, &before)) {
            self.edit_draft(|draft| *draft = fresh_draft(self.lang, &stack));
        }
        self.leave_stack_of_link();
    }

    /// Goes back to the reader's own stack.
    pub(crate) fn leave_stack_of_link(&self) {
        let address = self.address.get_untracked();
        if !address.parameter(STACK).is_empty() {
            self.stay(address.with(&[(STACK, String::new())]));
        }
    }

    /// Puts another state of this page into the address, in place of the one before.
    #[cfg(feature = "browser")]
    pub(crate) fn stay(&self, address: Address) {
        crate::navigation::go(*self, address, crate::navigation::Visit::Replace);
    }

    /// Where there is no browser, the session alone knows.
    #[cfg(not(feature = "browser"))]
    pub(crate) fn stay(&self, address: Address) {
        self.address.set(address);
    }

    /// Copies a link to this page as it is shown, with the stack.
    pub(crate) fn share(&self) {
        let session = *self;
        let stack = self.stack();
        let address = self.address.get_untracked().with(&[(STACK, stack.text())]);
        let here = window().location().href().unwrap_or_default();
        let href = self.root.with_value(|root| address.href(root, self.lang));
        let link = web_sys::Url::new_with_base(&href, &here).map_or(here, |url| url.href());
        leptos::task::spawn_local(async move {
            let said = if crate::download::copy(&link).await { Msg::LinkCopied } else { Msg::CopyFailed };
            session.say(session.t(said).to_owned(), None);
        });
    }
}

#[cfg(test)]
mod tests {
    use catalog::{Database, Interface, known_django};

    use super::*;

    #[test]
    fn whatever_is_chosen_is_read_again() {
        fn or_none<T: Copy>(all: &[T]) -> Vec<Option<T>> {
            all.iter().copied().map(Some).chain([None]).collect()
        }
        for django in or_none(&known_django(&CATALOG)) {
            for python in or_none(&CATALOG.pythons()) {
                for database in or_none(Database::ALL) {
                    for interface in or_none(Interface::ALL) {
                        let stack = Stack { django, python, database, interface };
                        assert_eq!(Stack::parse(&CATALOG, &stack.text()), stack);
                    }
                }
            }
        }
    }
}
