//! The bar at the top of every page.

use leptos::prelude::*;

use crate::{
    CATALOG,
    i18n::Msg,
    routes::Page,
    session::{Session, Theme},
    ui::{Glyph, Icon},
};

/// The bar: the way home, the menu, search, language, colours.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let session = Session::get();
    let label = |page| match page {
        Page::Compose => Msg::MenuCompose,
        Page::Bookmarks => Msg::MenuBookmarks,
        Page::About => Msg::MenuAbout,
        _ => Msg::MenuBrowse,
    };
    let count = move |page| match page {
        Page::Compose => session.draft.with(|draft| draft.addons.len()),
        Page::Bookmarks => session
            .bookmarks
            .with(|bookmarks| bookmarks.items.iter().filter(|item| CATALOG.addon(&item.addon).is_some()).count()),
        _ => 0,
    };
    let current = move |page| {
        let here = session.address.with(|address| address.page);
        let inside = matches!((page, here), (Page::Browse, Page::Addon(_)));
        if here == page {
            Some("page")
        } else if inside {
            Some("true")
        } else {
            None
        }
    };
    let theme = move || match session.theme.get() {
        Theme::System => (Glyph::System, Msg::ThemeSystem),
        Theme::Light => (Glyph::Sun, Msg::ThemeLight),
        Theme::Dark => (Glyph::Moon, Msg::ThemeDark),
    };
    let next_theme = move |_| {
        let now = session.theme.get_untracked();
        let at = Theme::ALL.iter().position(|theme| *theme == now).unwrap_or(0);
        session.set_theme(Theme::ALL[(at + 1) % Theme::ALL.len()]);
    };
    view! {
        <header class="site-header">
            <div class="bar">
                <a class="brand" href=session.href(Page::Browse) aria-label=session.t(Msg::SiteName)>
                    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path class="tile" d="M4 4h11v11A11 11 0 0 1 4 4M17 28V17h11a11 11 0 0 1-11 11"></path>
                        <path class="tile second" d="M28 4v11H17A11 11 0 0 1 28 4M4 28V17h11A11 11 0 0 1 4 28"></path>
                    </svg>
                    <span class="brand-name">{session.t(Msg::SiteShort)}</span>
                </a>
                <nav class="menu" aria-label=session.t(Msg::MainMenu)>
                    {Page::MENU
                        .into_iter()
                        .map(|page| view! {
                            <a href=session.href(page) aria-current=move || current(page)>
                                {session.t(label(page))}
                                <span class="count" class:none={move || count(page) == 0}>{move || count(page)}</span>
                            </a>
                        })
                        .collect_view()}
                </nav>
                <div class="tools">
                    <button
                        type="button"
                        class="search-button"
                        aria-label=session.t(Msg::Search)
                        aria-keyshortcuts=move || if session.single_keys.get() { "/ Control+K" } else { "Control+K" }
                        on:click=move |_| session.searching.set(true)
                    >
                        <Icon glyph=Glyph::Search/>
                        <span class="search-label">{session.t(Msg::Search)}</span>
                        <kbd class:none=move || !session.single_keys.get()>"/"</kbd>
                    </button>
                    <a
                        class="tool language"
                        href=move || session.other_language()
                        hreflang=session.lang.other().code()
                        lang=session.lang.other().code()
                        data-language=session.lang.other().code()
                        title=session.t(Msg::OtherLanguage)
                        aria-label=format!("{} — {}", session.lang.other().code().to_uppercase(), session.t(Msg::OtherLanguage))
                    >
                        {session.lang.other().code().to_uppercase()}
                    </a>
                    <button
                        type="button"
                        class="tool theme"
                        title=move || session.t(theme().1)
                        aria-label=move || format!("{} : {}", session.t(Msg::ThemeLabel), session.t(theme().1))
                        on:click=next_theme
                    >
                        {move || view! { <Icon glyph=theme().0/> }}
                    </button>
                </div>
            </div>
        </header>
    }
}
