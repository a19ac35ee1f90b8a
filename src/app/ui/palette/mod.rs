//! The search from anywhere: `/` or Ctrl+K.
//!
//! A native dialog with a combobox after the ARIA pattern: the focus stays in the field, keys move through the list and
//! act on the line that they have reached. The same actions stand below the list as buttons.

mod choice;
mod row;

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use self::{
    choice::{Choice, Group, Listing},
    row::Row,
};
use crate::{
    CATALOG, commands,
    i18n::{Msg, find, find::Find},
    keys, prose,
    prose::Reach,
    recent,
    routes::Address,
    session::Session,
    ui::{Glyph, Icon, Remark},
};

/// How long a pause in the typing is before the results are announced.
const PAUSE: Duration = Duration::from_millis(600);

/// What to do with a line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// What it says: go there, do it.
    Open,
    /// Take its add-on into the composition, or out of it.
    Compose,
    /// Bookmark its add-on, or no longer.
    Keep,
}

/// Does something with the line of a number.
type Act = Callback<(usize, How)>;

/// The dialog, closed until `session.searching`.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let session = Session::get();
    let dialog = NodeRef::<html::Dialog>::new();
    let field = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let lately = RwSignal::new(Vec::<Address>::new());
    let listing = Memo::new(move |_| list(session, &query.get(), lately));
    let count = move || listing.with(Listing::count);

    Effect::new(move |_| {
        let Some(element) = dialog.get() else { return };
        match (session.searching.get(), element.open()) {
            (true, false) => {
                prose::ask_for_index(session);
                lately.set(recent::places(session));
                active.set(0);
                // First, since the page may be laid out anew below the dialog: Back returns to where it was before.
                cover(session);
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
    let said = announcer(session, query, listing);

    let act = Callback::new(move |(at, how)| {
        let Some(choice) = listing.with_untracked(|listing| listing.get(at).cloned()) else { return };
        match (how, &choice) {
            (How::Open, Choice::Example(example)) => {
                query.set((*example).to_owned());
                active.set(0);
            }
            (How::Open, Choice::Forget) => {
                recent::forget(session);
                lately.set(Vec::new());
                active.set(0);
            }
            (How::Open, _) => {
                session.searching.set(false);
                open(session, &choice);
                return;
            }
            (How::Compose, _) => choice.addon().into_iter().for_each(|addon| session.toggle_choice(addon.id)),
            (How::Keep, _) => choice.addon().into_iter().for_each(|addon| session.toggle_bookmark_aloud(addon.id)),
        }
        // A bookmark that is none any more leaves the list of bookmarks.
        let last = listing.with_untracked(Listing::count).saturating_sub(1);
        active.update(|at| *at = (*at).min(last));
        // A click on an action has taken the focus from the field.
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let (count, at) = (listing.with_untracked(Listing::count), active.get_untracked());
        let control = event.ctrl_key() || event.meta_key();
        let marking = event.shift_key() || control || event.alt_key();
        let to = match (event.key().as_str(), marking) {
            ("ArrowDown", false) if count > 0 => (at + 1) % count,
            ("ArrowUp", false) if count > 0 => (at + count - 1) % count,
            ("Home", false) if count > 0 => 0,
            ("End", false) if count > 0 => count - 1,
            ("Enter", _) => {
                event.prevent_default();
                let how = match (control, event.alt_key()) {
                    (true, _) => How::Compose,
                    (_, true) => How::Keep,
                    _ => How::Open,
                };
                act.run((at, how));
                return;
            }
            _ => return,
        };
        event.prevent_default();
        active.set(to);
        scroll_to(to);
    };
    let message = move || {
        let missing = listing.with(|listing| listing.missing.clone());
        match (count(), missing.is_empty()) {
            (0, _) if is_awaited(session) => None,
            (0, _) => Some(format!("{} {}", session.t(Find::Nothing), session.t(Find::NothingHint))),
            (_, false) => Some(find::without(&missing, session.lang)),
            _ => None,
        }
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
                    uncover(session);
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
                        aria-expanded=move || (count() > 0).to_string()
                        aria-controls="palette-results"
                        aria-autocomplete="list"
                        aria-activedescendant=move || (count() > 0).then(|| format!("hit-{}", active.get()))
                        aria-label=session.t(Msg::Search)
                        placeholder=session.t(Find::Placeholder)
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
                {move || message().map(|text| view! { <p class="palette-message">{text}</p> })}
                <div id="palette-results" role="listbox" aria-label=session.t(Find::Results)>
                    {move || groups(listing.get(), active, act)}
                </div>
                {move || session.searching.get().then(|| view! { <Remark/> })}
                <Foot listing active act said/>
            </div>
        </dialog>
    }
}

/// The list for what is typed.
fn list(session: Session, query: &str, lately: RwSignal<Vec<Address>>) -> Listing {
    if !query.trim().is_empty() {
        return session.prose.with(|prose| Listing::answer(&CATALOG, prose, query, session.lang));
    }
    let kept = session.bookmarks.with(|bookmarks| {
        let known = bookmarks.items.iter().filter_map(|item| CATALOG.addon(&item.addon));
        known.map(|addon| addon.id).collect::<Vec<_>>()
    });
    lately.with(|places| Listing::empty(places, &kept, session.lang))
}

/// Whether the file that search looks through is on its way: then nothing found says nothing.
fn is_awaited(session: Session) -> bool {
    session.prose.with(|prose| prose.reach == Reach::Awaited)
}

fn groups(listing: Listing, active: RwSignal<usize>, act: Act) -> Vec<AnyView> {
    let session = Session::get();
    let mut at = 0;
    let mut group = |Group { label, choices }: Group| {
        let mut rows = Vec::new();
        for choice in choices {
            rows.push(view! { <Row at choice active act/> });
            at += 1;
        }
        match label {
            None => rows.into_any(),
            Some(label) => view! {
                <div role="group" aria-label=session.t(label)>
                    <p class="palette-label" aria-hidden="true">{session.t(label)}</p>
                    {rows}
                </div>
            }
            .into_any(),
        }
    };
    listing.groups.into_iter().map(&mut group).collect()
}

/// The actions on the line that the keys have reached, how many there are, and what a screen reader is told of it.
#[component]
fn Foot(listing: Memo<Listing>, active: RwSignal<usize>, act: Act, said: RwSignal<String>) -> impl IntoView {
    let session = Session::get();
    let has_addon = move || {
        let at = active.get();
        listing.with(|listing| listing.get(at).is_some_and(|choice| choice.addon().is_some()))
    };
    let button = move |keys: &'static [&'static str], words: Find, how: How| {
        let none = move || if how == How::Open { listing.with(Listing::count) == 0 } else { !has_addon() };
        view! {
            <button type="button" class:none=none on:click=move |_| act.run((active.get_untracked(), how))>
                {keys.iter().map(|key| view! { <kbd aria-hidden="true">{*key}</kbd> }).collect_view()}
                " "
                {session.t(words)}
            </button>
        }
    };
    view! {
        <div class="palette-foot">
            <div class="palette-actions" role="group" aria-label=session.t(Find::Actions)>
                {button(&["↵"], Find::Open, How::Open)}
                {button(&["Ctrl", "↵"], Find::Compose, How::Compose)}
                {button(&["Alt", "↵"], Find::Keep, How::Keep)}
            </div>
            <span class="palette-hint" aria-hidden="true"><kbd>"↑"</kbd> " " <kbd>"↓"</kbd> " " <kbd>{keys::name("Esc", session.lang)}</kbd></span>
            <span class="visually-hidden" role="status">{move || said.get()}</span>
        </div>
    }
}

/// What a screen reader is told: how many results there are once the typing pauses, and at once when there is none.
fn announcer(session: Session, query: RwSignal<String>, listing: Memo<Listing>) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let own = turn.get_value();
        let silent = query.with(|query| query.trim().is_empty());
        let (count, missing) = listing.with(|listing| (listing.count(), listing.missing.clone()));
        let mut text = if silent { String::new() } else { find::results(count, session.lang) };
        if count > 0 && !missing.is_empty() {
            text = format!("{} {text}", find::without(&missing, session.lang));
        }
        if count == 0 && is_awaited(session) {
            return;
        }
        if silent || count == 0 {
            said.set(text);
            return;
        }
        set_timeout(
            move || {
                if turn.get_value() == own {
                    said.set(text);
                }
            },
            PAUSE,
        );
    });
    said
}

#[cfg(feature = "browser")]
fn open(session: Session, choice: &Choice) {
    use crate::{navigation, sought};
    let address = choice.address();
    if let Some(address) = &address {
        recent::remember(session, address);
    }
    match (choice, address) {
        (Choice::Command(command), _) => commands::run(*command, session),
        (_, Some(address)) => {
            let fragment = address.fragment.clone();
            navigation::visit(session, address);
            sought::mark(fragment, choice.sought());
        }
        _ => {}
    }
}

#[cfg(not(feature = "browser"))]
fn open(session: Session, choice: &Choice) {
    if let Choice::Command(command) = choice {
        commands::run(*command, session);
    }
}

/// On a phone the search fills the screen: Back closes it.
#[cfg(feature = "browser")]
fn cover(session: Session) {
    let narrow = window().match_media("(max-width: 40rem)").ok().flatten().is_some_and(|narrow| narrow.matches());
    if narrow {
        crate::navigation::cover(session);
    }
}

#[cfg(feature = "browser")]
fn uncover(session: Session) {
    crate::navigation::uncover(session);
}

#[cfg(not(feature = "browser"))]
fn cover(_: Session) {}

#[cfg(not(feature = "browser"))]
fn uncover(_: Session) {}

fn scroll_to(at: usize) {
    request_animation_frame(move || {
        if let Some(row) = document().get_element_by_id(&format!("hit-{at}")) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}
