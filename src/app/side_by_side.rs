//! The add-ons that a reader puts side by side: a few slugs in the address, on the list of cards where they are
//! gathered and on the page that compares them.

use catalog::{Addon, AddonId};
use leptos::prelude::*;

use crate::{
    CATALOG,
    routes::{Address, Page, SIDE_BY_SIDE},
    session::Session,
};

/// The most that stand side by side.
pub(crate) const MOST: usize = 4;

/// The add-ons that an address puts side by side: each once, in its order, no more than fit. Unknown ones are left out.
pub(crate) fn of(address: &Address) -> Vec<&'static Addon> {
    let mut found: Vec<&'static Addon> = Vec::new();
    for addon in address.parameter(SIDE_BY_SIDE).split(',').filter_map(|slug| CATALOG.addon(slug)) {
        if found.len() < MOST && !found.iter().any(|known| known.id == addon.id) {
            found.push(addon);
        }
    }
    found
}

/// The same page with these side by side.
pub(crate) fn with(address: &Address, addons: &[&Addon]) -> Address {
    let slugs: Vec<&str> = addons.iter().map(|addon| addon.id.0).collect();
    address.with(&[(SIDE_BY_SIDE, slugs.join(","))])
}

/// The page that compares these.
pub(crate) fn page(addons: &[&Addon]) -> Address {
    with(&Address::of(Page::Compare), addons)
}

/// Takes an add-on in or out, where it fits.
pub(crate) fn toggle(session: Session, addon: &'static Addon) {
    let address = session.address.get_untracked();
    let mut addons = of(&address);
    match addons.iter().position(|known| known.id == addon.id) {
        Some(at) => {
            addons.remove(at);
        }
        None if addons.len() < MOST => addons.push(addon),
        None => return,
    }
    session.stay(with(&address, &addons));
}

/// Whether the address puts an add-on side by side with others.
pub(crate) fn holds(session: Session, addon: AddonId) -> bool {
    session.address.with(|address| of(address).iter().any(|known| known.id == addon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_patience() {
        let slugs: Vec<&str> = CATALOG.addons.iter().map(|addon| addon.id.0).collect();
        let check = |text: &str, expected: &[&str]| {
            let address = Address::of(Page::Compare).with(&[(SIDE_BY_SIDE, text.to_owned())]);
            let found: Vec<&str> = of(&address).iter().map(|addon| addon.id.0).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("", &[]);
        check("no-such-addon,,%00", &[]);
        check(slugs[3], &slugs[3..4]);
        check(&format!("{},x,{},{}", slugs[1], slugs[0], slugs[1]), &[slugs[1], slugs[0]]);
        check(&slugs.join(","), &slugs[..MOST]);
    }

    #[test]
    fn what_is_written_is_read() {
        let addons: Vec<&Addon> = CATALOG.addons.iter().skip(2).take(3).collect();
        let read: Vec<_> = of(&page(&addons)).iter().map(|addon| addon.id).collect();
        assert_eq!(read, addons.iter().map(|addon| addon.id).collect::<Vec<_>>());
    }
}
