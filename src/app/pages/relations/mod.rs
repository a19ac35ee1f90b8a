//! How all add-ons stand to each other: a map drawn from the catalog, and the same as a list.

mod circle;

use catalog::{Addon, AddonId, Bond, BondKind, Stack, bonds};
use leptos::prelude::*;

use self::circle::{SIZE, Spot, curve, spots};
use crate::{
    CATALOG,
    draft::fresh_draft,
    i18n::{
        relations::{self as words, Bonds},
        stack::Fit,
    },
    routes::{Address, Page},
    session::Session,
    side_by_side,
    ui::emblem,
};

/// The page.
#[component]
pub(crate) fn Relations() -> impl IntoView {
    let session = Session::get();
    let bonds = bonds(&CATALOG);
    let lists = BondKind::ALL.map(|kind| {
        let of: Vec<Bond> = bonds.iter().filter(|bond| bond.kind == kind).cloned().collect();
        view! { <Kind kind bonds=of/> }
    });
    view! {
        <div class="page relations">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Fit::RelationsTitle)}</h1>
                <p class="lead">
                    {session.t(Fit::RelationsLead)}
                    " "
                    <a href=session.href(Page::Compare)>{session.t(Fit::CompareTitle)}</a>
                </p>
            </header>
            <h2 id="map">{session.t(Bonds::Map)}</h2>
            <p class="hint">{session.t(Bonds::MapHint)}</p>
            <Map bonds=bonds.clone()/>
            <h2 id="list">{session.t(Bonds::List)}</h2>
            {lists.collect_view()}
        </div>
    }
}

/// The picture, with its signs below.
#[component]
fn Map(bonds: Vec<Bond>) -> impl IntoView {
    let session = Session::get();
    let lit = RwSignal::new(None::<AddonId>);
    let spots = spots();
    let spot = |id: AddonId| spots.iter().find(|spot| spot.addon.id == id);
    let line = |bond: &Bond| {
        let path = curve(spot(bond.one)?, spot(bond.other)?);
        let (one, other) = (bond.one, bond.other);
        let faint = move || lit.get().is_some_and(|lit| lit != one && lit != other);
        Some(view! { <path class=format!("bond {}", words::kind_key(bond.kind)) class:faint=faint d=path></path> })
    };
    // The strongest come last, so that nothing is drawn over them.
    let lines: Vec<_> = bonds.iter().rev().filter_map(line).collect();
    let near = StoredValue::new(bonds.iter().map(|bond| (bond.one, bond.other)).collect::<Vec<_>>());
    let nodes: Vec<_> = spots
        .iter()
        .map(|spot| {
            let Spot { addon, name, turn, left, .. } = *spot;
            let faint = move || {
                lit.get().is_some_and(|lit| {
                    let pair = |(one, other): &(AddonId, AddonId)| {
                        (*one == lit && *other == addon.id) || (*other == lit && *one == addon.id)
                    };
                    lit != addon.id && !near.with_value(|near| near.iter().any(pair))
                })
            };
            let href = session.href(Page::Addon(addon.id));
            let place = format!("translate({} {}) scale(0.8)", spot.emblem.0 - 18, spot.emblem.1 - 18);
            let along = format!("translate({} {}) rotate({turn})", name.0, name.1);
            view! {
                <g class="node" class:faint=faint>
                    <a
                        href=href
                        on:focus=move |_| lit.set(Some(addon.id))
                        on:blur=move |_| lit.set(None)
                        on:pointerenter=move |_| lit.set(Some(addon.id))
                        on:pointerleave=move |_| lit.set(None)
                    >
                        <g class=emblem::class(addon) transform=place>{emblem::tiles(addon)}</g>
                        <text transform=along text-anchor=if left { "end" } else { "start" } dy="0.35em">{addon.name}</text>
                    </a>
                </g>
            }
        })
        .collect();
    let key = |kind: BondKind| {
        let count = bonds.iter().filter(|bond| bond.kind == kind).count();
        view! {
            <li>
                <svg class="bond-sample" viewBox="0 0 44 12" aria-hidden="true" focusable="false">
                    <path class=format!("bond {}", words::kind_key(kind)) d="M1 6H43"></path>
                </svg>
                {session.t(words::kind(kind))}
                " "
                <span class="count">{count}</span>
            </li>
        }
    };
    view! {
        <ul class="bond-keys">{BondKind::ALL.map(key).collect_view()}</ul>
        <div class="map" role="region" aria-labelledby="map" tabindex="0">
            <svg viewBox=format!("0 0 {SIZE} {SIZE}") role="group" aria-labelledby="map">
                <g aria-hidden="true">{lines}</g>
                {nodes}
            </svg>
        </div>
    }
}

/// All bonds of a kind.
#[component]
fn Kind(kind: BondKind, bonds: Vec<Bond>) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let name = |addon: &'static Addon| {
        view! { <a href=session.href(Page::Addon(addon.id))>{addon.name}</a> }
    };
    let row = |bond: &Bond| {
        let (one, other) = (CATALOG.addon(bond.one.0)?, CATALOG.addon(bond.other.0)?);
        let compare = session.root.with_value(|root| side_by_side::page(&[one, other]).href(root, lang));
        let further = match kind {
            BondKind::Arranged => {
                let mut both = fresh_draft(lang, &Stack::default());
                both.addons.extend([one.id, other.id]);
                let page = Address::of_arranged(&both);
                (session.root.with_value(|root| page.href(root, lang)), Bonds::ComposeBoth)
            }
            _ => (compare, Bonds::CompareBoth),
        };
        let said = format!("{} : {} + {}", session.t(further.1), one.name, other.name);
        Some(view! {
            <li>
                {name(one)}
                <span class="bond-sign" aria-hidden="true">{sign(kind)}</span>
                <span class="visually-hidden">{session.t(words::kind(kind))}</span>
                {name(other)}
                <span class="bond-why">
                    {bond.because.map(|because| because.get(lang))}
                    " "
                    {(!bond.source.is_empty()).then(|| view! {
                        <a href=bond.source rel="external noopener" aria-label=format!("{} : {} + {}", session.t(Bonds::Source), one.name, other.name)>
                            {session.t(Bonds::Source)}
                        </a>
                        " · "
                    })}
                    <a href=further.0 aria-label=said>{session.t(further.1)}</a>
                </span>
            </li>
        })
    };
    let rows: Vec<_> = bonds.iter().filter_map(row).collect();
    let none = rows.is_empty();
    view! {
        <section class="bonds">
            <h3>{session.t(words::kind(kind))} " " <span class="count">{bonds.len()}</span></h3>
            {none.then(|| view! { <p class="hint">{session.t(Bonds::None)}</p> })}
            <ul>{rows}</ul>
        </section>
    }
}

/// The sign between two names.
const fn sign(kind: BondKind) -> &'static str {
    match kind {
        BondKind::Needs | BondKind::Helps => " ← ",
        BondKind::Clashes => " ✕ ",
        BondKind::Overlaps => " ⇄ ",
        BondKind::Remark => " ⚠ ",
        BondKind::Arranged => " ◆ ",
    }
}
