//! What every kind of thing that is kept has in common: facts with logical stamps, so that what several tabs did at
//! once can be merged in any order, any number of times; and a stored text with a sum over it.
//!
//! No clock of the machine is asked: the later of two changes is the one made in the knowledge of more changes, and
//! between changes that knew nothing of each other the tab's number decides.

use serde::{Deserialize, Serialize};

use crate::storage::Kind;

/// The highest counter that is believed: what JSON readers of other languages can still tell apart.
pub(crate) const LATEST: u64 = 1 << 53;

/// When something was said: how many changes were known, and by which tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub(crate) struct Stamp(pub(crate) u64, pub(crate) u32);

impl Stamp {
    /// The stamp of a change that a tab makes in the knowledge of all up to this one.
    pub(crate) fn next(self, tab: u32) -> Stamp {
        Stamp(self.0.saturating_add(1).min(LATEST), tab)
    }
}

/// All that is known of one kind of thing.
pub(crate) trait Replica: Clone + Default + PartialEq + Send + Sync + 'static {
    /// What the reader sees of it.
    type List: Clone + Default + PartialEq + Send + Sync + 'static;
    /// Where it is kept.
    const KIND: Kind;
    /// The version of the stored form.
    const SCHEMA: u32;

    /// The list as the reader sees it.
    fn list(&self) -> Self::List;
    /// Takes down what a tab has changed: everything in which `list` differs from [`Replica::list`].
    fn record(&mut self, list: &Self::List, tab: u32);
    /// Takes in what another tab, another copy or an older edition knows.
    fn merge(&mut self, other: &Self);
    /// The facts as JSON. The same facts are the same text.
    fn facts(&self) -> String;
    /// Reads what [`Replica::facts`] wrote; none where it did not.
    fn from_facts(facts: &str) -> Option<Self>;
    /// Reads what editions stored before there were copies.
    fn from_first(text: &str) -> Held<Self>;

    /// The stored text: a sum over all that follows it, the schema, the facts.
    fn to_text(&self) -> String {
        sealed(Self::SCHEMA, &self.facts())
    }

    /// Reads a stored text.
    fn from_text(text: &str) -> Held<Self> {
        match opened(text) {
            Some((schema, facts)) if schema == Self::SCHEMA => {
                Self::from_facts(facts).map_or(Held::Damaged, Held::Whole)
            }
            Some((schema, _)) if schema > Self::SCHEMA => Held::Newer,
            _ => Held::Damaged,
        }
    }
}

/// What a stored text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held<R> {
    /// Nothing is stored.
    Nothing,
    /// In order.
    Whole(R),
    /// In order but for some entries: what is sound, and the text of that alone.
    Partly(R, String),
    /// Damaged, or something else.
    Damaged,
    /// Whole, and written by a newer edition.
    Newer,
}

/// A text of a schema with its sum.
pub(crate) fn sealed(schema: u32, facts: &str) -> String {
    let rest = format!("{schema} {facts}");
    format!("{} {rest}", digits(&rest))
}

/// The schema and the facts of a text whose sum is right.
fn opened(text: &str) -> Option<(u32, &str)> {
    let (sum, rest) = text.split_once(' ')?;
    let (schema, facts) = rest.split_once(' ')?;
    (sum == digits(rest)).then_some(())?;
    Some((schema.parse().ok()?, facts))
}

/// FNV-1a, 64 bits: it tells damage, not malice. Who can write to this storage can write anything.
fn digits(text: &str) -> String {
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{sum:016x}")
}
