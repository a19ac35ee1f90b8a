//! The files of a project, one module for each kind.

pub(crate) mod entry_points;
pub(crate) mod environment;
mod head;
mod readme;
pub(crate) mod requirements;
pub(crate) mod services;
pub(crate) mod settings;
pub(crate) mod urls;
mod verbatim;

use catalog::{Addon, AddonId, Effect, Lang, Layout, Localized, Scope};

use crate::composition::{File, Origin, PlannedStep, PlannedVariable};
use crate::facts::{Active, Facts};
use crate::merge::Settings;
use crate::order::Ordered;
use crate::problem::Problem;
use crate::reading::Reading;

pub(crate) use environment::ready;
pub(crate) use head::Head;

/// What the files are made from.
pub(crate) struct Project<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) active: &'a [Active],
    pub(crate) lists: &'a [Ordered],
    pub(crate) settings: &'a Settings,
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) variables: &'a [PlannedVariable],
    pub(crate) steps: &'a [PlannedStep],
    pub(crate) head: Head,
}

impl Project<'_> {
    /// The language of comments, where there are any.
    pub(crate) fn comments(&self) -> Option<Lang> {
        self.facts.selection.target.comments
    }

    /// A phrase in the language of the files.
    pub(crate) fn word(&self, phrase: Localized) -> &'static str {
        phrase.get(self.comments().unwrap_or_default())
    }

    /// Whether the settings are one file.
    pub(crate) fn is_single(&self) -> bool {
        self.facts.selection.target.layout == Layout::Single
    }

    /// The file of the settings that apply in this scope.
    pub(crate) fn settings_path(&self, scope: Scope) -> String {
        let name = self.facts.project;
        match (self.facts.selection.target.layout, scope) {
            (Layout::Single, _) => format!("{name}/settings.py"),
            (Layout::Split, Scope::Always) => format!("{name}/settings/base.py"),
            (Layout::Split, Scope::Development) => format!("{name}/settings/dev.py"),
            (Layout::Split, Scope::Production) => format!("{name}/settings/prod.py"),
        }
    }

    /// The add-on in whose dialect the settings read the environment.
    pub(crate) fn environment_addon(&self) -> Option<&'static Addon> {
        self.facts.addons.iter().find(|addon| addon.environment.is_some()).copied()
    }

    /// Who brings that dialect, and why.
    pub(crate) fn environment_origins(&self) -> Vec<Origin> {
        let origin = |addon: &Addon| Origin {
            by: Some(addon.id),
            because: addon.summary,
            source: addon.links.docs,
            placed_by: Vec::new(),
        };
        self.environment_addon().map(origin).into_iter().collect()
    }
}

/// All files, in reading order.
pub(crate) fn all(project: &Project<'_>, problems: &mut Vec<Problem>) -> Vec<File> {
    let mut files = settings::files(project);
    files.push(urls::file(project));
    files.extend(entry_points::files(project));
    files.extend(requirements::files(project, problems));
    files.push(environment::example(project, problems));
    files.extend(services::file(project));
    verbatim::add(project, &mut files, problems);
    files.push(readme::file(project));
    files
}

/// Who brings something and why.
pub(crate) fn origin(active: &Active) -> Origin {
    let contribution = active.contribution;
    let by: Option<AddonId> = active.by.map(|addon| addon.id);
    Origin { by, because: contribution.because, source: contribution.source, placed_by: Vec::new() }
}

/// What takes effect of one kind, with who brings it.
pub(crate) fn of_kind<'a, T: 'static>(
    active: &'a [Active],
    pick: impl Fn(&'static Effect) -> Option<&'static T> + 'a,
) -> impl Iterator<Item = (&'a Active, &'static T)> {
    active.iter().filter_map(move |active| Some((active, pick(&active.contribution.effect)?)))
}
