//! The two buttons that every add-on has wherever it is shown: keep it, and compose with it.

use catalog::Addon;
use leptos::prelude::*;

use crate::{
    i18n::Msg,
    session::Session,
    ui::{Glyph, Icon},
};

/// Keeps an add-on among the bookmarks, or no longer.
#[component]
pub(crate) fn Star(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let kept = move || session.bookmarks.with(|bookmarks| bookmarks.contains(addon.id));
    view! {
        <button
            type="button"
            class="toggle star"
            aria-pressed=move || kept().to_string()
            aria-label=format!("{} {}", session.t(Msg::Star), addon.name)
            title=session.t(Msg::Star)
            on:click=move |_| session.toggle_bookmark(addon.id)
        >
            <Icon glyph=Glyph::Star/>
        </button>
    }
}

/// Takes an add-on into the composition, or out of it.
#[component]
pub(crate) fn Adopt(
    addon: &'static Addon,
    /// Whether the words stand beside the icon.
    #[prop(default = false)]
    worded: bool,
) -> impl IntoView {
    let session = Session::get();
    let chosen = move || session.draft.with(|draft| draft.addons.contains(&addon.id));
    let toggle = move |_| {
        session.edit_draft(|draft| {
            if !draft.addons.remove(&addon.id) {
                draft.addons.insert(addon.id);
            }
        });
    };
    view! {
        <button
            type="button"
            class="toggle adopt"
            class:worded=worded
            aria-pressed=move || chosen().to_string()
            aria-label=format!("{} {}", session.t(Msg::Adopt), addon.name)
            title=session.t(Msg::Adopt)
            on:click=toggle
        >
            <span class="when-off"><Icon glyph=Glyph::Plus/></span>
            <span class="when-on"><Icon glyph=Glyph::Check/></span>
            {worded.then(|| view! {
                <span class="when-off">{session.t(Msg::Adopt)}</span>
                <span class="when-on">{session.t(Msg::Adopted)}</span>
            })}
        </button>
    }
}
