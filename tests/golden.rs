//! The golden set of search: what readers type, and where it should lead them.

use std::collections::BTreeMap;

use catalog::Lang;

use crate::root;

/// Whether a query may be looked at while the engine is tuned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It may.
    Tuned,
    /// It is kept aside, to see whether tuning has gone too far.
    Aside,
}

/// A query with what is wanted.
#[derive(Debug, Clone)]
pub struct Query {
    /// Of which class, such as `typo`.
    pub class: String,
    /// The reader's language.
    pub lang: Lang,
    /// Whether it is kept aside.
    pub part: Part,
    /// What is typed.
    pub text: String,
    /// Add-ons with their sections; none where nothing must be found.
    pub wanted: Vec<Wanted>,
}

/// An add-on that answers a query.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The slug, or `*` for any.
    pub addon: String,
    /// Anchors and keys of tabs; any place where there are none.
    pub sections: Vec<String>,
}

/// All queries of both languages.
///
/// # Panics
///
/// Where the files are not written as they say.
pub fn queries() -> Vec<Query> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let file = root().join(format!("tests/search/golden.{}.toml", lang.code()));
        let text = std::fs::read_to_string(file).expect("the golden set is there");
        let classes: BTreeMap<String, BTreeMap<String, Vec<(String, String)>>> =
            toml::from_str(&text).expect("the golden set is TOML");
        for (class, parts) in classes {
            for (part, rows) in parts {
                let part = if part == "aside" { Part::Aside } else { Part::Tuned };
                all.extend(rows.into_iter().map(|(text, places)| {
                    let wanted =
                        places.split('|').map(str::trim).filter(|place| !place.is_empty()).map(wanted).collect();
                    Query { class: class.clone(), lang, part, text, wanted }
                }));
            }
        }
    }
    all
}

fn wanted(place: &str) -> Wanted {
    let (addon, sections) = place.split_once('#').unwrap_or((place, ""));
    let sections = sections.split(',').filter(|section| !section.is_empty()).map(str::to_owned).collect();
    Wanted { addon: addon.to_owned(), sections }
}

/// A place that an engine has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The slug.
    pub addon: String,
    /// The key of the tab, if it is not the add-on as a whole.
    pub tab: Option<String>,
    /// The anchor of the heading, if there is one.
    pub anchor: Option<String>,
}

/// How one query was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// At which place, from one, the first wanted add-on stands; zero if nowhere. For what is not there: one if nothing
    /// was found.
    pub rank: usize,
    /// Whether the first place of all is in a wanted section; none where no section is wanted.
    pub section: Option<bool>,
}

impl Query {
    /// Judges the places that were found, best first.
    pub fn judge(&self, found: &[Found]) -> Outcome {
        if self.wanted.is_empty() {
            return Outcome { rank: usize::from(found.is_empty()), section: None };
        }
        let fits = |wanted: &Wanted, place: &Found| wanted.addon == "*" || wanted.addon == place.addon;
        let mut addons: Vec<&Found> = Vec::new();
        for place in found {
            if addons.iter().all(|other| other.addon != place.addon) {
                addons.push(place);
            }
        }
        let rank = addons.iter().position(|place| self.wanted.iter().any(|wanted| fits(wanted, place)));
        let sections = self.wanted.iter().any(|wanted| !wanted.sections.is_empty());
        let first = found.first();
        let right = |wanted: &Wanted, place: &Found| {
            let is = |name: &Option<String>| name.as_ref().is_some_and(|name| wanted.sections.contains(name));
            fits(wanted, place) && (wanted.sections.is_empty() || is(&place.tab) || is(&place.anchor))
        };
        let section =
            sections.then(|| first.is_some_and(|place| self.wanted.iter().any(|wanted| right(wanted, place))));
        Outcome { rank: rank.map_or(0, |at| at + 1), section }
    }
}

/// Shares over many queries, in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// How many queries there are that want something.
    pub count: usize,
    /// The wanted add-on first.
    pub first: usize,
    /// Among the first three.
    pub three: usize,
    /// The mean of one over its place.
    pub reciprocal: usize,
    /// The right section first of all.
    pub section: usize,
    /// The wanted add-on first, where the query is misspelt.
    pub typo: usize,
    /// Nothing found where nothing is wanted.
    pub nonsense: usize,
}

impl Score {
    /// Of judged queries.
    pub fn of(judged: &[(&Query, Outcome)]) -> Score {
        let share = |of: &dyn Fn(&Query, Outcome) -> Option<f64>| {
            let values: Vec<f64> = judged.iter().filter_map(|(query, outcome)| of(query, *outcome)).collect();
            (values.iter().sum::<f64>() * 1000.0 / values.len().max(1) as f64).round() as usize
        };
        let wants = |query: &Query| !query.wanted.is_empty();
        let yes = |yes: bool| Some(f64::from(u8::from(yes)));
        let one = |rank: usize| if rank == 0 { 0.0 } else { 1.0 / rank as f64 };
        Score {
            count: judged.iter().filter(|(query, _)| wants(query)).count(),
            first: share(&|query, outcome| wants(query).then_some(()).and_then(|()| yes(outcome.rank == 1))),
            three: share(&|query, outcome| {
                wants(query).then_some(()).and_then(|()| yes((1..4).contains(&outcome.rank)))
            }),
            reciprocal: share(&|query, outcome| wants(query).then_some(one(outcome.rank))),
            section: share(&|_, outcome| outcome.section.and_then(yes)),
            typo: share(&|query, outcome| (query.class == "typo").then_some(()).and_then(|()| yes(outcome.rank == 1))),
            nonsense: share(&|query, outcome| (!wants(query)).then_some(()).and_then(|()| yes(outcome.rank == 1))),
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |thousandths: usize| format!("{:.3}", thousandths as f64 / 1000.0);
        let Score { count, first, three, reciprocal, section, typo, nonsense } = *self;
        write!(
            out,
            "{count} queries: success@1 {}, success@3 {}, MRR {}, section {}, typos {}, nonsense {}",
            part(first),
            part(three),
            part(reciprocal),
            part(section),
            part(typo),
            part(nonsense)
        )
    }
}
