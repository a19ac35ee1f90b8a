//! French typography: narrow no-break spaces, quotes, apostrophes.

use crate::mistake::{Slip, SlipKind};

/// Stands for inline code in checked prose: a word character that no author writes.
pub(crate) const CODE: char = '\u{FFFC}';

/// The first slip of a text in which code stands between backticks.
pub(crate) fn french_outside_code(text: &str) -> Option<Slip> {
    let prose: String = text
        .split('`')
        .enumerate()
        .map(|(i, part)| if i % 2 == 0 { part.to_owned() } else { CODE.to_string() })
        .collect();
    french(&prose).into_iter().next().map(|(_, slip)| slip)
}

/// The slips of a text without code, and the byte at which each stands.
pub(crate) fn french(text: &str) -> Vec<(usize, Slip)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let slip = |(i, &(offset, c)): (usize, &(usize, char))| {
        let before = i.checked_sub(1).and_then(at);
        let after = at(i + 1);
        let ends = after.is_none_or(|c| c.is_whitespace() || "*»)”,.;:!?…".contains(c));
        let kind = match c {
            ';' | ':' | '!' | '?' | '»' if before == Some(' ') && ends => Some(SlipKind::SpaceBefore(c)),
            ';' | ':' | '!' | '?' if before.is_some_and(is_word) && after.is_none_or(char::is_whitespace) => {
                Some(SlipKind::NoSpaceBefore(c))
            }
            '»' if before.is_some_and(is_word) => Some(SlipKind::NoSpaceBefore(c)),
            '«' if !matches!(after, Some('\u{202F}' | '\u{A0}')) => Some(SlipKind::AfterQuote),
            '\'' if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) => {
                Some(SlipKind::Apostrophe)
            }
            _ => None,
        }?;
        let around = chars[i.saturating_sub(15)..chars.len().min(i + 10)].iter().map(|(_, c)| *c);
        let around = around
            .map(|c| {
                if c == CODE {
                    '…'
                } else if c == '\n' {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        Some((offset, Slip { kind, around }))
    };
    chars.iter().enumerate().filter_map(slip).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == ')' || c == CODE
}

#[cfg(test)]
mod tests {
    use super::{SlipKind::*, *};

    #[test]
    fn french_slips() {
        let check = |text: &str, expected: Option<SlipKind>| {
            assert_eq!(french_outside_code(text).map(|slip| slip.kind), expected, "{text}");
        };
        check("Oui\u{202F}: « non »", Some(AfterQuote));
        check("Oui\u{202F}: «\u{202F}non\u{202F}»\u{202F}!", None);
        check("Quoi ?", Some(SpaceBefore('?')));
        check("Quoi?", Some(NoSpaceBefore('?')));
        check("Le réglage `X`: un piège", Some(NoSpaceBefore(':')));
        check("À 12:30, sur https://exemple.fr/?a=b", None);
        check("l'auteur", Some(Apostrophe));
        check("l’auteur écrit `it's a: test`", None);
        check("le drapeau :option et la suite", None);
    }
}
