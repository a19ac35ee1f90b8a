//! Words that a misspelt word may stand for.
//!
//! Every letter too many, too few or another, and every two swapped, is one edit (optimal string alignment). The words
//! are walked through in their order; what two neighbours share is compared once, and all words that begin with something
//! too far off are passed over.

use super::text::Text;

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
    let mut keys = text.keys_from(0);
    while let Some(word) = keys.next() {
        let key = keys.key();
        let shared = match keys.shared {
            0 => key.iter().zip(&before).take(filled).take_while(|(a, b)| a == b).count(),
            shared => shared.min(filled),
        };
        if keys.shared >= dead || shared >= dead {
            continue;
        }
        dead = usize::MAX;
        let depth = key.len().min(deepest);
        for at in shared..depth {
            before[at] = key[at];
            let least = fill(&mut rows, wanted, key, at + 1, most);
            best[at + 1] = best[at].min(rows[at + 1][wanted.len()]);
            if least > most && best[at + 1] > most {
                dead = at + 1;
                break;
            }
        }
        filled = if dead == usize::MAX { depth } else { dead };
        if dead != usize::MAX {
            continue;
        }
        let whole = if key.len() <= deepest { rows[key.len()][wanted.len()] } else { FAR };
        if whole <= most {
            found.push(Near { word, edits: whole, beginning: false });
        } else if typing && best[depth] <= most {
            found.push(Near { word, edits: best[depth], beginning: true });
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
