//! What the guide is, the proof that it rests on, and its keys.

use catalog::{Addon, Lang, Localized, Pairing, Stack};
use leptos::prelude::*;

use crate::{
    CATALOG,
    draft::fresh_draft,
    i18n,
    i18n::Msg,
    routes::{Address, Page},
    session::Session,
    ui::KeyTable,
};

/// The accessibility statement: the aim, how it is checked, what is known to be missing.
const ACCESSIBILITY: &[Localized] = &[
    Localized {
        en: "The guide aims at WCAG 2.2, level AA: everything works with a keyboard alone, in light and dark and in forced colours, at 320 pixels and at twice the text size, with and without motion.",
        fr: "Le guide vise WCAG 2.2, niveau AA\u{202f}: tout fonctionne au clavier seul, en clair, en sombre et en couleurs forcées, à 320 pixels et avec un texte deux fois plus grand, avec ou sans animation.",
    },
    Localized {
        en: "This is tested in Chromium at each change, with axe-core on every kind of page and with tasks done by keyboard; a longer run goes through every page, and through Firefox. No audit by people who use a screen reader every day has been made yet.",
        fr: "Cela est vérifié dans Chromium à chaque changement, avec axe-core sur chaque sorte de page et par des tâches menées au clavier\u{202f}; un essai plus long passe par toutes les pages, et par Firefox. Aucun audit par des personnes qui utilisent un lecteur d’écran au quotidien n’a encore eu lieu.",
    },
    Localized {
        en: "Known limits: code blocks and composed files scroll sideways, since broken lines of code would mislead; names of settings and error messages stay in English in both languages.",
        fr: "Limites connues\u{202f}: les blocs de code et les fichiers composés défilent latéralement, car des lignes de code coupées induiraient en erreur\u{202f}; les noms de réglages et les messages d’erreur restent en anglais dans les deux langues.",
    },
    Localized {
        en: "Without WebAssembly or JavaScript every page stays readable; search, bookmarks and the composer need both.",
        fr: "Sans WebAssembly ou sans JavaScript, chaque page reste lisible\u{202f}; la recherche, les favoris et la composition ont besoin des deux.",
    },
];

/// The page.
#[component]
pub(crate) fn About() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let facts = match lang {
        Lang::En => [
            format!("{}, each complete in English and in French.", i18n::addons(CATALOG.addons.len(), lang)),
            "Everything runs in this browser: no account, no server, nothing sent. After the first visit it works without a network.".to_owned(),
            "Bookmarks, notes and your selection stay in this browser’s storage. A share link carries the selection in its fragment, which no server sees; secrets are never part of it.".to_owned(),
        ],
        Lang::Fr => [
            format!("{}, chacun complet en anglais et en français.", i18n::addons(CATALOG.addons.len(), lang)),
            "Tout se passe dans ce navigateur\u{202f}: ni compte, ni serveur, rien n’est envoyé. Après la première visite, le guide fonctionne sans réseau.".to_owned(),
            "Favoris, notes et sélection restent dans le stockage de ce navigateur. Un lien de partage porte la sélection dans son fragment, qu’aucun serveur ne voit\u{202f}; aucun secret n’y figure.".to_owned(),
        ],
    };
    view! {
        <div class="page about">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Msg::AboutTitle)}</h1>
                <p class="lead">{session.t(Msg::Edition)} " " {CATALOG.edition}</p>
            </header>
            <div class="prose">
                <ul>{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
                <h2>{session.t(Msg::Proof)}</h2>
                <Proof/>
                <h2 id="keys">{session.t(Msg::Shortcuts)}</h2>
                <KeyTable/>
                <h2 id="accessibility">{session.t(Msg::Accessibility)}</h2>
                {ACCESSIBILITY.iter().map(|text| view! { <p>{text.get(lang)}</p> }).collect_view()}
            </div>
        </div>
    }
}

/// What was booted and checked, in numbers, and what became of every pair.
#[component]
fn Proof() -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    let proof = &CATALOG.proof;
    if proof.boots.is_empty() {
        return view! { <p>{session.t(Msg::ProofNone)}</p> }.into_any();
    }
    let number = |count: u32| i18n::number(count, lang);
    view! {
        <p>{session.t(Msg::ProofLead)}</p>
        <div class="table" role="region" aria-label=session.t(Msg::Proof) tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Django"</th>
                        <th scope="col">{session.t(Msg::ProofProjects)}</th>
                        <th scope="col">{session.t(Msg::ProofSteps)}</th>
                        <th scope="col">{session.t(Msg::ProofSkipped)}</th>
                        <th scope="col">{session.t(Msg::ProofChecks)}</th>
                    </tr>
                </thead>
                <tbody>
                    {proof
                        .boots
                        .iter()
                        .map(|boots| {
                            let snippets = proof.snippets.iter().find(|snippets| snippets.series == boots.series);
                            view! {
                                <tr>
                                    <th scope="row">{boots.django}</th>
                                    <td>{number(boots.projects)}</td>
                                    <td>{number(boots.steps)}</td>
                                    <td>{number(boots.skipped)}</td>
                                    <td>{snippets.map(|snippets| number(snippets.checks))}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        <Pairs/>
    }
    .into_any()
}

/// Every add-on beside every other one.
#[component]
fn Pairs() -> impl IntoView {
    let session = Session::get();
    let addons = CATALOG.addons;
    let row = move |(at, one): (usize, &'static Addon)| {
        let cells = addons[..at].iter().map(move |other| {
            let pairing = CATALOG.proof.pairing(one.id, other.id);
            let sign = sign(pairing);
            // What needs a word leads to it: the composer says what it arranges, and why.
            let cell = match pairing {
                Pairing::Works | Pairing::Unproven => sign.into_any(),
                Pairing::Arranged | Pairing::Conflict => {
                    let words = format!("{} + {}: {}", other.name, one.name, session.t(pairing_name(pairing)));
                    let mut both = fresh_draft(session.lang, &Stack::default());
                    both.addons.extend([one.id, other.id]);
                    let page = match pairing {
                        Pairing::Arranged => Address::of_arranged(&both),
                        _ => Address { fragment: both.to_string(), ..Address::of(Page::Compose) },
                    };
                    let href = session.root.with_value(|root| page.href(root, session.lang));
                    view! { <a href=href title=words.clone() aria-label=words>{sign}</a> }.into_any()
                }
            };
            view! { <td class=pairing_key(pairing)>{cell}</td> }
        });
        view! {
            <tr>
                <th scope="row">{one.name} " " <small>{at + 1}</small></th>
                {cells.collect_view()}
            </tr>
        }
    };
    view! {
        <h3 id="pairs">{session.t(Msg::PairsTitle)}</h3>
        <p>
            {[Pairing::Works, Pairing::Arranged, Pairing::Conflict]
                .map(|pairing| view! { <span class="pair-key">{sign(pairing)} " " {session.t(pairing_name(pairing))}</span> " " })
                .collect_view()}
        </p>
        <div class="pairs" role="region" aria-labelledby="pairs" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <td></td>
                        {addons[..addons.len() - 1]
                            .iter()
                            .enumerate()
                            .map(|(at, addon)| view! { <th scope="col"><abbr title=addon.name>{at + 1}</abbr></th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{addons.iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The sign of a pairing; never its colour alone.
const fn sign(pairing: Pairing) -> &'static str {
    match pairing {
        Pairing::Works => "✓",
        Pairing::Arranged => "◆",
        Pairing::Conflict => "✕",
        Pairing::Unproven => "–",
    }
}

const fn pairing_key(pairing: Pairing) -> &'static str {
    match pairing {
        Pairing::Works => "works",
        Pairing::Arranged => "arranged",
        Pairing::Conflict => "conflict",
        Pairing::Unproven => "unproven",
    }
}

/// What a pairing is called.
pub(crate) const fn pairing_name(pairing: Pairing) -> Msg {
    match pairing {
        Pairing::Works => Msg::PairWorks,
        Pairing::Arranged => Msg::PairArranged,
        Pairing::Conflict => Msg::PairConflict,
        Pairing::Unproven => Msg::PairUnproven,
    }
}
