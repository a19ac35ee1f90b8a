//! What the reader builds: `compose(&Catalog, &Selection) -> Composition`, pure, total and deterministic.
//!
//! No I/O, no randomness, no failure: it returns the best files it can make *and* the list of what is wrong. Depends on
//! `catalog` only. The modules stand in the order in which the work is done; nothing reads a later one.

mod additions;
mod archive;
mod arranged;
mod comment;
mod composition;
mod difference;
mod dotenv;
mod draft;
mod explain;
mod facts;
mod files;
mod link;
mod merge;
mod order;
mod placeholder;
mod plan;
mod preset;
mod problem;
mod python;
#[cfg(test)]
mod readers;
mod reading;
mod resolve;
mod selection;
mod shell;
mod steps;
mod toml;
mod words;
mod yaml;

pub use additions::{Additions, Anchor, Snippet, each_once};
pub use archive::archive;
pub use arranged::{Arranged, Arrangement, arrangements};
pub use composition::{Claim, Composition, Election, File, Line, Listed, Origin, PlannedStep, PlannedVariable};
pub use difference::{ChangedLine, Difference, Fate, Sign, differences};
pub use explain::{Because, Explanation, Hint, explain, explain_change, explain_place};
pub use problem::{Change, Problem, Reason, Severity, Wanted};
pub use selection::{
    Answer, LONGEST_LINE, LONGEST_LINK, LONGEST_READ, MOST_ITEMS, PROJECT, Selection, Target, Unknown,
};

use catalog::{Catalog, sorting};

use facts::Facts;
use files::{Head, Project};
use reading::Reading;

/// Composes the project of a selection.
pub fn compose(catalog: &Catalog, selection: &Selection) -> Composition {
    let (composition, files) = planned(catalog, selection, files::all);
    Composition { files, ..composition }
}

/// A `.env` that is ready for development: that of the example, with a value from `random` for each variable that is
/// any long random text. It is never part of a composition, so that no secret can reach a link or a store.
pub fn env_file(catalog: &Catalog, selection: &Selection, random: &mut dyn FnMut() -> String) -> File {
    let (facts, _) = Facts::new(catalog, selection);
    let active = facts::active(&facts);
    let variables = Reading::new(&facts, &active).planned(&active);
    files::ready(&Head::new(catalog, selection), &variables, random)
}

/// Whether an option of an add-on is asked for in this selection.
pub fn is_asked(
    catalog: &Catalog,
    selection: &Selection,
    addon: &'static catalog::Addon,
    option: &catalog::AddonOption,
) -> bool {
    Facts::new(catalog, selection).0.asked(addon, option)
}

/// What stands against add-ons that are not chosen: the errors that choosing one would bring, in catalogue order.
/// Nothing is composed for it, so it is quick enough for every click.
pub fn obstacles(catalog: &Catalog, selection: &Selection) -> Vec<(catalog::AddonId, Problem)> {
    let mut obstacles = Vec::new();
    let mut wish = selection.clone();
    for addon in catalog.addons.iter().filter(|addon| !selection.addons.contains(&addon.id)) {
        wish.addons.insert(addon.id);
        let (facts, elections) = Facts::new(catalog, &wish);
        let errors = resolve::problems(&facts, &elections)
            .into_iter()
            .filter(|problem| problem.severity() == Severity::Error && problem.subjects().contains(&addon.id));
        obstacles.extend(errors.map(|problem| (addon.id, problem)));
        wish.addons.remove(&addon.id);
    }
    obstacles
}

/// What the chosen add-ons add to a project that exists already, in the order in which one does it.
pub fn additions(catalog: &Catalog, selection: &Selection) -> Additions {
    planned(catalog, selection, |project, _| additions::additions(project)).1
}

/// Finds out what goes into a project and hands it to whoever makes files of it. All problems but those of the files
/// are in the composition that comes back, which has no files yet.
fn planned<T>(
    catalog: &Catalog,
    selection: &Selection,
    make: impl FnOnce(&Project<'_>, &mut Vec<Problem>) -> T,
) -> (Composition, T) {
    let (facts, elections) = Facts::new(catalog, selection);
    let mut problems = resolve::problems(&facts, &elections);
    let active = facts::active(&facts);
    let lists = order::lists(catalog, &active, &mut problems);
    let mut reading = Reading::new(&facts, &active);
    let settings = merge::settings(&facts, &active, &lists, &mut reading, &mut problems);
    let variables = reading.planned(&active);
    let steps = steps::planned(&facts, &active);
    problems.append(&mut reading.problems);
    let project = Project {
        facts: &facts,
        active: &active,
        lists: &lists,
        settings: &settings,
        reading: &reading,
        variables: &variables,
        steps: &steps,
        head: Head::new(catalog, selection),
    };
    let made = make(&project, &mut problems);
    sorting::sort_by_key(&mut problems, Problem::severity);
    let lists = lists.into_iter().map(order::Ordered::listed).collect();
    (Composition { files: Vec::new(), steps, variables, lists, elections, problems }, made)
}
