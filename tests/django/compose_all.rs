//! Composes every project that real Django is to boot, for `prove.py`: a folder per project, and `projects.json`.
//!
//! `cargo run -p tests --bin compose-all -- --series 5.2 --out DIR [--random N] [--seed S] [--kind KIND] [--rules]
//! [--content DIR]`
//!
//! With `--kind` only the projects of that kind are composed; with `--rules` each project lacks one rule instead (see `rules`), beside the one that has it.
//! What is composed follows from the catalog alone (see `plans`): an add-on that is added is proven without a change
//! here. The folder must be new, empty, or one that this program wrote before.

mod kinship;
mod plans;
mod rules;

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use catalog::{AddonOption, Catalog, Lang, Series};
use composer::{Answer, Composition, Problem, Selection, Severity};
use lexopt::{Arg, Parser, ValueExt};
use plans::{Kind, Plan, Sample};
use serde_json::{Map, Value, json};

/// The file that lists the projects; also the mark by which a folder is known as ours.
const LIST: &str = "projects.json";

struct Arguments {
    content: PathBuf,
    series: String,
    out: PathBuf,
    sample: Sample,
    kind: Option<String>,
    rules: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(sentence) => {
            println!("{sentence}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn Error>> {
    let arguments = arguments()?;
    let catalog = compiler::compile(&arguments.content).map_err(|report| report.to_string())?;
    let series = catalog.series.iter().find(|series| series.name == arguments.series);
    let series = series.ok_or_else(|| {
        let known: Vec<_> = catalog.series.iter().map(|series| series.name).collect();
        format!("the content has no Django series {}; it has {}", arguments.series, known.join(", "))
    })?;
    clear(&arguments.out)?;

    if arguments.rules {
        let (projects, rules) = broken(&catalog, series, &arguments.out)?;
        fs::write(arguments.out.join(LIST), serde_json::to_string_pretty(&projects)? + "\n")?;
        return Ok(format!("composed {} projects for {rules} rules, Django {}", projects.len(), series.name));
    }
    let mut plans = plans::all(&catalog, series, &arguments.sample);
    if let Some(kind) = &arguments.kind {
        plans.retain(|plan| plan.kind.key() == kind);
        if plans.is_empty() {
            return Err(format!("no project is of the kind `{kind}`: `--kind single` gives those of one add-on").into());
        }
    }
    let projects = plans.iter().map(|plan| write(&catalog, series, plan, &arguments.out));
    let projects = projects.collect::<Result<Vec<_>, _>>()?;
    fs::write(arguments.out.join(LIST), serde_json::to_string_pretty(&projects)? + "\n")?;

    let Sample { random, seed } = arguments.sample;
    let (count, addons) = (projects.len(), catalog.addons.len());
    let drawn = format!("{random} of them at random with --seed {seed}");
    Ok(format!("composed {count} projects of {addons} add-ons for Django {}, {drawn}", series.name))
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let (mut series, mut out) = (None, None);
    let (mut sample, mut kind, mut rules) = (Sample { random: 0, seed: 0 }, None, false);
    let mut parser = Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("content") => content = PathBuf::from(parser.value()?),
            Arg::Long("series") => series = Some(parser.value()?.string()?),
            Arg::Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Arg::Long("random") => sample.random = parser.value()?.parse()?,
            Arg::Long("seed") => sample.seed = parser.value()?.parse()?,
            Arg::Long("kind") => kind = Some(parser.value()?.string()?),
            Arg::Long("rules") => rules = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let series = series.ok_or("--series says for which Django, such as 5.2")?;
    Ok(Arguments { content, series, out: out.ok_or("--out says into which folder")?, sample, kind, rules })
}

/// Makes the folder, or empties it where it is one of ours.
fn clear(out: &Path) -> Result<(), Box<dyn Error>> {
    let empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if !empty && !out.join(LIST).is_file() {
        return Err(format!("{} holds other things; name a folder that is new or empty", out.display()).into());
    }
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    Ok(fs::create_dir_all(out)?)
}

/// Composes a project, writes its files, and returns its entry for the list.
fn write(catalog: &Catalog, series: &Series, plan: &Plan, out: &Path) -> Result<Value, Box<dyn Error>> {
    let composition = composer::compose(catalog, &plan.selection);
    let layout = plan.selection.target.layout.key();
    let folder = format!("{}-{layout}", plan.name).replace([':', '='], "_");
    write_files(&composition, &out.join(&folder))?;
    let conflict = composition.problems.iter().any(|problem| matches!(problem, Problem::Conflict { .. }));
    let mut entry = facts(catalog, series, &plan.selection);
    entry.extend(object(json!({
        "name": plan.name,
        "kind": plan.kind.key(),
        "verdict": verdict(catalog, plan, &composition),
        "folder": folder,
        "depth": if plan.deep && !conflict { "behaviour" } else { "boot" },
        "conflict": conflict,
        "problems": errors(catalog, &composition),
    })));
    Ok(Value::Object(entry))
}

/// Composes for each rule the project that lacks it, and once for each selection the one that does not.
fn broken(catalog: &Catalog, series: &Series, out: &Path) -> Result<(Vec<Value>, usize), Box<dyn Error>> {
    let rules = rules::all(catalog, series);
    let (mut projects, mut wholes) = (Vec::new(), BTreeMap::new());
    for (number, rule) in rules.iter().enumerate() {
        let broken = rule.broken(catalog).ok_or_else(|| format!("{} cannot be turned round", rule.name()))?;
        let mut add = |folder: &str, name: &str, composition: &Composition, rule: Value| {
            let mut entry = facts(catalog, series, &rules[number].selection);
            // What the composer would object to is the rule itself.
            let more = json!({
                "name": name, "kind": "rule", "folder": folder, "depth": "behaviour", "conflict": false,
                "problems": [], "rule": rule,
            });
            entry.extend(object(more));
            projects.push(Value::Object(entry));
            write_files(composition, &out.join(folder))
        };
        let link = rule.selection.to_string();
        let whole = format!("whole-{number}");
        if !wholes.contains_key(&link) && matches!(rule.kind, rules::Kind::Order { .. }) {
            add(&whole, &whole, &composer::compose(catalog, &rule.selection), Value::Null)?;
            wholes.insert(link.clone(), whole);
        }
        let described = json!({ "by": rule.by.0, "source": rule.source, "whole": wholes.get(&link) });
        add(&format!("broken-{number}"), &rule.name(), &broken, described)?;
    }
    Ok((projects, rules.len()))
}

/// What the harness must know of a selection.
fn facts(catalog: &Catalog, series: &Series, selection: &Selection) -> Map<String, Value> {
    object(json!({
        "addons": selection.addons.iter().map(|addon| addon.0).collect::<Vec<_>>(),
        "layout": selection.target.layout.key(),
        "project": selection.target.project,
        "series": series.name,
        "options": answers(catalog, selection),
        "target": {
            "interface": selection.target.interface.key(),
            "packager": selection.target.packager.key(),
            "proxy": selection.target.proxy.key(),
        },
        "link": selection.to_string(),
    }))
}

fn object(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn write_files(composition: &Composition, folder: &Path) -> std::io::Result<()> {
    for file in &composition.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(&path, file.text())?;
        if file.executable {
            executable(&path)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// What becomes of a pair: it cannot be, it is arranged by a rule or a choice, or it needs nothing of the kind.
fn verdict(catalog: &Catalog, plan: &Plan, composition: &Composition) -> Option<&'static str> {
    let Kind::Pair(one, other) = plan.kind else { return None };
    let conflict = composition.problems.iter().any(|problem| matches!(problem, Problem::Conflict { .. }));
    let arranged = kinship::arranged(catalog, catalog.addon(one.0)?, catalog.addon(other.0)?);
    Some(if conflict {
        "conflict"
    } else if arranged {
        "arranged"
    } else {
        "works"
    })
}

/// What the composer says does not work, in words.
fn errors(catalog: &Catalog, composition: &Composition) -> Vec<String> {
    let errors = composition.problems.iter().filter(|problem| problem.severity() == Severity::Error);
    errors.map(|problem| composer::explain(problem, catalog, Lang::En).headline).collect()
}

/// The answers that are in effect, by add-on and option: what the harness expects of the project.
fn answers(catalog: &Catalog, selection: &Selection) -> Value {
    let mut all = Map::new();
    for addon in catalog.addons.iter().filter(|addon| selection.addons.contains(&addon.id)) {
        let asked = |option: &&AddonOption| composer::is_asked(catalog, selection, addon, option);
        let answers = addon.options.iter().filter(asked).map(|option| {
            let answer = match selection.answered(addon.id, option) {
                Answer::Flag(yes) => json!(yes),
                Answer::Choice(key) => json!(key),
                Answer::Text(text) => json!(text),
                Answer::Number(number) => json!(number),
                Answer::Items(items) => json!(items),
            };
            (option.id.to_owned(), answer)
        });
        all.insert(addon.id.0.to_owned(), Value::Object(answers.collect()));
    }
    Value::Object(all)
}
