//! `footprint`: what each add-on brings into a project that has nothing else, measured with every Django series.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    failure::Outcome,
    project::Project,
    python::Series,
    run::{self, Ended},
    step::{Step, step},
    verify::every_environment,
};

/// Where the results are kept; the content compiler reads them for the facts of an add-on.
const KEPT: &str = "content/proof/footprint.toml";

/// Measures; compares the results with those that are kept, or keeps them.
pub(crate) fn footprint(project: &Project, write: bool) -> Outcome<ExitCode> {
    let environments = every_environment(project)?;
    let mut results = Vec::new();
    for (series, python) in &environments {
        let title = format!("measure the add-ons with Django {}", series.name);
        let (ended, path) = step(title, |step| measure(project, series, python, step))?;
        if !ended.ok {
            print!("{}", ended.output);
            return Ok(ExitCode::FAILURE);
        }
        results.push(path);
    }
    let Some((_, python)) = environments.last() else { return Ok(ExitCode::FAILURE) };
    let ended = step("compare with what is kept", |step| settle(project, python, &results, write, step))?;
    print!("{}", ended.output);
    Ok(if ended.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Composes the project of each add-on and measures it with one series; gives the file of the results.
pub(crate) fn measure(project: &Project, series: &Series, python: &Path, step: &Step) -> Outcome<(Ended, PathBuf)> {
    let folder = project.target.join("footprint").join(&series.name);
    let mut compose = run::command("cargo", &project.root);
    compose.args(["run", "--locked", "--package", "tests", "--bin", "compose-all", "--", "--series", &series.name]);
    compose.arg("--out").arg(&folder).args(["--kind", "single"]);
    run::run(compose, step)?.or_fail("the projects could not be composed: see the output above")?;
    let results = project.target.join("footprint").join(format!("measured-{}.json", series.name));
    let mut command = run::command(python, &project.root);
    command.args(["tests/django/footprint.py", "measure", "--series", &series.name]);
    command.arg("--projects").arg(&folder).arg("--results").arg(&results);
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
    command.args(["tests/django/footprint.py", "settle", "--kept", KEPT]).args(results);
    if write {
        command.arg("--write");
    }
    run::run(command, step)
}
