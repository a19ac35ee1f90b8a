//! How the chosen add-ons stand to each other and to the target: what is missing, what clashes, what deserves a remark.

use catalog::{Addon, RelationKind};

use crate::composition::Election;
use crate::facts::{Facts, is_project_name};
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
        problems.push(Problem::ProjectName { name: target.project.clone() });
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

/// Whether a version specifier such as `>=3.10,<4` allows a minor version of Python. What it does not understand, it
/// allows: the compiler has checked the form.
pub(crate) fn allows(specifier: &str, python: &str) -> bool {
    let number = |text: &str| -> Option<(u32, u32)> {
        let mut parts = text.trim().trim_end_matches(".*").split('.');
        let major = parts.next()?.parse().ok()?;
        Some((major, parts.next().map_or(Some(0), |minor| minor.parse().ok())?))
    };
    let Some(python) = number(python) else { return true };
    specifier.split(',').all(|clause| {
        let clause = clause.trim();
        let split = clause.find(|c: char| c.is_ascii_digit()).unwrap_or(clause.len());
        let (operator, version) = clause.split_at(split);
        let Some(version) = number(version) else { return true };
        match operator.trim() {
            ">=" => python >= version,
            ">" => python > version,
            "<" => python < version,
            "<=" => python <= version,
            "!=" => python != version,
            "==" => python == version,
            "~=" => python >= version && python.0 == version.0,
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn version_specifiers() {
        for (specifier, python, expected) in [
            (">=3.10", "3.9", false),
            (">=3.10", "3.10", true),
            (">=3.10,<4", "3.13", true),
            (">=3.9,<3.13", "3.13", false),
            ("!=3.12.*", "3.12", false),
            ("~=3.7", "3.13", true),
            ("", "3.13", true),
            (" >= 3.11 ", "3.11", true),
        ] {
            assert_eq!(allows(specifier, python), expected, "{python} in {specifier}");
        }
    }
}
