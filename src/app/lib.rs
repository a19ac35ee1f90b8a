//! How it is shown: the only crate that knows Leptos and the browser.
//!
//! The same views are rendered natively to static pages (feature `ssr`, by the `prerender` crate) and mounted over
//! those pages in the browser (feature `browser`). Mounting over, not hydrating: a page whose markup differs by a space
//! cannot end up dead.

// The attribute limit of deep view types is met on the composer's page.
#![recursion_limit = "256"]
#![cfg_attr(
    not(all(feature = "browser", feature = "compose")),
    allow(dead_code, reason = "much is called by a browser or by the composer's page alone")
)]

mod bookmarks;
mod commands;
mod copies;
mod download;
mod draft;
mod footprint;
mod i18n;
mod keeping;
mod keys;
mod ledger;
mod my_stack;
#[cfg(feature = "browser")]
mod navigation;
mod pages;
mod prose;
mod recent;
mod replica;
pub mod routes;
mod session;
#[cfg(feature = "browser")]
mod shortcuts;
mod side_by_side;
#[cfg(feature = "browser")]
mod sought;
mod stack_ledger;
mod stacks;
#[cfg(feature = "browser")]
pub mod start;
mod storage;
#[cfg(any(feature = "browser", feature = "compose"))]
mod timing;
mod ui;

use catalog::{Catalog, Lang};
use leptos::prelude::*;

use crate::{
    i18n::{Msg, stack::Fit},
    routes::Page,
    session::Session,
};

/// Everything the guide knows, compiled from `content/`.
#[expect(unused_qualifications, reason = "written by a program")]
pub static CATALOG: Catalog = include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// The build that this program belongs to, as `cargo xtask build` names it; the pages and `boot.js` carry the same name.
pub(crate) const BUILD: Option<&str> = option_env!("GUIDE_BUILD");

/// What a page is called.
pub(crate) fn page_name(page: Page, lang: Lang) -> &'static str {
    match page {
        Page::Browse => Msg::SiteName.text(lang),
        Page::Addon(id) => CATALOG.addon(id.0).map_or("", |addon| addon.name),
        Page::Compose => Msg::ComposeTitle.text(lang),
        Page::Compare => Fit::CompareTitle.text(lang),
        Page::Relations => Fit::RelationsTitle.text(lang),
        Page::Bookmarks => Msg::BookmarksTitle.text(lang),
        Page::About => Msg::AboutTitle.text(lang),
        Page::Style => i18n::style::Part::Title.text(lang),
        Page::NotFound => Msg::NotFoundTitle.text(lang),
    }
}

/// The title of a page, as the browser's tab shows it.
pub fn app_title(page: Page, lang: Lang) -> String {
    let (site, own) = (Msg::SiteName.text(lang), page_name(page, lang));
    match page {
        Page::Browse => format!("{site} · {}", i18n::addons(CATALOG.addons.len(), lang)),
        _ => format!("{own} · {site}"),
    }
}

/// What search engines show below the title of a page.
pub fn app_description(page: Page, lang: Lang) -> &'static str {
    match page {
        Page::Addon(id) => CATALOG.addon(id.0).map_or("", |addon| addon.summary.get(lang)),
        Page::Compose => Msg::ComposeLead.text(lang),
        Page::Compare => Fit::CompareLead.text(lang),
        Page::Relations => Fit::RelationsLead.text(lang),
        Page::Bookmarks => Msg::BookmarksLead.text(lang),
        Page::Browse | Page::About | Page::Style | Page::NotFound => Msg::BrowseLead.text(lang),
    }
}

/// What stands below `<body>`, for the session in the context: parts in their order, each of which can be built by
/// itself.
pub(crate) const PARTS: [fn() -> AnyView; 5] = [
    || view! { <SkipLink/><ui::Header/> }.into_any(),
    || view! { <Main/> }.into_any(),
    || view! { <ui::Footer/> }.into_any(),
    || view! { <ui::Palette/> }.into_any(),
    || view! { <ui::Keyboard/><ui::Notices/> }.into_any(),
];

#[component]
fn SkipLink() -> impl IntoView {
    let session = Session::get();
    let to_content = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        ui::focus_main();
    };
    view! { <a class="skip-link" href="#main" on:click=to_content>{session.t(Msg::SkipToContent)}</a> }
}

/// The page of the address.
#[component]
fn Main() -> impl IntoView {
    let session = Session::get();
    let page = Memo::new(move |_| session.address.with(|address| address.page));
    view! {
        <main id="main" tabindex="-1">
            {move || match page.get() {
                Page::Browse => view! { <pages::Browse/> }.into_any(),
                Page::Addon(id) => match CATALOG.addon(id.0) {
                    Some(addon) => view! { <pages::AddonPage addon/> }.into_any(),
                    None => view! { <pages::NotFound/> }.into_any(),
                },
                #[cfg(feature = "compose")]
                Page::Compose => view! { <pages::Compose/> }.into_any(),
                #[cfg(feature = "compose")]
                Page::Compare => view! { <pages::Compare/> }.into_any(),
                #[cfg(feature = "compose")]
                Page::Relations => view! { <pages::Relations/> }.into_any(),
                #[cfg(feature = "compose")]
                Page::Style => view! { <pages::StylePage/> }.into_any(),
                // The browser has left for the document of that page, see `Page::is_included`.
                #[cfg(not(feature = "compose"))]
                Page::Compose | Page::Compare | Page::Relations | Page::Style => ().into_any(),
                Page::Bookmarks => view! { <pages::BookmarksPage/> }.into_any(),
                Page::About => view! { <pages::About/> }.into_any(),
                Page::NotFound => view! { <pages::NotFound/> }.into_any(),
            }}
        </main>
    }
}

/// The body of a page as static HTML; addresses are prefixed with `root`.
#[cfg(feature = "ssr")]
pub fn render(page: Page, lang: Lang, root: &str) -> String {
    let owner = Owner::new_root(None);
    owner.with(|| {
        provide_context(Session::new(lang, root.to_owned(), routes::Address::of(page)));
        PARTS.map(|part| part().to_html()).concat()
    })
}
