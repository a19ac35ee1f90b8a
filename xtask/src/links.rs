//! `links --online`: every address outside of the guide is asked whether it is there.

use std::{
    fs::{self, File},
    process::ExitCode,
};

use crate::{
    failure::{Outcome, cannot},
    project::Project,
    run,
    step::step,
    terminal,
};

/// Asks all addresses; what is dead is printed by the program that asks.
pub(crate) fn ask(project: &Project) -> Outcome<ExitCode> {
    let list = step("list the addresses", |step| {
        let mut links = run::command(terminal::build(project, step)?, &project.root);
        links.arg("links");
        let text = run::run(links, step)?.or_fail("the content has mistakes: see the output above")?;
        let path = project.target.join("links.txt");
        fs::write(&path, text).map_err(cannot("write", &path))?;
        Ok(path)
    })?;
    let mut python = run::command("python3", &project.root);
    python.arg("tests/links.py").stdin(File::open(&list).map_err(cannot("read", &list))?);
    Ok(if run::hand_over(python)?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
