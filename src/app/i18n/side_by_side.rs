//! The texts of the page that puts add-ons side by side.

use catalog::Lang;

use super::{Message, messages};

messages! { Side
    Pick { en: "Add an add-on", fr: "Ajouter un add-on" }
    PickNone { en: "Choose…", fr: "Choisir…" }
    Add { en: "Add", fr: "Ajouter" }
    TakeAway { en: "Take away", fr: "Retirer" }
    Full { en: "Four stand side by side, which is the most.", fr: "Quatre sont côte à côte, c’est le maximum." }
    OnlyDifferences { en: "Only what differs", fr: "Seulement ce qui diffère" }
    Markdown { en: "Copy as Markdown", fr: "Copier en Markdown" }
    MarkdownCopied { en: "Table copied", fr: "Tableau copié" }
    Differs { en: "differs", fr: "diffère" }
    Without { en: "Without an add-on", fr: "Sans add-on" }
    Nothing { en: "nothing", fr: "rien" }
    NothingToUndo { en: "nothing to undo", fr: "rien à défaire" }
    YourCode { en: "code of your own", fr: "votre propre code" }
    Empty { en: "Nothing is side by side yet.", fr: "Rien n’est encore côte à côte." }
    EmptyHint { en: "Choose an add-on above, tick “Compare” on the cards, or start from one of these:", fr: "Choisissez un add-on ci-dessus, cochez «\u{202f}Comparer\u{202f}» sur les cartes, ou partez de l’une de ces comparaisons\u{202f}:" }
    OneHint { en: "One more makes a comparison. Near to it:", fr: "Un de plus et la comparaison commence. Proches de lui\u{202f}:" }
    Purpose { en: "What it does", fr: "Ce qu’il apporte" }
    Tags { en: "Tags", fr: "Étiquettes" }
    Install { en: "To install", fr: "À installer" }
    Import { en: "To import", fr: "À importer" }
    DeclaresDjango { en: "Declares Django", fr: "Déclare Django" }
    DeclaresPython { en: "Declares Python", fr: "Déclare Python" }
    Licence { en: "Licence", fr: "Licence" }
    Minutes { en: "To the first success", fr: "Jusqu’au premier succès" }
    Moment { en: "Belongs into", fr: "Sa place" }
    Apps { en: "Apps", fr: "Applications" }
    Middleware { en: "Middleware", fr: "Middlewares" }
    Urls { en: "URL patterns", fr: "Motifs d’URL" }
    Tables { en: "Tables", fr: "Tables" }
    StaticFiles { en: "Static files", fr: "Fichiers statiques" }
    Packages { en: "Packages installed", fr: "Paquets installés" }
    Size { en: "Their size", fr: "Leur taille" }
    NotMeasured { en: "not measured", fr: "non mesuré" }
    Together { en: "In one project", fr: "Dans un même projet" }
    Alternatives { en: "Instead of it", fr: "À sa place" }
    Plain { en: "Plain Django instead", fr: "Django seul à la place" }
    Elsewhere { en: "Its own pages", fr: "Ses propres pages" }
}
