//! Before ticking: what an add-on or a preset would change, as a difference. A pointer or the focus that rests on one
//! shows it in passing; the button beside a name keeps it open until it is closed.

use std::time::Duration;

use catalog::{Addon, AddonId};
use composer::{Severity, compose, differences, explain};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Desk, diff};
use crate::{
    CATALOG,
    i18n::{Msg, compose::Say},
    ui::{self, Glyph, Icon},
};

/// How long a pointer rests before the preview opens, and is away before it closes.
const PATIENCE: Duration = Duration::from_millis(300);
/// What the preview's own panel says of itself, so that a pointer may cross over to it.
const KEEP: &str = "keep";

/// What is looked at before it is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peek {
    /// Ticking an add-on, or unticking it.
    Addon(AddonId),
    /// Taking the preset of this key.
    Preset(&'static str),
}

impl Peek {
    fn of(name: &str) -> Option<Peek> {
        match name.strip_prefix("preset:") {
            Some(key) => CATALOG.presets.iter().find(|preset| preset.id == key).map(|preset| Peek::Preset(preset.id)),
            None => CATALOG.addon(name).map(|addon| Peek::Addon(addon.id)),
        }
    }
}

/// Follows a pointer over the page.
pub(super) fn follow_pointer(desk: Desk, event: &ev::PointerEvent) {
    if event.pointer_type() != "touch" && ui::moved(event) {
        let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        wish(desk, target.and_then(|it| name_at(&it)).as_deref());
    }
}

/// Follows the focus, where the reader uses the keyboard.
pub(super) fn follow_focus(desk: Desk, event: &ev::FocusEvent) {
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
    let seen = target.filter(|it| it.matches(":focus-visible").unwrap_or(false));
    // Inside the options of an add-on the reader is past the question.
    let seen = seen.filter(|it| it.closest(".options").ok().flatten().is_none());
    wish(desk, seen.and_then(|it| name_at(&it)).as_deref());
}

fn name_at(target: &web_sys::Element) -> Option<String> {
    target.closest("[data-peek]").ok().flatten()?.get_attribute("data-peek")
}

/// Opens or closes the preview, unless something else is wished in the meantime.
pub(super) fn wish(desk: Desk, name: Option<&str>) {
    if desk.pinned.get_value() {
        return;
    }
    let wished = match name {
        Some(KEEP) => desk.peek.get_untracked(),
        Some(name) => Peek::of(name),
        None => None,
    };
    let (number, before) = desk.wished.get_value();
    if before == wished {
        return;
    }
    let number = number + 1;
    desk.wished.set_value((number, wished));
    set_timeout(
        move || {
            let still = desk.wished.try_get_value().is_some_and(|(newest, _)| newest == number);
            if still && desk.peek.try_get_untracked().is_some_and(|shown| shown != wished) {
                desk.peek.set(wished);
            }
        },
        PATIENCE,
    );
}

/// Opens the preview of an add-on until it is closed, or closes it.
pub(super) fn pin(desk: Desk, addon: &Addon) {
    let wished = Some(Peek::Addon(addon.id));
    if desk.pinned.get_value() && desk.peek.get_untracked() == wished {
        close(desk);
        return;
    }
    desk.pinned.set_value(true);
    desk.wished.update_value(|(number, last)| (*number, *last) = (*number + 1, wished));
    desk.peek.set(wished);
    ui::focus("preview-title");
}

/// Closes the preview, and gives up a wish that waits. What was wished last stays known: a pointer that still rests there
/// must not open it again.
pub(super) fn dismiss(desk: Desk) {
    desk.pinned.set_value(false);
    desk.wished.update_value(|(number, _)| *number += 1);
    if desk.peek.get_untracked().is_some() {
        desk.peek.set(None);
    }
}

/// Closes the preview; where it was kept open, the focus goes back to its button.
pub(super) fn close(desk: Desk) {
    let pinned = desk.pinned.get_value();
    let opened = desk.peek.get_untracked();
    dismiss(desk);
    if let (true, Some(Peek::Addon(id))) = (pinned, opened) {
        let button = document().get_element_by_id(&format!("peek-{}", id.0));
        if let Some(button) = button.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

/// The panel, where something is looked at.
#[component]
pub(super) fn Preview(desk: Desk) -> impl IntoView {
    view! {
        <div
            class="preview-place"
            class:below=move || matches!(desk.peek.get(), Some(Peek::Preset(_)))
            data-peek=KEEP
        >
            {move || desk.peek.get().map(|peek| panel(desk, peek))}
        </div>
    }
    .into_any()
}

fn panel(desk: Desk, peek: Peek) -> AnyView {
    let session = desk.session;
    let lang = session.lang;
    let mut draft = session.draft.get_untracked();
    let (title, lead) = match peek {
        Peek::Addon(id) => {
            let lead = if draft.addons.remove(&id) {
                Say::WouldTake
            } else {
                draft.addons.insert(id);
                Say::WouldBring
            };
            (CATALOG.addon(id.0).map_or(id.0, |addon| addon.name), lead)
        }
        Peek::Preset(key) => {
            let preset = CATALOG.presets.iter().find(|preset| preset.id == key);
            if let Some(preset) = preset {
                draft.take_preset(&CATALOG, preset);
            }
            (preset.map_or(key, |preset| preset.name.get(lang)), Say::PresetBrings)
        }
    };
    let after = compose(&CATALOG, &draft);
    let (changes, raised) = desk.composition.with_untracked(|now| {
        let raised: Vec<_> = after
            .problems
            .iter()
            .filter(|problem| problem.severity() != Severity::Note && !now.problems.contains(problem))
            .map(|problem| explain(problem, &CATALOG, lang).headline)
            .collect();
        (differences(now, &after), raised)
    });
    view! {
        <aside class="preview" aria-labelledby="preview-title">
            <header>
                <h2 id="preview-title" tabindex="-1">{title}</h2>
                <p role="status">{session.t(lead)} " " <strong>{diff::summary(session, &changes)}</strong></p>
                <button type="button" class="tool" title=session.t(Say::PeekHint) aria-label=session.t(Msg::Close) on:click=move |_| close(desk)>
                    <Icon glyph=Glyph::Cross/>
                </button>
            </header>
            {(!raised.is_empty()).then(|| view! {
                <div class="raised">
                    <p>{session.t(Say::NewProblems)}</p>
                    <ul>{raised.into_iter().map(|headline| view! { <li>{headline}</li> }).collect_view()}</ul>
                </div>
            })}
            <div class="preview-files" tabindex="0" role="group" aria-label=session.t(Say::Peek)>
                {diff::view(session, changes)}
            </div>
        </aside>
    }
    .into_any()
}
