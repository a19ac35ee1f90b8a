//! What comes out: files whose every line says who put it there and why, commands, variables, and what is wrong.

use catalog::{AddonId, CapabilityId, Localized, Moment, Precedence, Scope, VariableKind};

use crate::Problem;

/// A composed project.
#[derive(Debug, Clone, PartialEq)]
pub struct Composition {
    /// The project's files, in reading order.
    pub files: Vec<File>,
    /// The commands to run, in order.
    pub steps: Vec<PlannedStep>,
    /// The environment variables that the settings read, in the order of `.env.example`.
    pub variables: Vec<PlannedVariable>,
    /// The ordered lists (`INSTALLED_APPS`, `MIDDLEWARE` …) as they take effect, development included.
    pub lists: Vec<Listed>,
    /// Who provides what only one add-on should.
    pub elections: Vec<Election>,
    /// What is wrong, worst first.
    pub problems: Vec<Problem>,
}

impl Composition {
    /// The file with this path, if the project has one.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// A file of the project.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// The path from the project's root.
    pub path: String,
    /// Whether it is a program.
    pub executable: bool,
    /// The lines, without line ends.
    pub lines: Vec<Line>,
}

impl File {
    /// The whole text, each line with its `\n`.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.lines.iter().map(|line| line.text.len() + 1).sum());
        for line in &self.lines {
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }
}

/// A line of a file, and why it is there.
///
/// The text is ASCII, but for the letters and quotes of French in comments.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The text, without a line end.
    pub text: String,
    /// Who put it there, plain Django first; empty for the frame of the file: headings, brackets, blank lines.
    pub origins: Vec<Origin>,
    /// Whether it is a comment or blank, so that it could be left out.
    pub comment: bool,
}

impl Line {
    /// Whether this add-on asked for the line.
    pub fn is_from(&self, addon: AddonId) -> bool {
        self.origins.iter().any(|origin| origin.by == Some(addon))
    }
}

/// Who put something into the project, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The add-on; none for plain Django.
    pub by: Option<AddonId>,
    /// Why: one sentence; may be empty for plain Django.
    pub because: Localized,
    /// Where that is documented; may be empty for plain Django.
    pub source: &'static str,
    /// For an element of a list: the rules that fixed its place among the chosen ones.
    pub placed_by: Vec<Claim>,
}

/// An order rule together with the add-on that asks for it; none for plain Django.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Who asks.
    pub by: Option<AddonId>,
    /// For what.
    pub precedence: Precedence,
}

/// A command to run.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedStep {
    /// When.
    pub moment: Moment,
    /// Where: everywhere, on the developer's machine only, or on servers only.
    pub scope: Scope,
    /// The command line.
    pub command: String,
    /// Who asks for it.
    pub origins: Vec<Origin>,
}

/// An environment variable that the settings read.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedVariable {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: VariableKind,
    /// What the settings take where it is not set, as Python; none where it must be set.
    pub default: Option<String>,
    /// The same as `.env` holds it; none where only Python can say it.
    pub fallback: Option<String>,
    /// What `.env.example` holds.
    pub example: String,
    /// Whether it must never be shown, shared or committed.
    pub secret: bool,
    /// Whether it is any long random text.
    pub random: bool,
    /// Who reads it.
    pub origins: Vec<Origin>,
}

/// An ordered list of the settings, in the order that takes effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The path of the setting, such as `MIDDLEWARE`.
    pub name: &'static str,
    /// The elements: value, where it applies, who put it there.
    pub entries: Vec<(&'static str, Scope, Vec<Origin>)>,
}

/// Who provides a capability in this project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// The capability.
    pub capability: CapabilityId,
    /// Who provides it.
    pub elected: AddonId,
    /// All chosen add-ons that could, in catalogue order.
    pub candidates: Vec<AddonId>,
    /// Whether the reader decided it, rather than the order of preference.
    pub decided: bool,
}
