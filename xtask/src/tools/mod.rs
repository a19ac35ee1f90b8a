//! The tools that a build needs, each at its pinned version in an ignored folder of the project; the reader's own are
//! never touched. A tool is put together in a folder beside its place and moved there whole.

mod browsers;
mod crates;
mod network;
pub(crate) mod npm;
pub(crate) mod servers;
mod wasm_target;

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

pub(crate) use browsers::{Browser, CHROMIUM, FIREFOX};
pub(crate) use network::{because_of_network, is_network};
pub(crate) use wasm_target::{TARGET as WASM_TARGET, ensure as ensure_wasm_target};

use crate::{
    failure::{Outcome, cannot},
    project::Project,
    run,
};

/// What a build of the site runs with.
pub(crate) struct BuildTools {
    /// The program that builds the bundle.
    pub(crate) trunk: PathBuf,
    /// The program that makes the wasm smaller; none where Node is absent.
    pub(crate) wasm_opt: Option<PathBuf>,
    /// The search path with the tools first.
    pub(crate) path: OsString,
}

impl BuildTools {
    /// The tools' names and versions, on which a build rests.
    pub(crate) fn versions(&self) -> String {
        let wasm_opt = if self.wasm_opt.is_some() { "wasm-opt 132" } else { "no wasm-opt" };
        format!(
            "{} {}, {} {}, {wasm_opt}",
            crates::TRUNK.name,
            crates::TRUNK.version,
            crates::WASM_BINDGEN.name,
            crates::WASM_BINDGEN.version
        )
    }
}

/// Makes sure that all that a build needs is there.
pub(crate) fn for_build(project: &Project) -> Outcome<BuildTools> {
    let _lock = project.lock("tools")?;
    clear_half_installed(&project.tools());
    clear_half_installed(&project.tools().join("npm"));
    wasm_target::ensure(project)?;
    let trunk = crates::ensure(project, &crates::TRUNK)?;
    let wasm_bindgen = crates::ensure(project, &crates::WASM_BINDGEN)?;
    let wasm_opt = npm::wasm_opt(project)?;
    let path = run::path_with(&[trunk.clone(), wasm_bindgen])?;
    Ok(BuildTools { trunk: trunk.join("trunk"), wasm_opt, path })
}

/// A browser, and what drives it.
pub(crate) struct BrowserTools {
    /// The folder of the packages that drive the browser.
    pub(crate) modules: PathBuf,
    /// The browser's program.
    pub(crate) program: PathBuf,
}

/// Makes sure that a browser is there, and the packages of this folder of `xtask/npm` that drive it.
pub(crate) fn for_browser(project: &Project, driver: &str, browser: &Browser) -> Outcome<BrowserTools> {
    let _lock = project.lock("tools")?;
    clear_half_installed(&project.tools().join("npm"));
    Ok(BrowserTools { modules: npm::ensure(project, driver)?, program: browsers::ensure(project, browser)? })
}

/// The program that looks at the crates, installed when it is not there.
pub(crate) fn for_crates(project: &Project) -> Outcome<PathBuf> {
    let _lock = project.lock("tools")?;
    Ok(crates::ensure(project, &crates::CARGO_DENY)?.join(crates::CARGO_DENY.name))
}

/// Fills a new folder beside `place` and moves it there whole, so that nothing half-installed is ever found at `place`.
fn install_whole<T>(place: &Path, fill: impl FnOnce(&Path) -> Outcome<T>) -> Outcome<T> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let partial = place.with_file_name(format!("{PARTIAL}{name}"));
    remove(&partial)?;
    fs::create_dir_all(&partial).map_err(cannot("create", &partial))?;
    let filled = fill(&partial);
    if filled.is_err() {
        remove(&partial)?;
        return filled;
    }
    remove(place)?;
    fs::rename(&partial, place).map_err(cannot("move", &partial))?;
    filled
}

/// The start of the name of a folder that is being filled.
const PARTIAL: &str = ".partial-";

/// Takes away what a command that was killed left behind. Only under the lock.
fn clear_half_installed(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PARTIAL) {
            // What cannot be removed now is removed when its tool is installed anew.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Removes a folder with all that is in it, if it is there.
pub(crate) fn remove(folder: &Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(cannot("remove", folder))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{failure::Failure, scratch};

    #[test]
    fn an_installation_is_whole_or_absent() {
        let folder = scratch::Folder::new("install");
        let place = folder.path().join("tool-1.0");
        let names = || {
            let mut names: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            names
        };
        let failed: Outcome<()> = install_whole(&place, |partial| {
            fs::write(partial.join("half"), "").unwrap();
            Err(Failure::new("no network"))
        });
        assert_eq!(failed.unwrap_err().sentence, "no network");
        assert!(names().is_empty());

        install_whole(&place, |partial| fs::write(partial.join("new"), "").map_err(cannot("write", partial))).unwrap();
        assert_eq!(names(), ["tool-1.0"]);
        install_whole(&place, |partial| fs::write(partial.join("newer"), "").map_err(cannot("write", partial)))
            .unwrap();
        assert!(!place.join("new").exists() && place.join("newer").exists());

        fs::create_dir(folder.path().join(".partial-other-2.0")).unwrap();
        clear_half_installed(folder.path());
        assert_eq!(names(), ["tool-1.0"]);
    }
}
