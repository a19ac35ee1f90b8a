//! What the search lists: the places that answer, commands, and before anything is typed what the reader may want again.

use catalog::{Addon, AddonId, Catalog, Lang, Localized, search, search::Hit};

use crate::{
    CATALOG,
    commands::{self, Command},
    i18n::find::Find,
    prose::Prose,
    routes::{Address, Page},
};

/// How many bookmarks are offered.
const KEPT: usize = 8;
/// How many commands are offered whose name has only begun.
const BEGUN: usize = 3;

/// Queries to try, for a reader who does not know what to type.
const EXAMPLES: Localized<&[&str]> = Localized {
    en: &["background jobs", "login attempts", "slow queries", "theme dark"],
    fr: &["tâches en arrière-plan", "tentatives de connexion", "requêtes lentes", "thème sombre"],
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Choice {
    /// A place that answers the query.
    Hit(Hit),
    /// A place that was reached before.
    Recent(Address),
    /// A bookmarked add-on.
    Kept(AddonId),
    /// A query to try.
    Example(&'static str),
    /// Something to do.
    Command(Command),
    /// Forgetting the places that were reached before.
    Forget,
}

impl Choice {
    /// The add-on that it is about.
    pub(super) fn addon(&self) -> Option<&'static Addon> {
        match self {
            Choice::Hit(Hit { addon, .. })
            | Choice::Kept(addon)
            | Choice::Recent(Address { page: Page::Addon(addon), .. }) => CATALOG.addon(addon.0),
            _ => None,
        }
    }

    /// Where it leads.
    pub(super) fn address(&self) -> Option<Address> {
        match self {
            Choice::Hit(hit) => {
                let fragment = hit.heading.map(|heading| heading.anchor).or(hit.tab).unwrap_or_default();
                Some(Address { fragment: fragment.to_owned(), ..Address::of(Page::Addon(hit.addon)) })
            }
            Choice::Recent(address) => Some(address.clone()),
            Choice::Kept(addon) => Some(Address::of(Page::Addon(*addon))),
            Choice::Command(Command::Visit(page)) => Some(Address::of(*page)),
            _ => None,
        }
    }

    /// The tab and the heading that it leads to, with their language where it is not the page's.
    pub(super) fn crumbs(&self, lang: Lang) -> Vec<(&'static str, Option<Lang>)> {
        let Some(addon) = self.addon() else { return Vec::new() };
        let (tab, heading) = match self {
            Choice::Hit(hit) => (hit.tab.and_then(|key| addon.tab(key)), hit.heading),
            Choice::Recent(address) => {
                let heading =
                    |tab: &'static catalog::Tab| tab.headings.iter().find(|heading| heading.anchor == address.fragment);
                let tab = addon.tab_of_anchor(&address.fragment);
                (tab, tab.and_then(heading))
            }
            _ => (None, None),
        };
        let tab = tab.map(|tab| (tab.title.get(lang), None));
        let heading = heading.map(|heading| (heading.title.get(lang), heading.foreign_lang(lang)));
        tab.into_iter().chain(heading).collect()
    }

    /// The keys of the words that stand marked in its text.
    pub(super) fn sought(&self) -> Vec<String> {
        let Choice::Hit(Hit { excerpt, .. }) = self else { return Vec::new() };
        let mut keys: Vec<String> = Vec::new();
        for (_, key) in excerpt.marks.iter().flat_map(|mark| search::keys(&excerpt.text[mark.clone()])) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

/// Lines that belong together, with what they have in common.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    /// What they have in common; results have no name.
    pub(super) label: Option<Find>,
    pub(super) choices: Vec<Choice>,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Listing {
    pub(super) groups: Vec<Group>,
    /// The words of the query that the places lack.
    pub(super) missing: Vec<String>,
}

impl Listing {
    /// How many lines it has.
    pub(super) fn count(&self) -> usize {
        self.groups.iter().map(|group| group.choices.len()).sum()
    }

    /// A line by its number.
    pub(super) fn get(&self, at: usize) -> Option<&Choice> {
        self.groups.iter().flat_map(|group| &group.choices).nth(at)
    }

    fn of(groups: impl IntoIterator<Item = (Option<Find>, Vec<Choice>)>) -> Listing {
        let filled = groups.into_iter().filter(|(_, choices)| !choices.is_empty());
        Listing { groups: filled.map(|(label, choices)| Group { label, choices }).collect(), missing: Vec::new() }
    }

    /// What is offered before anything is typed.
    pub(super) fn empty(recent: &[Address], kept: &[AddonId], lang: Lang) -> Listing {
        let mut lately: Vec<Choice> = recent.iter().cloned().map(Choice::Recent).collect();
        if !lately.is_empty() {
            lately.push(Choice::Forget);
        }
        Listing::of([
            (Some(Find::Recent), lately),
            (Some(Find::Kept), kept.iter().take(KEPT).copied().map(Choice::Kept).collect()),
            (Some(Find::Examples), EXAMPLES.get(lang).iter().copied().map(Choice::Example).collect()),
        ])
    }

    /// What answers a query. A command that is named in full comes first, unless the words name an add-on; one that has
    /// only begun comes behind the first add-on.
    pub(super) fn answer(catalog: &'static Catalog, prose: &Prose, query: &str, lang: Lang) -> Listing {
        let find = |query: &str| prose.index.as_ref().map(|index| index.find(catalog, query)).unwrap_or_default();
        let mut answer = find(query);
        let commands = commands::named(query, lang, |rest| {
            let answer = find(rest);
            let addons = answer.hits.iter().map(|hit| hit.addon);
            if answer.missing.is_empty() { addons.collect() } else { Vec::new() }
        });
        if !answer.missing.is_empty() && !commands.whole.is_empty() {
            // The words that no place has are those of the command.
            answer = search::Answer::default();
        } else if answer.hits.is_empty() && !answer.missing.is_empty() {
            let left = search::keys(query).into_iter().map(|(place, _)| &query[place]);
            let left: Vec<&str> = left.filter(|word| answer.missing.iter().all(|missing| missing != word)).collect();
            answer.hits = find(&left.join(" ")).hits;
        }
        let end_of_first = match answer.hits.first() {
            Some(first) => answer.hits.iter().take_while(|hit| hit.addon == first.addon).count(),
            None => 0,
        };
        let mut choices: Vec<Choice> = answer.hits.into_iter().map(Choice::Hit).collect();
        let begun = commands.begun.into_iter().take(BEGUN).map(Choice::Command);
        choices.splice(end_of_first..end_of_first, begun);
        let first = if answer.named { end_of_first } else { 0 };
        choices.splice(first..first, commands.whole.into_iter().map(Choice::Command));
        Listing { missing: answer.missing, ..Listing::of([(None, choices)]) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use catalog::search::{Index, Passage, Synonyms, write};

    use super::*;

    /// What search knows while its file is on its way: names, summaries, headings.
    fn prose(lang: Lang) -> Prose {
        let bytes = write(&CATALOG, lang, &Passage::all(&CATALOG, lang), Synonyms::Known);
        Prose { index: Index::read(bytes).map(Arc::new), ..Prose::default() }
    }

    #[test]
    fn a_command_is_first_only_by_its_whole_name() {
        let prose = prose(Lang::En);
        let first = |query: &str| Listing::answer(&CATALOG, &prose, query, Lang::En).get(0).cloned();
        assert!(matches!(first("theme dark"), Some(Choice::Command(_))));
        assert!(matches!(first("theme"), Some(Choice::Hit(_))));
        for addon in CATALOG.addons {
            assert_eq!(
                Listing::answer(&CATALOG, &prose, &format!("compose {}", addon.id.0), Lang::En).get(0),
                Some(&Choice::Command(Command::Compose(addon.id))),
                "{}",
                addon.id.0
            );
        }
    }

    #[test]
    fn no_command_stands_before_an_addon_that_is_named() {
        for lang in Lang::ALL {
            let prose = prose(lang);
            for addon in CATALOG.addons {
                for name in [addon.name, addon.distribution, addon.id.0] {
                    let first = Listing::answer(&CATALOG, &prose, name, lang).get(0).and_then(Choice::addon);
                    assert_eq!(first.map(|addon| addon.name), Some(addon.name), "{name}");
                }
            }
        }
    }

    #[test]
    fn what_is_missing_is_left_out_and_named() {
        let prose = prose(Lang::En);
        let listing = Listing::answer(&CATALOG, &prose, "zyxwvut cache", Lang::En);
        assert_eq!(listing.missing, ["zyxwvut"]);
        assert!(listing.count() > 0);
        assert_eq!(Listing::answer(&CATALOG, &prose, "zyxwvut", Lang::En).count(), 0);
        assert!(Listing::answer(&CATALOG, &prose, "cache", Lang::En).missing.is_empty());
    }

    #[test]
    fn every_example_is_answered() {
        for lang in Lang::ALL {
            let prose = prose(lang);
            for query in EXAMPLES.get(lang) {
                let listing = Listing::answer(&CATALOG, &prose, query, lang);
                assert!(listing.count() > 0 && listing.missing.is_empty(), "{query}: {:?}", listing.missing);
            }
        }
    }

    #[test]
    fn nothing_typed_offers_what_there_is() {
        let count = |recent: &[Address], kept: &[AddonId]| Listing::empty(recent, kept, Lang::En).groups.len();
        assert_eq!(count(&[], &[]), 1);
        assert_eq!(count(&[], &[CATALOG.addons[0].id]), 2);
        let listing = Listing::empty(&[Address::of(Page::About)], &[], Lang::En);
        assert_eq!(listing.get(1), Some(&Choice::Forget));
        assert_eq!(listing.count(), 2 + EXAMPLES.en.len());
    }
}
