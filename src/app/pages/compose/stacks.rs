//! Saved stacks: names for selections, with their last versions; a file that carries them elsewhere; and a selection from a
//! link or from the head of a composed file.

use std::sync::Arc;

use composer::{Selection, Unknown};
use leptos::{ev, prelude::*};

use super::{Desk, compare, result::Form, shown};
use crate::{
    CATALOG,
    bookmarks::ImportError,
    download,
    i18n::{
        Msg,
        compose::{self, Say},
    },
    keeping::Keeping,
    session::Session,
    stacks::{FILE_LIMIT, NAME_LIMIT, Saved, Stack, Stacks as Kept, Version, is_name},
    ui::{Offer, Transfer, aside},
};

/// The part of the left column that keeps selections.
#[component]
pub(super) fn Stacks(desk: Desk) -> impl IntoView {
    let session = desk.session;
    // In a browser alone.
    Effect::new(move |_| session.stacks.load());
    let said = move || match session.stacks.keeping.get() {
        Keeping::Damaged => Some(Say::StacksDamaged),
        Keeping::Newer => Some(Say::StacksNewer),
        _ => None,
    };
    let name = RwSignal::new(String::new());
    let count = move || session.stacks.list.with(|stacks| stacks.items.len());
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save(desk, &name.get_untracked());
    };
    let list =
        move || session.stacks.list.with(|stacks| stacks.items.iter().map(|stack| entry(desk, stack)).collect_view());
    view! {
        <details class="stacks">
            <summary>
                {session.t(Say::Stacks)}
                " "
                <span class="count" class:none={move || count() == 0}>{count}</span>
            </summary>
            <div role="alert">{move || said().map(|said| view! { <p class="notice warning">{session.t(said)}</p> })}</div>
            {aside(session.stacks, session.t(Say::StacksAside), "stacks")}
            <form class="stack-save" on:submit=save>
                <label>
                    <span>{session.t(Say::StackName)}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        maxlength=NAME_LIMIT
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <button type="submit" class="button">{session.t(Say::StackSave)}</button>
            </form>
            <ul class="stack-list">{list}</ul>
            <Paste desk/>
            <p class="hint">{session.t(Say::StacksHint)}</p>
            <Exchange desk/>
        </details>
    }
    .into_any()
}

fn entry(desk: Desk, stack: &Stack) -> AnyView {
    let session = desk.session;
    let rows: Vec<_> =
        stack.versions.iter().enumerate().map(|(at, version)| row(desk, &stack.name, at, version)).collect();
    let mut rows = rows.into_iter();
    let newest = rows.next();
    let earlier: Vec<_> = rows.collect();
    view! {
        <li>
            {newest}
            {(!earlier.is_empty()).then(|| view! {
                <details>
                    <summary>{session.t(Say::StackHistory)} " (" {earlier.len()} ")"</summary>
                    <ul>{earlier}</ul>
                </details>
            })}
        </li>
    }
    .into_any()
}

/// A version: the newest stands for the stack and can be deleted with it.
fn row(desk: Desk, name: &str, at: usize, version: &Version) -> AnyView {
    let session = desk.session;
    let (selection, unknown) = Selection::parse(&CATALOG, &version.selection);
    let names: Vec<_> = selection.addons.iter().filter_map(|id| CATALOG.addon(id.0)).map(|addon| addon.name).collect();
    let when = when(session, version);
    let label = |say: Say| {
        let version = if at == 0 { String::new() } else { format!(", {when}") };
        format!("{} : {name}{version}", session.t(say))
    };
    let (open_label, compare_label, delete_label) =
        (label(Say::StackOpen), label(Say::StackCompare), label(Say::StackDelete));
    let open = {
        let selection = selection.clone();
        move |_| open(desk, Say::StackOpened, selection.clone(), &unknown)
    };
    let compare = {
        let key = compare::key(name, at);
        move |_| {
            desk.compared[0].set(key.clone());
            desk.compared[1].set(compare::NOW.to_owned());
            desk.form.set(Form::Compare);
            crate::ui::focus("result-title");
        }
    };
    let delete = {
        let name = name.to_owned();
        move |_| delete(desk, &name)
    };
    let row = view! {
        <div class="stack-row">
            {(at == 0).then(|| view! { <strong>{name.to_owned()}</strong> })}
            <span class="hint" title=names.join(", ")>{when.clone()} " · " {crate::i18n::addons(names.len(), session.lang)}</span>
            <span class="stack-tools">
                <button type="button" class="quiet" aria-label=open_label on:click=open>{session.t(Say::StackOpen)}</button>
                <button type="button" class="quiet" aria-label=compare_label on:click=compare>{session.t(Say::StackCompare)}</button>
                {(at == 0).then(|| view! {
                    <button type="button" class="quiet" aria-label=delete_label on:click=delete>{session.t(Say::StackDelete)}</button>
                })}
            </span>
        </div>
    };
    if at == 0 { row.into_any() } else { view! { <li>{row}</li> }.into_any() }
}

/// The longest text that is looked through: the longest selection, with what stands around it.
const PASTED: usize = 2 * composer::LONGEST_READ;

/// A selection from somewhere else, as text.
#[component]
fn Paste(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let pasted = RwSignal::new(String::new());
    let refused = RwSignal::new(false);
    let take = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = pasted.get_untracked();
        match Selection::find(&text) {
            Some(found) => {
                refused.set(false);
                pasted.set(String::new());
                let (selection, unknown) = Selection::parse(&CATALOG, found);
                open(desk, Say::StackOpened, selection, &unknown);
            }
            None => refused.set(true),
        }
    };
    view! {
        <form class="stack-save" on:submit=take>
            <label>
                <span>{session.t(Say::PasteLabel)}</span>
                <textarea
                    rows="1"
                    spellcheck="false"
                    maxlength=PASTED
                    prop:value=move || pasted.get()
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
            </label>
            <button type="submit" class="button">{session.t(Say::PasteOpen)}</button>
        </form>
        <div role="alert">{move || refused.get().then(|| view! { <p class="notice warning">{session.t(Say::PasteNothing)}</p> })}</div>
    }
    .into_any()
}

/// Export and import.
#[component]
fn Exchange(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let offered = StoredValue::new(Kept::default());
    let export = move |()| {
        let text = session.stacks.list.with_untracked(Kept::to_text);
        download::save("django-addon-guide-stacks.json", "application/json", text.as_bytes());
    };
    let read = move |text: String| match Kept::from_text(&text) {
        Ok(theirs) => {
            let names: Vec<_> = theirs.items.iter().map(|stack| stack.name.as_str()).collect();
            let known =
                session.stacks.list.with_untracked(|own| names.iter().filter(|name| own.named(name).is_some()).count());
            let summary = compose::stacks_summary(names.len() - known, known, session.lang);
            let offer = Offer { summary, names: names.join(", ") };
            offered.set_value(theirs);
            Ok(offer)
        }
        Err(ImportError::TooLarge) => Err(session.t(Say::StacksTooLarge)),
        Err(ImportError::Unreadable) => Err(session.t(Say::StacksUnreadable)),
        Err(ImportError::Newer) => Err(session.t(Msg::ImportNewer)),
    };
    let take = move |merge: bool| {
        let theirs = offered.get_value();
        change_undoably(desk, |own| {
            *own = if merge { own.merged(&theirs) } else { theirs };
            Some(Say::StacksImported)
        });
    };
    view! {
        <Transfer
            limit=FILE_LIMIT
            too_large=session.t(Say::StacksTooLarge)
            export=Callback::new(export)
            read=Callback::new(read)
            take=Callback::new(take)
        />
    }
    .into_any()
}

/// When a version was saved, as the reader's language writes it.
pub(super) fn when(session: Session, version: &Version) -> String {
    let date = js_sys::Date::new(&version.saved.as_str().into());
    if date.get_time().is_nan() {
        return version.saved.chars().take(16).collect();
    }
    let form = js_sys::Object::new();
    for (part, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Fails only for a target that is no object.
        let _ = js_sys::Reflect::set(&form, &part.into(), &style.into());
    }
    date.to_locale_string(session.lang.code(), &form).into()
}

/// Takes a selection as the reader's own, with a way back; what this edition does not know of it is named.
fn open(desk: Desk, done: Say, selection: Selection, unknown: &[Unknown]) {
    let session = desk.session;
    let mut said = session.t(done).to_owned();
    if !unknown.is_empty() {
        let parts: Vec<_> = unknown.iter().map(shown).collect();
        said = format!("{said}. {} {}", session.t(Msg::LinkUnknown), parts.join(", "));
    }
    desk.edit_undoably(&said, move |_, draft| *draft = selection);
}

fn save(desk: Desk, name: &str) {
    let session = desk.session;
    let name = name.trim();
    if !is_name(name) {
        session.say(session.t(Say::StackNameNeeded).to_owned(), None);
        return;
    }
    let saved = String::from(js_sys::Date::new_0().to_iso_string());
    let version = Version { saved, selection: session.draft.with_untracked(ToString::to_string) };
    let (saved, kept) = session.stacks.edit(|stacks| stacks.save(name, version));
    let said = match saved {
        None => Say::StacksNewer,
        Some(Saved::New) if kept => Say::StackSaved,
        Some(Saved::New) => Say::StacksNotKept,
        Some(Saved::Same) => Say::StackSame,
        Some(Saved::TooLong) => Say::StackTooLong,
    };
    session.say(session.t(said).to_owned(), None);
}

fn delete(desk: Desk, name: &str) {
    change_undoably(desk, |stacks| stacks.remove(name).then_some(Say::StackDeleted));
}

/// Changes the stacks and says what was done, with a way back that takes back this change alone.
fn change_undoably(desk: Desk, edit: impl FnOnce(&mut Kept) -> Option<Say>) {
    let session = desk.session;
    let (changed, kept) = session.stacks.edit(|stacks| {
        let before = stacks.clone();
        let done = edit(stacks);
        (done, before, stacks.clone())
    });
    let Some((done, before, after)) = changed else {
        session.say(session.t(Say::StacksNewer).to_owned(), None);
        return;
    };
    let Some(done) = done else { return };
    let undo = move || {
        session.stacks.edit(|stacks| stacks.take_back(&before, &after));
    };
    session.say(session.t(if kept { done } else { Say::StacksNotKept }).to_owned(), Some(Arc::new(undo)));
}
