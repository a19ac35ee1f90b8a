//! MIDDLEWARE as a picture: the way of a request down to the view and of the response back up, each stop with its add-on
//! and the rules that fixed its place. The picture is a list with lines drawn beside it, so it is read out as one.

use catalog::{AddonId, Scope};
use composer::{Claim, Origin};
use leptos::prelude::*;

use super::{
    Desk,
    why::{party, place, short, source},
};
use crate::{CATALOG, i18n::compose::Say, routes::Page, ui::Emblem};

/// The list that requests go through.
const LIST: &str = "MIDDLEWARE";

/// The way of a request.
#[component]
pub(super) fn Chain(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let stops = move || {
        desk.composition.with(|composition| {
            let list = composition.lists.iter().find(|list| list.name == LIST);
            let entries = list.map(|list| list.entries.iter());
            let stops = entries.into_iter().flatten();
            stops.map(|(value, scope, origins)| stop(desk, value, *scope, origins)).collect_view()
        })
    };
    view! {
        <section class="chain" aria-label=session.t(Say::FormPath)>
            <p class="hint">{session.t(Say::PathLead)}</p>
            <p class="chain-end" aria-hidden="true">
                <span class="down">{session.t(Say::PathRequest)} " ↓"</span>
                <span class="up">"↑ " {session.t(Say::PathResponse)}</span>
            </p>
            <div class="chain-way">
                <ol>{stops}</ol>
                <p class="chain-view">{session.t(Say::PathView)}</p>
            </div>
        </section>
    }
    .into_any()
}

fn stop(desk: Desk, value: &'static str, scope: Scope, origins: &[Origin]) -> AnyView {
    let session = desk.session;
    let by: Vec<AddonId> = origins.iter().filter_map(|origin| origin.by).collect();
    let addon = by.first().and_then(|id| CATALOG.addon(id.0));
    let limited = match scope {
        Scope::Always => None,
        Scope::Development => Some(Say::PathDevelopment),
        Scope::Production => Some(Say::PathProduction),
    };
    let because: Vec<_> = origins
        .iter()
        .filter(|origin| !origin.because.get(session.lang).is_empty())
        .map(|origin| view! { <p>{origin.because.get(session.lang)} {source(session, origin.source)}</p> }.into_any())
        .collect();
    // What others ask about this stop is told at theirs.
    let own =
        |origin: &Origin| origin.placed_by.iter().filter(|claim| claim.by == origin.by).copied().collect::<Vec<_>>();
    let rules: Vec<Claim> = origins.iter().filter(|origin| origin.by.is_some()).flat_map(own).collect();
    let rules: Vec<_> = rules.iter().map(|claim| place(session, value, claim)).collect();
    let name = match addon {
        Some(addon) => view! { <a href=session.href(Page::Addon(addon.id))>{addon.name}</a> }.into_any(),
        None => party(session, None).into_any(),
    };
    view! {
        <li class="stop" class:own=addon.is_some()>
            <div class="stop-head">
                {match addon {
                    Some(addon) => view! { <Emblem addon/> }.into_any(),
                    None => view! { <span class="stop-dot" aria-hidden="true"></span> }.into_any(),
                }}
                <span class="stop-name">
                    <code title=value>{short(value)}</code>
                    <span class="stop-by">
                        {name}
                        {limited.map(|limited| view! { " · " {session.t(limited)} })}
                    </span>
                </span>
            </div>
            {(addon.is_some()).then(|| view! {
                <div class="stop-why">{because} {(!rules.is_empty()).then(|| view! { <ul>{rules}</ul> })}</div>
            })}
        </li>
    }
    .into_any()
}
