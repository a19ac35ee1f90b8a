//! `search`: queries from standard input, one a line; one JSON line each.

use std::io::{self, BufRead};

use catalog::{
    Lang,
    search::{Answer, Hit, Index, Passage, Synonyms, write},
};
use command_line::Arguments;
use serde_json::{Value, json};

use crate::Failure;

const HELP: &str = "\
cargo xtask search [--lang en|fr] < queries

Reads queries from standard input, one a line, and prints one JSON line each:
{\"query\": ..., \"hits\": [{\"addon\": ..., \"tab\": ..., \"heading\": ..., \"anchor\": ..., \"score\": ...}],
 \"missing\": [...]}
The best hit comes first. Tab, heading and anchor are null where the hit is the add-on as a whole. Missing are the words
of the query that no hit has.
";

/// Answers every query.
pub(crate) fn search(mut arguments: Arguments) -> Result<(), Failure> {
    let mut lang = Lang::En;
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some("lang") => lang = crate::lang(&mut arguments)?,
            Some("help") => return crate::print(HELP),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let catalog = crate::catalog()?;
    let bytes = write(&catalog, lang, &Passage::all(&catalog, lang), Synonyms::Known);
    let index = Index::read(bytes).ok_or("the index that was written cannot be read")?;
    for query in io::stdin().lock().lines() {
        let query = query?;
        let Answer { hits, missing, .. } = index.find(&catalog, &query);
        let hits: Vec<Value> = hits.iter().map(|hit| found(hit, lang)).collect();
        // By hand, so that the query comes first.
        let (query, hits, missing) = (json!(query), json!(hits), json!(missing));
        crate::print(&format!("{{\"query\":{query},\"hits\":{hits},\"missing\":{missing}}}\n"))?;
    }
    Ok(())
}

fn found(hit: &Hit, lang: Lang) -> Value {
    json!({
        "addon": hit.addon.0,
        "tab": hit.tab,
        "heading": hit.heading.map(|heading| heading.title.get(lang)),
        "anchor": hit.heading.map(|heading| heading.anchor),
        "score": hit.score,
    })
}
