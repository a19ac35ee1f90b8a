//! The settings of a project that exists: what goes into its lists, what is merged with what is there, what is new.

use catalog::{Scope, sorting};

use super::{Anchor, Snippets};
use crate::composition::{Line, Origin};
use crate::files::settings::{
    Whose, assignments, code_block, expression, guard, insertions, is_guarded, statement_imports, statements,
    tree_imports,
};
use crate::merge::{Root, Tree, parties};
use crate::python::{Imports, write};

/// The settings of dictionaries and lists that every project has, as `startproject` writes them.
pub(super) const EVERYWHERE: &[&str] = &["DATABASES", "INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"];

impl Snippets<'_> {
    /// Drafts what goes into the settings; gives the imports that it needs.
    pub(super) fn settings(&mut self) -> Imports {
        let project = self.project;
        let path = project.settings_path(Scope::Always);
        let (added, known) = (project.settings.always.parts(true), project.settings.always.parts(false));

        let mut imports = Imports::default();
        let variables = project.variables.iter().filter(|variable| is_of_addon(&variable.origins));
        let kinds = sorting::set(variables.map(|variable| variable.kind));
        let own_environment = project.environment_addon().is_some();
        if own_environment || !kinds.is_empty() {
            imports.add_all(project.reading.environment.imports, &project.environment_origins());
        }
        tree_imports(&added, &mut imports);
        statement_imports(project, Scope::Always, Whose::Addons, &mut imports);

        let mut draft = self.draft();
        let origins = project.environment_origins();
        if own_environment {
            code_block(project, &mut draft, project.reading.environment.setup, 0, &origins);
        }
        for (_, code) in project.reading.environment.helpers.iter().filter(|(kind, _)| kinds.contains(kind)) {
            code_block(project, &mut draft, code, 0, &origins);
        }
        self.add(&path, Anchor::Below("BASE_DIR"), draft);

        for list in project.lists {
            self.list(&path, list);
        }
        self.merged(&path);

        let (of_django, own) = self.apart(added.among(EVERYWHERE), &Tree::default());
        let (dictionaries, own) = self.dictionaries(own);
        for root in of_django.into_iter().chain(dictionaries) {
            let (anchor, mut draft) = (self.anchor(&root), self.draft());
            assignments(project, &Tree { roots: vec![root] }, &Tree::default(), 0, &mut draft);
            self.add(&path, anchor, draft);
        }
        let mut draft = self.draft();
        assignments(project, &own, &known.among(EVERYWHERE), 0, &mut draft);
        statements(project, Scope::Always, Whose::Addons, 0, &mut draft);
        self.add(&path, Anchor::End, draft);

        self.scoped(Scope::Development);
        self.scoped(Scope::Production);
        imports
    }

    /// What applies in one scope only: behind a guard where the settings are one file.
    fn scoped(&mut self, scope: Scope) {
        let project = self.project;
        let indent = if project.is_single() { 4 } else { 0 };
        let tree = match scope {
            Scope::Production => project.settings.production.parts(true),
            _ => project.settings.development.parts(true),
        };
        let mut imports = Imports::default();
        tree_imports(&tree, &mut imports);
        statement_imports(project, scope, Whose::Addons, &mut imports);
        let (of_django, own) = self.apart(tree, &project.settings.always);
        let (dictionaries, own) = self.dictionaries(own);

        let mut block = self.draft();
        imports.write(&mut block, project.facts.project, indent, "");
        if is_guarded(project, scope) {
            assignments(project, &own, &project.settings.always, indent, &mut block);
            let mut inserted = self.draft();
            insertions(project, scope, 4, &mut inserted);
            if !inserted.lines.is_empty() {
                block.blank();
                block.line(guard(project, scope), &[]);
                block.lines.extend(inserted.lines);
            }
        } else {
            insertions(project, scope, indent, &mut block);
            assignments(project, &own, &project.settings.always, indent, &mut block);
        }
        statements(project, scope, Whose::Addons, indent, &mut block);
        self.add_guarded(scope, Anchor::End, block.lines);

        for root in of_django.into_iter().chain(dictionaries) {
            let (anchor, mut draft) = (self.anchor(&root), self.draft());
            assignments(project, &Tree { roots: vec![root] }, &Tree::default(), indent, &mut draft);
            self.add_guarded(scope, anchor, draft.lines);
        }
    }

    fn add_guarded(&mut self, scope: Scope, anchor: Anchor, lines: Vec<Line>) {
        if lines.is_empty() {
            return;
        }
        let project = self.project;
        let mut draft = self.draft();
        if project.is_single() {
            draft.line(guard(project, scope), &[]);
        }
        draft.lines.extend(lines.into_iter().skip_while(|line| line.text.is_empty()));
        self.add(project.settings_path(scope), anchor, draft);
    }

    /// The settings of Django's own that a project may have already and that stand here whole, and all others.
    fn apart(&self, tree: Tree, known: &Tree) -> (Vec<Root>, Tree) {
        let plain = &self.project.facts.catalog.plain;
        let whole = |root: &Root| known.root(&root.name).is_none() && !EVERYWHERE.contains(&root.name.as_str());
        let (of_django, own) = tree.roots.into_iter().partition(|root| plain.has(&root.name) && whole(root));
        (of_django, Tree { roots: own })
    }

    /// The dictionaries of add-ons that are set in this tree alone, and all others. Who uses the add-on already has one,
    /// and a second one would replace it.
    fn dictionaries(&self, tree: Tree) -> (Vec<Root>, Tree) {
        let settings = &self.project.settings;
        let trees = [&settings.always, &settings.development, &settings.production];
        let dictionary = |root: &Root| expression(&root.node, self.project.lists).0.is_dictionary();
        let alone = |root: &Root| trees.iter().filter(|tree| tree.root(&root.name).is_some()).count() == 1;
        let (dictionaries, own) = tree.roots.into_iter().partition(|root| dictionary(root) && alone(root));
        (dictionaries, Tree { roots: own })
    }

    fn anchor(&self, root: &Root) -> Anchor {
        if self.project.facts.catalog.plain.single.contains(&root.name.as_str()) {
            Anchor::Instead(root.name.clone())
        } else {
            Anchor::Merge(root.name.clone())
        }
    }

    /// Settings that are plain Django's and that many projects do not have yet: whole, with what add-ons change.
    fn merged(&mut self, path: &str) {
        let settings = &self.project.settings;
        for root in &settings.always.roots {
            let by = parties(&root.node);
            let changed = [&settings.development, &settings.production]
                .iter()
                .any(|tree| tree.parts(true).root(&root.name).is_some());
            let touched = by.iter().any(Option::is_some) || changed;
            if by.contains(&None) && touched && !EVERYWHERE.contains(&root.name.as_str()) {
                let mut draft = self.draft();
                let (expression, origins) = expression(&root.node, self.project.lists);
                write(&mut draft, 0, &format!("{} = ", root.name), &expression, "", &origins);
                self.add(path, self.anchor(root), draft);
            }
        }
    }
}

fn is_of_addon(origins: &[Origin]) -> bool {
    origins.iter().any(|origin| origin.by.is_some())
}
