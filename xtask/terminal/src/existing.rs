//! `compose --existing --format json`: what the page tells of a project that exists, as steps that a program can follow.

use catalog::{Catalog, Lang, Moment, Scope};
use composer::{Anchor, PlannedStep, Selection, Snippet};
use serde_json::{Value, json};

/// The steps, in the order of the page: `{"steps": [{"kind": "run", …} | {"kind": "edit", …}]}`.
pub(crate) fn steps(catalog: &Catalog, selection: &Selection, lang: Lang) -> Value {
    let additions = composer::additions(catalog, selection);
    let installs = additions.install.iter().map(|command| run(command, "once", false));
    let edits = additions.snippets.iter().map(|snippet| edit(snippet, lang));
    let runs = additions.steps.iter().map(|step| run(&step.command, when(step), step.moment == Moment::Run));
    json!({ "steps": installs.chain(edits).chain(runs).collect::<Vec<_>>() })
}

fn edit(snippet: &Snippet, lang: Lang) -> Value {
    let text: String = snippet.lines.iter().map(|line| format!("{}\n", line.text)).collect();
    let (how, list, at) = place(&snippet.anchor);
    json!({
        "kind": "edit",
        "file": snippet.path,
        "place": { "how": how, "in": list, "text": at },
        "words": composer::explain_place(snippet, lang),
        "text": text,
        "optional": snippet.optional,
    })
}

/// How a text goes into its file, into which list, and beside or over what.
fn place(anchor: &Anchor) -> (&'static str, &str, &str) {
    match anchor {
        Anchor::NewFile => ("new", "", ""),
        Anchor::NewOrMerged => ("merge", "", ""),
        Anchor::Imports => ("merge", "", "imports"),
        Anchor::Anywhere | Anchor::End => ("end", "", ""),
        Anchor::Before(list, value) => ("before", list, value),
        Anchor::After(list, value) => ("after", list, value),
        Anchor::EndOf(list) => ("end", list, ""),
        Anchor::Merge(name) | Anchor::Instead(name) => ("merge", "", name),
        Anchor::Above(name) => ("before", "", name),
        Anchor::Below(name) => ("after", "", name),
        Anchor::InPlaceOf(code) => ("replace", "", code),
    }
}

fn run(command: &str, when: &str, keeps_running: bool) -> Value {
    json!({ "kind": "run", "command": command, "when": when, "keeps_running": keeps_running })
}

fn when(step: &PlannedStep) -> &'static str {
    match (step.moment, step.scope) {
        (Moment::Setup, _) => "once",
        (Moment::Deploy, _) => "each deployment",
        (Moment::Run, Scope::Development) => "development",
        (Moment::Run, Scope::Production) => "production",
        (Moment::Run, Scope::Always) => "development and production",
    }
}
