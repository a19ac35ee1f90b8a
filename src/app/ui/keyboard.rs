//! All keys of the guide, as a table and as a dialog (`?`), with the switch for those that are pressed alone.

use leptos::{html, prelude::*};

use crate::{
    i18n::{Msg, find::Find},
    keys::{KEYS, name},
    session::Session,
    ui::{Glyph, Icon},
};

/// The dialog, closed until `session.keys_shown`.
#[component]
pub(crate) fn Keyboard() -> impl IntoView {
    let session = Session::get();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        match (session.keys_shown.get(), element.open()) {
            // What it holds comes first, so that the focus finds a place in it.
            (true, false) => request_animation_frame(move || {
                // Fails only on a dialog that is not in the page.
                let _ = element.show_modal();
            }),
            (false, true) => element.close(),
            _ => {}
        }
    });
    view! {
        <dialog
            class="sheet"
            node_ref=dialog
            aria-labelledby="sheet-title"
            on:close=move |_| session.keys_shown.set(false)
            on:click=move |event| {
                // A click beside the panel lands on the dialog itself.
                if dialog.get().is_some_and(|element| event.target().as_ref() == Some(element.as_ref())) {
                    session.keys_shown.set(false);
                }
            }
        >
            // What it holds is on the page about the guide for readers without the program.
            {move || session.keys_shown.get().then(|| view! {
                <div class="sheet-panel">
                    <header>
                        <h2 id="sheet-title">{session.t(Msg::Shortcuts)}</h2>
                        <button type="button" class="tool" aria-label=session.t(Msg::Close) on:click=move |_| session.keys_shown.set(false)>
                            <Icon glyph=Glyph::Cross/>
                        </button>
                    </header>
                    <KeyTable/>
                </div>
            })}
        </dialog>
    }
}

/// The keys by place, and the switch.
#[component]
pub(crate) fn KeyTable() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    view! {
        <div class="keys">
            {KEYS
                .iter()
                .map(|group| view! {
                    <h3>{group.place.get(lang)}</h3>
                    <dl>
                        {group
                            .shortcuts
                            .iter()
                            .map(|shortcut| view! {
                                <div>
                                    <dt>{shortcut.keys.split(' ').map(|key| view! { <kbd>{name(key, lang)}</kbd> " " }).collect_view()}</dt>
                                    <dd>
                                        {shortcut.does.get(lang)}
                                        {shortcut.single.then(|| view! {
                                            " "
                                            <small class="single">{session.t(Find::SingleKey)}</small>
                                        })}
                                    </dd>
                                </div>
                            })
                            .collect_view()}
                    </dl>
                })
                .collect_view()}
            <p class="hint">{session.t(Find::MacHint)}</p>
            <label class="single-keys needs-app">
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=move || session.single_keys.get()
                    on:change=move |event| session.set_single_keys(event_target_checked(&event))
                />
                <span>
                    <strong>{session.t(Find::SingleKeys)}</strong>
                    <small>{session.t(Find::SingleKeysHelp)}</small>
                </span>
            </label>
        </div>
    }
}
