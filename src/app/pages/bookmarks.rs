//! The reader's bookmarks: order, notes, export and import.

use std::sync::Arc;

use catalog::Addon;
use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::{
    CATALOG,
    bookmarks::{Bookmarks, FILE_LIMIT, ImportError},
    copies, download, i18n,
    i18n::Msg,
    routes::Page,
    session::Session,
    storage::{Browser, Key, Store},
    ui::{Emblem, Glyph, Icon, Status},
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
            <Aside/>
            <Transfer/>
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

/// What could not be read, to download or to forget.
#[component]
fn Aside() -> impl IntoView {
    let session = Session::get();
    let root = session.root.get_value();
    let forgotten = RwSignal::new(false);
    let aside = Memo::new(move |_| {
        session.keeping.track();
        forgotten.track();
        session.root.with_value(|root| copies::aside(&Browser(root)))
    });
    let download = move |number: usize, key: Key| {
        if let Ok(Some(text)) = Browser(&root).get(key) {
            download::save(&format!("bookmarks-damaged-{number}.txt"), "text/plain", text.as_bytes());
        }
    };
    let forget = move |_| {
        let _ = session.root.with_value(|root| copies::forget_aside(&Browser(root)));
        forgotten.update(|forgotten| *forgotten = !*forgotten);
        crate::ui::focus_main();
    };
    move || {
        let keys = aside.get();
        let buttons = (1..).zip(keys.clone()).map(|(number, key)| {
            let download = download.clone();
            view! {
                <button type="button" on:click=move |_| download(number, key)>
                    {format!("{} {number}", session.t(Msg::DownloadDamaged))}
                </button>
            }
        });
        (!keys.is_empty()).then(|| {
            view! {
                <div class="notice warning aside">
                    <span>{session.t(Msg::DamagedAside)}</span>
                    {buttons.collect_view()}
                    <button type="button" on:click=forget>{session.t(Msg::ForgetDamaged)}</button>
                </div>
            }
        })
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
                    placeholder=session.t(Msg::NotePlaceholder)
                    prop:value=note
                    on:change=move |event| {
                        session.edit_bookmarks(|bookmarks| bookmarks.set_note(addon.id, &event_target_value(&event)));
                    }
                ></textarea>
            </label>
        </li>
    }
}

/// Export, and import in two steps: first what the file would change, then the reader's decision.
#[component]
fn Transfer() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let field = NodeRef::<html::Input>::new();
    let offered = RwSignal::new(None::<Bookmarks>);
    let refused = RwSignal::new(None::<ImportError>);
    let export = move |_| {
        let text = session.bookmarks.with_untracked(Bookmarks::to_file);
        download::save("django-addon-guide-bookmarks.json", "application/json", text.as_bytes());
    };
    let choose = move |_| {
        if let Some(field) = field.get() {
            field.click();
        }
    };
    let read = move |_: ev::Event| {
        let Some(field) = field.get() else { return };
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        field.set_value("");
        offered.set(None);
        // The size is known before a byte is read.
        if file.size() > FILE_LIMIT as f64 {
            refused.set(Some(ImportError::TooLarge));
            return;
        }
        spawn_local(async move {
            let text = wasm_bindgen_futures::JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            match Bookmarks::from_file(&text.unwrap_or_default()) {
                Ok(bookmarks) => {
                    refused.set(None);
                    offered.set(Some(bookmarks));
                    crate::ui::focus("import-title");
                }
                Err(error) => refused.set(Some(error)),
            }
        });
    };
    let take = move |merging: bool| {
        let Some(theirs) = offered.get_untracked() else { return };
        let taken = session.edit_bookmarks(|own| {
            let before = own.clone();
            *own = if merging { own.merged(&theirs) } else { theirs };
            (before, own.clone())
        });
        offered.set(None);
        let Some((before, after)) = taken else { return };
        session.say(
            session.t(Msg::ImportDone).to_owned(),
            Some(Arc::new(move || {
                session.edit_bookmarks(|own| own.take_back(&before, &after));
            })),
        );
        crate::ui::focus_main();
    };
    let refusal = move || {
        refused.get().map(|error| {
            session.t(match error {
                ImportError::TooLarge => Msg::ImportTooLarge,
                ImportError::Unreadable => Msg::ImportUnreadable,
                ImportError::Newer => Msg::ImportNewer,
            })
        })
    };
    view! {
        <div class="transfer needs-app">
            <button type="button" class="button" on:click=export>
                <Icon glyph=Glyph::Download/>
                {session.t(Msg::Export)}
            </button>
            <button type="button" class="button" on:click=choose>{session.t(Msg::Import)}</button>
            <input
                type="file"
                accept="application/json,.json"
                class="visually-hidden"
                tabindex="-1"
                aria-label=session.t(Msg::Import)
                node_ref=field
                on:change=read
            />
            <div role="alert">{move || refusal().map(|text| view! { <p class="notice warning">{text}</p> })}</div>
        </div>
        {move || offered.get().map(|theirs| {
            let (added, known, unknown) = session.bookmarks.with(|own| compare(own, &theirs));
            let names: Vec<_> = theirs.items.iter().filter_map(|item| CATALOG.addon(&item.addon)).map(|it| it.name).collect();
            view! {
                <section class="import" aria-labelledby="import-title">
                    <h2 id="import-title" tabindex="-1">{session.t(Msg::ImportTitle)}</h2>
                    <p>{i18n::import_summary(added, known, unknown, lang)}</p>
                    <p class="names">{names.join(", ")}</p>
                    <p>
                        <button type="button" class="button primary" on:click=move |_| take(true)>{session.t(Msg::ImportMerge)}</button>
                        " "
                        {session.t(Msg::ImportMergeHelp)}
                    </p>
                    <p>
                        <button type="button" class="button" on:click=move |_| take(false)>{session.t(Msg::ImportReplace)}</button>
                        " "
                        {session.t(Msg::ImportReplaceHelp)}
                    </p>
                    <p>
                        <button type="button" class="quiet" on:click=move |_| offered.set(None)>
                            {session.t(Msg::Cancel)}
                        </button>
                    </p>
                </section>
            }
        })}
    }
}

/// How many of theirs are new, already kept, or unknown to this edition.
fn compare(own: &Bookmarks, theirs: &Bookmarks) -> (usize, usize, usize) {
    let kept = |slug: &str| own.items.iter().any(|item| item.addon == slug);
    let known = theirs.items.iter().filter(|item| kept(&item.addon)).count();
    let unknown = theirs.items.iter().filter(|item| CATALOG.addon(&item.addon).is_none() && !kept(&item.addon)).count();
    (theirs.items.len() - known - unknown, known, unknown)
}
