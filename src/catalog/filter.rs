//! Which add-ons are shown, and in which order: tags widen inside their group and narrow between groups.

use std::collections::BTreeSet;

use crate::{Addon, Catalog, TagId, sorting::sort_by_key};

/// What the reader asked to see. The default shows everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The chosen tags.
    pub tags: BTreeSet<TagId>,
}

impl Filter {
    /// The filter that an address describes: tag keys with commas between. Unknown keys are left out.
    pub fn parse(catalog: &Catalog, tags: &str) -> Filter {
        let mut filter = Filter::default();
        filter.tags.extend(tags.split(',').filter_map(|key| catalog.tag(key)).map(|tag| tag.id));
        filter
    }

    /// The text that [`Filter::parse`] reads.
    pub fn text(&self) -> String {
        let keys: Vec<&str> = self.tags.iter().map(|tag| tag.0).collect();
        keys.join(",")
    }

    /// Chooses a tag, or no longer.
    pub fn toggle(&mut self, tag: TagId) {
        if !self.tags.remove(&tag) {
            self.tags.insert(tag);
        }
    }

    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// Whether the add-on is shown: of each group with a chosen tag, it has at least one.
    pub fn matches(&self, catalog: &Catalog, addon: &Addon) -> bool {
        self.matches_apart_from(catalog, addon, None)
    }

    /// How many add-ons a tag would show next to what the *other* groups let through, so that a first choice in a group
    /// does not make its neighbours vanish.
    pub fn count(&self, catalog: &Catalog, tag: TagId) -> usize {
        let group = catalog.tag_groups.iter().find(|group| group.tags.iter().any(|own| own.id == tag));
        catalog
            .addons
            .iter()
            .filter(|addon| {
                addon.tags.contains(&tag) && self.matches_apart_from(catalog, addon, group.map(|group| group.key))
            })
            .count()
    }

    fn matches_apart_from(&self, catalog: &Catalog, addon: &Addon, ignored_group: Option<&str>) -> bool {
        catalog.tag_groups.iter().filter(|group| Some(group.key) != ignored_group).all(|group| {
            let mut chosen = group.tags.iter().filter(|tag| self.tags.contains(&tag.id)).peekable();
            chosen.peek().is_none() || chosen.any(|tag| addon.tags.contains(&tag.id))
        })
    }
}

/// The order of the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// The most alive first.
    Status,
    /// The easiest to leave first, then the quickest to set up.
    Footprint,
}

impl Order {
    /// All orders, the default first.
    pub const ALL: [Order; 3] = [Order::Name, Order::Status, Order::Footprint];

    /// The key that stands in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Order::Name => "name",
            Order::Status => "status",
            Order::Footprint => "footprint",
        }
    }

    /// The order with this key; the default where there is none.
    pub fn from_key(key: &str) -> Order {
        Order::ALL.into_iter().find(|order| order.key() == key).unwrap_or_default()
    }

    /// Sorts add-ons that come in catalogue order; equals keep that order.
    pub fn sort(self, addons: &mut [&'static Addon]) {
        match self {
            Order::Name => {}
            Order::Status => sort_by_key(addons, |addon| addon.status.word),
            Order::Footprint => sort_by_key(addons, |addon| (addon.footprint.exit, addon.footprint.minutes)),
        }
    }
}
