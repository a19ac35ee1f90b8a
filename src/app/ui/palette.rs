//! The search from anywhere: `/` or Ctrl+K.
//!
//! A native dialog with a combobox after the ARIA pattern: the focus stays in the field, the arrow keys move through the
//! list, Enter opens.

use catalog::search::{Excerpt, Hit, LIMIT};
use leptos::{ev, html, prelude::*};

use crate::{
    CATALOG, i18n,
    i18n::Msg,
    prose,
    routes::Page,
    session::Session,
    ui::{self, Emblem, Glyph, Icon},
};

/// The dialog, closed until `session.searching`.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let dialog = NodeRef::<html::Dialog>::new();
    let field = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let hits = Memo::new(move |_| {
        let query = query.get();
        if query.trim().is_empty() {
            return Vec::new();
        }
        let index = session.prose.with(|prose| prose.index.clone());
        index.map(|index| index.find(&CATALOG, &query).hits).unwrap_or_default()
    });

    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        match (session.searching.get(), element.open()) {
            (true, false) => {
                prose::ask_for_index(session);
                // Fails only on a dialog that is not in the page.
                let _ = element.show_modal();
                if let Some(field) = field.get() {
                    field.select();
                }
            }
            (false, true) => element.close(),
            _ => {}
        }
    });

    let open = move |hit: &Hit| {
        session.searching.set(false);
        go_to(session, hit);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let count = hits.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => active.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(hit) = hits.with(|hits| hits.get(active.get_untracked()).cloned()) {
                    open(&hit);
                }
            }
            _ => return,
        }
        event.prevent_default();
        scroll_to_active(active.get_untracked());
    };
    let announce = move || match query.get().trim().is_empty() {
        true => String::new(),
        false => i18n::results(hits.with(Vec::len), lang),
    };
    view! {
        <dialog
            class="palette"
            node_ref=dialog
            aria-label=session.t(Msg::Search)
            on:close=move |_| {
                // It may have been opened again since.
                if dialog.get().is_none_or(|element| !element.open()) {
                    session.searching.set(false);
                }
            }
            on:click=move |event| {
                // A click beside the panel lands on the dialog itself.
                if dialog.get().is_some_and(|element| event.target().as_ref() == Some(element.as_ref())) {
                    session.searching.set(false);
                }
            }
        >
            <div class="palette-panel">
                <div class="palette-field">
                    <Icon glyph=Glyph::Search/>
                    <input
                        node_ref=field
                        type="search"
                        role="combobox"
                        aria-expanded=move || (!hits.with(Vec::is_empty)).to_string()
                        aria-controls="palette-results"
                        aria-autocomplete="list"
                        aria-activedescendant=move || {
                            (!hits.with(Vec::is_empty)).then(|| format!("hit-{}", active.get()))
                        }
                        aria-label=session.t(Msg::Search)
                        placeholder=session.t(Msg::SearchPlaceholder)
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        enterkeyhint="go"
                        prop:value=move || query.get()
                        on:input=move |event| {
                            query.set(event_target_value(&event));
                            active.set(0);
                        }
                        on:keydown=on_key
                    />
                    <button type="button" class="tool" aria-label=session.t(Msg::Close) on:click=move |_| session.searching.set(false)>
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
                <ul id="palette-results" role="listbox" aria-label=session.t(Msg::SearchResults)>
                    {move || hits
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(at, hit)| view! { <Row at hit active open/> })
                        .collect_view()}
                </ul>
                {move || {
                    let empty = query.get().trim().is_empty();
                    let message = if empty {
                        Some((Msg::SearchEmpty, None))
                    } else if hits.with(Vec::is_empty) {
                        Some((Msg::SearchNothing, Some(Msg::SearchNothingHint)))
                    } else {
                        None
                    };
                    message.map(|(first, second)| view! {
                        <p class="palette-message">{session.t(first)} " " {second.map(|message| session.t(message))}</p>
                    })
                }}
                <p class="palette-foot">
                    <span>{session.t(Msg::SearchKeys)}</span>
                    <span role="status">{announce}</span>
                </p>
            </div>
        </dialog>
    }
}

#[component]
fn Row(at: usize, hit: Hit, active: RwSignal<usize>, open: impl Fn(&Hit) + Copy + 'static) -> impl IntoView {
    let lang = Session::get().lang;
    let addon = CATALOG.addon(hit.addon.0);
    let place = hit.tab.and_then(|key| addon?.tab(key)).map(|tab| tab.title.get(lang));
    let heading = hit.heading.map(|heading| heading.title.get(lang));
    let excerpt = marked(&hit.excerpt);
    // The list must not steal the selection when it appears under a pointer that rests.
    let take = move |event: ev::PointerEvent| {
        if ui::moved(&event) {
            active.set(at);
        }
    };
    view! {
        <li
            id=format!("hit-{at}")
            role="option"
            aria-selected=move || (active.get() == at).to_string()
            on:pointermove=take
            on:click=move |_| open(&hit)
        >
            {addon.map(|addon| view! { <Emblem addon/> })}
            <span class="hit-place">
                <strong>{addon.map(|addon| addon.name)}</strong>
                {place.map(|place| view! { <span class="crumb">{place}</span> })}
                {heading.map(|heading| view! { <span class="crumb">{heading}</span> })}
            </span>
            <span class="hit-text">{excerpt}</span>
        </li>
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

#[cfg(feature = "browser")]
fn go_to(session: Session, hit: &Hit) {
    use crate::{navigation, routes::Address};
    let fragment = hit.heading.map(|heading| heading.anchor).or(hit.tab).unwrap_or_default();
    let address = Address { fragment: fragment.to_owned(), ..Address::of(Page::Addon(hit.addon)) };
    navigation::go(session, address, navigation::Visit::Push);
}

#[cfg(not(feature = "browser"))]
fn go_to(_: Session, hit: &Hit) {
    let _ = Page::Addon(hit.addon);
}

fn scroll_to_active(at: usize) {
    request_animation_frame(move || {
        if let Some(row) = document().get_element_by_id(&format!("hit-{}", at.min(LIMIT))) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
