//! `search`: queries from standard input, one a line; one JSON line each.

use std::io::{self, BufRead};

use catalog::{
    Lang,
    search::{Hit, Index, Passage},
};
use lexopt::{Arg::Long, Parser};
use serde_json::{Value, json};

use crate::Failure;

const HELP: &str = "\
cargo xtask search [--lang en|fr] < queries

Reads queries from standard input, one a line, and prints one JSON line each:
{\"query\": ..., \"hits\": [{\"addon\": ..., \"tab\": ..., \"heading\": ..., \"anchor\": ..., \"score\": ...}]}
The best hit comes first. Tab, heading and anchor are null where the hit is the add-on as a whole.
";

/// Answers every query.
pub(crate) fn search(mut parser: Parser) -> Result<(), Failure> {
    let mut lang = Lang::En;
    while let Some(argument) = parser.next()? {
        match argument {
            Long("lang") => lang = crate::lang(&mut parser)?,
            Long("help") => {
                return crate::print(HELP);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let catalog = crate::catalog()?;
    let index = Index::build(&catalog, lang, &Passage::all(&catalog, lang));
    for query in io::stdin().lock().lines() {
        let query = query?;
        let hits: Vec<Value> = index.find(&query).iter().map(|hit| found(hit, lang)).collect();
        // By hand, so that the query comes first.
        crate::print(&format!("{{\"query\":{},\"hits\":{}}}\n", json!(query), json!(hits)))?;
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
