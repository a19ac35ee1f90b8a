//! `links`: every address outside of the guide, once, with the files that hold it.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Addon, Contribution, Effect};
use command_line::Arguments;
use compiler::Survey;

use crate::Failure;

/// Prints them, one a line: the address, a tab, the files.
pub(crate) fn links(mut arguments: Arguments) -> Result<(), Failure> {
    if let Some(argument) = arguments.next()? {
        if argument.option() == Some("help") {
            return crate::print(
                "cargo xtask links [--online]: lists the addresses outside of the guide, or asks each\n",
            );
        }
        return Err(argument.unexpected().into());
    }
    let lines = all(&compiler::survey(&crate::content())?);
    let lines = lines.iter().map(|(url, files)| {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        format!("{url}\t{}\n", files.join(" "))
    });
    crate::print(&lines.collect::<String>())
}

/// The addresses with their files.
fn all(survey: &Survey) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut add = |url: &'static str, file: String| {
        if !url.is_empty() {
            found.entry(url).or_default().insert(file);
        }
    };
    for (location, url) in survey.pages.iter().flat_map(|page| &page.links) {
        add(url, format!("content/{}", location.file));
    }
    for url in of_contributions(survey.catalog.base) {
        add(url, "content/base.toml".to_owned());
    }
    for addon in survey.catalog.addons {
        let folder = format!("content/addons/{}", addon.id.0);
        of_facts(addon).for_each(|url| add(url, format!("{folder}/addon.toml")));
        let rules = addon.relations.iter().map(|relation| relation.source);
        rules.chain(of_contributions(addon.contributions)).for_each(|url| add(url, format!("{folder}/compose.toml")));
    }
    found
}

fn of_facts(addon: &Addon) -> impl Iterator<Item = &'static str> {
    let links = [addon.links.docs, addon.links.repository, addon.links.changelog];
    links.into_iter().chain(addon.alternatives.iter().filter_map(|alternative| alternative.url))
}

fn of_contributions(contributions: &'static [Contribution]) -> impl Iterator<Item = &'static str> {
    contributions.iter().flat_map(|contribution| {
        let order = match contribution.effect {
            Effect::Entry(entry) => entry.order,
            _ => &[],
        };
        [contribution.source].into_iter().chain(order.iter().map(|rule| rule.source))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn an_address_stands_once_with_all_its_files() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/invalid/valid");
        let found = all(&compiler::survey(&content).unwrap());
        let docs = &found["https://example.org/docs/"];
        assert!(docs.contains("content/addons/harbour/links.en.md"), "{found:?}");
        assert!(docs.contains("content/addons/harbour/links.fr.md"), "{found:?}");
        assert!(found.values().flatten().any(|file| file.ends_with("addon.toml")), "{found:?}");
    }
}
