//! Keys that work on every page.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, Window};

use leptos::prelude::*;

use crate::{navigation::listen, session::Session, sought};

/// Follows the keys from now on: `/` opens the search, Ctrl+K (or ⌘K) opens and closes it, from a field too; `?` shows
/// all keys, Esc takes the marks of a search away. Signs pressed alone do nothing where the reader does not want it.
pub(crate) fn install(window: &Window, session: Session) {
    listen(window, "keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.default_prevented() || key.alt_key() {
            return;
        }
        let control = key.ctrl_key() || key.meta_key();
        match (key.key().as_str(), control) {
            // The dialog itself knows: after Esc it is closed a moment before the session hears of it.
            ("k" | "K", true) if !key.shift_key() => {
                let open = document().query_selector("dialog.palette[open]").is_ok_and(|found| found.is_some());
                session.searching.set(!open);
            }
            // With AltGr or Shift, as some layouts need for it, `/` is still `/`.
            ("/", false) if alone(session, &event) => session.searching.set(true),
            ("?", false) if alone(session, &event) => session.keys_shown.set(true),
            ("Escape", false) if !in_field(&event) => {
                sought::clear();
                return;
            }
            _ => return,
        }
        event.prevent_default();
    });
}

/// Whether a sign pressed alone is meant as a shortcut.
fn alone(session: Session, event: &Event) -> bool {
    session.single_keys.get_untracked() && !in_field(event)
}

/// Whether the reader is typing somewhere, or a dialog is open.
fn in_field(event: &Event) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    let editable = target.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
    editable
        || target.closest("input:not([type=checkbox]), textarea, select, dialog").is_ok_and(|found| found.is_some())
}
