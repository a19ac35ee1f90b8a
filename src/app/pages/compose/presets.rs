//! The empty state: ready-made selections to start from. They give way as soon as something is chosen.

use catalog::Preset;
use leptos::prelude::*;

use super::Desk;
use crate::{CATALOG, i18n::compose::Say, ui::Emblem};

/// The presets, while nothing is chosen.
#[component]
pub(super) fn Presets(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let empty = Memo::new(move |_| session.draft.with(|draft| draft.addons.is_empty()));
    let card = move |preset: &'static Preset| {
        let take = move |_| {
            desk.edit_undoably(session.t(Say::PresetTaken), move |catalog, draft| draft.take_preset(catalog, preset));
            crate::ui::focus("result-title");
        };
        let emblems = preset.addons.iter().filter_map(|id| CATALOG.addon(id.0));
        let names: Vec<_> = emblems.clone().map(|addon| addon.name).collect();
        view! {
            <li class="preset" data-peek=format!("preset:{}", preset.id)>
                <button type="button" on:click=take>
                    <strong>{preset.name.get(session.lang)}</strong>
                    <span class="preset-summary">
                        {preset.summary.get(session.lang)}
                        <span class="visually-hidden">" " {names.join(", ")}</span>
                    </span>
                    <span class="preset-emblems">{emblems.map(|addon| view! { <Emblem addon/> }).collect_view()}</span>
                </button>
            </li>
        }
        .into_any()
    };
    let all = move || {
        view! {
            <section class="presets needs-app" aria-labelledby="presets-title">
                <h2 id="presets-title">{session.t(Say::PresetsTitle)}</h2>
                <ul>{CATALOG.presets.iter().map(card).collect_view()}</ul>
                <p class="hint">{session.t(Say::PresetsHint)}</p>
            </section>
        }
        .into_any()
    };
    move || empty.get().then(all)
}
