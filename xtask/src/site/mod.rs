//! The site: from content and source to the deployable `dist/`.
//!
//! Two bundles by Trunk, without and with the composer; then the final names of their files; then the pages, by `prerender`; then the compressed siblings;
//! then the whole is moved to `dist/`.

mod bundle;
pub(crate) mod compress;
mod place;

use std::{ffi::OsString, fs, path::PathBuf};

use crate::{
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
    "xtask/src/headers.rs",
    "xtask/src/site",
];

/// Builds the site and returns its folder; does nothing when it is there and nothing has changed.
///
/// `base` is the path that the site will be served under, such as `/guide/`; without it the site works under any path.
pub(crate) fn build(project: &Project, base: Option<&str>) -> Outcome<PathBuf> {
    let tools = tools::for_build(project)?;
    let _lock = project.lock("site")?;
    let dist = project.dist();
    let inputs = inputs(project, &tools, base)?;
    let built = project.cache().join("site.stamp");
    if fs::read_to_string(&built).is_ok_and(|text| text == built_from(&inputs, &dist)) {
        eprintln!("  ✓ dist/ is up to date");
        return Ok(dist);
    }

    let mut prerender: Vec<OsString> = Vec::new();
    for (name, argument, features) in BUNDLES {
        let folder =
            step(format!("build the {name}'s bundle"), |step| bundle::build(project, &tools, name, features, step))?;
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
    step("compress", |step| {
        step.note(compress::siblings(&fresh, |done| step.progress(done))?);
        Ok(())
    })?;
    place::swap(&fresh, &dist)?;
    fs::write(&built, built_from(&inputs, &dist)).map_err(cannot("write", &built))?;
    Ok(dist)
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
    Ok(stamp.finish())
}

/// The text that stands in the stamp file when `dist` is whole and made from these inputs.
fn built_from(inputs: &str, dist: &std::path::Path) -> String {
    let mut stamp = Stamp::default();
    for file in stamp::files(dist).unwrap_or_default() {
        stamp.add(&file.to_string_lossy(), fs::read(&file).unwrap_or_default());
    }
    format!("inputs {inputs}\ndist {}\n", stamp.finish())
}
