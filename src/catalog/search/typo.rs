//! Words that a misspelt word may stand for.
//!
//! Every letter too many, too few or another, and every two swapped, is one edit (optimal string alignment). The words
//! are walked through in their order; what two neighbours share is compared once, and all words that begin with something
//! too far off are passed over.

use super::text::{BLOCK, Text};

/// The longest word that is put right.
const LONGEST: usize = 24;
/// Further off than any word is looked for.
const FAR: u8 = 100;

/// How many edits a word of this length may be off.
pub(super) const fn allowed(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// A word that is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    /// Its number.
    pub(super) word: u16,
    /// How many edits it is off.
    pub(super) edits: u8,
    /// Whether only its beginning is that near.
    pub(super) beginning: bool,
}

/// All words that are near a key; when it is still being typed, also those that begin so.
pub(super) fn near(text: &Text, key: &str, typing: bool) -> Vec<Near> {
    let wanted = key.as_bytes();
    let most = allowed(wanted.len());
    let mut found = Vec::new();
    if most == 0 || wanted.len() > LONGEST {
        return found;
    }
    // rows[d][j]: edits from the first d bytes of the word to the first j of the wanted one.
    let mut rows = [[FAR; LONGEST + 1]; LONGEST + 4];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at as u8;
    }
    let deepest = wanted.len() + usize::from(most);
    let mut before = [0_u8; LONGEST + 4];
    // Rows up to here are those of the current word; words that share `dead` bytes with it are too far off.
    let mut filled = 0;
    let mut dead = usize::MAX;
    // The best that a beginning has, by its length.
    let mut best = [FAR; LONGEST + 4];
    let mut stored = text.stored();
    let mut word = 0_u16;
    while let [head, length, rest @ ..] = stored {
        let (stored_shared, length) = (usize::from(head >> 3), usize::from(*length));
        let Some((end, rest)) = rest.split_at_checked(length) else { break };
        stored = rest;
        word = word.wrapping_add(1);
        // The first word of a block is stored whole, whatever it shares.
        let shared = match usize::from(word - 1) % BLOCK {
            0 => end.iter().zip(&before).take(filled).take_while(|(a, b)| a == b).count(),
            _ => stored_shared,
        };
        if shared >= dead {
            continue;
        }
        let shared = shared.min(filled);
        dead = usize::MAX;
        let whole_length = stored_shared + length;
        let depth = whole_length.min(deepest);
        filled = depth;
        for at in shared..depth {
            before[at] = end[at - stored_shared];
            let least = fill(&mut rows, wanted, &before, at + 1, most);
            best[at + 1] = best[at].min(rows[at + 1][wanted.len()]);
            if least > most && best[at + 1] > most {
                (dead, filled) = (at + 1, at + 1);
                break;
            }
        }
        if dead != usize::MAX {
            continue;
        }
        let whole = if whole_length <= deepest { rows[whole_length][wanted.len()] } else { FAR };
        if whole <= most {
            found.push(Near { word: word - 1, edits: whole, beginning: false });
        } else if typing && best[depth] <= most {
            found.push(Near { word: word - 1, edits: best[depth], beginning: true });
        }
    }
    found
}

/// Fills a row from the two before it, near the diagonal alone, and gives its least.
fn fill(rows: &mut [[u8; LONGEST + 1]; LONGEST + 4], wanted: &[u8], key: &[u8], depth: usize, most: u8) -> u8 {
    let letter = key[depth - 1];
    let reach = usize::from(most);
    let (first, last) = (depth.saturating_sub(reach).max(1), (depth + reach).min(wanted.len()));
    if first > 1 {
        rows[depth][first - 1] = FAR;
    } else {
        rows[depth][0] = depth as u8;
    }
    let mut least = rows[depth][first - 1];
    for at in first..=last {
        let same = wanted[at - 1] == letter;
        let mut edits = rows[depth - 1][at - 1] + u8::from(!same);
        edits = edits.min(rows[depth][at - 1] + 1);
        if at < depth + reach {
            edits = edits.min(rows[depth - 1][at] + 1);
        }
        if depth > 1 && at > 1 && wanted[at - 2] == letter && key[depth - 2] == wanted[at - 1] {
            edits = edits.min(rows[depth - 2][at - 2] + 1);
        }
        rows[depth][at] = edits;
        least = least.min(edits);
    }
    if last < wanted.len() {
        rows[depth][wanted.len()] = FAR;
    }
    least
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::{
        document::{Documents, Field},
        write::write,
    };

    fn text_of(words: &[String]) -> Text {
        let documents = Vec::from([Vec::from([(Field::Prose, words.join(" "))])]);
        Text::read(write(&[Documents { documents, names: Vec::new() }], &[])).expect("what is written can be read")
    }

    /// The distance as the textbook computes it.
    fn edits(a: &[u8], b: &[u8]) -> usize {
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = match (i, j) {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => {
                        let same = usize::from(a[i - 1] != b[j - 1]);
                        let mut least = (rows[i - 1][j - 1] + same).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            least = least.min(rows[i - 2][j - 2] + 1);
                        }
                        least
                    }
                };
            }
        }
        rows[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn finds_what_trying_every_word_finds(
            mut words in prop::collection::vec("[ab]{1,4}[a-d]{0,8}", 1..120),
            wanted in "[ab]{2,4}[a-d]{2,8}",
            typing: bool,
        ) {
            words.sort();
            words.dedup();
            let most = usize::from(allowed(wanted.len()));
            let mut expected = Vec::new();
            for (word, key) in (0..).zip(&words) {
                let key = key.as_bytes();
                let whole = edits(key, wanted.as_bytes());
                let begun = (0..=key.len()).map(|end| edits(&key[..end], wanted.as_bytes())).min().unwrap_or(whole);
                if whole <= most {
                    expected.push(Near { word, edits: whole as u8, beginning: false });
                } else if typing && begun <= most {
                    expected.push(Near { word, edits: begun as u8, beginning: true });
                }
            }
            prop_assert_eq!(near(&text_of(&words), &wanted, typing), expected);
        }
    }
}
