//! All add-ons as cards, filtered by tags. The filter and the order live in the address.

use catalog::filter::{Filter, Order};
use catalog::{Addon, TagId};
use leptos::prelude::*;

use crate::{
    CATALOG, i18n,
    i18n::Msg,
    routes::{self, ORDER, Page, TAGS},
    session::Session,
    ui::{Card, Glyph, Icon},
};

/// The page of all add-ons.
#[component]
pub(crate) fn Browse() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let filter = Memo::new(move |_| session.address.with(|address| Filter::parse(&CATALOG, &address.parameter(TAGS))));
    let order = Memo::new(move |_| session.address.with(|address| Order::from_key(&address.parameter(ORDER))));
    let shown = Memo::new(move |_| {
        filter.with(|filter| {
            let mut shown: Vec<&'static Addon> =
                CATALOG.addons.iter().filter(|addon| filter.matches(&CATALOG, addon)).collect();
            order.get().sort(&mut shown);
            shown.into_iter().map(|addon| addon.id).collect::<Vec<_>>()
        })
    });
    let toggle = move |tag: TagId| {
        let mut filter = filter.get_untracked();
        filter.toggle(tag);
        show(session, &filter, order.get_untracked());
    };
    let clear = move |_| {
        show(session, &Filter::default(), order.get_untracked());
        crate::ui::focus("result-count");
    };
    let reorder = move |event| show(session, &filter.get_untracked(), Order::from_key(&event_target_value(&event)));
    view! {
        <div class="page browse">
            <header class="page-head">
                <h1 tabindex="-1">{i18n::browse_title(CATALOG.addons.len(), lang)}</h1>
                <p class="lead">
                    {session.t(Msg::BrowseLead)}
                    " "
                    <a href=session.href(Page::Compose)>{session.t(Msg::BrowseComposeLink)}</a>
                </p>
            </header>
            <div class="browse-columns">
                <Filters filter toggle/>
                <section class="results" aria-labelledby="result-count">
                    <div class="results-head">
                        <p id="result-count" tabindex="-1" role="status">
                            {move || i18n::addons(shown.with(Vec::len), lang)}
                        </p>
                        <ul class="chips">
                            {move || filter.with(|filter| filter
                                .tags
                                .iter()
                                .filter_map(|tag| CATALOG.tag(tag.0))
                                .map(|tag| view! {
                                    <li>
                                        <button
                                            type="button"
                                            aria-label=format!("{} {}", session.t(Msg::RemoveTag), tag.label.get(lang))
                                            on:click=move |_| {
                                                toggle(tag.id);
                                                crate::ui::focus("result-count");
                                            }
                                        >
                                            {tag.label.get(lang)}
                                            <Icon glyph=Glyph::Cross/>
                                        </button>
                                    </li>
                                })
                                .collect_view())}
                        </ul>
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
                        <div class="empty">
                            <p><strong>{session.t(Msg::NothingMatches)}</strong></p>
                            <p>{session.t(Msg::NothingMatchesHint)}</p>
                            <ul class="chips">
                                {move || wider(&filter.get())
                                    .into_iter()
                                    .map(|(tag, count)| view! {
                                        <li>
                                            <button type="button" on:click=move |_| toggle(tag.id)>
                                                {tag.label.get(lang)}
                                                <Icon glyph=Glyph::Cross/>
                                                <span class="count">{i18n::addons(count, lang)}</span>
                                            </button>
                                        </li>
                                    })
                                    .collect_view()}
                            </ul>
                        </div>
                    </Show>
                    <ul class="cards">
                        <For each=move || shown.get() key=|id| id.0 let:id>
                            {CATALOG.addon(id.0).map(|addon| view! { <li><Card addon/></li> })}
                        </For>
                    </ul>
                </section>
            </div>
        </div>
    }
}

#[component]
fn Filters(filter: Memo<Filter>, toggle: impl Fn(TagId) + Copy + Send + Sync + 'static) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let groups = CATALOG.tag_groups.iter().map(|group| {
        let tags = group.tags.iter().map(|tag| {
            let chosen = move || filter.with(|filter| filter.tags.contains(&tag.id));
            let count = move || filter.with(|filter| filter.count(&CATALOG, tag.id));
            view! {
                <li>
                    <label class="tag-choice" class:zero={move || count() == 0}>
                        <input
                            type="checkbox"
                            name=TAGS
                            value=tag.id.0
                            prop:checked=chosen
                            disabled=move || count() == 0 && !chosen()
                            on:change=move |_| toggle(tag.id)
                        />
                        <span>{tag.label.get(lang)}</span>
                        " "
                        <span class="count">{count}</span>
                    </label>
                </li>
            }
        });
        view! {
            <fieldset>
                <legend>{group.label.get(lang)}</legend>
                <ul>{tags.collect_view()}</ul>
            </fieldset>
        }
    });
    view! {
        <details class="filters">
            <summary>
                {session.t(Msg::Filters)}
                " "
                <span class="count" class:none=move || filter.with(Filter::is_empty)>
                    {move || filter.with(|filter| filter.tags.len())}
                </span>
            </summary>
            {groups.collect_view()}
        </details>
    }
}

const fn order_name(order: Order) -> Msg {
    match order {
        Order::Name => Msg::OrderName,
        Order::Status => Msg::OrderStatus,
        Order::Footprint => Msg::OrderFootprint,
    }
}

/// The tags whose removal would show something again, with how much.
fn wider(filter: &Filter) -> Vec<(&'static catalog::Tag, usize)> {
    let without = |tag: &TagId| {
        let mut wider = filter.clone();
        wider.toggle(*tag);
        let count = CATALOG.addons.iter().filter(|addon| wider.matches(&CATALOG, addon)).count();
        CATALOG.tag(tag.0).map(|tag| (tag, count)).filter(|(_, count)| *count > 0)
    };
    filter.tags.iter().filter_map(without).collect()
}

#[cfg(feature = "browser")]
fn show(session: Session, filter: &Filter, order: Order) {
    use crate::{navigation, routes::Address};
    let order = if order == Order::default() { "" } else { order.key() };
    let query = routes::query(&[(TAGS, filter.text()), (ORDER, order.to_owned())]);
    let address = Address { query, ..Address::of(Page::Browse) };
    navigation::go(session, address, navigation::Visit::Push);
}

#[cfg(not(feature = "browser"))]
fn show(_: Session, filter: &Filter, order: Order) {
    let _ = routes::query(&[(TAGS, filter.text()), (ORDER, order.key().to_owned())]);
}
