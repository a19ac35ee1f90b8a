//! Whether an add-on works with what a reader has: a Django series, a Python, a database, an interface.
//!
//! An answer rests on what the catalog knows and on nothing else: what packages declare, what this project has booted,
//! what was measured. Where that says nothing, the answer says so. Nothing here has words: a [`Finding`] is a fact, and
//! the app words it.

use crate::{
    Addon, AsyncSupport, Catalog, Database, Interface, Localized,
    sorting::sort_by_key,
    version::{allows, number},
};

/// Of how many add-ons one has to declare a Django series for it to be offered beside those that are booted: one in
/// this many.
const COMMON: usize = 4;

/// What a reader has; what is not said is not asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stack {
    /// The Django series, such as `6.1`.
    pub django: Option<&'static str>,
    /// The Python version, such as `3.13`.
    pub python: Option<&'static str>,
    /// The database.
    pub database: Option<Database>,
    /// WSGI or ASGI.
    pub interface: Option<Interface>,
}

/// Whether it works, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// It does.
    Works,
    /// It should, with something to know.
    Remark,
    /// The catalog does not know.
    Unknown,
    /// It does not.
    Fails,
}

/// What the catalog knows about one part of a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// About the Django series.
    Django {
        /// The series.
        series: &'static str,
        /// Whether the package declares it.
        declared: bool,
        /// The exact version that it was booted with.
        booted: Option<&'static str>,
    },
    /// About the Python version.
    Python {
        /// The version.
        python: &'static str,
        /// What the package declares, as a version specifier.
        declares: &'static str,
        /// Whether that admits the version.
        admitted: bool,
        /// Whether it was booted with it, on the Django series of the stack.
        booted: bool,
    },
    /// About the database.
    Database {
        /// The database.
        database: Database,
        /// Whether it was booted with it.
        booted: bool,
        /// The tables that it adds, where that was measured.
        tables: Option<u16>,
    },
    /// About the interface.
    Interface {
        /// The interface.
        interface: Interface,
        /// Its behaviour under ASGI.
        support: AsyncSupport,
        /// What is to know under this interface.
        caveat: Option<Localized>,
    },
}

impl Stack {
    /// The stack that a text describes; parts that are not known are left out.
    pub fn parse(catalog: &Catalog, text: &str) -> Stack {
        let mut stack = Stack::default();
        for part in text.split(',') {
            match part.split_once('-') {
                Some(("django", name)) => stack.django = one_of(&known_django(catalog), name),
                Some(("python", name)) => stack.python = one_of(&catalog.pythons(), name),
                _ => {
                    stack.database = Database::from_key(part).or(stack.database);
                    stack.interface = Interface::from_key(part).or(stack.interface);
                }
            }
        }
        stack
    }

    /// The text that [`Stack::parse`] reads; empty where nothing is said.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let parts = [
            ("django-", self.django),
            ("python-", self.python),
            ("", self.database.map(Database::key)),
            ("", self.interface.map(Interface::key)),
        ];
        for (kind, name) in parts {
            if let Some(name) = name {
                text.push_str(if text.is_empty() { "" } else { "," });
                text.push_str(kind);
                text.push_str(name);
            }
        }
        text
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Stack::default()
    }

    /// What the catalog knows about an add-on in this stack, part by part.
    pub fn findings(&self, catalog: &Catalog, addon: &Addon) -> Vec<Finding> {
        let versions = &addon.versions;
        let booted = |series: &str| {
            let boots = catalog.proof.boots.iter().find(|boots| boots.series == series);
            boots.filter(|_| versions.boots.contains(&series)).map(|boots| boots.django)
        };
        let mut findings = Vec::new();
        if let Some(series) = self.django {
            let declared = versions.django.contains(&series);
            findings.push(Finding::Django { series, declared, booted: booted(series) });
        }
        if let Some(python) = self.python {
            // The proof runs each series on one Python.
            let proven = |series: &crate::Series| {
                series.python == python && self.django.is_none_or(|django| django == series.name)
            };
            findings.push(Finding::Python {
                python,
                declares: versions.python,
                admitted: allows(versions.python, python),
                booted: catalog.series.iter().any(|series| proven(series) && booted(series.name).is_some()),
            });
        }
        if let Some(database) = self.database {
            // Each add-on is booted with the default, which is the first.
            let booted = Some(&database) == Database::ALL.first() && !versions.boots.is_empty();
            let tables = addon.footprint.measured.map(|measured| measured.tables);
            findings.push(Finding::Database { database, booted, tables });
        }
        if let Some(interface) = self.interface {
            let caveat = addon.footprint.caveats.iter().find(|(of, _)| *of == interface).map(|(_, caveat)| *caveat);
            findings.push(Finding::Interface { interface, support: addon.footprint.asynchronous, caveat });
        }
        findings
    }

    /// Whether an add-on works with this stack: the worst of all parts; none where nothing is said.
    pub fn answer(&self, catalog: &Catalog, addon: &Addon) -> Option<Answer> {
        self.findings(catalog, addon).iter().map(Finding::answer).max()
    }

    /// Whether the Django series runs on the Python version, where both are said and the catalog knows it.
    pub fn runs(&self, catalog: &Catalog) -> Option<bool> {
        let (django, python) = (self.django?, self.python?);
        let series = catalog.series.iter().find(|series| series.name == django)?;
        Some(series.pythons.contains(&python))
    }
}

impl Finding {
    /// What it says.
    pub fn answer(&self) -> Answer {
        match *self {
            Finding::Django { booted: Some(_), .. } => Answer::Works,
            Finding::Django { declared, .. } => {
                if declared {
                    Answer::Remark
                } else {
                    Answer::Unknown
                }
            }
            Finding::Python { admitted, .. } => {
                if admitted {
                    Answer::Works
                } else {
                    Answer::Fails
                }
            }
            Finding::Database { booted, tables, .. } => {
                if booted || tables == Some(0) {
                    Answer::Works
                } else {
                    Answer::Unknown
                }
            }
            Finding::Interface { interface, support, caveat } => {
                let switches = interface == Interface::Asgi && support != AsyncSupport::Yes;
                if switches || caveat.is_some() { Answer::Remark } else { Answer::Works }
            }
        }
    }
}

/// The Django series that a reader can say, oldest first: those that are booted, and those that many packages declare.
pub fn known_django(catalog: &Catalog) -> Vec<&'static str> {
    let mut known: Vec<&'static str> = catalog.series.iter().map(|series| series.name).collect();
    for series in catalog.addons.iter().flat_map(|addon| addon.versions.django).copied() {
        let declaring = catalog.addons.iter().filter(|addon| addon.versions.django.contains(&series)).count();
        if !known.contains(&series) && declaring * COMMON >= catalog.addons.len() {
            known.push(series);
        }
    }
    sort_by_key(&mut known, |series| number(series));
    known
}

fn one_of(known: &[&'static str], name: &str) -> Option<&'static str> {
    known.iter().copied().find(|one| *one == name)
}
