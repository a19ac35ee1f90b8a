//! The parts of `test`, each a function that counts itself into the report.

use std::{
    collections::BTreeSet,
    env,
    path::{Path, PathBuf},
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use super::{
    Finding, Report,
    assure::ALL,
    tally::{self, Tally},
};
use crate::{
    failure::{Failure, Outcome},
    footprint,
    project::Project,
    prove,
    python::{self, Environment, Series},
    run::{self, Ended},
    site,
    step::Step,
    terminal,
    tools::{self, Browser, BrowserTools},
    verify,
};

/// The sources are written as rustfmt writes them.
pub(super) fn format(project: &Project, report: &mut Report) -> Outcome<()> {
    report.part("format", |step| {
        let mut cargo = run::command("cargo", &project.root);
        cargo.args(["fmt", "--all", "--", "--check", "--color", "never"]);
        Ok(one(run::run(cargo, step)?, "run cargo fmt"))
    })
}

/// The content compiles, every mistake is listed.
pub(super) fn content(project: &Project, report: &mut Report) -> Outcome<()> {
    report.part("content", |step| {
        let program = terminal::build(project, step)?;
        let mut check = run::command(program, &project.root);
        check.arg("check");
        Ok(one(run::run(check, step)?, ""))
    })
}

/// No warning of the compiler or of clippy, natively and for the browser.
pub(super) fn clippy(project: &Project, report: &mut Report) -> Outcome<()> {
    let browser = ["--package", "app", "--features", "browser,compose", "--target", tools::WASM_TARGET];
    for (name, arguments) in [("clippy", &["--workspace", "--all-targets"][..]), ("clippy for the browser", &browser)] {
        report.part(name, |step| {
            if arguments.contains(&tools::WASM_TARGET) {
                tools::ensure_wasm_target(project)?;
            }
            let mut cargo = run::command("cargo", &project.root);
            cargo.args(["clippy", "--locked"]).args(arguments).args(["--", "--deny", "warnings"]);
            Ok(one(run::run(cargo, step)?, ""))
        })?;
    }
    Ok(())
}

/// The crates that the guide rests on: their licences, their sources and their known weaknesses, by `deny.toml`, and how
/// many of them the program may be made of. The list of weaknesses is left out, by name, where it cannot be had.
pub(super) fn crates(project: &Project, report: &mut Report) -> Outcome<()> {
    let name = "crates";
    let deny = match tools::for_crates(project) {
        Ok(deny) => deny,
        Err(failure) => return report.failed(name, failure),
    };
    let ask = |checks: &[&str], step: &Step| {
        let mut command = run::command(&deny, &project.root);
        command.args(["--all-features", "check", "--hide-inclusion-graph"]).args(checks);
        run::run(command, step)
    };
    report.part(name, |step| Ok(one(ask(&["bans", "licenses", "sources"], step)?, "see deny.toml")))?;
    report.part("known weaknesses of crates", |step| {
        let ended = ask(&["advisories"], step)?;
        if !ended.ok && tools::is_network(&ended.output) {
            let text = "skipped, the list could not be fetched: a network is needed".into();
            return Ok(Finding { tally: Tally::SKIPPED, text });
        }
        Ok(one(ended, "see deny.toml"))
    })?;
    report.part("crates of the program", |step| {
        let mut tree = run::command("cargo", &project.root);
        tree.args(["tree", "--locked", "--package", "app", "--features", "browser,compose"]);
        tree.args(["--target", tools::WASM_TARGET, "--edges", "normal,no-proc-macro", "--prefix", "none"]);
        let output = run::run(tree, step)?.or_fail("the crates could not be counted: see the output above")?;
        // What was listed before is marked.
        let number = output.lines().map(|line| line.trim_end_matches(" (*)")).collect::<BTreeSet<_>>().len();
        Ok(Finding { tally: Tally::one(number <= CRATES), text: format!("{number} crates, {CRATES} allowed") })
    })
}

/// How many crates the program may be made of, those of macros not counted.
const CRATES: usize = 150;

/// The tests that Rust runs natively.
pub(super) fn native(project: &Project, report: &mut Report) -> Outcome<()> {
    report.part("native tests", |step| {
        let mut cargo = run::command("cargo", &project.root);
        cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        let ended = run::run(cargo, step)?;
        let tally = tally::of_cargo(&ended.output).of_program(ended.ok);
        Ok(Finding { tally, text: if tally.failed > 0 { without_the_passed(&ended.output) } else { String::new() } })
    })
}

/// The site is built. Gives its folder to the parts that need it.
pub(super) fn build(project: &Project, report: &mut Report) -> Outcome<Option<PathBuf>> {
    match site::build(project, None) {
        Ok(dist) => {
            report.add("build", Finding { tally: Tally::one(true), text: String::new() });
            Ok(Some(dist))
        }
        Err(failure) => report.failed("build", failure).map(|()| None),
    }
}

/// The built site in real browsers: the first with a sample of the cases of each test or with all, the second with some
/// of the tests or with all. The second is left out, by name, where it cannot be had.
pub(super) fn browser(project: &Project, report: &mut Report, dist: Option<&Path>, all: bool) -> Outcome<()> {
    for (browser, is_first) in [(&tools::CHROMIUM, true), (&tools::FIREFOX, false)] {
        let name = format!("browser tests, {}", browser.name);
        let Some(dist) = dist else {
            report.skip(&name, "since there is no site to open");
            continue;
        };
        let tools = match tools::for_browser(project, DRIVER, browser) {
            Ok(tools) => tools,
            Err(failure) if is_first => {
                report.failed(&name, failure)?;
                continue;
            }
            Err(failure) => {
                report.skip(&name, &failure.sentence);
                continue;
            }
        };
        report.part(&name, |step| {
            let mut node = in_browser(project, dist, browser, &tools)?;
            match is_first {
                true => drop(node.envs(all.then_some((ALL, "1")))),
                false => drop(node.args((!all).then_some("--some"))),
            }
            let ended = run::run(node, step)?;
            let tally = tally::of_lines(&ended.output).of_program(ended.ok);
            Ok(Finding {
                tally,
                text: if tally.failed + tally.skipped > 0 || all {
                    without_the_passed(&ended.output)
                } else {
                    String::new()
                },
            })
        })?;
    }
    Ok(())
}

/// The browser tests with these words in their names, of a site with a fault in it, see `mutants`.
pub(super) fn browser_with(project: &Project, dist: &Path, fault: &str, words: &str, step: &Step) -> Outcome<Ended> {
    let browser = &tools::CHROMIUM;
    let mut node = in_browser(project, dist, browser, &tools::for_browser(project, DRIVER, browser)?)?;
    node.args(["--only", words]).env("MUTATION", fault);
    run::run(node, step)
}

/// The folder of `xtask/npm` with what drives the browsers of the tests.
const DRIVER: &str = "browser";

fn in_browser(project: &Project, dist: &Path, browser: &Browser, tools: &BrowserTools) -> Outcome<Command> {
    let own = env::current_exe().map_err(|error| Failure::new(format!("cannot find this program itself: {error}")))?;
    let mut node = run::command("node", &project.root);
    node.arg("tests/browser/run.mjs").args(["--engine", browser.engine, "--dist"]).arg(dist);
    node.arg("--program").arg(&tools.program);
    // Node looks there for what is required by name; the server is this program: `$XTASK serve --built --port 0`.
    node.env("NODE_PATH", &tools.modules).env("XTASK", own);
    node.env("PATH", tools::servers::path(project)?);
    Ok(node)
}

/// The environments with real Django, by series. They come before the native tests, some of which ask the real readers
/// of what is generated.
pub(super) fn environments(project: &Project, report: &mut Report) -> Outcome<Vec<(Series, PathBuf)>> {
    let mut ready = Vec::new();
    for series in python::series(project)? {
        let name = boots_of(&series);
        match python::environment(project, &series) {
            Ok(Environment::Ready(python)) => ready.push((series, python)),
            Ok(Environment::NoInterpreter(why)) => report.skip(&name, &why),
            Err(failure) => report.failed(&name, failure)?,
        }
    }
    Ok(ready)
}

/// The code in the texts against the real packages, per series, and the counts that are kept of it.
pub(super) fn texts(project: &Project, report: &mut Report, environments: &[(Series, PathBuf)]) -> Outcome<()> {
    let mut results = Vec::new();
    for (series, python) in environments {
        report.part(&format!("code in the texts, Django {}", series.name), |step| {
            let snippets = verify::snippets(project, step)?;
            let newest = environments.last().is_some_and(|(last, _)| last == series);
            let (ended, path) = verify::check(project, series, python, &snippets, newest, step)?;
            results.push(path);
            let tally = tally::of_summary(&ended.output).unwrap_or(Tally::one(false)).of_program(ended.ok);
            let told = tally.failed + tally.skipped > 0;
            Ok(Finding { tally, text: if told { ended.output } else { String::new() } })
        })?;
    }
    // The counts of all series stand in one file: they are compared where all series could be checked.
    let all = environments.len() == python::series(project)?.len();
    if let Some((_, python)) = environments.last().filter(|_| all) {
        report.part("kept counts of the code", |step| {
            Ok(one(verify::settle(project, python, &results, false, step)?, ""))
        })?;
    }
    Ok(())
}

/// What each add-on brings into a project, against what is kept of it.
pub(super) fn footprints(project: &Project, report: &mut Report, environments: &[(Series, PathBuf)]) -> Outcome<()> {
    let name = "measured footprints";
    let Some((_, last)) =
        environments.last().filter(|_| environments.len() == python::series(project).map_or(0, |all| all.len()))
    else {
        report.skip(name, "since they are kept for all series together");
        return Ok(());
    };
    report.part(name, |step| {
        let mut results = Vec::new();
        for (series, python) in environments {
            let (ended, path) = footprint::measure(project, series, python, step)?;
            if !ended.ok {
                return Ok(one(ended, ""));
            }
            results.push(path);
        }
        Ok(one(footprint::settle(project, last, &results, false, step)?, ""))
    })
}

/// The recipes of the texts, done as their readers do them, per series.
pub(super) fn recipes(project: &Project, report: &mut Report, environments: &[(Series, PathBuf)]) -> Outcome<()> {
    for (series, python) in environments {
        report.part(&format!("recipes of the texts, Django {}", series.name), |step| {
            let mut unittest = run::command(python, &project.root);
            unittest.args(["-m", "unittest", "discover", "--verbose", "--top-level-directory", "tests/django"]);
            unittest.args(["--start-directory", "tests/django/recipes", "--pattern", "*.py"]);
            Ok(of_unittest(run::run(unittest, step)?))
        })?;
    }
    Ok(())
}

/// What Python's `unittest` found; what failed and why something was skipped is to be read.
fn of_unittest(ended: Ended) -> Finding {
    let tally = tally::of_unittest(&ended.output).of_program(ended.ok);
    let skipped = || ended.output.lines().filter(|line| line.contains(" ... skipped ")).collect::<Vec<_>>().join("\n");
    let text = if tally.failed > 0 { ended.output.clone() } else { skipped() };
    Finding { tally, text }
}

/// Composed projects in real Django, per series; before them, that the prover itself notices what is broken.
pub(super) fn django(project: &Project, report: &mut Report, environments: &[(Series, PathBuf)]) -> Outcome<()> {
    if let Some((_, python)) = environments.first() {
        report.part("tests of the prover", |step| {
            let mut unittest = run::command(python, &project.root);
            unittest.args(["-m", "unittest", "discover", "--start-directory", "tests/django"]);
            unittest.env("PATH", tools::servers::path(project)?);
            Ok(of_unittest(run::run(unittest, step)?))
        })?;
    }
    // Other pairs at each run.
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()).to_string();
    eprintln!("  - the pairs that are booted are drawn with --seed {seed}");
    for environment in environments {
        let (series, python) = environment;
        let mut composed = None;
        report.part(&boots_of(series), |step| {
            let folder = composed.insert(prove::compose(project, series, false, step)?);
            let mut prove = prove::harness(project, python, series, folder)?;
            // The whole proof takes longer than a test may: its sum is held against what is composed, and these are
            // booted anew.
            prove.args([
                "--ledger",
                prove::LEDGER,
                "--kinds",
                "single,everything,preset",
                "--pairs",
                "15",
                "--seed",
                &seed,
            ]);
            let ended = run::run(prove, step)?;
            let tally = tally::of_summary(&ended.output).unwrap_or(Tally::one(false)).of_program(ended.ok);
            let told = tally.failed + tally.skipped > 0;
            Ok(Finding { tally, text: if told { without_the_passed(&ended.output) } else { String::new() } })
        })?;
        if let Some(composed) = composed {
            let is_last = environments.last().is_some_and(|(last, _)| last == series);
            existing(project, report, environment, &composed, is_last, &seed)?;
        }
    }
    Ok(())
}

/// What the composer tells of a project that exists, followed to the letter in one that `startproject` has just made. In
/// the last series servers are started too.
fn existing(
    project: &Project,
    report: &mut Report,
    (series, python): &(Series, PathBuf),
    composed: &Path,
    is_last: bool,
    seed: &str,
) -> Outcome<()> {
    report.part(&format!("snippets followed in Django {}", series.name), |step| {
        let program = terminal::build(project, step)?;
        let mut follow = prove::follower(project, python, series, composed, &program);
        follow.args(["--pairs", "60", "--seed", seed]).args(is_last.then_some("--serve"));
        let ended = run::run(follow, step)?;
        let tally = tally::of_summary(&ended.output).unwrap_or(Tally::one(false)).of_program(ended.ok);
        let told = tally.failed + tally.skipped > 0;
        Ok(Finding { tally, text: if told { without_the_passed(&ended.output) } else { String::new() } })
    })
}

fn boots_of(series: &Series) -> String {
    format!("boots of Django {}", series.name)
}

/// One test: the program ended well, or its output and the way to mend it are to be read.
fn one(ended: Ended, mend: &str) -> Finding {
    let text =
        if ended.ok { String::new() } else { format!("{}\n{mend}", without_the_passed(ended.output.trim_end())) };
    Finding { tally: Tally::one(ended.ok), text }
}

/// How cargo's lines begin that say what it does.
const DULL: &[&str] =
    &["Compiling ", "Checking ", "Downloaded ", "Downloading ", "Running ", "Blocking ", "Doc-tests "];

/// An output without the lines of tests that passed and of what was compiled.
fn without_the_passed(output: &str) -> String {
    let dull = |line: &&str| {
        let line = line.trim();
        line.starts_with("ok ")
            || DULL.iter().any(|word| line.starts_with(word))
            || (line.starts_with("test ") && (line.ends_with(" ... ok") || line.starts_with("test result: ok")))
            || (line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test")))
    };
    let mut lines: Vec<&str> = output.lines().filter(|line| !dull(line)).collect();
    lines.dedup_by(|a, b| a.trim().is_empty() && b.trim().is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_read_and_what_failed_in_full() {
        let output = |verdict: &str| format!("test_a (r.A) ... ok\ntest_b (r.B) ... skipped 'no redis'\n\n{verdict}\n");
        let of = |ok, verdict: &str| of_unittest(Ended { ok, output: output(verdict) });
        let well = of(true, "Ran 2 tests in 0.1s\n\nOK (skipped=1)");
        assert_eq!(well.tally, Tally { passed: 1, failed: 0, skipped: 1 });
        assert_eq!(well.text, "test_b (r.B) ... skipped 'no redis'");
        let ill = of(false, "Ran 2 tests in 0.1s\n\nFAILED (failures=1, skipped=1)");
        assert_eq!(ill.tally, Tally { passed: 0, failed: 1, skipped: 1 });
        assert!(ill.text.contains("test_a (r.A) ... ok"));
        // Nothing was found to run.
        assert_eq!(of(false, "Ran 0 tests in 0.0s\n\nNO TESTS RAN").tally.failed, 1);
    }

    #[test]
    fn what_passed_need_not_be_read() {
        let output = "   Compiling x v0.1.0\n\nrunning 2 tests\ntest a ... ok\ntest b ... FAILED\n\n\nfailures:\n  b\n\
                      test result: FAILED. 1 passed; 1 failed\nok one\nnot ok two\n";
        assert_eq!(
            without_the_passed(output),
            "\ntest b ... FAILED\n\nfailures:\n  b\ntest result: FAILED. 1 passed; 1 failed\nnot ok two"
        );
    }
}
