//! A labelled list of choices of which one holds.

use leptos::prelude::*;

/// A select with its label above it.
#[component]
pub(crate) fn Select(
    label: &'static str,
    #[prop(into)] value: Signal<&'static str>,
    choices: Vec<(&'static str, &'static str)>,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    view! {
        <label>
            <span>{label}</span>
            <select prop:value=move || value.get() on:change=move |event| choose(event_target_value(&event))>
                {choices
                    .into_iter()
                    .map(|(key, name)| view! { <option value=key selected={move || value.get() == key}>{name}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}
