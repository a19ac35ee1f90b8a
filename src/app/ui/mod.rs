//! Pieces of pages. Those about the whole frame know the session; the small ones take what they show as arguments.

mod aside;
mod card;
pub(crate) mod emblem;
mod footer;
mod header;
mod icon;
mod keyboard;
mod my_stack;
mod notices;
mod palette;
mod select;
mod side_by_side;
mod star;
mod transfer;

pub(crate) use aside::aside;
pub(crate) use card::{Card, DjangoMark, Status};
pub(crate) use emblem::Emblem;
pub(crate) use footer::Footer;
pub(crate) use header::Header;
pub(crate) use icon::{Glyph, Icon};
pub(crate) use keyboard::{KeyTable, Keyboard};
pub(crate) use my_stack::{Fits, MyStack};
pub(crate) use notices::{Notices, Remark};
pub(crate) use palette::Palette;
pub(crate) use select::Select;
pub(crate) use side_by_side::{Gather, Gathered};
pub(crate) use star::{Adopt, Star};
pub(crate) use transfer::{Offer, Transfer};

use leptos::prelude::*;

/// Moves the focus to the main content.
pub(crate) fn focus_main() {
    focus("main");
}

/// Moves the focus to the element with this id, once the view has followed.
pub(crate) fn focus(id: &'static str) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(id);
        if let Some(element) =
            element.and_then(|element| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(element).ok())
        {
            let _ = element.focus();
        }
    });
}

/// Whether a pointer has really moved: browsers also report a resting one when what lies below it scrolls or appears,
/// and that must not take the selection from the keyboard.
pub(crate) fn moved(event: &web_sys::PointerEvent) -> bool {
    event.movement_x() != 0 || event.movement_y() != 0
}
