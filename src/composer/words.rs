//! The words of generated files that are not content: heads, headings, the README. Problems are worded in `explain`.

use catalog::{Lang, Localized};

/// A phrase in both languages.
pub(crate) const fn phrase(en: &'static str, fr: &'static str) -> Localized {
    Localized { en, fr }
}

/// Who made the file, from which data, for what.
pub(crate) fn made_by(lang: Lang, edition: &str, django: &str, python: &str) -> String {
    match lang {
        Lang::En => {
            format!("Made with the Django Add-on Guide, edition {edition}, for Django {django} and Python {python}.")
        }
        Lang::Fr => {
            format!("Fait avec Django Add-on Guide, édition {edition}, pour Django {django} et Python {python}.")
        }
    }
}

/// How the same project is composed again; the selection follows.
pub(crate) const CHANGE_IT: Localized = phrase(
    "To change it, paste the next line into the guide's composer.",
    "Pour modifier, collez la ligne suivante dans le compositeur du guide.",
);
pub(crate) const DEVELOPMENT: Localized = phrase("Development only.", "En développement seulement.");
pub(crate) const DEVELOPMENT_NOT_TESTS: Localized =
    phrase("Development only, and not while tests run.", "En développement seulement, et pas pendant les tests.");
pub(crate) const PRODUCTION: Localized = phrase("Production only.", "En production seulement.");
pub(crate) const ORDER_OF_ROUTES: Localized =
    phrase("The first pattern that fits answers.", "Le premier motif qui convient répond.");
pub(crate) const COPY_TO_ENV: Localized = phrase(
    "Copy this file to .env and fill it in; never commit the copy.",
    "Copiez ce fichier vers .env et complétez-le ; ne versionnez jamais la copie.",
);
pub(crate) const DEVELOPMENT_PASSWORDS: Localized = phrase(
    "For development: the passwords in this file protect nothing.",
    "Pour le développement : les mots de passe de ce fichier ne protègent rien.",
);
pub(crate) const START: Localized = phrase("Start", "Démarrer");
pub(crate) const RUN: Localized = phrase("Run", "Lancer");
pub(crate) const RUN_IN_PRODUCTION: Localized = phrase("Run in production", "Lancer en production");
pub(crate) const DEPLOY: Localized = phrase("At each deployment", "À chaque déploiement");
pub(crate) const DOCUMENTATION: Localized = phrase("Documentation", "Documentation");
pub(crate) const EACH_IN_ITS_TERMINAL: Localized =
    phrase("Each in a terminal of its own:", "Chaque commande dans son terminal :");
/// Composed for no proxy, behind one all the same: `SECURE_SSL_REDIRECT` sees every request come by HTTP.
pub(crate) const NO_PROXY: Localized = phrase(
    "**Composed without a proxy in front.** Behind one that terminates HTTPS (Heroku, Fly.io, Render, Kubernetes, nginx), \
     every page redirects to itself for ever: compose again with \"HTTPS proxy: one\".",
    "**Composé sans proxy devant le serveur.** Derrière un proxy qui termine HTTPS (Heroku, Fly.io, Render, Kubernetes, nginx), chaque \
     page redirige vers elle-même sans fin : recomposez avec \"Proxy HTTPS : un\".",
);
