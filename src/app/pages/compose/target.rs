//! What the project is made for: versions, database, server, form of the settings.

use catalog::{Database, Interface, Lang, Layout, Packager, Proxy};
use leptos::prelude::*;

use super::Desk;
use crate::{
    CATALOG,
    draft::{aim, stack_of},
    i18n::{
        Msg,
        compose::Say,
        stack::{self as words, Fit},
    },
    ui::Select,
};

/// The form above the add-ons.
#[component]
pub(super) fn TargetForm(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let target = move || session.draft.with(|draft| draft.target.clone());
    let series = move || {
        let django = target().django;
        CATALOG.series.iter().find(|series| series.number == django).or(CATALOG.series.last())
    };
    // What the reader has said elsewhere, and this project differs from as far as projects are composed for it.
    let strays = move || {
        let stack = session.own_stack.get();
        session.draft.with(|draft| {
            let mut aimed = draft.clone();
            aim(&mut aimed, &stack);
            aimed.target != draft.target
        })
    };
    let take = move |_| {
        let stack = session.own_stack.get_untracked();
        desk.edit_undoably(session.t(Msg::Applied), move |_, draft| aim(draft, &stack));
    };
    let keep = move |_| session.choose_stack(session.draft.with_untracked(stack_of));
    let all_series: Vec<_> = CATALOG.series.iter().map(|series| (series.name, series.name)).collect();
    let languages = Lang::ALL.into_iter().map(|lang| (lang.code(), lang.native_name()));
    let comments: Vec<_> = languages.chain([("none", session.t(Msg::CommentsOff))]).collect();
    view! {
        <fieldset class="target">
            <legend>{session.t(Msg::ComposeTarget)}</legend>
            <p class="hint target-stack">
                {session.t(Say::MyStackIs)}
                " "
                {move || {
                    let stack = session.own_stack.get();
                    if stack.is_empty() { session.t(Fit::MyStackEmpty).to_owned() } else { words::stack(&stack) }
                }}
                <Show when=strays>
                    " "
                    <button type="button" class="quiet" on:click=take>{session.t(Say::TakeMyStack)}</button>
                </Show>
                <Show when=move || session.own_stack.get() != session.draft.with(stack_of)>
                    " "
                    <button type="button" class="quiet" on:click=keep>{session.t(Say::KeepAsMyStack)}</button>
                </Show>
            </p>
            <div class="target-grid">
                <label>
                    <span>{session.t(Msg::ProjectName)}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        title=session.t(Msg::ProjectNameHelp)
                        prop:value=move || target().project
                        on:change=move |event| desk.edit(|_, draft| draft.target.project = event_target_value(&event))
                    />
                </label>
                <Select
                    label=session.t(Msg::TargetDjango)
                    value=Signal::derive(move || series().map_or("", |series| series.name))
                    choices=all_series
                    choose=move |key: String| {
                        if let Some(series) = CATALOG.series.iter().find(|series| series.name == key) {
                            desk.edit(|_, draft| draft.choose_django(series));
                        }
                    }
                />
                <label>
                    <span>{session.t(Msg::TargetPython)}</span>
                    <select
                        prop:value=move || target().python
                        on:change=move |event| {
                            let key = event_target_value(&event);
                            if let Some(python) = CATALOG.pythons().into_iter().find(|one| *one == key) {
                                desk.edit(|_, draft| draft.target.python = python);
                            }
                        }
                    >
                        {move || CATALOG.pythons()
                            .into_iter()
                            .map(|python| {
                                // A version that the series does not run on stays in sight, with the reason.
                                let series = series().filter(|series| !series.pythons.contains(&python));
                                let not = series.map(|series| format!(" ({} Django {})", session.t(Say::NotWith), series.name));
                                view! { <option value=python selected={target().python == python}>{python} {not}</option> }
                            })
                            .collect_view()}
                    </select>
                </label>
                <Select
                    label=session.t(Msg::TargetDatabase)
                    value=Signal::derive(move || target().database.key())
                    choices=vec![("sqlite", "SQLite"), ("postgresql", "PostgreSQL"), ("mysql", "MySQL")]
                    choose=move |key: String| {
                        if let Some(it) = Database::from_key(&key) {
                            desk.edit(|_, draft| draft.target.database = it);
                        }
                    }
                />
                <Select
                    label=session.t(Msg::TargetInterface)
                    value=Signal::derive(move || target().interface.key())
                    choices=vec![("wsgi", "WSGI"), ("asgi", "ASGI")]
                    choose=move |key: String| {
                        if let Some(it) = Interface::from_key(&key) {
                            desk.edit(|_, draft| draft.target.interface = it);
                        }
                    }
                />
                <Select
                    label=session.t(Msg::TargetLayout)
                    value=Signal::derive(move || target().layout.key())
                    choices=vec![("single", session.t(Msg::LayoutSingle)), ("split", session.t(Msg::LayoutSplit))]
                    choose=move |key: String| {
                        if let Some(it) = Layout::from_key(&key) {
                            desk.edit(|_, draft| draft.target.layout = it);
                        }
                    }
                />
                <Select
                    label=session.t(Msg::TargetPackager)
                    value=Signal::derive(move || target().packager.key())
                    choices=vec![("pip", "pip"), ("uv", "uv"), ("poetry", "Poetry")]
                    choose=move |key: String| {
                        if let Some(it) = Packager::from_key(&key) {
                            desk.edit(|_, draft| draft.target.packager = it);
                        }
                    }
                />
                <Select
                    label=session.t(Msg::TargetProxy)
                    value=Signal::derive(move || target().proxy.key())
                    choices=vec![("none", session.t(Msg::ProxyNone)), ("one", session.t(Msg::ProxyOne))]
                    choose=move |key: String| {
                        if let Some(it) = Proxy::from_key(&key) {
                            desk.edit(|_, draft| draft.target.proxy = it);
                        }
                    }
                />
                <Select
                    label=session.t(Msg::TargetComments)
                    value=Signal::derive(move || target().comments.map_or("none", Lang::code))
                    choices=comments
                    choose=move |key: String| desk.edit(|_, draft| draft.target.comments = Lang::from_code(&key))
                />
            </div>
            <Show when=move || target().proxy == Proxy::None>
                <p class="hint target-proxy">{session.t(Msg::ProxyWarning)}</p>
            </Show>
        </fieldset>
    }
}
