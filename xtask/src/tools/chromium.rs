//! A Chromium for the browser tests: named by `CHROME`, found on the path, or installed where that is possible.

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

/// The names under which systems know Chromium and its kin.
const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Where macOS keeps them.
const MAC_APPS: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// The program of a Chromium.
pub(crate) fn ensure(project: &Project) -> Outcome<PathBuf> {
    if let Some(chrome) = env::var_os("CHROME").map(PathBuf::from) {
        return match chrome.is_file() {
            true => Ok(chrome),
            false => Err(Failure::new(format!(
                "CHROME names {}, which is not a file: correct it or unset it",
                chrome.display()
            ))),
        };
    }
    if let Some(chrome) = found() {
        return Ok(chrome);
    }
    if !(Path::new("/etc/debian_version").is_file() && run::on_path("apt-get").is_some() && is_root()) {
        return Err(Failure::new(
            "no Chromium was found: install Chromium or Chrome, or set CHROME to its program, and run this again",
        ));
    }
    step("install chromium (apt-get, once)", |step| {
        for arguments in [&["update"][..], &["install", "--yes", "--no-install-recommends", "chromium"]] {
            let mut apt = run::command("apt-get", &project.root);
            apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
            let ended = run::run(apt, step)?;
            if !ended.ok {
                return Err(because_of_network("chromium", ended));
            }
        }
        found()
            .ok_or_else(|| Failure::new("apt-get installed chromium, but no such program is on PATH: set CHROME to it"))
    })
}

fn found() -> Option<PathBuf> {
    let on_path = NAMES.iter().find_map(|name| run::on_path(name));
    on_path.or_else(|| MAC_APPS.iter().map(PathBuf::from).find(|app| app.is_file()))
}

fn is_root() -> bool {
    let mut id = run::command("id", Path::new("/"));
    id.arg("-u");
    run::ask(id).is_some_and(|id| id.trim() == "0")
}
