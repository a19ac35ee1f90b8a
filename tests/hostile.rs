//! Links that nobody meant well: whatever stands behind the `#`, reading it ends, holds its limits, and composes to files
//! of plain text. A sample runs with every `cargo test`; `ASSURE=1` runs all. `ASSURE_SEED` repeats a run.

use std::{
    env,
    hash::{BuildHasher, RandomState},
};

use catalog::{AddonOption, OptionKind};
use composer::{LONGEST_READ, Selection, Unknown};
use proptest::{
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

/// What attackers try, in pieces.
const PIECES: [&str; 26] = [
    "v1",
    "v2",
    "&",
    "=",
    ",",
    "%",
    "%00",
    "%u202e",
    "%E2%80%AE",
    "%ED%A0%80",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "${{7*7}}",
    "$(id)",
    "`id`",
    "\";import os#",
    "';--",
    "__proto__",
    "..%2f..%2f",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "d=99999999999999999999",
    "a=celery,celery",
    "p=",
    "x:=",
];

fn fragments() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z]{1,9}\\.[a-z_]{1,9}=[0-9a-z,%]{0,9}",
    ];
    let pieces = prop::collection::vec(piece, 0..30);
    (any::<bool>(), pieces, 0..200_usize).prop_map(|(versioned, pieces, times)| {
        let text = pieces.concat();
        let text = if times > 190 { text.repeat(times) } else { text };
        if versioned { format!("v1&{text}") } else { text }
    })
}

/// What must hold of whatever stands behind the `#`.
fn holds(fragment: &str) -> Result<(), TestCaseError> {
    let catalog = tests::catalog();
    let (selection, unknown) = Selection::parse(catalog, fragment);
    // What was read is a selection like any other: it is written and read again as it is.
    let written = selection.to_string();
    prop_assert_eq!(Selection::parse(catalog, &written), (selection.clone(), vec![]));
    let length = fragment.trim_start_matches('#').len();
    // What is written in full may take three times the room.
    prop_assert!(length <= LONGEST_READ || unknown.contains(&Unknown::TooLong));
    prop_assert!(length > LONGEST_READ / 3 || !unknown.contains(&Unknown::TooLong));
    prop_assert!(written.len() <= LONGEST_READ);
    // What is shown of the rest is short, and nothing in it turns the text around.
    for text in unknown.iter().flat_map(texts) {
        prop_assert!(text.chars().count() <= 60, "{}", text);
        prop_assert!(!text.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{:?}", text);
    }
    Ok(())
}

/// One answer, or the name of the project, that takes all the room there is.
#[test]
fn no_answer_is_too_long_to_be_read() {
    let free = |option: &&AddonOption| matches!(option.kind, OptionKind::Text { .. } | OptionKind::Items { .. });
    let answers = tests::catalog()
        .addons
        .iter()
        .flat_map(move |addon| addon.options.iter().filter(free).map(|option| format!("{}.{}", addon.id.0, option.id)));
    for key in answers.chain(["p".to_owned()]) {
        for filler in ["a", ",", "a,", "%20", "\u{e9}", "\u{e9},"] {
            for room in [0, 20] {
                let start = format!("v1&{key}=");
                let fragment = format!("{start}{}", filler.repeat((LONGEST_READ - room - start.len()) / filler.len()));
                if let Err(error) = holds(&fragment) {
                    panic!("{key}, {filler:?}, {room}: {error}");
                }
            }
        }
    }
}

#[test]
fn no_fragment_does_harm() {
    let cases = if env::var_os("ASSURE").is_some() { 60_000 } else { 1_500 };
    let seed = env::var("ASSURE_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| RandomState::new().hash_one(0));
    println!("S2: {cases} fragments, ASSURE_SEED={seed}");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&u64::to_le_bytes(seed));
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let outcome = runner.run(&fragments(), |fragment| holds(&fragment));
    if let Err(error) = outcome {
        panic!("ASSURE_SEED={seed}: {error}");
    }
}

fn texts(unknown: &Unknown) -> Vec<&str> {
    match unknown {
        Unknown::TooLong => vec![],
        Unknown::Version(text) | Unknown::Part(text) | Unknown::Addon(text) => vec![text],
        Unknown::Option(_, text) | Unknown::Capability(text) => vec![text],
        Unknown::Value(name, value) => vec![name, value],
    }
}

#[test]
fn every_link_ever_given_out_is_read_for_ever() {
    for (number, line) in include_str!("golden/links-1.txt").lines().enumerate() {
        let (selection, unknown) = Selection::parse(tests::catalog(), line);
        assert_eq!(unknown, [], "line {}: {line}", number + 1);
        assert_eq!(selection.to_string(), line, "line {}", number + 1);
    }
}
