//! The commands to run, in order.

use catalog::{Effect, Step, sorting};

use crate::composition::{Origin, PlannedStep};
use crate::facts::{Active, Facts};
use crate::placeholder::fill;

/// The commands, by moment and rank; one that several parties ask for stands once, at its smallest rank.
pub(crate) fn planned<'a>(facts: &Facts<'_>, active: impl IntoIterator<Item = &'a Active>) -> Vec<PlannedStep> {
    let mut steps: Vec<(&Active, &'static Step)> = active
        .into_iter()
        .filter_map(|active| match &active.contribution.effect {
            Effect::Step(step) => Some((active, step)),
            _ => None,
        })
        .collect();
    sorting::sort_by_key(&mut steps, |(_, step)| (step.moment, step.rank));
    let mut planned: Vec<PlannedStep> = Vec::new();
    for (active, step) in steps {
        let command = fill(facts, active.by, step.command);
        let contribution = active.contribution;
        let by = active.by.map(|addon| addon.id);
        let origin = Origin { by, because: contribution.because, source: contribution.source, placed_by: Vec::new() };
        let scope = contribution.scope;
        let same =
            |known: &&mut PlannedStep| known.moment == step.moment && known.command == command && known.scope == scope;
        match planned.iter_mut().find(same) {
            Some(known) => known.origins.push(origin),
            None => planned.push(PlannedStep { moment: step.moment, scope, command, origins: vec![origin] }),
        }
    }
    planned
}
