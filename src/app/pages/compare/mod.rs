//! Two to four add-ons side by side. Which ones, the address says.

mod near;
mod table;

use catalog::{Addon, Stack};
use leptos::{ev, prelude::*};

use self::table::{Cell, Row, markdown, rows};
use crate::{
    CATALOG, download,
    i18n::{Msg, side_by_side::Side, stack::Fit},
    routes::Page,
    session::Session,
    side_by_side::{self, MOST},
    ui::{Emblem, Glyph, Icon, MyStack},
};

/// The page.
#[component]
pub(crate) fn Compare() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let slugs = Memo::new(move |_| {
        session.address.with(|address| side_by_side::of(address).into_iter().map(|addon| addon.id).collect::<Vec<_>>())
    });
    let addons =
        move || slugs.with(|slugs| slugs.iter().filter_map(|id| CATALOG.addon(id.0)).collect::<Vec<&'static Addon>>());
    let only_differences = RwSignal::new(false);
    let copy = move |_| {
        let addons = addons();
        let text = markdown(&addons, &rows(&addons, &session.stack_untracked(), lang), lang);
        leptos::task::spawn_local(async move {
            let copied = download::copy(&text).await;
            session.say(
                if copied { session.t(Side::MarkdownCopied) } else { session.t(Msg::CopyFailed) }.to_owned(),
                None,
            );
        });
    };
    view! {
        <div class="page compare">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Fit::CompareTitle)}</h1>
                <p class="lead">
                    {session.t(Fit::CompareLead)}
                    " "
                    <a href=session.href(Page::Relations)>{session.t(Fit::MapLink)}</a>
                </p>
                <MyStack/>
            </header>
            <Picker/>
            <Show when=move || { slugs.with(Vec::len) > 1 }>
                <div class="sides-tools">
                    <label class="tag-choice">
                        <input
                            type="checkbox"
                            prop:checked=only_differences
                            on:change=move |event| only_differences.set(event_target_checked(&event))
                        />
                        {session.t(Side::OnlyDifferences)}
                    </label>
                    <button type="button" class="button" on:click=move |_| session.share()>
                        <Icon glyph=Glyph::Link/>
                        {session.t(Msg::ShareLink)}
                    </button>
                    <button type="button" class="button" on:click=copy>
                        <Icon glyph=Glyph::Copy/>
                        {session.t(Side::Markdown)}
                    </button>
                </div>
            </Show>
            <Show when=move || !slugs.with(Vec::is_empty)>
                {move || view! { <Sides addons=addons() stack=session.stack() only_differences/> }}
            </Show>
            {move || match addons()[..] {
                [] => view! { <Sets/> }.into_any(),
                [only] => view! { <Near addon=only/> }.into_any(),
                _ => ().into_any(),
            }}
        </div>
    }
}

/// Where one more is chosen.
#[component]
fn Picker() -> impl IntoView {
    let session = Session::get();
    let full = move || session.address.with(|address| side_by_side::of(address).len() >= MOST);
    let picked = RwSignal::new(String::new());
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(addon) = CATALOG.addon(&picked.get_untracked()) {
            if !side_by_side::holds(session, addon.id) {
                side_by_side::toggle(session, addon);
            }
            picked.set(String::new());
        }
    };
    let option = move |addon: &'static Addon| {
        let taken = move || side_by_side::holds(session, addon.id);
        view! { <option value=addon.id.0 disabled=taken>{addon.name}</option> }
    };
    view! {
        <form class="picker needs-app" on:submit=add>
            <label>
                <span>{session.t(Side::Pick)}</span>
                <select
                    disabled=full
                    prop:value=move || picked.get()
                    on:change=move |event| picked.set(event_target_value(&event))
                >
                    <option value="">{session.t(Side::PickNone)}</option>
                    {CATALOG.addons.iter().map(option).collect_view()}
                </select>
            </label>
            <button type="submit" class="button" disabled=full>
                <Icon glyph=Glyph::Plus/>
                {session.t(Side::Add)}
            </button>
            <p class="hint" role="status">{move || full().then(|| session.t(Side::Full))}</p>
        </form>
    }
}

/// The table.
#[component]
fn Sides(addons: Vec<&'static Addon>, stack: Stack, only_differences: RwSignal<bool>) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let all = rows(&addons, &stack, lang);
    let head = |addon: &'static Addon| {
        let take_away = move |_| {
            side_by_side::toggle(session, addon);
            crate::ui::focus_main();
        };
        view! {
            <th scope="col">
                <div class="side-head">
                    <Emblem addon/>
                    <a href=session.href(Page::Addon(addon.id))>{addon.name}</a>
                    <button
                        type="button"
                        class="tool"
                        aria-label=format!("{} : {}", session.t(Side::TakeAway), addon.name)
                        title=session.t(Side::TakeAway)
                        on:click=take_away
                    >
                        <Icon glyph=Glyph::Cross/>
                    </button>
                </div>
            </th>
        }
    };
    let line = move |row: Row| {
        let differs = row.differs();
        let hidden = move || (only_differences.get() && !differs).then_some("");
        view! {
            <tr class:differs=differs hidden=hidden>
                <th scope="row">
                    {row.label}
                    {differs.then(|| view! {
                        <span class="differs-sign" title=session.t(Side::Differs)>
                            <span aria-hidden="true">" ≠"</span>
                            <span class="visually-hidden">" (" {session.t(Side::Differs)} ")"</span>
                        </span>
                    })}
                </th>
                {row.cells.into_iter().map(|cell| view! { <td>{shown(cell)}</td> }).collect_view()}
                <td class="without">{row.without.into_iter().map(shown).collect_view()}</td>
            </tr>
        }
    };
    view! {
        <div class="sides" role="region" aria-label=session.t(Fit::CompareTitle) tabindex="0">
            <table>
                <thead>
                    <tr>
                        <td></td>
                        {addons.iter().copied().map(head).collect_view()}
                        <th scope="col" class="without">{session.t(Side::Without)}</th>
                    </tr>
                </thead>
                <tbody>{all.into_iter().map(line).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn shown(cell: Cell) -> impl IntoView {
    view! {
        {(!cell.text.is_empty()).then(|| view! { <p>{cell.text}</p> })}
        {(!cell.note.is_empty()).then(|| view! { <p><small>{cell.note}</small></p> })}
        {cell
            .links
            .into_iter()
            .map(|(name, url)| view! { <p><a href=url rel="external noopener">{name}</a></p> })
            .collect_view()}
    }
}

/// Where a comparison is, with all else that the address says.
fn beside(session: Session, addons: Vec<&'static Addon>) -> impl Fn() -> String {
    move || {
        let page = session.address.with(|address| side_by_side::with(address, &addons));
        session.root.with_value(|root| page.href(root, session.lang))
    }
}

/// Comparisons to start from.
#[component]
fn Sets() -> impl IntoView {
    let session = Session::get();
    let set = move |addons: Vec<&'static Addon>| {
        let names: Vec<&str> = addons.iter().map(|addon| addon.name).collect();
        view! {
            <li>
                <a class="set" href=beside(session, addons.clone())>
                    <span class="preset-emblems">{addons.iter().copied().map(|addon| view! { <Emblem addon/> }).collect_view()}</span>
                    {names.join(" · ")}
                </a>
            </li>
        }
    };
    view! {
        <div class="empty">
            <p><strong>{session.t(Side::Empty)}</strong></p>
            <p>{session.t(Side::EmptyHint)}</p>
            <ul class="sets">{near::sets().into_iter().map(set).collect_view()}</ul>
        </div>
    }
}

/// What stands near to a single one.
#[component]
fn Near(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let one = move |other: &'static Addon| {
        view! {
            <li>
                <a class="button" href=beside(session, vec![addon, other])>
                    <Icon glyph=Glyph::Plus/>
                    {other.name}
                </a>
            </li>
        }
    };
    view! {
        <div class="empty">
            <p>{session.t(Side::OneHint)}</p>
            <ul class="chips">{near::near(addon).into_iter().map(one).collect_view()}</ul>
        </div>
    }
}
