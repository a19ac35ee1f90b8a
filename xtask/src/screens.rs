//! `screens`: pictures of the pages beside those that are kept in `tests/browser/screens`; the browser tests compare them
//! too. Taken anew after a change of looks that is meant.

use std::env;

use crate::{
    failure::{Failure, Outcome},
    project::Project,
    run, site,
    step::step,
    tools,
};

/// Compares the pictures, or takes them anew.
pub(crate) fn screens(project: &Project, write: bool) -> Outcome<()> {
    let dist = site::build(project, None)?;
    let tools = tools::for_browser(project, "browser", &tools::CHROMIUM)?;
    let own = env::current_exe().map_err(|error| Failure::new(format!("cannot find this program itself: {error}")))?;
    let output = step(if write { "take the pictures" } else { "compare the pictures" }, |step| {
        let mut node = run::command("node", &project.root);
        node.args(["tests/browser/run.mjs", "--only", "screens: ", "--dist"])
            .arg(&dist)
            .arg("--program")
            .arg(&tools.program);
        node.args(write.then_some("--update")).env("NODE_PATH", &tools.modules).env("XTASK", own);
        run::run(node, step)?.or_fail("pages look other than they did: see the output above")
    })?;
    print!("{output}");
    Ok(())
}
