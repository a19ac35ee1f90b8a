//! Everything the composer can object to, as facts without words: `explain` finds the words.

use catalog::{AddonId, CapabilityId, Catalog, Condition, Localized, TextRule};

use crate::{Answer, Claim, Selection};

/// Everything the composer can object to. The list is the specification.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// An add-on does not work without another one, which is not chosen.
    MissingRequirement {
        /// Who needs it.
        by: AddonId,
        /// What is needed.
        needs: AddonId,
        /// Why.
        reason: Reason,
    },
    /// Two chosen add-ons must not be in one project.
    Conflict {
        /// Who says so.
        by: AddonId,
        /// The other one.
        with: AddonId,
        /// Why.
        reason: Reason,
    },
    /// Several chosen add-ons provide what only one should, and the reader has not said which.
    SeveralProviders {
        /// What they provide.
        capability: CapabilityId,
        /// Who provides it, in catalogue order.
        candidates: Vec<AddonId>,
        /// Who provides it as long as the reader does not decide.
        elected: AddonId,
    },
    /// Two parties want different values for one setting.
    SettingClash {
        /// The path of the setting.
        setting: String,
        /// Who wants which value, as Python; the first one is in the files.
        claims: Vec<(Option<AddonId>, String)>,
    },
    /// Two parties bring different files with one path.
    FileClash {
        /// The path.
        path: String,
        /// Who brings one; the first one is in the project.
        parties: Vec<Option<AddonId>>,
    },
    /// Order rules that contradict each other.
    OrderCycle {
        /// The list whose order it is.
        list: &'static str,
        /// The shortest loop; each rule's `then` is the next one's `first`.
        cycle: Vec<Claim>,
        /// The rule of the loop that the files do not follow.
        dropped: Claim,
        /// The add-ons that ask for one of the rules or bring one of the elements.
        parties: Vec<AddonId>,
    },
    /// Add-ons whose makers do not declare the chosen Django series.
    Undeclared {
        /// The series.
        django: (u16, u16),
        /// The add-ons, in catalogue order.
        addons: Vec<AddonId>,
        /// Whether this project's own proof booted all of them on it.
        boots: bool,
    },
    /// The chosen Django series does not run on the chosen Python.
    PythonOfDjango {
        /// The series.
        django: (u16, u16),
        /// The Python version.
        python: &'static str,
    },
    /// An add-on declares that it does not run on the chosen Python.
    PythonOfAddon {
        /// The add-on.
        addon: AddonId,
        /// What it declares.
        declares: &'static str,
        /// The Python version.
        python: &'static str,
    },
    /// The name of the project cannot be the name of a Python package, or is taken.
    ProjectName {
        /// The name as typed; the files use the default one.
        name: String,
        /// A free one like it, where it is taken.
        suggests: Option<String>,
    },
    /// An answer that is not of the form that is asked for; the files use the default.
    Answer {
        /// The add-on.
        addon: AddonId,
        /// The option.
        option: &'static str,
        /// What the answer must look like.
        wanted: Wanted,
    },
    /// A value that a file's format cannot carry; the file holds an empty value.
    Unwritable {
        /// The file.
        file: &'static str,
        /// What the value is for: the name of a variable.
        name: &'static str,
        /// Who reads it.
        by: Option<AddonId>,
    },
    /// A capability that an add-on's data counts on is named by no order of preference, a setting reads a variable that
    /// nothing declares …: a mistake in the content that the compiler refuses. The files leave the part out.
    Content {
        /// Who brings it.
        by: Option<AddonId>,
        /// What is not there.
        missing: &'static str,
    },
    /// An add-on works better with another one, which is not chosen.
    Recommended {
        /// Who recommends.
        by: AddonId,
        /// What.
        suggests: AddonId,
        /// Why.
        reason: Reason,
    },
    /// A remark on security or operation.
    Advice {
        /// Which add-on it is about.
        by: AddonId,
        /// A short headline.
        headline: Localized,
        /// Why.
        reason: Reason,
        /// Changes after which the remark does not apply.
        remedies: Vec<Change>,
    },
}

/// Why something is a problem, and where that is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// One sentence.
    pub because: Localized,
    /// A link; may be empty.
    pub source: &'static str,
}

/// What an answer must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A text (or each of several) of this form.
    Text(TextRule),
    /// A number between these, both included.
    Number(i64, i64),
    /// The key of a choice.
    Choice,
    /// An answer of another type.
    Type,
    /// At most this many characters.
    Length(usize),
    /// At most this many items.
    Count(usize),
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The project does not work, or not as the reader wished.
    Error,
    /// It works, but something was decided in the reader's place, or is unsafe.
    Warning,
    /// Worth knowing.
    Note,
}

impl Problem {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match self {
            Problem::MissingRequirement { .. }
            | Problem::Conflict { .. }
            | Problem::SettingClash { .. }
            | Problem::FileClash { .. }
            | Problem::OrderCycle { .. }
            | Problem::PythonOfDjango { .. }
            | Problem::PythonOfAddon { .. }
            | Problem::ProjectName { .. }
            | Problem::Answer { .. }
            | Problem::Unwritable { .. }
            | Problem::Content { .. } => Severity::Error,
            Problem::SeveralProviders { .. } | Problem::Advice { .. } => Severity::Warning,
            Problem::Undeclared { boots, .. } => {
                if *boots {
                    Severity::Note
                } else {
                    Severity::Warning
                }
            }
            Problem::Recommended { .. } => Severity::Note,
        }
    }

    /// The add-ons that it is about, in the order in which it names them.
    pub fn subjects(&self) -> Vec<AddonId> {
        match self {
            Problem::MissingRequirement { by, needs, .. } => vec![*by, *needs],
            Problem::Conflict { by, with, .. } => vec![*by, *with],
            Problem::SeveralProviders { candidates, .. } => candidates.clone(),
            Problem::SettingClash { claims, .. } => claims.iter().filter_map(|(by, _)| *by).collect(),
            Problem::FileClash { parties, .. } => parties.iter().filter_map(|by| *by).collect(),
            Problem::OrderCycle { parties, .. } => parties.clone(),
            Problem::Undeclared { addons, .. } => addons.clone(),
            Problem::PythonOfAddon { addon, .. } | Problem::Answer { addon, .. } => vec![*addon],
            Problem::Recommended { by, suggests, .. } => vec![*by, *suggests],
            Problem::Advice { by, .. } => vec![*by],
            Problem::Content { by, .. } | Problem::Unwritable { by, .. } => by.iter().copied().collect(),
            Problem::PythonOfDjango { .. } | Problem::ProjectName { .. } => Vec::new(),
        }
    }
}

/// A change of a selection that one click makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Choose an add-on. Its answers of before come back with it.
    Add(AddonId),
    /// Leave an add-on out. Its answers are kept for the case that it comes back.
    Remove(AddonId),
    /// Answer an option; none takes the answer back, which leaves the default.
    Answer(AddonId, &'static str, Option<Answer>),
    /// Decide who provides a capability; none leaves it to the order of preference.
    Provide(CapabilityId, Option<AddonId>),
    /// Another Django series.
    Django((u16, u16)),
    /// Another Python version.
    Python(&'static str),
    /// Another name for the project package.
    Project(String),
}

impl Change {
    /// Makes the change and returns the one that undoes it.
    pub fn apply(&self, catalog: &Catalog, selection: &mut Selection) -> Change {
        match self {
            Change::Add(addon) => {
                if selection.addons.insert(*addon) {
                    Change::Remove(*addon)
                } else {
                    Change::Add(*addon)
                }
            }
            Change::Remove(addon) => {
                if selection.addons.remove(addon) {
                    Change::Add(*addon)
                } else {
                    Change::Remove(*addon)
                }
            }
            Change::Answer(addon, option, answer) => {
                let before = selection.answers.get(&(*addon, *option)).cloned();
                selection.answer(catalog, *addon, option, answer.clone());
                Change::Answer(*addon, option, before)
            }
            Change::Provide(capability, addon) => {
                let before = match addon {
                    Some(addon) => selection.providers.insert(*capability, *addon),
                    None => selection.providers.remove(capability),
                };
                Change::Provide(*capability, before)
            }
            Change::Django(series) => Change::Django(std::mem::replace(&mut selection.target.django, *series)),
            Change::Python(version) => Change::Python(std::mem::replace(&mut selection.target.python, version)),
            Change::Project(name) => Change::Project(std::mem::replace(&mut selection.target.project, name.clone())),
        }
    }
}

/// The answers to an option after which a condition on it no longer holds.
pub(crate) fn answers_outside(addon: &'static catalog::Addon, conditions: &'static [Condition]) -> Vec<Change> {
    let mut changes = Vec::new();
    for condition in conditions {
        let Condition::Option { option, is } = condition else { continue };
        let Some(found) = addon.options.iter().find(|candidate| candidate.id == *option) else { continue };
        match &found.kind {
            catalog::OptionKind::Flag(_) => {
                for value in [true, false] {
                    if !is.contains(&if value { "true" } else { "false" }) {
                        changes.push(Change::Answer(addon.id, found.id, Some(Answer::Flag(value))));
                    }
                }
            }
            catalog::OptionKind::Choice { choices, .. } => {
                for choice in choices.iter().filter(|choice| !is.contains(&choice.id)) {
                    changes.push(Change::Answer(addon.id, found.id, Some(Answer::Choice(choice.id))));
                }
            }
            _ => {}
        }
    }
    changes
}
