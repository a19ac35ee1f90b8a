//! Hints: what one can do about a problem, and the changes that do it.

use catalog::{AddonId, OptionKind, sorting, version::allows};

use super::{Hint, Words};
use crate::problem::{Change, Problem};
use crate::selection::{Answer, PROJECT};

impl Words<'_> {
    /// What one can do.
    pub(super) fn hints(&self, problem: &Problem) -> Vec<Hint> {
        match problem {
            Problem::MissingRequirement { by, needs, .. } => {
                vec![self.one_click(Change::Add(*needs)), self.one_click(Change::Remove(*by))]
            }
            Problem::Conflict { by, with, .. } => {
                vec![self.one_click(Change::Remove(*with)), self.one_click(Change::Remove(*by))]
            }
            Problem::SeveralProviders { capability, candidates, .. } => {
                candidates.iter().map(|addon| self.one_click(Change::Provide(*capability, Some(*addon)))).collect()
            }
            Problem::SettingClash { claims, .. } => {
                let parties: Vec<AddonId> = claims.iter().filter_map(|(by, _)| *by).collect();
                self.removals(&parties)
            }
            Problem::FileClash { parties, .. } => {
                let parties: Vec<AddonId> = parties.iter().filter_map(|by| *by).collect();
                self.removals(&parties)
            }
            Problem::OrderCycle { cycle, .. } => {
                let asking = sorting::set(cycle.iter().filter_map(|claim| claim.by));
                self.removals(&asking.into_iter().collect::<Vec<_>>())
            }
            Problem::Undeclared { django, addons, .. } => {
                let common = self.catalog.series.iter().rev().find(|series| {
                    series.number != *django
                        && addons
                            .iter()
                            .filter_map(|id| self.catalog.addon(id.0))
                            .all(|addon| addon.versions.django.contains(&series.name))
                });
                common.map(|series| self.one_click(Change::Django(series.number))).into_iter().collect()
            }
            Problem::PythonOfDjango { django, .. } => {
                let series = self.catalog.series.iter().find(|series| series.number == *django);
                series.map(|series| self.one_click(Change::Python(series.python))).into_iter().collect()
            }
            Problem::PythonOfAddon { addon, declares, .. } => {
                let mut pythons: Vec<&'static str> = self.catalog.series.iter().map(|series| series.python).collect();
                pythons.dedup();
                let mut hints: Vec<Hint> = pythons
                    .into_iter()
                    .filter(|python| allows(declares, python))
                    .map(|python| self.one_click(Change::Python(python)))
                    .collect();
                hints.push(self.one_click(Change::Remove(*addon)));
                hints
            }
            Problem::ProjectName { suggests, .. } => {
                let names = suggests.iter().cloned().chain([PROJECT.to_owned()]);
                names.map(|name| self.one_click(Change::Project(name))).collect()
            }
            Problem::Answer { addon, option, .. } => vec![self.one_click(Change::Answer(*addon, option, None))],
            Problem::Unwritable { name, .. } => vec![Hint {
                text: self.pick(
                    format!("Set {name} in the environment of the server, where no file stands between"),
                    format!("Définir {name} dans l’environnement du serveur, sans passer par un fichier"),
                ),
                change: None,
            }],
            Problem::Content { by, .. } => by.map(|by| self.one_click(Change::Remove(by))).into_iter().collect(),
            Problem::Recommended { suggests, .. } => vec![self.one_click(Change::Add(*suggests))],
            Problem::Advice { remedies, .. } => remedies.iter().map(|remedy| self.one_click(remedy.clone())).collect(),
        }
    }

    fn one_click(&self, change: Change) -> Hint {
        Hint { text: self.change(&change), change: Some(change) }
    }

    fn removals(&self, addons: &[AddonId]) -> Vec<Hint> {
        addons.iter().map(|addon| self.one_click(Change::Remove(*addon))).collect()
    }

    /// A change as an imperative.
    pub(super) fn change(&self, change: &Change) -> String {
        match change {
            Change::Add(addon) => {
                let addon = self.addon(*addon);
                self.pick(format!("Add {addon}"), format!("Ajouter {addon}"))
            }
            Change::Remove(addon) => {
                let addon = self.addon(*addon);
                self.pick(format!("Leave {addon} out"), format!("Retirer {addon}"))
            }
            Change::Answer(addon, option, answer) => self.answer_change(*addon, option, answer.as_ref()),
            Change::Provide(capability, Some(addon)) => {
                let (what, addon) = (self.capability(*capability), self.addon(*addon));
                self.pick(format!("{what}: use {addon}"), format!("{what}\u{202f}: utiliser {addon}"))
            }
            Change::Provide(capability, None) => {
                let what = self.capability(*capability);
                self.pick(
                    format!("{what}: leave it to the order of preference"),
                    format!("{what}\u{202f}: s’en remettre à l’ordre de préférence"),
                )
            }
            Change::Django((major, minor)) => {
                self.pick(format!("Use Django {major}.{minor}"), format!("Utiliser Django {major}.{minor}"))
            }
            Change::Python(python) => self.pick(format!("Use Python {python}"), format!("Utiliser Python {python}")),
            Change::Project(name) => self.pick(format!("Name the project {name}"), format!("Nommer le projet {name}")),
        }
    }

    fn answer_change(&self, addon: AddonId, option: &str, answer: Option<&Answer>) -> String {
        let name = self.addon(addon);
        let label = self.quoted(&self.option(addon, option));
        let Some(answer) = answer else {
            return self.pick(
                format!("{name}: take the default of {label}"),
                format!("{name}\u{202f}: reprendre la valeur par défaut de {label}"),
            );
        };
        let value = match answer {
            Answer::Flag(true) => self.pick("yes", "oui"),
            Answer::Flag(false) => self.pick("no", "non"),
            Answer::Choice(key) => self.quoted(&self.choice(addon, option, key)),
            Answer::Text(text) => self.quoted(text),
            Answer::Number(number) => number.to_string(),
            Answer::Items(items) => self.quoted(&items.join(", ")),
        };
        self.pick(format!("{name}: answer {label} with {value}"), format!("{name}\u{202f}: répondre {value} à {label}"))
    }

    fn choice(&self, addon: AddonId, option: &str, key: &str) -> String {
        let found = self.catalog.addon(addon.0).and_then(|addon| addon.options.iter().find(|o| o.id == option));
        match found.map(|option| &option.kind) {
            Some(OptionKind::Choice { choices, .. }) => {
                choices.iter().find(|choice| choice.id == key).map_or(key.to_owned(), |choice| self.text(choice.label))
            }
            _ => key.to_owned(),
        }
    }
}
