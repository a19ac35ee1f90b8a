//! The foot of every page.

use leptos::prelude::*;

use crate::{
    CATALOG,
    i18n::{Msg, stack::Fit},
    routes::Page,
    session::Session,
};

/// The edition, and what the guide does not do.
#[component]
pub(crate) fn Footer() -> impl IntoView {
    let session = Session::get();
    view! {
        <footer class="site-footer">
            <p>
                <a href=session.href(Page::About)>{session.t(Msg::SiteName)}</a>
                " · "
                <a href=session.href(Page::Compare)>{session.t(Fit::CompareTitle)}</a>
                " · "
                <a href=session.href(Page::Relations)>{session.t(Fit::MapLink)}</a>
                " · "
                {session.t(Msg::Edition)}
                " "
                {CATALOG.edition}
                " · "
                {session.t(Msg::Privacy)}
            </p>
        </footer>
    }
}
