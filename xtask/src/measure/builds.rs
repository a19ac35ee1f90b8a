//! How long it takes to build the site: from nothing, after a change, and when nothing has changed.

use std::{
    env,
    fs::File,
    path::Path,
    time::{Instant, SystemTime},
};

use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    run, site,
    step::step,
    tools,
};

/// What is touched to be a change in the app.
const CHANGED: &str = "src/app/lib.rs";

/// Builds three times in a folder of its own. The tools are there already: they are installed once.
pub(super) fn times(project: &Project) -> Outcome<String> {
    let target = project.target.join("measured-builds");
    tools::remove(&target)?;
    let mut table = String::from("| Build | time |\n|---|--:|\n");
    let mut row = |name: &str, forget: bool| -> Outcome<()> {
        if forget {
            site::forget(project)?;
        }
        table.push_str(&format!("| {name} | {} s |\n", build(project, &target, name)?));
        Ok(())
    };
    row("from nothing", true)?;
    touch(&project.root.join(CHANGED))?;
    row("after a change in the app", true)?;
    row("nothing has changed", false)?;
    tools::remove(&target)?;
    Ok(table)
}

/// Whole seconds, rounded up.
fn build(project: &Project, target: &Path, name: &str) -> Outcome<u64> {
    let own = env::current_exe().map_err(|error| Failure::new(format!("cannot find this program itself: {error}")))?;
    step(format!("build, {name}"), |step| {
        let mut command = run::command(own, &project.root);
        command.arg("build").env("CARGO_TARGET_DIR", target);
        let began = Instant::now();
        run::run(command, step)?.or_fail("the site could not be built: see the output above")?;
        Ok(began.elapsed().as_secs() + 1)
    })
}

fn touch(file: &Path) -> Outcome<()> {
    let open = File::options().append(true).open(file).map_err(cannot("open", file))?;
    open.set_modified(SystemTime::now()).map_err(cannot("touch", file))
}
