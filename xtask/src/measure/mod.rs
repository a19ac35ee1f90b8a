//! `measure`: what the built site weighs, how long readers wait after an action, how it fares over a long visit, how fast
//! it is at a first visit, and how long it takes to build. What is measured stands in `docs/measured.md`; each run says
//! what differs from it.

mod builds;
mod report;
mod sizes;

use std::{
    env,
    path::{Path, PathBuf},
    thread,
};

use report::{Report, Section};

use crate::{
    budget,
    failure::{Failure, Outcome},
    project::Project,
    run, server, site,
    step::step,
    tools::{self, BrowserTools},
    weight::{Page, kinds},
};

/// What is measured beside the sizes.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Measure {
    /// From an action to the next paint, memory over a long visit, warm and offline load.
    pub(crate) interactions: bool,
    /// The cold load.
    pub(crate) lighthouse: bool,
    /// How long builds take.
    pub(crate) builds: bool,
    /// Keep what was measured.
    pub(crate) write: bool,
}

/// How many times Lighthouse loads each page; the median counts.
const RUNS: &str = "5";

/// Prints the tables and what differs from those that are kept, or keeps them.
pub(crate) fn measure(project: &Project, wanted: Measure) -> Outcome<()> {
    let dist = site::build(project, None)?;
    let mut measured = vec![
        (Section::Budgets, budget::table(&dist)?),
        (Section::FirstVisit, sizes::first_visits(&dist)?),
        (Section::Kinds, sizes::kinds_of_files(&dist)?),
    ];
    if wanted.interactions {
        let tools = tools::for_browser(project, "browser", &tools::CHROMIUM)?;
        for (section, script, title) in [
            (Section::Actions, "interactions.mjs", "act in the browser"),
            (Section::Endurance, "endurance.mjs", "walk through 2,000 pages"),
            (Section::Revisits, "revisits.mjs", "come again, with and without a server"),
        ] {
            measured.push((section, browse(project, &tools, script, title)?));
        }
    }
    if wanted.lighthouse {
        let mut addresses = Vec::new();
        for language in site::LANGUAGES {
            addresses.extend(kinds(&Page::all(&dist, language)?).into_values().map(|page| page.address.clone()));
        }
        measured.push((Section::ColdLoad, cold_load(project, dist, &addresses)?));
    }
    if wanted.builds {
        measured.push((Section::Builds, builds::times(project)?));
    }
    let mut report = Report::read(project)?;
    for (section, table) in &measured {
        println!("{}\n\n{table}", section.heading());
        for difference in report.differences(*section, table) {
            println!("{difference}");
        }
        println!();
    }
    if wanted.write {
        for (section, table) in measured {
            report.put(section, table);
        }
        report.write(project)?;
    }
    Ok(())
}

/// The tables that a script of the browser prints. It starts the server itself: it stops it too.
fn browse(project: &Project, tools: &BrowserTools, script: &str, title: &str) -> Outcome<String> {
    let own = env::current_exe().map_err(|error| Failure::new(format!("cannot find this program itself: {error}")))?;
    step(title, |step| {
        let mut node = run::command("node", &project.root);
        node.arg(Path::new("xtask/npm/browser").join(script)).arg(&tools.program);
        node.env("NODE_PATH", &tools.modules).env("XTASK", own);
        let output = run::run(node, step)?.or_fail(format!("{script} could not measure: see the output above"))?;
        Ok(table(&output))
    })
}

/// Lighthouse's table for these pages, served from here.
fn cold_load(project: &Project, dist: PathBuf, addresses: &[String]) -> Outcome<String> {
    let tools = tools::for_browser(project, "lighthouse", &tools::CHROMIUM)?;
    let port = serve(dist)?;
    step(format!("load {} pages {RUNS} times each with Lighthouse", addresses.len()), |step| {
        let mut node = run::command("node", &project.root);
        node.arg("xtask/npm/lighthouse/run.mjs").arg(&tools.modules).arg(&tools.program).arg(RUNS);
        node.args(addresses.iter().map(|address| format!("http://127.0.0.1:{port}/{address}")));
        let output = run::run(node, step)?.or_fail("Lighthouse could not load the pages: see the output above")?;
        Ok(table(&output))
    })
}

/// Serves the guide until the program ends; the port.
fn serve(folder: PathBuf) -> Outcome<u16> {
    let listener = server::listen("127.0.0.1", 0)?;
    let port = listener.local_addr().map_err(|error| Failure::new(format!("cannot serve: {error}")))?.port();
    thread::spawn(move || server::serve(listener, folder, "/".into()));
    Ok(port)
}

/// The lines of an output that are a Markdown table.
pub(crate) fn table(output: &str) -> String {
    output.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect()
}
