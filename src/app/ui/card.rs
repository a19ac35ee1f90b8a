//! A card: an add-on in a list, with what decides at a glance.

use catalog::Addon;
use leptos::prelude::*;

use crate::{
    CATALOG, i18n,
    i18n::Msg,
    routes::Page,
    session::Session,
    ui::{Adopt, Emblem, Fits, Gather, Star},
};

/// The most tags that a card shows.
const TAGS_SHOWN: usize = 3;

/// The card of an add-on.
#[component]
pub(crate) fn Card(
    addon: &'static Addon,
    /// Whether the page gathers add-ons to compare them.
    #[prop(default = false)]
    comparable: bool,
) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let tags = addon.tags.iter().take(TAGS_SHOWN).filter_map(|tag| CATALOG.tag(tag.0));
    view! {
        <article class="card">
            <Emblem addon/>
            <h2><a href=session.href(Page::Addon(addon.id))>{addon.name}</a></h2>
            <p class="summary">{addon.summary.get(lang)}</p>
            <p class="verdict">
                <Status addon/>
                {CATALOG.series.iter().map(|series| view! { <DjangoMark addon name=series.name/> }).collect_view()}
            </p>
            <Fits addon stack=Signal::derive(move || session.stack()) folded=true/>
            <p class="cost">{cost(addon, lang).join(" · ")}</p>
            <ul class="tags">
                {tags.map(|tag| view! { <li>{tag.label.get(lang)}</li> }).collect_view()}
                {addon.dev_only.then(|| view! { <li class="dev">{session.t(Msg::DevOnly)}</li> })}
            </ul>
            {comparable.then(|| view! { <Gather addon/> })}
            <div class="card-actions">
                <Star addon/>
                <Adopt addon/>
            </div>
        </article>
    }
}

/// The status word with its sign.
#[component]
pub(crate) fn Status(addon: &'static Addon) -> impl IntoView {
    let lang = Session::get().lang;
    let word = addon.status.word;
    view! {
        <span class=format!("status {}", i18n::status_key(word)) title=addon.status.reason.get(lang)>
            {i18n::status_word(word, lang)}
        </span>
    }
}

/// Whether an add-on works on a Django series: declared by its makers, and booted by us.
#[component]
pub(crate) fn DjangoMark(addon: &'static Addon, name: &'static str) -> impl IntoView {
    let session = Session::get();
    let declared = addon.versions.django.contains(&name);
    let boots = addon.versions.boots.contains(&name);
    let (sign, class, words) = match (boots, declared) {
        (true, true) => ("✔", "yes", format!("{}, {}", session.t(Msg::Declared), session.t(Msg::BootedByUs))),
        (true, false) => ("✔", "undeclared", session.t(Msg::NotDeclared).to_owned()),
        (false, true) => ("○", "declared", session.t(Msg::Declared).to_owned()),
        (false, false) => ("–", "no", session.t(Msg::Undeclared).to_owned()),
    };
    let title = format!("Django {name}: {words}");
    view! {
        <span class=format!("works {class}") title=title>
            <span class="visually-hidden">"Django "</span>
            {name}
            " "
            <span aria-hidden="true">{sign}</span>
            <span class="visually-hidden">{words}</span>
        </span>
    }
}

/// What it costs to take in, in a few words each.
pub(crate) fn cost(addon: &'static Addon, lang: catalog::Lang) -> Vec<String> {
    let footprint = &addon.footprint;
    let services = if footprint.services.is_empty() {
        Msg::FactNoService.text(lang).to_owned()
    } else {
        footprint.services.join(", ")
    };
    vec![i18n::minutes(footprint.minutes), services, i18n::exit_grade(footprint.exit, lang).to_owned()]
}
