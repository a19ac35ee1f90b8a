//! The places that the reader has lately reached through the search, the newest first.
//!
//! They are kept as lines of text, each the address of a place below the language: what a later edition no longer has
//! is passed over.

use leptos::prelude::*;

use crate::{
    routes::{Address, Page},
    session::Session,
    storage::{self, Key},
};

/// How many places are kept.
const MOST: usize = 5;

/// The places, the newest first.
pub(crate) fn places(session: Session) -> Vec<Address> {
    let text = storage::read::<String>(&session.root.get_value(), Key::Recent).unwrap_or_default();
    read(&text)
}

/// Puts a place before all others.
pub(crate) fn remember(session: Session, place: &Address) {
    let text = with(&places(session), place);
    // A list of places that is not kept is no loss to speak of.
    storage::write(&session.root.get_value(), Key::Recent, &text);
}

/// Forgets all places.
pub(crate) fn forget(session: Session) {
    storage::forget(&session.root.get_value(), Key::Recent);
}

fn read(text: &str) -> Vec<Address> {
    let place = |line: &str| {
        let (path, fragment) = line.split_once('#').unwrap_or((line, ""));
        Address { fragment: fragment.to_owned(), ..Address::of(Page::from_path(path)) }
    };
    let mut places: Vec<Address> = text.lines().map(place).filter(|place| place.page != Page::NotFound).collect();
    places.truncate(MOST);
    places
}

fn with(places: &[Address], newest: &Address) -> String {
    let mut text = String::new();
    let others = places.iter().filter(|place| *place != newest);
    // A line holds no other line.
    let all = [newest].into_iter().chain(others).filter(|place| !place.fragment.contains(['\n', '\r']));
    for place in all.take(MOST) {
        text.push_str(&place.page.path());
        text.push('#');
        text.push_str(&place.fragment);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        CATALOG,
        copies::tests::{cases, law},
    };

    fn place(at: usize, fragment: &str) -> Address {
        Address { fragment: fragment.to_owned(), ..Address::of(Page::Addon(CATALOG.addons[at].id)) }
    }

    #[test]
    fn the_newest_comes_first_and_each_place_once() {
        let mut text = String::new();
        for (at, fragment) in [(0, ""), (1, "x"), (2, ""), (1, "x"), (3, ""), (4, ""), (5, "")] {
            text = with(&read(&text), &place(at, fragment));
        }
        assert_eq!(read(&text), [place(5, ""), place(4, ""), place(3, ""), place(1, "x"), place(2, "")]);
    }

    #[test]
    fn whatever_is_remembered_is_read_again() {
        let strategy = prop::collection::vec((0..CATALOG.addons.len(), any::<String>()), 1..9);
        law("R7, places", cases(300, 20_000), strategy, |visits| {
            let mut places = Vec::new();
            for (at, fragment) in visits {
                let place = place(at, &fragment);
                let kept = read(&with(&places, &place));
                let mut expected: Vec<_> = places.iter().filter(|it| **it != place).cloned().collect();
                if !fragment.contains(['\n', '\r']) {
                    expected.insert(0, place);
                }
                expected.truncate(MOST);
                assert_eq!(kept, expected);
                places = kept;
            }
        });
    }

    #[test]
    fn what_is_no_place_is_passed_over() {
        let slug = CATALOG.addons[0].id.0;
        let text = format!("addons/gone/#x\nnothing\naddons/{slug}/#a#b\n\nabout/");
        assert_eq!(read(&text), [place(0, "a#b"), Address::of(Page::Browse), Address::of(Page::About)]);
    }
}
