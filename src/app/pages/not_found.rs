//! The page for addresses that lead nowhere: the nearest add-ons instead of a dead end.

use catalog::{Addon, sorting::sort_by_key};
use leptos::prelude::*;

use crate::{
    CATALOG,
    i18n::Msg,
    routes::Page,
    session::Session,
    ui::{Card, Glyph, Icon},
};

/// The most suggestions.
const SUGGESTIONS: usize = 3;

/// The page.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    let session = Session::get();
    let near = nearest(&wanted());
    view! {
        <div class="page not-found">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Msg::NotFoundTitle)}</h1>
                <p class="lead">{session.t(Msg::NotFoundLead)}</p>
            </header>
            <ul class="cards">{near.into_iter().map(|addon| view! { <li><Card addon/></li> }).collect_view()}</ul>
            <p>
                <a class="button" href=session.href(Page::Browse)>{session.t(Msg::BrowseAddons)}</a>
                " "
                <button type="button" class="button needs-app" on:click=move |_| session.searching.set(true)>
                    <Icon glyph=Glyph::Search/>
                    {session.t(Msg::Search)}
                </button>
            </p>
        </div>
    }
}

/// The last part of the address, which is what the reader most likely mistyped.
fn wanted() -> String {
    if !cfg!(feature = "browser") {
        return String::new();
    }
    let path = window().location().pathname().unwrap_or_default();
    path.split('/').rfind(|part| !part.is_empty()).unwrap_or_default().to_lowercase()
}

/// The add-ons whose slug shares the most pairs of letters with what was wanted.
fn nearest(wanted: &str) -> Vec<&'static Addon> {
    let pairs = |text: &str| text.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let theirs = pairs(wanted.trim_start_matches("django-"));
    let mut addons: Vec<&'static Addon> = CATALOG.addons.iter().collect();
    sort_by_key(&mut addons, |addon| {
        let own = pairs(addon.id.0.trim_start_matches("django-"));
        let shared = own.iter().filter(|pair| theirs.contains(pair)).count();
        std::cmp::Reverse(2000 * shared / (own.len() + theirs.len()).max(1))
    });
    addons.truncate(SUGGESTIONS);
    addons
}
