//! Words as search compares them: lower case, without accents, split at every sign.

use std::ops::Range;

/// The folded words of a text, each with its place in it.
pub(super) fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if letter.is_alphanumeric() {
            if word.is_empty() {
                start = at;
            }
            fold_into(letter, &mut word);
        } else if !word.is_empty() {
            words.push((std::mem::take(&mut word), start..at));
        }
    }
    if !word.is_empty() {
        words.push((word, start..text.len()));
    }
    words
}

pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|(word, _)| word).collect();
    words.join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_split_at_every_sign() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = words(text).into_iter().map(|(word, _)| word).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("CORS_ALLOWED_ORIGINS", &["cors", "allowed", "origins"]);
        check("Équipe, cœur & naïf", &["equipe", "coeur", "naif"]);
        check("django-cors-headers 4.9", &["django", "cors", "headers", "4", "9"]);
        check("  ", &[]);
    }
}
