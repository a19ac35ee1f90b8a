//! All add-ons as cards, filtered by what they are. The filter, the order and what is gathered to be compared live in the
//! address.

use catalog::filter::{Choice, Filter, Order};
use leptos::prelude::*;

use super::facets::{Chosen, Facets, Toggle, Wider};
use crate::{
    CATALOG, i18n,
    i18n::Msg,
    routes::{ORDER, Page},
    session::Session,
    ui::{Card, Gathered, MyStack},
};

/// The page of all add-ons.
#[component]
pub(crate) fn Browse() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let filter = Memo::new(move |_| {
        let mut filter = session.address.with(|address| Filter::parse(&CATALOG, |name| address.parameter(name)));
        // What has not been said is not asked about, whatever a link says.
        if session.stack().is_empty() {
            filter.chosen.retain(|choice| !matches!(choice, Choice::Fits(_)));
        }
        filter
    });
    let order = Memo::new(move |_| session.address.with(|address| Order::from_key(&address.parameter(ORDER))));
    let shown = Memo::new(move |_| {
        let mut shown = filter.with(|filter| filter.shown(&CATALOG, &session.stack()));
        order.get().sort(&mut shown);
        shown.into_iter().map(|addon| addon.id).collect::<Vec<_>>()
    });
    let toggle: Toggle = Callback::new(move |choice: Choice| {
        let mut filter = filter.get_untracked();
        filter.toggle(choice);
        show(session, &filter);
    });
    let clear = move |_| {
        show(session, &Filter::default());
        crate::ui::focus("result-count");
    };
    let reorder = move |event| {
        let order = Order::from_key(&event_target_value(&event));
        let key = if order == Order::default() { "" } else { order.key() };
        visit(session, &[(ORDER, key.to_owned())]);
    };
    view! {
        <div class="page browse">
            <header class="page-head">
                <h1 tabindex="-1">{i18n::browse_title(CATALOG.addons.len(), lang)}</h1>
                <p class="lead">
                    {session.t(Msg::BrowseLead)}
                    " "
                    <a href=session.href(Page::Compose)>{session.t(Msg::BrowseComposeLink)}</a>
                </p>
                <MyStack/>
            </header>
            <div class="browse-columns">
                <Facets filter toggle/>
                <section class="results" aria-labelledby="result-count">
                    <div class="results-head">
                        <p id="result-count" tabindex="-1" role="status">
                            {move || i18n::addons(shown.with(Vec::len), lang)}
                        </p>
                        <Chosen filter toggle/>
                        <Show when=move || { !filter.with(Filter::is_empty) }>
                            <button type="button" class="quiet" on:click=clear>{session.t(Msg::ClearFilters)}</button>
                        </Show>
                        <label class="order">
                            {session.t(Msg::OrderLabel)}
                            " "
                            <select on:change=reorder prop:value=move || order.get().key()>
                                {Order::ALL
                                    .into_iter()
                                    .map(|order| view! {
                                        <option value=order.key()>{session.t(order_name(order))}</option>
                                    })
                                    .collect_view()}
                            </select>
                        </label>
                    </div>
                    <Show when=move || shown.with(Vec::is_empty)>
                        <Wider filter toggle/>
                    </Show>
                    <ul class="cards">
                        <For each=move || shown.get() key=|id| id.0 let:id>
                            {CATALOG.addon(id.0).map(|addon| view! { <li><Card addon comparable=true/></li> })}
                        </For>
                    </ul>
                    <Gathered/>
                </section>
            </div>
        </div>
    }
}

const fn order_name(order: Order) -> Msg {
    match order {
        Order::Name => Msg::OrderName,
        Order::Status => Msg::OrderStatus,
        Order::Footprint => Msg::OrderFootprint,
    }
}

/// Shows what a filter lets through.
fn show(session: Session, filter: &Filter) {
    visit(session, &filter.parameters());
}

#[cfg(feature = "browser")]
fn visit(session: Session, parameters: &[(&str, String)]) {
    use crate::navigation;
    let address = session.address.get_untracked().with(parameters);
    navigation::go(session, address, navigation::Visit::Push);
}

#[cfg(not(feature = "browser"))]
fn visit(session: Session, parameters: &[(&str, String)]) {
    session.stay(session.address.get_untracked().with(parameters));
}
