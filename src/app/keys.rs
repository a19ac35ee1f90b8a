//! The keys of the guide: the one table that the list of keys and the page about the guide show.

use catalog::{Lang, Localized};

/// A key, or keys pressed together or in turn.
pub(crate) struct Shortcut {
    /// The keys, with spaces between, as [`name`] takes them.
    pub(crate) keys: &'static str,
    /// What they do.
    pub(crate) does: Localized,
    /// Whether it is a sign that is pressed alone and works anywhere on a page: these can be switched off.
    pub(crate) single: bool,
}

/// Keys that belong to one place.
pub(crate) struct Keys {
    /// The place.
    pub(crate) place: Localized,
    /// Its keys.
    pub(crate) shortcuts: &'static [Shortcut],
}

const fn key(keys: &'static str, en: &'static str, fr: &'static str) -> Shortcut {
    Shortcut { keys, does: Localized { en, fr }, single: false }
}

const fn single(keys: &'static str, en: &'static str, fr: &'static str) -> Shortcut {
    Shortcut { keys, does: Localized { en, fr }, single: true }
}

/// All keys, by place.
pub(crate) const KEYS: &[Keys] = &[
    Keys {
        place: Localized { en: "Everywhere", fr: "Partout" },
        shortcuts: &[
            single("/", "search", "rechercher"),
            single("?", "these keys", "ces touches"),
            key("Ctrl K", "search, from a field too", "rechercher, même depuis un champ"),
            key(
                "Esc",
                "close what is open; take the marks of a search away",
                "fermer ce qui est ouvert\u{202f}; effacer les repères d’une recherche",
            ),
        ],
    },
    Keys {
        place: Localized { en: "In the search", fr: "Dans la recherche" },
        shortcuts: &[
            key("↑ ↓", "from result to result", "d’un résultat à l’autre"),
            key("Home End", "first and last result", "premier et dernier résultat"),
            key("Enter", "open", "ouvrir"),
            key("Ctrl Enter", "compose with the add-on, or no longer", "composer avec l’add-on, ou ne plus le faire"),
            key("Alt Enter", "bookmark the add-on, or no longer", "mettre l’add-on en favori, ou l’en retirer"),
        ],
    },
    Keys {
        place: Localized { en: "On a page", fr: "Sur une page" },
        shortcuts: &[
            key("← →", "on a tab: previous and next tab", "sur un onglet\u{202f}: onglet précédent et suivant"),
            key(
                "↑ ↓",
                "on a composed file: from line to line, with the reason of each",
                "sur un fichier composé\u{202f}: d’une ligne à l’autre, avec la raison de chacune",
            ),
        ],
    },
];

/// What stands on a key, where it differs between keyboards of the languages.
pub(crate) fn name(key: &'static str, lang: Lang) -> &'static str {
    match (lang, key) {
        (Lang::Fr, "Enter") => "Entrée",
        (Lang::Fr, "Esc") => "Échap",
        (Lang::Fr, "Home") => "Origine",
        (Lang::Fr, "End") => "Fin",
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pressed_alone_is_marked() {
        for shortcut in KEYS.iter().flat_map(|keys| keys.shortcuts) {
            // Arrows and named keys do not type anything.
            let alone = shortcut.keys.chars().count() == 1;
            assert_eq!(shortcut.single, alone, "{}", shortcut.keys);
        }
    }
}
