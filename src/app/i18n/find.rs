//! The texts of the search, and of the list of keys.

use catalog::Lang;

use super::{Message, counted, messages};

messages! { Find
    Placeholder { en: "A setting, an error, a task…", fr: "Un réglage, une erreur, une tâche…" }
    Nothing { en: "Nothing holds all of these words.", fr: "Rien ne contient tous ces mots." }
    NothingHint { en: "Try fewer words, or the beginning of one.", fr: "Essayez moins de mots, ou le début d’un mot." }
    Results { en: "Results", fr: "Résultats" }
    Recent { en: "Found lately", fr: "Trouvés récemment" }
    Forget { en: "Forget these places", fr: "Oublier ces endroits" }
    Kept { en: "Bookmarks", fr: "Favoris" }
    Examples { en: "For example", fr: "Par exemple" }
    Command { en: "command", fr: "commande" }
    IsKept { en: "bookmarked", fr: "en favori" }
    IsChosen { en: "in your composition", fr: "dans votre composition" }
    Open { en: "open", fr: "ouvrir" }
    Compose { en: "compose with it", fr: "composer avec" }
    Keep { en: "bookmark", fr: "favori" }
    Actions { en: "With the chosen result", fr: "Avec le résultat choisi" }

    SingleKeys { en: "Single-key shortcuts", fr: "Raccourcis à une seule touche" }
    SingleKeysHelp { en: "Switch them off if single keys get pressed by accident, by hand or by voice; the marked ones are then ordinary signs.", fr: "Désactivez-les si des touches sont pressées par accident, à la main ou à la voix\u{202f}: celles qui sont signalées redeviennent de simples signes." }
    SingleKey { en: "single key", fr: "une seule touche" }
    MacHint { en: "On a Mac, ⌘ in place of Ctrl.", fr: "Sur un Mac, ⌘ à la place de Ctrl." }
}

/// How many results a search has, as it is announced.
pub(crate) fn results(count: usize, lang: Lang) -> String {
    match (lang, count) {
        (Lang::En, 0) => "No result".into(),
        (Lang::Fr, 0) => "Aucun résultat".into(),
        _ => counted(count, lang, ("result", "results"), ("résultat", "résultats")),
    }
}

/// That no place has all words, and which ones the shown places lack.
pub(crate) fn without(missing: &[String], lang: Lang) -> String {
    let (open, close, between, says) = match lang {
        Lang::En => ("“", "”", ", ", "Nothing holds all of these words. Without "),
        Lang::Fr => ("«\u{202f}", "\u{202f}»", ", ", "Rien ne contient tous ces mots. Sans "),
    };
    let named: Vec<String> = missing.iter().map(|word| format!("{open}{word}{close}")).collect();
    let colon = if lang == Lang::Fr { "\u{202f}:" } else { ":" };
    format!("{says}{}{colon}", named.join(between))
}

/// The command that opens the composer with an add-on.
pub(crate) fn compose_with(name: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("Compose with {name}"),
        Lang::Fr => format!("Composer avec {name}"),
    }
}

/// That an add-on has come into the composition, or has gone from it.
pub(crate) fn chosen(name: &str, now: bool, lang: Lang) -> String {
    match (lang, now) {
        (Lang::En, true) => format!("{name} is in your composition"),
        (Lang::En, false) => format!("{name} is no longer in your composition"),
        (Lang::Fr, true) => format!("{name} est dans votre composition"),
        (Lang::Fr, false) => format!("{name} n’est plus dans votre composition"),
    }
}

/// That an add-on is bookmarked now, or no longer.
pub(crate) fn kept(name: &str, now: bool, lang: Lang) -> String {
    match (lang, now) {
        (Lang::En, true) => format!("{name} is bookmarked"),
        (Lang::En, false) => format!("{name} is no longer bookmarked"),
        (Lang::Fr, true) => format!("{name} est dans vos favoris"),
        (Lang::Fr, false) => format!("{name} n’est plus dans vos favoris"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_quoted_as_each_language_does() {
        let check = |words: &[&str], expected: [&str; 2]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(Lang::ALL.map(|lang| without(&words, lang)), expected);
        };
        check(
            &["foo"],
            [
                "Nothing holds all of these words. Without “foo”:",
                "Rien ne contient tous ces mots. Sans «\u{202f}foo\u{202f}»\u{202f}:",
            ],
        );
        check(
            &["a", "b"],
            [
                "Nothing holds all of these words. Without “a”, “b”:",
                "Rien ne contient tous ces mots. Sans «\u{202f}a\u{202f}», «\u{202f}b\u{202f}»\u{202f}:",
            ],
        );
    }
}
