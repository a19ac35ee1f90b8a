//! `compose`, `search`, `check`: they need the content and all that reads it, so they are a program of their own
//! (`xtask/terminal`) that is built when it is first asked for; `serve` does not wait for it.

use std::{
    ffi::OsString,
    path::PathBuf,
    process::{Command, ExitCode},
};

use crate::{
    failure::Outcome,
    project::Project,
    run,
    step::{Step, step},
};

/// Builds the program and hands the terminal over to it.
pub(crate) fn terminal(project: &Project, arguments: Vec<OsString>) -> Outcome<ExitCode> {
    let program = step("build the terminal commands", |step| {
        step.say_nothing_when_quick();
        build(project, step)
    })?;
    // In the folder of the caller, since the arguments may name files.
    let mut command = Command::new(program);
    command.args(arguments);
    let status = run::hand_over(command)?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The program, built.
pub(crate) fn build(project: &Project, step: &Step) -> Outcome<PathBuf> {
    let mut cargo = run::command("cargo", &project.root);
    cargo.args(["build", "--locked", "--package", "terminal"]);
    run::run(cargo, step)?.or_fail("the terminal commands could not be built: see the output above")?;
    Ok(project.target.join("debug").join(format!("terminal{}", std::env::consts::EXE_SUFFIX)))
}
