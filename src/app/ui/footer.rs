//! The foot of every page.

use leptos::prelude::*;

use crate::{
    CATALOG,
    i18n::{Msg, find::Find},
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
                {session.t(Msg::Edition)}
                " "
                {CATALOG.edition}
                " · "
                {session.t(Msg::Privacy)}
                " "
                <button type="button" class="quiet needs-app" on:click=move |_| session.keys_shown.set(true)>
                    {session.t(Find::AllKeys)}
                </button>
            </p>
        </footer>
    }
}
