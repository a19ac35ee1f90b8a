//! What the content may name: known before the first reference to it is read.

use catalog::{AddonId, CapabilityId};
use pep440_rs::Version;

use crate::{Location, Mistake, report::Mistakes};

/// Everything that other files refer to.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The folders of the add-ons.
    pub(crate) addons: Vec<&'static str>,
    /// The tags of `tags.toml`; none if it could not be read, and then nothing is unknown.
    pub(crate) tags: Option<Vec<&'static str>>,
    /// The capabilities of `capabilities.toml`, likewise.
    pub(crate) capabilities: Option<Vec<&'static str>>,
    /// The Django series of `base.toml`.
    pub(crate) series: Vec<(u16, u16)>,
}

impl Names {
    /// An add-on that must exist.
    pub(crate) fn addon(&self, slug: &'static str, location: Location, mistakes: &Mistakes) -> AddonId {
        if !self.addons.contains(&slug) {
            mistakes.add(location, Mistake::UnknownAddon { addon: slug.to_owned(), known: owned(&self.addons) });
        }
        AddonId(slug)
    }

    /// A capability that must exist.
    pub(crate) fn capability(&self, key: &'static str, location: Location, mistakes: &Mistakes) -> CapabilityId {
        if let Some(known) = self.capabilities.as_ref().filter(|known| !known.contains(&key)) {
            let known = owned(known);
            mistakes.add(location, Mistake::UnknownCapability { capability: key.to_owned(), known });
        }
        CapabilityId(key)
    }
}

/// Names as a mistake holds them.
pub(crate) fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Whether a text is made of lower-case ASCII letters and digits with single dashes between.
pub(crate) fn is_slug(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(part)
}

/// The first two numbers of a version.
pub(crate) fn series_of(version: &Version) -> (u16, u16) {
    let part = |i| version.release().get(i).and_then(|part| u16::try_from(*part).ok()).unwrap_or_default();
    (part(0), part(1))
}
