//! Reads `synonyms.toml`: words that mean the same to someone who searches.

use catalog::search::single_word;

use crate::{Location, Mistake, source::keep, table::Table};

/// Groups of words, each of at least two.
pub(crate) fn synonyms(table: &Table) -> Vec<&'static [&'static str]> {
    table.required("groups");
    let mut seen: Vec<(String, Location)> = Vec::new();
    table.tables("groups", |table| {
        let mut words = Vec::new();
        for key in ["en", "fr"] {
            table.required(key);
            let (locations, texts) = table.texts_with_lines(key);
            for (location, word) in locations.into_iter().zip(texts) {
                match single_word(word) {
                    None => table.mistakes.add(location, Mistake::NotOneWord { word: (*word).to_owned() }),
                    Some(key) => match seen.iter().find(|(other, _)| *other == key) {
                        Some((_, first)) => {
                            let mistake = Mistake::DuplicateKey { key: (*word).to_owned(), first: *first };
                            table.mistakes.add(location, mistake);
                        }
                        None => {
                            words.push(&*key.clone().leak());
                            seen.push((key, location));
                        }
                    },
                }
            }
        }
        if words.len() < 2 {
            table.mistakes.add(table.location(), Mistake::LonelyWord);
        }
        keep(words)
    })
}
