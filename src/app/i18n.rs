//! Every text of the interface, in both languages. A missing translation does not compile.
//!
//! Texts of the catalog come from `content/`, texts about problems from `composer::explain`; there is no fourth place
//! with prose.

pub(crate) mod compose;
pub(crate) mod find;
pub(crate) mod relations;
pub(crate) mod side_by_side;
pub(crate) mod stack;
pub(crate) mod style;

use catalog::{AsyncSupport, ExitGrade, Lang, StatusWord};

/// A text in both languages.
pub(crate) trait Message {
    /// The text in a language.
    fn text(self, lang: Lang) -> &'static str;
}

macro_rules! messages {
    ($kind:ident $($name:ident { en: $en:literal, fr: $fr:literal $(,)? })+) => {
        /// A text of the interface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $kind { $(#[doc = $en] $name),+ }

        impl $kind {
            /// All texts.
            #[cfg(test)]
            pub(crate) const ALL: &'static [$kind] = &[$($kind::$name),+];

            /// The text in a language.
            pub(crate) const fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $(($kind::$name, Lang::En) => $en, ($kind::$name, Lang::Fr) => $fr),+
                }
            }
        }

        impl Message for $kind {
            fn text(self, lang: Lang) -> &'static str {
                self.text(lang)
            }
        }
    };
}
use messages;

messages! { Msg
    SiteName { en: "Django Add-on Guide", fr: "Guide des add-ons Django" }
    SiteShort { en: "Add-on Guide", fr: "Guide des add-ons" }
    SkipToContent { en: "Skip to content", fr: "Aller au contenu" }
    MainMenu { en: "Main", fr: "Principal" }
    MenuBrowse { en: "Guide", fr: "Guide" }
    MenuCompose { en: "Compose", fr: "Composer" }
    MenuBookmarks { en: "Bookmarks", fr: "Favoris" }
    MenuAbout { en: "About", fr: "À propos" }
    Search { en: "Search", fr: "Rechercher" }
    Close { en: "Close", fr: "Fermer" }
    ThemeLabel { en: "Theme", fr: "Thème" }
    ThemeSystem { en: "System theme", fr: "Thème du système" }
    ThemeLight { en: "Light theme", fr: "Thème clair" }
    ThemeDark { en: "Dark theme", fr: "Thème sombre" }
    OtherLanguage { en: "Lire cette page en français", fr: "Read this page in English" }

    BrowseLead {
        en: "What each one does, what it costs, what breaks, and how it fits with the others: composed projects are booted in real Django.",
        fr: "Ce que chacun apporte, ce qu’il coûte, ce qui casse et comment il s’accorde avec les autres\u{202f}: les projets composés sont démarrés dans un vrai Django.",
    }
    BrowseComposeLink { en: "Compose a project", fr: "Composer un projet" }
    Filters { en: "Filter", fr: "Filtrer" }
    ClearFilters { en: "Clear filters", fr: "Effacer les filtres" }
    OrderLabel { en: "Order", fr: "Ordre" }
    OrderName { en: "Name", fr: "Nom" }
    OrderStatus { en: "Most active", fr: "Les plus actifs" }
    OrderFootprint { en: "Easiest to leave", fr: "Les plus faciles à quitter" }
    NothingMatches { en: "No add-on has all of this.", fr: "Aucun add-on ne réunit tout cela." }
    NothingMatchesHint { en: "Take a choice away:", fr: "Retirez un choix\u{202f}:" }
    RemoveTag { en: "Remove the filter", fr: "Retirer le filtre" }

    Star { en: "Bookmark", fr: "Favori" }
    Adopt { en: "Compose with it", fr: "Composer avec" }
    Adopted { en: "In your composition", fr: "Dans votre composition" }
    DevOnly { en: "development only", fr: "développement seulement" }
    Checked { en: "checked", fr: "vérifié le" }
    BootedByUs { en: "booted by us", fr: "démarré par nos soins" }
    Declared { en: "declared", fr: "déclaré" }
    NotDeclared { en: "boots, not declared", fr: "démarre, non déclaré" }
    Undeclared { en: "not declared", fr: "non déclaré" }
    NoDeclaration { en: "declares no Django version", fr: "ne déclare aucune version de Django" }

    Proof { en: "Proof", fr: "Preuve" }
    ProofNone { en: "This build was made without the results of the proof.", fr: "Cette version a été construite sans les résultats de la preuve." }
    ProofLead {
        en: "Composed projects are booted in real Django with the real packages, in the versions that each page names: every add-on alone, all pairs, every preset, every answer to every question, everything together and random selections, in one settings file and in several. Each takes its steps in development and in production; the code in the texts is checked with the same packages.",
        fr: "Les projets composés sont démarrés dans un vrai Django avec les vrais paquets, dans les versions que chaque page indique\u{202f}: chaque add-on seul, toutes les paires, chaque modèle, chaque réponse à chaque question, tout ensemble et des sélections au hasard, avec un ou plusieurs fichiers de réglages. Chacun passe ses étapes en développement et en production\u{202f}; le code des textes est vérifié avec les mêmes paquets.",
    }
    ProofProjects { en: "Projects booted", fr: "Projets démarrés" }
    ProofSteps { en: "Steps passed, none failed", fr: "Étapes réussies, aucune en échec" }
    ProofSkipped { en: "Steps not tried", fr: "Étapes non tentées" }
    ProofChecks { en: "Checks of the texts’ code", fr: "Contrôles du code des textes" }
    PairsTitle { en: "Every pair", fr: "Toutes les paires" }
    PairWorks { en: "get along", fr: "s’accordent" }
    PairArranged { en: "get along, the composer arranges something between them", fr: "s’accordent, avec un arrangement que la composition ajoute" }
    PairConflict { en: "must not be in one project", fr: "à ne pas mettre dans un même projet" }
    PairUnproven { en: "not tried", fr: "non essayée" }

    FactVersion { en: "Version", fr: "Version" }
    FactDjango { en: "Django", fr: "Django" }
    FactPython { en: "Python", fr: "Python" }
    FactStatus { en: "Status", fr: "État" }
    FactOwner { en: "Looked after by", fr: "Entretenu par" }
    FactServices { en: "Needs", fr: "Nécessite" }
    FactNoService { en: "no service", fr: "aucun service" }
    FactBrings { en: "Brings", fr: "Apporte" }
    FactAsync { en: "Under ASGI", fr: "Sous ASGI" }
    FactExit { en: "When you leave it", fr: "Au retrait" }
    Documentation { en: "Documentation", fr: "Documentation" }
    Repository { en: "Repository", fr: "Dépôt" }
    Changelog { en: "Changelog", fr: "Journal des versions" }
    Facts { en: "Facts", fr: "Fiche" }
    OnThisPage { en: "In this tab", fr: "Dans cet onglet" }
    TabsLabel { en: "Chapters", fr: "Chapitres" }
    ProseMissing { en: "The text of this page could not be loaded: there is no network, and the offline copy is not complete yet.", fr: "Le texte de cette page n’a pas pu être chargé\u{202f}: pas de réseau, et la copie hors ligne n’est pas encore complète." }
    TryAgain { en: "Try again", fr: "Réessayer" }
    Previous { en: "Previous add-on", fr: "Add-on précédent" }
    Next { en: "Next add-on", fr: "Add-on suivant" }

    Copy { en: "Copy", fr: "Copier" }
    Copied { en: "Copied", fr: "Copié" }
    CopyFailed { en: "Copying was refused: select the text and copy it by hand.", fr: "La copie a été refusée\u{202f}: sélectionnez le texte et copiez-le à la main." }
    Undo { en: "Undo", fr: "Annuler" }
    Dismiss { en: "Dismiss", fr: "Masquer" }

    BookmarksTitle { en: "Bookmarks", fr: "Favoris" }
    BookmarksLead { en: "Kept in this browser only, with your notes. Export them to keep them anywhere else.", fr: "Conservés dans ce navigateur seulement, avec vos notes. Exportez-les pour les garder ailleurs." }
    BookmarksEmpty { en: "No bookmark yet.", fr: "Pas encore de favori." }
    BookmarksEmptyHint { en: "The star on a card or at the top of a page keeps an add-on here.", fr: "L’étoile d’une carte ou d’un haut de page garde l’add-on ici." }
    BrowseAddons { en: "Browse the add-ons", fr: "Parcourir les add-ons" }
    Note { en: "Private note", fr: "Note privée" }
    NotePlaceholder { en: "Why you kept it, where you use it…", fr: "Pourquoi vous le gardez, où vous l’utilisez…" }
    MoveUp { en: "Move up", fr: "Monter" }
    MoveDown { en: "Move down", fr: "Descendre" }
    Remove { en: "Remove", fr: "Retirer" }
    Removed { en: "Bookmark removed", fr: "Favori retiré" }
    ComposeThese { en: "Compose with these", fr: "Composer avec ces add-ons" }
    Export { en: "Export", fr: "Exporter" }
    Import { en: "Import…", fr: "Importer…" }
    ImportTitle { en: "What the file would change", fr: "Ce que le fichier changerait" }
    ImportMerge { en: "Merge", fr: "Fusionner" }
    ImportMergeHelp { en: "keeps yours, adds what is new", fr: "garde les vôtres, ajoute les nouveaux" }
    ImportReplace { en: "Replace", fr: "Remplacer" }
    ImportReplaceHelp { en: "takes the file’s list instead of yours", fr: "prend la liste du fichier à la place de la vôtre" }
    Cancel { en: "Cancel", fr: "Annuler" }
    ImportDone { en: "Bookmarks imported", fr: "Favoris importés" }
    ImportTooLarge { en: "The file is larger than 16 MB, so it is not a bookmarks file of this guide. Choose the file that “Export” made.", fr: "Le fichier dépasse 16\u{202f}Mo\u{202f}: ce n’est pas un export de favoris de ce guide. Choisissez le fichier créé par «\u{202f}Exporter\u{202f}»." }
    ImportUnreadable { en: "The file is not a bookmarks file of this guide, or it is damaged. Nothing was changed. Choose the file that “Export” made.", fr: "Le fichier n’est pas un export de favoris de ce guide, ou il est abîmé. Rien n’a changé. Choisissez le fichier créé par «\u{202f}Exporter\u{202f}»." }
    ImportNewer { en: "The file comes from a newer edition of the guide. Nothing was changed. Update the guide, then import again.", fr: "Le fichier vient d’une édition plus récente du guide. Rien n’a changé. Mettez le guide à jour, puis importez de nouveau." }
    StorageBlocked { en: "This browser blocks storage for this site: nothing will be remembered after you close the page. Export still works.", fr: "Ce navigateur bloque le stockage pour ce site\u{202f}: rien ne sera conservé à la fermeture de la page. L’export fonctionne." }
    StorageDamaged { en: "The stored bookmarks could not be read. They were set aside as they are, and nothing was lost of them: the page “Bookmarks” offers them for download.", fr: "Les favoris enregistrés étaient illisibles. Ils ont été mis de côté tels quels, rien n’en a été perdu\u{202f}: la page «\u{202f}Favoris\u{202f}» les propose au téléchargement." }
    StorageNewer { en: "A newer edition of the guide has stored the bookmarks of this browser. This one shows what it can read and changes nothing. Reload the page or update the guide, then try again.", fr: "Une édition plus récente du guide a enregistré les favoris de ce navigateur. Celle-ci montre ce qu’elle sait lire et ne change rien. Rechargez la page ou mettez le guide à jour, puis réessayez." }
    DamagedAside { en: "Stored bookmarks that could not be read are kept as they were:", fr: "Des favoris enregistrés mais illisibles sont conservés tels quels\u{202f}:" }
    ForgetDamaged { en: "Delete the damaged copies", fr: "Supprimer les copies abîmées" }
    DownloadDamaged { en: "Download the damaged copy", fr: "Télécharger la copie abîmée" }
    StorageFull { en: "Saving failed: the browser’s storage is full or closed. Your change is kept until you close this page; export it now.", fr: "L’enregistrement a échoué\u{202f}: le stockage du navigateur est plein ou fermé. Votre changement est gardé jusqu’à la fermeture de la page\u{202f}; exportez-le maintenant." }

    ComposeTitle { en: "Compose a project", fr: "Composer un projet" }
    ComposeLead { en: "Tick add-ons; get settings, URLs, requirements and the rest in the right order, each line with its reason.", fr: "Cochez des add-ons\u{202f}: réglages, URL, dépendances et le reste viennent dans le bon ordre, chaque ligne avec sa raison." }
    ComposeChoices { en: "What you choose", fr: "Ce que vous choisissez" }
    ComposeResult { en: "What you get", fr: "Ce que vous obtenez" }
    ComposeTarget { en: "Project", fr: "Projet" }
    ComposeAddons { en: "Add-ons", fr: "Add-ons" }
    ComposeReset { en: "Start over", fr: "Tout effacer" }
    ComposeResetDone { en: "Selection cleared", fr: "Sélection effacée" }
    ProjectName { en: "Package name", fr: "Nom du paquet" }
    ProjectNameHelp { en: "a Python name: letters, digits, underscores", fr: "un nom Python\u{202f}: lettres, chiffres, tirets bas" }
    TargetDjango { en: "Django", fr: "Django" }
    TargetPython { en: "Python", fr: "Python" }
    TargetDatabase { en: "Database", fr: "Base de données" }
    TargetInterface { en: "Interface", fr: "Interface" }
    TargetLayout { en: "Settings", fr: "Réglages" }
    LayoutSingle { en: "one file", fr: "un fichier" }
    LayoutSplit { en: "base, dev, prod", fr: "base, dev, prod" }
    TargetPackager { en: "Packages with", fr: "Paquets avec" }
    TargetProxy { en: "HTTPS proxy", fr: "Proxy HTTPS" }
    ProxyNone { en: "none", fr: "aucun" }
    ProxyOne { en: "one, sets X-Forwarded-Proto and X-Real-IP", fr: "un, pose X-Forwarded-Proto et X-Real-IP" }
    ProxyWarning {
        en: "Without one, production redirects to HTTPS. Where something in front terminates HTTPS (Heroku, Fly.io, \
             Render, Kubernetes, nginx), that redirects for ever: choose “one”, and have it set both headers.",
        fr: "Sans proxy, la production redirige vers HTTPS. Là où un service placé devant termine HTTPS (Heroku, \
             Fly.io, Render, Kubernetes, nginx), cette redirection est sans fin\u{202f}: choisissez «\u{202f}un\u{202f}» et faites-lui poser ces deux en-têtes."
    }
    TargetComments { en: "Comments", fr: "Commentaires" }
    CommentsOff { en: "none", fr: "aucun" }
    Problems { en: "Problems", fr: "Problèmes" }
    NoProblems { en: "No problem found in this combination.", fr: "Aucun problème dans cette combinaison." }
    FilesLabel { en: "Files", fr: "Fichiers" }
    FormProject { en: "Whole project", fr: "Projet entier" }
    FormAdditions { en: "For an existing project", fr: "Pour un projet existant" }
    AdditionsEmpty { en: "Tick an add-on to see the lines it adds to a project you already have.", fr: "Cochez un add-on pour voir les lignes qu’il ajoute à un projet existant." }
    DownloadZip { en: "Download the ZIP", fr: "Télécharger le ZIP" }
    ShareLink { en: "Copy the link", fr: "Copier le lien" }
    LinkCopied { en: "Link copied", fr: "Lien copié" }
    CopyFile { en: "Copy the file", fr: "Copier le fichier" }
    StepsTitle { en: "Then run", fr: "Puis lancez" }
    LineOriginHint { en: "Point at a line, or move to it with the arrow keys, to see who put it there and why at this place.", fr: "Pointez une ligne, ou allez-y avec les flèches, pour voir qui l’a mise là et pourquoi à cette place." }
    PlainDjango { en: "Plain Django", fr: "Django seul" }
    FileFrame { en: "The file’s own form", fr: "La forme du fichier" }
    Source { en: "Source", fr: "Source" }
    PlacedBy { en: "Its place", fr: "Sa place" }
    Before { en: "before", fr: "avant" }
    LinkUnknown { en: "Some parts of the link are unknown to this edition and were left out:", fr: "Certaines parties du lien sont inconnues de cette édition et ont été laissées de côté\u{202f}:" }
    SelectionShown { en: "The link’s selection is shown.", fr: "La sélection du lien est affichée." }
    SelectionReplaced { en: "The link’s selection is shown; yours is kept.", fr: "La sélection du lien est affichée\u{202f}; la vôtre est gardée." }
    DraftTooLong { en: "This composition is too long: at most 64 KB of text can be kept. Shorten its longest answer; until then it will be lost when you close the page.", fr: "Cette composition est trop longue pour être conservée\u{202f}: un texte de 64\u{202f}Ko au plus. Raccourcissez sa plus longue réponse\u{202f}; d’ici là, elle disparaît à la fermeture de la page." }
    BackToMine { en: "Back to mine", fr: "Revenir à la mienne" }
    Applied { en: "Done", fr: "Fait" }
    DownloadEnv { en: "Download a .env", fr: "Télécharger un .env" }
    NewSecret { en: "with a fresh SECRET_KEY, made in this browser and kept nowhere", fr: "avec une SECRET_KEY neuve, créée dans ce navigateur et gardée nulle part" }
    NoRandomness { en: "This browser offers no random source for a secret. Make the SECRET_KEY by hand, as README.md says.", fr: "Ce navigateur n’offre pas de source aléatoire pour un secret. Créez la SECRET_KEY à la main, comme l’indique README.md." }
    FindAddon { en: "Find an add-on", fr: "Trouver un add-on" }
    NoneFound { en: "No add-on has this in its name.", fr: "Aucun add-on n’a cela dans son nom." }
    AnswerHelp { en: "one per line", fr: "un par ligne" }
    Changed { en: "changed by the last click", fr: "modifié par le dernier clic" }
    LinkLong { en: "Link copied. It is longer than 2,000 characters: some programs cut such links.", fr: "Lien copié. Il dépasse 2\u{202f}000 caractères\u{202f}: certains logiciels coupent de tels liens." }
    StepSetup { en: "Once", fr: "Une fois" }
    StepDeploy { en: "At each deployment", fr: "À chaque déploiement" }
    StepRun { en: "To keep running", fr: "À laisser tourner" }
    StepRunDevelopment { en: "To keep running, in development", fr: "À laisser tourner, en développement" }
    StepRunProduction { en: "To keep running, in production", fr: "À laisser tourner, en production" }
    ZipFailed { en: "The browser refused the download. Copy the files one by one, or allow downloads for this site.", fr: "Le navigateur a refusé le téléchargement. Copiez les fichiers un à un, ou autorisez les téléchargements pour ce site." }

    Accessibility { en: "Accessibility statement", fr: "Déclaration d’accessibilité" }
    AboutTitle { en: "About this guide", fr: "À propos de ce guide" }
    NotFoundTitle { en: "No page has this address", fr: "Aucune page n’a cette adresse" }
    NotFoundLead { en: "It may have moved, or the link is mistyped. Nearest to it:", fr: "Elle a pu changer de place, ou le lien est mal écrit. Au plus près\u{202f}:" }
    OfflineReady { en: "Ready for offline use: the whole guide is stored in this browser.", fr: "Prêt hors ligne\u{202f}: tout le guide est enregistré dans ce navigateur." }
    UpdateReady { en: "A new edition of the guide is ready.", fr: "Une nouvelle édition du guide est prête." }
    UpdateNow { en: "Update", fr: "Mettre à jour" }
    Edition { en: "Edition", fr: "Édition" }
    Shortcuts { en: "Keyboard", fr: "Clavier" }
    Privacy { en: "No account, no tracking, no request after loading.", fr: "Ni compte, ni traceur, ni requête après le chargement." }
}

/// `3 add-ons`.
pub(crate) fn addons(count: usize, lang: Lang) -> String {
    counted(count, lang, ("add-on", "add-ons"), ("add-on", "add-ons"))
}

/// A number with its word, one and many; French has one for none, too.
fn counted(count: usize, lang: Lang, en: (&str, &str), fr: (&str, &str)) -> String {
    let word = match lang {
        Lang::En if count == 1 => en.0,
        Lang::En => en.1,
        Lang::Fr if count < 2 => fr.0,
        Lang::Fr => fr.1,
    };
    format!("{count} {word}")
}

/// The headline of the list of add-ons.
pub(crate) fn browse_title(count: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{} for Django, checked and combinable", addons(count, lang)),
        Lang::Fr => format!("{} pour Django, vérifiés et combinables", addons(count, lang)),
    }
}

/// `5 min`.
pub(crate) fn minutes(count: u16) -> String {
    format!("{count}\u{a0}min")
}

/// What an import would do, as a sentence.
pub(crate) fn import_summary(added: usize, known: usize, unknown: usize, lang: Lang) -> String {
    let mut parts = Vec::new();
    match lang {
        Lang::En => {
            parts.push(format!("{added} new"));
            parts.push(format!("{known} already bookmarked"));
            if unknown > 0 {
                parts.push(format!("{unknown} not in this edition (kept, not shown)"));
            }
        }
        Lang::Fr => {
            let plural = |n: usize| if n > 1 { "x" } else { "" };
            parts.push(format!("{added} nouveau{}", plural(added)));
            parts.push(format!("{known} déjà en favori"));
            if unknown > 0 {
                parts.push(format!("{unknown} hors de cette édition (gardé, non affiché)"));
            }
        }
    }
    parts.join(" · ")
}

/// The reader's word for a status.
pub(crate) const fn status_word(word: StatusWord, lang: Lang) -> &'static str {
    match (word, lang) {
        (StatusWord::Active, Lang::En) => "Active",
        (StatusWord::Active, Lang::Fr) => "Actif",
        (StatusWord::Stable, _) => "Stable",
        (StatusWord::Slow, Lang::En) => "Slow",
        (StatusWord::Slow, Lang::Fr) => "Au ralenti",
        (StatusWord::Moving, Lang::En) => "Moving",
        (StatusWord::Moving, Lang::Fr) => "En transfert",
        (StatusWord::AtRisk, Lang::En) => "At risk",
        (StatusWord::AtRisk, Lang::Fr) => "À risque",
        (StatusWord::Archived, Lang::En) => "Archived",
        (StatusWord::Archived, Lang::Fr) => "Archivé",
    }
}

/// The key of a status in class names.
pub(crate) const fn status_key(word: StatusWord) -> &'static str {
    match word {
        StatusWord::Active => "active",
        StatusWord::Stable => "stable",
        StatusWord::Slow => "slow",
        StatusWord::Moving => "moving",
        StatusWord::AtRisk => "at-risk",
        StatusWord::Archived => "archived",
    }
}

/// How an add-on behaves under ASGI.
pub(crate) const fn async_support(support: AsyncSupport, lang: Lang) -> &'static str {
    match (support, lang) {
        (AsyncSupport::Yes, Lang::En) => "no thread switch",
        (AsyncSupport::Yes, Lang::Fr) => "sans changement de thread",
        (AsyncSupport::Partly, Lang::En) => "partly async",
        (AsyncSupport::Partly, Lang::Fr) => "en partie asynchrone",
        (AsyncSupport::SyncOnly, Lang::En) => "one thread switch",
        (AsyncSupport::SyncOnly, Lang::Fr) => "un changement de thread",
    }
}

/// A number with its thousands apart.
pub(crate) fn number(count: u32, lang: Lang) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(match lang {
                Lang::En => ',',
                Lang::Fr => '\u{202f}',
            });
        }
        out.push(digit);
    }
    out
}

/// How hard an add-on is to leave.
pub(crate) const fn exit_grade(grade: ExitGrade, lang: Lang) -> &'static str {
    match (grade, lang) {
        (ExitGrade::A, Lang::En) => "easy to leave",
        (ExitGrade::A, Lang::Fr) => "facile à retirer",
        (ExitGrade::B, Lang::En) => "code to undo",
        (ExitGrade::B, Lang::Fr) => "du code à défaire",
        (ExitGrade::C, Lang::En) => "touches the schema",
        (ExitGrade::C, Lang::Fr) => "touche au schéma",
        (ExitGrade::D, Lang::En) => "hard to leave",
        (ExitGrade::D, Lang::Fr) => "difficile à retirer",
    }
}

#[cfg(test)]
mod tests;
