//! `prove`: every composed project in real Django, per series, and what each rule of the catalogue is good for.
//!
//! The whole proof takes a while, so it goes on where it was stopped: what has held once is not tried again as long as
//! the composed files, the pins and the checks are the same (`.cache/proof/`). Its sum is committed
//! (`content/proof/projects.toml`); `test` holds it against what is composed today and boots a part of it anew.

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use crate::{
    failure::{Failure, Outcome},
    project::Project,
    python::{self, Environment, Series},
    run,
    step::{Step, step},
    terminal, tools,
};

/// How many random selections there are, and what they hang on: the sum is of just these.
const RANDOM: [&str; 4] = ["--random", "200", "--seed", "28"];
/// The sum, from the project's root.
pub(crate) const LEDGER: &str = "content/proof/projects.toml";

/// What is to be proven.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Prove {
    /// On this series only.
    pub(crate) series: Option<String>,
    /// Nothing is taken from an earlier run.
    pub(crate) anew: bool,
    /// Less than before is no mistake.
    pub(crate) fewer: bool,
    /// The rules instead of the projects.
    pub(crate) rules: bool,
    /// What is written for the formats instead of the projects.
    pub(crate) escaping: bool,
    /// What is told of projects that exist, followed to the letter, instead of the projects.
    pub(crate) existing: bool,
}

/// Proves projects, rules, escaping or what is told of projects that exist; what comes out is printed.
pub(crate) fn prove(project: &Project, wanted: &Prove) -> Outcome<ExitCode> {
    if wanted.escaping {
        return escaping(project);
    }
    let mut all_hold = true;
    for series in python::series(project)? {
        if wanted.series.as_ref().is_some_and(|name| *name != series.name) {
            continue;
        }
        let python = match python::environment(project, &series)? {
            Environment::Ready(python) => python,
            Environment::NoInterpreter(why) => return Err(Failure::new(why)),
        };
        let folder = composed(project, &series, wanted.rules)?;
        if wanted.existing {
            let program = step("build the terminal commands", |step| terminal::build(project, step))?;
            let mut command = follower(project, &python, &series, &folder, &program);
            command.args(["--kinds", "single,pair,everything,preset,option,random", "--serve"]);
            all_hold &= run::hand_over(command)?.success();
            continue;
        }
        let mut command = harness(project, &python, &series, &folder)?;
        if !wanted.rules {
            let store = project.cache().join("proof").join(format!("{}.jsonl", series.name));
            if wanted.anew {
                tools::remove(&store)?;
            }
            command.arg("--store").arg(store).args(["--ledger", LEDGER, "--write"]);
            if wanted.fewer {
                command.arg("--fewer");
            }
        }
        // Its lines are its progress.
        all_hold &= run::hand_over(command)?.success();
        if wanted.rules && wanted.series.is_none() {
            break; // The order of a list means the same in each series.
        }
    }
    Ok(if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Composes all projects of the proof, or those that lack a rule each; gives their folder.
fn composed(project: &Project, series: &Series, rules: bool) -> Outcome<PathBuf> {
    step(format!("compose the projects for Django {}", series.name), |step| compose(project, series, rules, step))
}

/// The same within a step.
pub(crate) fn compose(project: &Project, series: &Series, rules: bool, step: &Step) -> Outcome<PathBuf> {
    let folder = project.target.join(if rules { "rules" } else { "django" }).join(&series.name);
    let mut cargo = run::command("cargo", &project.root);
    cargo.args(["run", "--locked", "--package", "tests", "--bin", "compose-all", "--", "--series", &series.name]);
    cargo.arg("--out").arg(&folder);
    if rules {
        cargo.arg("--rules");
    } else {
        cargo.args(RANDOM);
    }
    run::run(cargo, step)?.or_fail("the projects could not be composed: see the output above")?;
    Ok(folder)
}

/// The harness on the projects of a folder.
pub(crate) fn harness(project: &Project, python: &Path, series: &Series, folder: &Path) -> Outcome<Command> {
    let mut command = run::command(python, &project.root);
    command.arg("tests/django/prove.py").arg("--projects").arg(folder).args(["--series", &series.name]);
    command.env("PATH", tools::servers::path(project)?);
    Ok(command)
}

/// The program that follows what the selections of a folder are told to add to a project that exists.
pub(crate) fn follower(project: &Project, python: &Path, series: &Series, folder: &Path, terminal: &Path) -> Command {
    let mut command = run::command(python, &project.root);
    command.arg("tests/django/follow.py").arg("--projects").arg(folder).args(["--series", &series.name]);
    command.arg("--terminal").arg(terminal);
    command
}

/// Random strings by the hundred thousand, written in each format and read back by the real readers.
fn escaping(project: &Project) -> Outcome<ExitCode> {
    // The first environment there is holds the readers.
    for series in python::series(project)? {
        if let Environment::Ready(_) = python::environment(project, &series)? {
            break;
        }
    }
    let mut cargo = run::command("cargo", &project.root);
    cargo.args(["test", "--locked", "--package", "composer", "readers", "--", "--nocapture"]);
    cargo.env("READER_CASES", "100000");
    let status = run::hand_over(cargo)?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
