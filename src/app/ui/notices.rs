//! What the guide says to the reader in passing: what was just done, what could not be kept, a new edition.
//!
//! The regions stand in the page from the start, empty: a live region that appears together with its text is not read.

use leptos::prelude::*;

use crate::{
    i18n::Msg,
    keeping::Keeping,
    session::{Offline, Session},
    ui::{Glyph, Icon},
};

/// All regions.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let session = Session::get();
    let keeping = move || match session.keeping() {
        Keeping::Fine => None,
        Keeping::Blocked => Some(Msg::StorageBlocked),
        Keeping::Damaged => Some(Msg::StorageDamaged),
        Keeping::Newer => Some(Msg::StorageNewer),
        Keeping::Refused => Some(Msg::StorageFull),
        Keeping::TooLong => Some(Msg::DraftTooLong),
    };
    let offline = move || match session.offline.get() {
        Offline::Quiet => None,
        Offline::Ready => Some(Msg::OfflineReady),
        Offline::Waiting => Some(Msg::UpdateReady),
    };
    let update = move |_| {
        if let Ok(event) = web_sys::Event::new("guide:update") {
            let _ = window().dispatch_event(&event);
        }
    };
    view! {
        <div class="notices">
            <div role="alert">
                {move || keeping().map(|message| view! {
                    <p class="notice warning">
                        <Icon glyph=Glyph::Warning/>
                        <span>{session.t(message)}</span>
                        <button type="button" on:click=move |_| session.dismiss_keeping()>
                            {session.t(Msg::Dismiss)}
                        </button>
                    </p>
                })}
            </div>
            <div role="status">
                {move || offline().map(|message| view! {
                    <p class="notice">
                        <span>{session.t(message)}</span>
                        {(message == Msg::UpdateReady).then(|| view! {
                            <button type="button" on:click=update>{session.t(Msg::UpdateNow)}</button>
                        })}
                        <button type="button" on:click=move |_| session.offline.set(Offline::Quiet)>
                            {session.t(Msg::Dismiss)}
                        </button>
                    </p>
                })}
            </div>
            <Remark/>
        </div>
    }
}

/// What was just done, with the way back. A dialog that covers the page shows it as well: nothing outside of it can be
/// reached or is read out.
#[component]
pub(crate) fn Remark() -> impl IntoView {
    let session = Session::get();
    view! {
        <div role="status">
            {move || session.toast.get().map(|toast| view! {
                <p class="notice toast">
                    <span>{toast.text}</span>
                    {toast.undo.map(|undo| view! {
                        <button
                            type="button"
                            on:click=move |_| {
                                undo();
                                session.toast.set(None);
                            }
                        >
                            {session.t(Msg::Undo)}
                        </button>
                    })}
                    <button type="button" on:click=move |_| session.toast.set(None)>{session.t(Msg::Dismiss)}</button>
                </p>
            })}
        </div>
    }
}
