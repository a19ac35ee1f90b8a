//! What the search does besides finding: commands, by their names in both languages.

use catalog::{AddonId, Lang, search};

use crate::{
    CATALOG,
    i18n::{Msg, find},
    page_name,
    routes::Page,
    session::{Session, Theme},
    ui::Glyph,
};

/// What a command does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    /// Chooses the colours.
    Colours(Theme),
    /// Shows this page in the other language.
    Language(Lang),
    /// Opens a page.
    Visit(Page),
    /// Opens the composer with an add-on.
    Compose(AddonId),
    /// Shows the keys.
    Keys,
}

/// The names of the commands, the reader's language or not: in the order in which they are offered.
const NAMES: &[(Command, &[&str])] = &[
    (Command::Colours(Theme::Dark), &["theme dark", "dark mode", "thème sombre", "mode sombre"]),
    (Command::Colours(Theme::Light), &["theme light", "light mode", "thème clair", "mode clair"]),
    (Command::Colours(Theme::System), &["theme system", "system mode", "thème système", "thème du système"]),
    (Command::Language(Lang::En), &["english", "anglais", "in english", "en anglais"]),
    (Command::Language(Lang::Fr), &["français", "french", "en français", "in french"]),
    (Command::Visit(Page::Compose), &["compose", "composer", "compose a project", "composer un projet"]),
    (Command::Visit(Page::Bookmarks), &["bookmarks", "favoris"]),
    (Command::Visit(Page::About), &["about", "à propos", "about this guide", "accessibility", "accessibilité"]),
    (Command::Keys, &["keys", "touches", "keyboard shortcuts", "shortcuts", "raccourcis clavier", "clavier"]),
];

/// The words that open the composer with what follows them.
const COMPOSE: [&str; 2] = ["compose", "composer"];
/// How many add-ons are offered to compose with.
const ADDONS: usize = 3;
/// The fewest letters that a command is offered for before its name is whole.
const BEGUN: usize = 3;

/// The commands that a query names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Named {
    /// By a whole name.
    pub(crate) whole: Vec<Command>,
    /// By the beginning of one.
    pub(crate) begun: Vec<Command>,
}

/// The commands that a query names, for a reader of the language; `find` gives the add-ons that answer a query.
pub(crate) fn named(query: &str, lang: Lang, find: impl FnOnce(&str) -> Vec<AddonId>) -> Named {
    let words = search::keys(query);
    let mut named = Named::default();
    if let [(first, compose), .., (last, _)] = words.as_slice()
        && COMPOSE.contains(&compose.as_str())
        && last.start > first.end
    {
        let mut addons: Vec<AddonId> = Vec::new();
        for addon in find(&query[first.end..]) {
            if !addons.contains(&addon) {
                addons.push(addon);
            }
        }
        named.whole.extend(addons.into_iter().take(ADDONS).map(Command::Compose));
    }
    let letters: usize = words.iter().map(|(_, key)| key.len()).sum();
    for (command, names) in NAMES {
        if *command == Command::Language(lang) {
            continue;
        }
        let closest = names.iter().map(|name| likeness(name, &words)).max();
        match closest {
            Some(Likeness::Whole) => named.whole.push(*command),
            Some(Likeness::Begun) if letters >= BEGUN => named.begun.push(*command),
            _ => {}
        }
    }
    named
}

/// How a query is like the name of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    None,
    Begun,
    Whole,
}

/// Whether each word of a query is one of the name's, or begins so, in any order.
fn likeness(name: &str, words: &[(core::ops::Range<usize>, String)]) -> Likeness {
    let mut left = search::keys(name);
    let mut likeness = if words.is_empty() { Likeness::None } else { Likeness::Whole };
    for (_, word) in words {
        let exact = left.iter().position(|(_, key)| key == word);
        let Some(at) = exact.or_else(|| left.iter().position(|(_, key)| key.starts_with(word.as_str()))) else {
            return Likeness::None;
        };
        if exact.is_none() {
            likeness = Likeness::Begun;
        }
        left.remove(at);
    }
    if left.is_empty() { likeness } else { likeness.min(Likeness::Begun) }
}

impl Command {
    /// What it is called.
    pub(crate) fn label(self, lang: Lang) -> String {
        match self {
            Command::Colours(Theme::System) => Msg::ThemeSystem.text(lang).to_owned(),
            Command::Colours(Theme::Light) => Msg::ThemeLight.text(lang).to_owned(),
            Command::Colours(Theme::Dark) => Msg::ThemeDark.text(lang).to_owned(),
            Command::Language(other) => other.native_name().to_owned(),
            Command::Visit(page) => page_name(page, lang).to_owned(),
            Command::Compose(addon) => find::compose_with(CATALOG.addon(addon.0).map_or("", |addon| addon.name), lang),
            Command::Keys => Msg::Shortcuts.text(lang).to_owned(),
        }
    }

    /// Its icon.
    pub(crate) const fn glyph(self) -> Glyph {
        match self {
            Command::Colours(Theme::System) => Glyph::System,
            Command::Colours(Theme::Light) => Glyph::Sun,
            Command::Colours(Theme::Dark) => Glyph::Moon,
            Command::Compose(_) => Glyph::Layers,
            Command::Visit(page) => Glyph::of(page),
            Command::Language(_) => Glyph::Right,
            Command::Keys => Glyph::Keyboard,
        }
    }
}

/// Does it.
#[cfg(feature = "browser")]
pub(crate) fn run(command: Command, session: Session) {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;

    use crate::{navigation, routes::Address, storage};

    match command {
        Command::Colours(theme) => {
            session.set_theme(theme);
            session.say(command.label(session.lang), None);
        }
        // The link in the bar knows the way, and `boot.js` remembers the choice.
        Command::Language(_) => {
            navigation::settle(session);
            let link = document().query_selector("a[data-language]").ok().flatten();
            if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
                link.click();
            }
        }
        Command::Visit(page) => navigation::visit(session, Address::of(page)),
        Command::Compose(addon) => {
            session.edit_draft(|draft| {
                draft.addons.insert(addon);
            });
            let mut address = Address::of(Page::Compose);
            if !storage::is_open() {
                // The composer is another document, which finds nothing where nothing is kept: the address carries it.
                address.fragment = session.draft.with_untracked(ToString::to_string);
            }
            navigation::visit(session, address);
        }
        // The focus first goes back from the search to the page.
        Command::Keys => request_animation_frame(move || session.keys_shown.set(true)),
    }
}

#[cfg(not(feature = "browser"))]
pub(crate) fn run(_: Command, _: Session) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str, lang: Lang) -> Named {
        named(query, lang, |rest| CATALOG.addon(rest.trim()).map(|addon| addon.id).into_iter().collect())
    }

    #[test]
    fn commands_are_known_by_their_names_in_both_languages() {
        let check = |query: &str, expected: &[Command]| {
            assert_eq!(of(query, Lang::En).whole, expected, "{query}");
        };
        check("theme dark", &[Command::Colours(Theme::Dark)]);
        check("Dark THEME", &[Command::Colours(Theme::Dark)]);
        check("theme sombre", &[Command::Colours(Theme::Dark)]);
        check("thème clair", &[Command::Colours(Theme::Light)]);
        check("theme système", &[Command::Colours(Theme::System)]);
        check("francais", &[Command::Language(Lang::Fr)]);
        check("favoris", &[Command::Visit(Page::Bookmarks)]);
        check("bookmarks", &[Command::Visit(Page::Bookmarks)]);
        check("à propos", &[Command::Visit(Page::About)]);
        check("raccourcis clavier", &[Command::Keys]);
        check("compose", &[Command::Visit(Page::Compose)]);
        check("theme", &[]);
        check("", &[]);
        check("dark theme of the admin", &[]);
    }

    #[test]
    fn what_is_being_typed_is_offered_after_three_letters() {
        assert_eq!(of("th", Lang::En), Named::default());
        assert_eq!(of("the", Lang::En).begun.len(), 3);
        assert_eq!(of("theme d", Lang::En).begun, [Command::Colours(Theme::Dark), Command::Colours(Theme::System)]);
    }

    #[test]
    fn the_language_of_the_page_is_not_offered() {
        assert_eq!(of("français", Lang::Fr), Named::default());
        assert_eq!(of("english", Lang::Fr).whole, [Command::Language(Lang::En)]);
    }

    #[test]
    fn composing_takes_what_follows_as_an_addon() {
        let addon = &CATALOG.addons[0];
        for word in ["compose", "Composer", "COMPOSE"] {
            assert_eq!(of(&format!("{word} {}", addon.id.0), Lang::En).whole, [Command::Compose(addon.id)]);
        }
        assert_eq!(of("compose nothing-of-this-name", Lang::En).whole, []);
    }
}
