//! One module per page.

mod about;
mod addon;
mod bookmarks;
mod browse;
#[cfg(feature = "compose")]
mod compose;
mod not_found;

pub(crate) use about::About;
pub(crate) use addon::AddonPage;
pub(crate) use bookmarks::BookmarksPage;
pub(crate) use browse::Browse;
#[cfg(feature = "compose")]
pub(crate) use compose::{Compose, StylePage};
pub(crate) use not_found::NotFound;
