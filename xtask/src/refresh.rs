//! `refresh`: the newest packages are pinned, installed, and the guide is checked with them.
//!
//! What changes is left in the working tree, with what broke printed, for a maintainer to mend and commit.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    failure::{Failure, Outcome},
    footprint,
    project::Project,
    run,
    step::step,
    tools::because_of_network,
    verify,
};

/// Pins the newest packages and checks the guide with them; or only lists what is newer.
pub(crate) fn refresh(project: &Project, dry_run: bool) -> Outcome<ExitCode> {
    let environments = verify::every_environment(project)?;
    let snippets = step("find what the guide installs", |step| verify::snippets(project, step))?;
    let mut pins: Vec<PathBuf> = Vec::new();
    for (series, python) in &environments {
        let name = format!("django-{}.txt", series.name);
        let out = project.target.join("refresh").join(&name);
        let title = format!("ask for newer packages with Django {}", series.name);
        let told = step(title, |step| {
            let mut plan = script(project, python, "plan", &snippets);
            plan.args(["--series", &series.name]).arg("--pins").arg(project.root.join("content/pins").join(&name));
            plan.arg("--out").arg(&out);
            if let Some(first) = pins.first() {
                plan.arg("--same-as").arg(first);
            }
            let ended = run::run(plan, step)?;
            if ended.ok { Ok(ended.output) } else { Err(because_of_network("the newest packages", ended)) }
        })?;
        println!("Django {}\n{}", series.name, told.trim_end());
        pins.push(out);
    }
    if dry_run {
        return Ok(ExitCode::SUCCESS);
    }
    let Some((_, python)) = environments.last() else {
        return Err(Failure::new("there is no Django series in content/pins"));
    };
    let told = step("write the pins and the facts", |step| {
        let mut apply = script(project, python, "apply", &snippets);
        apply.arg("--content").arg(project.root.join("content")).args(&pins);
        run::run(apply, step)?.or_fail("the new pins could not be written: see the output above")
    })?;
    print!("{told}");
    // The environments follow the pins: both commands install what has changed.
    let texts = verify::verify(project, true)?;
    let footprints = footprint::footprint(project, true)?;
    let well = texts == ExitCode::SUCCESS && footprints == ExitCode::SUCCESS;
    println!(
        "{}",
        if well {
            "the pins are new and the texts hold: run cargo xtask test, read git diff, commit"
        } else {
            "the pins are new, and what is printed above broke: mend the content, then run cargo xtask verify --write"
        }
    );
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn script(project: &Project, python: &Path, action: &str, snippets: &Path) -> std::process::Command {
    let mut command = run::command(python, &project.root);
    command.args(["tests/django/refresh.py", action]).arg("--snippets").arg(snippets);
    command
}
