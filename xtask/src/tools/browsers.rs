//! The browsers of the tests: named by an environment variable, found on the path, or installed where that is possible.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::because_of_network;
use crate::{
    failure::{Failure, Outcome},
    project::Project,
    run,
    step::step,
};

/// A browser, as systems know it.
pub(crate) struct Browser {
    /// The name that readers know.
    pub(crate) name: &'static str,
    /// Its engine, as `tests/browser/run.mjs` takes it.
    pub(crate) engine: &'static str,
    /// The environment variable that names the program.
    variable: &'static str,
    /// The names of its program and of those of its kin.
    programs: &'static [&'static str],
    /// Where macOS keeps them.
    mac_apps: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

/// What the tests and the measures run in.
pub(crate) const CHROMIUM: Browser = Browser {
    name: "Chromium",
    engine: "chromium",
    variable: "CHROME",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    mac_apps: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    package: "chromium",
};

/// The second engine of the tests.
pub(crate) const FIREFOX: Browser = Browser {
    name: "Firefox",
    engine: "firefox",
    variable: "FIREFOX",
    programs: &["firefox-esr", "firefox"],
    mac_apps: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

/// The program of a browser.
pub(super) fn ensure(project: &Project, browser: &Browser) -> Outcome<PathBuf> {
    let Browser { name, variable, package, .. } = browser;
    if let Some(program) = env::var_os(variable).map(PathBuf::from) {
        return match program.is_file() {
            true => Ok(program),
            false => Err(Failure::new(format!(
                "{variable} names {}, which is not a file: correct it or unset it",
                program.display()
            ))),
        };
    }
    if let Some(program) = found(browser) {
        return Ok(program);
    }
    if !(Path::new("/etc/debian_version").is_file() && run::on_path("apt-get").is_some() && is_root()) {
        return Err(Failure::new(format!(
            "no {name} was found: install it, or set {variable} to its program, and run this again"
        )));
    }
    step(format!("install {package} (apt-get, once)"), |step| {
        for arguments in [&["update"][..], &["install", "--yes", "--no-install-recommends", package]] {
            let mut apt = run::command("apt-get", &project.root);
            apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
            let ended = run::run(apt, step)?;
            if !ended.ok {
                return Err(because_of_network(package, ended));
            }
        }
        found(browser).ok_or_else(|| {
            Failure::new(format!("apt-get installed {package}, but no such program is on PATH: set {variable} to it"))
        })
    })
}

fn found(browser: &Browser) -> Option<PathBuf> {
    let on_path = browser.programs.iter().find_map(|name| run::on_path(name));
    on_path.or_else(|| browser.mac_apps.iter().map(PathBuf::from).find(|app| app.is_file()))
}

pub(super) fn is_root() -> bool {
    let mut id = run::command("id", Path::new("/"));
    id.arg("-u");
    run::ask(id).is_some_and(|id| id.trim() == "0")
}
