//! `settings.py`, or the package with `base.py`, `dev.py` and `prod.py`.

mod expression;
mod scoped;

use catalog::{AddonId, Layout, Scope};

use super::Project;
use crate::composition::File;
use crate::draft::Draft;
use crate::merge::{Root, Tree};
use crate::python::{Imports, write};
use crate::words;

pub(crate) use expression::{expression, reads, tree_imports, uniform};
pub(crate) use scoped::{Whose, assignments, code_block, insertions, statement_imports, statements};

/// The settings of the project.
pub(crate) fn files(project: &Project<'_>) -> Vec<File> {
    let path = |scope| project.settings_path(scope);
    match project.facts.selection.target.layout {
        Layout::Single => vec![single(project).finish(path(Scope::Always))],
        Layout::Split => {
            let mut package = Draft::new(project.comments());
            project.head.write(&mut package);
            vec![
                base(project).finish(path(Scope::Always)),
                scoped(project, Scope::Development).finish(path(Scope::Development)),
                scoped(project, Scope::Production).finish(path(Scope::Production)),
                package.finish(format!("{}/settings/__init__.py", project.facts.project)),
            ]
        }
    }
}

/// One file: what applies always, then a block for development and one for production.
fn single(project: &Project<'_>) -> Draft {
    let mut imports = Imports::default();
    environment_imports(project, &mut imports);
    tree_imports(&project.settings.always, &mut imports);
    statement_imports(project, Scope::Always, Whose::Everybody, &mut imports);
    tree_imports(&project.settings.production, &mut imports);
    statement_imports(project, Scope::Production, Whose::Everybody, &mut imports);
    let mut draft = start(project, &imports);
    always(project, &mut draft);
    for (scope, reason) in [(Scope::Development, words::DEVELOPMENT_NOT_TESTS), (Scope::Production, words::PRODUCTION)]
    {
        let mut block = Draft::new(project.comments());
        if scope == Scope::Development {
            // Here, since what is for development only is not installed elsewhere.
            let mut imports = Imports::default();
            tree_imports(&project.settings.development, &mut imports);
            statement_imports(project, scope, Whose::Everybody, &mut imports);
            if !imports.is_empty() {
                imports.write(&mut block, project.facts.project, 4, "");
                block.blank();
            }
        }
        insertions(project, scope, 4, &mut block);
        assignments(project, tree_of(project, scope), &project.settings.always, 4, &mut block);
        statements(project, scope, Whose::Everybody, 4, &mut block);
        if !block.lines.is_empty() {
            draft.blank();
            draft.comment(project.word(reason), 0, &[]);
            draft.line(guard(project, scope), &[]);
            draft.lines.extend(trimmed(block));
        }
    }
    draft
}

/// `base.py`: what applies always.
fn base(project: &Project<'_>) -> Draft {
    let mut imports = Imports::default();
    environment_imports(project, &mut imports);
    tree_imports(&project.settings.always, &mut imports);
    statement_imports(project, Scope::Always, Whose::Everybody, &mut imports);
    let mut draft = start(project, &imports);
    always(project, &mut draft);
    draft
}

/// `dev.py` or `prod.py`: all of `base.py`, and what applies there only.
fn scoped(project: &Project<'_>, scope: Scope) -> Draft {
    let tree = tree_of(project, scope);
    let mut imports = Imports::default();
    imports.add("from .base import *", &[]);
    tree_imports(tree, &mut imports);
    statement_imports(project, scope, Whose::Everybody, &mut imports);
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    // For linters: names come from base.py by design.
    draft.fixed_comment("# ruff: noqa: F403, F405");
    draft.blank();
    imports.write(&mut draft, project.facts.project, 0, "");
    draft.blank();
    assignments(project, tree, &project.settings.always, 0, &mut draft);
    let mut block = Draft::new(project.comments());
    if is_guarded(project, scope) {
        insertions(project, scope, 4, &mut block);
        if !block.lines.is_empty() {
            draft.blank();
            draft.comment(project.word(words::DEVELOPMENT_NOT_TESTS), 0, &[]);
            draft.line(guard(project, scope), &[]);
        }
    } else {
        insertions(project, scope, 0, &mut block);
        draft.blank();
    }
    draft.lines.extend(trimmed(block));
    statements(project, scope, Whose::Everybody, 0, &mut draft);
    draft
}

/// The condition under which what is for one scope alone takes effect.
pub(crate) fn guard(project: &Project<'_>, scope: Scope) -> &'static str {
    match (project.facts.selection.target.layout, scope) {
        (Layout::Split, _) => "if not TESTING:",
        (Layout::Single, Scope::Production) => "if not DEBUG and not TESTING:",
        (Layout::Single, _) => "if DEBUG and not TESTING:",
    }
}

/// Whether a file of its own has a guard around what it inserts into lists: development tools stand in the way of tests.
pub(crate) fn is_guarded(project: &Project<'_>, scope: Scope) -> bool {
    !project.is_single() && scope == Scope::Development
}

/// The head and the imports.
fn start(project: &Project<'_>, imports: &Imports) -> Draft {
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    imports.write(&mut draft, project.facts.project, 0, "");
    draft.blank();
    draft
}

/// The settings that apply always, under their headings, then the statements.
fn always(project: &Project<'_>, draft: &mut Draft) {
    let mut section = None;
    let mut environment_is_ready = false;
    let mut above = Above::Apart;
    for root in &project.settings.always.roots {
        if root.section != section {
            section = root.section;
            heading(project, section, draft);
            above = Above::Apart;
        }
        if !environment_is_ready && reads(&root.node) {
            environment_is_ready = true;
            environment_setup(project, draft);
            above = Above::Apart;
        }
        above = setting(project, root, draft, above);
    }
    if !environment_is_ready {
        environment_setup(project, draft);
    }
    statements(project, Scope::Always, Whose::Everybody, 0, draft);
}

/// The name of an add-on above its settings.
fn heading(project: &Project<'_>, section: Option<AddonId>, draft: &mut Draft) {
    draft.blank();
    let addon = section.and_then(|id| project.facts.addons.iter().find(|addon| addon.id == id));
    if let Some(addon) = addon {
        draft.comment(addon.name, 0, &[]);
        draft.blank();
    }
    draft.forget_reasons();
}

/// What the setting above leaves for the one below, which follows without a blank line where both belong together.
#[derive(Clone, Copy, PartialEq)]
enum Above {
    /// Nothing: a heading, or a setting of several lines.
    Apart,
    /// A single line without a reason.
    Plain,
    /// A single line with a reason, which the next one may share.
    Explained,
}

/// Writes a setting with its reasons.
fn setting(project: &Project<'_>, root: &Root, draft: &mut Draft, above: Above) -> Above {
    let (expression, origins) = expression(&root.node, project.lists);
    let common = uniform(&root.node);
    let mut lines = Draft::new(project.comments());
    write(&mut lines, 0, &format!("{} = ", root.name), &expression, "", &origins);
    let single = lines.lines.len() == 1;
    let explained = common.as_ref().is_some_and(|origins| draft.has_new_reasons(origins));
    let shares = common.as_ref().is_some_and(|origins| draft.shares_reasons(origins));
    let close = match above {
        Above::Apart => false,
        Above::Plain => single && !explained && !shares,
        Above::Explained => single && shares,
    };
    if !close {
        draft.blank();
    }
    match common {
        Some(common) => {
            draft.reasons(0, &common);
        }
        None => draft.forget_reasons(),
    }
    draft.lines.extend(lines.lines);
    match (single, explained || shares) {
        (false, _) => Above::Apart,
        (true, true) => Above::Explained,
        (true, false) => Above::Plain,
    }
}

/// The statements by which the settings read the environment.
fn environment_setup(project: &Project<'_>, draft: &mut Draft) {
    let environment = &project.reading.environment;
    let origins = project.environment_origins();
    if !environment.setup.trim().is_empty() {
        draft.blank();
        code_block(project, draft, environment.setup, 0, &origins);
        draft.blank();
    }
    for (kind, code) in environment.helpers {
        if project.reading.kinds.contains(kind) {
            code_block(project, draft, code, 0, &origins);
        }
    }
}

fn environment_imports(project: &Project<'_>, imports: &mut Imports) {
    imports.add_all(project.reading.environment.imports, &project.environment_origins());
}

fn tree_of<'a>(project: &'a Project<'_>, scope: Scope) -> &'a Tree {
    match scope {
        Scope::Always => &project.settings.always,
        Scope::Development => &project.settings.development,
        Scope::Production => &project.settings.production,
    }
}

/// The lines of a block without blank ones at its end.
fn trimmed(block: Draft) -> Vec<crate::composition::Line> {
    block.finish("").lines
}
