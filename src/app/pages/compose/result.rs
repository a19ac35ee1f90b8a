//! What comes out: the files, or the additions for an existing project; commands to run; and the ways to take it all
//! away.

use catalog::Moment;
use composer::Snippet;
use leptos::{prelude::*, task::spawn_local};

use super::{Desk, files::Files};
use crate::{
    CATALOG, download,
    i18n::Msg,
    session::Session,
    ui::{Glyph, Icon},
};

/// The two forms of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Project,
    Additions,
}

/// The right column.
#[component]
pub(super) fn Outcome(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let form = RwSignal::new(Form::Project);
    let choice = move |this: Form, message: Msg| {
        view! {
            <button type="button" aria-pressed=move || (form.get() == this).to_string() on:click=move |_| form.set(this)>
                {session.t(message)}
            </button>
        }
    };
    view! {
        <section class="outcome" aria-label=session.t(Msg::ComposeResult)>
            <div class="outcome-head needs-app">
                <div class="segmented" role="group" aria-label=session.t(Msg::ComposeResult)>
                    {choice(Form::Project, Msg::FormProject)}
                    {choice(Form::Additions, Msg::FormAdditions)}
                </div>
                <TakeAway desk/>
            </div>
            {move || match form.get() {
                Form::Project => view! { <Files desk/> }.into_any(),
                Form::Additions => view! { <Additions desk/> }.into_any(),
            }}
            <Steps desk/>
        </section>
    }
}

#[component]
fn TakeAway(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let project = move || session.draft.with_untracked(|draft| draft.target.project.clone());
    let zip = move |_| {
        let bytes = desk.composition.with_untracked(|composition| composer::archive(&project(), &composition.files));
        if !download::save(&format!("{}.zip", project()), "application/zip", &bytes) {
            session.say(session.t(Msg::ZipFailed).to_owned(), None);
        }
    };
    let env = move |_| {
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
        } else if !download::save(".env", "text/plain", file.text().as_bytes()) {
            session.say(session.t(Msg::ZipFailed).to_owned(), None);
        }
    };
    let share = move |_| {
        let href = window().location().href().unwrap_or_default();
        let long = href.len() > composer::LONGEST_LINK;
        copy_and_say(session, href, if long { Msg::LinkLong } else { Msg::LinkCopied });
    };
    view! {
        <div class="take-away">
            <button type="button" class="button primary" on:click=zip>
                <Icon glyph=Glyph::Download/>
                {session.t(Msg::DownloadZip)}
            </button>
            <button type="button" class="button" title=session.t(Msg::NewSecret) on:click=env>
                {session.t(Msg::DownloadEnv)}
            </button>
            <button type="button" class="button" on:click=share>
                <Icon glyph=Glyph::Link/>
                {session.t(Msg::ShareLink)}
            </button>
        </div>
    }
}

#[component]
fn Additions(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let snippets = Memo::new(move |_| session.draft.with(|draft| composer::additions(&CATALOG, draft)));
    let one = move |snippet: Snippet| {
        let text: String = snippet.lines.iter().map(|line| format!("{}\n", line.text)).collect();
        let names: Vec<_> =
            snippet.addons.iter().filter_map(|id| CATALOG.addon(id.0)).map(|addon| addon.name).collect();
        let copied = text.clone();
        view! {
            <figure class="code snippet">
                <figcaption>
                    <span>{snippet.path.clone()}</span>
                    <span class="anchor">{composer::explain_anchor(&snippet.anchor, session.lang)}</span>
                    <span class="by">{names.join(", ")}</span>
                    <button type="button" class="copy" on:click=move |_| copy_and_say(session, copied.clone(), Msg::Copied)>
                        {session.t(Msg::Copy)}
                    </button>
                </figcaption>
                <pre tabindex="0"><code lang="en" translate="no">{text}</code></pre>
            </figure>
        }
    };
    view! {
        <div class="additions">
            <Show when=move || snippets.with(Vec::is_empty)>
                <p class="empty">{session.t(Msg::AdditionsEmpty)}</p>
            </Show>
            {move || snippets.get().into_iter().map(one).collect_view()}
        </div>
    }
}

#[component]
fn Steps(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let group = move |moment: Moment, title: Msg| {
        let steps = desk.composition.with(|composition| {
            composition.steps.iter().filter(|step| step.moment == moment).cloned().collect::<Vec<_>>()
        });
        (!steps.is_empty()).then(|| {
            let text: String = steps.iter().map(|step| format!("{}\n", step.command)).collect();
            let copied = text.clone();
            view! {
                <figure class="code">
                    <figcaption>
                        <span>{session.t(title)}</span>
                        <button type="button" class="copy" on:click=move |_| copy_and_say(session, copied.clone(), Msg::Copied)>
                            {session.t(Msg::Copy)}
                        </button>
                    </figcaption>
                    <pre tabindex="0"><code lang="en" translate="no">{text}</code></pre>
                </figure>
            }
        })
    };
    view! {
        <section class="steps" aria-labelledby="steps-title">
            <h2 id="steps-title">{session.t(Msg::StepsTitle)}</h2>
            {move || group(Moment::Setup, Msg::StepSetup)}
            {move || group(Moment::Run, Msg::StepRun)}
            {move || group(Moment::Deploy, Msg::StepDeploy)}
        </section>
    }
}

/// Puts a text on the clipboard and says so.
pub(super) fn copy_and_say(session: Session, text: String, done: Msg) {
    spawn_local(async move {
        let message = if download::copy(&text).await { done } else { Msg::CopyFailed };
        session.say(session.t(message).to_owned(), None);
    });
}

/// A fresh secret of 50 letters and digits from the browser's random source, with none of the signs that `.env`
/// readers disagree about; none where the browser has no such source.
fn secret() -> Option<String> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bytes = [0; 50];
    window().crypto().and_then(|source| source.get_random_values_with_u8_array(&mut bytes)).ok()?;
    Some(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 63)])).collect())
}
