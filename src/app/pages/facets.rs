//! What the list of add-ons is filtered by: every choice with what it would show, and the chosen ones to take away.

use catalog::filter::{self, Choice, Filter};
use leptos::prelude::*;

use crate::{
    CATALOG, i18n,
    i18n::{Msg, stack},
    session::Session,
    ui::{Glyph, Icon},
};

/// What a choice does when it is made or taken back.
pub(super) type Toggle = Callback<Choice>;

/// All groups of choices with live counts.
#[component]
pub(super) fn Facets(filter: Memo<Filter>, toggle: Toggle) -> impl IntoView {
    let session = Session::get();
    let counts = Memo::new(move |_| filter.with(|filter| filter.counts(&CATALOG, &session.stack())));
    // Whether the stack is asked about changes the groups; what it is only changes the counts.
    let groups = Memo::new(move |_| filter::groups(&CATALOG, &session.stack()));
    let fieldsets = move || {
        let fieldsets = groups.get().into_iter().map(|group| {
            let choices = group.choices.into_iter().map(|choice| choice_row(session, filter, counts, choice, toggle));
            let label = group
                .label
                .map_or_else(|| stack::group_label(group.key, session.lang), |label| label.get(session.lang));
            view! {
                <fieldset data-group=group.key>
                    <legend>{label}</legend>
                    <ul>{choices.collect_view()}</ul>
                </fieldset>
            }
        });
        fieldsets.collect_view()
    };
    view! {
        <details class="filters">
            <summary>
                {session.t(Msg::Filters)}
                " "
                <span class="count" class:none=move || filter.with(Filter::is_empty)>
                    {move || filter.with(|filter| filter.chosen.len())}
                </span>
            </summary>
            {fieldsets}
        </details>
    }
}

fn choice_row(
    session: Session,
    filter: Memo<Filter>,
    counts: Memo<Vec<(Choice, usize)>>,
    choice: Choice,
    toggle: Toggle,
) -> impl IntoView {
    let chosen = move || filter.with(|filter| filter.chosen.contains(&choice));
    let count =
        move || counts.with(|counts| counts.iter().find(|(one, _)| *one == choice).map_or(0, |(_, count)| *count));
    view! {
        <li>
            <label class="tag-choice" class:zero={move || count() == 0}>
                <input
                    type="checkbox"
                    value=choice.key()
                    prop:checked=chosen
                    disabled=move || count() == 0 && !chosen()
                    on:change=move |_| toggle.run(choice)
                />
                <span>{stack::choice_label(choice, session.lang)}</span>
                " "
                <span class="count">{count}</span>
            </label>
        </li>
    }
}

/// The chosen ones, each to be taken away.
#[component]
pub(super) fn Chosen(filter: Memo<Filter>, toggle: Toggle) -> impl IntoView {
    let session = Session::get();
    let chip = move |choice: Choice| {
        let label = stack::choice_label(choice, session.lang);
        view! {
            <li>
                <button
                    type="button"
                    aria-label=format!("{} {label}", session.t(Msg::RemoveTag))
                    on:click=move |_| {
                        toggle.run(choice);
                        crate::ui::focus("result-count");
                    }
                >
                    {label}
                    <Icon glyph=Glyph::Cross/>
                </button>
            </li>
        }
    };
    view! {
        <ul class="chips">{move || filter.with(|filter| filter.chosen.iter().copied().map(chip).collect_view())}</ul>
    }
}

/// What is said where nothing is left: the choices whose removal would show something again, with how much.
#[component]
pub(super) fn Wider(filter: Memo<Filter>, toggle: Toggle) -> impl IntoView {
    let session = Session::get();
    let wider = move || {
        let own = session.stack();
        let filter = filter.get();
        let chips = filter.chosen.iter().copied().filter_map(|choice| {
            let mut wider = filter.clone();
            wider.toggle(choice);
            let count = wider.shown(&CATALOG, &own).len();
            (count > 0).then(|| {
                view! {
                    <li>
                        <button type="button" on:click=move |_| toggle.run(choice)>
                            {stack::choice_label(choice, session.lang)}
                            <Icon glyph=Glyph::Cross/>
                            <span class="count">{i18n::addons(count, session.lang)}</span>
                        </button>
                    </li>
                }
            })
        });
        chips.collect_view()
    };
    view! {
        <div class="empty">
            <p><strong>{session.t(Msg::NothingMatches)}</strong></p>
            <p>{session.t(Msg::NothingMatchesHint)}</p>
            <ul class="chips">{wider}</ul>
        </div>
    }
}
