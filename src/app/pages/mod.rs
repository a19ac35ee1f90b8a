//! One module per page.

mod about;
mod addon;
mod bookmarks;
mod browse;
#[cfg(feature = "compose")]
mod compare;
#[cfg(feature = "compose")]
mod compose;
mod facets;
mod not_found;
#[cfg(feature = "compose")]
mod relations;

pub(crate) use about::About;
#[cfg(feature = "compose")]
pub(crate) use about::pairing_name;
pub(crate) use addon::AddonPage;
pub(crate) use bookmarks::BookmarksPage;
pub(crate) use browse::Browse;
#[cfg(feature = "compose")]
pub(crate) use compare::Compare;
#[cfg(feature = "compose")]
pub(crate) use compose::{Compose, StylePage};
pub(crate) use not_found::NotFound;
#[cfg(feature = "compose")]
pub(crate) use relations::Relations;
