//! Tools that come as npm packages. Each set is a folder of `xtask/npm/` with a manifest and a lock file, installed
//! into `.tools/npm/<set>-<hash of both>/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{because_of_network, install_whole, remove};
use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    run,
    stamp::Stamp,
    step::step,
};

/// The program that makes the wasm smaller. Without Node, or when it cannot be fetched, the site is built without it.
pub(crate) fn wasm_opt(project: &Project) -> Outcome<Option<PathBuf>> {
    if !is_node_there() {
        eprintln!("  - Node is not there: the bundle is built without wasm-opt and is larger for it");
        return Ok(None);
    }
    match ensure(project, "build") {
        Ok(modules) => Ok(Some(modules.join(".bin/wasm-opt"))),
        Err(failure) if crate::interrupt::requested() => Err(failure),
        Err(failure) => {
            eprintln!("  - the bundle is built without wasm-opt and is larger for it: {failure}");
            Ok(None)
        }
    }
}

/// The `node_modules` folder of a set, installed when it is not there.
pub(crate) fn ensure(project: &Project, set: &str) -> Outcome<PathBuf> {
    let source = project.root.join("xtask/npm").join(set);
    let mut stamp = Stamp::default();
    stamp.add_path(&source, MANIFEST)?;
    stamp.add_path(&source, LOCK)?;
    let folder = project.tools().join("npm");
    let place = folder.join(format!("{set}-{}", &stamp.finish()[..12]));
    let modules = place.join("node_modules");
    if modules.is_dir() {
        return Ok(modules);
    }
    if !is_node_there() {
        return Err(Failure::new(format!(
            "Node and npm are not there, and {} needs them: install Node 20 or newer and run this again",
            packages(&source)
        )));
    }
    let packages = packages(&source);
    step(format!("install {packages}"), |step| {
        fs::create_dir_all(&folder).map_err(cannot("create", &folder))?;
        install_whole(&place, |partial| {
            for file in [MANIFEST, LOCK] {
                fs::copy(source.join(file), partial.join(file)).map_err(cannot("copy", &source.join(file)))?;
            }
            let mut npm = run::command("npm", partial);
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"]);
            // Without a network one learns it in seconds instead of minutes.
            npm.args(["--fetch-retries=1", "--fetch-retry-mintimeout=2000"]);
            let ended = run::run(npm, step)?;
            if ended.ok { Ok(()) } else { Err(because_of_network(&packages, ended)) }
        })?;
        remove_older(&folder, set, &place)
    })?;
    Ok(modules)
}

const MANIFEST: &str = "package.json";
const LOCK: &str = "package-lock.json";

fn is_node_there() -> bool {
    run::on_path("node").is_some() && run::on_path("npm").is_some()
}

/// The packages that a manifest names, with their versions, for a sentence.
fn packages(source: &Path) -> String {
    let manifest = fs::read_to_string(source.join(MANIFEST)).unwrap_or_default();
    let dependencies = manifest.split_once("\"dependencies\"").map_or("", |(_, rest)| rest);
    let words: Vec<&str> = dependencies.split('"').skip(1).step_by(2).collect();
    let packages: Vec<String> = words.chunks_exact(2).map(|pair| format!("{} {} from npm", pair[0], pair[1])).collect();
    packages.join(", ")
}

fn remove_older(folder: &Path, set: &str, current: &Path) -> Outcome<()> {
    for entry in fs::read_dir(folder).map_err(cannot("read", folder))?.flatten() {
        if entry.path() != current && entry.file_name().to_string_lossy().starts_with(&format!("{set}-")) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[test]
    fn a_set_is_named_by_its_packages() {
        let folder = scratch::Folder::new("npm");
        folder.write("package.json", r#"{ "private": true, "dependencies": { "a-b": "1.2.3", "c": "4.0.0" } }"#);
        assert_eq!(packages(folder.path()), "a-b 1.2.3 from npm, c 4.0.0 from npm");
    }
}
