//! What the reader chooses: the target, the add-ons by area, the options of the chosen ones.

use catalog::{Addon, AddonOption, Database, Interface, Lang, Layout, OptionKind, Packager, Proxy};
use composer::Answer;
use leptos::prelude::*;

use super::Desk;
use crate::{
    CATALOG,
    i18n::Msg,
    routes::Page,
    session::{Session, fresh_draft},
    ui::Emblem,
};

/// The left column.
#[component]
pub(super) fn Choices(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let query = RwSignal::new(String::new());
    let chosen = move || session.draft.with(|draft| draft.addons.len());
    let reset = move |_| {
        desk.edit_undoably(session.t(Msg::ComposeResetDone), move |_, draft| *draft = fresh_draft(session.lang));
    };
    let none_found = move || query.with(|query| !CATALOG.addons.iter().any(|addon| is_named(addon, query)));
    view! {
        <section class="choices needs-app" aria-label=session.t(Msg::ComposeChoices)>
            <TargetForm desk/>
            <div class="choices-head">
                <h2>
                    {session.t(Msg::ComposeAddons)}
                    " "
                    <span class="count" class:none={move || chosen() == 0}>{chosen}</span>
                </h2>
                <button type="button" class="quiet" on:click=reset>{session.t(Msg::ComposeReset)}</button>
            </div>
            <input
                type="search"
                class="find"
                aria-label=session.t(Msg::FindAddon)
                placeholder=session.t(Msg::FindAddon)
                autocomplete="off"
                on:input=move |event| query.set(event_target_value(&event))
            />
            <Show when=none_found>
                <p class="hint">{session.t(Msg::NoneFound)}</p>
            </Show>
            {areas()
                .into_iter()
                .map(|(label, addons)| {
                    let any = {
                        let addons = addons.clone();
                        move || query.with(|query| addons.iter().any(|addon| is_named(addon, query)))
                    };
                    view! {
                        <fieldset class="area" hidden=move || (!any()).then_some("")>
                            <legend>{label.get(session.lang)}</legend>
                            <ul>{addons.into_iter().map(|addon| view! { <Choice desk addon query/> }).collect_view()}</ul>
                        </fieldset>
                    }
                })
                .collect_view()}
        </section>
    }
}

#[component]
fn Choice(desk: Desk, addon: &'static Addon, query: RwSignal<String>) -> impl IntoView {
    let session = desk.session;
    let chosen = Memo::new(move |_| session.draft.with(|draft| draft.addons.contains(&addon.id)));
    let toggle = move |_| {
        desk.edit(|_, draft| {
            if !draft.addons.remove(&addon.id) {
                draft.addons.insert(addon.id);
            }
        });
    };
    let hidden = move || query.with(|query| (!is_named(addon, query)).then_some(""));
    view! {
        <li class="choice" class:chosen=chosen hidden=hidden>
            <label>
                <input type="checkbox" value=addon.id.0 prop:checked=chosen on:change=toggle/>
                <Emblem addon/>
                <span class="choice-name">{addon.name}</span>
                <span class="choice-summary">{addon.summary.get(session.lang)}</span>
            </label>
            <a class="more" href=session.href(Page::Addon(addon.id)) aria-label=format!("{} : {}", session.t(Msg::MenuBrowse), addon.name)>
                "?"
            </a>
            <Show when=move || chosen.get() && !addon.options.is_empty()>
                <div class="options" role="group" aria-label=addon.name>
                    {addon.options.iter().map(|option| view! { <OptionField desk addon option/> }).collect_view()}
                </div>
            </Show>
        </li>
    }
}

#[component]
fn OptionField(desk: Desk, addon: &'static Addon, option: &'static AddonOption) -> impl IntoView {
    let session = desk.session;
    let lang = session.lang;
    let id = format!("option-{}-{}", addon.id.0, option.id);
    let help = format!("{id}-help");
    let answered = Memo::new(move |_| session.draft.with(|draft| draft.answered(addon.id, option)));
    let asked = move || session.draft.with(|draft| composer::is_asked(&CATALOG, draft, addon, option));
    let give =
        move |answer: Answer| desk.edit(|catalog, draft| draft.answer(catalog, addon.id, option.id, Some(answer)));
    let text = move || match answered.get() {
        Answer::Text(text) => text,
        Answer::Number(number) => number.to_string(),
        Answer::Items(items) => items.join("\n"),
        Answer::Choice(choice) => choice.to_owned(),
        Answer::Flag(flag) => flag.to_string(),
    };
    let label = view! { <label for=id.clone()>{option.label.get(lang)}</label> };
    let field = match &option.kind {
        OptionKind::Flag(_) => view! {
            <input
                type="checkbox"
                id=id
                aria-describedby=help.clone()
                prop:checked=move || answered.get() == Answer::Flag(true)
                on:change=move |event| give(Answer::Flag(event_target_checked(&event)))
            />
        }
        .into_any(),
        OptionKind::Choice { choices, .. } => view! {
            <select
                id=id
                aria-describedby=help.clone()
                prop:value=text
                on:change=move |event| {
                    let value = event_target_value(&event);
                    if let Some(choice) = choices.iter().find(|choice| choice.id == value) {
                        give(Answer::Choice(choice.id));
                    }
                }
            >
                {choices
                    .iter()
                    .map(|choice| view! {
                        <option value=choice.id selected={move || text() == choice.id}>{choice.label.get(lang)}</option>
                    })
                    .collect_view()}
            </select>
        }
        .into_any(),
        OptionKind::Text { .. } => view! {
            <input
                type="text"
                id=id
                aria-describedby=help.clone()
                prop:value=text
                on:change=move |event| give(Answer::Text(event_target_value(&event)))
            />
        }
        .into_any(),
        OptionKind::Number { min, max, .. } => view! {
            <input
                type="number"
                id=id
                min=*min
                max=*max
                aria-describedby=help.clone()
                prop:value=text
                on:change=move |event| {
                    if let Ok(number) = event_target_value(&event).trim().parse() {
                        give(Answer::Number(number));
                    }
                }
            />
        }
        .into_any(),
        OptionKind::Items { .. } => view! {
            <textarea
                id=id
                rows="2"
                aria-describedby=help.clone()
                prop:value=text
                on:change=move |event| {
                    let lines = event_target_value(&event);
                    let items = lines.lines().map(str::trim).filter(|line| !line.is_empty());
                    give(Answer::Items(items.map(ToOwned::to_owned).collect()));
                }
            ></textarea>
        }
        .into_any(),
    };
    let flag = matches!(option.kind, OptionKind::Flag(_));
    let several = matches!(option.kind, OptionKind::Items { .. }).then(|| format!(" ({})", session.t(Msg::AnswerHelp)));
    view! {
        <div class="option" class:flag=flag hidden=move || (!asked()).then_some("")>
            {label}
            {field}
            <p class="hint" id=help>{option.help.get(lang)} {several}</p>
        </div>
    }
}

#[component]
fn TargetForm(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let target = move || session.draft.with(|draft| draft.target.clone());
    let series = move || {
        let django = target().django;
        CATALOG.series.iter().find(|series| series.number == django).or(CATALOG.series.last())
    };
    let all_series: Vec<_> = CATALOG.series.iter().map(|series| (series.name, series.name)).collect();
    let languages = Lang::ALL.into_iter().map(|lang| (lang.code(), lang.native_name()));
    let comments: Vec<_> = languages.chain([("none", session.t(Msg::CommentsOff))]).collect();
    view! {
        <fieldset class="target">
            <legend>{session.t(Msg::ComposeTarget)}</legend>
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
                    label=Msg::TargetDjango
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
                            let found = series().and_then(|series| series.pythons.iter().copied().find(|one| *one == key));
                            if let Some(python) = found {
                                desk.edit(|_, draft| draft.target.python = python);
                            }
                        }
                    >
                        {move || series()
                            .map(|series| series.pythons)
                            .unwrap_or_default()
                            .iter()
                            .map(|python| view! { <option value=*python selected={target().python == *python}>{*python}</option> })
                            .collect_view()}
                    </select>
                </label>
                <Select
                    label=Msg::TargetDatabase
                    value=Signal::derive(move || target().database.key())
                    choices=vec![("sqlite", "SQLite"), ("postgresql", "PostgreSQL"), ("mysql", "MySQL")]
                    choose=move |key: String| {
                        if let Some(it) = Database::from_key(&key) {
                            desk.edit(|_, draft| draft.target.database = it);
                        }
                    }
                />
                <Select
                    label=Msg::TargetInterface
                    value=Signal::derive(move || target().interface.key())
                    choices=vec![("wsgi", "WSGI"), ("asgi", "ASGI")]
                    choose=move |key: String| {
                        if let Some(it) = Interface::from_key(&key) {
                            desk.edit(|_, draft| draft.target.interface = it);
                        }
                    }
                />
                <Select
                    label=Msg::TargetLayout
                    value=Signal::derive(move || target().layout.key())
                    choices=vec![("single", session.t(Msg::LayoutSingle)), ("split", session.t(Msg::LayoutSplit))]
                    choose=move |key: String| {
                        if let Some(it) = Layout::from_key(&key) {
                            desk.edit(|_, draft| draft.target.layout = it);
                        }
                    }
                />
                <Select
                    label=Msg::TargetPackager
                    value=Signal::derive(move || target().packager.key())
                    choices=vec![("pip", "pip"), ("uv", "uv"), ("poetry", "Poetry")]
                    choose=move |key: String| {
                        if let Some(it) = Packager::from_key(&key) {
                            desk.edit(|_, draft| draft.target.packager = it);
                        }
                    }
                />
                <Select
                    label=Msg::TargetProxy
                    value=Signal::derive(move || target().proxy.key())
                    choices=vec![("none", session.t(Msg::ProxyNone)), ("one", session.t(Msg::ProxyOne))]
                    choose=move |key: String| {
                        if let Some(it) = Proxy::from_key(&key) {
                            desk.edit(|_, draft| draft.target.proxy = it);
                        }
                    }
                />
                <Select
                    label=Msg::TargetComments
                    value=Signal::derive(move || target().comments.map_or("none", Lang::code))
                    choices=comments
                    choose=move |key: String| desk.edit(|_, draft| draft.target.comments = Lang::from_code(&key))
                />
            </div>
        </fieldset>
    }
}

#[component]
fn Select(
    label: Msg,
    #[prop(into)] value: Signal<&'static str>,
    choices: Vec<(&'static str, &'static str)>,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    view! {
        <label>
            <span>{Session::get().t(label)}</span>
            <select prop:value=move || value.get() on:change=move |event| choose(event_target_value(&event))>
                {choices
                    .into_iter()
                    .map(|(key, name)| view! { <option value=key selected={move || value.get() == key}>{name}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}

/// The add-ons by their first tag of the first group, in the order of the tags; those without one last.
fn areas() -> Vec<(catalog::Localized, Vec<&'static Addon>)> {
    let Some(group) = CATALOG.tag_groups.first() else { return Vec::new() };
    let area_of = |addon: &Addon| addon.tags.iter().find_map(|tag| group.tags.iter().position(|own| own.id == *tag));
    let mut areas: Vec<(catalog::Localized, Vec<&'static Addon>)> = Vec::new();
    for (at, tag) in group.tags.iter().enumerate() {
        let addons: Vec<_> = CATALOG.addons.iter().filter(|addon| area_of(addon) == Some(at)).collect();
        if !addons.is_empty() {
            areas.push((tag.label, addons));
        }
    }
    let rest: Vec<_> = CATALOG.addons.iter().filter(|addon| area_of(addon).is_none()).collect();
    if !rest.is_empty() {
        areas.push((catalog::Localized { en: "Other", fr: "Autres" }, rest));
    }
    areas
}

/// Whether an add-on goes by this name, or by one that holds it.
fn is_named(addon: &Addon, query: &str) -> bool {
    let query = query.trim().to_ascii_lowercase();
    let names = [addon.name, addon.distribution, addon.import];
    names.iter().chain(addon.aliases).any(|name| name.to_ascii_lowercase().contains(&query))
}
