//! A catalog many times as large, to measure with: the real one, and copies of it in which every third longer word is
//! another one.

use catalog::{Addon, AddonId, Catalog, Heading, Localized, Synonyms, Tab, search::Passage};

/// How many different words stand for one word at most, over all copies.
const VARIANTS: usize = 4;

/// The catalog so many times, with its passages.
pub fn grown(catalog: &Catalog, passages: &[Passage], times: usize) -> (Catalog, Vec<Passage>) {
    let mut addons = catalog.addons.to_vec();
    let mut texts = passages.to_vec();
    for copy in 1..times {
        let of_copy: Vec<Addon> = catalog.addons.iter().map(|addon| changed_addon(addon, copy)).collect();
        for passage in passages {
            let at = catalog.addons.iter().position(|addon| addon.id == passage.addon);
            let Some(addon) = at.map(|at| &of_copy[at]) else { continue };
            let tab = addon.tab(passage.tab);
            let anchor = passage.heading.map(|heading| heading.anchor);
            let heading = tab.and_then(|tab| tab.headings.iter().find(|heading| Some(heading.anchor) == anchor));
            texts.push(Passage {
                addon: addon.id,
                tab: passage.tab,
                heading,
                text: changed(&passage.text, copy, 3),
                defined: passage.defined.iter().map(|text| changed(text, copy, 3)).collect(),
            });
        }
        addons.extend(of_copy);
    }
    (Catalog { addons: addons.leak(), ..*catalog }, texts)
}

fn changed_addon(addon: &Addon, copy: usize) -> Addon {
    let name = |text: &str| kept(changed(text, copy, 1));
    let text = |text: &'static str| kept(changed(text, copy, 3));
    let both = |texts: Localized| Localized { en: text(texts.en), fr: text(texts.fr) };
    let list = |texts: &'static [&'static str]| &*texts.iter().map(|one| text(one)).collect::<Vec<_>>().leak();
    let heading = |heading: &Heading| Heading { title: both(heading.title), ..*heading };
    let tab = |tab: &Tab| Tab { headings: tab.headings.iter().map(heading).collect::<Vec<_>>().leak(), ..*tab };
    Addon {
        id: AddonId(kept(format!("{}-{copy}", addon.id.0))),
        name: name(addon.name),
        distribution: name(addon.distribution),
        import: name(addon.import),
        aliases: addon.aliases.iter().map(|alias| name(alias)).collect::<Vec<_>>().leak(),
        summary: both(addon.summary),
        synonyms: Synonyms { en: list(addon.synonyms.en), fr: list(addon.synonyms.fr) },
        tabs: addon.tabs.iter().map(tab).collect::<Vec<_>>().leak(),
        ..*addon
    }
}

fn kept(text: String) -> &'static str {
    text.leak()
}

/// A text in which one of so many longer words is another one, the same wherever it stands in the copy.
fn changed(text: &str, copy: usize, one_of: u32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars().chain(['\0']) {
        if letter.is_ascii_alphabetic() {
            word.push(letter);
            continue;
        }
        let hash = word.bytes().fold(7_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte | 32)));
        if word.len() > 3 && hash.is_multiple_of(one_of) {
            out.extend(
                word.bytes()
                    .zip(1_u32..)
                    .map(|(byte, at)| other_letter(byte, hash / 7 + at * at + (copy % VARIANTS) as u32)),
            );
        } else {
            out.push_str(&word);
        }
        word.clear();
        if letter != '\0' {
            out.push(letter);
        }
    }
    out
}

/// Another letter of the same case, a vowel for a vowel.
fn other_letter(letter: u8, by: u32) -> char {
    let letters: &[u8] = if b"aeiouAEIOU".contains(&letter) { b"aeiou" } else { b"bcdfghklmnprstvz" };
    let other = letters[by as usize % letters.len()];
    char::from(if letter.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other })
}
