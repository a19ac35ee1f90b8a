//! `bench peers`: the same texts, in both languages, as other site makers publish them, each as its own manual
//! recommends; served by the same server, driven by the same script. Writes `docs/peers.md`.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    python::{self, Environment},
    run, server,
    site::{self, compress},
    step::{Step, step},
    tools::{self, BrowserTools},
    weight,
};

const FILE: &str = "docs/peers.md";
/// What MkDocs runs on, the preferred version first.
const PYTHONS: [&str; 3] = ["3.13", "3.12", "3.11"];
/// Where the scripts and pins are.
const SOURCE: &str = "xtask/npm/peers";

const INTRODUCTION: &str = "\
# Beside its peers

The texts of `content/addons`, in both languages, one page per add-on, as other site makers publish them: MkDocs with Material (one project
per language, joined by its language switch, built-in search, its web fonts off, since those come from another host) and VitePress (its own
`locales` and local search). Everything else is as their manuals set it up. The guide's own pages hold more: facts, bookmarks, search with
synonyms, the composer. All three are compressed alike (brotli 11) and served by the guide's own server over HTTP/1.1.

`cargo xtask bench peers` measures anew. A first visit: a fresh profile, the page of a long add-on, the processor 4 times slower, slow 4G as
Lighthouse's DevTools throttling sets it (562.5 ms a request, 1.47 Mbit/s), median of 5; all that is loaded until the network is quiet is
counted. A keystroke: until the list of results changes, with the processor 4 times slower, the index loaded; each tool waits as long as it
does before it searches. Service workers are left out of all but the offline edition: what the guide's worker keeps ahead is the whole site.
";

/// Measures, prints the table and keeps it.
pub(crate) fn peers(project: &Project) -> Outcome<()> {
    let tools = tools::for_browser(project, "peers", &tools::CHROMIUM)?;
    let pins = project.root.join(SOURCE).join("mkdocs.txt");
    let python = match python::venv(project, "mkdocs", "MkDocs with Material", &pins, &PYTHONS)? {
        Environment::Ready(python) => python,
        Environment::NoInterpreter(why) => return Err(Failure::new(why)),
    };
    let dist = site::build(project, None)?;
    let folder = project.target.join("peers");
    tools::remove(&folder)?;
    step("write the texts for each", |step| {
        let mut node = run::command("node", &project.root);
        node.arg(format!("{SOURCE}/texts.mjs")).arg(&folder);
        run::run(node, step)?.or_fail("the texts could not be written: see the output above").map(drop)
    })?;
    let mkdocs = step("build with MkDocs", |step| with_mkdocs(project, &python, &folder.join("mkdocs"), step))?;
    let vitepress = step("build with VitePress", |step| with_vitepress(&tools, &folder.join("vitepress"), step))?;

    let (own, weight) = (dist.clone(), weigh(&dist)?);
    let mut sites = vec![("the guide", weight, listen(move |listener| server::serve(listener, own, "/".into()))?)];
    for (name, made) in [("MkDocs Material", mkdocs), ("VitePress", vitepress)] {
        step(format!("compress {name}"), |step| {
            step.note(compress::siblings(&made, |done| step.progress(done))?);
            Ok(())
        })?;
        sites.push((name, weigh(&made)?, listen(move |listener| server::serve_other(listener, made))?));
    }
    let measured = step("measure in Chromium", |step| {
        let mut node = run::command("node", &project.root);
        node.arg(format!("{SOURCE}/run.mjs")).arg(&tools.program).env("NODE_PATH", &tools.modules);
        node.args(sites.iter().map(|(name, weight, port)| format!("{name}={weight}=http://127.0.0.1:{port}/")));
        run::run(node, step)?.or_fail("Chromium could not be measured in: see the output above")
    })?;
    let table: String = measured.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect();
    print!("{table}");
    let file = project.root.join(FILE);
    let versions = fs::read_to_string(&pins).map_err(cannot("read", &pins))?;
    let material = versions.lines().find_map(|line| line.strip_prefix("mkdocs-material==")).unwrap_or_default();
    let text =
        format!("{INTRODUCTION}\n{table}\nMkDocs Material {material}; VitePress as `{SOURCE}/package.json` pins it.\n");
    fs::write(&file, text).map_err(cannot("write", &file))?;
    eprintln!("  ✓ {FILE} is written");
    Ok(())
}

/// One project per language, as MkDocs knows one language each; the folder of the site.
fn with_mkdocs(project: &Project, python: &Path, folder: &Path, step: &Step) -> Outcome<PathBuf> {
    let made = folder.join("site");
    for language in site::LANGUAGES {
        let mut mkdocs = run::command(python, &project.root);
        mkdocs
            .args(["-m", "mkdocs", "build", "--quiet", "--config-file"])
            .arg(folder.join(language).join("mkdocs.yml"));
        // It recommends other tools on standard error otherwise.
        mkdocs.arg("--site-dir").arg(made.join(language)).env("NO_MKDOCS_2_WARNING", "1");
        run::run(mkdocs, step)?.or_fail("MkDocs could not build the texts: see the output above")?;
    }
    Ok(made)
}

fn with_vitepress(tools: &BrowserTools, folder: &Path, step: &Step) -> Outcome<PathBuf> {
    // Vite resolves packages from the folder of the texts.
    std::os::unix::fs::symlink(&tools.modules, folder.join("node_modules"))
        .map_err(cannot("link", &folder.join("node_modules")))?;
    let mut vitepress = run::command("node", folder);
    vitepress.args(["node_modules/vitepress/bin/vitepress.js", "build", "."]);
    run::run(vitepress, step)?.or_fail("VitePress could not build the texts: see the output above")?;
    Ok(folder.join(".vitepress/dist"))
}

/// The bytes of all files as they are sent.
fn weigh(folder: &Path) -> Outcome<u64> {
    Ok(weight::sum(&weight::files(folder)?)?.brotli)
}

/// Serves until the program ends; the port.
fn listen(serve: impl FnOnce(std::net::TcpListener) -> Outcome<()> + Send + 'static) -> Outcome<u16> {
    let listener = server::listen("127.0.0.1", 0)?;
    let port = listener.local_addr().map_err(|error| Failure::new(format!("cannot serve: {error}")))?.port();
    thread::spawn(move || serve(listener));
    Ok(port)
}
