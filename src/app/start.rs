//! Taking over in the browser: the view is built beside the prerendered page and put in its place within one frame,
//! with scroll, focus and text selection as they were.
//!
//! It is built a part at a time, each in a task of its own: a browser compiles a function of the program when it is first
//! called, so the first views take long, and what the reader does meanwhile must not wait for all of them.

use std::time::Duration;

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Node, StorageEvent, Window};

use crate::{
    BUILD, CATALOG, PARTS, download,
    navigation::{current, install, listen, remembered_scroll, reveal},
    prose::{Chapters, chapters},
    routes::{Address, Page},
    session::{Offline, Session},
    shortcuts,
    storage::{Key, Kind},
};

/// Takes over the page, or leaves it as it is where it cannot.
pub fn start() {
    let Some(window) = web_sys::window() else { return };
    let Some(document) = window.document() else { return };
    let Some(html) = document.document_element() else { return };
    if BUILD.is_some_and(|build| html.get_attribute("data-build").as_deref() != Some(build)) {
        if let Ok(event) = web_sys::Event::new("guide:mixed") {
            let _ = window.dispatch_event(&event);
        }
        return;
    }
    let root = deployment_root(&window, &html);
    let known = current(&window, &root);
    // A page whose address is in no language (the 404 page, wherever it is shown) says its own language.
    let lang = html.lang_of_page().or(known.as_ref().map(|(lang, _)| *lang)).unwrap_or_default();
    let address = match known {
        Some((_, address)) => address,
        None => Address::of(Page::NotFound),
    };
    let session = Session::new(lang, root, address.clone());
    session.load();

    let Some(old) = document.get_element_by_id("app") else { return };
    let Ok(new) = document.create_element("div") else { return };
    new.set_id("app");
    let Ok(new) = new.dyn_into::<HtmlElement>() else { return };
    if let Page::Addon(id) = address.page
        && let Some(addon) = CATALOG.addon(id.0)
    {
        let own = chapters(addon, &old.inner_html());
        if own != Chapters::Missing {
            session.prose.update(|prose| {
                prose.chapters.insert(id, own);
            });
        }
    }
    wasm_bindgen_futures::spawn_local(async move {
        #[cfg(feature = "compose")]
        if address.page == Page::Compose {
            // What composes is called once ahead, which compiles it: the page then finds it at its full speed.
            session.draft.with_untracked(|draft| composer::compose(&CATALOG, draft));
            next_task(&window).await;
        }
        for part in PARTS {
            let view = move || {
                provide_context(session);
                part()
            };
            mount_to(new.clone(), view).forget();
            next_task(&window).await;
        }
        take_over(&window, &document, &old, &new, session, address.place());
    });
}

/// Puts the new view in the place of the old one, and listens.
fn take_over(window: &Window, document: &Document, old: &Element, new: &HtmlElement, session: Session, place: String) {
    let kept = Kept::of(window, document, old);
    let _ = old.replace_with_with_node_1(new);
    kept.restore(document, new);

    install(session);
    shortcuts::install(window, session);
    download::follow_copy_buttons(window, session);
    follow_theme(session);
    follow_other_tabs(window, session);
    follow_worker(window, session);
    if let Some(top) = remembered_scroll(window) {
        window.scroll_to_with_x_and_y(0.0, top);
    } else {
        reveal(place);
    }
    if let Some(body) = document.body() {
        let _ = body.set_attribute("data-ready", "");
    }
}

/// Lets the browser do what waits. A page that is not shown keeps nobody waiting, and its timers are slowed down.
async fn next_task(window: &Window) {
    if window.document().is_some_and(|document| document.hidden()) {
        return;
    }
    let task = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window.set_timeout_with_callback(&resolve);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(task).await;
}

/// How long the guide says that it is ready for offline use.
const READY_SHOWN: Duration = Duration::from_secs(5);

trait PageLanguage {
    fn lang_of_page(&self) -> Option<catalog::Lang>;
}

impl PageLanguage for Element {
    fn lang_of_page(&self) -> Option<catalog::Lang> {
        catalog::Lang::from_code(&self.get_attribute("lang")?)
    }
}

/// The absolute path of the guide's folder: what the page's `data-root` means at its address.
fn deployment_root(window: &Window, html: &Element) -> String {
    let relative = html.get_attribute("data-root").unwrap_or_else(|| "/".into());
    let base = window.location().href().unwrap_or_default();
    web_sys::Url::new_with_base(&relative, &base).map_or_else(|_| "/".into(), |url| url.pathname())
}

/// What a reader would notice if it were lost: the focus and the selected text, as paths of child numbers from the
/// root of the app, which has the same shape before and after.
struct Kept {
    focus: Option<Vec<u32>>,
    selection: Option<[(Vec<u32>, u32); 2]>,
}

impl Kept {
    fn of(window: &Window, document: &Document, root: &Element) -> Kept {
        let focus = document.active_element().and_then(|element| path(root, &element));
        let selection = window.get_selection().ok().flatten().filter(|selection| !selection.is_collapsed());
        let selection = selection.and_then(|selection| {
            let end = |node: Option<Node>, offset: u32| Some((path(root, &node?)?, offset));
            Some([
                end(selection.anchor_node(), selection.anchor_offset())?,
                end(selection.focus_node(), selection.focus_offset())?,
            ])
        });
        Kept { focus, selection }
    }

    fn restore(self, document: &Document, root: &Element) {
        let focus = self.focus.and_then(|path| node(root, &path)).and_then(|node| node.dyn_into::<HtmlElement>().ok());
        if let Some(element) = focus {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
        if let Some([(anchor, from), (focus, to)]) = self.selection {
            let selection = document.get_selection().ok().flatten();
            if let (Some(selection), Some(anchor), Some(focus)) = (selection, node(root, &anchor), node(root, &focus)) {
                let _ = selection.set_base_and_extent(&anchor, from, &focus, to);
            }
        }
    }
}

/// The element numbers (comments left out: they differ between the two) that lead from the root to a node.
fn path(root: &Element, node: &Node) -> Option<Vec<u32>> {
    let mut path = Vec::new();
    let mut node = node.clone();
    while !node.is_same_node(Some(root)) {
        let mut before = 0;
        let mut sibling = node.previous_sibling();
        while let Some(one) = sibling {
            before += u32::from(counts(&one));
            sibling = one.previous_sibling();
        }
        path.push(before);
        node = node.parent_node()?;
    }
    path.reverse();
    (!path.is_empty()).then_some(path)
}

fn node(root: &Element, path: &[u32]) -> Option<Node> {
    let mut node: Node = root.clone().into();
    for number in path {
        let mut left = *number;
        let mut child = node.first_child();
        while let Some(one) = &child {
            if counts(one) {
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            child = one.next_sibling();
        }
        node = child?;
    }
    Some(node)
}

fn counts(node: &Node) -> bool {
    match node.node_type() {
        Node::COMMENT_NODE => false,
        Node::TEXT_NODE => node.text_content().is_some_and(|text| !text.is_empty()),
        _ => true,
    }
}

/// `boot.js` sets `data-theme` before the first paint; from here on it follows the session.
fn follow_theme(session: Session) {
    Effect::new(move |_| {
        let theme = session.theme.get();
        let html =
            web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
        if let Some(html) = html {
            let _ = match theme.key() {
                Some(key) => html.set_attribute("data-theme", key),
                None => html.remove_attribute("data-theme"),
            };
        }
    });
}

/// Two tabs agree: what one stores, the other reads. Storage events do not reach a page that was asleep, and nowhere
/// every page that is embedded, so it reads again when it comes back.
fn follow_other_tabs(window: &Window, session: Session) {
    listen(window, "storage", move |event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        let is = |own: Key| {
            // All keys of a kind begin alike, but for the number or letter at their end.
            let own = session.root.with_value(|root| own.full(root));
            key.as_ref().is_none_or(|key| key.starts_with(own.trim_end_matches('1')))
        };
        if is(Key::SingleKeys) {
            session.load_single_keys();
        }
        if is(Key::First(Kind::Bookmarks)) {
            session.load_bookmarks();
        }
        #[cfg(feature = "compose")]
        if is(Key::First(Kind::Stacks)) {
            session.stacks.load();
        }
        if is(Key::Draft) {
            session.follow_own_draft();
        }
        if is(Key::Stack) {
            session.load_stack();
        }
    });
    for back in ["pageshow", "focus", "visibilitychange"] {
        listen(window, back, move |_| {
            session.load_bookmarks();
            #[cfg(feature = "compose")]
            session.stacks.load();
            session.follow_own_draft();
            session.load_stack();
        });
    }
}

/// `boot.js` looks after the service worker and says what it is up to.
fn follow_worker(window: &Window, session: Session) {
    for (name, state) in [("guide:offline-ready", Offline::Ready), ("guide:update-ready", Offline::Waiting)] {
        listen(window, name, move |_| {
            session.offline.set(state);
            if state == Offline::Ready {
                set_timeout(move || session.offline.set(Offline::Quiet), READY_SHOWN);
            }
        });
    }
    let _ = js_sys::Reflect::set(window, &"__guideReady".into(), &JsValue::TRUE);
    if let Ok(event) = web_sys::Event::new("guide:ready") {
        let _ = window.dispatch_event(&event);
    }
}
