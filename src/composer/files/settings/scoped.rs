//! Blocks of settings: elements inserted into lists, parts of dictionaries set, statements.

use catalog::{Effect, Place, Scope, Statement};

use super::expression::{expression, uniform};
use crate::composition::Origin;
use crate::draft::Draft;
use crate::facts::Active;
use crate::files::{Project, of_kind, origin};
use crate::merge::{Node, Step, Tree, path, shown};
use crate::placeholder::fill;
use crate::python::{Expression, Imports, Item, opens_a_block, string, write, write_code};

/// Elements of lists that apply in one scope only, each inserted at the place that it would have in the list.
pub(crate) fn insertions(project: &Project<'_>, scope: Scope, indent: usize, draft: &mut Draft) {
    for list in project.lists {
        if !list.entries.iter().any(|entry| entry.scope == Scope::Always) {
            continue;
        }
        let name = shown(&path(list.name));
        let mut at_end: Vec<Item> = Vec::new();
        for (at, entry) in list.entries.iter().enumerate().filter(|(_, entry)| entry.scope == scope) {
            let anchor = list.entries[at..].iter().find(|entry| entry.scope == Scope::Always);
            let value = string(entry.value);
            match anchor {
                Some(anchor) => {
                    draft.reasons(indent, &entry.origins);
                    let anchor = string(anchor.value);
                    let code = format!("{name}.insert({name}.index({anchor}), {value})");
                    write_code(draft, indent, "", &code, "", &entry.origins);
                }
                None => at_end.push(Item { origins: entry.origins.clone(), ..Item::new(Expression::Code(value)) }),
            }
        }
        if !at_end.is_empty() {
            let origins: Vec<Origin> = at_end.iter().flat_map(|item| item.origins.clone()).collect();
            if let [item] = at_end.as_mut_slice() {
                draft.reasons(indent, &item.origins);
                item.origins.clear();
            }
            let expression = Expression::Group { brackets: ('[', ']'), items: at_end, tall: false };
            write(draft, indent, &format!("{name} += "), &expression, "", &origins);
        }
    }
}

/// The settings of one scope. Where a dictionary exists already, only its parts are set.
pub(crate) fn assignments(project: &Project<'_>, tree: &Tree, known: &Tree, indent: usize, draft: &mut Draft) {
    for root in &tree.roots {
        let always = known.root(&root.name).map(|root| &root.node);
        assign(project, &root.node, always, &mut vec![Step::Key(root.name.clone())], indent, draft);
    }
}

fn assign(
    project: &Project<'_>,
    node: &Node,
    always: Option<&Node>,
    at: &mut Vec<Step>,
    indent: usize,
    draft: &mut Draft,
) {
    if let (Node::Branch(children), Some(Node::Branch(known))) = (node, always) {
        for (step, child) in children {
            let known = known.iter().find(|(other, _)| other == step).map(|(_, node)| node);
            at.push(step.clone());
            assign(project, child, known, at, indent, draft);
            at.pop();
        }
        return;
    }
    let (expression, origins) = expression(node, project.lists);
    let common = uniform(node);
    if indent == 0 && !common.as_ref().is_some_and(|origins| draft.shares_reasons(origins)) {
        draft.blank();
    }
    match common {
        Some(common) => {
            draft.reasons(indent, &common);
        }
        None => draft.forget_reasons(),
    }
    write(draft, indent, &format!("{} = ", shown(at)), &expression, "", &origins);
}

/// Whose statements are written: a project that exists has those of plain Django in its own way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Whose {
    /// Plain Django's and those of the add-ons.
    Everybody,
    /// Those of the add-ons alone.
    Addons,
}

/// Statements at the end of the settings.
pub(crate) fn statements(project: &Project<'_>, scope: Scope, whose: Whose, indent: usize, draft: &mut Draft) {
    for (active, statement) in statements_of(project, scope, whose) {
        let origins = [origin(active)];
        draft.blank();
        draft.reasons(indent, &origins);
        code_block(project, draft, statement.code, indent, &origins);
    }
}

pub(crate) fn statement_imports(project: &Project<'_>, scope: Scope, whose: Whose, imports: &mut Imports) {
    for (active, statement) in statements_of(project, scope, whose) {
        let filled: Vec<String> = statement.imports.iter().map(|line| fill(project.facts, active.by, line)).collect();
        imports.add_all(&filled, &[origin(active)]);
    }
}

fn statements_of<'a>(
    project: &'a Project<'_>,
    scope: Scope,
    whose: Whose,
) -> impl Iterator<Item = (&'a Active, &'static Statement)> {
    of_kind(project.active, |effect| match effect {
        Effect::Statement(statement) if statement.place == Place::Settings => Some(statement),
        _ => None,
    })
    .filter(move |(active, _)| active.contribution.scope == scope)
    .filter(move |(active, _)| whose == Whose::Everybody || active.by.is_some())
}

/// Code as its author wrote it; functions with two empty lines around them.
pub(crate) fn code_block(project: &Project<'_>, draft: &mut Draft, code: &str, indent: usize, origins: &[Origin]) {
    let by = origins.first().and_then(|origin| origin.by);
    let by = by.and_then(|id| project.facts.addons.iter().find(|addon| addon.id == id)).copied();
    let code = fill(project.facts, by, code);
    let code = code.trim_matches('\n');
    let function = indent == 0 && opens_a_block(code);
    if function {
        draft.wide_blank();
    }
    draft.block(code, indent, origins);
    if function {
        draft.wide_blank();
    }
}
