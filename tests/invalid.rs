//! Content that must be refused, with the whole report as the expected text.
//!
//! `invalid/valid/` is a small content tree without a mistake. Each other folder of `invalid/` is a case: what is
//! different from it, and `report.txt`. What is different are files that stand in the case itself, files that `remove.txt`
//! lists, and the edits of `change.txt`: the path of a file, lines to find (`- …`) and lines to put in their place
//! (`+ …`); lines without any to find are appended.
//!
//! `UPDATE_EXPECT=1 cargo test --test invalid` rewrites the reports.

#![allow(clippy::unwrap_used, reason = "a test that cannot lay out its files has failed")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use catalog::Pairing;
use compiler::{Mistake, Report, compile};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("invalid")
}

#[test]
fn the_valid_tree_compiles() {
    let catalog = compile(&root().join("valid")).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(catalog.addons.iter().map(|addon| addon.id.0).collect::<Vec<_>>(), ["harbour", "lantern"]);
    let [harbour, lantern] = catalog.addons else { panic!("two add-ons") };
    assert_eq!((harbour.versions.boots, lantern.versions.boots), (&["5.2"][..], &["5.2"][..]));
    assert_eq!(catalog.proof.pairing(lantern.id, harbour.id), Pairing::Arranged);
    assert_eq!(catalog.proof.snippets[0].checks, 7);
}

#[test]
fn every_case_is_reported_as_expected() {
    for (case, report) in reports() {
        let expected = root().join(case).join("report.txt");
        expect_test::expect_file![expected].assert_eq(&format!("{report}\n"));
    }
}

#[test]
fn every_kind_of_mistake_has_a_case() {
    let findings = reports().iter().flat_map(|(_, report)| &report.findings);
    let seen: BTreeSet<&str> = findings.map(|finding| finding.mistake.kind()).collect();
    let missing: Vec<_> = Mistake::KINDS.iter().filter(|kind| !seen.contains(**kind)).collect();
    assert!(missing.is_empty(), "no case of tests/invalid holds {missing:?}");
}

#[test]
fn reports_are_sorted_and_worded() {
    for (case, report) in reports() {
        assert!(report.findings.is_sorted_by_key(|finding| finding.location), "{case}");
        for finding in &report.findings {
            assert!(!finding.message().is_empty() && !finding.hint().is_empty(), "{case}: {finding:?}");
        }
    }
}

/// The report of each case, made once.
fn reports() -> &'static [(String, Report)] {
    static REPORTS: LazyLock<Vec<(String, Report)>> = LazyLock::new(|| {
        let report = |case: PathBuf| {
            let name = case.file_name().unwrap().to_string_lossy().into_owned();
            let report = compile(&tree(&case)).expect_err(&format!("{name} holds a mistake"));
            (name, report)
        };
        cases().into_iter().map(report).collect()
    });
    &REPORTS
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries.filter(|path| path.is_dir() && !path.ends_with("valid")).collect();
    cases.sort();
    assert!(cases.len() >= 25, "{} cases", cases.len());
    cases
}

/// The content tree of a case, laid out in a folder of its own.
fn tree(case: &Path) -> PathBuf {
    let tree = Path::new(env!("CARGO_TARGET_TMPDIR")).join("invalid").join(case.file_name().unwrap());
    if tree.exists() {
        fs::remove_dir_all(&tree).unwrap();
    }
    copy(&root().join("valid"), &tree);
    copy(case, &tree);
    for name in ["report.txt", "remove.txt", "change.txt"] {
        let _ = fs::remove_file(tree.join(name));
    }
    for path in fs::read_to_string(case.join("remove.txt")).unwrap_or_default().lines() {
        fs::remove_file(tree.join(path)).unwrap_or_else(|error| panic!("{}: {path}: {error}", case.display()));
    }
    for edit in fs::read_to_string(case.join("change.txt")).unwrap_or_default().split("\n\n") {
        change(&tree, edit.trim_end_matches('\n'));
    }
    tree
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

/// Carries out one edit of `change.txt`.
fn change(tree: &Path, edit: &str) {
    let Some((path, lines)) = edit.split_once('\n') else { return };
    let with = |sign: &str| {
        let lines = lines.lines().filter_map(|line| line.strip_prefix(sign));
        lines.map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line))).collect::<String>()
    };
    let (old, new) = (with("-"), with("+"));
    let file = tree.join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    let text = if old.is_empty() {
        text + &new
    } else {
        assert_eq!(text.matches(&old).count(), 1, "{path} holds these lines once:\n{old}");
        text.replacen(&old, &new, 1)
    };
    fs::write(file, text).unwrap();
}
