//! Questions that the composer asks about an add-on.

use crate::{Localized, When};

/// A question with a typed answer and a sound default.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct AddonOption {
    /// The key, unique in the add-on; stands in links.
    pub id: &'static str,
    /// The question, short.
    pub label: Localized,
    /// What the answer changes.
    pub help: Localized,
    /// When it is asked at all.
    pub when: When,
    /// The type, with the default.
    pub kind: OptionKind,
}

/// The type of an answer. Secrets are never asked for: they are environment variables.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum OptionKind {
    /// Yes or no.
    Flag(bool),
    /// One of several; the default is the key of one of them.
    Choice {
        /// The choices, in reading order.
        choices: &'static [Choice],
        /// The key of the default.
        default: &'static str,
    },
    /// A line of text.
    Text {
        /// The default.
        default: &'static str,
        /// What the text must look like.
        rule: TextRule,
    },
    /// A whole number.
    Number {
        /// The default.
        default: i64,
        /// The smallest answer.
        min: i64,
        /// The largest answer.
        max: i64,
    },
    /// Several lines of text.
    Items {
        /// The default.
        default: &'static [&'static str],
        /// What each must look like.
        rule: TextRule,
    },
}

/// One of several answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Choice {
    /// The key; stands in links.
    pub id: &'static str,
    /// What readers see.
    pub label: Localized,
}

/// What a text must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum TextRule {
    /// Any line of text.
    Line,
    /// Scheme and host without a path, such as `https://example.com`.
    Origin,
    /// A Python identifier.
    Identifier,
    /// A path of an address without a leading slash and with a trailing one, such as `accounts/`.
    UrlPrefix,
    /// Lower-case letters, digits, dashes.
    Slug,
}
