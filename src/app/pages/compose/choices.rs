//! What the reader chooses: the add-ons by area, and the options of the chosen ones. What cannot be chosen as things
//! stand stays where it is, with its reason, and can still be chosen: the problems then say what to do.

use catalog::{Addon, AddonId, AddonOption, Finding, OptionKind, Stack};
use composer::{Answer, Problem, explain, obstacles};
use leptos::prelude::*;

use super::{Desk, preview, stacks::Stacks, target::TargetForm};
use crate::{
    CATALOG,
    draft::stack_of,
    i18n::{Msg, compose::Say, stack as words},
    routes::Page,
    session::Session,
    ui::Emblem,
};

/// The left column.
#[component]
pub(super) fn Choices(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let query = RwSignal::new(String::new());
    let chosen = move || session.draft.with(|draft| draft.addons.len());
    let reset = move |_| {
        desk.edit_undoably(session.t(Msg::ComposeResetDone), move |_, draft| *draft = session.fresh_draft());
    };
    let obstacles = Memo::new(move |_| session.draft.with(|draft| obstacles(&CATALOG, draft)));
    let project = Memo::new(move |_| session.draft.with(stack_of));
    let none_found = move || query.with(|query| !CATALOG.addons.iter().any(|addon| is_named(addon, query)));
    view! {
        <section class="choices needs-app" aria-label=session.t(Msg::ComposeChoices)>
            <TargetForm desk/>
            <Stacks desk/>
            <div class="choices-head">
                <h2 id="choices-title" tabindex="-1">
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
                    let taken = {
                        let addons = addons.clone();
                        move || session.draft.with(|draft| addons.iter().filter(|it| draft.addons.contains(&it.id)).count())
                    };
                    let of = addons.len();
                    view! {
                        <fieldset class="area" hidden=move || (!any()).then_some("")>
                            <legend>
                                {label.get(session.lang)}
                                {move || Some(taken()).filter(|taken| *taken > 0).map(|taken| format!(" · {taken}/{of}"))}
                            </legend>
                            <ul>
                                {addons.into_iter().map(|addon| view! { <Choice desk addon query obstacles project/> }).collect_view()}
                            </ul>
                        </fieldset>
                    }
                    .into_any()
                })
                .collect_view()}
        </section>
    }
}

#[component]
fn Choice(
    desk: Desk,
    addon: &'static Addon,
    query: RwSignal<String>,
    obstacles: Memo<Vec<(AddonId, Problem)>>,
    project: Memo<Stack>,
) -> impl IntoView {
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
    let against = Memo::new(move |_| {
        obstacles.with(|all| {
            let own = all.iter().filter(|(id, _)| *id == addon.id);
            let told = own.map(|(_, problem)| {
                let explanation = explain(problem, &CATALOG, session.lang);
                let because: Vec<_> = explanation.because.into_iter().map(|because| because.text).collect();
                format!("{}. {}", explanation.headline, because.join(" "))
            });
            told.collect::<Vec<_>>().join(" ")
        })
    });
    let reason = format!("against-{}", addon.id.0);
    let fits = format!("fits-{}", addon.id.0);
    view! {
        <li
            class="choice"
            class:chosen=chosen
            class:blocked=move || !against.with(String::is_empty)
            hidden=hidden
            data-peek=addon.id.0
        >
            <label>
                <input
                    type="checkbox"
                    value=addon.id.0
                    prop:checked=chosen
                    aria-describedby=format!("{fits} {reason}")
                    on:change=toggle
                />
                <Emblem addon/>
                <span class="choice-name">{addon.name}</span>
                <span class="choice-summary">{addon.summary.get(session.lang)}</span>
            </label>
            <p class="choice-fits" id=fits>{move || answer(session, addon, project.get())}</p>
            <p class="against" id=reason>{move || against.get()}</p>
            <span class="choice-tools">
                <button
                    type="button"
                    class="more"
                    id=format!("peek-{}", addon.id.0)
                    title=session.t(Say::Peek)
                    aria-label=format!("{} : {}", session.t(Say::Peek), addon.name)
                    on:click=move |_| preview::pin(desk, addon)
                >
                    "±"
                </button>
                <a class="more" href=session.href(Page::Addon(addon.id)) aria-label=format!("{} : {}", session.t(Msg::MenuBrowse), addon.name)>
                    "?"
                </a>
            </span>
            <Show when=move || chosen.get() && !addon.options.is_empty()>
                <div class="options" role="group" aria-label=addon.name>
                    {addon.options.iter().map(|option| view! { <OptionField desk addon option/> }).collect_view()}
                </div>
            </Show>
        </li>
    }
    .into_any()
}

/// Whether an add-on works with what the project is made for, with what stands against it.
fn answer(session: Session, addon: &'static Addon, project: Stack) -> impl IntoView {
    let findings = project.findings(&CATALOG, addon);
    let answer = findings.iter().map(Finding::answer).max()?;
    let against = findings.iter().filter(|finding| finding.answer() == answer && answer != catalog::Answer::Works);
    let against: Vec<String> = against.map(|finding| words::finding(finding, addon, session.lang)).collect();
    Some(view! {
        <span class=words::answer_key(answer)>
            <span aria-hidden="true">{words::answer_sign(answer)}</span>
            " "
            {session.t(words::answer_word(answer))}
        </span>
        " "
        {session.t(Say::ForThisProject)}
        {(!against.is_empty()).then(|| format!(" {}", against.join("; ")))}
    })
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
