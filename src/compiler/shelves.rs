//! Reads `tags.toml` and `capabilities.toml`: what add-ons are sorted by, and what only one of them should provide.

use catalog::{Capability, CapabilityId, Localized, Tag, TagGroup, TagId};

use crate::{
    Location, Mistake,
    names::{Names, is_slug},
    source::keep,
    table::Table,
};

/// The groups of tags, and the place of each tag, with the reason why it may be one add-on's alone.
pub(crate) type Tags = (Vec<TagGroup>, Vec<(Location, &'static str, Option<&'static str>)>);

/// Reads `tags.toml`.
pub(crate) fn tags(table: &Table) -> Tags {
    table.required("groups");
    let (mut seen, mut alone) = (Seen::default(), Vec::new());
    let mut groups = Seen::default();
    let read = |table: &Table| {
        let key = table.text("key");
        groups.add(table, "key", key);
        TagGroup {
            key,
            label: table.localized("label"),
            tags: keep(table.tables("tags", |table| {
                alone.push(table.text_if_any("alone"));
                tag(table, &mut seen)
            })),
        }
    };
    let groups = table.tables("groups", read);
    let tags = seen.0.into_iter().zip(alone).map(|((location, tag), alone)| (location, tag, alone));
    (groups, tags.collect())
}

/// Tags are short: their label's languages stand beside the key.
fn tag(table: &Table, seen: &mut Seen) -> Tag {
    let key = table.text("key");
    seen.add(table, "key", key);
    let Localized { en, fr } = Localized { en: table.text("en"), fr: table.text("fr") };
    Tag { id: TagId(key), label: Localized { en, fr } }
}

/// Reads `capabilities.toml`.
pub(crate) fn capabilities(table: &Table, names: &Names) -> Vec<Capability> {
    let mut seen = Seen::default();
    table.tables("capabilities", |table| {
        let id = table.text("id");
        seen.add(table, "id", id);
        let (locations, slugs) = table.texts_with_lines("preference");
        let preference = locations.into_iter().zip(slugs).map(|(at, slug)| names.addon(slug, at, table.mistakes));
        Capability {
            id: CapabilityId(id),
            label: table.localized("label"),
            because: table.localized("because"),
            preference: keep(preference.collect()),
        }
    })
}

/// Keys that must be slugs and may occur only once.
#[derive(Debug, Default)]
pub(crate) struct Seen(Vec<(Location, &'static str)>);

impl Seen {
    /// Takes a key in.
    pub(crate) fn add(&mut self, table: &Table, key: &str, slug: &'static str) {
        let location = table.location_of(key);
        if let Some((first, _)) = self.0.iter().find(|(_, other)| *other == slug) {
            table.mistakes.add(location, Mistake::DuplicateKey { key: slug.to_owned(), first: *first });
        } else if !is_slug(slug) {
            table.mistakes.add(location, Mistake::BadSlug { slug: slug.to_owned() });
        }
        self.0.push((location, slug));
    }
}
