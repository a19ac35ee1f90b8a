//! The words that a search has led to, marked in the section that it has opened.
//!
//! They are marked through the browser's highlight registry, which leaves the page as it is; a browser without it shows
//! the section and no marks.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node, Range};

use crate::navigation::{after_paint, when_present};

/// The name that the style sheet knows the marks by.
const NAME: &str = "sought";
/// From how many letters on a word marks what only begins so.
const BEGINS: usize = 4;
/// How many frames the prose of a chapter is waited for.
const PATIENCE: u32 = 300;
/// What a reader takes in at once: the passage with the most of the words is the one to show.
const PASSAGE: &str = "p, li, tr, pre, h3, h4";

/// Marks words, given by their keys, in the section with this id once it is there, and shows the passage that has the
/// most of them.
pub(crate) fn mark(fragment: String, keys: Vec<String>) {
    clear();
    if keys.is_empty() || fragment.is_empty() {
        return;
    }
    // The section is scrolled to within the frame that it is found in.
    when_present(fragment, move |section| mark_once_filled(section, keys, PATIENCE));
}

/// A chapter is there before its prose has come.
fn mark_once_filled(section: Element, keys: Vec<String>, frames: u32) {
    after_paint(move || {
        if frames > 0 && parts(&section).is_empty() {
            mark_once_filled(section, keys, frames - 1);
        } else {
            mark_in(&section, &keys);
        }
    });
}

/// Takes the marks away.
pub(crate) fn clear() {
    if let Some(registry) = registry() {
        call(&registry, "delete", &[NAME.into()]);
    }
}

fn mark_in(section: &Element, keys: &[String]) {
    let mut texts = Vec::new();
    for part in parts(section) {
        collect(&part, &mut texts);
    }
    let marks = Array::new();
    // The passage that is being read, the keys found in it, a bit for each, and its first mark.
    let mut passage: (Option<Element>, u32, Option<Range>) = (None, 0, None);
    let mut best: (u32, Option<Range>) = (0, None);
    for text in texts {
        let own = text.parent_element().and_then(|parent| parent.closest(PASSAGE).ok().flatten());
        if own != passage.0 {
            passage = (own, 0, None);
        }
        for (range, found) in found(&text, keys) {
            marks.push(&range);
            passage.1 |= found;
            if passage.1.count_ones() > best.0 {
                best = (passage.1.count_ones(), Some(passage.2.get_or_insert(range).clone()));
            } else {
                passage.2.get_or_insert(range);
            }
        }
    }
    show(&marks);
    if let Some(first) = best.1 {
        into_view(&first);
    }
}

/// The elements of a section: below a heading up to the next one, or of a chapter up to its first heading.
fn parts(section: &Element) -> Vec<Element> {
    let is_heading = |element: &Element| matches!(element.tag_name().as_str(), "H2" | "H3" | "H4");
    let mut parts = Vec::new();
    let mut next = if is_heading(section) {
        parts.push(section.clone());
        section.next_element_sibling()
    } else {
        section.query_selector(".prose > *").ok().flatten()
    };
    while let Some(part) = next.filter(|part| !is_heading(part)) {
        next = part.next_element_sibling();
        parts.push(part);
    }
    parts
}

/// The texts in an element, in their order; those of buttons say nothing about the subject.
fn collect(node: &Node, texts: &mut Vec<Node>) {
    let mut child = node.first_child();
    while let Some(one) = child {
        if one.node_type() == Node::TEXT_NODE {
            texts.push(one.clone());
        } else if one.node_name() != "BUTTON" {
            collect(&one, texts);
        }
        child = one.next_sibling();
    }
}

/// The words of a text that are among those looked for, with the keys that they answer.
fn found(node: &Node, keys: &[String]) -> Vec<(Range, u32)> {
    let text = node.text_content().unwrap_or_default();
    // Ranges of the page count in units of UTF-16.
    let units = |end: usize| text[..end].encode_utf16().count() as u32;
    let mut found = Vec::new();
    for (place, word) in catalog::search::keys(&text) {
        let answers = |key: &String| {
            word == *key
                || (key.len() >= BEGINS && word.starts_with(key.as_str()))
                || word.split('_').any(|part| part == key)
        };
        let bits = keys.iter().take(32).enumerate().fold(0, |bits, (at, key)| bits | u32::from(answers(key)) << at);
        if bits == 0 {
            continue;
        }
        if let Ok(range) = document().create_range()
            && range.set_start(node, units(place.start)).is_ok()
            && range.set_end(node, units(place.end)).is_ok()
        {
            found.push((range, bits));
        }
    }
    found
}

/// Scrolls to a mark that is not in sight.
fn into_view(mark: &Range) {
    let place = mark.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    if place.top() >= 0.0 && place.bottom() <= height {
        return;
    }
    let element = mark.start_container().ok().and_then(|node| node.parent_element());
    if let Some(element) = element {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The browser's highlight registry, where it has one.
fn registry() -> Option<JsValue> {
    let css = Reflect::get(&window(), &"CSS".into()).ok()?;
    Reflect::get(&css, &"highlights".into()).ok().filter(JsValue::is_object)
}

fn show(marks: &Array) {
    let Some(registry) = registry() else { return };
    let kind = Reflect::get(&window(), &"Highlight".into()).ok().and_then(|kind| kind.dyn_into::<Function>().ok());
    if let Some(highlight) = kind.and_then(|kind| Reflect::construct(&kind, marks).ok()) {
        call(&registry, "set", &[NAME.into(), highlight]);
    }
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) {
    let method = Reflect::get(object, &method.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
    if let Some(method) = method {
        // A registry that refuses leaves the page without marks.
        let _ = method.apply(object, &arguments.iter().collect::<Array>());
    }
}
