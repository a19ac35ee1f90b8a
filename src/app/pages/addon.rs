//! One add-on: its chapters as tabs, the first of which opens with the facts that decide.
//!
//! The tabs are links with the roles of the ARIA tabs pattern. All panels are in the page: hidden ones with
//! `hidden="until-found"`, so that the browser's own search opens the right tab, and print shows them all.

use catalog::{Addon, Lang, Tab};
use leptos::{ev, prelude::*};

use crate::{
    CATALOG, footprint, i18n,
    i18n::{Msg, stack::Fit},
    prose,
    routes::{Address, Page},
    session::Session,
    side_by_side,
    ui::{Adopt, DjangoMark, Emblem, Fits, Glyph, Icon, Star, Status},
};

/// The page of an add-on.
#[component]
pub(crate) fn AddonPage(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let first = addon.tabs.first().map_or("", |tab| tab.key);
    prose::ask(session, addon);
    let compare = session.root.with_value(|root| side_by_side::page(&[addon]).href(root, lang));
    // A fragment that is neither a tab nor a heading leaves the open tab as it is.
    let current = Memo::new(move |before: Option<&&'static str>| {
        let fragment = session.address.with(|address| address.fragment.clone());
        match addon.tab_of_anchor(&fragment) {
            Some(tab) => tab.key,
            None if fragment.is_empty() => first,
            None => before.copied().unwrap_or(first),
        }
    });
    view! {
        <article class="page addon">
            <header class="page-head addon-head">
                <Emblem addon/>
                <div>
                    <h1 tabindex="-1">{addon.name}</h1>
                    <p class="lead">{addon.summary.get(lang)}</p>
                </div>
                <div class="addon-actions">
                    <Star addon/>
                    <Adopt addon worded=true/>
                    <a class="button" href=compare>{session.t(Fit::Compare)}</a>
                </div>
            </header>
            <TabList addon current/>
            <Show when=move || session.prose.with(|prose| prose.is_missing(addon.id))>
                <p class="notice warning" role="alert">
                    <span>{session.t(Msg::ProseMissing)}</span>
                    <button type="button" on:click=move |_| prose::ask(session, addon)>{session.t(Msg::TryAgain)}</button>
                </p>
            </Show>
            {addon.tabs.iter().map(|tab| view! { <Panel addon tab current/> }).collect_view()}
            <Neighbours addon/>
        </article>
    }
}

#[component]
pub(super) fn Facts(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let versions = &addon.versions;
    let cost = &addon.footprint;
    let services =
        if cost.services.is_empty() { session.t(Msg::FactNoService).to_owned() } else { cost.services.join(", ") };
    view! {
        <section class="facts" aria-label=session.t(Msg::Facts)>
            <dl>
                <Show when=move || !session.stack().is_empty()>
                    <div class="own">
                        <dt>{session.t(Fit::YourStack)}</dt>
                        <dd><Fits addon stack=Signal::derive(move || session.stack())/></dd>
                    </div>
                </Show>
                <div>
                    <dt>{session.t(Msg::FactDjango)}</dt>
                    <dd>
                        {CATALOG
                            .series
                            .iter()
                            .map(|series| view! { <DjangoMark addon name=series.name/> " " })
                            .collect_view()}
                        <small>
                            {if versions.django.is_empty() {
                                session.t(Msg::NoDeclaration).to_owned()
                            } else {
                                format!("{} {}", session.t(Msg::Declared), span(versions.django))
                            }}
                        </small>
                    </dd>
                </div>
                <div>
                    <dt>{session.t(Msg::FactVersion)}</dt>
                    <dd>{versions.pinned} " " <small>{versions.released}</small></dd>
                </div>
                <div>
                    <dt>{session.t(Msg::FactPython)}</dt>
                    <dd>{versions.python}</dd>
                </div>
                <div>
                    <dt>{session.t(Msg::FactStatus)}</dt>
                    <dd>
                        <Status addon/>
                        " "
                        <small>{addon.status.reason.get(lang)}</small>
                    </dd>
                </div>
                <div>
                    <dt>{session.t(Msg::FactOwner)}</dt>
                    <dd>{addon.status.owner.get(lang)} " " <small>{addon.licence}</small></dd>
                </div>
                <div>
                    <dt>{session.t(Msg::FactServices)}</dt>
                    <dd>{services} " · " {i18n::minutes(cost.minutes)}</dd>
                </div>
                {cost
                    .measured
                    .as_ref()
                    .map(|measured| {
                        view! {
                            <div>
                                <dt>{session.t(Msg::FactBrings)}</dt>
                                <dd>{footprint::words(measured, lang)}</dd>
                            </div>
                        }
                    })}
                <div>
                    <dt>{session.t(Msg::FactAsync)}</dt>
                    <dd>{i18n::async_support(cost.asynchronous, lang)}</dd>
                </div>
                <div>
                    <dt>{session.t(Msg::FactExit)}</dt>
                    <dd>
                        {i18n::exit_grade(cost.exit, lang)}
                        " "
                        <small>{cost.exit_reason.get(lang)}</small>
                    </dd>
                </div>
            </dl>
            <p class="outward">
                <a href=addon.links.docs rel="external noopener">{session.t(Msg::Documentation)}</a>
                " · "
                <a href=addon.links.repository rel="external noopener">{session.t(Msg::Repository)}</a>
                " · "
                <a href=addon.links.changelog rel="external noopener">{session.t(Msg::Changelog)}</a>
                " · "
                <span class="checked">{session.t(Msg::Checked)} " " {addon.status.checked}</span>
            </p>
        </section>
    }
}

#[component]
pub(super) fn TabList(addon: &'static Addon, current: Memo<&'static str>) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    // With the stack that a link has brought.
    let address = move |tab: &Tab| {
        let here = session.address.get();
        let address = Address { page: Page::Addon(addon.id), fragment: tab.key.to_owned(), ..here };
        session.root.with_value(|root| address.href(root, lang))
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let count = addon.tabs.len();
        let at = addon.tabs.iter().position(|tab| tab.key == current.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        walk_to(session, addon.tabs[to].key);
        focus_tab(addon.tabs[to].key);
    };
    view! {
        <nav class="tab-bar" aria-label=session.t(Msg::TabsLabel)>
            <div role="tablist" aria-label=session.t(Msg::TabsLabel) on:keydown=on_key>
                {addon
                    .tabs
                    .iter()
                    .map(|tab| {
                        let chosen = move || current.get() == tab.key;
                        view! {
                            <a
                                role="tab"
                                id=format!("tab-{}", tab.key)
                                href=move || address(tab)
                                aria-controls=tab.key
                                aria-selected=move || chosen().to_string()
                                tabindex=move || if chosen() { "0" } else { "-1" }
                            >
                                {tab.title.get(lang)}
                            </a>
                        }
                    })
                    .collect_view()}
            </div>
        </nav>
    }
}

#[component]
fn Panel(addon: &'static Addon, tab: &'static Tab, current: Memo<&'static str>) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let hidden = move || (current.get() != tab.key).then_some("until-found");
    // The browser's own search found text in a hidden panel.
    let on_match = move |_: web_sys::Event| found(session, tab.key);
    // Between marks, so that the app finds it when it reads the page.
    let prose = move || match session.prose.with(|prose| prose.of(addon, tab, lang)) {
        Some(html) => {
            let (before, after) = prose::marks(tab.key);
            format!("{before}{}{after}", html.0)
        }
        None => String::new(),
    };
    let headings: Vec<_> = tab.headings.iter().filter(|heading| heading.level == 3).collect();
    view! {
        <section
            class="panel"
            role="tabpanel"
            id=tab.key
            aria-labelledby=format!("tab-{}", tab.key)
            tabindex="-1"
            hidden=hidden
            on:beforematch=on_match
        >
            <h2 class="panel-title">{tab.title.get(lang)}</h2>
            {addon.tabs.first().is_some_and(|first| first.key == tab.key).then(|| view! { <Facts addon/> })}
            <div class="panel-columns">
                <div class="prose" inner_html=prose></div>
                {(headings.len() > 2).then(|| view! {
                    <nav class="outline" aria-label=format!("{} : {}", session.t(Msg::OnThisPage), tab.title.get(lang))>
                        <p>{session.t(Msg::OnThisPage)}</p>
                        <ul>
                            {headings
                                .into_iter()
                                .map(|heading| view! {
                                    <li>
                                        <a href=format!("#{}", heading.anchor) lang=heading.foreign_lang(lang).map(Lang::code)>
                                            {heading.title.get(lang)}
                                        </a>
                                    </li>
                                })
                                .collect_view()}
                        </ul>
                    </nav>
                })}
            </div>
        </section>
    }
}

#[component]
fn Neighbours(addon: &'static Addon) -> impl IntoView {
    let session = Session::get();
    let at = CATALOG.addons.iter().position(|other| other.id == addon.id).unwrap_or(0);
    let before = at.checked_sub(1).and_then(|at| CATALOG.addons.get(at));
    let after = CATALOG.addons.get(at + 1);
    view! {
        <nav class="neighbours" aria-label=format!("{}, {}", session.t(Msg::Previous), session.t(Msg::Next))>
            {before.map(|other| view! {
                <a rel="prev" href=session.href(Page::Addon(other.id))>
                    <Icon glyph=Glyph::Left/>
                    <span><small>{session.t(Msg::Previous)}</small> {other.name}</span>
                </a>
            })}
            {after.map(|other| view! {
                <a rel="next" href=session.href(Page::Addon(other.id))>
                    <span><small>{session.t(Msg::Next)}</small> {other.name}</span>
                    <Icon glyph=Glyph::Right/>
                </a>
            })}
        </nav>
    }
}

/// `4.2 – 6.1`, or the one there is.
fn span(series: &[&str]) -> String {
    match series {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first} – {last}"),
    }
}

/// Opens the tab that a key has reached, in place of the one before: a walk along the tabs would fill the history.
#[cfg(feature = "browser")]
fn walk_to(session: Session, key: &'static str) {
    found(session, key);
    crate::navigation::reveal(key.to_owned());
}

#[cfg(not(feature = "browser"))]
fn walk_to(_: Session, _: &'static str) {}

/// Opens the tab that the browser's own search has shown.
#[cfg(feature = "browser")]
fn found(session: Session, key: &'static str) {
    use crate::navigation;
    let mut address = session.address.get_untracked();
    address.fragment = key.to_owned();
    navigation::go(session, address, navigation::Visit::Replace);
}

#[cfg(not(feature = "browser"))]
fn found(_: Session, _: &'static str) {}

fn focus_tab(key: &'static str) {
    request_animation_frame(move || {
        let tab = document().get_element_by_id(&format!("tab-{key}"));
        if let Some(tab) = tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(tab).ok()) {
            let _ = tab.focus();
        }
    });
}
