//! What the chosen add-ons add to a project that exists already: commands that install, snippets, each with the place where
//! it goes, and commands to run. Nothing but `startproject` is taken for granted: what a snippet relies on besides comes as
//! a snippet of its own.

mod needs;
mod settings;
mod steps;

use catalog::{AddonId, Effect, Place, Scope, Statement, sorting};

use crate::composition::{Line, Origin, PlannedStep};
use crate::draft::Draft;
use crate::facts::Active;
use crate::files::{Project, entry_points, environment, of_kind, origin, requirements, services};
use crate::merge::{path, shown};
use crate::order::{Ordered, Placed};
use crate::placeholder::fill;
use crate::python::{Imports, string, write_code};
use settings::EVERYWHERE;

pub use steps::each_once;

/// What the chosen add-ons add to a project that exists already, in the order in which one does it.
#[derive(Debug, Clone, PartialEq)]
pub struct Additions {
    /// The commands that install what they need, to paste into a shell.
    pub install: Vec<String>,
    /// What is pasted into files.
    pub snippets: Vec<Snippet>,
    /// What is run then.
    pub steps: Vec<PlannedStep>,
}

/// Lines to paste into a file of an existing project.
#[derive(Debug, Clone, PartialEq)]
pub struct Snippet {
    /// The file, such as `config/settings.py`.
    pub path: String,
    /// Where the lines go.
    pub anchor: Anchor,
    /// The lines.
    pub lines: Vec<Line>,
    /// The add-ons that bring them, or rely on them.
    pub addons: Vec<AddonId>,
    /// Whether many projects have it already: the other snippets rely on it, and `startproject` does not write it.
    pub optional: bool,
}

/// Where lines go in a file of an existing project.
#[derive(Debug, Clone, PartialEq)]
pub enum Anchor {
    /// The file is new.
    NewFile,
    /// The file is new, or merged with the one that is there.
    NewOrMerged,
    /// Among the imports at the top.
    Imports,
    /// As a line of the file, in any place (requirements, variables); the file is made where there is none.
    Anywhere,
    /// Into this list, directly before this element.
    Before(String, &'static str),
    /// Into this list, directly after this element.
    After(String, &'static str),
    /// Into this list, at its end.
    EndOf(String),
    /// At the end of the file, or merged with this list or dictionary where there is one.
    Merge(String),
    /// At the end of the file, or in place of this setting where there is one.
    Instead(String),
    /// Above the statement that sets this name.
    Above(&'static str),
    /// Below the statement that sets this name.
    Below(&'static str),
    /// In place of this code.
    InPlaceOf(&'static str),
    /// At the end of the file.
    End,
}

/// All there is to add.
pub(crate) fn additions(project: &Project<'_>) -> Additions {
    let mut snippets = Snippets { project, found: Vec::new() };
    snippets.requirements();
    snippets.variables();
    let settings = snippets.found.len();
    let imports = snippets.settings();
    snippets.urls();
    snippets.entry_points();
    snippets.files();
    let needed = snippets.insert_needs(settings, imports);
    let steps = steps::of_additions(project, &snippets.found, &needed);
    Additions { install: requirements::install(project), snippets: snippets.found, steps }
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
            self.found.push(Snippet { path: file.path, anchor, lines, addons, optional: false });
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
        self.blocks(&path, Place::UrlsHead, Anchor::Above("urlpatterns"), None);

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
        self.blocks(&path, Place::Urls, Anchor::End, None);
    }

    fn entry_points(&mut self) {
        let name = self.project.facts.project;
        let (asgi, package) = (format!("{name}/asgi.py"), format!("{name}/__init__.py"));
        let mut draft = self.draft();
        if entry_points::routed(self.project, &mut draft) {
            self.add(&asgi, Anchor::InPlaceOf("application = get_asgi_application()"), draft);
        } else {
            self.blocks(&asgi, Place::AsgiImports, Anchor::Below("application"), Some("  # noqa: E402"));
        }
        self.blocks(&package, Place::PackageInit, Anchor::End, Some(""));
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
        self.add("compose.yaml", Anchor::NewOrMerged, draft);
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

    /// Statements; with a suffix their imports stand directly above them, each line with that at its end.
    fn blocks(&mut self, path: &str, place: Place, anchor: Anchor, suffix: Option<&str>) {
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
            draft.block(code.trim(), 0, &origins);
        }
        self.add(path, anchor, draft);
    }
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
