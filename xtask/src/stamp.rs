//! Stamps: a hash of everything that a result rests on, kept beside it, so that a second run redoes nothing.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::failure::{Outcome, cannot};

/// A hash in the making.
#[derive(Default)]
pub(crate) struct Stamp(Sha256);

impl Stamp {
    /// Takes in a named piece of text. Name and text are told apart by their lengths.
    pub(crate) fn add(&mut self, name: &str, value: impl AsRef<[u8]>) {
        let value = value.as_ref();
        self.0.update(format!("{}:{name}{}:", name.len(), value.len()));
        self.0.update(value);
    }

    /// Takes in a file or a folder with all that is in it; what is not there counts as not there.
    pub(crate) fn add_path(&mut self, root: &Path, path: &str) -> Outcome<()> {
        let whole = root.join(path);
        if whole.is_dir() {
            for file in files(&whole)? {
                let bytes = fs::read(&file).map_err(cannot("read", &file))?;
                self.add(&file.strip_prefix(root).unwrap_or(&file).to_string_lossy(), bytes);
            }
        } else if whole.is_file() {
            self.add(path, fs::read(&whole).map_err(cannot("read", &whole))?);
        } else {
            self.add(path, "absent");
        }
        Ok(())
    }

    /// The stamp as text.
    pub(crate) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The first 16 hexadecimal digits of the hash of some bytes: what stands in the name of a file that never changes.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}

/// The hash of some bytes, in hexadecimal digits.
pub(crate) fn whole_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// All files under a folder, sorted; hidden files and what editors and Python leave behind do not count.
pub(crate) fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(cannot("read", &folder))? {
            let path = entry.map_err(cannot("read", &folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') || name.ends_with('~') || name == "__pycache__" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(parts: &[(&str, &str)]) -> String {
        let mut stamp = Stamp::default();
        for (name, value) in parts {
            stamp.add(name, value);
        }
        stamp.finish()
    }

    #[test]
    fn stamps_tell_names_values_and_borders_apart() {
        let all = [
            stamp(&[("a", "b")]),
            stamp(&[("ab", "")]),
            stamp(&[("", "ab")]),
            stamp(&[("a", "c")]),
            stamp(&[("a", "b"), ("", "")]),
            stamp(&[("a", "1:b")]),
            stamp(&[]),
        ];
        for (i, a) in all.iter().enumerate() {
            assert_eq!(a.len(), 64);
            assert!(all[i + 1..].iter().all(|b| a != b), "two stamps agree: {all:?}");
        }
        assert_eq!(stamp(&[("a", "b")]), stamp(&[("a", "b")]));
    }

    #[test]
    fn a_folder_is_stamped_with_names_and_contents_of_what_counts() {
        let folder = crate::scratch::Folder::new("stamp");
        let stamp = || {
            let mut stamp = Stamp::default();
            stamp.add_path(folder.path(), "in").unwrap();
            stamp.finish()
        };
        let absent = stamp();
        folder.write("in/a.txt", "1");
        folder.write("in/deep/b.txt", "2");
        let first = stamp();
        folder.write("in/.hidden", "x");
        folder.write("in/deep/__pycache__/b.pyc", "x");
        folder.write("in/a.txt~", "x");
        assert_eq!(first, stamp());
        folder.write("in/deep/b.txt", "3");
        let changed = stamp();
        fs::rename(folder.path().join("in/a.txt"), folder.path().join("in/c.txt")).unwrap();
        let renamed = stamp();
        assert!(absent != first && first != changed && changed != renamed);
    }

    #[test]
    fn content_hashes_are_sixteen_digits() {
        assert_eq!(content_hash(b""), "e3b0c44298fc1c14");
    }
}
