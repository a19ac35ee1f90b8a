//! Export and import of what the reader keeps, in two steps: first what the file would change, then the reader's
//! decision. What is kept, and in which form, is the caller's affair.

use leptos::{ev, html, prelude::*, task::spawn_local};

use crate::{
    i18n::Msg,
    session::Session,
    ui::{Glyph, Icon},
};

/// What a file would change, in words.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    /// In one sentence.
    pub(crate) summary: String,
    /// The names of what it holds.
    pub(crate) names: String,
}

/// The buttons, the refusal of a file, and the decision about one.
#[component]
pub(crate) fn Transfer(
    /// The largest file that is read, in bytes.
    limit: usize,
    /// Why a larger one is refused.
    too_large: &'static str,
    /// Offers the file.
    export: Callback<()>,
    /// Reads a file's text and keeps what it holds, or says why not.
    read: Callback<String, Result<Offer, &'static str>>,
    /// Takes what was read last: merged with what there is, or in its place.
    take: Callback<bool>,
) -> impl IntoView {
    let session = Session::get();
    let field = NodeRef::<html::Input>::new();
    let offered = RwSignal::new(None::<Offer>);
    let refused = RwSignal::new(None::<&'static str>);
    let choose = move |_| {
        if let Some(field) = field.get() {
            field.click();
        }
    };
    let chosen = move |_: ev::Event| {
        let Some(field) = field.get() else { return };
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        field.set_value("");
        offered.set(None);
        // The size is known before a byte is read.
        if file.size() > limit as f64 {
            refused.set(Some(too_large));
            return;
        }
        spawn_local(async move {
            let text = wasm_bindgen_futures::JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            match read.run(text.unwrap_or_default()) {
                Ok(offer) => {
                    refused.set(None);
                    offered.set(Some(offer));
                    crate::ui::focus("import-title");
                }
                Err(reason) => refused.set(Some(reason)),
            }
        });
    };
    let decide = move |merge: bool| {
        offered.set(None);
        take.run(merge);
    };
    let decision = move |offer: Offer| {
        view! {
            <section class="import" aria-labelledby="import-title">
                <h2 id="import-title" tabindex="-1">{session.t(Msg::ImportTitle)}</h2>
                <p>{offer.summary}</p>
                <p class="names">{offer.names}</p>
                <p>
                    <button type="button" class="button primary" on:click=move |_| decide(true)>
                        {session.t(Msg::ImportMerge)}
                    </button>
                    " "
                    {session.t(Msg::ImportMergeHelp)}
                </p>
                <p>
                    <button type="button" class="button" on:click=move |_| decide(false)>{session.t(Msg::ImportReplace)}</button>
                    " "
                    {session.t(Msg::ImportReplaceHelp)}
                </p>
                <p>
                    <button type="button" class="quiet" on:click=move |_| offered.set(None)>{session.t(Msg::Cancel)}</button>
                </p>
            </section>
        }
        .into_any()
    };
    view! {
        <div class="transfer needs-app">
            <button type="button" class="button" on:click=move |_| export.run(())>
                <Icon glyph=Glyph::Download/>
                {session.t(Msg::Export)}
            </button>
            <button type="button" class="button" on:click=choose>{session.t(Msg::Import)}</button>
            <input
                type="file"
                accept="application/json,.json"
                class="visually-hidden"
                tabindex="-1"
                aria-label=session.t(Msg::Import)
                node_ref=field
                on:change=chosen
            />
            <div role="alert">{move || refused.get().map(|text| view! { <p class="notice warning">{text}</p> })}</div>
        </div>
        {move || offered.get().map(decision)}
    }
    .into_any()
}
