//! Names that a project cannot have: those of modules that it would hide.

use std::process::Command;

use catalog::{Catalog, Lang};
use composer::{Problem, Selection, compose, explain};

/// The real names, with nothing to compose: what a project holds has no part in what it may be called.
fn catalog() -> &'static Catalog {
    Box::leak(Box::new(Catalog { addons: &[], base: &[], ..*tests::catalog() }))
}

/// What the composer says against a name, and the files' own name for the project.
fn named(catalog: &'static Catalog, name: &str) -> (Option<Problem>, String) {
    let mut selection = Selection::new(catalog);
    name.clone_into(&mut selection.target.project);
    let composition = compose(catalog, &selection);
    let problem = composition.problems.into_iter().find(|problem| matches!(problem, Problem::ProjectName { .. }));
    let urls = composition.files.iter().find_map(|file| file.path.strip_suffix("/urls.py")).map(str::to_owned);
    (problem, urls.expect("every project has routes"))
}

/// Every module at the top of this Python and of what is installed in it, a line each.
const MODULES: &str = "
import importlib.metadata, sys
names = {*sys.stdlib_module_names, *importlib.metadata.packages_distributions()}
print(*sorted(name for name in names if name.isidentifier()), sep='\\n')
";

#[test]
fn no_module_of_a_real_environment_is_hidden() {
    let pythons = tests::pythons();
    if pythons.is_empty() {
        println!("skipped: no Python with the pinned packages in .cache/venvs; `cargo xtask test` makes one");
    }
    let catalog = catalog();
    for python in pythons {
        let said = Command::new(&python).args(["-c", MODULES]).output().expect("Python runs");
        let modules = String::from_utf8(said.stdout).expect("names are text").to_lowercase();
        assert!(modules.lines().count() > 400, "{} has too little in it: {modules}", python.display());
        let free: Vec<&str> = modules.lines().filter(|name| named(catalog, name).0.is_none()).collect();
        assert_eq!(free, [""; 0], "{}", python.display());
    }
}

#[test]
fn a_taken_name_gives_way_to_a_free_one() {
    let catalog = catalog();
    assert!(catalog.modules.split(' ').count() > 100, "{}", catalog.modules);
    for module in catalog.modules.split(' ').chain(["json", "test", "manage", "static", "cprofile"]) {
        let (problem, used) = named(catalog, module);
        let Some(problem @ Problem::ProjectName { suggests: Some(free), .. }) = &problem else {
            panic!("{module}: {problem:?}");
        };
        assert_eq!(used, "config");
        assert_eq!(named(catalog, free), (None, free.clone()));
        for (lang, says) in [(Lang::En, "would find the project in its place"), (Lang::Fr, "trouverait le projet")] {
            let explanation = explain(problem, catalog, lang);
            assert!(explanation.because[0].text.contains(says), "{:?}", explanation.because);
            assert!(explanation.hints[0].text.contains(free), "{:?}", explanation.hints);
        }
    }
    for free in ["config", "shop", "redis_shop", "my_json"] {
        assert_eq!(named(catalog, free), (None, free.to_owned()));
    }
}
