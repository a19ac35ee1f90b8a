//! What the chosen add-ons add to a project that exists already: snippets, each with the place where it goes.

use catalog::{AddonId, Effect, Place, Scope, Statement, sorting};

use crate::composition::{Line, Origin};
use crate::draft::Draft;
use crate::facts::Active;
use crate::files::settings::{
    assignments, code_block, expression, insertions, statement_imports, statements, tree_imports,
};
use crate::files::{Project, environment, of_kind, origin, requirements, services};
use crate::merge::{parties, path, shown};
use crate::order::{Ordered, Placed};
use crate::placeholder::fill;
use crate::python::{Imports, string, write, write_code};

/// Lines to paste into a file of an existing project.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet {
    /// The file, such as `config/settings.py`.
    pub path: String,
    /// Where the lines go.
    pub anchor: Anchor,
    /// The lines.
    pub lines: Vec<Line>,
    /// The add-ons that bring them.
    pub addons: Vec<AddonId>,
}

/// Where lines go in a file of an existing project.
#[derive(Debug, Clone, PartialEq)]
pub enum Anchor {
    /// The file is new.
    NewFile,
    /// Among the imports at the top.
    Imports,
    /// As a line of the file, in any place (requirements, variables).
    Anywhere,
    /// Into this list, directly before this element.
    Before(String, &'static str),
    /// Into this list, directly after this element.
    After(String, &'static str),
    /// Into this list, at its end.
    EndOf(String),
    /// At the end of the file, or in place of this setting where there is one, with what it holds already.
    Merge(String),
    /// Above the statement that sets this name.
    Above(&'static str),
    /// Below the statement that sets this name.
    Below(&'static str),
    /// In place of this code.
    InPlaceOf(&'static str),
    /// At the end of the file.
    End,
}

/// The settings of dictionaries and lists that every project has, as `startproject` writes them.
const EVERYWHERE: &[&str] = &["DATABASES", "INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"];

/// All snippets, in the order in which one pastes them.
pub(crate) fn snippets(project: &Project<'_>) -> Vec<Snippet> {
    let mut snippets = Snippets { project, found: Vec::new() };
    snippets.requirements();
    snippets.variables();
    snippets.settings();
    snippets.urls();
    snippets.entry_points();
    snippets.files();
    snippets.found
}

struct Snippets<'a> {
    project: &'a Project<'a>,
    found: Vec<Snippet>,
}

impl Snippets<'_> {
    fn draft(&self) -> Draft {
        Draft::new(self.project.comments())
    }

    /// Keeps what was drafted, where it holds anything.
    fn add(&mut self, path: impl Into<String>, anchor: Anchor, draft: Draft) {
        let file = draft.finish(path);
        let lines: Vec<Line> = file.lines.into_iter().skip_while(|line| line.text.is_empty()).collect();
        if lines.iter().any(|line| !line.comment) {
            let mut addons: Vec<AddonId> = Vec::new();
            for by in lines.iter().flat_map(|line| &line.origins).filter_map(|origin| origin.by) {
                if !addons.contains(&by) {
                    addons.push(by);
                }
            }
            self.found.push(Snippet { path: file.path, anchor, lines, addons });
        }
    }

    fn requirements(&mut self) {
        for (path, anchor, file) in requirements::additions(self.project) {
            self.add(path, anchor, file);
        }
    }

    fn variables(&mut self) {
        let draft = environment::additions(self.project);
        self.add(".env", Anchor::Anywhere, draft);
    }

    fn settings(&mut self) {
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
        statement_imports(project, Scope::Always, &mut imports);
        self.imports(&path, &imports);

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

        let mut draft = self.draft();
        let (added, known) = (added.among(EVERYWHERE), known.among(EVERYWHERE));
        assignments(project, &added, &known, 0, &mut draft);
        statements(project, Scope::Always, 0, &mut draft);
        self.add(&path, Anchor::End, draft);

        for (scope, guard) in [(Scope::Development, "if DEBUG:"), (Scope::Production, "if not DEBUG:")] {
            let single = project.is_single();
            let indent = if single { 4 } else { 0 };
            let tree = match scope {
                Scope::Production => project.settings.production.parts(true),
                _ => project.settings.development.parts(true),
            };
            let mut imports = Imports::default();
            tree_imports(&tree, &mut imports);
            statement_imports(project, scope, &mut imports);
            let mut block = self.draft();
            imports.write(&mut block, project.facts.project, indent, "");
            insertions(project, scope, indent, &mut block);
            assignments(project, &tree, &project.settings.always, indent, &mut block);
            statements(project, scope, indent, &mut block);
            if block.lines.is_empty() {
                continue;
            }
            let mut draft = self.draft();
            if single {
                draft.line(guard, &[]);
            }
            draft.lines.extend(block.lines);
            self.add(project.settings_path(scope), Anchor::End, draft);
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
                self.add(path, Anchor::Merge(root.name.clone()), draft);
            }
        }
    }

    fn imports(&mut self, path: &str, imports: &Imports) {
        let mut draft = self.draft();
        imports.write(&mut draft, self.project.facts.project, 0, "");
        self.add(path, Anchor::Imports, draft);
    }

    /// The elements that add-ons add to a list that plain Django has, in runs between its elements.
    fn list(&mut self, file: &str, list: &Ordered) {
        let django = |entry: &Placed| entry.origins.iter().any(|origin| origin.by.is_none());
        let root = list.name.split('.').next().unwrap_or(list.name);
        if !list.entries.iter().any(django) || !EVERYWHERE.contains(&root) {
            return;
        }
        let name = shown(&path(list.name));
        let mut run: Vec<&Placed> = Vec::new();
        let mut above: Option<&'static str> = None;
        for entry in list.entries.iter().filter(|entry| entry.scope == Scope::Always) {
            if !django(entry) {
                run.push(entry);
                continue;
            }
            let below = entry.value;
            let must_precede = run.iter().flat_map(|entry| rules(entry)).any(|then| then == below);
            let anchor = match above {
                Some(above) if !must_precede => Anchor::After(name.clone(), above),
                _ => Anchor::Before(name.clone(), below),
            };
            self.run(file, anchor, &mut run);
            above = Some(entry.value);
        }
        self.run(file, Anchor::EndOf(name), &mut run);
    }

    fn run(&mut self, file: &str, anchor: Anchor, run: &mut Vec<&Placed>) {
        let mut draft = self.draft();
        for entry in run.drain(..) {
            draft.reasons(4, &entry.origins);
            draft.line(format!("    {},", string(entry.value)), &entry.origins);
        }
        self.add(file, anchor, draft);
    }

    fn urls(&mut self) {
        let project = self.project;
        let path = format!("{}/urls.py", project.facts.project);
        let mut routes: Vec<_> = of_kind(project.active, |effect| match effect {
            Effect::Route(route) => Some(route),
            _ => None,
        })
        .filter(|(active, _)| active.by.is_some())
        .collect();
        sorting::sort_by_key(&mut routes, |(_, route)| route.rank);
        let mut imports = Imports::default();
        for (active, route) in routes.iter().filter(|(active, _)| active.contribution.scope == Scope::Always) {
            self.add_imports(&mut imports, active, route.imports);
        }
        for place in [Place::UrlsHead, Place::Urls] {
            for (active, statement) in self.statements(place) {
                self.add_imports(&mut imports, active, statement.imports);
            }
        }
        let guarded = routes.iter().find(|(active, _)| active.contribution.scope != Scope::Always);
        if let Some((active, _)) = guarded {
            imports.add("from django.conf import settings", &[origin(active)]);
        }
        self.imports(&path, &imports);
        self.blocks(&path, Place::UrlsHead, Anchor::Above("urlpatterns"));

        let mut draft = self.draft();
        for (active, route) in routes.iter().filter(|(active, _)| active.contribution.scope == Scope::Always) {
            let origins = [origin(active)];
            draft.reasons(4, &origins);
            write_code(&mut draft, 4, "", &fill(project.facts, active.by, route.pattern), ",", &origins);
        }
        self.add(&path, Anchor::EndOf("urlpatterns".to_owned()), draft);
        let mut draft = self.draft();
        crate::files::urls::guarded(project, &routes, &mut draft);
        self.add(&path, Anchor::End, draft);
        self.blocks(&path, Place::Urls, Anchor::End);
    }

    fn entry_points(&mut self) {
        let name = self.project.facts.project;
        let (asgi, package) = (format!("{name}/asgi.py"), format!("{name}/__init__.py"));
        self.blocks_with_imports(&asgi, Place::AsgiImports, Anchor::Above("application"), "  # noqa: E402", "");
        self.blocks_with_imports(
            &asgi,
            Place::AsgiApplication,
            Anchor::InPlaceOf("application = get_asgi_application()"),
            "  # noqa: E402",
            "application = ",
        );
        self.blocks_with_imports(&package, Place::PackageInit, Anchor::End, "", "");
    }

    fn files(&mut self) {
        let project = self.project;
        let files = of_kind(project.active, |effect| match effect {
            Effect::File(file) => Some(file),
            _ => None,
        });
        for (active, file) in files.filter(|(active, _)| active.by.is_some()) {
            let mut draft = self.draft();
            draft.block(&fill(project.facts, active.by, file.text), 0, &[origin(active)]);
            self.add(fill(project.facts, active.by, file.path), Anchor::NewFile, draft);
        }
        let mut draft = self.draft();
        services::additions(project, &mut draft);
        self.add("compose.yaml", Anchor::EndOf("services".to_owned()), draft);
    }

    fn statements(&self, place: Place) -> Vec<(&Active, &'static Statement)> {
        of_kind(self.project.active, |effect| match effect {
            Effect::Statement(statement) => Some(statement),
            _ => None,
        })
        .filter(|(active, statement)| active.by.is_some() && statement.place == place)
        .collect()
    }

    fn add_imports(&self, imports: &mut Imports, active: &Active, lines: &[&str]) {
        for line in lines {
            imports.add(&fill(self.project.facts, active.by, line), &[origin(active)]);
        }
    }

    fn blocks(&mut self, path: &str, place: Place, anchor: Anchor) {
        self.blocks_with(path, place, anchor, None, "");
    }

    /// Statements with their imports directly above them.
    fn blocks_with_imports(&mut self, path: &str, place: Place, anchor: Anchor, suffix: &str, prefix: &str) {
        self.blocks_with(path, place, anchor, Some(suffix), prefix);
    }

    fn blocks_with(&mut self, path: &str, place: Place, anchor: Anchor, suffix: Option<&str>, prefix: &str) {
        let mut draft = self.draft();
        let mut imports = Imports::default();
        for (active, statement) in self.statements(place) {
            self.add_imports(&mut imports, active, statement.imports);
        }
        if let Some(suffix) = suffix {
            imports.write(&mut draft, self.project.facts.project, 0, suffix);
        }
        for (active, statement) in self.statements(place) {
            let origins: [Origin; 1] = [origin(active)];
            draft.blank();
            draft.reasons(0, &origins);
            let code = fill(self.project.facts, active.by, statement.code);
            draft.block(&format!("{prefix}{}", code.trim()), 0, &origins);
        }
        self.add(path, anchor, draft);
    }
}

fn is_of_addon(origins: &[Origin]) -> bool {
    origins.iter().any(|origin| origin.by.is_some())
}

/// What stands behind an element by its own rules.
fn rules(entry: &Placed) -> impl Iterator<Item = &'static str> {
    let value = entry.value;
    entry
        .origins
        .iter()
        .flat_map(|origin| &origin.placed_by)
        .map(|claim| claim.precedence)
        .filter(move |precedence| precedence.first == value)
        .map(|precedence| precedence.then)
}
