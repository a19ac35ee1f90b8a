//! What comes out: the files, or the additions for an existing project; commands to run; and the ways to take it all
//! away.

use catalog::{Moment, Scope};
use composer::{PlannedStep, Snippet};
use leptos::{prelude::*, task::spawn_local};

use super::{Desk, chain::Chain, compare::Compare, environment, environment::Environment, files::Files};
use crate::{
    CATALOG, download,
    i18n::{Message, Msg, compose::Say},
    session::Session,
    ui::{Glyph, Icon},
};

/// The forms of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// All files of a project.
    Project,
    /// What an existing project gets.
    Additions,
    /// The way of a request.
    Path,
    /// The variables of the environment.
    Environment,
    /// Two stacks.
    Compare,
}

/// The right column.
#[component]
pub(super) fn Outcome(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let form = desk.form;
    let choice = move |this: Form, name: &'static str| {
        view! {
            <button type="button" aria-pressed=move || (form.get() == this).to_string() on:click=move |_| form.set(this)>
                {name}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="outcome" aria-labelledby="result-title">
            <h2 class="visually-hidden" id="result-title" tabindex="-1">{session.t(Msg::ComposeResult)}</h2>
            <div class="outcome-head needs-app">
                <div class="segmented" role="group" aria-label=session.t(Msg::ComposeResult)>
                    {choice(Form::Project, session.t(Msg::FormProject))}
                    {choice(Form::Additions, session.t(Msg::FormAdditions))}
                    {choice(Form::Path, session.t(Say::FormPath))}
                    {choice(Form::Environment, session.t(Say::FormEnv))}
                    {choice(Form::Compare, session.t(Say::FormCompare))}
                </div>
                <TakeAway desk/>
            </div>
            {move || match form.get() {
                Form::Project => view! { <Files desk/> }.into_any(),
                Form::Additions => view! { <Additions desk/> }.into_any(),
                Form::Path => view! { <Chain desk/> }.into_any(),
                Form::Environment => view! { <Environment desk/> }.into_any(),
                Form::Compare => view! { <Compare desk/> }.into_any(),
            }}
            <Steps desk/>
        </section>
    }
    .into_any()
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
            <button type="button" class="button" title=session.t(Msg::NewSecret) on:click=move |_| environment::save(desk)>
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
    let additions = desk.additions;
    let one = move |snippet: Snippet| {
        let text: String = snippet.lines.iter().map(|line| format!("{}\n", line.text)).collect();
        let names: Vec<_> =
            snippet.addons.iter().filter_map(|id| CATALOG.addon(id.0)).map(|addon| addon.name).collect();
        let copied = text.clone();
        view! {
            <figure class="code snippet">
                <figcaption>
                    <span>{snippet.path.clone()}</span>
                    <span class="anchor">{composer::explain_place(&snippet, session.lang)}</span>
                    <span class="by">{names.join(", ")}</span>
                    <button type="button" class="copy" on:click=move |_| copy_and_say(session, copied.clone(), Msg::Copied)>
                        {session.t(Msg::Copy)}
                    </button>
                </figcaption>
                <pre tabindex="0"><code lang="en" translate="no">{text}</code></pre>
            </figure>
        }
    };
    let install = move || {
        let commands = additions.with(|additions| additions.install.clone());
        (!commands.is_empty()).then(|| code(session, session.t(Say::Install), lines(&commands)))
    };
    view! {
        <div class="additions">
            <Show when=move || additions.with(|additions| additions.snippets.is_empty())>
                <p class="empty">{session.t(Msg::AdditionsEmpty)}</p>
            </Show>
            {install}
            {move || additions.get().snippets.into_iter().map(one).collect_view()}
        </div>
    }
}

/// What is to be run: for the project that is shown, or for one that exists. A command that keeps running stands alone:
/// those below it in one block would wait for its end.
#[component]
fn Steps(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let steps = Memo::new(move |_| match desk.form.get() {
        Form::Additions => desk.additions.with(|additions| additions.steps.clone()),
        _ => desk.composition.with(|composition| composer::each_once(&composition.steps)),
    });
    let of = move |moment: Moment| -> Vec<PlannedStep> {
        steps.with(|steps| steps.iter().filter(|step| step.moment == moment).cloned().collect())
    };
    let group = move |moment: Moment, title: Msg| {
        let commands: Vec<String> = of(moment).into_iter().map(|step| step.command).collect();
        (!commands.is_empty()).then(|| code(session, session.t(title), lines(&commands)))
    };
    let running = move || {
        let one = |step: PlannedStep| {
            let title = match step.scope {
                Scope::Always => Msg::StepRun,
                Scope::Development => Msg::StepRunDevelopment,
                Scope::Production => Msg::StepRunProduction,
            };
            code(session, session.t(title), lines(&[step.command]))
        };
        of(Moment::Run).into_iter().map(one).collect_view()
    };
    view! {
        <section class="steps" aria-labelledby="steps-title" hidden=move || steps.with(Vec::is_empty)>
            <h2 id="steps-title">{session.t(Msg::StepsTitle)}</h2>
            {move || group(Moment::Setup, Msg::StepSetup)}
            {running}
            {move || group(Moment::Deploy, Msg::StepDeploy)}
        </section>
    }
}

fn lines(commands: &[String]) -> String {
    commands.iter().map(|command| format!("{command}\n")).collect()
}

/// Commands, with a button that copies them.
fn code(session: Session, title: &'static str, text: String) -> AnyView {
    let copied = text.clone();
    view! {
        <figure class="code">
            <figcaption>
                <span>{title}</span>
                <button type="button" class="copy" on:click=move |_| copy_and_say(session, copied.clone(), Msg::Copied)>
                    {session.t(Msg::Copy)}
                </button>
            </figcaption>
            <pre tabindex="0"><code lang="en" translate="no">{text}</code></pre>
        </figure>
    }
    .into_any()
}

/// Puts a text on the clipboard and says so.
pub(super) fn copy_and_say(session: Session, text: String, done: impl Message) {
    let done = session.t(done);
    spawn_local(async move {
        let message = if download::copy(&text).await { done } else { session.t(Msg::CopyFailed) };
        session.say(message.to_owned(), None);
    });
}
