//! Environments with real Django: per series of `content/pins/django-*.txt` an interpreter that fits, and a venv with
//! exactly the pinned packages in `.cache/venvs/django-<series>/`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Outcome, cannot},
    project::Project,
    run,
    stamp::Stamp,
    step::step,
    tools::{because_of_network, remove},
};

/// A Django series that the guide is proven with.
#[derive(Debug, PartialEq)]
pub(crate) struct Series {
    /// Such as `5.2`.
    pub(crate) name: String,
    pins: PathBuf,
}

/// An environment, or why there is none.
#[derive(Debug)]
pub(crate) enum Environment {
    /// The interpreter of a venv that holds the pinned packages.
    Ready(PathBuf),
    /// No interpreter of this machine fits: one sentence.
    NoInterpreter(String),
}

/// The Python versions that a series is proven with, the preferred one first. Django 6 needs 3.12
/// (<https://docs.djangoproject.com/en/6.0/faq/install/>), and so does a pinned package of both series.
fn pythons(series: &str) -> [&'static str; 2] {
    if series.starts_with("5.") { ["3.12", "3.13"] } else { ["3.13", "3.12"] }
}

/// The series that have pins, oldest first.
pub(crate) fn series(project: &Project) -> Outcome<Vec<Series>> {
    let folder = project.root.join("content/pins");
    let mut found: Vec<Series> = fs::read_dir(&folder)
        .map_err(cannot("read", &folder))?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let name = name.strip_prefix("django-")?.strip_suffix(".txt")?.to_owned();
            Some(Series { name, pins: entry.path() })
        })
        .collect();
    found.sort_by_key(|series| series.name.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>());
    Ok(found)
}

/// The environment of a series, made when it is not there or when the pins have changed.
pub(crate) fn environment(project: &Project, series: &Series) -> Outcome<Environment> {
    let what = format!("Django {} and the add-ons", series.name);
    venv(project, &format!("django-{}", series.name), &what, &series.pins, &pythons(&series.name))
}

/// An environment of this name with exactly the packages of a file of pins, for one of these Python versions.
pub(crate) fn venv(
    project: &Project,
    name: &str,
    what: &str,
    pinned: &Path,
    wanted: &[&'static str],
) -> Outcome<Environment> {
    let _lock = project.lock("venvs")?;
    let pins = fs::read(pinned).map_err(cannot("read", pinned))?;
    let mut stamp = Stamp::default();
    stamp.add("pins", &pins);
    let stamp = stamp.finish();

    let place = project.cache().join("venvs").join(name);
    let python = place.join("bin/python");
    let stamped = place.join("pins.stamp");
    if fs::read_to_string(&stamped).is_ok_and(|text| text.trim() == stamp) && version(&python).is_some() {
        return Ok(Environment::Ready(python));
    }
    let Some(interpreter) = choose(wanted, &candidates(wanted), version) else {
        return Ok(Environment::NoInterpreter(format!(
            "{what} needs Python {} with its venv module, and this machine has none",
            wanted.join(" or ")
        )));
    };
    step(format!("install {what} for {}", interpreter.display()), |step| {
        // The scripts of a venv hold its path, so it is made in its place; without its stamp it counts as absent.
        remove(&place)?;
        let filled = fill(project, &interpreter, &place, pinned, step);
        if filled.is_err() {
            remove(&place)?;
        }
        filled?;
        fs::write(&stamped, &stamp).map_err(cannot("write", &stamped))
    })?;
    Ok(Environment::Ready(python))
}

fn fill(project: &Project, interpreter: &Path, place: &Path, pins: &Path, step: &crate::step::Step) -> Outcome<()> {
    let mut venv = run::command(interpreter, &project.root);
    venv.args(["-m", "venv"]).arg(place);
    run::run(venv, step)?.or_fail(format!("{} cannot make a venv: see the output above", interpreter.display()))?;
    // The pins are complete, so nothing has to be resolved.
    let mut pip = run::command(place.join("bin/python"), &project.root);
    pip.args(["-m", "pip", "install", "--no-deps", "--disable-pip-version-check", "--no-input", "--requirement"])
        .arg(pins);
    let ended = run::run(pip, step)?;
    if !ended.ok {
        return Err(because_of_network("the pinned Python packages", ended));
    }
    let mut check = run::command(place.join("bin/python"), &project.root);
    check.args(["-m", "pip", "check", "--disable-pip-version-check"]);
    run::run(check, step)?.or_fail("the pinned Python packages do not fit together: see the output above").map(drop)
}

/// Where interpreters of these versions may be, the likeliest first.
fn candidates(wanted: &[&'static str]) -> Vec<(&'static str, PathBuf)> {
    let folders: Vec<PathBuf> = env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".pyenv")));
    let mut pyenv: Vec<PathBuf> = pyenv
        .and_then(|root| fs::read_dir(root.join("versions")).ok())
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    pyenv.sort();
    let mut all = Vec::new();
    for name in wanted {
        for program in [format!("python{name}"), "python3".to_owned()] {
            all.extend(folders.iter().map(|folder| (*name, folder.join(&program))));
        }
        let installed = pyenv.iter().rev().filter(|path| {
            path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&format!("{name}.")))
        });
        all.extend(installed.map(|path| (*name, path.join("bin/python"))));
    }
    all.retain(|(_, path)| path.is_file());
    all
}

/// The first candidate of the first wanted version that says it is of that version.
fn choose(
    wanted: &[&'static str],
    candidates: &[(&'static str, PathBuf)],
    version: impl Fn(&Path) -> Option<String>,
) -> Option<PathBuf> {
    wanted
        .iter()
        .find_map(|wanted| {
            let mut named = candidates.iter().filter(|(name, _)| name == wanted);
            named.find(|(_, path)| version(path).is_some_and(|version| version.starts_with(&format!("{wanted}."))))
        })
        .map(|(_, path)| path.clone())
}

/// The version of an interpreter that runs and can make a venv. A shim of pyenv is there for versions that are not.
fn version(interpreter: &Path) -> Option<String> {
    let mut python = run::command(interpreter, Path::new("/"));
    python.args(["-c", "import ensurepip, venv, platform; print(platform.python_version())"]);
    run::ask(python).map(|answer| answer.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_is_chosen_by_what_it_says() {
        let check = |candidates: &[(&'static str, &str)], said: &[(&str, &str)], expected: Option<&str>| {
            let candidates: Vec<_> = candidates.iter().map(|(name, path)| (*name, PathBuf::from(path))).collect();
            let said = |path: &Path| {
                said.iter().find(|(known, _)| Path::new(known) == path).map(|(_, version)| (*version).to_owned())
            };
            assert_eq!(choose(&["3.12", "3.13"], &candidates, said), expected.map(PathBuf::from), "{candidates:?}");
        };
        let both = [("3.12", "/shim/python3.12"), ("3.12", "/pyenv/3.12.1/python"), ("3.13", "/usr/python3.13")];
        check(&both, &[("/shim/python3.12", "3.12.9"), ("/usr/python3.13", "3.13.0")], Some("/shim/python3.12"));
        // The shim fails, since its version is not installed.
        check(
            &both,
            &[("/pyenv/3.12.1/python", "3.12.1"), ("/usr/python3.13", "3.13.0")],
            Some("/pyenv/3.12.1/python"),
        );
        check(&both, &[("/usr/python3.13", "3.13.0")], Some("/usr/python3.13"));
        // A name is no proof: `python3` may be anything, and 3.1 is not the start of 3.12.
        check(&[("3.12", "/usr/python3")], &[("/usr/python3", "3.11.2")], None);
        check(&[("3.12", "/usr/python3")], &[("/usr/python3", "3.1")], None);
        check(&[], &[], None);
    }

    #[test]
    fn every_series_has_its_pins() {
        let project = Project::find().expect("the environment says nothing wrong");
        let names: Vec<String> = series(&project).unwrap().into_iter().map(|series| series.name).collect();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]) && names.contains(&"5.2".to_owned()), "{names:?}");
    }
}
