//! What one file alone cannot tell: languages against each other, references, order, duplicates.

mod anchors;
mod contributions;
mod identity;
mod order;
pub(crate) mod parity;
mod together;

use crate::{Draft, report::Mistakes};

/// Checks the whole content.
pub(crate) fn check(draft: &Draft, mistakes: &Mistakes) {
    identity::check(draft, mistakes);
    anchors::check(draft, mistakes);
    contributions::check(draft, mistakes);
    order::check(draft, mistakes);
}
