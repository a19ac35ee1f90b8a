//! Words as search compares them: lower case, without accents, identifiers as one word that knows its parts.
//!
//! A word's *key* is what is compared. The parts of an identifier are separated by `_` in its key, however the text
//! writes it: `CORS_ALLOW_ALL` has the key `cors_allow_all`, `FormHelper` has `form_helper`. Dots, dashes and all other
//! signs end a word.

use std::ops::Range;

/// The longest key, in bytes; what is longer is compared by its beginning.
pub(super) const LONGEST: usize = 60;

/// The places of the words in a text: runs of letters, digits and underscores, without underscores at their ends.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut word: Option<Range<usize>> = None;
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() {
            let end = at + letter.len_utf8();
            word = Some(word.map_or(at, |word| word.start)..end);
        } else if letter != '_' {
            words.extend(word.take());
        }
    }
    words.extend(word);
    words
}

/// The key of a word.
pub(super) fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    // Before and after the letter that is looked at.
    let mut before = ['_'; 2];
    let mut part = 0;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '_' {
            if part > 0 {
                out.push('_');
            }
            part = 0;
        } else {
            let after = letters.peek().copied().unwrap_or('_');
            // `formHelper` and `HTTPResponse` begin a part, `OAuth` and `URLs` do not.
            let hump = letter.is_uppercase()
                && part > 1
                && (before[1].is_lowercase()
                    || (before[1].is_uppercase() && after.is_lowercase() && !is_plural(letters.clone())));
            if hump {
                out.push('_');
                part = 0;
            }
            fold_into(letter, &mut out);
            part += 1;
        }
        before = [before[1], letter];
        if out.len() >= LONGEST {
            break;
        }
    }
    out
}

/// Whether no more than the `s` of a plural follows.
fn is_plural(mut rest: impl Iterator<Item = char>) -> bool {
    rest.next() == Some('s') && rest.next().is_none()
}

/// Keys without what separates their parts, for names that are written together or apart.
pub(super) fn squeezed(text: &str) -> String {
    let mut out = String::new();
    for word in words(text) {
        out.extend(key(&text[word]).chars().filter(|letter| *letter != '_'));
    }
    out
}

/// Lower case without accents, for the letters of the guide's languages.
fn fold_into(letter: char, out: &mut String) {
    let plain = match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'à' | 'á' | 'â' | 'ä' | 'À' | 'Á' | 'Â' | 'Ä' => 'a',
        'ç' | 'Ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'í' | 'Î' | 'Ï' | 'Í' => 'i',
        'ô' | 'ö' | 'ó' | 'Ô' | 'Ö' | 'Ó' => 'o',
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' | 'Ú' => 'u',
        'ÿ' | 'Ÿ' => 'y',
        'ñ' | 'Ñ' => 'n',
        'œ' | 'Œ' => {
            out.push_str("oe");
            return;
        }
        'æ' | 'Æ' => {
            out.push_str("ae");
            return;
        }
        other => other,
    };
    out.push(plain);
}

/// How a word is written, given its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Spelling {
    /// As the key.
    Lower,
    /// With a capital.
    Capital,
    /// In capitals.
    Upper,
    /// The parts with capitals, not separated.
    Humps,
    /// In no such way: the spelling is kept.
    Own,
}

impl Spelling {
    /// Those that follow from the key.
    pub(super) const REGULAR: [Spelling; 4] = [Spelling::Lower, Spelling::Capital, Spelling::Upper, Spelling::Humps];

    /// The word with this key.
    pub(super) fn of(self, key: &str) -> String {
        let mut out = String::with_capacity(key.len());
        let mut first = true;
        for letter in key.chars() {
            match self {
                Spelling::Humps if letter == '_' => {
                    first = true;
                    continue;
                }
                Spelling::Capital | Spelling::Humps if first => out.push(letter.to_ascii_uppercase()),
                Spelling::Upper => out.push(letter.to_ascii_uppercase()),
                _ => out.push(letter),
            }
            first = false;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_digits_and_inner_underscores() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Set CORS_ALLOW_ALL, then", &["Set", "CORS_ALLOW_ALL", "then"]);
        check("django-cors-headers 4.9", &["django", "cors", "headers", "4", "9"]);
        check("__init__ and _x", &["init", "and", "x"]);
        check("  ", &[]);
    }

    #[test]
    fn keys_are_folded_and_know_their_parts() {
        let check = |word: &str, expected: &str| assert_eq!(key(word), expected, "{word}");
        check("CORS_ALLOWED_ORIGINS", "cors_allowed_origins");
        check("FormHelper", "form_helper");
        check("HTTPResponse", "http_response");
        check("S3ManifestStaticStorage", "s3manifest_static_storage");
        check("OAuth2", "oauth2");
        check("URLs", "urls");
        check("iPhone", "iphone");
        check("status__in", "status_in");
        check("Équipe", "equipe");
        check("cœur", "coeur");
    }

    #[test]
    fn regular_spellings_follow_from_the_key() {
        let check = |spelling: Spelling, key: &str, expected: &str| assert_eq!(spelling.of(key), expected);
        check(Spelling::Lower, "form_helper", "form_helper");
        check(Spelling::Capital, "form", "Form");
        check(Spelling::Upper, "page_size", "PAGE_SIZE");
        check(Spelling::Humps, "form_helper", "FormHelper");
    }
}
