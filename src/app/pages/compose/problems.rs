//! What is wrong with the selection, in one list: cause, parties, source, and changes that are one click away.

use composer::{Problem, Severity, explain};
use leptos::prelude::*;

use super::Desk;
use crate::{
    CATALOG,
    i18n::Msg,
    ui::{Glyph, Icon},
};

/// The list of problems.
#[component]
pub(super) fn Problems(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let problems = Memo::new(move |_| desk.composition.with(|composition| composition.problems.clone()));
    let none = move || problems.with(Vec::is_empty) && session.draft.with(|draft| !draft.addons.is_empty());
    view! {
        <section class="problems" aria-labelledby="problems-title">
            <h2 class="visually-hidden" id="problems-title" tabindex="-1">{session.t(Msg::Problems)}</h2>
            <div role="status">
                <Show when=none>
                    <p class="fine"><Icon glyph=Glyph::Check/> {session.t(Msg::NoProblems)}</p>
                </Show>
            </div>
            <ul>
                {move || problems
                    .get()
                    .iter()
                    .map(|problem| view! { <Item desk problem=problem.clone()/> })
                    .collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Item(desk: Desk, problem: Problem) -> impl IntoView {
    let session = desk.session;
    let explanation = explain(&problem, &CATALOG, session.lang);
    let severity = problem.severity();
    let class = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let reasons = explanation.because.into_iter().map(|because| {
        view! {
            <p>
                {because.text}
                " "
                {(!because.source.is_empty()).then(|| view! {
                    <a href=because.source rel="external noopener">{session.t(Msg::Source)}</a>
                })}
            </p>
        }
    });
    let hints = explanation.hints.into_iter().map(|hint| match hint.change {
        None => view! { <li>{hint.text}</li> }.into_any(),
        Some(change) => view! {
            <li>
                <button
                    type="button"
                    on:click=move |_| {
                        let change = change.clone();
                        desk.edit_undoably(session.t(Msg::Applied), move |catalog, draft| {
                            change.apply(catalog, draft);
                        });
                    }
                >
                    {hint.text}
                </button>
            </li>
        }
        .into_any(),
    });
    view! {
        <li class=format!("problem {class}")>
            <details open={severity == Severity::Error}>
                <summary>{explanation.headline}</summary>
                {reasons.collect_view()}
                <ul class="hints">{hints.collect_view()}</ul>
            </details>
        </li>
    }
}
