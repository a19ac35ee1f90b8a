//! The files of the content folder, read once and kept for the whole run: a catalog borrows from them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::Location;

/// A content file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    /// Its path, relative to the content folder.
    pub(crate) path: &'static str,
    /// Its text, with `\n` at the ends of lines.
    pub(crate) text: &'static str,
}

impl Source {
    /// Reads a file; none if there is none, or if it is not UTF-8 text.
    pub(crate) fn read(content: &Path, path: &str) -> Option<Source> {
        let text = fs::read_to_string(content.join(path)).ok()?.replace("\r\n", "\n");
        Some(Source { path: path.to_owned().leak(), text: text.leak() })
    }

    /// The line on which the byte at `offset` stands.
    pub(crate) fn location(&self, offset: usize) -> Location {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        Location { file: self.path, line: before.iter().filter(|byte| **byte == b'\n').count() + 1 }
    }
}

/// The names of what a folder holds, sorted; folders end with `/`. Hidden files are left out.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| {
            let folder = entry.path().is_dir();
            format!("{}{}", entry.file_name().to_string_lossy(), if folder { "/" } else { "" })
        })
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// All files and folders under a folder, the folder first: what a build depends on.
pub(crate) fn all(folder: &Path) -> Vec<PathBuf> {
    let mut paths = vec![folder.to_owned()];
    for name in names(folder) {
        match name.strip_suffix('/') {
            Some(inner) => paths.extend(all(&folder.join(inner))),
            None => paths.push(folder.join(name)),
        }
    }
    paths
}

/// Keeps a list for as long as the program runs.
pub(crate) fn keep<T>(list: Vec<T>) -> &'static [T] {
    list.leak()
}
