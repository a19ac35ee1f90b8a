//! The shape of the files never changes with what a reader types: for any texts, Python differs in its constants only,
//! YAML and TOML in their scalars, `.env` in its values. What cannot be carried is refused, and the default stands.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use catalog::{Catalog, Layout, OptionKind};
use composer::{Answer, Selection, compose};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// How many sets of texts are tried.
const CASES: usize = 60;

const DRIVER: &str = r##"
import ast, json, sys, tomllib
import yaml


def python(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.value = type(node.value).__name__
    return ast.dump(tree)


def tree(value):
    if isinstance(value, dict):
        return {key: tree(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [tree(inner) for inner in value]
    return type(value).__name__


def env(text):
    # The head of a file holds the selection, in which the texts stand encoded.
    head = "# v1&"
    return [head if line.startswith(head) else line if line[:1] == "#" else line.partition("=")[0] for line in text.splitlines()]


def shape(path, text):
    assert "\r" not in text and text.endswith("\n"), f"{path} has other line ends"
    if path.endswith(".py"):
        return python(text)
    if path.endswith(".yaml"):
        return tree(yaml.safe_load(text))
    if path.endswith(".toml"):
        return tree(tomllib.loads(text))
    if path.startswith(".env"):
        return env(text)


shapes, changed = {}, set()
for line in sys.stdin:
    layout, files = json.loads(line)
    for path, text in files:
        found = (shape(path, text), text)
        first = shapes.setdefault((layout, path), found)
        if first[0] != found[0]:
            sys.exit(f"{path} has another shape:\n{text}\n--- wanted that of\n{first[1]}")
        if first[1] != text:
            changed.add(path)
print(sorted(changed))
"##;

/// A selection of everything with these texts wherever a reader may type one.
fn typed(catalog: &Catalog, layout: Layout, texts: &[String]) -> Selection {
    let mut selection = Selection::new(catalog);
    selection.addons = catalog.addons.iter().map(|addon| addon.id).collect();
    selection.target.layout = layout;
    let mut texts = texts.iter().cycle();
    let mut next = || texts.next().cloned().unwrap_or_default();
    for addon in catalog.addons {
        for option in addon.options {
            let answer = match option.kind {
                // So that each text is asked for.
                OptionKind::Flag(_) => Answer::Flag(true),
                OptionKind::Text { .. } => Answer::Text(next()),
                // Two, whatever they are: how many there are is no matter of escaping.
                OptionKind::Items { .. } => Answer::Items(vec![next(), next()]),
                OptionKind::Choice { .. } | OptionKind::Number { .. } => continue,
            };
            selection.answer(catalog, addon.id, option.id, Some(answer));
        }
    }
    selection
}

#[test]
fn no_text_changes_the_shape_of_a_file() {
    let Some(python) = tests::python() else {
        println!("skipped: no Python with the pinned packages in .cache/venvs; `cargo xtask test` makes one");
        return;
    };
    let catalog = tests::catalog();
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let text = prop_oneof![
        "[ -~]{1,40}",
        "(['\"`$#\\\\{}%&=,;:!?*|<>()\\[\\] \t]|[a-z]){1,30}",
        "\\PC{1,20}",
        "(\"\"\"|'''|\\\\N\\{|\\$\\{|\\$\\(|%\\(|\\{\\{|\\n|\\r|\u{2028}|\u{85}|[a-z]){1,12}",
        "https://[a-z'\"$]{1,12}\\.example",
    ];
    let texts = prop::collection::vec(text, 8);
    let mut child = Command::new(python)
        .args(["-c", DRIVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    'cases: for case in 0..CASES {
        let texts = texts.new_tree(&mut runner).unwrap().current();
        for layout in Layout::ALL {
            let files = compose(catalog, &typed(catalog, *layout, &texts)).files;
            let files: Vec<_> = files.iter().map(|file| (file.path.clone(), file.text())).collect();
            let line = serde_json::to_string(&(layout.key(), files)).unwrap();
            if writeln!(stdin, "{line}").is_err() {
                println!("the reader ended at case {case}: {texts:?}");
                break 'cases;
            }
        }
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // The texts must have been written somewhere, or the test would hold for want of cases.
    assert!(said.contains("settings"), "the texts changed {said}");
}
