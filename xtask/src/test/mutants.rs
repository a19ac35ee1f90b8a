//! That the tests bite: faults that are put into a copy of the sources, or into the built site, one at a time, and the
//! test that must find each. A fault that is not found, or whose place is no longer there, is a failure.

use std::fs;

use super::{Finding, Report, assure::copy_sources, tally::Tally};
use crate::{
    failure::{Outcome, cannot},
    project::Project,
    run,
    step::Step,
    tools,
};

/// A fault and what finds it.
struct Mutant {
    /// The line of docs/assurance.md whose tests are tried.
    shows: &'static str,
    /// The file of the sources, or the beginning of the name of a file of the site.
    file: &'static str,
    /// What is replaced; it must be there once.
    from: &'static str,
    to: &'static str,
    /// The arguments of `cargo test`, or the words that name browser tests.
    found_by: &'static [&'static str],
}

const BOOKMARKS: &[&str] = &["--package", "app", "--lib"];
const HEADERS: &[&str] = &["--package", "xtask", "headers"];
const SCAN: &[&str] = &["--package", "xtask", "scan"];
const HOSTILE: &[&str] = &["--package", "tests", "--test", "hostile"];
const PROPERTIES: &[&str] = &["--package", "tests", "--test", "properties"];
/// A comment at the beginning of the boot script: faults that could stand anywhere in a script stand in its place.
const ANYWHERE: &str = "  // Until this is there, a page shows everything it holds.\n";

/// Faults in Rust, found by native tests.
const IN_SOURCES: &[Mutant] = &[
    Mutant {
        shows: "R1",
        file: "src/app/ledger.rs",
        from: "                entry.kept = (false, now);\n",
        to: "",
        found_by: BOOKMARKS,
    },
    Mutant {
        shows: "R2",
        file: "src/app/copies.rs",
        from: "        if store.get(key)?.as_ref() != Some(&text) {\n            return Ok(false);\n        }\n",
        to: "",
        found_by: BOOKMARKS,
    },
    Mutant {
        shows: "R3",
        file: "src/app/copies.rs",
        from: "    Ok(matches!(store.copy(key, aside(0)), Ok(true)))",
        to: "    Ok(true)",
        found_by: BOOKMARKS,
    },
    Mutant {
        shows: "R4",
        file: "src/app/ledger.rs",
        from: "            later(&mut ours.kept, &theirs.kept);\n",
        to: "",
        found_by: BOOKMARKS,
    },
    Mutant {
        shows: "R5",
        file: "src/app/ledger.rs",
        from: "    const SCHEMA: u32 = 2;",
        to: "    const SCHEMA: u32 = 3;",
        found_by: BOOKMARKS,
    },
    Mutant {
        shows: "S1",
        file: "src/composer/dotenv.rs",
        from: "        || text.contains(\"${\")\n",
        to: "",
        found_by: &["--package", "composer"],
    },
    Mutant {
        shows: "S2",
        file: "src/composer/link.rs",
        from: "        c if c.is_control() => '\\u{fffd}',\n",
        to: "",
        found_by: HOSTILE,
    },
    Mutant {
        shows: "S2",
        file: "src/app/bookmarks.rs",
        from: "const DEPTH_LIMIT: usize = 16;",
        to: "const DEPTH_LIMIT: usize = 17;",
        found_by: BOOKMARKS,
    },
    Mutant {
        shows: "S4",
        file: "xtask/src/headers.rs",
        from: "'self' 'wasm-unsafe-eval'",
        to: "'self' 'unsafe-eval'",
        found_by: HEADERS,
    },
    Mutant {
        shows: "S5",
        file: "xtask/src/site/scan.rs",
        from: "            \"style\" => faults",
        to: "            \"no style\" => faults",
        found_by: SCAN,
    },
    Mutant {
        shows: "A5",
        file: "src/catalog/addon.rs",
        from: "page != Lang::En && en == fr",
        to: "page == Lang::En && en == fr",
        found_by: &["--package", "catalog"],
    },
    Mutant {
        shows: "the composer's laws",
        file: "src/composer/link.rs",
        from: "b\"-._~/:@\".contains",
        to: "b\"-._~/:@&\".contains",
        found_by: PROPERTIES,
    },
];

/// Faults in the files of the built site, found in the browser.
const IN_SITE: &[Mutant] = &[
    Mutant {
        shows: "O1",
        file: "boot-",
        from: "(html.dataset.build ?? BUILD) !== BUILD",
        to: "false",
        found_by: &["of another build is refused"],
    },
    Mutant {
        shows: "O2",
        file: "sw.js",
        from: "    if (!inUse) await caches.delete(CACHE);\n    throw error;",
        to: "",
        found_by: &["an install that fails"],
    },
    Mutant {
        shows: "O2",
        file: "sw.js",
        from: "    if (!inUse) await caches.delete(CACHE);",
        to: "    await caches.delete(CACHE);",
        found_by: &["a roll-back that fails"],
    },
    Mutant {
        shows: "O3",
        file: "sw.js",
        from: "if (FILES.has(path)) event",
        to: "if (path === \"sw.js\") event",
        found_by: &["serve a folder"],
    },
    Mutant {
        shows: "O4",
        file: "sw.js",
        from: "  const known = await caches.open(CACHE);",
        to: "  self.skipWaiting();\n  const known = await caches.open(CACHE);",
        found_by: &["waits for a click"],
    },
    Mutant { shows: "O5", file: "sw-off.js", from: "unregister()", to: "update()", found_by: &["the off-switch"] },
    Mutant {
        shows: "O5",
        file: "boot-",
        from: "names.filter((name) => name.startsWith(prefix))",
        to: "names",
        found_by: &["?reset"],
    },
    Mutant {
        shows: "D1",
        file: "boot-",
        from: "new URL(\"sw.js\", root), {",
        to: "\"/sw.js\", {",
        found_by: &["serve a folder"],
    },
    Mutant {
        shows: "S3",
        file: "boot-",
        from: ANYWHERE,
        to: "  addEventListener(\"input\", ({ target }) => \
             document.querySelector(\"h1\").insertAdjacentHTML(\"beforeend\", target.value));\n",
        found_by: &["no payload runs from a search"],
    },
    Mutant {
        shows: "R6",
        file: "boot-",
        from: "      return JSON.parse(localStorage.getItem(prefix + name));\n    } catch {\n      return null;",
        to: "      return JSON.parse(localStorage.getItem(prefix + name));\n    } catch (error) {\n      throw error;",
        found_by: &["storage is blocked"],
    },
    Mutant {
        shows: "R7",
        file: "boot-",
        from: ANYWHERE,
        to: "  const own = WebAssembly.instantiateStreaming;\n  \
             WebAssembly.instantiateStreaming = async (...given) => {\n    const made = await own.apply(WebAssembly, given);\n    \
             addEventListener(\"click\", () => made.instance.exports.memory.grow(1));\n    return made;\n  };\n",
        found_by: &["a long visit"],
    },
    Mutant {
        shows: "A1",
        file: "style-",
        from: "--ink-soft: #57534a;",
        to: "--ink-soft: #b7b3aa;",
        found_by: &["forms of the composer, light"],
    },
    Mutant {
        shows: "A2",
        file: "style-",
        from: "outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px;",
        to: "outline: none;",
        found_by: &["the focus is seen"],
    },
    Mutant {
        shows: "A4",
        file: "style-",
        from: ".pairs { overflow-x: auto;",
        to: ".pairs { overflow-x: visible;",
        found_by: &["wider than a phone"],
    },
    Mutant {
        shows: "A3",
        file: "boot-",
        from: ANYWHERE,
        to: "  HTMLHeadingElement.prototype.focus = () => {};\n",
        found_by: &["the focus at the heading"],
    },
];

/// Puts each fault into a copy of the sources and runs what must find it.
pub(super) fn in_sources(project: &Project, report: &mut Report) -> Outcome<()> {
    report.part("faults put into the sources", |step| {
        let there = project.target.join("assure/mutants");
        tools::remove(&there)?;
        copy_sources(&project.root, &there)?;
        each(IN_SOURCES, step, |mutant, step| {
            let file = there.join(mutant.file);
            let sound = fs::read_to_string(&file).map_err(cannot("read", &file))?;
            if sound.matches(mutant.from).count() != 1 {
                return Ok(Err("its place is no longer there once".to_owned()));
            }
            let write = |text: &str| fs::write(&file, text).map_err(cannot("write", &file));
            write(&sound.replace(mutant.from, mutant.to))?;
            let mut cargo = run::command("cargo", &there);
            cargo.args(["test", "--locked"]).args(mutant.found_by);
            cargo.env("CARGO_TARGET_DIR", project.target.join("assure/mutants-target"));
            let ended = run::run(cargo, step)?;
            write(&sound)?;
            let found = !ended.ok && ended.output.contains("test result: FAILED");
            Ok(if found { Ok(()) } else { Err(last_lines(&ended.output)) })
        })
    })
}

/// Gives each fault to the browser tests that must find it; `run` runs those with these words in their names.
pub(super) fn in_site(report: &mut Report, browser: impl Fn(&str, &str, &Step) -> Outcome<run::Ended>) -> Outcome<()> {
    report.part("faults put into the site", |step| {
        each(IN_SITE, step, |mutant, step| {
            let text = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let [file, from, to] = [mutant.file, mutant.from, mutant.to].map(text);
            let fault = format!("{{\"file\":\"{file}\",\"from\":\"{from}\",\"to\":\"{to}\"}}");
            let ended = browser(&fault, mutant.found_by[0], step)?;
            let found = !ended.ok && ended.output.contains("not ok") && !ended.output.contains("no longer fits");
            Ok(if found { Ok(()) } else { Err(last_lines(&ended.output)) })
        })
    })
}

fn each(
    mutants: &[Mutant],
    step: &Step,
    find: impl Fn(&Mutant, &Step) -> Outcome<Result<(), String>>,
) -> Outcome<Finding> {
    let (mut tally, mut text) = (Tally::default(), String::new());
    for (at, mutant) in mutants.iter().enumerate() {
        step.progress(&format!("{} of {}: {} in {}", at + 1, mutants.len(), mutant.shows, mutant.file));
        let found = find(mutant, step)?;
        tally += Tally::one(found.is_ok());
        if let Err(why) = found {
            text.push_str(&format!("not found: {} with a fault in {}: {why}\n", mutant.shows, mutant.file));
        }
    }
    Ok(Finding { tally, text })
}

fn last_lines(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    lines[lines.len().saturating_sub(6)..].join("\n")
}
