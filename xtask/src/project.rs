//! Where things are: the project's root and the ignored folders that the commands fill.

use std::{
    env,
    fs::{self, File},
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Outcome, cannot};

/// The folders of the project.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// The project's root.
    pub(crate) root: PathBuf,
    /// Cargo's folder for what it builds.
    pub(crate) target: PathBuf,
    /// How many times the catalog is in the guide, one but where its growth is measured: the variable `GUIDE_TIMES`, which
    /// the app's build script reads too.
    pub(crate) times: usize,
}

impl Project {
    /// The project that this program belongs to.
    ///
    /// # Errors
    ///
    /// `GUIDE_TIMES` is there and is no number from one on.
    pub(crate) fn find() -> Outcome<Project> {
        // Cargo sets the variable at run time too, so that a moved folder still finds itself.
        let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().unwrap_or(Path::new(".")).to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        let times = match env::var("GUIDE_TIMES") {
            Ok(text) => text.parse::<NonZeroUsize>().map(NonZeroUsize::get).map_err(|_| {
                Failure::new(format!(
                    "GUIDE_TIMES is {text:?} and should be a number from 1 on: correct it, or leave it out"
                ))
            })?,
            Err(_) => 1,
        };
        Ok(Project { root, target, times })
    }

    /// Tools that the commands install, one folder per tool and version.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join(".tools")
    }

    /// What is slow to make and safe to delete.
    pub(crate) fn cache(&self) -> PathBuf {
        self.root.join(".cache")
    }

    /// The deployable site.
    pub(crate) fn dist(&self) -> PathBuf {
        if self.times == 1 { self.root.join("dist") } else { self.site().join("grown") }
    }

    /// Where the site is put together.
    pub(crate) fn site(&self) -> PathBuf {
        if self.times == 1 { self.target.join("site") } else { self.target.join(format!("site-{}", self.times)) }
    }

    /// Waits until no other command of this project works on the same thing; the lock ends with the returned file.
    pub(crate) fn lock(&self, what: &str) -> Outcome<File> {
        let folder = self.cache();
        fs::create_dir_all(&folder).map_err(cannot("create", &folder))?;
        let path = folder.join(format!("{what}.lock"));
        let file = File::create(&path).map_err(cannot("write", &path))?;
        if file.try_lock().is_err() {
            eprintln!("  waiting for another command that works on the {what} of this project");
            file.lock().map_err(cannot("lock", &path))?;
        }
        Ok(file)
    }
}
