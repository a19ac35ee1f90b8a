//! The site: from content and source to the deployable `dist/`.
//!
//! Two bundles by Trunk, without and with the composer; then the final names of their files; then the pages, by `prerender`; then the compressed siblings;
//! then the whole is moved to `dist/`.

mod bundle;
pub(crate) mod compress;
mod place;
mod scan;

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    budget,
    failure::{Failure, Outcome, cannot},
    headers,
    project::Project,
    run,
    stamp::{self, Stamp},
    step::step,
    tools::{self, BuildTools},
};

/// The languages, each with its own pages.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "fr"];

/// What the site is made from, apart from the tools.
const INPUTS: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "content",
    "index.html",
    "public",
    "rust-toolchain.toml",
    "src",
    "xtask/src/headers",
    "xtask/src/headers.rs",
    "xtask/src/site",
];

/// Builds the site and returns its folder; does nothing when it is there and nothing has changed.
///
/// `base` is the path that the site will be served under, such as `/guide/`, or its whole address; without it the site
/// works under any path, and says nothing of where its pages are.
pub(crate) fn build(project: &Project, base: Option<&str>) -> Outcome<PathBuf> {
    let tools = tools::for_build(project)?;
    let _lock = project.lock("site")?;
    let dist = project.dist();
    let inputs = inputs(project, &tools, base)?;
    let built = stamp_file(project);
    if fs::read_to_string(&built).is_ok_and(|text| text == built_from(&inputs, &dist)) {
        eprintln!("  ✓ dist/ is up to date");
        hold_budgets(project, &dist, &tools)?;
        return Ok(dist);
    }

    // What the build is made from names it, so that the same sources give the same bytes anywhere.
    let id = &inputs[..16];
    let mut prerender: Vec<OsString> = vec!["--build".into(), id.into()];
    for (name, argument, features) in BUNDLES {
        let folder = step(format!("build the {name}'s bundle"), |step| {
            bundle::build(project, &tools, (name, features), id, step)
        })?;
        prerender.extend([argument.into(), folder.into_os_string()]);
    }
    let fresh = project.site().join("dist");
    tools::remove(&fresh)?;
    prerender.extend(["--out".into(), fresh.clone().into_os_string()]);
    prerender.extend(["--policy".into(), headers::document_policy().into()]);
    if let Some(base) = base {
        prerender.extend(["--base".into(), base.into()]);
    }
    step("render the pages", |step| {
        let mut cargo = run::command("cargo", &project.root);
        cargo.args(["run", "--quiet", "--locked", "--package", "prerender", "--"]).args(prerender);
        let output = run::run(cargo, step)?.or_fail("the pages could not be rendered: see the output above")?;
        step.note(output.lines().last().unwrap_or_default());
        if fresh.join("index.html").is_file() {
            Ok(())
        } else {
            Err(Failure::new("prerender ended well but wrote no index.html"))
        }
    })?;
    step("look for what must not be there", |step| {
        let faults = scan::faults(&fresh, &private(project))?;
        step.note(format!("{} faults", faults.len()));
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!("the site is not fit to be served: {}", faults.join("; "))))
        }
    })?;
    step("compress", |step| {
        step.note(compress::siblings(&fresh, |done| step.progress(done))?);
        Ok(())
    })?;
    hold_budgets(project, &fresh, &tools)?;
    write_headers(&fresh)?;
    write_manifest(&fresh, id)?;
    place::swap(&fresh, &dist)?;
    fs::write(&built, built_from(&inputs, &dist)).map_err(cannot("write", &built))?;
    Ok(dist)
}

/// Where it stands what the site was made from.
fn stamp_file(project: &Project) -> PathBuf {
    let site = project.site();
    project.cache().join(site.file_name().unwrap_or_default()).with_extension("stamp")
}

/// Takes the next build as one that has to be made.
pub(crate) fn forget(project: &Project) -> Outcome<()> {
    let built = stamp_file(project);
    if built.is_file() { fs::remove_file(&built).map_err(cannot("remove", &built)) } else { Ok(()) }
}

/// Holds the sizes against the budgets, where they are those of the real build.
fn hold_budgets(project: &Project, folder: &Path, tools: &BuildTools) -> Outcome<()> {
    let quick = std::env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with("CARGO_PROFILE_RELEASE_"));
    let larger = match (&tools.wasm_opt, quick) {
        (None, _) => "without wasm-opt",
        (_, true) => "with another release profile",
        _ if project.times > 1 => "with a grown catalog",
        _ => {
            return step("hold the sizes against the budgets", |step| {
                step.say_nothing_when_quick();
                step.note(format!("{} held", budget::hold(folder)?));
                Ok(())
            });
        }
    };
    eprintln!("  - the budgets are not asked: a bundle {larger} is larger than the one that is deployed");
    Ok(())
}

/// Folders of this machine, which no file of the site may name.
fn private(project: &Project) -> Vec<String> {
    let cargo = std::env::home_dir().map(|home| home.join(".cargo"));
    let folders = [Some(project.root.clone()), Some(project.target.clone()), cargo];
    folders.into_iter().flatten().map(|folder| format!("{}/", folder.to_string_lossy())).collect()
}

/// Paths of all files of a folder, relative to it.
fn names(folder: &Path) -> Outcome<Vec<String>> {
    let inside = |file: PathBuf| file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
    Ok(stamp::files(folder)?.into_iter().map(inside).collect())
}

/// The headers for hosts that read them from a file of the site.
fn write_headers(folder: &Path) -> Outcome<()> {
    let mut names = names(folder)?;
    names.push(MANIFEST.to_owned());
    let file = folder.join("_headers");
    let sent = names.iter().map(String::as_str).filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
    fs::write(&file, headers::hosts::netlify(sent)).map_err(cannot("write", &file))
}

/// The name of the list of all files with their hashes.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Lists every file with its SHA-256, so that two builds, or a build and what a host serves, can be compared.
fn write_manifest(folder: &Path, id: &str) -> Outcome<()> {
    let mut lines = Vec::new();
    for name in names(folder)?.into_iter().filter(|name| name != MANIFEST) {
        let file = folder.join(&name);
        let bytes = fs::read(&file).map_err(cannot("read", &file))?;
        lines.push(format!("    \"{name}\": \"{}\"", stamp::whole_hash(&bytes)));
    }
    let file = folder.join(MANIFEST);
    let text = format!("{{\n  \"build\": \"{id}\",\n  \"files\": {{\n{}\n  }}\n}}\n", lines.join(",\n"));
    fs::write(&file, text).map_err(cannot("write", &file))
}

/// The bundle of all pages but the composer's, and that of the composer's page, which can show all: name, the argument
/// by which `prerender` takes it, and the features of the crate `app`. The prose stays in the pages.
const BUNDLES: [(&str, &str, &str); 2] =
    [("guide", "--guide", "browser"), ("composer", "--composer", "browser,compose")];
/// The features for pages without `prerender`: one bundle, with everything compiled in.
pub(crate) const DEV_FEATURES: &str = "browser,compose,prose";

fn inputs(project: &Project, tools: &BuildTools, base: Option<&str>) -> Outcome<String> {
    let mut stamp = Stamp::default();
    for path in INPUTS {
        stamp.add_path(&project.root, path)?;
    }
    stamp.add("tools", tools.versions());
    stamp.add("base", base.unwrap_or_default());
    stamp.add("times", project.times.to_string());
    Ok(stamp.finish())
}

/// The text that stands in the stamp file when `dist` is whole and made from these inputs.
fn built_from(inputs: &str, dist: &Path) -> String {
    let mut stamp = Stamp::default();
    for file in stamp::files(dist).unwrap_or_default() {
        stamp.add(&file.to_string_lossy(), fs::read(&file).unwrap_or_default());
    }
    format!("inputs {inputs}\ndist {}\n", stamp.finish())
}
