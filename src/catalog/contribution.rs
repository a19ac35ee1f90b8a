//! What an add-on (or plain Django) puts into a project: data, with the reason for each line.
//!
//! Placeholders in verbatim texts (code, patterns, imports, paths, commands, examples): `{project}` is the name of the
//! project package, `{settings}` the settings module of servers and workers, `{settings_dev}` the one of `manage.py`,
//! `{python}` the Python version, `{run}` what the packager puts before a command (empty for pip, `uv run ` …),
//! `{option:key}` the answer to an option of the same add-on whose rule leaves nothing to escape (number, choice,
//! identifier, slug, URL prefix). Other braces stay as they are.
//!
//! Names of settings and lists are paths: dots lead into dictionaries, a whole number into a list, as in
//! `TEMPLATES.0.OPTIONS.context_processors`.

use crate::{Localized, Value, When};

/// The placeholders, but for `option:key`.
const PLACEHOLDERS: [&str; 5] = ["project", "settings", "settings_dev", "python", "run"];

/// The first placeholder of a text, without its braces.
pub fn placeholder(text: &str) -> Option<&str> {
    let mut inside = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(inside, _)| inside);
    inside.find(|inside| PLACEHOLDERS.contains(inside) || inside.starts_with("option:"))
}

/// One thing that is put into a project.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Contribution {
    /// When it applies.
    pub when: When,
    /// In which environments it applies.
    pub scope: Scope,
    /// What it is.
    pub effect: Effect,
    /// Why it is there, in one sentence.
    pub because: Localized,
    /// Where that is documented; may be empty for what plain Django has.
    pub source: &'static str,
}

/// In which environments a contribution applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum Scope {
    /// Everywhere.
    Always,
    /// In development only: `if DEBUG` in one settings file, `dev.py` in split ones.
    Development,
    /// In production only: `if not DEBUG` in one settings file, `prod.py` in split ones.
    Production,
}

/// The kinds of things that are put into a project.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum Effect {
    /// An element of an ordered list setting.
    Entry(Entry),
    /// `NAME = value`, or a part of a dictionary setting.
    Setting(Setting),
    /// A line of `urlpatterns`.
    Route(Route),
    /// Lines of Python at a fixed place of a file.
    Statement(Statement),
    /// A file of its own.
    File(ProjectFile),
    /// A distribution to install.
    Requirement(Requirement),
    /// An environment variable.
    Variable(Variable),
    /// A service that must run.
    Service(Service),
    /// A command to run.
    Step(Step),
    /// A setting of the composed project, by its path, that must be there, though no line names it. A project that
    /// exists is told of it.
    Need(&'static str),
}

/// An element of an ordered list, such as `INSTALLED_APPS` or `REST_FRAMEWORK.DEFAULT_FILTER_BACKENDS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Entry {
    /// The list: a setting's name, with dots where it lies inside a dictionary.
    pub list: &'static str,
    /// The element.
    pub value: &'static str,
    /// Its order rules.
    pub order: &'static [Precedence],
}

/// `first` stands before `then` in the list. The only order relation there is: authors write `before` and `after`, the
/// compiler turns both into this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Precedence {
    /// The element that comes first.
    pub first: &'static str,
    /// The element that comes later.
    pub then: &'static str,
    /// Why.
    pub because: Localized,
    /// Where that is documented; empty where it was measured.
    pub source: &'static str,
}

/// A setting and its value. Dictionaries of several add-ons are merged key by key; two different values for one key are
/// a clash, unless one comes from plain Django, which always gives way.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Setting {
    /// The setting's name, with dots where it is a part of a dictionary, such as `STORAGES.staticfiles`.
    pub name: &'static str,
    /// The value.
    pub value: Value,
}

/// A line of `urlpatterns`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Route {
    /// The import lines that it needs.
    pub imports: &'static [&'static str],
    /// The element of `urlpatterns` as Python, such as `path("accounts/", include("allauth.urls"))`; an expression that
    /// opens with `*` adds several.
    pub pattern: &'static str,
    /// Routes are tried in this order, smallest first; Django's own admin has 10.
    pub rank: u16,
}

/// Where lines of Python go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum Place {
    /// The end of the settings.
    Settings,
    /// Below `urlpatterns`.
    Urls,
    /// Above `urlpatterns`, below the imports.
    UrlsHead,
    /// `asgi.py`, after Django's application is made: imports that need loaded apps.
    AsgiImports,
    /// `asgi.py`: the expression of `application`.
    AsgiApplication,
    /// The project package's `__init__.py`.
    PackageInit,
}

/// Lines of Python, verbatim; `{project}` stands for the name of the project package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Statement {
    /// Where they go.
    pub place: Place,
    /// The import lines that they need.
    pub imports: &'static [&'static str],
    /// The lines.
    pub code: &'static str,
}

/// A whole file, verbatim; `{project}` stands for the name of the project package, in the path too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct ProjectFile {
    /// The path from the project's root.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}

/// A distribution to install; the version comes from the catalog's pins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Requirement {
    /// The distribution's name on PyPI.
    pub distribution: &'static str,
    /// Extras, such as `socialaccount`.
    pub extras: &'static [&'static str],
    /// The version of a distribution that has no pin, since the proof cannot install it; it is not proven.
    pub version: Option<&'static str>,
}

/// The type of an environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum VariableKind {
    /// A string.
    Text,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// Strings with commas between.
    List,
    /// A database address.
    DatabaseUrl,
}

/// An environment variable that the settings read.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: VariableKind,
    /// The value that settings take where it is not set; without one it must be set.
    pub default: Option<Value>,
    /// What `.env.example` holds for development: a text, or the reader's answer to an option.
    pub example: Value,
    /// Whether it must never be shown, shared or committed.
    pub secret: bool,
    /// Whether it is any long random text, made on the reader's machine for a `.env` that is ready to use.
    pub random: bool,
}

/// A service that must run beside the project, for `compose.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Service {
    /// Its name in `compose.yaml`; several add-ons may ask for the same one.
    pub name: &'static str,
    /// The image with its tag.
    pub image: &'static str,
    /// The port on the developer's machine and in the container.
    pub port: u16,
    /// The command of the container, where it is not the image's own.
    pub command: &'static str,
    /// Environment of the container; `{project}` stands for the name of the project package.
    pub environment: &'static [(&'static str, &'static str)],
    /// The folder in the container that outlives it; empty where nothing does.
    pub data: &'static str,
}

/// When a command is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum Moment {
    /// Once, after installing.
    Setup,
    /// At each deployment.
    Deploy,
    /// Beside the web server, for as long as it runs.
    Run,
}

/// A command to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Step {
    /// When.
    pub moment: Moment,
    /// The command line.
    pub command: &'static str,
    /// Smaller ranks run first.
    pub rank: u16,
    /// For a command of plain Django: what an add-on must touch (a list, a file, a setting that it needs) so that a
    /// project that exists is told of the command; empty where it never is.
    pub upon: &'static str,
}
