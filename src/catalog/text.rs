//! Texts in the reader's languages, and HTML that only the compiler makes.

/// A language that the guide is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Fr];

    /// The BCP 47 code, which is also the first part of every page's address and the suffix of content files.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
        }
    }

    /// The language with this code, if the guide has it.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language's own name for itself, as a language switch shows it.
    pub const fn native_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Fr => "Français",
        }
    }

    /// The other language of the guide.
    pub const fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Fr,
            Lang::Fr => Lang::En,
        }
    }
}

/// A text in each language. Both are required: the type has no hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Localized<T: 'static = &'static str> {
    /// The English text.
    pub en: T,
    /// The French text.
    pub fr: T,
}

impl<T: Copy> Localized<T> {
    /// The text in the given language.
    pub const fn get(&self, lang: Lang) -> T {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }
}

/// Trusted HTML: rendered from checked Markdown by the `compiler` crate, which alone builds values of this type.
///
/// Prose is the bulk of the guide, and every page holds its own: a catalog for the browser has empty values here, and
/// the app takes the prose from the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Html(pub &'static str);
