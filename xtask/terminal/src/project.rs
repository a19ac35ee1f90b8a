//! Writing a composed project into a folder. Nothing that is there already is overwritten unasked.

use std::{
    fs, io,
    path::{Component, Path},
};

use composer::File;

use crate::Failure;

/// Writes the files under a folder, which must be new or empty unless `force` is given; even then files of other
/// names stay.
pub(crate) fn write(folder: &Path, files: &[File], force: bool) -> Result<(), Failure> {
    let taken = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(cannot("read", folder, &error)),
    };
    if taken && !force {
        return Err(
            format!("{} is not empty: choose another folder, or overwrite with --force", folder.display()).into()
        );
    }
    for file in files {
        let relative = Path::new(&file.path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(format!("the project has a file {:?}, which would lie outside its folder", file.path).into());
        }
        let path = folder.join(relative);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| cannot("create", parent, &error))?;
        }
        fs::write(&path, file.text()).map_err(|error| cannot("write", &path, &error))?;
        if file.executable {
            executable(&path).map_err(|error| cannot("make executable", &path, &error))?;
        }
    }
    Ok(())
}

fn cannot(verb: &str, path: &Path, error: &io::Error) -> Failure {
    format!("cannot {verb} {}: {error}", path.display()).into()
}

#[cfg(unix)]
fn executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use composer::Line;

    use super::*;

    fn file(path: &str, text: &str) -> File {
        let line = Line { text: text.to_owned(), origins: Vec::new(), comment: false };
        File { path: path.to_owned(), executable: path == "manage.py", lines: vec![line] }
    }

    #[test]
    fn a_full_folder_is_left_alone_unless_forced() {
        let folder = std::env::temp_dir().join(format!("terminal-test-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();

        write(&folder, &[file("manage.py", "one"), file("config/urls.py", "two")], false).unwrap();
        assert_eq!((read("manage.py"), read("config/urls.py")), ("one\n".into(), "two\n".into()));
        let refused = write(&folder, &[file("manage.py", "new")], false).unwrap_err().to_string();
        assert!(refused.ends_with("is not empty: choose another folder, or overwrite with --force"), "{refused}");
        assert_eq!(read("manage.py"), "one\n");
        write(&folder, &[file("manage.py", "new")], true).unwrap();
        assert_eq!((read("manage.py"), read("config/urls.py")), ("new\n".into(), "two\n".into()));
        for outside in ["../x.py", "/x.py", "a/../../x.py"] {
            assert!(write(&folder, &[file(outside, "")], true).is_err(), "{outside}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
