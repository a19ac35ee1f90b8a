//! The texts of the page that shows how add-ons stand to each other.

use catalog::{BondKind, Lang};

use super::{Message, messages};

messages! { Bonds
    Map { en: "Map", fr: "Carte" }
    MapHint { en: "Each name leads to its add-on. With a name under the pointer or in focus, its own lines stand out.", fr: "Chaque nom mène à son add-on. Le nom pointé ou ayant le focus fait ressortir ses propres traits." }
    List { en: "The same as a list", fr: "La même chose en liste" }
    None { en: "none in this edition", fr: "aucun dans cette édition" }
    Needs { en: "needs", fr: "exige" }
    Helps { en: "is helped by", fr: "est aidé par" }
    Overlaps { en: "one can stand in for the other", fr: "l’un peut remplacer l’autre" }
    Remark { en: "together, with a remark", fr: "ensemble, avec une remarque" }
    Arranged { en: "together, the composer arranges something", fr: "ensemble, la composition arrange quelque chose" }
    Clashes { en: "never in one project", fr: "jamais dans un même projet" }
    ComposeBoth { en: "see what it arranges", fr: "voir ce qu’elle arrange" }
    CompareBoth { en: "side by side", fr: "côte à côte" }
    Source { en: "source", fr: "source" }
}

/// What readers see for a kind of bond.
pub(crate) const fn kind(kind: BondKind) -> Bonds {
    match kind {
        BondKind::Needs => Bonds::Needs,
        BondKind::Helps => Bonds::Helps,
        BondKind::Overlaps => Bonds::Overlaps,
        BondKind::Remark => Bonds::Remark,
        BondKind::Arranged => Bonds::Arranged,
        BondKind::Clashes => Bonds::Clashes,
    }
}

/// The key of a kind of bond in class names.
pub(crate) const fn kind_key(kind: BondKind) -> &'static str {
    match kind {
        BondKind::Needs => "needs",
        BondKind::Helps => "helps",
        BondKind::Overlaps => "overlaps",
        BondKind::Remark => "remark",
        BondKind::Arranged => "arranged",
        BondKind::Clashes => "clashes",
    }
}
