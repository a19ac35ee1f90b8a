//! Anchors are unique in an add-on and links lead to them.

use std::collections::BTreeMap;

use crate::{AddonDraft, Draft, Location, Mistake, link::Link, report::Mistakes};

/// Checks anchors, and the links between add-ons.
pub(crate) fn check(draft: &Draft, mistakes: &Mistakes) {
    for addon in &draft.addons {
        anchors(addon, mistakes);
        for (location, link) in &addon.pages.links {
            follow(draft, Some(addon), *location, link, mistakes);
        }
    }
    for (location, addon, anchor) in draft.removed.iter().flat_map(|removed| &removed.told) {
        let link = Link::Addon { slug: addon.0.to_owned(), anchor: Some((*anchor).to_owned()) };
        follow(draft, None, *location, &link, mistakes);
    }
}

fn anchors(addon: &AddonDraft, mistakes: &Mistakes) {
    let mut seen: BTreeMap<&str, Location> = BTreeMap::new();
    for (location, anchor) in addon.pages.anchors.iter().filter(|(_, anchor)| !anchor.is_empty()) {
        if addon.pages.keys.contains(&anchor.as_str()) {
            mistakes.add(*location, Mistake::AnchorIsTab { anchor: anchor.clone() });
        }
        let first = *seen.entry(anchor).or_insert(*location);
        if first != *location {
            mistakes.add(*location, Mistake::DuplicateAnchor { anchor: anchor.clone(), first });
        }
    }
}

fn follow(draft: &Draft, addon: Option<&AddonDraft>, location: Location, link: &Link, mistakes: &Mistakes) {
    let (target, anchor) = match link {
        Link::Here(anchor) => (addon, Some(anchor)),
        Link::Addon { slug, anchor } => (draft.addons.iter().find(|addon| addon.id.0 == slug), anchor.as_ref()),
        Link::Outside(_) | Link::Page(_) => return,
    };
    match (target, link, anchor) {
        (Some(target), _, Some(anchor)) => {
            let (keys, anchors) = (&target.pages.keys, &target.pages.anchors);
            let found = keys.contains(&anchor.as_str()) || anchors.iter().any(|(_, known)| known == anchor);
            // The tabs of an add-on whose facts could not be read are not all known.
            if !found && target.facts.is_some() {
                let known =
                    keys.iter().map(|key| (*key).to_owned()).chain(anchors.iter().map(|(_, known)| known.clone()));
                let (addon, known) = (target.id.0.to_owned(), known.collect());
                mistakes.add(location, Mistake::UnknownAnchor { addon, anchor: anchor.clone(), known });
            }
        }
        (None, Link::Addon { slug, .. }, _) => {
            let known = draft.addons.iter().map(|addon| addon.id.0.to_owned()).collect();
            mistakes.add(location, Mistake::UnknownAddon { addon: slug.clone(), known });
        }
        _ => {}
    }
}
