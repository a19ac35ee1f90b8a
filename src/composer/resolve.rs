//! How the chosen add-ons stand to each other and to the target: what is missing, what clashes, what deserves a remark.

use catalog::{Addon, RelationKind, version::allows};

use crate::composition::Election;
use crate::facts::{Facts, free_name, is_project_name};
use crate::problem::{Problem, Reason, answers_outside};

/// What is wrong with the selection as such, before any file is made.
pub(crate) fn problems(facts: &Facts<'_>, elections: &[Election]) -> Vec<Problem> {
    let mut problems = target(facts);
    for addon in &facts.addons {
        relations(facts, addon, &mut problems);
    }
    for election in elections {
        if election.candidates.len() > 1 && !election.decided {
            problems.push(Problem::SeveralProviders {
                capability: election.capability,
                candidates: election.candidates.clone(),
                elected: election.elected,
            });
        }
    }
    problems.extend(facts.objections());
    problems
}

fn relations(facts: &Facts<'_>, addon: &'static Addon, problems: &mut Vec<Problem>) {
    let chosen = &facts.selection.addons;
    for relation in addon.relations.iter().filter(|relation| facts.holds(Some(addon), &relation.when)) {
        let reason = Reason { because: relation.because, source: relation.source };
        let by = addon.id;
        match relation.kind {
            RelationKind::Requires(needs) if !chosen.contains(&needs) => {
                problems.push(Problem::MissingRequirement { by, needs, reason });
            }
            RelationKind::Recommends(suggests) if !chosen.contains(&suggests) => {
                problems.push(Problem::Recommended { by, suggests, reason });
            }
            RelationKind::Conflicts(with) if chosen.contains(&with) && with != by => {
                // Told once, also where both sides declare it.
                let known = |problem: &Problem| matches!(problem, Problem::Conflict { by: a, with: b, .. } if *a == with && *b == by);
                if !problems.iter().any(known) {
                    problems.push(Problem::Conflict { by, with, reason });
                }
            }
            RelationKind::Advises { headline } => {
                let remedies = answers_outside(addon, relation.when.0);
                problems.push(Problem::Advice { by, headline, reason, remedies });
            }
            RelationKind::Requires(_)
            | RelationKind::Recommends(_)
            | RelationKind::Conflicts(_)
            | RelationKind::Provides(_) => {}
        }
    }
}

/// Versions, and the project's name.
fn target(facts: &Facts<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let target = &facts.selection.target;
    if !is_project_name(facts.catalog, &target.project) {
        let suggests = free_name(facts.catalog, &target.project);
        problems.push(Problem::ProjectName { name: target.project.clone(), suggests });
    }
    let Some(series) = facts.catalog.series.iter().find(|series| series.number == target.django) else {
        return problems;
    };
    if !series.pythons.contains(&target.python) {
        problems.push(Problem::PythonOfDjango { django: target.django, python: target.python });
    }
    for addon in &facts.addons {
        if !allows(addon.versions.python, target.python) {
            let declares = addon.versions.python;
            problems.push(Problem::PythonOfAddon { addon: addon.id, declares, python: target.python });
        }
    }
    for boots in [false, true] {
        let addons: Vec<_> = facts
            .addons
            .iter()
            .filter(|addon| {
                let versions = &addon.versions;
                !versions.django.is_empty()
                    && !versions.django.contains(&series.name)
                    && versions.boots.contains(&series.name) == boots
            })
            .map(|addon| addon.id)
            .collect();
        if !addons.is_empty() {
            problems.push(Problem::Undeclared { django: target.django, addons, boots });
        }
    }
    problems
}
