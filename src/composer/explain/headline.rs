//! Headlines and reasons, one for each kind of problem.

use super::{Because, Words};
use crate::composition::Claim;
use crate::problem::Problem;

impl Words<'_> {
    /// One line that names the parties.
    pub(super) fn headline(&self, problem: &Problem) -> String {
        match problem {
            Problem::MissingRequirement { by, needs, .. } => {
                let (by, needs) = (self.addon(*by), self.addon(*needs));
                self.pick(format!("{by} needs {needs}"), format!("{by} a besoin de {needs}"))
            }
            Problem::Conflict { by, with, .. } => {
                let (by, with) = (self.addon(*by), self.addon(*with));
                self.pick(format!("{by} and {with} do not go together"), format!("{by} et {with} ne vont pas ensemble"))
            }
            Problem::SeveralProviders { capability, candidates, elected } => {
                let (what, who, elected) =
                    (self.capability(*capability), self.addons(candidates), self.addon(*elected));
                self.pick(
                    format!("{what}: {who} offer it; {elected} is used"),
                    format!("{what}\u{202f}: {who} le proposent\u{202f}; {elected} est retenu"),
                )
            }
            Problem::SettingClash { setting, claims } => {
                let parties: Vec<&str> = claims.iter().map(|(by, _)| self.party(*by)).collect();
                let who = self.row(&parties);
                self.pick(
                    format!("{who} want different values for {setting}"),
                    format!("{who} veulent des valeurs différentes pour {setting}"),
                )
            }
            Problem::FileClash { path, parties } => {
                let parties: Vec<&str> = parties.iter().map(|by| self.party(*by)).collect();
                let who = self.row(&parties);
                self.pick(
                    format!("{who} bring different files {path}"),
                    format!("{who} apportent des fichiers {path} différents"),
                )
            }
            Problem::OrderCycle { list, .. } => self.pick(
                format!("The rules for the order of {list} contradict each other"),
                format!("Les règles d’ordre de {list} se contredisent"),
            ),
            Problem::Undeclared { django, addons, .. } => {
                let (series, who) = (format!("{}.{}", django.0, django.1), self.addons(addons));
                match (self.lang, addons.len()) {
                    (catalog::Lang::En, 1) => format!("{who} does not declare Django {series}"),
                    (catalog::Lang::En, _) => format!("{who} do not declare Django {series}"),
                    (catalog::Lang::Fr, 1) => format!("{who} ne déclare pas Django {series}"),
                    (catalog::Lang::Fr, _) => format!("{who} ne déclarent pas Django {series}"),
                }
            }
            Problem::PythonOfDjango { django, python } => {
                let series = format!("{}.{}", django.0, django.1);
                self.pick(
                    format!("Django {series} does not run on Python {python}"),
                    format!("Django {series} ne fonctionne pas avec Python {python}"),
                )
            }
            Problem::PythonOfAddon { addon, declares, python } => {
                let addon = self.addon(*addon);
                self.pick(
                    format!("{addon} does not run on Python {python}: it declares {declares}"),
                    format!("{addon} ne fonctionne pas avec Python {python}\u{202f}: il déclare {declares}"),
                )
            }
            Problem::ProjectName { name, .. } => {
                let name = self.quoted(name);
                self.pick(
                    format!("{name} cannot be the name of the project"),
                    format!("{name} ne peut pas être le nom du projet"),
                )
            }
            Problem::Answer { addon, option, wanted } => {
                let (addon, wanted) = (self.addon(*addon), self.wanted(*wanted));
                let option = self.quoted(&self.option_label(problem, option));
                self.pick(
                    format!("{addon}, {option}: wanted is {wanted}"),
                    format!("{addon}, {option}\u{202f}: il faut {wanted}"),
                )
            }
            Problem::Unwritable { file, name, .. } => self.pick(
                format!("{file} cannot hold the value of {name}"),
                format!("{file} ne peut pas contenir la valeur de {name}"),
            ),
            Problem::Content { by, missing } => {
                let by = self.party(*by);
                self.pick(
                    format!("{by}: the guide’s data names {missing}, which does not exist"),
                    format!("{by}\u{202f}: les données du guide nomment {missing}, qui n’existe pas"),
                )
            }
            Problem::Recommended { by, suggests, .. } => {
                let (by, suggests) = (self.addon(*by), self.addon(*suggests));
                self.pick(
                    format!("{by} works better with {suggests}"),
                    format!("{by} fonctionne mieux avec {suggests}"),
                )
            }
            Problem::Advice { by, headline, .. } => {
                let (by, headline) = (self.addon(*by), self.text(*headline));
                self.pick(format!("{by}: {headline}"), format!("{by}\u{202f}: {headline}"))
            }
        }
    }

    fn option_label(&self, problem: &Problem, option: &str) -> String {
        match problem.subjects().first() {
            Some(addon) => self.option(*addon, option),
            None => option.to_owned(),
        }
    }

    /// The reasons.
    pub(super) fn because(&self, problem: &Problem) -> Vec<Because> {
        match problem {
            Problem::MissingRequirement { reason, .. }
            | Problem::Conflict { reason, .. }
            | Problem::Recommended { reason, .. }
            | Problem::Advice { reason, .. } => vec![self.given(reason)],
            Problem::SeveralProviders { capability, .. } => {
                let found = self.catalog.capability(capability.0);
                found.map(|found| Because { text: self.text(found.because), source: "" }).into_iter().collect()
            }
            Problem::SettingClash { claims, .. } => claims
                .iter()
                .enumerate()
                .map(|(i, (by, value))| {
                    let by = self.party(*by);
                    if i == 0 {
                        self.said(
                            format!("{by} wants {value}, which is in the files."),
                            format!("{by} veut {value}, qui est dans les fichiers."),
                        )
                    } else {
                        self.said(format!("{by} wants {value}."), format!("{by} veut {value}."))
                    }
                })
                .collect(),
            Problem::FileClash { parties, .. } => {
                let first = self.party(parties.first().copied().flatten());
                vec![self.said(
                    format!("The project holds the one of {first}."),
                    format!("Le projet contient celui de {first}."),
                )]
            }
            Problem::OrderCycle { cycle, dropped, .. } => {
                let mut because: Vec<Because> = cycle.iter().map(|claim| self.claim(claim)).collect();
                let Claim { by, precedence } = dropped;
                let by = self.party(*by);
                because.push(self.said(
                    format!("Not followed in the files: {} before {} ({by}).", precedence.first, precedence.then),
                    format!(
                        "Non suivi dans les fichiers\u{202f}: {} avant {} ({by}).",
                        precedence.first, precedence.then
                    ),
                ));
                because
            }
            Problem::Undeclared { boots, .. } => vec![if *boots {
                self.said(
                    "Their makers do not name this version yet; projects with them were started on it here, without a fault.",
                    "Leurs auteurs ne nomment pas encore cette version\u{202f}; des projets qui les utilisent ont démarré ici avec elle, sans défaut.",
                )
            } else {
                self.said(
                    "Their makers do not name this version yet: it may work, but nobody promises it.",
                    "Leurs auteurs ne nomment pas encore cette version\u{202f}: cela peut fonctionner, mais personne ne le promet.",
                )
            }],
            Problem::PythonOfDjango { .. } | Problem::PythonOfAddon { .. } => vec![self.said(
                "The installation would be refused, or the project would fail at start.",
                "L’installation serait refusée, ou le projet échouerait au démarrage.",
            )],
            Problem::ProjectName { suggests: Some(_), .. } => vec![self.said(
                "A module of Python, a package that the guide's projects install, or a file of the project has this name: Python would find the project in its place. The files use config.",
                "Un module de Python, un paquet que les projets du guide installent ou un fichier du projet porte ce nom\u{202f}: Python trouverait le projet à sa place. Les fichiers utilisent config.",
            )],
            Problem::ProjectName { suggests: None, .. } => vec![self.said(
                "It names a Python package: lower-case letters, digits and underscores, no word of Python, no name that another module or an add-on has. The files use config.",
                "Il nomme un paquet Python\u{202f}: des minuscules, des chiffres et des soulignés, ni mot-clé de Python, ni nom d’un autre module ou d’un add-on. Les fichiers utilisent config.",
            )],
            Problem::Answer { .. } => vec![self.said(
                "Until then the files use the default.",
                "D’ici là, les fichiers utilisent la valeur par défaut.",
            )],
            Problem::Unwritable { .. } => vec![self.said(
                "The programs that read such files disagree on quotes, dollars, line breaks and a backslash at the end: no form means the same to all of them. The value was left empty.",
                "Les programmes qui lisent ces fichiers ne s’accordent pas sur les apostrophes, les dollars, les sauts de ligne et une barre oblique inverse finale\u{202f}: aucune écriture n’a le même sens pour tous. La valeur est restée vide.",
            )],
            Problem::Content { .. } => vec![self.said(
                "This is a mistake in the guide, not in your choices; the files leave that part out.",
                "C’est une erreur du guide, pas de vos choix\u{202f}; les fichiers omettent cette partie.",
            )],
        }
    }

    /// One rule of an order, with who asks for it and why.
    fn claim(&self, claim: &Claim) -> Because {
        let Claim { by, precedence } = claim;
        let (by, first, then) = (self.party(*by), precedence.first, precedence.then);
        let why = precedence.because.get(self.lang);
        let why = if why.is_empty() {
            self.pick("the order of plain Django.", "l’ordre de Django seul.")
        } else {
            why.to_owned()
        };
        Because {
            text: self.pick(
                format!("{by} wants {first} before {then}: {why}"),
                format!("{by} veut {first} avant {then}\u{202f}: {why}"),
            ),
            source: precedence.source,
        }
    }
}
