//! Gathering add-ons on the cards to put them side by side.

use catalog::Addon;
use leptos::prelude::*;

use crate::{
    i18n::stack::Fit,
    session::Session,
    side_by_side::{self, MOST},
};

/// Gathers an add-on, or no longer.
#[component]
pub(crate) fn Gather(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let gathered = move || side_by_side::holds(session, addon.id);
    let full = move || session.address.with(|address| side_by_side::of(address).len() >= MOST) && !gathered();
    view! {
        <label class="gather needs-app" title=move || full().then(|| session.t(Fit::CompareFull))>
            <input
                type="checkbox"
                aria-label=format!("{} : {}", session.t(Fit::Compare), addon.name)
                prop:checked=gathered
                disabled=full
                on:change=move |_| side_by_side::toggle(session, addon)
            />
            {session.t(Fit::Compare)}
        </label>
    }
}

/// What is gathered so far, at the foot of the window, with the way to the comparison.
#[component]
pub(crate) fn Gathered() -> impl IntoView {
    let session = Session::get();
    let addons = Memo::new(move |_| session.address.with(|address| side_by_side::of(address).len()));
    let names = move || {
        let addons = session.address.with(side_by_side::of);
        addons.iter().map(|addon| addon.name).collect::<Vec<_>>().join(" · ")
    };
    let href = move || {
        let page = side_by_side::page(&session.address.with(side_by_side::of));
        session.root.with_value(|root| page.href(root, session.lang))
    };
    let clear = move |_| {
        session.stay(side_by_side::with(&session.address.get_untracked(), &[]));
        crate::ui::focus("result-count");
    };
    view! {
        <Show when=move || { addons.get() > 0 }>
            <div class="gathered" role="region" aria-label=session.t(Fit::Compare)>
                <p role="status">{names}</p>
                <a class="button primary" href=href>
                    {session.t(Fit::CompareThese)}
                    " "
                    <span class="count">{addons}</span>
                </a>
                <button type="button" class="quiet" on:click=clear>{session.t(Fit::CompareClear)}</button>
            </div>
        </Show>
    }
}
