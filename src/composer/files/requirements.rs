//! What is to be installed: `requirements.txt` and `requirements-dev.txt` for pip, `pyproject.toml` for uv and Poetry.

use std::collections::BTreeSet;

use catalog::{Catalog, Effect, Packager, Scope, sorting};

use super::{Project, of_kind, origin};
use crate::additions::Anchor;
use crate::composition::{File, Origin};
use crate::draft::Draft;
use crate::problem::Problem;
use crate::shell;
use crate::toml;

/// A distribution to install, with all who ask for it.
struct Wanted {
    distribution: &'static str,
    extras: BTreeSet<&'static str>,
    version: Option<&'static str>,
    development: bool,
    origins: Vec<Origin>,
}

impl Wanted {
    /// The requirement as pip reads it.
    fn specifier(&self) -> String {
        let extras = self.extras.iter().copied().collect::<Vec<_>>().join(",");
        let extras = if extras.is_empty() { extras } else { format!("[{extras}]") };
        let version = self.version.map_or(String::new(), |version| format!("=={version}"));
        format!("{}{extras}{version}", self.distribution)
    }
}

/// The files of the chosen tool.
pub(crate) fn files(project: &Project<'_>, problems: &mut Vec<Problem>) -> Vec<File> {
    let wanted = wanted(project, problems);
    match project.facts.selection.target.packager {
        Packager::Pip => vec![
            requirements(project, "requirements.txt", wanted.iter().filter(|wanted| !wanted.development)),
            requirements(project, "requirements-dev.txt", wanted.iter().filter(|wanted| wanted.development)),
        ],
        Packager::Uv => vec![pyproject(project, &wanted, false)],
        Packager::Poetry => vec![pyproject(project, &wanted, true)],
    }
}

/// What add-ons add, by file.
pub(crate) fn additions(project: &Project<'_>) -> Vec<(&'static str, Anchor, Draft)> {
    let mut wanted = wanted(project, &mut Vec::new());
    wanted.retain(|wanted| wanted.origins.iter().any(|origin| origin.by.is_some()));
    let pip = project.facts.selection.target.packager == Packager::Pip;
    [false, true]
        .map(|development| {
            let mut draft = Draft::new(project.comments());
            for wanted in wanted.iter().filter(|wanted| wanted.development == development) {
                let specifier = wanted.specifier();
                let line = if pip { specifier } else { format!("    {},", toml::string(&specifier)) };
                draft.line(line, &wanted.origins);
            }
            match (pip, development) {
                (true, false) => ("requirements.txt", Anchor::Anywhere, draft),
                (true, true) => ("requirements-dev.txt", Anchor::Anywhere, draft),
                (false, false) => ("pyproject.toml", Anchor::EndOf("dependencies".to_owned()), draft),
                (false, true) => ("pyproject.toml", Anchor::EndOf("dev".to_owned()), draft),
            }
        })
        .into()
}

/// One command that installs what add-ons need, for a project that exists.
pub(crate) fn install(project: &Project<'_>) -> Vec<String> {
    let mut wanted = wanted(project, &mut Vec::new());
    wanted.retain(|wanted| wanted.origins.iter().any(|origin| origin.by.is_some()));
    let mut commands = Vec::new();
    for development in [false, true] {
        let words: Vec<String> = wanted
            .iter()
            .filter(|wanted| wanted.development == development)
            .filter_map(|wanted| shell::word(&wanted.specifier()))
            .collect();
        let tool = match (project.facts.selection.target.packager, development) {
            (Packager::Pip, _) => "python -m pip install",
            (Packager::Uv, false) => "uv add",
            (Packager::Uv, true) => "uv add --dev",
            (Packager::Poetry, false) => "poetry add",
            (Packager::Poetry, true) => "poetry add --group dev",
        };
        if !words.is_empty() {
            commands.push(format!("{tool} {}", words.join(" ")));
        }
    }
    commands
}

/// Each distribution once, plain Django's first, then in catalogue order.
fn wanted(project: &Project<'_>, problems: &mut Vec<Problem>) -> Vec<Wanted> {
    let mut all: Vec<Wanted> = Vec::new();
    let requirements = of_kind(project.active, |effect| match effect {
        Effect::Requirement(requirement) => Some(requirement),
        _ => None,
    });
    for (active, requirement) in requirements {
        let development = active.contribution.scope == Scope::Development;
        let known = all.iter_mut().find(|known| same(known.distribution, requirement.distribution));
        match known {
            Some(known) => {
                known.extras.extend(requirement.extras);
                known.development &= development;
                known.origins.push(origin(active));
            }
            None => {
                let catalog = project.facts.catalog;
                let version = version(project, catalog, requirement.distribution).or(requirement.version);
                if version.is_none() {
                    let by = active.by.map(|addon| addon.id);
                    problems.push(Problem::Content { by, missing: requirement.distribution });
                }
                all.push(Wanted {
                    distribution: requirement.distribution,
                    extras: sorting::set(requirement.extras.iter().copied()),
                    version,
                    development,
                    origins: vec![origin(active)],
                });
            }
        }
    }
    all
}

/// The pinned version; that of Django follows the chosen series.
fn version(project: &Project<'_>, catalog: &Catalog, distribution: &str) -> Option<&'static str> {
    if same(distribution, "django") {
        let django = project.facts.selection.target.django;
        return catalog.series.iter().find(|series| series.number == django).map(|series| series.pinned);
    }
    catalog.pins.iter().find(|pin| same(pin.distribution, distribution)).map(|pin| pin.version)
}

/// Whether two names are one to package indexes: case, `-`, `_` and `.` do not count.
fn same(a: &str, b: &str) -> bool {
    let folded = |byte: u8| if byte == b'_' || byte == b'.' { b'-' } else { byte.to_ascii_lowercase() };
    a.bytes().map(folded).eq(b.bytes().map(folded))
}

fn requirements<'a>(project: &Project<'_>, path: &str, wanted: impl Iterator<Item = &'a Wanted>) -> File {
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    if path != "requirements.txt" {
        draft.line("-r requirements.txt", &[]);
    }
    for wanted in wanted {
        draft.line(wanted.specifier(), &wanted.origins);
    }
    draft.finish(path)
}

fn pyproject(project: &Project<'_>, wanted: &[Wanted], poetry: bool) -> File {
    let facts = project.facts;
    let mut draft = Draft::new(project.comments());
    project.head.write(&mut draft);
    draft.blank();
    draft.line("[project]", &[]);
    draft.line(format!("name = {}", toml::string(&facts.project.replace('_', "-"))), &[]);
    draft.line("version = \"0.1.0\"", &[]);
    // Poetry compares this range with those of all packages, of which some exclude the next major version.
    let python = format!(">={}{}", facts.selection.target.python, if poetry { ",<4.0" } else { "" });
    draft.line(format!("requires-python = {}", toml::string(&python)), &[]);
    list(&mut draft, "dependencies", wanted.iter().filter(|wanted| !wanted.development));
    draft.blank();
    if wanted.iter().any(|wanted| wanted.development) {
        draft.line("[dependency-groups]", &[]);
        list(&mut draft, "dev", wanted.iter().filter(|wanted| wanted.development));
        draft.blank();
    }
    draft.line(if poetry { "[tool.poetry]" } else { "[tool.uv]" }, &[]);
    draft.line(if poetry { "package-mode = false" } else { "package = false" }, &[]);
    draft.finish("pyproject.toml")
}

fn list<'a>(draft: &mut Draft, name: &str, wanted: impl Iterator<Item = &'a Wanted>) {
    draft.line(format!("{name} = ["), &[]);
    for wanted in wanted {
        draft.line(format!("    {},", toml::string(&wanted.specifier())), &wanted.origins);
    }
    draft.line("]", &[]);
}
