//! The files by which Python, web servers and people enter the project: `__init__.py`, `asgi.py`, `wsgi.py`, `manage.py`.

use catalog::{Effect, Place, Statement};

use super::{Project, of_kind, origin};
use crate::composition::File;
use crate::draft::Draft;
use crate::facts::Active;
use crate::placeholder::{fill, settings, settings_dev};
use crate::python::Imports;

const MANAGE: &str = r#"
"""Django's command line."""

import os
import sys


def main():
    """Run administrative tasks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "{settings}")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as exc:
        raise ImportError(
            "Couldn't import Django. Are you sure it's installed and "
            "available on your PYTHONPATH environment variable? Did you "
            "forget to activate a virtual environment?"
        ) from exc
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
"#;

/// The entry points.
pub(crate) fn files(project: &Project<'_>) -> Vec<File> {
    vec![package(project), asgi(project), wsgi(project), manage(project)]
}

/// `__init__.py` of the project package.
fn package(project: &Project<'_>) -> File {
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    let mut imports = Imports::default();
    for (active, statement) in statements(project, Place::PackageInit) {
        add(project, &mut imports, active, statement);
    }
    imports.write(&mut draft, project.facts.project, 0, "");
    blocks(project, Place::PackageInit, &mut draft);
    draft.finish(format!("{}/__init__.py", project.facts.project))
}

fn asgi(project: &Project<'_>) -> File {
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    let mut imports = Imports::default();
    imports.add("import os", &[]);
    imports.add("from django.core.asgi import get_asgi_application", &[]);
    imports.write(&mut draft, project.facts.project, 0, "");
    draft.blank();
    draft.line(set_default(&settings(project.facts)), &[]);
    draft.blank();
    if !routed(project, &mut draft) {
        draft.line("application = get_asgi_application()", &[]);
    }
    draft.finish(format!("{}/asgi.py", project.facts.project))
}

/// What stands in place of Django's own application where an add-on sends requests on; nothing where none does.
pub(crate) fn routed(project: &Project<'_>, draft: &mut Draft) -> bool {
    let Some((active, statement)) = statements(project, Place::AsgiApplication).next() else { return false };
    draft.line("django_asgi_app = get_asgi_application()", &[]);
    draft.blank();
    // Below, since what is imported here needs Django's apps to be loaded.
    let mut late = Imports::default();
    for place in [Place::AsgiImports, Place::AsgiApplication] {
        for (active, statement) in statements(project, place) {
            add(project, &mut late, active, statement);
        }
    }
    late.write(draft, project.facts.project, 0, "  # noqa: E402");
    blocks(project, Place::AsgiImports, draft);
    draft.blank();
    let origins = [origin(active)];
    draft.reasons(0, &origins);
    let code = fill(project.facts, active.by, statement.code);
    draft.block(&format!("application = {}", code.trim()), 0, &origins);
    true
}

fn wsgi(project: &Project<'_>) -> File {
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    let mut imports = Imports::default();
    imports.add("import os", &[]);
    imports.add("from django.core.wsgi import get_wsgi_application", &[]);
    imports.write(&mut draft, project.facts.project, 0, "");
    draft.blank();
    draft.line(set_default(&settings(project.facts)), &[]);
    draft.blank();
    draft.line("application = get_wsgi_application()", &[]);
    draft.finish(format!("{}/wsgi.py", project.facts.project))
}

fn manage(project: &Project<'_>) -> File {
    let mut draft = Draft::new(project.comments());
    draft.line("#!/usr/bin/env python", &[]);
    project.head.write(&mut draft);
    draft.block(&MANAGE.replace("{settings}", &settings_dev(project.facts)), 0, &[]);
    File { executable: true, ..draft.finish("manage.py") }
}

fn set_default(module: &str) -> String {
    format!("os.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"{module}\")")
}

fn statements<'a>(project: &'a Project<'_>, place: Place) -> impl Iterator<Item = (&'a Active, &'static Statement)> {
    of_kind(project.active, |effect| match effect {
        Effect::Statement(statement) => Some(statement),
        _ => None,
    })
    .filter(move |(_, statement)| statement.place == place)
}

fn add(project: &Project<'_>, imports: &mut Imports, active: &Active, statement: &Statement) {
    for line in statement.imports {
        imports.add(&fill(project.facts, active.by, line), &[origin(active)]);
    }
}

fn blocks(project: &Project<'_>, place: Place, draft: &mut Draft) {
    for (active, statement) in statements(project, place) {
        if statement.code.trim().is_empty() {
            continue;
        }
        let origins = [origin(active)];
        draft.blank();
        draft.reasons(0, &origins);
        draft.block(&fill(project.facts, active.by, statement.code), 0, &origins);
    }
}
