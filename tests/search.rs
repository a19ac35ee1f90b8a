//! Search holds on the golden set what it has once reached.
//!
//! `cargo test -p tests --test search -- --nocapture` prints the scores; with `SEARCH_MISSES=tuned` also what went wrong.

use catalog::{
    Lang,
    search::{Index, Passage, Synonyms, write},
};
use tests::{
    catalog,
    golden::{Found, Outcome, Part, Query, Score, queries},
};

/// The index of each language, in the order of [`Lang::ALL`].
fn indexes(synonyms: Synonyms) -> Vec<Index> {
    let index = |lang| Index::read(write(catalog(), lang, &Passage::all(catalog(), lang), synonyms));
    Lang::ALL.into_iter().map(|lang| index(lang).expect("what is written can be read")).collect()
}

fn answer(indexes: &[Index], query: &Query) -> Vec<Found> {
    let at = Lang::ALL.iter().position(|lang| *lang == query.lang).expect("a language of the guide");
    let hits = indexes[at].find(catalog(), &query.text).hits;
    let found = |hit: catalog::search::Hit| Found {
        addon: hit.addon.0.to_owned(),
        tab: hit.tab.map(str::to_owned),
        anchor: hit.heading.map(|heading| heading.anchor.to_owned()),
    };
    hits.into_iter().map(found).collect()
}

fn scores(indexes: &[Index], queries: &[Query], part: Part, misses: bool) -> Score {
    let mut judged: Vec<(&Query, Outcome)> = Vec::new();
    for query in queries.iter().filter(|query| query.part == part) {
        let found = answer(indexes, query);
        let outcome = query.judge(&found);
        if misses && (outcome.rank != 1 || outcome.section == Some(false)) {
            let wanted: Vec<String> =
                query.wanted.iter().map(|wanted| format!("{}#{}", wanted.addon, wanted.sections.join(","))).collect();
            let first: Vec<String> = found
                .iter()
                .take(4)
                .map(|found| {
                    format!(
                        "{}#{}",
                        found.addon,
                        found.anchor.as_ref().or(found.tab.as_ref()).cloned().unwrap_or_default()
                    )
                })
                .collect();
            println!(
                "  {} {} {:?} -> {} not {}",
                query.lang.code(),
                query.class,
                query.text,
                first.join(" "),
                wanted.join(" ")
            );
        }
        judged.push((query, outcome));
    }
    Score::of(&judged)
}

#[test]
fn the_golden_set_is_answered() {
    let queries = queries();
    let misses = std::env::var("SEARCH_MISSES").unwrap_or_default();
    for synonyms in [Synonyms::Known, Synonyms::Unknown] {
        let indexes = indexes(synonyms);
        let sizes: Vec<usize> = indexes.iter().map(Index::memory).collect();
        println!("synonyms {synonyms:?}, memory {sizes:?}");
        for part in [Part::Tuned, Part::Aside] {
            if part == Part::Aside && std::env::var("SEARCH_TUNING").is_ok() {
                continue;
            }
            let known = synonyms == Synonyms::Known;
            let score = scores(&indexes, &queries, part, known && part == Part::Tuned && misses == "tuned");
            println!("{part:?}: {score}");
        }
    }
}
