//! The style page: every part of the guide in every state, made of the real parts. It is for those who change the looks
//! and for the browser tests, which keep pictures of it; it is in no menu. Only the composer's bundle shows it.
//!
//! Specimens live in sessions of their own, and are inert: nothing that the reader keeps is touched.

use std::sync::Arc;

use catalog::{Addon, AddonId, Stack, StatusWord};
use composer::{Selection, compose, differences};
use leptos::{context::Provider, prelude::*};

use super::{Desk, chain::Chain, diff, presets::Presets, problems::Problems, target::TargetForm};
use crate::{
    CATALOG,
    bookmarks::Bookmark,
    draft::fresh_draft,
    i18n::{self, Msg, style::Part},
    keeping::Keeping,
    pages::addon::{Facts, TabList},
    session::{Offline, Session, Toast},
    ui::{Adopt, Card, DjangoMark, Emblem, Glyph, Icon, Notices, Star},
};

/// The page.
#[component]
pub(crate) fn StylePage() -> impl IntoView {
    let session = Session::get();
    view! {
        <div class="page style-page">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Part::Title)}</h1>
                <p class="lead">{session.t(Part::Lead)}</p>
            </header>
            {specimen(Part::Text, text(session))}
            {specimen(Part::Buttons, buttons(session))}
            {specimen(Part::Toggles, toggles())}
            {specimen(Part::Chips, chips(session))}
            {specimen(Part::Marks, marks(session))}
            {specimen(Part::Emblems, CATALOG.addons.iter().map(|addon| view! { <Emblem addon/> }).collect_view().into_any())}
            {specimen(Part::Cards, cards())}
            {specimen(Part::Tabs, tabs())}
            {specimen(Part::Prose, prose(session))}
            {specimen(Part::Code, code(session))}
            {specimen(Part::Table, table(session))}
            {specimen(Part::Remarks, remarks(session))}
            {specimen(Part::Fields, fields(session))}
            {specimen(Part::Notices, notices(session))}
            {specimen(Part::Empty, empty(session))}
            {specimen(Part::Presets, own(|_| (), || view! { <Presets desk=desk()/> }.into_any()))}
            {specimen(Part::Problems, own(take_all, || view! { <Problems desk=desk()/> }.into_any()))}
            {specimen(Part::Diff, changes(session))}
            {specimen(Part::Chain, own(|session| take_preset(session, 0), || view! { <Chain desk=desk()/> }.into_any()))}
            {specimen(Part::Target, own(|_| (), || view! { <TargetForm desk=desk()/> }.into_any()))}
        </div>
    }
}

/// A part with its name above it.
fn specimen(name: Part, shown: AnyView) -> AnyView {
    let name = Session::get().t(name);
    view! {
        <section class="specimen">
            <h2>{name}</h2>
            <div inert=true>{shown}</div>
        </section>
    }
    .into_any()
}

/// Views in a session of their own, in a state of its own.
fn own(prepare: impl FnOnce(&Session), shown: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let page = Session::get();
    let session = Session::new(page.lang, page.root.get_value(), page.address.get_untracked());
    prepare(&session);
    view! { <Provider value=session>{shown()}</Provider> }.into_any()
}

fn desk() -> Desk {
    Desk::new(Session::get())
}

/// All add-ons at once: whatever can be wrong is.
fn take_all(session: &Session) {
    session.draft.update(|draft| draft.addons.extend(CATALOG.addons.iter().map(|addon| addon.id)));
}

fn take_preset(session: &Session, at: usize) {
    session.draft.set(preset(*session, at));
}

fn preset(session: Session, at: usize) -> Selection {
    let mut draft = fresh_draft(session.lang, &Stack::default());
    if let Some(preset) = CATALOG.presets.get(at) {
        draft.take_preset(&CATALOG, preset);
    }
    draft
}

/// The add-on of which there is most to see.
fn longest() -> &'static Addon {
    CATALOG.addons.iter().max_by_key(|addon| addon.tabs.len()).unwrap_or(&CATALOG.addons[0])
}

fn keep_and_take(session: &Session, addon: AddonId) {
    session.bookmarks.update(|bookmarks| {
        bookmarks.items.push(Bookmark { addon: addon.0.to_owned(), note: String::new() });
    });
    session.draft.update(|draft| {
        draft.addons.insert(addon);
    });
}

fn text(session: Session) -> AnyView {
    view! {
        <p class="lead">{session.t(Msg::BrowseLead)}</p>
        <h3>{session.t(Msg::AboutTitle)}</h3>
        <p>{session.t(Msg::ComposeLead)} " " <a href=session.href(crate::routes::Page::About)>{session.t(Msg::MenuAbout)}</a></p>
        <p class="hint">{session.t(Msg::BookmarksLead)}</p>
        <p><kbd>"/"</kbd> " " <mark>{session.t(Msg::Search)}</mark> " " <code>"INSTALLED_APPS"</code></p>
    }
    .into_any()
}

fn buttons(session: Session) -> AnyView {
    let save = session.t(Msg::DownloadZip);
    view! {
        <p class="specimen-row">
            <button type="button" class="button">{session.t(Msg::ShareLink)}</button>
            <button type="button" class="button primary"><Icon glyph=Glyph::Download/> {save}</button>
            <button type="button" class="button" disabled=true>{session.t(Part::Off)}</button>
            <button type="button" class="quiet">{session.t(Msg::ClearFilters)}</button>
        </p>
        <div class="segmented">
            <button type="button" aria-pressed="true">{session.t(Msg::FormProject)}</button>
            <button type="button" aria-pressed="false">{session.t(Msg::FormAdditions)}</button>
            <button type="button" aria-pressed="false" disabled=true>{session.t(Part::Off)}</button>
        </div>
    }
    .into_any()
}

fn toggles() -> AnyView {
    let addon = longest();
    let pair = move || {
        view! { <p class="specimen-row"><Star addon/> <Adopt addon/> <Adopt addon worded=true/></p> }.into_any()
    };
    vec![own(|_| (), pair), own(|session| keep_and_take(session, addon.id), pair)].into_any()
}

fn chips(session: Session) -> AnyView {
    let tags: Vec<_> = CATALOG.tag_groups.iter().flat_map(|group| group.tags).take(3).collect();
    let chips = tags.iter().map(|tag| {
        view! { <li><button type="button">{tag.label.get(session.lang)} <Icon glyph=Glyph::Cross/></button></li> }
    });
    let choices = tags.iter().enumerate().map(|(at, tag)| {
        view! {
            <label class="tag-choice" class:zero=at == 2>
                <input type="checkbox" checked=at == 0 disabled=at == 2/>
                <span>{tag.label.get(session.lang)}</span>
                <span class="count">{2 * (2 - at)}</span>
            </label>
        }
    });
    view! {
        <ul class="chips">{chips.collect_view()}</ul>
        <ul class="tags">
            {tags.iter().map(|tag| view! { <li>{tag.label.get(session.lang)}</li> }).collect_view()}
            <li class="dev">{session.t(Msg::DevOnly)}</li>
        </ul>
        <div class="specimen-narrow">{choices.collect_view()}</div>
    }
    .into_any()
}

fn marks(session: Session) -> AnyView {
    let words = [
        StatusWord::Active,
        StatusWord::Stable,
        StatusWord::Slow,
        StatusWord::Moving,
        StatusWord::AtRisk,
        StatusWord::Archived,
    ];
    // One add-on for each of the answers that there are.
    let mut answers: Vec<(bool, bool)> = Vec::new();
    let mut versions = Vec::new();
    for (addon, series) in CATALOG.addons.iter().flat_map(|addon| CATALOG.series.iter().map(move |it| (addon, it.name)))
    {
        let answer = (addon.versions.boots.contains(&series), addon.versions.django.contains(&series));
        if !answers.contains(&answer) {
            answers.push(answer);
            versions.push(view! { <DjangoMark addon name=series/> " " });
        }
    }
    view! {
        <p class="specimen-row">
            {words
                .map(|word| view! {
                    <span class=format!("status {}", i18n::status_key(word))>{i18n::status_word(word, session.lang)}</span>
                })
                .collect_view()}
        </p>
        <p class="specimen-row">{versions}</p>
    }
    .into_any()
}

fn cards() -> AnyView {
    let addon = longest();
    let card = move || view! { <li><Card addon/></li> }.into_any();
    let both = [own(|_| (), card), own(|session| keep_and_take(session, addon.id), card)];
    view! { <ul class="cards">{both.into_iter().collect_view()}</ul> }.into_any()
}

fn tabs() -> AnyView {
    let addon = longest();
    let third = addon.tabs.get(2).map_or("", |tab| tab.key);
    view! {
        <TabList addon current=Memo::new(move |_| third)/>
        <Facts addon/>
    }
    .into_any()
}

fn prose(session: Session) -> AnyView {
    let summaries = || CATALOG.addons.iter().take(3).map(|addon| view! { <li>{addon.summary.get(session.lang)}</li> });
    view! {
        <div class="prose">
            <h3>{session.t(Msg::AboutTitle)}</h3>
            <p>{session.t(Msg::BrowseLead)} " " <code>"python manage.py check --deploy"</code></p>
            <ul>{summaries().collect_view()}</ul>
            <h4>{session.t(Msg::BookmarksTitle)}</h4>
            <ol>{summaries().collect_view()}</ol>
            <p><a href=longest().links.docs rel="external noopener">{session.t(Msg::Documentation)}</a></p>
        </div>
    }
    .into_any()
}

fn code(session: Session) -> AnyView {
    let block = |class: &'static str, caption: &'static str, end: &'static str| {
        view! {
            <figure class=class>
                <figcaption>
                    <span>{caption}</span>
                    <button type="button" class="copy">{session.t(Msg::Copy)}</button>
                </figcaption>
                <pre><code lang="en" translate="no">
                    <span class="c">"# settings\n"</span>
                    <span class="k">"from"</span> " pathlib " <span class="k">"import"</span> " Path\n\n"
                    "TIMEOUT = " <span class="n">"30"</span> "\nNAME = " <span class="s">"\"guide\""</span> {end}
                </code></pre>
            </figure>
        }
        .into_any()
    };
    let long = "\nALLOWED_HOSTS = [\"one.example.org\", \"two.example.org\", \"three.example.org\", \"four.example.org\", \"five.example.org\", \"six.example.org\"]\n";
    [
        block("code", "config/settings.py", "\n"),
        block("code wrong", "config/urls.py", "\n"),
        block("code", "config/settings/base.py", long),
    ]
    .into_iter()
    .collect_view()
    .into_any()
}

fn table(session: Session) -> AnyView {
    let rows = CATALOG.addons.iter().take(3).map(|addon| {
        view! {
            <tr>
                <td><code>{addon.versions.pinned}</code></td>
                <td>{addon.name}</td>
                <td>{addon.summary.get(session.lang)}</td>
                <td>{addon.status.reason.get(session.lang)}</td>
            </tr>
        }
    });
    view! {
        <div class="table">
            <table>
                <thead>
                    <tr>
                        {[Msg::FactVersion, Msg::MenuBrowse, Msg::Facts, Msg::FactStatus]
                            .map(|name| view! { <th scope="col">{session.t(name)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn remarks(session: Session) -> AnyView {
    ["note", "note note-tip", "note note-warning", "note note-important", "note note-caution"]
        .map(|class| {
            view! {
                <div class=class>
                    <p class="note-title">{session.t(Msg::AboutTitle)}</p>
                    <p>{session.t(Msg::BookmarksLead)}</p>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn fields(session: Session) -> AnyView {
    let options = || {
        CATALOG
            .series
            .iter()
            .map(|series| view! { <option>{format!("Django {}", series.name)}</option> })
            .collect_view()
    };
    view! {
        <div class="specimen-row">
            <input type="text" value="mysite"/>
            <input type="text" placeholder=session.t(Msg::ProjectName)/>
            <input type="number" value="30"/>
            <input type="search" class="find" placeholder=session.t(Msg::FindAddon)/>
            <select>{options()}</select>
            <select disabled=true>{options()}</select>
            <label><input type="checkbox"/> " " {session.t(Msg::Adopt)}</label>
            <label><input type="checkbox" checked=true/> " " {session.t(Msg::Adopted)}</label>
            <label><input type="radio" name="specimen" checked=true/> " " {session.t(Msg::FormProject)}</label>
            <label><input type="radio" name="specimen"/> " " {session.t(Msg::FormAdditions)}</label>
        </div>
        <textarea rows="2" placeholder=session.t(Msg::BookmarksEmptyHint)></textarea>
    }
    .into_any()
}

fn notices(session: Session) -> AnyView {
    let said = session.t(Msg::Removed);
    let toast = move |session: &Session| {
        session.toast.set(Some(Toast {
            number: 0,
            text: said.to_owned(),
            undo: Some(Arc::new(|| ())),
            of_draft: false,
        }));
        session.offline.set(Offline::Waiting);
        session.kept_bookmarks.keeping.set(Keeping::Blocked);
    };
    own(toast, || view! { <Notices/> }.into_any())
}

fn empty(session: Session) -> AnyView {
    view! {
        <div class="empty">
            <p><strong>{session.t(Msg::BookmarksEmpty)}</strong></p>
            <p>{session.t(Msg::BookmarksEmptyHint)}</p>
            <p><a class="button" href=session.href(crate::routes::Page::Browse)>{session.t(Msg::BrowseAddons)}</a></p>
        </div>
        <div class="empty">
            <p><strong>{session.t(Msg::NothingMatches)}</strong></p>
            <p>{session.t(Msg::NothingMatchesHint)}</p>
        </div>
        <p class="empty">{session.t(Msg::AdditionsEmpty)}</p>
    }
    .into_any()
}

/// From one add-on to another: lines come and go.
fn changes(session: Session) -> AnyView {
    let of = |addon: &Addon| {
        let mut draft = fresh_draft(session.lang, &Stack::default());
        draft.addons.insert(addon.id);
        compose(&CATALOG, &draft)
    };
    let [first, .., last] = CATALOG.addons else { return ().into_any() };
    diff::view(session, differences(&of(first), &of(last)))
}
