//! What several test targets share: the real content, compiled once, and a Python that has the pinned packages.

pub mod golden;

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use catalog::Catalog;

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The real content.
///
/// # Panics
///
/// With the whole report, where the content has mistakes.
pub fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| match compiler::compile(&root().join("content")) {
        Ok(catalog) => catalog,
        Err(report) => panic!("the content has mistakes\n{report}"),
    })
}

/// A Python with the pinned packages, where `cargo xtask test` has made one.
pub fn python() -> Option<PathBuf> {
    pythons().pop()
}

/// The Pythons with the pinned packages, one for each Django series, where `cargo xtask test` has made them.
pub fn pythons() -> Vec<PathBuf> {
    let Ok(venvs) = std::fs::read_dir(root().join(".cache/venvs")) else { return Vec::new() };
    // Without its stamp one is not whole.
    let whole = venvs.flatten().map(|venv| venv.path()).filter(|venv| venv.join("pins.stamp").is_file());
    let mut found: Vec<PathBuf> = whole.map(|venv| venv.join("bin/python")).collect();
    found.sort();
    let works = |python: &PathBuf| Command::new(python).arg("--version").output().is_ok_and(|out| out.status.success());
    found.retain(works);
    found
}
