//! A line of the list. Its two small buttons are for the pointer alone: an option of a list has no parts that a
//! keyboard or a screen reader could reach, for these the actions have keys and stand below the list.

use catalog::{Addon, Lang, search::Excerpt};
use leptos::{ev, prelude::*};

use super::{Act, How, choice::Choice};
use crate::{
    i18n::{Msg, find::Find},
    page_name,
    session::Session,
    ui::{self, Emblem, Glyph, Icon},
};

/// The line with this number.
#[component]
pub(super) fn Row(at: usize, choice: Choice, active: RwSignal<usize>, act: Act) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let addon = choice.addon();
    let picture = match (addon, &choice) {
        (_, Choice::Recent(address)) if addon.is_none() => view! { <Icon glyph=Glyph::of(address.page)/> }.into_any(),
        (Some(addon), _) => view! { <Emblem addon/> }.into_any(),
        (None, Choice::Command(command)) => view! { <Icon glyph=command.glyph()/> }.into_any(),
        (None, Choice::Forget) => view! { <Icon glyph=Glyph::Cross/> }.into_any(),
        (None, _) => view! { <Icon glyph=Glyph::Search/> }.into_any(),
    };
    let title = title(&choice, addon, lang);
    let crumb =
        |(title, lang): (_, Option<Lang>)| view! { <span class="crumb" lang=lang.map(Lang::code)>{title}</span> };
    let crumbs = choice.crumbs(lang).into_iter().map(crumb).collect_view();
    let text = match &choice {
        Choice::Hit(hit) => marked(&hit.excerpt),
        Choice::Command(_) => Vec::from([session.t(Find::Command).into_any()]),
        Choice::Kept(_) => addon.map(|addon| addon.summary.get(lang).into_any()).into_iter().collect(),
        _ => Vec::new(),
    };
    let plain = text.is_empty();
    let actions = addon.map(|addon| view! { <Actions at addon act/> });
    view! {
        <div
            id=format!("hit-{at}")
            class="hit"
            class:plain=plain
            role="option"
            aria-selected=move || (active.get() == at).to_string()
            on:pointermove=move |event: ev::PointerEvent| {
                // The list must not steal the selection when it appears under a pointer that rests.
                if ui::moved(&event) {
                    active.set(at);
                }
            }
            on:click=move |_| act.run((at, How::Open))
        >
            {picture}
            <span class="hit-place"><strong>{title}</strong>{crumbs}</span>
            <span class="hit-text">{text}</span>
            {actions}
        </div>
    }
}

fn title(choice: &Choice, addon: Option<&'static Addon>, lang: Lang) -> String {
    match (choice, addon) {
        (_, Some(addon)) => addon.name.to_owned(),
        (Choice::Recent(address), None) => page_name(address.page, lang).to_owned(),
        (Choice::Example(query), None) => (*query).to_owned(),
        (Choice::Command(command), None) => command.label(lang),
        (Choice::Forget, None) => Find::Forget.text(lang).to_owned(),
        (Choice::Hit(_) | Choice::Kept(_), None) => String::new(),
    }
}

/// The state of the add-on, in words and as buttons for the pointer.
#[component]
fn Actions(at: usize, addon: &'static Addon, act: Act) -> impl IntoView {
    let session = Session::get();
    let kept = Memo::new(move |_| session.bookmarks.with(|bookmarks| bookmarks.contains(addon.id)));
    let chosen = Memo::new(move |_| session.draft.with(|draft| draft.addons.contains(&addon.id)));
    let on_click = move |event: ev::MouseEvent, how| {
        event.stop_propagation();
        act.run((at, how));
    };
    view! {
        <span class="visually-hidden">
            {move || kept.get().then(|| format!(", {}", session.t(Find::IsKept)))}
            {move || chosen.get().then(|| format!(", {}", session.t(Find::IsChosen)))}
        </span>
        <span class="hit-actions" aria-hidden="true">
            <span class="hit-action hit-star" class:on=move || kept.get() title=session.t(Msg::Star) on:click=move |event| on_click(event, How::Keep)>
                <Icon glyph=Glyph::Star/>
            </span>
            <span class="hit-action" class:on=move || chosen.get() title=session.t(Msg::Adopt) on:click=move |event| on_click(event, How::Compose)>
                {move || view! { <Icon glyph=if chosen.get() { Glyph::Check } else { Glyph::Plus }/> }}
            </span>
        </span>
    }
}

fn marked(excerpt: &Excerpt) -> Vec<AnyView> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in &excerpt.marks {
        pieces.push(excerpt.text[at..mark.start].to_owned().into_any());
        pieces.push(view! { <mark>{excerpt.text[mark.clone()].to_owned()}</mark> }.into_any());
        at = mark.end;
    }
    pieces.push(excerpt.text[at..].to_owned().into_any());
    pieces
}
