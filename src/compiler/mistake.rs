//! Every kind of mistake that content can hold: facts without text. The list is the specification.

use catalog::Lang;
use strum::{IntoStaticStr, VariantNames};
use toml::de::DeValue;

use crate::Location;

/// Something that is wrong with the content.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "a field is what it is called; the kind's line says the rest")]
pub enum Mistake {
    // Files and folders
    /// A file that must be there is not, or is not UTF-8 text.
    MissingFile { name: String },
    /// A file that nothing reads.
    UnknownFile { name: String, known: Vec<String> },
    /// An add-on's folder whose name is not made of lower-case letters, digits and single dashes.
    BadSlug { slug: String },
    /// A tab without a file in one language.
    MissingTab { tab: String, lang: Lang },
    /// A tab's file without a tab.
    UndeclaredTab { tab: String, known: Vec<String> },
    /// A tab's key that is not a slug.
    BadTab { tab: String },

    // TOML
    /// Not TOML.
    Syntax { message: String },
    /// A key that nothing reads; `known` are the keys that could have stood there.
    UnknownKey { key: String, known: Vec<String> },
    /// A key that must be there is not.
    MissingKey { key: String },
    /// A value of another type.
    WrongType { key: String, wanted: Type, found: Type },
    /// A text without a word.
    EmptyText { key: String },
    /// A text that is missing or empty in one language.
    MissingTranslation { key: String, lang: Lang },
    /// A placeholder such as `{settings}` in prose, where nothing fills it.
    UnfilledPlaceholder { placeholder: String },
    /// A word that is not one of a closed list.
    UnknownWord { key: String, word: String, known: Vec<String> },
    /// A text that is too long.
    TooLong { key: String, length: usize, limit: usize },
    /// Too few or too many elements.
    WrongCount { key: String, found: usize, min: usize, max: usize },
    /// A number that is too small or too large.
    OutOfRange { key: String, number: i64, min: i64, max: i64 },
    /// Not a day of the calendar.
    BadDate { key: String, text: String },
    /// Not an absolute `https` address.
    BadUrl { url: String },
    /// An address that is not in its one form.
    AddressForm { url: String, better: String },
    /// Not a version.
    BadVersion { text: String },
    /// Not a version specifier, or not one of the kind that may stand there.
    BadSpecifier { text: String, problem: String },

    // Pins
    /// A line of a pins file that is no pin.
    BadPin { line: String },
    /// The pins files disagree about a distribution.
    PinsDisagree { distribution: String, version: String, elsewhere: String },
    /// A version that disagrees with the pins.
    NotPinned { distribution: String, version: String, pinned: String },
    /// A version beside a distribution that has a pin.
    NeedlessVersion { distribution: String, pinned: String },
    /// A distribution without a pin.
    Unpinned { distribution: String, known: Vec<String> },

    // Names
    /// Two add-ons with one name.
    DuplicateName { name: String, first: Location },
    /// Two add-ons with one distribution.
    DuplicateDistribution { distribution: String, first: Location },
    /// A key that must be unique and is not.
    DuplicateKey { key: String, first: Location },
    /// A synonym that is not one word.
    NotOneWord { word: String },
    /// A group of synonyms with less than two words.
    LonelyWord,
    /// A tag that `tags.toml` does not have.
    UnknownTag { tag: String, known: Vec<String> },
    /// A tag that no add-on has.
    UnusedTag { tag: String },
    /// A tag of one add-on only, without a reason.
    LonelyTag { tag: String, addon: String },
    /// A reason why a tag is one add-on's alone, which it is not.
    NotAlone { tag: String },
    /// An add-on that there is no folder for.
    UnknownAddon { addon: String, known: Vec<String> },
    /// A capability that `capabilities.toml` does not have.
    UnknownCapability { capability: String, known: Vec<String> },
    /// An option that the add-on does not have.
    UnknownOption { option: String, known: Vec<String> },
    /// An environment variable that neither this file nor `base.toml` declares.
    UndeclaredVariable { variable: String, known: Vec<String> },
    /// The last alternative is not to do without.
    LastAlternative { name: String },

    /// A section that should be about a removed name, and is not given as an add-on and an anchor.
    ToldNowhere { target: String },

    // Contributions
    /// The same thing twice, under the same conditions.
    DuplicateContribution { what: String, first: Location },
    /// Nothing can fulfil the condition.
    NeverHolds { condition: String },
    /// A relation of an add-on to itself.
    SelfRelation { kind: &'static str },
    /// One variable with two types.
    VariableTypes { variable: String, kind: &'static str, other: &'static str, first: Location },
    /// The default of a choice is not one of the choices.
    DefaultNotAChoice { default: String, known: Vec<String> },
    /// The default of a number is not between its bounds.
    DefaultOutOfRange { default: i64, min: i64, max: i64 },
    /// A value in a table with `$` that is no value.
    BadValue { key: String, known: Vec<String> },
    /// `{option:…}` of an option whose answer could need escaping.
    NotVerbatim { option: String },
    /// An order rule about an element that no one puts into that list.
    UnknownEntry { list: String, entry: String, known: Vec<String> },
    /// Order rules that contradict each other; `edges` is the shortest loop.
    OrderCycle { list: String, edges: Vec<Edge> },

    // Markdown
    /// A heading that is neither `##` nor `###`.
    HeadingLevel { level: u8 },
    /// A heading without an anchor.
    MissingAnchor { heading: String },
    /// An anchor that is not a slug.
    BadAnchor { anchor: String },
    /// An anchor that another heading of the add-on has.
    DuplicateAnchor { anchor: String, first: Location },
    /// An anchor that is the key of a tab.
    AnchorIsTab { anchor: String },
    /// Headings that differ between the languages; none where one language has fewer.
    HeadingsDiffer { en: Option<String>, fr: Option<String> },
    /// Code that differs between the languages; the first lines that do.
    CodeDiffers { en: Option<String>, fr: Option<String>, english: Location },
    /// A table of another shape than in English; columns and rows.
    TablesDiffer { en: Option<(usize, usize)>, fr: Option<(usize, usize)> },
    /// A section that every add-on's tab has is missing.
    MissingSection { tab: String, anchor: String },
    /// Too few pitfalls.
    FewPitfalls { found: usize, min: usize },
    /// A pitfall without its cause or without its remedy.
    IncompletePitfall { anchor: String, wanted: &'static str },
    /// HTML in Markdown.
    RawHtml { html: String },
    /// A picture.
    Image,
    /// A code block that does not end.
    UnclosedFence,
    /// A code block in a language that is not one of the list; empty where none is named.
    UnknownLanguage { language: String, known: Vec<String> },
    /// A word after a code block's language that is not one of the list.
    UnknownFenceOption { option: String, known: Vec<String> },
    /// An address that is neither `https` nor one of the guide's own forms.
    LinkScheme { target: String },
    /// A link to a tab or a heading that the add-on does not have.
    UnknownAnchor { addon: String, anchor: String, known: Vec<String> },
    /// A link to a page that the guide does not have.
    UnknownPage { page: String, known: Vec<String> },
    /// French that is not set as French.
    Typography(Slip),
}

impl Mistake {
    /// The name of the kind, such as `unknown-key`.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// The names of all kinds.
    pub const KINDS: &'static [&'static str] = Mistake::VARIANTS;
}

/// An order rule and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The element that comes first.
    pub first: String,
    /// The element that comes later.
    pub then: String,
    /// Who says so.
    pub location: Location,
}

/// A slip of French typography, with the words around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub kind: SlipKind,
    /// Some characters around it.
    pub around: String,
}

/// The kinds of slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// A plain space before a high sign of punctuation or a closing quote.
    SpaceBefore(char),
    /// No space before a high sign of punctuation.
    NoSpaceBefore(char),
    /// No narrow space after an opening quote.
    AfterQuote,
    /// A straight apostrophe.
    Apostrophe,
}

/// The type of a TOML value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A string.
    Text,
    /// A whole number.
    Integer,
    /// A number with a point.
    Float,
    /// True or false.
    Boolean,
    /// A date or time without quotes.
    Date,
    /// A list of anything.
    List,
    /// A list of strings.
    Texts,
    /// A list of tables.
    Tables,
    /// A table.
    Table,
}

impl Type {
    pub(crate) fn of(value: &DeValue) -> Type {
        match value {
            DeValue::String(_) => Type::Text,
            DeValue::Integer(_) => Type::Integer,
            DeValue::Float(_) => Type::Float,
            DeValue::Boolean(_) => Type::Boolean,
            DeValue::Datetime(_) => Type::Date,
            DeValue::Array(_) => Type::List,
            DeValue::Table(_) => Type::Table,
        }
    }
}
