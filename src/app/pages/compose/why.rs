//! Why a line is there, and why at this place.

use catalog::{AddonId, Precedence};
use composer::{Claim, Line, Origin};
use leptos::prelude::*;

use crate::{
    CATALOG,
    i18n::{Msg, compose::Say},
    session::Session,
};

/// The name of who brings something.
pub(super) fn party(session: Session, by: Option<AddonId>) -> &'static str {
    by.and_then(|id| CATALOG.addon(id.0)).map_or(session.t(Msg::PlainDjango), |it| it.name)
}

/// A link to where something is documented, where there is one.
pub(super) fn source(session: Session, href: &'static str) -> Option<AnyView> {
    (!href.is_empty())
        .then(|| view! { " " <a href=href rel="external noopener">{session.t(Msg::Source)}</a> }.into_any())
}

/// Who put a line there, for which reason, and the rules that fixed its place.
pub(super) fn reasons(session: Session, line: &Line) -> AnyView {
    if line.origins.is_empty() {
        return view! { <p class="hint">{session.t(Msg::FileFrame)}</p> }.into_any();
    }
    line.origins.iter().map(|origin| one(session, origin)).collect_view().into_any()
}

fn one(session: Session, origin: &Origin) -> AnyView {
    let placed: Vec<_> = origin.placed_by.iter().map(|claim| rule(session, claim)).collect();
    view! {
        <p>
            <strong>{party(session, origin.by)}</strong>
            " "
            {origin.because.get(session.lang)}
            {source(session, origin.source)}
        </p>
        {(!placed.is_empty()).then(|| view! {
            <p class="placed">{session.t(Msg::PlacedBy)}</p>
            <ul>{placed}</ul>
        })}
    }
    .into_any()
}

fn rule(session: Session, claim: &Claim) -> AnyView {
    let Precedence { first, then, .. } = claim.precedence;
    view! {
        <li>
            <code>{first}</code>
            " "
            {session.t(Msg::Before)}
            " "
            <code>{then}</code>
            " — "
            {claim.precedence.because.get(session.lang)}
            {source(session, claim.precedence.source)}
        </li>
    }
    .into_any()
}

/// A rule as seen from one of its two elements: which side of what it stands on, and why.
pub(super) fn place(session: Session, value: &str, claim: &Claim) -> AnyView {
    let Precedence { first, then, because, source: href } = claim.precedence;
    let (side, other) = if first == value { (Say::PathBefore, then) } else { (Say::PathAfter, first) };
    view! {
        <li>
            {session.t(side)}
            " "
            <code>{short(other)}</code>
            " — "
            {because.get(session.lang)}
            {source(session, href)}
        </li>
    }
    .into_any()
}

/// The last part of a dotted path.
pub(super) fn short(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
