//! Both languages of a tab say the same: the same anchors in the same order, the same code, tables of the same shape.
//! And each tab has the sections that readers look for in it.

use catalog::Lang;

use crate::{
    Location, Mistake,
    code::Code,
    markdown::{Heading, Prose},
    report::Mistakes,
    source::Source,
};

/// The sections that a tab of every add-on has.
const SECTIONS: &[(&str, &[&str])] = &[
    ("decide", &["what", "take-it", "when-not", "cost", "alternatives", "leaving"]),
    ("production", &["security", "performance", "operation"]),
];

/// The fewest pitfalls.
const PITFALLS: usize = 6;

/// The bold words that open the two paragraphs of a pitfall.
const fn pitfall_openers(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::En => ["Cause.", "Fix."],
        Lang::Fr => ["Cause.", "Remède."],
    }
}

/// Checks the French text of a tab against the English one.
pub(crate) fn check(en: &Prose, fr: &Prose, mistakes: &Mistakes) {
    headings(en, fr, mistakes);
    codes(en, fr, mistakes);
    tables(en, fr, mistakes);
}

/// Puts down the first difference: what follows it would only repeat it.
fn headings(en: &Prose, fr: &Prose, mistakes: &Mistakes) {
    for i in 0..en.headings.len().max(fr.headings.len()) {
        let (one, other) = (en.headings.get(i), fr.headings.get(i));
        let same = matches!((one, other), (Some(en), Some(fr)) if (en.level, &en.anchor) == (fr.level, &fr.anchor));
        if let Some(location) = other.or(one).map(|heading| heading.location).filter(|_| !same) {
            let name = |heading: &Heading| {
                let marks = "#".repeat(usize::from(heading.level) - 1);
                if heading.anchor.is_empty() { marks } else { format!("{marks} … {{#{}}}", heading.anchor) }
            };
            return mistakes.add(location, Mistake::HeadingsDiffer { en: one.map(name), fr: other.map(name) });
        }
    }
}

fn codes(en: &Prose, fr: &Prose, mistakes: &Mistakes) {
    for i in 0..en.codes.len().max(fr.codes.len()) {
        let (one, other) = (en.codes.get(i), fr.codes.get(i));
        let (Some((english, _)), Some((here, _))) = (one.or(other), other.or(one)) else { return };
        let lines = |code: Option<&(Location, Option<Code>)>| match code {
            Some((_, code)) => code.as_ref().map(Code::common_lines),
            None => Some(Vec::new()),
        };
        // A fence that is not sound is a mistake of its own.
        let (Some(en_lines), Some(fr_lines)) = (lines(one), lines(other)) else { continue };
        let Some(line) = (0..en_lines.len().max(fr_lines.len())).find(|i| en_lines.get(*i) != fr_lines.get(*i)) else {
            continue;
        };
        let (en, fr) = (en_lines.get(line).cloned(), fr_lines.get(line).cloned());
        mistakes.add(*here, Mistake::CodeDiffers { en, fr, english: *english });
        // Blocks of different kinds are out of step: the ones after them would all differ.
        if line == 0 {
            return;
        }
    }
}

fn tables(en: &Prose, fr: &Prose, mistakes: &Mistakes) {
    for i in 0..en.tables.len().max(fr.tables.len()) {
        let (one, other) = (en.tables.get(i), fr.tables.get(i));
        let shape = |table: Option<&(Location, (usize, usize))>| table.map(|(_, shape)| *shape);
        if let Some((location, _)) = other.or(one).filter(|_| shape(one) != shape(other)) {
            mistakes.add(*location, Mistake::TablesDiffer { en: shape(one), fr: shape(other) });
        }
    }
}

/// Checks that a tab has the sections that readers look for in it.
pub(crate) fn sections(source: Source, tab: &str, lang: Lang, prose: &Prose, mistakes: &Mistakes) {
    let top = Location { file: source.path, line: 1 };
    let wanted = SECTIONS.iter().find(|(key, _)| *key == tab).map_or(&[][..], |(_, anchors)| *anchors);
    for anchor in wanted.iter().filter(|anchor| prose.headings.iter().all(|heading| heading.anchor != **anchor)) {
        let (tab, anchor) = (tab.to_owned(), (*anchor).to_owned());
        mistakes.add(top, Mistake::MissingSection { tab, anchor });
    }
    if tab == "pitfalls" {
        pitfalls(top, lang, prose, mistakes);
    }
}

fn pitfalls(top: Location, lang: Lang, prose: &Prose, mistakes: &Mistakes) {
    let found = prose.headings.iter().filter(|heading| heading.level == 3).count();
    if found < PITFALLS {
        mistakes.add(top, Mistake::FewPitfalls { found, min: PITFALLS });
    }
    for (i, heading) in prose.headings.iter().enumerate().filter(|(_, heading)| heading.level == 3) {
        let next = prose.headings[i + 1..].iter().position(|heading| heading.level == 3);
        let section = i + 1..next.map_or(usize::MAX, |next| i + 1 + next + 1);
        for wanted in pitfall_openers(lang) {
            if !prose.openers.iter().any(|(after, words)| section.contains(after) && words == wanted) {
                let anchor = heading.anchor.clone();
                mistakes.add(heading.location, Mistake::IncompletePitfall { anchor, wanted });
            }
        }
    }
}
