//! Whole compositions: each file of `scenarios/` tells a story, says a selection, and shows what must come out.
//!
//! A scenario is Markdown; its fences have three backticks or more. The block ```` ```text selection ```` holds a link's text. Every further block names what it
//! shows: a file (```` ```python config/settings.py ````), part of one (`… part`: its lines stand together in the file;
//! the first and the last say where it is), `steps` (the commands), `problems en` and `problems fr` (what is wrong, in
//! words). `UPDATE_EXPECT=1 cargo test --test compose` rewrites what is shown.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use catalog::{Catalog, Lang, Layout};
use composer::{Composition, PlannedStep, Selection, Severity, compose, explain, obstacles};

/// A fenced block.
struct Block {
    /// What stands behind the fence.
    info: String,
    /// The first and the last line of its body, as numbers.
    lines: (usize, usize),
    body: String,
}

fn scenarios() -> Vec<(PathBuf, String)> {
    let folder = tests::root().join("tests/scenarios");
    let mut found: Vec<(PathBuf, String)> = fs::read_dir(folder)
        .expect("the folder of the scenarios")
        .map(|entry| entry.expect("a file of the folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("README.md"))
        .map(|path| (path.clone(), fs::read_to_string(path).expect("a scenario")))
        .collect();
    found.sort();
    assert!(found.len() >= 5, "only {} scenarios", found.len());
    found
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, String, usize)> = None;
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        match &open {
            None if fence.len() >= 3 => open = Some((fence, info.to_owned(), at + 1)),
            Some((opened, info, start)) if *opened == *line => {
                let body = lines[*start..at].iter().map(|line| format!("{line}\n")).collect();
                blocks.push(Block { info: info.clone(), lines: (*start, at), body });
                open = None;
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    blocks
}

fn selection(catalog: &Catalog, text: &str, name: &str) -> Selection {
    let block = blocks(text).into_iter().find(|block| block.info == "text selection");
    let link = block.unwrap_or_else(|| panic!("{name} says no selection")).body;
    let (selection, unknown) = Selection::parse(catalog, link.trim());
    assert!(unknown.is_empty(), "{name}: {unknown:?}");
    selection
}

/// What a block must show.
fn wanted(catalog: &Catalog, composition: &Composition, block: &Block) -> Result<String, String> {
    let words: Vec<&str> = block.info.split(' ').collect();
    Ok(match words[1..] {
        ["steps"] => {
            let told = |step: &PlannedStep| format!("{:?}, {:?}: {}\n", step.moment, step.scope, step.command);
            composition.steps.iter().map(told).collect()
        }
        ["problems", code] => {
            let lang = Lang::from_code(code).ok_or_else(|| format!("no language {code}"))?;
            composition.problems.iter().map(|problem| told(catalog, problem, lang)).collect()
        }
        [path] => composition.file(path).ok_or_else(|| format!("the project has no {path}"))?.text(),
        [path, "part"] => {
            let text = composition.file(path).ok_or_else(|| format!("the project has no {path}"))?.text();
            let (first, last) = (block.body.lines().next(), block.body.lines().last());
            let lines: Vec<&str> = text.lines().collect();
            let start = lines.iter().position(|line| Some(*line) == first);
            let start = start.ok_or_else(|| format!("{path} has no line {:?}", first.unwrap_or_default()))?;
            let end = lines[start..].iter().skip(1).position(|line| Some(*line) == last);
            let end = end.ok_or_else(|| format!("{path} has no line {:?} behind it", last.unwrap_or_default()))?;
            lines[start..=start + 1 + end].iter().map(|line| format!("{line}\n")).collect()
        }
        _ => return Err(format!("nobody knows what {:?} shows", block.info)),
    })
}

fn told(catalog: &Catalog, problem: &composer::Problem, lang: Lang) -> String {
    let explanation = explain(problem, catalog, lang);
    let mut text = format!("{:?}: {}\n", problem.severity(), explanation.headline);
    for because in &explanation.because {
        text.push_str(&format!("  {}\n", because.text));
    }
    for hint in &explanation.hints {
        text.push_str(&format!("  > {}\n", hint.text));
    }
    text
}

/// Nothing, and each add-on alone.
fn singles(catalog: &'static Catalog) -> Vec<Selection> {
    let alone = catalog.addons.iter().map(|addon| {
        let mut selection = Selection::new(catalog);
        selection.addons.insert(addon.id);
        selection
    });
    std::iter::once(Selection::new(catalog)).chain(alone).collect()
}

#[test]
fn every_head_holds_the_selection() {
    let catalog = tests::catalog();
    for selection in singles(catalog) {
        let link = selection.to_string();
        for file in compose(catalog, &selection).files {
            assert_eq!(Selection::find(&file.text()), Some(link.as_str()), "{}", file.path);
        }
        let address = format!("https://example.org/guide/en/compose/#{link}");
        assert_eq!(Selection::find(&address), Some(link.as_str()));
    }
    for text in ["", "v1", "# v1 ", "v10&a=b", "https://example.org/#v1&a=celery", "`v1&d=6.1`", "V1&a=celery"] {
        let found = Selection::find(text);
        assert_eq!(found.is_some(), text.contains("v1 ") || text == "v1" || text.contains("v1&"), "{text}: {found:?}");
    }
}

#[test]
fn obstacles_are_the_errors_that_choosing_brings() {
    let catalog = tests::catalog();
    let mut seen = 0;
    for selection in singles(catalog) {
        let told = obstacles(catalog, &selection);
        for addon in catalog.addons.iter().filter(|addon| !selection.addons.contains(&addon.id)) {
            let mut wish = selection.clone();
            wish.addons.insert(addon.id);
            let problems = compose(catalog, &wish).problems.into_iter();
            let expected: Vec<_> = problems
                .filter(|problem| problem.severity() == Severity::Error && problem.subjects().contains(&addon.id))
                .map(|problem| (addon.id, problem))
                .collect();
            seen += expected.len();
            assert_eq!(told.iter().filter(|(id, _)| *id == addon.id).cloned().collect::<Vec<_>>(), expected);
        }
    }
    assert!(seen > 0, "no add-on stands in the way of another");
}

#[test]
fn the_scenarios_come_true() {
    let catalog = tests::catalog();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut shown = 0;
    let mut wrong = Vec::new();
    for (path, text) in scenarios() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let composition = compose(catalog, &selection(catalog, &text, &name));
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for block in blocks(&text).iter().rev().filter(|block| block.info != "text selection") {
            shown += 1;
            match wanted(catalog, &composition, block) {
                Ok(wanted) if wanted == block.body => {}
                Ok(wanted) if update => {
                    let (start, end) = block.lines;
                    lines.splice(start..end, wanted.lines().map(str::to_owned));
                }
                Ok(wanted) => wrong.push(format!("{name}, {}:\n--- shown\n{}--- is\n{wanted}", block.info, block.body)),
                Err(reason) => wrong.push(format!("{name}, {}: {reason}", block.info)),
            }
        }
        let rewritten = lines.join("\n") + "\n";
        if update && rewritten != text {
            fs::write(path, rewritten).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECT=1 rewrites what is shown)", wrong.join("\n"));
    assert!(shown >= 15, "the scenarios show only {shown} blocks");
}

/// Python reads all files of all scenarios: the code parses, YAML and TOML load.
#[test]
fn the_files_are_well_formed() {
    const DRIVER: &str = r#"
import ast, json, sys, tomllib
import yaml

counts = {}
for name, path, text in json.load(sys.stdin):
    kind = path.rsplit(".", 1)[-1]
    read = {"py": ast.parse, "yaml": yaml.safe_load, "toml": tomllib.loads}.get(kind)
    if read is None:
        continue
    try:
        read(text)
    except Exception as error:
        sys.exit(f"{name} {path}: {error}")
    counts[kind] = counts.get(kind, 0) + 1
print(counts)
sys.exit(0 if all(counts.get(kind) for kind in ["py", "yaml", "toml"]) else f"too few kinds: {counts}")
"#;
    let Some(python) = tests::python() else {
        println!("skipped: no Python with the pinned packages in .cache/venvs; `cargo xtask test` makes one");
        return;
    };
    let catalog = tests::catalog();
    let mut files = Vec::new();
    for (path, text) in scenarios() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for file in compose(catalog, &selection(catalog, &text, &name)).files {
            files.push((name.clone(), file.path.clone(), file.text()));
        }
    }
    let mut child = Command::new(python)
        .args(["-c", DRIVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(serde_json::to_string(&files).unwrap().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every line that is not part of a file's frame says who put it there, and why.
#[test]
fn every_line_of_an_addon_has_a_reason() {
    let catalog = tests::catalog();
    let mut selection = Selection::new(catalog);
    selection.addons = catalog.addons.iter().map(|addon| addon.id).collect();
    let composition = compose(catalog, &selection);
    let mut lines_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, line) in composition.files.iter().flat_map(|file| file.lines.iter().map(move |line| (file, line))) {
        for origin in &line.origins {
            if let Some(addon) = origin.by {
                *lines_of.entry(addon.0).or_default() += 1;
                assert!(!origin.because.en.is_empty(), "{}: {:?} has no reason", file.path, line.text);
            }
        }
    }
    for addon in catalog.addons.iter().filter(|addon| !addon.contributions.is_empty()) {
        assert!(lines_of.contains_key(addon.id.0), "{} leaves no trace", addon.id.0);
    }
}

/// Who pastes the snippets of an add-on into a project has every line that the composed project has from it.
#[test]
fn the_snippets_leave_nothing_out() {
    let catalog = tests::catalog();
    let mut selections: Vec<Selection> = Vec::new();
    for layout in Layout::ALL {
        let mut selection = Selection::new(catalog);
        selection.target.layout = *layout;
        for addon in catalog.addons {
            selections.push(Selection { addons: [addon.id].into(), ..selection.clone() });
        }
        selection.addons = catalog.addons.iter().map(|addon| addon.id).collect();
        selections.push(selection);
    }
    let mut compared = 0;
    for selection in selections {
        // Without spaces and commas: the same statement may be laid out otherwise at another depth.
        let bare = |text: &str| text.replace([' ', ','], "");
        let mut pasted: BTreeMap<String, String> = BTreeMap::new();
        for snippet in composer::additions(catalog, &selection).snippets {
            let text: String = snippet.lines.iter().map(|line| bare(&line.text)).collect();
            pasted.entry(snippet.path).or_default().push_str(&text);
        }
        for file in &compose(catalog, &selection).files {
            let path = if file.path == ".env.example" { ".env" } else { file.path.as_str() };
            for line in file.lines.iter().filter(|line| !line.comment && path != "README.md") {
                let of_addons = !line.origins.is_empty() && line.origins.iter().all(|origin| origin.by.is_some());
                if of_addons && !line.text.is_empty() {
                    compared += 1;
                    let found = pasted.get(path).is_some_and(|text| text.contains(&bare(&line.text)));
                    assert!(found, "{selection}: {path} lacks {:?}", line.text);
                }
            }
        }
    }
    assert!(compared > 500, "only {compared} lines were compared");
}

/// The archive holds the files, and is the same each time.
#[test]
fn the_archive_is_the_project() {
    let catalog = tests::catalog();
    let files = compose(catalog, &Selection::new(catalog)).files;
    let packed = composer::archive("project", &files);
    assert_eq!(packed, composer::archive("project", &files));
    for file in &files {
        let (name, text) = (format!("project/{}", file.path), file.text());
        for part in [name.as_bytes(), text.as_bytes()] {
            assert!(packed.windows(part.len()).any(|window| window == part), "{} is not in the archive", file.path);
        }
    }
}

/// The `.env` that is ready for development has a secret of its own, which no composition holds.
#[test]
fn secrets_are_made_by_the_caller() {
    let catalog = tests::catalog();
    let selection = Selection::new(catalog);
    let mut made = 0;
    let env = composer::env_file(catalog, &selection, &mut || {
        made += 1;
        "k".repeat(50)
    });
    assert_eq!(made, 1);
    assert!(env.text().contains(&format!("SECRET_KEY={}\n", "k".repeat(50))));
    let composed: String = compose(catalog, &selection).files.iter().map(composer::File::text).collect();
    assert!(!composed.contains(&"k".repeat(50)));
}
