//! Putting a finished folder in its place: the old one is there until the new one is whole.

use std::{fs, io, path::Path};

use crate::{
    failure::{Outcome, cannot},
    tools::remove,
};

/// Moves `fresh` to `place`, in the stead of what is there.
pub(super) fn swap(fresh: &Path, place: &Path) -> Outcome<()> {
    let beside =
        |end: &str| place.with_file_name(format!(".{}-{end}", place.file_name().unwrap_or_default().to_string_lossy()));
    let (new, old) = (beside("new"), beside("old"));
    remove(&new)?;
    remove(&old)?;
    if fs::rename(fresh, &new).is_err() {
        // Cargo's folder may be on another disk, where only a copy helps.
        copy(fresh, &new).map_err(cannot("copy", fresh))?;
        remove(fresh)?;
    }
    if place.exists() {
        fs::rename(place, &old).map_err(cannot("move", place))?;
    }
    fs::rename(&new, place).map_err(cannot("move", &new))?;
    remove(&old)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (from, to) = (entry.as_ref().map(fs::DirEntry::path), entry.as_ref().map(|e| to.join(e.file_name())));
        match (from, to) {
            (Ok(from), Ok(to)) if from.is_dir() => copy(&from, &to)?,
            (Ok(from), Ok(to)) => drop(fs::copy(from, to)?),
            _ => return Err(io::Error::other("a file vanished")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[test]
    fn the_new_takes_the_place_of_the_old() {
        let folder = scratch::Folder::new("swap");
        let (fresh, place) = (folder.path().join("fresh"), folder.path().join("dist"));
        for text in ["one", "two"] {
            folder.write("fresh/a/b.txt", text);
            swap(&fresh, &place).unwrap();
            assert_eq!(fs::read_to_string(place.join("a/b.txt")).unwrap(), text);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
        }
        copy(&place, &folder.path().join("copy")).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("copy/a/b.txt")).unwrap(), "two");
    }
}
