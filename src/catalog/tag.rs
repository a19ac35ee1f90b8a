//! Tags, in groups: inside a group a reader widens the choice, between groups it narrows.

use crate::Localized;

/// The key of a tag, which stands in addresses: lower-case ASCII, the same in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct TagId(pub &'static str);

/// A word by which add-ons are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Tag {
    /// The key.
    pub id: TagId,
    /// What readers see.
    pub label: Localized,
}

/// Tags that answer the same question, such as "which layer of Django does it touch?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct TagGroup {
    /// The key, unique among groups.
    pub key: &'static str,
    /// What readers see above the tags.
    pub label: Localized,
    /// The tags, in reading order.
    pub tags: &'static [Tag],
}
