//! Search holds on the golden set what it has once reached.
//!
//! `cargo test -p tests --test search -- --nocapture` prints the scores; with `SEARCH_MISSES=tuned` also what went wrong.
//! With and without synonyms, so that it is seen what they do.

use std::sync::LazyLock;

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

/// The indexes of the guide, made once.
fn known() -> &'static [Index] {
    static KNOWN: LazyLock<Vec<Index>> = LazyLock::new(|| indexes(Synonyms::Known));
    &KNOWN
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

/// What has been reached, in thousandths.
const TUNED: Score =
    Score { count: 332, first: 997, three: 1000, reciprocal: 998, section: 933, typo: 1000, nonsense: 1000 };
/// The same on the part kept aside; it has 14 misspelt queries, of which each is 71 thousandths.
const ASIDE: Score =
    Score { count: 157, first: 968, three: 981, reciprocal: 976, section: 921, typo: 857, nonsense: 1000 };
/// How much less is let pass: a change of the content that moves one query is no failure of the engine.
const LESS: usize = 7;

#[test]
fn the_golden_set_is_answered() {
    let queries = queries();
    let misses = std::env::var("SEARCH_MISSES").unwrap_or_default();
    for synonyms in [Synonyms::Known, Synonyms::Unknown] {
        let indexes = indexes(synonyms);
        let sizes: Vec<usize> = indexes.iter().map(Index::memory).collect();
        println!("synonyms {synonyms:?}: {sizes:?} bytes of memory");
        for part in [Part::Tuned, Part::Aside] {
            let known = synonyms == Synonyms::Known;
            let score = scores(&indexes, &queries, part, known && part == Part::Tuned && misses == "tuned");
            println!("{part:?}: {score}");
            if known {
                holds(part, score);
            }
        }
    }
}

fn holds(part: Part, score: Score) {
    let reached = if part == Part::Aside { ASIDE } else { TUNED };
    assert!(score.count >= reached.count, "{part:?}: only {} queries", score.count);
    let pairs = [
        ("success@1", score.first, reached.first),
        ("success@3", score.three, reached.three),
        ("MRR", score.reciprocal, reached.reciprocal),
        ("the right section", score.section, reached.section),
        ("typos", score.typo, reached.typo),
        ("nonsense", score.nonsense, reached.nonsense),
    ];
    for (name, now, reached) in pairs {
        assert!(now + LESS >= reached, "{part:?}: {name} is {now} of 1000, {reached} was reached");
    }
}

#[test]
fn what_is_missing_is_named() {
    let english = |query: &str| known()[0].find(catalog(), query);
    assert_eq!(english("celery retry zyxwvut").missing, ["zyxwvut"]);
    assert_eq!(english("celery retry").missing, [""; 0]);
    assert!(english("celery retry zyxwvut").hits.iter().all(|hit| hit.addon.0 == "celery"));
    // Too much of it is unknown for an answer; what is unknown is named all the same.
    assert_eq!(english("zyxwvut retry").missing, ["zyxwvut"]);
    assert!(english("zyxwvut retry").hits.is_empty());
    // Each word is known, together they are nowhere: the answer says what it lacks.
    let apart = english("nonce ratelimit dumpdata whitenoise");
    assert!(!apart.missing.is_empty() || apart.hits.is_empty(), "{:?}", apart.missing);
}

#[test]
fn a_name_is_told_from_other_words() {
    let named = |query: &str| known()[0].find(catalog(), query).named;
    for query in ["celery", "Django REST framework", "corsheaders", "drf", "cors-headers"] {
        assert!(named(query), "{query}");
    }
    for query in ["", "celer", "theme dark", "compose celery", "bookmarks", "about", "cache"] {
        assert!(!named(query), "{query}");
    }
}

#[test]
fn what_stands_everywhere_is_not_marked() {
    for hit in known()[0].find(catalog(), "how to retry a task in the queue").hits {
        let marked = hit.excerpt.marks.iter().map(|mark| hit.excerpt.text[mark.clone()].to_lowercase());
        for word in marked {
            assert!(!["a", "to", "in", "the"].contains(&word.as_str()), "{word} in {}", hit.excerpt.text);
        }
    }
}

#[test]
fn excerpts_are_the_text_with_the_words_marked() {
    let source = Passage::all(catalog(), Lang::En);
    let mut marked = 0;
    for query in queries().iter().filter(|query| query.lang == Lang::En && query.class == "symptom") {
        for hit in known()[0].find(catalog(), &query.text).hits {
            let text = &hit.excerpt.text;
            let mut end = 0;
            for mark in &hit.excerpt.marks {
                assert!(mark.start >= end && text.get(mark.clone()).is_some_and(|word| !word.is_empty()), "{text}");
                end = mark.end;
            }
            marked += hit.excerpt.marks.len();
            let shown = text.trim_start_matches("… ").trim_end_matches(" …");
            let summary = catalog().addon(hit.addon.0).expect("it is there").summary.en;
            assert!(summary.contains(shown) || source.iter().any(|passage| passage.text.contains(shown)), "{shown}");
        }
    }
    assert!(marked > 800, "{marked} words are marked");
}

#[test]
fn bytes_that_are_no_index_are_refused() {
    assert!(Index::read(Vec::new()).is_none());
    assert!(Index::read(b"<!doctype html><title>Not found</title>".to_vec()).is_none());
    let whole = write(catalog(), Lang::En, &[], Synonyms::Known);
    assert!(Index::read(whole[..whole.len() / 2].to_vec()).is_none());
}

#[test]
fn any_query_is_answered() {
    let long = "word ".repeat(200) + &"x".repeat(500);
    for query in ["", " ", "_", "__", "a", "é", "œ", "日本語", "c++", "-", "😀", "\u{0}", "%", "d_", "_d", &long]
    {
        let answer = known()[0].find(catalog(), query);
        assert!(answer.hits.len() <= catalog::search::LIMIT, "{query}");
    }
}
