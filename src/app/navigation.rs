//! The browser's history, for pages that change without a load: the only module that reads or writes the address bar.
//!
//! Every link is a real one. A plain click on a link to a page of this language is taken over; everything else
//! (another language, another site, a modifier key, a download) is left to the browser.

use catalog::Lang;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, Event, HtmlAnchorElement, HtmlElement, MouseEvent, ScrollIntoViewOptions, ScrollRestoration, Window,
};

use crate::{
    app_title,
    routes::{Address, Page},
    session::Session,
};

/// How a new address enters the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visit {
    /// As a new entry: Back returns here.
    Push,
    /// In place of the current one, for state that one does not step through.
    Replace,
}

/// Where the document stands: the language and the address, below the given root.
pub(crate) fn current(window: &Window, root: &str) -> Option<(Lang, Address)> {
    let location = window.location();
    let path = location.pathname().ok()?;
    Address::parse(path.strip_prefix(root)?, &location.search().ok()?, &location.hash().ok()?)
}

/// Goes to an address of this language. Where the browser refuses a history entry (Safari allows a hundred in ten
/// seconds) the page still changes; only the address bar stays behind.
pub(crate) fn go(session: Session, address: Address, visit: Visit) {
    let Some(window) = web_sys::window() else { return };
    let before = session.address.get_untracked();
    let href = session.root.with_value(|root| address.href(root, session.lang));
    let reveals = visit == Visit::Push;
    // The entry that stands for the search is used up, so that Back leads to the page below it.
    let visit = if session.covered.get_value() { Visit::Replace } else { visit };
    session.covered.set_value(false);
    if !address.page.is_included() {
        // Refused only for addresses that are none.
        let _ = match visit {
            Visit::Push => window.location().assign(&href),
            Visit::Replace => window.location().replace(&href),
        };
        return;
    }
    if let Ok(history) = window.history() {
        remember_scroll(&window);
        let _ = match visit {
            Visit::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&href)),
            Visit::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&href)),
        };
    }
    let other_page = before.page != address.page;
    session.address.set(address.clone());
    if other_page {
        arrive(session, &address, Some(0.0));
    } else if reveals && before.fragment != address.fragment {
        reveal(&address.fragment);
    }
}

/// Goes to an address that the reader has chosen, even where it is this one: then the place is shown again.
pub(crate) fn visit(session: Session, address: Address) {
    let same = session.address.get_untracked() == address;
    go(session, address.clone(), if same { Visit::Replace } else { Visit::Push });
    if same {
        reveal(&address.fragment);
    }
}

/// Puts an entry into the history for what now covers the whole page, so that Back closes it.
pub(crate) fn cover(session: Session) {
    let Some(window) = web_sys::window() else { return };
    if session.covered.get_value() {
        return;
    }
    remember_scroll(&window);
    let pushed = window.history().and_then(|history| history.push_state(&JsValue::NULL, ""));
    session.covered.set_value(pushed.is_ok());
}

/// Leaves that entry where it is, for a step that the browser makes.
pub(crate) fn settle(session: Session) {
    session.covered.set_value(false);
}

/// Takes that entry away, when what covered the page has been closed in another way.
pub(crate) fn uncover(session: Session) {
    if !session.covered.get_value() {
        return;
    }
    session.covered.set_value(false);
    if let Some(Ok(history)) = web_sys::window().map(|window| window.history()) {
        let _ = history.back();
    }
}

/// Follows clicks and the Back and Forward buttons from now on.
pub(crate) fn install(session: Session) {
    let Some(window) = web_sys::window() else { return };
    if let Ok(history) = window.history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    listen(&window, "click", move |event| follow_click(session, &event));
    listen(&window, "popstate", move |_| {
        let Some(window) = web_sys::window() else { return };
        if session.covered.get_value() {
            session.covered.set_value(false);
            session.searching.set(false);
        }
        let root = session.root.get_value();
        if let Some((lang, address)) = current(&window, &root).filter(|(lang, _)| *lang == session.lang) {
            debug_assert_eq!(lang, session.lang);
            let before = session.address.get_untracked();
            session.address.set(address.clone());
            if before.page != address.page {
                arrive(session, &address, remembered_scroll(&window));
            } else if before.fragment != address.fragment {
                reveal(&address.fragment);
            }
        }
    });
    listen(&window, "scrollend", move |_| {
        if let Some(window) = web_sys::window() {
            remember_scroll(&window);
        }
    });
}

/// Calls a function on every event of a kind that reaches the window, for as long as the page lives.
pub(crate) fn listen(window: &Window, kind: &str, react: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(react);
    // Fails only for a listener that is no function.
    let _ = window.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The scroll position that this history entry was left at.
pub(crate) fn remembered_scroll(window: &Window) -> Option<f64> {
    window.history().ok()?.state().ok()?.as_f64()
}

/// Shows the element with this id: `hidden="until-found"` gives way first (the tab follows the address), then it is
/// scrolled to. A heading of prose that is still on its way is waited for, some seconds long.
pub(crate) fn reveal(fragment: &str) {
    if !fragment.is_empty() {
        when_present(fragment.to_owned(), |element| {
            element.scroll_into_view_with_scroll_into_view_options(&ScrollIntoViewOptions::new());
        });
    }
}

/// How many frames a heading is waited for.
const PATIENCE: u32 = 300;

/// Runs a function on the element with this id, in the next frame that has one. What asked first runs first.
pub(crate) fn when_present(id: String, run: impl FnOnce(Element) + 'static) {
    wait_for(id, PATIENCE, Box::new(run));
}

fn wait_for(id: String, frames: u32, run: Box<dyn FnOnce(Element)>) {
    after_paint(move || {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        match document.get_element_by_id(&id) {
            Some(element) => run(element),
            None if frames > 0 => wait_for(id, frames - 1, run),
            None => {}
        }
    });
}

/// Runs a function when the view has followed a change of state.
pub(crate) fn after_paint(run: impl FnOnce() + 'static) {
    request_animation_frame(run);
}

fn follow_click(session: Session, event: &Event) {
    let Some(click) = event.dyn_ref::<MouseEvent>() else { return };
    if click.default_prevented()
        || click.button() != 0
        || click.meta_key()
        || click.ctrl_key()
        || click.shift_key()
        || click.alt_key()
    {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else { return };
    let Some(window) = web_sys::window() else { return };
    let leaves = !link.target().is_empty() || link.has_attribute("download");
    if leaves || window.location().origin().ok() != Some(link.origin()) {
        return;
    }
    let root = session.root.get_value();
    let Some(path) = link.pathname().strip_prefix(&root).map(ToOwned::to_owned) else { return };
    let Some((lang, address)) = Address::parse(&path, &link.search(), &link.hash()) else { return };
    if lang != session.lang || address.page == Page::NotFound || !address.page.is_included() {
        return;
    }
    event.prevent_default();
    session.searching.set(false);
    visit(session, address);
}

/// What a reader expects of a new page: its title, its place, and the focus at its heading.
fn arrive(session: Session, address: &Address, scroll: Option<f64>) {
    session.forget_past_readers();
    let Some(window) = web_sys::window() else { return };
    if let Some(document) = window.document() {
        document.set_title(&app_title(address.page, session.lang));
    }
    let fragment = address.fragment.clone();
    after_paint(move || {
        let Some(document) = window.document() else { return };
        let heading = document.query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
        match scroll {
            Some(top) if top > 0.0 || fragment.is_empty() => window.scroll_to_with_x_and_y(0.0, top),
            _ if fragment.is_empty() => window.scroll_to_with_x_and_y(0.0, 0.0),
            _ => reveal(&fragment),
        }
    });
}

fn remember_scroll(window: &Window) {
    let top = window.scroll_y().unwrap_or(0.0);
    if remembered_scroll(window) != Some(top)
        && let Ok(history) = window.history()
    {
        let _ = history.replace_state(&JsValue::from_f64(top), "");
    }
}
