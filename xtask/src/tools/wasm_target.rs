//! The wasm target of the pinned compiler. `targets` in `rust-toolchain.toml` is not acted on everywhere, so the
//! target is added here.

use std::path::Path;

use super::because_of_network;
use crate::{
    failure::{Failure, Outcome},
    project::Project,
    run,
    step::step,
};

/// The target of the browser bundle.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the target when the compiler does not have it.
pub(crate) fn ensure(project: &Project) -> Outcome<()> {
    if is_there(project) {
        return Ok(());
    }
    step(format!("add the target {TARGET}"), |step| {
        if run::on_path("rustup").is_none() {
            return Err(Failure::new(format!(
                "the target {TARGET} is missing and rustup, which adds it, is not there: install rustup from https://rustup.rs and run this again"
            )));
        }
        let mut rustup = run::command("rustup", &project.root);
        rustup.args(["target", "add", TARGET]);
        let ended = run::run(rustup, step)?;
        if !ended.ok {
            return Err(because_of_network(&format!("the target {TARGET}"), ended));
        }
        if is_there(project) {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "rustup added {TARGET} to another compiler than the one on the search path: put rustup's cargo first on PATH"
            )))
        }
    })
}

fn is_there(project: &Project) -> bool {
    let mut rustc = run::command("rustc", &project.root);
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    run::ask(rustc).is_some_and(|folder| {
        std::fs::read_dir(Path::new(folder.trim())).is_ok_and(|mut entries| entries.next().is_some())
    })
}
