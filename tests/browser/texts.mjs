// The words by which a reader finds things on the page, per language; names in roles are part of what is tested.
export const texts = {
  en: {
    other: "fr", siteTitle: /Django Add-on Guide/, compose: "Compose", bookmarks: "Bookmarks", bookmark: "Bookmark",
    composeWith: "Compose with it", search: "Search", clear: "Clear filters", copy: "Copy", copied: "Copied", undo: "Undo",
    nothing: "No add-on has all of this.", noResult: "Nothing holds all of these words.", exportButton: "Export",
    merge: "Merge", replace: "Replace", noBookmark: "No bookmark yet.", up: "Move up", remove: "Remove", zip: "Download the ZIP",
    share: "Copy the link", project: "Whole project", additions: "For an existing project", startOver: "Start over",
    theme: "Theme", notFound: "No page has this address", install: "Install", pitfalls: "Pitfalls", backToMine: "Back to mine",
    damaged: "not a bookmarks file", newer: "newer edition", django: "Django", settings: "Settings", layoutSplit: "split",
    note: "Private note", order: "Order", path: "Request path", env: ".env", copyEnv: "Copy a .env", copyLine: "Copy the line",
    copyBlock: "Copy the block", copyShown: "Copy these lines", openStack: "Open", deleteStack: "Delete", compareStack: "Compare",
    exits: ["easy to leave", "code to undo", "touches the schema", "hard to leave"],
    damagedStacks: "not a file of stacks", asideDamaged: "could not be read",
  },
  fr: {
    other: "en", siteTitle: /Guide des add-ons Django/, compose: "Composer", bookmarks: "Favoris", bookmark: "Favori",
    composeWith: "Composer avec", search: "Rechercher", clear: "Effacer les filtres", copy: "Copier", copied: "Copié", undo: "Annuler",
    nothing: "Aucun add-on ne réunit tout cela.", noResult: "Rien ne contient tous ces mots.", exportButton: "Exporter",
    merge: "Fusionner", replace: "Remplacer", noBookmark: "Pas encore de favori.", up: "Monter", remove: "Retirer", zip: "Télécharger le ZIP",
    share: "Copier le lien", project: "Projet entier", additions: "Pour un projet existant", startOver: "Tout effacer",
    theme: "Thème", notFound: "Aucune page n’a cette adresse", install: "Installation", pitfalls: "Pièges", backToMine: "Revenir à la mienne",
    damaged: "n’est pas un export de favoris", newer: "édition plus récente", django: "Django", settings: "Réglages", layoutSplit: "split",
    note: "Note privée", order: "Ordre", path: "Chemin d’une requête", env: ".env", copyEnv: "Copier un .env", copyLine: "Copier la ligne",
    copyBlock: "Copier le bloc", copyShown: "Copier ces lignes", openStack: "Ouvrir", deleteStack: "Supprimer", compareStack: "Comparer",
    exits: ["facile à retirer", "du code à défaire", "touche au schéma", "difficile à retirer"],
    damagedStacks: "n’est pas un export de piles", asideDamaged: "illisibles",
  },
};
