//! The texts of the composer's page that no other page has.

use catalog::Lang;

use super::{Message, counted, messages};

messages! { Say
    TakeMyStack { en: "Compose for my stack", fr: "Composer pour mon environnement" }
    MyStackIs { en: "My stack:", fr: "Mon environnement\u{202f}:" }
    KeepAsMyStack { en: "Keep this target as my stack", fr: "Garder cette cible comme mon environnement" }
    ForThisProject { en: "(this project)", fr: "(ce projet)" }
    PresetsTitle { en: "Start from", fr: "Partir de" }
    PresetsHint { en: "or tick add-ons one by one. Point at one to see first what it would bring.", fr: "ou cochez les add-ons un à un. Pointez-en un pour voir d’abord ce qu’il apporterait." }
    PresetTaken { en: "Preset taken", fr: "Modèle repris" }

    Peek { en: "What it changes", fr: "Ce que cela change" }
    WouldBring { en: "Ticking it:", fr: "En le cochant\u{202f}:" }
    WouldTake { en: "Unticking it:", fr: "En le décochant\u{202f}:" }
    PresetBrings { en: "Starting from it:", fr: "En partant de là\u{202f}:" }
    PeekHint { en: "Esc closes.", fr: "Échap ferme." }
    NewProblems { en: "New problems", fr: "Nouveaux problèmes" }
    NothingChanges { en: "No line changes.", fr: "Aucune ligne ne change." }
    NewFile { en: "new file", fr: "nouveau fichier" }
    GoneFile { en: "file removed", fr: "fichier supprimé" }
    SignAdded { en: "added", fr: "ajoutée" }
    SignRemoved { en: "removed", fr: "supprimée" }
    SignArrived { en: "moved here", fr: "déplacée ici" }
    SignLeft { en: "moved away", fr: "partie d’ici" }

    FormPath { en: "Request path", fr: "Chemin d’une requête" }
    FormEnv { en: ".env", fr: ".env" }
    FormCompare { en: "Compare", fr: "Comparer" }

    PathLead { en: "A request goes down through MIDDLEWARE to the view; the response comes back up the same way, in reverse.", fr: "Une requête descend MIDDLEWARE jusqu’à la vue\u{202f}; la réponse remonte par le même chemin, à rebours." }
    PathRequest { en: "Request", fr: "Requête" }
    PathResponse { en: "Response", fr: "Réponse" }
    PathView { en: "Your view", fr: "Votre vue" }
    PathDevelopment { en: "development only", fr: "développement seulement" }
    PathProduction { en: "production only", fr: "production seulement" }
    PathAfter { en: "after", fr: "après" }
    PathBefore { en: "before", fr: "avant" }

    Only { en: "Lines of", fr: "Lignes de" }
    OnlyAll { en: "everything", fr: "tout le projet" }
    OnlyNone { en: "It puts nothing into this file.", fr: "Il ne met rien dans ce fichier." }
    CopyLine { en: "Copy the line", fr: "Copier la ligne" }
    CopyBlock { en: "Copy the block", fr: "Copier le bloc" }
    CopyShown { en: "Copy these lines", fr: "Copier ces lignes" }
    LineHold { en: "A click on a line, or Enter, holds it.", fr: "Un clic sur une ligne, ou Entrée, la retient." }
    LetGo { en: "Let go", fr: "Relâcher" }
    Install { en: "Install", fr: "Installer" }

    EnvLead { en: "Settings read these variables. Values stay out of the files and out of the link; a secret is made in this browser and kept nowhere.", fr: "Les réglages lisent ces variables. Les valeurs restent hors des fichiers et du lien\u{202f}; un secret est créé dans ce navigateur et gardé nulle part." }
    EnvVariable { en: "Variable", fr: "Variable" }
    EnvReader { en: "Read by", fr: "Lue par" }
    EnvSecret { en: "Secret", fr: "Secrète" }
    EnvDefault { en: "If not set", fr: "Sans valeur" }
    EnvExample { en: "Example", fr: "Exemple" }
    EnvYes { en: "yes", fr: "oui" }
    EnvNo { en: "no", fr: "non" }
    EnvRequired { en: "must be set", fr: "obligatoire" }
    EnvMake { en: "Make one", fr: "En créer un" }
    EnvMade { en: "A new value is on the clipboard, and nowhere else", fr: "Une valeur neuve est dans le presse-papiers, et nulle part ailleurs" }
    EnvYours { en: "yours to fill in", fr: "à remplir par vous" }
    CopyEnv { en: "Copy a .env", fr: "Copier un .env" }

    CompareLead { en: "From the left to the right: what comes, what goes, what moves.", fr: "De gauche à droite\u{202f}: ce qui vient, ce qui part, ce qui bouge." }
    CompareFrom { en: "From", fr: "De" }
    CompareTo { en: "To", fr: "À" }
    CompareNow { en: "what is shown now", fr: "ce qui est affiché" }
    CompareEmpty { en: "nothing: plain Django", fr: "rien\u{202f}: Django seul" }
    CompareEqual { en: "Both make the same files.", fr: "Les deux donnent les mêmes fichiers." }

    Stacks { en: "Saved stacks", fr: "Stacks enregistrées" }
    StacksHint { en: "Kept in this browser only; each save of a name is a version, the last ten stay.", fr: "Gardées dans ce navigateur seulement\u{202f}; chaque enregistrement d’un nom est une version, les dix dernières restent." }
    StackName { en: "Name", fr: "Nom" }
    StackNameNeeded { en: "Give the stack a name first.", fr: "Donnez d’abord un nom à la stack." }
    StackSave { en: "Save", fr: "Enregistrer" }
    StackSaved { en: "Stack saved", fr: "Stack enregistrée" }
    StackSame { en: "The newest version of this name is the same already.", fr: "La dernière version de ce nom est déjà la même." }
    StackOpen { en: "Open", fr: "Ouvrir" }
    StackOpened { en: "Stack opened", fr: "Stack ouverte" }
    StackCompare { en: "Compare", fr: "Comparer" }
    StackDelete { en: "Delete", fr: "Supprimer" }
    StackDeleted { en: "Stack deleted", fr: "Stack supprimée" }
    StackHistory { en: "Earlier versions", fr: "Versions antérieures" }
    StacksImported { en: "Stacks imported", fr: "Stacks importées" }
    StacksTooLarge { en: "The file is larger than 16 MB, so it is not a file of stacks of this guide. Choose the file that “Export” made.", fr: "Le fichier dépasse 16\u{202f}Mo\u{202f}: ce n’est pas un export de stacks de ce guide. Choisissez le fichier créé par «\u{202f}Exporter\u{202f}»." }
    StacksUnreadable { en: "The file is not a file of stacks of this guide, or it is damaged. Nothing was changed. Choose the file that “Export” made.", fr: "Le fichier n’est pas un export de stacks de ce guide, ou il est abîmé. Rien n’a changé. Choisissez le fichier créé par «\u{202f}Exporter\u{202f}»." }
    StackTooLong { en: "Not saved: this selection is longer than 64 KB. Shorten its longest answer, then save again.", fr: "Non enregistrée\u{202f}: cette sélection dépasse 64\u{202f}Ko. Raccourcissez sa plus longue réponse, puis enregistrez de nouveau." }
    StacksNotKept { en: "Not saved yet: the browser’s storage is full or closed. It is tried again until you close this page; export the stacks now.", fr: "Pas encore enregistré\u{202f}: le stockage du navigateur est plein ou fermé. L’essai se répète jusqu’à la fermeture de la page\u{202f}; exportez les stacks maintenant." }
    StacksDamaged { en: "Some or all of the saved stacks could not be read. What is sound is listed; the rest is set aside as it was, and nothing was overwritten.", fr: "Des stacks enregistrées étaient illisibles. Ce qui est sain est listé\u{202f}; le reste est mis de côté tel quel, et rien n’a été écrasé." }
    StacksNewer { en: "A newer edition of the guide has stored the stacks of this browser. This one changes nothing in them; update the guide to read and save them.", fr: "Une édition plus récente du guide a enregistré les stacks de ce navigateur. Celle-ci n’y change rien\u{202f}; mettez le guide à jour pour les lire et en enregistrer." }
    StacksAside { en: "Stacks that could not be read are kept as they were:", fr: "Des stacks illisibles sont conservées telles quelles\u{202f}:" }
    MineAgain { en: "Your own selection is shown again", fr: "Votre propre sélection est de nouveau affichée" }
    NowMine { en: "The link’s selection is yours now", fr: "La sélection du lien est désormais la vôtre" }
    PasteLabel { en: "A link, or the head of a composed file", fr: "Un lien, ou l’en-tête d’un fichier composé" }
    PasteOpen { en: "Open it", fr: "L’ouvrir" }
    PasteNothing { en: "No composition in this text. Paste a link of this page, or the line that opens with v1& from a file’s head.", fr: "Aucune composition dans ce texte. Collez un lien de cette page, ou la ligne de l’en-tête d’un fichier qui commence par v1&." }

    NotWith { en: "not with", fr: "pas avec" }
    ArrangedTitle { en: "Arranged between the add-ons", fr: "Arrangé entre les add-ons" }
    ArrangedBeside { en: "beside", fr: "avec" }
    ArrangedAdded { en: "adds lines for this:", fr: "ajoute des lignes pour ceci\u{202f}:" }
    ArrangedLeftOut { en: "leaves out what it adds on its own:", fr: "n’ajoute pas ce qu’il ajoute quand il est seul\u{202f}:" }
    ArrangedAsked { en: "asks one more question:", fr: "pose une question de plus\u{202f}:" }
    ArrangedElected { en: "provides what both could", fr: "fournit ce que les deux pourraient fournir" }
    ToChoices { en: "Go to the add-ons", fr: "Aller aux add-ons" }
    ToFiles { en: "Go to the files", fr: "Aller aux fichiers" }
    ToProblems { en: "Go to the problems", fr: "Aller aux problèmes" }
}

/// `14 files`.
pub(crate) fn files(count: usize, lang: Lang) -> String {
    counted(count, lang, ("file", "files"), ("fichier", "fichiers"))
}

/// `2 problems`.
pub(crate) fn problems(count: usize, lang: Lang) -> String {
    counted(count, lang, ("problem", "problems"), ("problème", "problèmes"))
}

/// What a list of differences amounts to: `+34 −2 lines in 6 files, 1 moves`.
pub(crate) fn difference(added: usize, removed: usize, moved: usize, in_files: usize, lang: Lang) -> String {
    let mut text = format!("+{added}");
    if removed > 0 {
        text.push_str(&format!(" −{removed}"));
    }
    let (line, inside) = match lang {
        Lang::En => (if added + removed == 1 { "line" } else { "lines" }, "in"),
        Lang::Fr => (if added + removed < 2 { "ligne" } else { "lignes" }, "dans"),
    };
    text.push_str(&format!(" {line} {inside} {}", files(in_files, lang)));
    if moved > 0 {
        text.push_str(&match lang {
            Lang::En => format!(", {moved} moved"),
            Lang::Fr => format!(", {moved} déplacée{}", if moved > 1 { "s" } else { "" }),
        });
    }
    text
}

/// What an import of stacks would do, as a sentence.
pub(crate) fn stacks_summary(new: usize, known: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{new} new · {known} with a name that you have: their versions are added to yours"),
        Lang::Fr => format!(
            "{new} nouvelle{} · {known} d’un nom que vous avez\u{202f}: leurs versions s’ajoutent aux vôtres",
            if new > 1 { "s" } else { "" }
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_worded() {
        let check = |text: String, expected: &str| assert_eq!(text, expected);
        check(difference(34, 2, 1, 6, Lang::En), "+34 −2 lines in 6 files, 1 moved");
        check(difference(1, 0, 0, 1, Lang::En), "+1 line in 1 file");
        check(difference(1, 0, 2, 1, Lang::Fr), "+1 ligne dans 1 fichier, 2 déplacées");
        check(problems(0, Lang::En), "0 problems");
        check(problems(0, Lang::Fr), "0 problème");
    }
}
