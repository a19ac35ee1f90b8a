//! `.env.example`, and the `.env` for development that is made from it.

use super::{Head, Project};
use crate::composition::{File, PlannedVariable};
use crate::dotenv;
use crate::draft::Draft;
use crate::problem::Problem;
use crate::words;

/// `.env.example`: each variable with its reasons. Variables that may be left out and have no example are commented, with
/// what they are when they are not set.
pub(crate) fn example(project: &Project<'_>, problems: &mut Vec<Problem>) -> File {
    let lang = project.comments();
    let mut draft = Draft::new(lang);
    project.head.write(&mut draft);
    draft.comment(project.word(words::COPY_TO_ENV), 0, &[]);
    lines(&mut draft, project.variables, &mut |variable| {
        let value = dotenv::value(&variable.example);
        if value.is_none() {
            let by = variable.origins.iter().find_map(|origin| origin.by);
            problems.push(Problem::Unwritable { file: ".env.example", name: variable.name, by });
        }
        value.unwrap_or_default()
    });
    draft.finish(".env.example")
}

/// The variables that add-ons read.
pub(crate) fn additions(project: &Project<'_>) -> Draft {
    let mut draft = Draft::new(project.comments());
    let of_addons: Vec<PlannedVariable> = project
        .variables
        .iter()
        .filter(|variable| variable.origins.iter().any(|origin| origin.by.is_some()))
        .cloned()
        .collect();
    lines(&mut draft, &of_addons, &mut |variable| dotenv::value(&variable.example).unwrap_or_default());
    draft
}

/// A `.env` that is ready for development.
pub(crate) fn ready(head: &Head, variables: &[PlannedVariable], random: &mut dyn FnMut() -> String) -> File {
    let mut draft = Draft::new(None);
    head.write(&mut draft);
    lines(&mut draft, variables, &mut |variable| {
        let text = if variable.random { random() } else { variable.example.clone() };
        dotenv::value(&text).unwrap_or_default()
    });
    draft.finish(".env")
}

fn lines(draft: &mut Draft, variables: &[PlannedVariable], value: &mut dyn FnMut(&PlannedVariable) -> String) {
    for variable in variables {
        draft.blank();
        draft.forget_reasons();
        draft.reasons(0, &variable.origins);
        let mut value = value(variable);
        let mut mark = "";
        if variable.default.is_some() && value.is_empty() {
            mark = "# ";
            value = variable.fallback.as_deref().and_then(dotenv::value).unwrap_or_default();
        }
        draft.line(format!("{mark}{}={value}", variable.name), &variable.origins);
    }
}
