//! The variables of the environment as a table, and secrets that are made on the reader's machine.

use composer::PlannedVariable;
use leptos::prelude::*;

use super::{
    Desk,
    result::copy_and_say,
    why::{party, source},
};
use crate::{
    CATALOG, download,
    i18n::{Msg, compose::Say},
    ui::{Glyph, Icon},
};

/// What is said of each variable. On a phone a row is a block of labelled lines; the roles keep it a table for those who
/// hear it.
const COLUMNS: [Say; 5] = [Say::EnvVariable, Say::EnvReader, Say::EnvSecret, Say::EnvDefault, Say::EnvExample];

/// The table, and the whole file.
#[component]
pub(super) fn Environment(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let copy = move |_| {
        if let Some(text) = file(desk) {
            copy_and_say(session, text, Say::EnvMade);
        }
    };
    let rows = move || {
        desk.composition.with(|composition| composition.variables.iter().map(|it| row(desk, it)).collect_view())
    };
    view! {
        <section class="environment" aria-label=session.t(Say::FormEnv)>
            <p class="hint">{session.t(Say::EnvLead)}</p>
            <div class="table" tabindex="0" role="group" aria-label=session.t(Say::FormEnv)>
                <table role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            {COLUMNS
                                .iter()
                                .map(|column| view! { <th scope="col" role="columnheader">{session.t(*column)}</th> }.into_any())
                                .collect_view()}
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            <p class="take-away">
                <button type="button" class="button" title=session.t(Msg::NewSecret) on:click=move |_| save(desk)>
                    <Icon glyph=Glyph::Download/>
                    {session.t(Msg::DownloadEnv)}
                </button>
                <button type="button" class="button" title=session.t(Msg::NewSecret) on:click=copy>
                    <Icon glyph=Glyph::Copy/>
                    {session.t(Say::CopyEnv)}
                </button>
            </p>
        </section>
    }
    .into_any()
}

fn row(desk: Desk, variable: &PlannedVariable) -> AnyView {
    let session = desk.session;
    let (name, random) = (variable.name, variable.random);
    let make = move |_| match secret() {
        Some(value) => copy_and_say(session, format!("{name}={value}\n"), Say::EnvMade),
        None => session.say(session.t(Msg::NoRandomness).to_owned(), None),
    };
    let readers: Vec<_> = variable
        .origins
        .iter()
        .map(|origin| {
            view! {
                <p>
                    <strong>{party(session, origin.by)}</strong>
                    " "
                    <span class="hint">{origin.because.get(session.lang)} {source(session, origin.source)}</span>
                </p>
            }
            .into_any()
        })
        .collect();
    let default = match &variable.default {
        Some(default) => view! { <code>{default.clone()}</code> }.into_any(),
        None => view! { <span class="required">{session.t(Say::EnvRequired)}</span> }.into_any(),
    };
    let example = if random {
        view! {
            <button type="button" class="button" aria-label=format!("{} : {name}", session.t(Say::EnvMake)) on:click=make>
                {session.t(Say::EnvMake)}
            </button>
        }
        .into_any()
    } else if variable.example.is_empty() {
        variable.secret.then(|| session.t(Say::EnvYours)).into_any()
    } else {
        view! { <code>{variable.example.clone()}</code> }.into_any()
    };
    let secrecy = if variable.secret { Say::EnvYes } else { Say::EnvNo };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader"><code>{name}</code></th>
            <td role="cell" data-label=session.t(COLUMNS[1])>{readers}</td>
            <td role="cell" data-label=session.t(COLUMNS[2]) class:secret=variable.secret>{session.t(secrecy)}</td>
            <td role="cell" data-label=session.t(COLUMNS[3])>{default}</td>
            <td role="cell" data-label=session.t(COLUMNS[4])>{example}</td>
        </tr>
    }
    .into_any()
}

/// Offers a `.env` with fresh secrets as a file.
pub(super) fn save(desk: Desk) {
    let session = desk.session;
    if let Some(text) = file(desk)
        && !download::save(".env", "text/plain", text.as_bytes())
    {
        session.say(session.t(Msg::ZipFailed).to_owned(), None);
    }
}

/// A `.env` with fresh secrets; where the browser has no source for them the reader is told so.
fn file(desk: Desk) -> Option<String> {
    let session = desk.session;
    let mut refused = false;
    let mut random = || {
        secret().unwrap_or_else(|| {
            refused = true;
            String::new()
        })
    };
    let file = session.draft.with_untracked(|draft| composer::env_file(&CATALOG, draft, &mut random));
    if refused {
        session.say(session.t(Msg::NoRandomness).to_owned(), None);
        return None;
    }
    Some(file.text())
}

/// A fresh secret of 50 letters and digits from the browser's random source, with none of the signs that `.env`
/// readers disagree about; none where the browser has no such source.
fn secret() -> Option<String> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = [0; 50];
    window().crypto().and_then(|source| source.get_random_values_with_u8_array(&mut bytes)).ok()?;
    Some(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect())
}
