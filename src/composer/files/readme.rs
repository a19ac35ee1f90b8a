//! `README.md`: what one does next.

use catalog::{Moment, Proxy, Scope};

use super::Project;
use crate::composition::{File, PlannedStep};
use crate::draft::Draft;
use crate::words;

/// `README.md`.
pub(crate) fn file(project: &Project<'_>) -> File {
    let mut draft = Draft::new(project.comments());
    draft.line(format!("# {}", project.facts.project), &[]);
    draft.blank();
    let (selection, said) = project.head.0.split_last().map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
    for line in said {
        draft.line(line.clone(), &[]);
    }
    draft.blank();
    draft.fixed_comment(format!("    {selection}"));
    draft.blank();
    let sections = [
        (words::START, Moment::Setup, [Scope::Always, Scope::Development]),
        (words::RUN, Moment::Run, [Scope::Always, Scope::Development]),
        (words::DEPLOY, Moment::Deploy, [Scope::Always, Scope::Production]),
        (words::RUN_IN_PRODUCTION, Moment::Run, [Scope::Always, Scope::Production]),
    ];
    for (title, moment, scopes) in sections {
        let steps: Vec<&PlannedStep> =
            project.steps.iter().filter(|step| step.moment == moment && scopes.contains(&step.scope)).collect();
        if steps.is_empty() {
            continue;
        }
        draft.line(format!("## {}", project.word(title)), &[]);
        draft.blank();
        if moment == Moment::Run && steps.len() > 1 {
            draft.line(project.word(words::EACH_IN_ITS_TERMINAL), &[]);
            draft.blank();
        }
        if scopes.contains(&Scope::Production)
            && moment == Moment::Run
            && project.facts.selection.target.proxy == Proxy::None
        {
            draft.line(project.word(words::NO_PROXY), &[]);
            draft.blank();
        }
        draft.line("```sh", &[]);
        for step in steps {
            draft.reasons(0, &step.origins);
            draft.line(step.command.clone(), &step.origins);
        }
        draft.line("```", &[]);
        draft.blank();
    }
    if !project.facts.addons.is_empty() {
        draft.line(format!("## {}", project.word(words::DOCUMENTATION)), &[]);
        draft.blank();
        for addon in &project.facts.addons {
            draft.line(format!("- [{}]({})", addon.name, addon.links.docs), &[]);
        }
    }
    draft.finish("README.md")
}
