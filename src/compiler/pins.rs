//! Reads `pins/django-<series>.txt`, the output of `pip freeze`: the exact versions that the guide is proven with.
//!
//! The files agree on every distribution but Django itself, so one list of pins serves all series.

use std::{collections::BTreeMap, path::Path, str::FromStr};

use catalog::{Addon, Contribution, Effect, Pin};
use pep440_rs::Version;

use crate::{
    Location, Mistake,
    report::Mistakes,
    source::{self, Source},
};

/// The pinned versions.
#[derive(Debug, Default)]
pub(crate) struct Pins {
    /// Django's version by series.
    pub(crate) django: BTreeMap<String, String>,
    /// The version of every other distribution, by normalised name.
    versions: BTreeMap<String, &'static str>,
}

impl Pins {
    /// Reads all files of `pins/`.
    pub(crate) fn read(content: &Path, mistakes: &Mistakes) -> Pins {
        let mut pins = Pins::default();
        for name in source::names(&content.join("pins")) {
            let location = Location { file: format!("pins/{name}").leak(), line: 1 };
            let series = name.strip_prefix("django-").and_then(|name| name.strip_suffix(".txt"));
            match (series, Source::read(content, location.file)) {
                (Some(series), Some(source)) => pins.read_file(series, source, mistakes),
                _ => {
                    let known = vec!["django-<series>.txt".to_owned()];
                    mistakes.add(location, Mistake::UnknownFile { name, known });
                }
            }
        }
        pins
    }

    fn read_file(&mut self, series: &str, source: Source, mistakes: &Mistakes) {
        for (number, line) in source.text.lines().enumerate() {
            let location = Location { file: source.path, line: number + 1 };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((name, version)) = line.split_once("==").filter(|(_, version)| Version::from_str(version).is_ok())
            else {
                mistakes.add(location, Mistake::BadPin { line: line.to_owned() });
                continue;
            };
            if normalised(name) == "django" {
                self.django.insert(series.to_owned(), version.to_owned());
                continue;
            }
            let elsewhere = *self.versions.entry(normalised(name)).or_insert(version);
            if elsewhere != version {
                let (distribution, version, elsewhere) = (name.to_owned(), version.to_owned(), elsewhere.to_owned());
                mistakes.add(location, Mistake::PinsDisagree { distribution, version, elsewhere });
            }
        }
    }

    /// The version of a distribution other than Django.
    pub(crate) fn version(&self, distribution: &str) -> Option<&'static str> {
        self.versions.get(&normalised(distribution)).copied()
    }

    /// The pins of everything that the guide installs, by name as it is written there.
    pub(crate) fn of<'a>(&self, addons: impl Iterator<Item = &'a Addon>, base: &'static [Contribution]) -> Vec<Pin> {
        let mut pins = BTreeMap::new();
        let mut add = |distribution: &'static str| {
            if let Some(version) = self.version(distribution) {
                pins.entry(normalised(distribution)).or_insert(Pin { distribution, version });
            }
        };
        let mut contributions = vec![base];
        for addon in addons {
            [addon.distribution].iter().chain(addon.companions).for_each(|distribution| add(distribution));
            contributions.push(addon.contributions);
        }
        for contribution in contributions.into_iter().flatten() {
            if let Effect::Requirement(requirement) = contribution.effect {
                add(requirement.distribution);
            }
        }
        pins.into_values().collect()
    }

    /// Puts down a distribution that has no pin.
    pub(crate) fn require(&self, distribution: &str, location: Location, mistakes: &Mistakes) {
        let normal = normalised(distribution);
        if normal != "django" && !normal.is_empty() && !self.versions.contains_key(&normal) {
            let known = self.versions.keys().cloned().collect();
            mistakes.add(location, Mistake::Unpinned { distribution: distribution.to_owned(), known });
        }
    }
}

/// A distribution's name as PEP 503 compares names.
pub(crate) fn normalised(distribution: &str) -> String {
    let words = distribution.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}
