//! The reader's bookmarks: order, notes, export and import.

use std::sync::Arc;

use catalog::Addon;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::{
    CATALOG,
    bookmarks::{Bookmarks, FILE_LIMIT, ImportError, NOTE_LIMIT},
    download, i18n,
    i18n::Msg,
    routes::Page,
    session::Session,
    ui::{Emblem, Glyph, Icon, Offer, Status, Transfer, aside},
};

/// The page of bookmarks.
#[component]
pub(crate) fn BookmarksPage() -> impl IntoView {
    let session = Session::get();
    let shown = Memo::new(move |_| {
        session.bookmarks.with(|bookmarks| {
            bookmarks
                .items
                .iter()
                .filter_map(|item| CATALOG.addon(&item.addon))
                .map(|addon| addon.id)
                .collect::<Vec<_>>()
        })
    });
    let compose_these = move |_| {
        session.edit_draft(|draft| draft.addons.extend(shown.get_untracked()));
    };
    view! {
        <div class="page bookmarks">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Msg::BookmarksTitle)}</h1>
                <p class="lead">{session.t(Msg::BookmarksLead)}</p>
            </header>
            {aside(session.kept_bookmarks, session.t(Msg::DamagedAside), "bookmarks")}
            <Exchange/>
            <Show
                when=move || !shown.with(Vec::is_empty)
                fallback=move || view! {
                    <div class="empty">
                        <p><strong>{session.t(Msg::BookmarksEmpty)}</strong></p>
                        <p>{session.t(Msg::BookmarksEmptyHint)}</p>
                        <p><a class="button" href=session.href(Page::Browse)>{session.t(Msg::BrowseAddons)}</a></p>
                    </div>
                }
            >
                <ol class="kept">
                    <For each=move || shown.get() key=|id| id.0 let:id>
                        {CATALOG.addon(id.0).map(|addon| view! { <Entry addon/> })}
                    </For>
                </ol>
                <p>
                    <a class="button primary" href=session.href(Page::Compose) on:click=compose_these>
                        <Icon glyph=Glyph::Layers/>
                        {session.t(Msg::ComposeThese)}
                    </a>
                </p>
            </Show>
        </div>
    }
}

#[component]
fn Entry(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let shown = |slug: &str| CATALOG.addon(slug).is_some();
    let shift = move |up: bool, from: &'static str| {
        session.edit_bookmarks(|bookmarks| bookmarks.shift(addon.id, up, shown));
        // The row moves; the focus stays on its button.
        let id = format!("{from}-{}", addon.id.0);
        request_animation_frame(move || {
            if let Some(button) =
                document().get_element_by_id(&id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
            {
                let _ = button.focus();
            }
        });
    };
    let place = move || {
        session.bookmarks.with(|bookmarks| {
            let visible: Vec<_> = bookmarks.items.iter().filter(|item| shown(&item.addon)).collect();
            (visible.iter().position(|item| item.addon == addon.id.0).unwrap_or(0), visible.len())
        })
    };
    let note = move || {
        session.bookmarks.with(|bookmarks| {
            bookmarks
                .items
                .iter()
                .find(|item| item.addon == addon.id.0)
                .map(|item| item.note.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <li>
            <Emblem addon/>
            <div class="kept-name">
                <h2><a href=session.href(Page::Addon(addon.id))>{addon.name}</a></h2>
                <p>{addon.summary.get(session.lang)} " " <Status addon/></p>
            </div>
            <div class="kept-actions">
                <button
                    type="button"
                    class="tool"
                    id=format!("up-{}", addon.id.0)
                    aria-label=format!("{} : {}", session.t(Msg::MoveUp), addon.name)
                    aria-disabled=move || (place().0 == 0).to_string()
                    on:click=move |_| shift(true, "up")
                >
                    <Icon glyph=Glyph::Up/>
                </button>
                <button
                    type="button"
                    class="tool"
                    id=format!("down-{}", addon.id.0)
                    aria-label=format!("{} : {}", session.t(Msg::MoveDown), addon.name)
                    aria-disabled=move || (place().0 + 1 == place().1).to_string()
                    on:click=move |_| shift(false, "down")
                >
                    <Icon glyph=Glyph::Down/>
                </button>
                <button
                    type="button"
                    class="tool"
                    aria-label=format!("{} : {}", session.t(Msg::Remove), addon.name)
                    on:click=move |_| {
                        session.toggle_bookmark(addon.id);
                        crate::ui::focus_main();
                    }
                >
                    <Icon glyph=Glyph::Cross/>
                </button>
            </div>
            <label class="note">
                <span class="visually-hidden">{format!("{} : {}", session.t(Msg::Note), addon.name)}</span>
                <textarea
                    rows="2"
                    maxlength=NOTE_LIMIT
                    placeholder=session.t(Msg::NotePlaceholder)
                    prop:value=note
                    // As it is typed: a page that is closed, or that a phone puts away, does not say that a field was left.
                    on:input=move |event| {
                        session.edit_bookmarks(|bookmarks| bookmarks.set_note(addon.id, &event_target_value(&event)));
                    }
                ></textarea>
            </label>
        </li>
    }
}

/// Export and import of the bookmarks.
#[component]
fn Exchange() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let offered = StoredValue::new(Bookmarks::default());
    let export = move |()| {
        let text = session.bookmarks.with_untracked(Bookmarks::to_file);
        download::save("django-addon-guide-bookmarks.json", "application/json", text.as_bytes());
    };
    let read = move |text: String| match Bookmarks::from_file(&text) {
        Ok(theirs) => {
            let (added, known, unknown) = session.bookmarks.with_untracked(|own| compare(own, &theirs));
            let names: Vec<_> =
                theirs.items.iter().filter_map(|item| CATALOG.addon(&item.addon)).map(|it| it.name).collect();
            offered.set_value(theirs);
            Ok(Offer { summary: i18n::import_summary(added, known, unknown, lang), names: names.join(", ") })
        }
        Err(ImportError::TooLarge) => Err(session.t(Msg::ImportTooLarge)),
        Err(ImportError::Unreadable) => Err(session.t(Msg::ImportUnreadable)),
        Err(ImportError::Newer) => Err(session.t(Msg::ImportNewer)),
    };
    let take = move |merging: bool| {
        let theirs = offered.get_value();
        let taken = session.edit_bookmarks(|own| {
            let before = own.clone();
            *own = if merging { own.merged(&theirs) } else { theirs };
            (before, own.clone())
        });
        let Some((before, after)) = taken else { return };
        session.say(
            session.t(Msg::ImportDone).to_owned(),
            Some(Arc::new(move || {
                session.edit_bookmarks(|own| own.take_back(&before, &after));
            })),
        );
        crate::ui::focus_main();
    };
    view! {
        <Transfer
            limit=FILE_LIMIT
            too_large=session.t(Msg::ImportTooLarge)
            export=Callback::new(export)
            read=Callback::new(read)
            take=Callback::new(take)
        />
    }
}

/// How many of theirs are new, already kept, or unknown to this edition.
fn compare(own: &Bookmarks, theirs: &Bookmarks) -> (usize, usize, usize) {
    let own = own.places();
    let kept = |slug: &str| own.contains_key(slug);
    let known = theirs.items.iter().filter(|item| kept(&item.addon)).count();
    let unknown = theirs.items.iter().filter(|item| CATALOG.addon(&item.addon).is_none() && !kept(&item.addon)).count();
    (theirs.items.len() - known - unknown, known, unknown)
}
