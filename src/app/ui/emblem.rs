//! The emblem of an add-on: a block of four tiles, generated from its data so that it is recognised at a glance.
//!
//! The hue and the form of the tiles come from its first tag, so that relatives look alike; the turn of the tiles comes
//! from its slug, so that no two look the same.

use catalog::Addon;
use leptos::prelude::*;

use crate::CATALOG;

/// The number of hues in the style sheet.
const HUES: u32 = 12;

/// The emblem of an add-on.
#[component]
pub(crate) fn Emblem(addon: &'static Addon) -> impl IntoView {
    view! {
        <svg class=class(addon) viewBox="0 0 44 44" aria-hidden="true" focusable="false">
            {tiles(addon)}
        </svg>
    }
}

/// The class that gives an emblem its hue.
pub(crate) fn class(addon: &Addon) -> String {
    format!("emblem hue-{}", place(addon) * 5 % HUES)
}

/// Where its first tag stands among all.
fn place(addon: &Addon) -> u32 {
    let tag = addon.tags.first().map_or("", |tag| tag.0);
    CATALOG.tags().position(|known| known.id.0 == tag).unwrap_or(0) as u32
}

/// The tiles of an emblem, for a picture of their own or a part of one, in a square of 44.
pub(crate) fn tiles(addon: &'static Addon) -> impl IntoView {
    let place = place(addon);
    let turns = hash(addon.id.0);
    (0..4u32)
        .map(|tile| {
            let (x, y) = (2 + 20 * (tile % 2), 2 + 20 * (tile / 2));
            // Opposite tiles mirror each other: two turns, and whether the block is a wheel or a flower.
            let own = turns >> (4 * (tile % 2)) & 3;
            let turn = if tile < 2 { own } else { (own + 2 - (turns >> 9 & 1)) & 3 };
            let transform = format!("translate({x} {y}) rotate({} 10 10)", 90 * turn);
            let form = form((place + (turns >> 12 & 1)) % 5);
            let second = (tile == 0 || tile == 3) != (turns >> 14 & 1 == 1);
            view! { <path class=if second { "tile second" } else { "tile" } transform=transform d=form></path> }
        })
        .collect_view()
}

/// A tile of 20 by 20.
const fn form(number: u32) -> &'static str {
    match number {
        0 => "M0 0h20A20 20 0 0 1 0 20z",
        1 => "M0 0h20v20A20 20 0 0 1 0 0",
        2 => "M0 0h20L0 20z",
        3 => "M0 0h10a10 10 0 0 1 10 10v10H10A10 10 0 0 1 0 10z",
        _ => "M0 0h20v10H10v10H0z",
    }
}

/// FNV-1a, for a spread that never changes between builds.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
