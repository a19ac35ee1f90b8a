//! The commands that a project which exists is told of: those of add-ons, and of plain Django those that what was added
//! calls for.

use catalog::{Effect, Scope};

use super::Snippet;
use crate::composition::PlannedStep;
use crate::facts::Active;
use crate::files::Project;
use crate::steps::planned;

/// The commands, each once.
pub(super) fn of_additions(project: &Project<'_>, snippets: &[Snippet], needed: &[&str]) -> Vec<PlannedStep> {
    let told = project.active.iter().filter(|active| match &active.contribution.effect {
        Effect::Step(_) if active.by.is_some() => true,
        Effect::Step(step) => {
            snippets.iter().any(|snippet| snippet.path == step.upon)
                || needed.contains(&step.upon)
                || project.active.iter().any(|other| is_added(other, step.upon, active.contribution.scope))
        }
        _ => false,
    });
    each_once(&planned(project.facts, told))
}

/// Whether an add-on adds to this list where a command of this scope is run.
fn is_added(active: &Active, list: &str, scope: Scope) -> bool {
    let own = active.contribution.scope;
    let meets = own == Scope::Always || scope == Scope::Always || own == scope;
    active.by.is_some() && meets && matches!(&active.contribution.effect, Effect::Entry(entry) if entry.list == list)
}

/// Commands that are run in development and in production alike stand once, for both.
pub fn each_once(steps: &[PlannedStep]) -> Vec<PlannedStep> {
    let mut all: Vec<PlannedStep> = Vec::new();
    for step in steps {
        match all.iter_mut().find(|known| known.moment == step.moment && known.command == step.command) {
            Some(known) => {
                if known.scope != step.scope {
                    known.scope = Scope::Always;
                }
                known.origins.extend(step.origins.iter().cloned());
            }
            None => all.push(step.clone()),
        }
    }
    all
}
