//! Budgets: what the files of the site may weigh. A build that passes one fails.
//!
//! A figure that is met is held at what is wanted; one that is missed is held at what it is today with little room, so
//! that it grows no further unseen. What grows with the content has a share for each add-on.

use std::path::Path;

use crate::{
    failure::{Failure, Outcome},
    site,
    weight::{self, Page, Weight, grouped, named},
};

/// What may not be passed, and why.
struct Budget {
    /// What is weighed.
    what: &'static str,
    /// How.
    figure: fn(&Path) -> Outcome<u64>,
    /// The most without any add-on,
    fixed: u64,
    /// and for each.
    each: u64,
    /// What it should be; none where nothing was set.
    wanted: Option<u64>,
    unit: Unit,
    /// Why this much, and where to look when it is passed.
    why: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Brotli,
    Count,
}

/// All budgets, and the only place where they stand.
const BUDGETS: [Budget; 8] = [
    Budget {
        what: "the guide's program (wasm with the catalog, glue, boot.js)",
        figure: |dist| program(dist, ""),
        fixed: 234_000,
        each: 3_600,
        wanted: Some(110_000),
        unit: Unit::Brotli,
        why: "it is loaded before anything answers: what did src/app or a dependency add to its bundle",
    },
    Budget {
        what: "the composer's program",
        figure: |dist| program(dist, "compose/"),
        fixed: 431_000,
        each: 5_700,
        wanted: None,
        unit: Unit::Brotli,
        why: "one page waits for it: what did src/composer or src/app/pages/compose add",
    },
    Budget {
        what: "the style sheet",
        figure: style,
        fixed: 12_000,
        each: 0,
        wanted: Some(12_000),
        unit: Unit::Brotli,
        why: "nothing is painted before it is there: look at src/app/style",
    },
    Budget {
        what: "the heaviest page",
        figure: heaviest_page,
        fixed: 23_000,
        each: 0,
        wanted: Some(20_000),
        unit: Unit::Brotli,
        why: "it should fit the first round trips: shorten the texts of that add-on, or give it fewer chapters",
    },
    Budget {
        what: "all pages of the heavier language",
        figure: heavier_language,
        fixed: 42_000,
        each: 15_600,
        wanted: Some(60_000),
        unit: Unit::Brotli,
        why: "they are the prose, each page compressed by itself: look at the longest texts in content/addons",
    },
    Budget {
        what: "the whole offline edition, both languages",
        figure: |dist| Ok(weight::sum(&weight::offline(dist)?)?.brotli),
        fixed: 934_000,
        each: 48_500,
        wanted: Some(400_000),
        unit: Unit::Brotli,
        why: "every reader's browser stores it: both programs, all pages, and the search texts, which are half of it",
    },
    Budget {
        what: "requests before the guide answers",
        figure: requests,
        fixed: 6,
        each: 0,
        wanted: Some(6),
        unit: Unit::Count,
        why: "each may cost a round trip: look at the head that src/prerender/page.rs writes",
    },
    Budget {
        what: "font files",
        figure: fonts,
        fixed: 0,
        each: 0,
        wanted: Some(0),
        unit: Unit::Count,
        why: "the reader's own fonts are there at once: take the font out",
    },
];

/// Holds a site against the budgets; says how many there are.
pub(crate) fn hold(dist: &Path) -> Outcome<usize> {
    let addons = weight::addons(dist)?;
    let mut over = Vec::new();
    for budget in &BUDGETS {
        over.extend(budget.passed((budget.figure)(dist)?, addons));
    }
    match over.as_slice() {
        [] => Ok(BUDGETS.len()),
        _ => Err(Failure::new(format!("{}; the table of budgets is xtask/src/budget.rs", over.join("; ")))),
    }
}

/// The table of figures, budgets and what is wanted.
pub(crate) fn table(dist: &Path) -> Outcome<String> {
    let addons = weight::addons(dist)?;
    let mut table = String::from("| What (brotli, bytes) | is | may be | wanted |\n|---|--:|--:|--:|\n");
    for budget in &BUDGETS {
        let is = (budget.figure)(dist)?;
        let wanted = budget.wanted.map_or("–".to_owned(), grouped);
        let limit = grouped(budget.limit(addons));
        table.push_str(&format!("| {} | {} | {limit} | {wanted} |\n", budget.what, grouped(is)));
    }
    Ok(table)
}

impl Budget {
    fn limit(&self, addons: u64) -> u64 {
        self.fixed + self.each * addons
    }

    /// What is wrong when the figure passes the budget.
    fn passed(&self, is: u64, addons: u64) -> Option<String> {
        let limit = self.limit(addons);
        let over = is.checked_sub(limit).filter(|over| *over > 0)?;
        let (are, unit) = match self.unit {
            Unit::Brotli => ("weighs", " bytes in brotli"),
            Unit::Count => ("came to", ""),
        };
        Some(format!(
            "{} {are} {}{unit}, {} over the budget of {}: {}",
            self.what,
            grouped(is),
            grouped(over),
            grouped(limit),
            self.why
        ))
    }
}

/// The wasm, glue and start that a page loads.
fn program(dist: &Path, place: &str) -> Outcome<u64> {
    let (at_once, _) = named(dist, &format!("{}/{place}", site::LANGUAGES[0]))?;
    Ok(at_once.iter().filter(|(name, _)| !name.ends_with(".css")).map(|(_, weight)| weight.brotli).sum())
}

fn style(dist: &Path) -> Outcome<u64> {
    let (at_once, _) = named(dist, &format!("{}/", site::LANGUAGES[0]))?;
    Ok(at_once.iter().filter(|(name, _)| name.ends_with(".css")).map(|(_, weight)| weight.brotli).sum())
}

fn heaviest_page(dist: &Path) -> Outcome<u64> {
    let mut heaviest = Weight::default();
    for language in site::LANGUAGES {
        heaviest = Page::all(dist, language)?.iter().map(|page| page.weight).fold(heaviest, Weight::max);
    }
    Ok(heaviest.brotli)
}

fn heavier_language(dist: &Path) -> Outcome<u64> {
    let mut heavier = 0;
    for language in site::LANGUAGES {
        let all: Weight = Page::all(dist, language)?.into_iter().map(|page| page.weight).sum();
        heavier = heavier.max(all.brotli);
    }
    Ok(heavier)
}

/// The page itself and what it names and loads at once.
fn requests(dist: &Path) -> Outcome<u64> {
    let (at_once, _) = named(dist, &format!("{}/", site::LANGUAGES[0]))?;
    Ok(1 + at_once.len() as u64)
}

fn fonts(dist: &Path) -> Outcome<u64> {
    let font =
        |path: &Path| path.extension().is_some_and(|end| ["woff2", "woff", "ttf", "otf"].iter().any(|f| end == *f));
    Ok(weight::files(dist)?.iter().filter(|path| font(path)).count() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[test]
    fn a_passed_budget_is_one_sentence() {
        let check = |is: u64, addons: u64, expected: Option<&str>| {
            let budget = Budget {
                what: "the program",
                figure: |_| Ok(0),
                fixed: 1_000,
                each: 10,
                wanted: None,
                unit: Unit::Brotli,
                why: "look at it",
            };
            assert_eq!(budget.passed(is, addons).as_deref(), expected, "{is} of {addons}");
        };
        check(1_000, 0, None);
        check(1_020, 2, None);
        check(2_021, 2, Some("the program weighs 2,021 bytes in brotli, 1,001 over the budget of 1,020: look at it"));
    }

    #[test]
    fn a_site_is_held_against_every_budget() {
        let folder = scratch::Folder::new("budget");
        folder.write("app-0123456789ab.js", "0123456789");
        folder.write("sw.js", r#"[["en/index.html","sha256-x"]]"#);
        for language in site::LANGUAGES {
            folder.write(&format!("{language}/index.html"), "<app-0123456789ab.js>");
            folder.write(&format!("{language}/compose/index.html"), "");
            folder.write(&format!("{language}/addons/a/index.html"), "a");
        }
        assert_eq!(weight::addons(folder.path()).unwrap(), 1);
        assert_eq!(requests(folder.path()).unwrap(), 2);
        assert_eq!(hold(folder.path()).unwrap(), BUDGETS.len());
        assert!(table(folder.path()).unwrap().contains("| the whole offline edition, both languages | 21 |"));
        folder.write("letters.woff2", "font");
        folder.write("fr/addons/a/index.html", &"x".repeat(30_000));
        let sentence = hold(folder.path()).unwrap_err().sentence;
        assert!(sentence.starts_with("the heaviest page weighs 30,000 bytes in brotli, 7,000 over"), "{sentence}");
        assert!(sentence.contains("; font files came to 1, 1 over the budget of 0: "), "{sentence}");
    }
}
