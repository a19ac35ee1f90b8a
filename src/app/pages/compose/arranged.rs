//! What the composer arranges between the chosen add-ons, each with its reason.

use composer::{Arranged, Arrangement, arrangements};
use leptos::prelude::*;

use super::{
    Desk,
    why::{party, short, source},
};
use crate::{
    CATALOG,
    i18n::{Msg, compose::Say},
    routes::ARRANGED,
};

/// Up to how many are shown without being asked for.
const AT_ONCE: usize = 8;

/// The list, where anything is arranged.
#[component]
pub(super) fn ArrangedList(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let found = Memo::new(move |_| session.draft.with(|draft| arrangements(&CATALOG, draft)));
    let list = move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <details class="arranged-list" id=ARRANGED open={found.len() <= AT_ONCE}>
                    <summary>{session.t(Say::ArrangedTitle)} " " <span class="count">{found.len()}</span></summary>
                    <ul>{found.iter().map(|one| item(desk, one)).collect_view()}</ul>
                </details>
            }
        })
    };
    view! { <div class="arranged-place">{list}</div> }
}

fn item(desk: Desk, one: &Arrangement) -> AnyView {
    let session = desk.session;
    let does = match one.what {
        Arranged::Added => session.t(Say::ArrangedAdded).into_any(),
        Arranged::LeftOut => session.t(Say::ArrangedLeftOut).into_any(),
        Arranged::Asked => session.t(Say::ArrangedAsked).into_any(),
        Arranged::Elected => session.t(Say::ArrangedElected).into_any(),
        Arranged::Order(first, then) => view! {
            <code title=first>{short(first)}</code>
            " "
            {session.t(Msg::Before)}
            " "
            <code title=then>{short(then)}</code>
        }
        .into_any(),
    };
    view! {
        <li>
            <strong>{party(session, Some(one.by))}</strong>
            " "
            {session.t(Say::ArrangedBeside)}
            " "
            <strong>{party(session, Some(one.with))}</strong>
            " — "
            {does}
            <span class="hint">{one.because.get(session.lang)} {source(session, one.source)}</span>
        </li>
    }
    .into_any()
}
