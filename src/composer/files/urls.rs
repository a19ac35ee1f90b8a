//! `urls.py`: routes in the order of their ranks, those of development behind a condition.

use catalog::{Effect, Place, Route, Scope, Statement, sorting};

use super::{Project, of_kind, origin};
use crate::composition::File;
use crate::draft::Draft;
use crate::facts::Active;
use crate::placeholder::fill;
use crate::python::{Imports, write_code};
use crate::words;

/// `urls.py`.
pub(crate) fn file(project: &Project<'_>) -> File {
    let mut routes: Vec<(&Active, &'static Route)> = of_kind(project.active, |effect| match effect {
        Effect::Route(route) => Some(route),
        _ => None,
    })
    .collect();
    sorting::sort_by_key(&mut routes, |(_, route)| route.rank);
    let mut imports = Imports::default();
    for (active, route) in &routes {
        if active.contribution.scope != Scope::Development {
            add(project, &mut imports, active, route.imports);
        }
    }
    for place in [Place::UrlsHead, Place::Urls] {
        for (active, statement) in statements(project, place) {
            add(project, &mut imports, active, statement.imports);
        }
    }
    if routes.iter().any(|(active, _)| active.contribution.scope != Scope::Always) {
        imports.add("from django.conf import settings", &[]);
    }

    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    imports.write(&mut draft, project.facts.project, 0, "");
    draft.blank();
    blocks(project, Place::UrlsHead, &mut draft);
    draft.blank();
    draft.comment(project.word(words::ORDER_OF_ROUTES), 0, &[]);
    draft.line("urlpatterns = [", &[]);
    for (active, route) in routes.iter().filter(|(active, _)| active.contribution.scope == Scope::Always) {
        let origins = [origin(active)];
        draft.reasons(4, &origins);
        write_code(&mut draft, 4, "", &fill(project.facts, active.by, route.pattern), ",", &origins);
    }
    draft.line("]", &[]);
    guarded(project, &routes, &mut draft);
    blocks(project, Place::Urls, &mut draft);
    draft.finish(format!("{}/urls.py", project.facts.project))
}

/// Routes of one scope, each behind its condition.
pub(crate) fn guarded(project: &Project<'_>, routes: &[(&Active, &'static Route)], draft: &mut Draft) {
    for (scope, guard, reason) in [
        (Scope::Development, "if settings.DEBUG:", words::DEVELOPMENT),
        (Scope::Production, "if not settings.DEBUG:", words::PRODUCTION),
    ] {
        let routes: Vec<_> = routes.iter().filter(|(active, _)| active.contribution.scope == scope).collect();
        if routes.is_empty() {
            continue;
        }
        draft.blank();
        draft.comment(project.word(reason), 0, &[]);
        draft.line(guard, &[]);
        if scope == Scope::Development {
            let mut imports = Imports::default();
            for (active, route) in &routes {
                add(project, &mut imports, active, route.imports);
            }
            if !imports.is_empty() {
                imports.write(draft, project.facts.project, 4, "");
                draft.blank();
            }
        }
        for (active, route) in routes {
            let origins = [origin(active)];
            draft.reasons(4, &origins);
            let pattern = fill(project.facts, active.by, route.pattern);
            match pattern.strip_prefix('*') {
                Some(several) => write_code(draft, 4, "urlpatterns += ", several, "", &origins),
                None => write_code(draft, 4, "urlpatterns += ", &format!("[{pattern}]"), "", &origins),
            }
        }
    }
}

fn add(project: &Project<'_>, imports: &mut Imports, active: &Active, lines: &[&str]) {
    for line in lines {
        imports.add(&fill(project.facts, active.by, line), &[origin(active)]);
    }
}

fn statements<'a>(project: &'a Project<'_>, place: Place) -> impl Iterator<Item = (&'a Active, &'static Statement)> {
    of_kind(project.active, |effect| match effect {
        Effect::Statement(statement) => Some(statement),
        _ => None,
    })
    .filter(move |(_, statement)| statement.place == place)
}

fn blocks(project: &Project<'_>, place: Place, draft: &mut Draft) {
    for (active, statement) in statements(project, place) {
        let origins = [origin(active)];
        draft.blank();
        draft.reasons(0, &origins);
        draft.block(&fill(project.facts, active.by, statement.code), 0, &origins);
    }
}
