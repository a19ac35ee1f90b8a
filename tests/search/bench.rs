//! What the benchmark of search measures with, and its judge.
//!
//! `search-bench export --out DIR` writes the golden set, and for each size of the catalog the documents for other
//! engines and the index for ours. `search-bench judge FILE` reads what each engine has found and prints its scores.

use std::{collections::BTreeMap, fs, path::Path};

use catalog::{
    Catalog, Lang,
    search::{Passage, Synonyms, texts, write},
};
use compiler::grown;
use serde_json::{Value, json};
use tests::golden::{Found, Outcome, Part, Query, Score, queries};

/// How many times the catalog, and whether the documents are written too.
const SIZES: [(usize, bool); 3] = [(1, true), (10, true), (100, false)];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["export", "--out", folder] => export(Path::new(folder)),
        ["judge", file] => judge(Path::new(file)),
        _ => Err("search-bench export --out DIR, or search-bench judge FILE".into()),
    }
}

fn export(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    fs::create_dir_all(folder)?;
    let catalog = tests::catalog();
    let asked: Vec<Value> = queries()
        .iter()
        .map(|query| json!({ "text": query.text, "lang": query.lang.code(), "class": query.class }))
        .collect();
    fs::write(folder.join("queries.json"), json!(asked).to_string())?;
    for lang in Lang::ALL {
        let passages = Passage::all(catalog, lang);
        for (times, with_documents) in SIZES {
            // Speed is measured in one language, relevance in both.
            if times > 1 && lang != Lang::En {
                continue;
            }
            let (grown, passages) = grown(catalog, &passages, times);
            let name = format!("{}-{times}", lang.code());
            fs::write(folder.join(format!("index-{name}.bin")), write(&grown, lang, &passages, Synonyms::Known))?;
            if with_documents {
                let documents = documents(&grown, lang, &passages);
                fs::write(folder.join(format!("documents-{name}.json")), json!(documents).to_string())?;
            }
        }
    }
    Ok(())
}

/// The documents as other engines take them: numbered, with where they are and a text for each field.
fn documents(catalog: &Catalog, lang: Lang, passages: &[Passage]) -> Vec<Value> {
    let mut all = Vec::new();
    for (addon, documents) in catalog.addons.iter().zip(texts(catalog, lang, passages)) {
        let headings = addon.tabs.iter().flat_map(|tab| {
            let places = tab.headings.iter().map(|heading| (Some(tab.key), Some(heading.anchor)));
            [(Some(tab.key), None)].into_iter().chain(places)
        });
        let places = [(None, None)].into_iter().chain(headings);
        for (section, (fields, (tab, anchor))) in documents.into_iter().zip(places).enumerate() {
            let mut document =
                json!({ "id": all.len(), "addon": addon.id.0, "section": section, "tab": tab, "anchor": anchor });
            for (field, text) in fields {
                document[field] = json!(text);
            }
            all.push(document);
        }
    }
    all
}

/// Prints the scores of each engine: it has found, for each query in order, places in order.
fn judge(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    type Places = Vec<(String, Option<String>, Option<String>)>;
    let found: BTreeMap<String, Vec<Places>> = serde_json::from_str(&fs::read_to_string(file)?)?;
    let queries = queries();
    println!("| Engine | part | queries | success@1 | success@3 | MRR | section | typos | nonsense |");
    println!("| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
    for (engine, answers) in found {
        for part in [Part::Tuned, Part::Aside] {
            let judged: Vec<(&Query, Outcome)> = queries
                .iter()
                .zip(&answers)
                .filter(|(query, _)| query.part == part)
                .map(|(query, places)| {
                    let found = |(addon, tab, anchor): &(String, Option<String>, Option<String>)| Found {
                        addon: addon.clone(),
                        tab: tab.clone(),
                        anchor: anchor.clone(),
                    };
                    (query, query.judge(&places.iter().map(found).collect::<Vec<_>>()))
                })
                .collect();
            let Score { count, first, three, reciprocal, section, typo, nonsense } = Score::of(&judged);
            let cells =
                [first, three, reciprocal, section, typo, nonsense].map(|share| format!("{:.1}", share as f64 / 10.0));
            println!("| {engine} | {part:?} | {count} | {} |", cells.join(" | "));
        }
    }
    Ok(())
}
