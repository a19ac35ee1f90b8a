//! `verify`: the code in the texts against the real packages of every Django series, and what is kept of it.
//!
//! What a piece of code is says the content compiler (`terminal snippets`); what is wrong with it says
//! `tests/django/verify.py`, run by the interpreter of each series.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    python::{self, Environment, Series},
    run::{self, Ended},
    step::{Step, step},
    terminal, tools,
};

/// Where the results are kept.
pub(crate) const KEPT: &str = "content/proof/snippets.toml";

/// Checks with every series; compares the results with those that are kept, or keeps them.
pub(crate) fn verify(project: &Project, write: bool) -> Outcome<ExitCode> {
    let environments = every_environment(project)?;
    let snippets = step("find the code in the texts", |step| snippets(project, step))?;
    let mut results = Vec::new();
    let mut well = true;
    for (series, python) in &environments {
        let newest = environments.last().is_some_and(|(last, _)| last == series);
        let title = format!("check the code with Django {}", series.name);
        let (ended, path) = step(title, |step| check(project, series, python, &snippets, newest, step))?;
        print!("{}", ended.output);
        well &= ended.ok;
        results.push(path);
    }
    if well && let Some((_, python)) = environments.last() {
        let ended = step("compare with what is kept", |step| settle(project, python, &results, write, step))?;
        print!("{}", ended.output);
        well = ended.ok;
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The interpreters of all series, each of which is needed.
pub(crate) fn every_environment(project: &Project) -> Outcome<Vec<(Series, PathBuf)>> {
    let mut ready = Vec::new();
    for series in python::series(project)? {
        match python::environment(project, &series)? {
            Environment::Ready(python) => ready.push((series, python)),
            Environment::NoInterpreter(why) => return Err(Failure::new(why)),
        }
    }
    Ok(ready)
}

/// Writes every piece of code of the texts to a file, as JSON.
pub(crate) fn snippets(project: &Project, step: &Step) -> Outcome<PathBuf> {
    let program = terminal::build(project, step)?;
    let mut command = run::command(program, &project.root);
    command.arg("snippets");
    let text = run::run(command, step)?.or_fail("the content has mistakes: see the output above")?;
    let folder = project.target.join("django");
    fs::create_dir_all(&folder).map_err(cannot("create", &folder))?;
    let path = folder.join("snippets.json");
    fs::write(&path, text).map_err(cannot("write", &path))?;
    Ok(path)
}

/// Checks with one series; gives the file of its results.
pub(crate) fn check(
    project: &Project,
    series: &Series,
    python: &Path,
    snippets: &Path,
    newest: bool,
    step: &Step,
) -> Outcome<(Ended, PathBuf)> {
    let results = project.target.join("django").join(format!("verified-{}.json", series.name));
    let mut command = run::command(python, &project.root);
    command.args(["tests/django/verify.py", "check", "--series", &series.name]);
    command.arg("--snippets").arg(snippets).arg("--results").arg(&results);
    command.env("PATH", tools::servers::path(project)?);
    if newest {
        command.arg("--newest");
    }
    Ok((run::run(command, step)?, results))
}

/// Compares the results of all series with those that are kept, or keeps them.
pub(crate) fn settle(
    project: &Project,
    python: &Path,
    results: &[PathBuf],
    write: bool,
    step: &Step,
) -> Outcome<Ended> {
    let mut command = run::command(python, &project.root);
    command.args(["tests/django/verify.py", "settle", "--kept", KEPT]).args(results);
    if write {
        command.arg("--write");
    }
    run::run(command, step)
}
