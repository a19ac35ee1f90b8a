//! The invariants of the README, held against the sources themselves: who may depend on whom, what only one module may
//! do, and what no file may be.

use std::{collections::BTreeMap, fs, path::Path};

use tests::root;

/// What each crate of the workspace may depend on; nothing else of the workspace.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("src/catalog", &[]),
    ("src/composer", &["catalog"]),
    ("src/compiler", &["catalog"]),
    ("src/app", &["catalog", "composer", "compiler"]),
    ("src/prerender", &["app", "catalog"]),
    ("xtask", &["catalog", "compiler", "composer", "command-line"]),
    ("xtask/command-line", &[]),
    ("xtask/engine", &["catalog"]),
    ("tests", &["catalog", "compiler", "composer"]),
];

/// Crates that know the browser or Leptos, which the pure ones do not.
const BROWSER: &[&str] = &["leptos", "web-sys", "wasm-bindgen", "js-sys", "gloo-storage"];

/// The longest a source file may be.
const LINES: usize = 400;

/// Something that one place of the sources does alone: the folders it is looked for in, what gives it away, and where
/// it may stand.
const ALONE: &[(&str, &str, &[&str])] = &[
    // Prose is written by the compiler, and in the browser read from the pages that it was written to.
    ("src", "Html(", &["src/compiler/", "src/catalog/text.rs", "src/app/prose.rs"]),
    ("src", "LocalStorage", &["src/app/storage.rs"]),
    ("src", "local_storage()", &["src/app/storage.rs"]),
    ("src", "push_state", &["src/app/navigation.rs"]),
    ("src", "replace_state", &["src/app/navigation.rs"]),
    ("src", "clipboard()", &["src/app/download.rs"]),
    ("src", "pulldown_cmark", &["src/compiler/"]),
    ("src", "leptos::", &["src/app/"]),
    ("src", "SystemTime", &[]),
    // `readers` is a test: it asks the real readers of each format.
    ("src/composer", "std::fs", &["src/composer/readers.rs"]),
    ("src/composer", "HashMap", &[]),
    ("src/composer", "HashSet", &[]),
    ("src/app", "style=", &[]),
    // A colon has no space before it in English, and a narrow one in French: it belongs to the words of each language.
    ("src/app", "\" : \"", &[]),
    ("src/app", "\": \"", &[]),
];

/// All Rust files below a folder, by their path from the project's root.
fn sources(folder: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut left = vec![root().join(folder)];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(root()).expect("it lies below the root").to_string_lossy().into_owned();
                found.insert(name, fs::read_to_string(&path).expect("it is text"));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no source");
    found
}

fn all_sources() -> BTreeMap<String, String> {
    ["src", "xtask/src", "tests"].into_iter().flat_map(sources).collect()
}

/// The names in all `dependencies` tables of a manifest; those for tests alone are left out.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
        } else if inside && let Some((name, _)) = line.split_once('=') {
            names.push(name.trim().trim_end_matches(".workspace").to_owned());
        }
    }
    names
}

#[test]
fn dependencies_point_one_way() {
    for (folder, known) in MAY_KNOW {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).expect("a crate has a manifest");
        let own: Vec<&str> = MAY_KNOW.iter().filter_map(|(folder, _)| folder.rsplit('/').next()).collect();
        let names = dependencies(&manifest);
        for name in names.iter().filter(|name| own.contains(&name.as_str())) {
            assert!(known.contains(&name.as_str()), "{folder} must not depend on {name}");
        }
        if !matches!(*folder, "src/app" | "src/prerender") {
            for name in &names {
                assert!(!BROWSER.contains(&name.as_str()), "{folder} must not know the browser ({name})");
            }
        }
    }
    let workspace = fs::read_to_string(root().join("Cargo.toml")).expect("the workspace has a manifest");
    for (folder, _) in MAY_KNOW {
        assert!(workspace.contains(&format!("\"{folder}\"")), "{folder} is not a member");
    }
}

#[test]
fn some_things_have_one_place() {
    for (folder, sign, places) in ALONE {
        for (name, text) in sources(folder) {
            let allowed = places.iter().any(|place| name.starts_with(place));
            let line = text.lines().position(|line| line.contains(sign) && !line.trim_start().starts_with("//"));
            assert!(allowed || line.is_none(), "{name}:{}: {sign} belongs to {places:?}", line.unwrap_or(0) + 1);
        }
    }
}

#[test]
fn no_rust_file_names_an_addon() {
    let content = root().join("content/addons");
    let slugs: Vec<String> = fs::read_dir(content)
        .expect("the content is there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(slugs.len() >= 8, "only {} add-ons", slugs.len());
    for (name, text) in sources("src").into_iter().chain(sources("xtask/src")) {
        // Tests and comments may give an example.
        if name.ends_with("/tests.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for slug in &slugs {
                assert!(!code.contains(&format!("\"{slug}\"")), "{name}:{}: an add-on is data ({slug})", at + 1);
            }
        }
    }
}

#[test]
fn files_are_short_and_well_named() {
    for (name, text) in all_sources() {
        let lines = text.lines().count();
        assert!(lines <= LINES, "{name} has {lines} lines, {LINES} are enough");
        let stem = Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        for vague in ["utils", "util", "common", "types", "helpers", "helper", "misc"] {
            assert_ne!(stem, vague, "{name}: a name that says nothing");
        }
        assert!(text.starts_with("//!"), "{name} does not open with what it is for");
    }
}

/// The sizes of the README are a choice of those that `cargo xtask measure --write` keeps; rounded ones are left out.
#[test]
fn the_readme_tells_the_kept_sizes() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("it is text");
    let (readme, kept) = (read("README.md"), read("docs/measured.md"));
    let (_, table) = readme.split_once("| What (brotli, bytes) |").expect("the table is there");
    let (table, _) = table.split_once("\n\n").expect("the table ends");
    let numbers = table.split(|c: char| !c.is_ascii_digit() && c != ',');
    let exact: Vec<_> = numbers.filter(|size| size.len() > 4 && !size.ends_with(",000")).collect();
    assert!(exact.len() > 5, "{exact:?}");
    for size in exact {
        assert!(
            kept.contains(&format!(" {size} ")),
            "{size} is not in docs/measured.md: cargo xtask measure says what is"
        );
    }
}
