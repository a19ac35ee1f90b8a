//! Two stacks side by side, as a difference: what is shown, a preset, or any version of a saved stack.

use composer::{Selection, compose, differences};
use leptos::prelude::*;

use super::{Desk, diff};
use crate::{CATALOG, i18n::compose::Say};

/// The key of what is shown now.
pub(super) const NOW: &str = "now";
/// The key of a fresh selection.
pub(super) const EMPTY: &str = "empty";

/// The key of a version of a saved stack.
pub(super) fn key(name: &str, version: usize) -> String {
    format!("stack:{version}:{name}")
}

/// Two choices and what differs between them.
#[component]
pub(super) fn Compare(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let difference = move || {
        let before = compose(&CATALOG, &selection(desk, &desk.compared[0].get()));
        let after = compose(&CATALOG, &selection(desk, &desk.compared[1].get()));
        let found = differences(&before, &after);
        let equal = found.is_empty();
        view! {
            <p role="status">
                <strong>{if equal { session.t(Say::CompareEqual).to_owned() } else { diff::summary(session, &found) }}</strong>
            </p>
            {diff::view(session, found)}
        }
        .into_any()
    };
    view! {
        <section class="compare" aria-label=session.t(Say::FormCompare)>
            <p class="hint">{session.t(Say::CompareLead)}</p>
            <div class="compare-sides">{side(desk, 0, Say::CompareFrom)} {side(desk, 1, Say::CompareTo)}</div>
            {difference}
        </section>
    }
    .into_any()
}

fn side(desk: Desk, number: usize, label: Say) -> AnyView {
    let session = desk.session;
    let chosen = desk.compared[number];
    let options = move || {
        choices(desk)
            .into_iter()
            .map(|(key, name)| {
                let own = key.clone();
                view! { <option value=key selected={move || chosen.get() == own}>{name}</option> }.into_any()
            })
            .collect_view()
    };
    view! {
        <label>
            <span>{session.t(label)}</span>
            <select prop:value=move || chosen.get() on:change=move |event| chosen.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// Everything that can be compared, with its key.
fn choices(desk: Desk) -> Vec<(String, String)> {
    let session = desk.session;
    let mut choices = vec![
        (NOW.to_owned(), session.t(Say::CompareNow).to_owned()),
        (EMPTY.to_owned(), session.t(Say::CompareEmpty).to_owned()),
    ];
    session.stacks.list.with(|stacks| {
        for stack in &stacks.items {
            for (at, version) in stack.versions.iter().enumerate() {
                let when =
                    if at == 0 { String::new() } else { format!(" · {}", super::stacks::when(session, version)) };
                choices.push((key(&stack.name, at), format!("{}{when}", stack.name)));
            }
        }
    });
    for preset in CATALOG.presets {
        choices.push((format!("preset:{}", preset.id), preset.name.get(session.lang).to_owned()));
    }
    choices
}

/// The selection behind a key; that of a stack which is gone by now is a fresh one. What says nothing of versions and the
/// like is made for what the shown one is made for, so that only what matters differs.
fn selection(desk: Desk, key: &str) -> Selection {
    let shown = desk.session.draft.get();
    if key == NOW {
        return shown;
    }
    let mut fresh = Selection { target: shown.target, ..desk.session.fresh_draft() };
    if let Some(preset) = key.strip_prefix("preset:").and_then(|id| CATALOG.presets.iter().find(|it| it.id == id)) {
        fresh.take_preset(&CATALOG, preset);
    } else if let Some((version, name)) = key.strip_prefix("stack:").and_then(|rest| rest.split_once(':')) {
        let text = desk.session.stacks.list.with(|stacks| {
            let versions = stacks.named(name).map(|stack| stack.versions.as_slice()).unwrap_or_default();
            version.parse().ok().and_then(|at: usize| versions.get(at)).map(|version| version.selection.clone())
        });
        if let Some(text) = text {
            fresh = Selection::parse(&CATALOG, &text).0;
        }
    }
    fresh
}
