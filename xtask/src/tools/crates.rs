//! Tools that come as crates: `trunk`, `wasm-bindgen-cli` and `cargo-deny`, by `cargo install` into `.tools/<name>-<version>/`.
//!
//! They are built without optimisation and debug information, which takes a third of the time and makes no
//! difference in use.

use std::path::PathBuf;

use super::{because_of_network, install_whole, remove};
use crate::{failure::Outcome, project::Project, run, step::step};

/// A tool that is a crate.
pub(super) struct CrateTool {
    /// The name of its folder and of its program.
    pub(super) name: &'static str,
    /// The crate.
    package: &'static str,
    /// The exact version.
    pub(super) version: &'static str,
    /// What `cargo install` is told besides.
    arguments: &'static [&'static str],
}

/// Builds the bundle. Without its default features it cannot download anything.
pub(super) const TRUNK: CrateTool =
    CrateTool { name: "trunk", package: "trunk", version: "0.21.14", arguments: &["--no-default-features"] };

/// Makes the JavaScript side of the wasm. The version is that of the crate `wasm-bindgen` in `Cargo.lock`.
pub(super) const WASM_BINDGEN: CrateTool =
    CrateTool { name: "wasm-bindgen", package: "wasm-bindgen-cli", version: "0.2.129", arguments: &[] };

/// Holds the crates against `deny.toml`.
pub(super) const CARGO_DENY: CrateTool =
    CrateTool { name: "cargo-deny", package: "cargo-deny", version: "0.20.2", arguments: &[] };

/// The folder of the tool's programs, installed when it is not there in this version.
pub(super) fn ensure(project: &Project, tool: &CrateTool) -> Outcome<PathBuf> {
    let place = project.tools().join(format!("{}-{}", tool.name, tool.version));
    let programs = place.join("bin");
    let mut version = run::command(programs.join(tool.name), &project.root);
    version.arg("--version");
    if run::ask(version).is_some_and(|answer| answer.split_whitespace().any(|word| word == tool.version)) {
        return Ok(programs);
    }
    step(format!("install {} {} (once, some minutes)", tool.package, tool.version), |step| {
        install_whole(&place, |partial| {
            let mut cargo = run::command("cargo", &project.root);
            let build = partial.join("build");
            cargo
                .args([
                    "install",
                    tool.package,
                    "--version",
                    tool.version,
                    "--locked",
                    "--debug",
                    "--no-track",
                    "--root",
                ])
                .arg(partial)
                .args(tool.arguments)
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_TARGET_DIR", &build);
            let ended = run::run(cargo, step)?;
            if !ended.ok {
                return Err(because_of_network(&format!("{} {}", tool.package, tool.version), ended));
            }
            remove(&build)
        })
    })?;
    Ok(programs)
}
