//! `assure`: what `test` samples, in full counts, and what takes too long for it: faults that the tests must find, and a
//! second build that must give the same bytes. docs/assurance.md says what each part shows.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, ExitCode},
};

use super::{Finding, Report, mutants, parts, tally, tally::Tally};
use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    run, site, tools,
};

/// The environment variable that makes tests run all their cases.
pub(super) const ALL: &str = "ASSURE";

/// Runs everything in full, or only that the tests find the faults of `mutants`.
pub(crate) fn assure(project: &Project, faults: bool) -> Outcome<ExitCode> {
    let mut report = Report { rows: Vec::new() };
    if !faults {
        parts::crates(project, &mut report)?;
        native(project, &mut report)?;
    }
    let dist = parts::build(project, &mut report)?;
    if !faults {
        parts::browser(project, &mut report, dist.as_deref(), true)?;
    }
    mutants::in_sources(project, &mut report)?;
    if let Some(dist) = &dist {
        mutants::in_site(&mut report, |fault, only, step| parts::browser_with(project, dist, fault, only, step))?;
    }
    if let Some(dist) = dist.filter(|_| !faults) {
        same_bytes(project, &mut report, &dist)?;
    }
    Ok(report.close(false))
}

/// The laws that `cargo test` samples, and the lines in which they say how many cases they tried, from which seed.
fn native(project: &Project, report: &mut Report) -> Outcome<()> {
    for (name, arguments) in
        [("bookmarks", &["--package", "app"][..]), ("links", &["--package", "tests", "--test", "hostile"])]
    {
        report.part(&format!("{name}, all cases"), |step| {
            let mut cargo = run::command("cargo", &project.root);
            cargo.args(["test", "--locked"]).args(arguments).args(["--", "--show-output"]).env(ALL, "1");
            let ended = run::run(cargo, step)?;
            let tally = tally::of_cargo(&ended.output).of_program(ended.ok);
            let counts = |line: &&str| line.contains("ASSURE_SEED=") || line.contains(" faults in ");
            let text = if ended.ok {
                ended.output.lines().filter(counts).collect::<Vec<_>>().join("\n")
            } else {
                ended.output
            };
            Ok(Finding { tally, text })
        })?;
    }
    Ok(())
}

/// The same sources in another folder, built with nothing at hand, give the same files.
fn same_bytes(project: &Project, report: &mut Report, dist: &Path) -> Outcome<()> {
    report.part("a second build, elsewhere", |step| {
        let there = project.target.join("assure/elsewhere");
        tools::remove(&there)?;
        copy_sources(&project.root, &there)?;
        let own = std::env::current_exe()
            .map_err(|error| Failure::new(format!("cannot find this program itself: {error}")))?;
        let mut build = Command::new(own);
        build.current_dir(&there).arg("build");
        build
            .env("CARGO_MANIFEST_DIR", there.join("xtask"))
            .env("CARGO_TARGET_DIR", project.target.join("assure/target"));
        run::run(build, step)?.or_fail("the second build failed: see the output above")?;
        let read = |folder: &Path| {
            let file = folder.join(site::MANIFEST);
            fs::read_to_string(&file).map_err(cannot("read", &file))
        };
        let (first, second) = (read(dist)?, read(&there.join("dist"))?);
        let lines = |text: &str| text.lines().map(|line| (line.to_owned(), ())).collect::<BTreeMap<_, _>>();
        let (one, two) = (lines(&first), lines(&second));
        let different: Vec<&str> = one.keys().filter(|line| !two.contains_key(*line)).map(|line| line.trim()).collect();
        let text = match different.is_empty() {
            true => format!("{} files, all alike", first.lines().count() - 5),
            false => format!("not alike:\n{}", different.join("\n")),
        };
        Ok(Finding { tally: Tally::one(first == second), text })
    })
}

/// What a build reads, and the tools, which are the same for both.
pub(super) fn copy_sources(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to).map_err(cannot("create", to))?;
    for entry in fs::read_dir(from).map_err(cannot("read", from))? {
        let entry = entry.map_err(cannot("read", from))?;
        let (path, name) = (entry.path(), entry.file_name());
        let target = to.join(&name);
        match name.to_str() {
            Some("target" | "dist" | ".git" | ".cache" | "node_modules") => {}
            #[cfg(unix)]
            Some(".tools") => std::os::unix::fs::symlink(&path, &target).map_err(cannot("link", &target))?,
            _ if path.is_dir() => copy_sources(&path, &target)?,
            _ => drop(fs::copy(&path, &target).map_err(cannot("copy", &path))?),
        }
    }
    Ok(())
}
