//! The browser's history, for pages that change without a load: the only module that reads or writes the address bar.
//!
//! Every link is a real one. A plain click on a link to a page of this language is taken over; everything else
//! (another language, another site, a modifier key, a download) is left to the browser.
//!
//! Each entry of the history keeps how far it was scrolled, as its state; Back and Forward return there, on the same
//! page too. An entry without it, whose place has not been reached yet or which the browser made, shows
//! what its address names.

use std::cell::Cell;

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

thread_local! {
    /// Counts the steps through the history, so that what is waited for is dropped when the reader has gone on.
    static STEP: Cell<u32> = const { Cell::new(0) };
}

fn begin_step() {
    STEP.set(STEP.get().wrapping_add(1));
}

/// Goes to another state of this page, which stays where it is, or to the top of another one. Where the browser refuses
/// a history entry (Safari allows a hundred in ten seconds) the page still changes; only the address bar stays behind.
pub(crate) fn go(session: Session, address: Address, visit: Visit) {
    let Some(window) = web_sys::window() else { return };
    let other_page = session.address.with_untracked(|before| before.page != address.page);
    let top = if other_page { 0.0 } else { scrolled(&window) };
    if enter(session, &window, &address, visit, Some(top)) && other_page {
        begin_step();
        arrive(session, &address, top);
    }
}

/// Goes to an address that the reader has chosen, even where it is this one: its place is shown.
pub(crate) fn visit(session: Session, address: Address) {
    let Some(window) = web_sys::window() else { return };
    let before = session.address.get_untracked();
    let visit = if before == address { Visit::Replace } else { Visit::Push };
    let place = address.place();
    let top = place.is_empty().then_some(0.0);
    if enter(session, &window, &address, visit, top) {
        begin_step();
        if before.page != address.page || before.query != address.query || place.is_empty() {
            arrive(session, &address, 0.0);
        }
        reveal(place);
    }
}

/// Puts an address into the history and shows its page: a new entry with how far it is scrolled, where that is known, or
/// the current one as it is. Whether this document shows the page; else the browser loads another one.
fn enter(session: Session, window: &Window, address: &Address, visit: Visit, top: Option<f64>) -> bool {
    let href = session.root.with_value(|root| address.href(root, session.lang));
    let leaves = visit == Visit::Push || session.address.with_untracked(|before| before.page != address.page);
    // The entry that stands for the search is used up, so that Back leads to the page below it.
    let visit = if session.covered.get_value() { Visit::Replace } else { visit };
    session.covered.set_value(false);
    if leaves {
        remember_scroll(window);
    }
    if !address.page.is_included() {
        // Refused only for addresses that are none.
        let _ = match visit {
            Visit::Push => window.location().assign(&href),
            Visit::Replace => window.location().replace(&href),
        };
        return false;
    }
    if let Ok(history) = window.history() {
        let kept = if leaves { None } else { history.state().ok() };
        let state = kept.or(top.map(JsValue::from_f64)).unwrap_or(JsValue::NULL);
        let _ = match visit {
            Visit::Push => history.push_state_with_url(&state, "", Some(&href)),
            Visit::Replace => history.replace_state_with_url(&state, "", Some(&href)),
        };
    }
    session.address.set(address.clone());
    true
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
            begin_step();
            let top = remembered_scroll(&window);
            let other_page = session.address.with_untracked(|before| before.page != address.page);
            session.address.set(address.clone());
            match top {
                _ if other_page => arrive(session, &address, top.unwrap_or(0.0)),
                Some(top) => after_paint(move || scroll_to(top, PATIENCE)),
                None => {}
            }
            if top.is_none() {
                reveal(address.place());
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
/// scrolled to, unless it is a chapter that begins in sight. A heading of prose that is still on its way is waited for,
/// some seconds long.
pub(crate) fn reveal(id: String) {
    if !id.is_empty() {
        when_present(id, |element| {
            if !begins_in_sight(&element) {
                element.scroll_into_view_with_scroll_into_view_options(&ScrollIntoViewOptions::new());
            }
        });
    }
}

/// Whether an element is a chapter that begins below the bar of tabs, in the upper half of the window: there, opening
/// another one need not move the page.
fn begins_in_sight(element: &Element) -> bool {
    let bar = element.parent_element().and_then(|page| page.query_selector(":scope > .tab-bar").ok().flatten());
    let height = web_sys::window().and_then(|window| window.inner_height().ok()).and_then(|height| height.as_f64());
    let (Some(bar), Some(height)) = (bar, height) else { return false };
    let top = element.get_bounding_client_rect().top();
    (bar.get_bounding_client_rect().bottom()..height / 2.0).contains(&top)
}

/// How many frames a heading, or the length of a page, is waited for.
const PATIENCE: u32 = 300;

/// Runs a function on the element with this id, in the next frame that has one, unless the reader has gone on. What asked
/// first runs first.
pub(crate) fn when_present(id: String, run: impl FnOnce(Element) + 'static) {
    wait_for(id, PATIENCE, STEP.get(), Box::new(run));
}

fn wait_for(id: String, frames: u32, step: u32, run: Box<dyn FnOnce(Element)>) {
    after_paint(move || {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        match document.get_element_by_id(&id) {
            _ if step != STEP.get() => {}
            Some(element) => run(element),
            None if frames > 0 => wait_for(id, frames - 1, step, run),
            None => {}
        }
    });
}

/// Scrolls down to where an entry was left. A page whose prose is still on its way is too short for it: it is scrolled
/// again as it grows, until the reader scrolls or goes on.
fn scroll_to(top: f64, frames: u32) {
    let Some(window) = web_sys::window() else { return };
    window.scroll_to_with_x_and_y(0.0, top);
    let (reached, step) = (scrolled(&window), STEP.get());
    if frames > 0 && reached + 1.0 < top {
        after_paint(move || {
            if step == STEP.get() && scrolled(&window) == reached {
                scroll_to(top, frames - 1);
            }
        });
    }
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

/// What a reader expects of a new page: its title, how far it is scrolled, and the focus at its heading.
fn arrive(session: Session, address: &Address, top: f64) {
    session.forget_past_readers();
    let Some(window) = web_sys::window() else { return };
    if let Some(document) = window.document() {
        document.set_title(&app_title(address.page, session.lang));
    }
    let step = STEP.get();
    after_paint(move || {
        let Some(document) = window.document().filter(|_| step == STEP.get()) else { return };
        let heading = document.query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
        scroll_to(top, PATIENCE);
    });
}

fn scrolled(window: &Window) -> f64 {
    window.scroll_y().unwrap_or(0.0)
}

fn remember_scroll(window: &Window) {
    let top = scrolled(window);
    if remembered_scroll(window) != Some(top)
        && let Ok(history) = window.history()
    {
        let _ = history.replace_state(&JsValue::from_f64(top), "");
    }
}
