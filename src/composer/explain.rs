//! The words for what is wrong. Problems are facts; nothing else in the project writes prose about one.

mod change;
mod headline;

use catalog::{AddonId, Catalog, Lang, Localized, TextRule};

use crate::additions::{Anchor, Snippet};
use crate::problem::{Change, Problem, Reason, Wanted};

/// A problem in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// One line that names the parties.
    pub headline: String,
    /// The reasons, each with its source.
    pub because: Vec<Because>,
    /// What one can do; those with a change are one click away.
    pub hints: Vec<Hint>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Because {
    /// A sentence.
    pub text: String,
    /// Where it is documented; may be empty.
    pub source: &'static str,
}

/// Something one can do about a problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Hint {
    /// What, as an imperative.
    pub text: String,
    /// The change that does it, where the guide can.
    pub change: Option<Change>,
}

/// Says a problem in the reader's language.
pub fn explain(problem: &Problem, catalog: &Catalog, lang: Lang) -> Explanation {
    let words = Words { catalog, lang };
    Explanation { headline: words.headline(problem), because: words.because(problem), hints: words.hints(problem) }
}

/// Says a change in the reader's language, as on a button.
pub fn explain_change(change: &Change, catalog: &Catalog, lang: Lang) -> String {
    Words { catalog, lang }.change(change)
}

/// Where a snippet goes, in words.
pub fn explain_place(snippet: &Snippet, lang: Lang) -> String {
    let place = place(&snippet.anchor, lang);
    match (snippet.optional, lang) {
        (false, _) => place,
        (true, Lang::En) => format!("{place}, if your project does not have it yet"),
        (true, Lang::Fr) => format!("{place}, si votre projet ne l’a pas encore"),
    }
}

fn place(anchor: &Anchor, lang: Lang) -> String {
    let (en, fr) = match anchor {
        Anchor::NewFile => (
            "A new file; where you have one of this name, keep it and add what is missing".to_owned(),
            "Un nouveau fichier\u{202f}; si vous en avez un de ce nom, gardez-le et ajoutez-y ce qui manque".to_owned(),
        ),
        Anchor::NewOrMerged => (
            "A new file, or merged with the one you have".to_owned(),
            "Un nouveau fichier, ou à fusionner avec le vôtre s’il existe".to_owned(),
        ),
        Anchor::Imports => ("Among the imports at the top".to_owned(), "Parmi les imports, en haut".to_owned()),
        Anchor::Anywhere => (
            "Anywhere in the file; make it if there is none".to_owned(),
            "N’importe où dans le fichier, à créer s’il manque".to_owned(),
        ),
        Anchor::Before(list, value) => {
            (format!("In {list}, directly before \"{value}\""), format!("Dans {list}, juste avant \"{value}\""))
        }
        Anchor::After(list, value) => {
            (format!("In {list}, directly after \"{value}\""), format!("Dans {list}, juste après \"{value}\""))
        }
        Anchor::EndOf(list) => (format!("At the end of {list}"), format!("À la fin de {list}")),
        Anchor::Merge(name) => (
            format!("At the end of the file, or merged with {name} if you have one"),
            format!("À la fin du fichier, ou à fusionner avec {name} s’il existe"),
        ),
        Anchor::Instead(name) => (
            format!("At the end of the file, or in place of {name} if you have one"),
            format!("À la fin du fichier, ou à la place de {name} s’il existe"),
        ),
        Anchor::Above(name) => (format!("Above {name}"), format!("Au-dessus de {name}")),
        Anchor::Below(name) => (format!("Below {name}"), format!("Sous {name}")),
        Anchor::InPlaceOf(code) => (format!("In place of {code}"), format!("À la place de {code}")),
        Anchor::End => ("At the end of the file".to_owned(), "À la fin du fichier".to_owned()),
    };
    if lang == Lang::En { en } else { fr }
}

/// What sentences are made with.
struct Words<'a> {
    catalog: &'a Catalog,
    lang: Lang,
}

impl Words<'_> {
    /// One of two texts.
    fn pick(&self, en: impl Into<String>, fr: impl Into<String>) -> String {
        match self.lang {
            Lang::En => en.into(),
            Lang::Fr => fr.into(),
        }
    }

    fn text(&self, text: Localized) -> String {
        text.get(self.lang).to_owned()
    }

    fn addon(&self, id: AddonId) -> &'static str {
        self.catalog.addon(id.0).map_or(id.0, |addon| addon.name)
    }

    /// An add-on, or plain Django.
    fn party(&self, by: Option<AddonId>) -> &'static str {
        by.map_or("Django", |id| self.addon(id))
    }

    /// Names in a row: "A, B and C".
    fn row(&self, names: &[&str]) -> String {
        let and = self.pick(" and ", " et ");
        match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
        }
    }

    fn addons(&self, ids: &[AddonId]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.addon(*id)).collect();
        self.row(&names)
    }

    fn capability(&self, id: catalog::CapabilityId) -> String {
        self.catalog.capability(id.0).map_or(id.0.to_owned(), |capability| self.text(capability.label))
    }

    fn option(&self, addon: AddonId, option: &str) -> String {
        let found = self.catalog.addon(addon.0).and_then(|addon| addon.options.iter().find(|o| o.id == option));
        found.map_or(option.to_owned(), |option| self.text(option.label))
    }

    fn quoted(&self, text: &str) -> String {
        self.pick(format!("“{text}”"), format!("«\u{202f}{text}\u{202f}»"))
    }

    fn given(&self, reason: &Reason) -> Because {
        Because { text: self.text(reason.because), source: reason.source }
    }

    fn said(&self, en: impl Into<String>, fr: impl Into<String>) -> Because {
        Because { text: self.pick(en, fr), source: "" }
    }

    /// What an answer must look like, as the end of a sentence that opens with the question.
    fn wanted(&self, wanted: Wanted) -> String {
        match wanted {
            Wanted::Text(TextRule::Line) => self.pick("one line of text", "une ligne de texte"),
            Wanted::Text(TextRule::Origin) => self.pick(
                "scheme and host without a path, such as https://example.com",
                "schéma et hôte sans chemin, comme https://example.com",
            ),
            Wanted::Text(TextRule::Identifier) => self.pick(
                "letters, digits and underscores, not starting with a digit",
                "des lettres, des chiffres et des soulignés, sans chiffre au début",
            ),
            Wanted::Text(TextRule::UrlPrefix) => self.pick(
                "a path without a slash at its start and with one at its end, such as accounts/",
                "un chemin sans barre au début et avec une barre à la fin, comme accounts/",
            ),
            Wanted::Text(TextRule::Slug) => {
                self.pick("lower-case letters, digits and dashes", "des minuscules, des chiffres et des tirets")
            }
            Wanted::Number(min, max) => {
                self.pick(format!("a whole number from {min} to {max}"), format!("un nombre entier de {min} à {max}"))
            }
            Wanted::Choice => self.pick("one of the choices", "un des choix proposés"),
            Wanted::Type => self.pick("an answer of another kind", "une réponse d’une autre sorte"),
            Wanted::Length(most) => {
                self.pick(format!("at most {most} characters"), format!("{most} caractères au plus"))
            }
            Wanted::Count(most) => self.pick(format!("at most {most} items"), format!("{most} éléments au plus")),
        }
    }
}
