//! The texts of the style page: the names of what it shows.

use catalog::Lang;

use super::{Message, messages};

messages! { Part
    Title { en: "Style", fr: "Style" }
    Lead { en: "Every part of the guide in every state, as it is. Nothing here can be clicked.", fr: "Chaque élément du guide dans chaque état, tel quel. Rien ici ne se clique." }
    Text { en: "Text", fr: "Texte" }
    Buttons { en: "Buttons", fr: "Boutons" }
    Off { en: "Disabled", fr: "Désactivé" }
    Toggles { en: "Keep and take in", fr: "Garder et ajouter" }
    Chips { en: "Chips, tags, counts", fr: "Pastilles, étiquettes, nombres" }
    Marks { en: "Status and versions", fr: "Statut et versions" }
    Emblems { en: "Emblems", fr: "Emblèmes" }
    Cards { en: "Cards: as it comes, kept and taken in", fr: "Cartes\u{202f}: telle quelle, gardée et ajoutée" }
    Tabs { en: "Tabs and facts", fr: "Onglets et faits" }
    Prose { en: "Prose", fr: "Prose" }
    Code { en: "Code: with a file, what not to do, long lines", fr: "Code\u{202f}: avec fichier, à ne pas faire, longues lignes" }
    Table { en: "Table", fr: "Tableau" }
    Remarks { en: "Remarks", fr: "Remarques" }
    Fields { en: "Form fields", fr: "Champs de formulaire" }
    Notices { en: "Notices", fr: "Avis" }
    Empty { en: "Empty states", fr: "États vides" }
    Presets { en: "Presets", fr: "Modèles" }
    Problems { en: "Problems", fr: "Problèmes" }
    Diff { en: "Differences", fr: "Différences" }
    Chain { en: "The way of a request", fr: "Le chemin d’une requête" }
    Target { en: "What a project is made for", fr: "La cible d’un projet" }
}
