//! `bench search`: the search engine beside others in a real Chromium, on the same documents: how long a keystroke
//! takes, how soon an engine is ready, what it weighs, and how well it answers the golden set. The output is Markdown,
//! fit for `docs/search.md`.

mod peers;

pub(crate) use peers::peers;

use crate::{failure::Outcome, project::Project, run, step::step, tools};

/// Measures, and prints the tables.
pub(crate) fn search(project: &Project) -> Outcome<()> {
    let browser = tools::for_browser(project, "bench", &tools::CHROMIUM)?;
    tools::ensure_wasm_target(project)?;
    let folder = project.target.join("bench");
    let engine = project.target.join(tools::WASM_TARGET).join("release/engine.wasm");
    let judge = project.target.join(format!("release/search-bench{}", std::env::consts::EXE_SUFFIX));
    step("build the engine and the judge", |step| {
        for arguments in [
            &["build", "--locked", "--release", "--package", "engine", "--target", tools::WASM_TARGET][..],
            &["build", "--locked", "--release", "--package", "tests", "--bin", "search-bench"],
        ] {
            let mut cargo = run::command("cargo", &project.root);
            cargo.args(arguments);
            run::run(cargo, step)?.or_fail("the benchmark could not be built: see the output above")?;
        }
        Ok(())
    })?;
    step("write the documents, once, 10 and 100 times", |step| {
        let mut export = run::command(&judge, &project.root);
        export.arg("export").arg("--out").arg(&folder);
        run::run(export, step)?.or_fail("the documents could not be written: see the output above")
    })?;
    let measured = step("measure in Chromium", |step| {
        let mut node = run::command("node", &project.root);
        node.arg("xtask/npm/bench/run.mjs").arg("--chrome").arg(&browser.program).arg("--files").arg(&folder);
        node.arg("--engine").arg(&engine).arg("--modules").arg(&browser.modules);
        run::run(node, step)?.or_fail("Chromium could not be measured in: see the output above")
    })?;
    let mut scores = run::command(&judge, &project.root);
    scores.arg("judge").arg(folder.join("found.json"));
    let judged = step("judge what was found", |step| {
        run::run(scores, step)?.or_fail("what was found could not be judged: see the output above")
    })?;
    println!("{measured}\n{judged}");
    Ok(())
}
