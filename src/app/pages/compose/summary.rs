//! On a phone: how much there is, always in sight, with a jump to each part.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Desk;
use crate::i18n::{
    self, Msg,
    compose::{self, Say},
};

/// The bar below a single column.
#[component]
pub(super) fn Summary(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let lang = session.lang;
    let addons = move || i18n::addons(session.draft.with(|draft| draft.addons.len()), lang);
    let files = move || compose::files(desk.composition.with(|composition| composition.files.len()), lang);
    let problems = move || compose::problems(desk.composition.with(|composition| composition.problems.len()), lang);
    view! {
        <div class="summary-bar needs-app" role="group" aria-label=session.t(Msg::ComposeResult)>
            <button type="button" title=session.t(Say::ToChoices) on:click=move |_| jump("choices-title")>{addons}</button>
            <button type="button" title=session.t(Say::ToProblems) on:click=move |_| jump("problems-title")>{problems}</button>
            <button type="button" title=session.t(Say::ToFiles) on:click=move |_| jump("result-title")>{files}</button>
        </div>
    }
    .into_any()
}

/// Scrolls to a part and moves the focus there. Not a link: the fragment of the address is the selection.
fn jump(id: &'static str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    element.scroll_into_view();
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}
