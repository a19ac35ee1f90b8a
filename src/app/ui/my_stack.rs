//! The form of the reader's own stack, and what an add-on answers to it.

use catalog::{Addon, Database, Interface, Stack, known_django};
use leptos::prelude::*;

use crate::{
    CATALOG,
    i18n::{
        self, Msg,
        stack::{self, Fit},
    },
    session::Session,
    ui::{Glyph, Icon, Select},
};

/// Where the reader says what they work with: closed until it is asked for.
#[component]
pub(crate) fn MyStack() -> impl IntoView {
    let session = Session::get();
    let current = move || session.stack();
    let edit = move |edit: &dyn Fn(&mut Stack)| {
        let mut stack = session.stack();
        edit(&mut stack);
        session.choose_stack(stack);
    };
    let offered = |names: Vec<(&'static str, &'static str)>| {
        let mut choices = vec![("", session.t(Fit::NotSaid))];
        choices.extend(names);
        choices
    };
    let versions = |names: Vec<&'static str>| offered(names.into_iter().map(|name| (name, name)).collect());
    let known = |names: Vec<&'static str>, name: String| names.into_iter().find(|one| *one == name);
    let databases = Database::ALL.iter().map(|one| (one.key(), stack::database(*one))).collect();
    let interfaces = Interface::ALL.iter().map(|one| (one.key(), stack::interface(*one))).collect();
    view! {
        <details class="my-stack needs-app">
            <summary>
                <span class="my-stack-name">{session.t(Fit::MyStack)}</span>
                " "
                <span class="my-stack-now">
                    {move || {
                        let stack = current();
                        if stack.is_empty() { session.t(Fit::MyStackEmpty).to_owned() } else { stack::stack(&stack) }
                    }}
                </span>
            </summary>
            <p class="hint">{session.t(Fit::MyStackHint)}</p>
            <div class="target-grid">
                <Select
                    label=session.t(Msg::TargetDjango)
                    value=Signal::derive(move || current().django.unwrap_or_default())
                    choices=versions(known_django(&CATALOG))
                    choose=move |key| edit(&|stack| stack.django = known(known_django(&CATALOG), key.clone()))
                />
                <Select
                    label=session.t(Msg::TargetPython)
                    value=Signal::derive(move || current().python.unwrap_or_default())
                    choices=versions(CATALOG.pythons())
                    choose=move |key| edit(&|stack| stack.python = known(CATALOG.pythons(), key.clone()))
                />
                <Select
                    label=session.t(Msg::TargetDatabase)
                    value=Signal::derive(move || current().database.map_or("", Database::key))
                    choices=offered(databases)
                    choose=move |key| edit(&|stack| stack.database = Database::from_key(&key))
                />
                <Select
                    label=session.t(Msg::TargetInterface)
                    value=Signal::derive(move || current().interface.map_or("", Interface::key))
                    choices=offered(interfaces)
                    choose=move |key| edit(&|stack| stack.interface = Interface::from_key(&key))
                />
            </div>
            <div role="status">
                {move || {
                    let stack = current();
                    (stack.runs(&CATALOG) == Some(false))
                        .then(|| view! { <p class="hint fits-fails">"✖ " {stack::does_not_run(&stack, session.lang)}</p> })
                }}
            </div>
            <Show when=move || !current().is_empty()>
                <p class="my-stack-actions">
                    <button type="button" class="button" on:click=move |_| session.share()>
                        <Icon glyph=Glyph::Link/>
                        {session.t(Fit::ShareStack)}
                    </button>
                    <button type="button" class="quiet" on:click=move |_| session.choose_stack(Stack::default())>
                        {session.t(Fit::ForgetStack)}
                    </button>
                </p>
            </Show>
        </details>
        <div role="status">
            {move || session.stack_of_link().map(|link| view! {
                <div class="notice link-notice">
                    <span>{session.t(Fit::LinkStack)} " " {stack::stack(&link)}</span>
                    <button type="button" on:click=move |_| session.choose_stack(link)>{session.t(Fit::TakeStack)}</button>
                    <button type="button" on:click=move |_| session.leave_stack_of_link()>{session.t(Msg::BackToMine)}</button>
                </div>
            })}
        </div>
    }
}

/// What an add-on answers to a stack, with the reasons in full: nothing where nothing is said.
#[component]
pub(crate) fn Fits(
    addon: &'static Addon,
    /// The stack that is asked about.
    #[prop(into)]
    stack: Signal<Stack>,
    /// Whether the reasons open on demand.
    #[prop(default = false)]
    folded: bool,
) -> impl IntoView {
    let session = Session::get();
    move || {
        let stack = stack.get();
        let answer = stack.answer(&CATALOG, addon)?;
        let word = view! {
            <span class=stack::answer_key(answer)>
                <span aria-hidden="true">{stack::answer_sign(answer)}</span>
                " "
                {session.t(stack::answer_word(answer))}
            </span>
            " "
            {session.t(Fit::WithYourStack)}
        };
        let reasons = view! { <Reasons addon stack/> };
        Some(if folded {
            view! { <details class="fits"><summary>{word}</summary>{reasons}</details> }.into_any()
        } else {
            view! { <p class="fits">{word}</p> {reasons} }.into_any()
        })
    }
}

/// Each part of a stack with its answer and where that is known from.
#[component]
fn Reasons(addon: &'static Addon, stack: Stack) -> impl IntoView {
    let lang = Session::get().lang;
    let reason = |finding: catalog::Finding| {
        let answer = finding.answer();
        view! {
            <li>
                <span class=stack::answer_key(answer) aria-hidden="true">{stack::answer_sign(answer)}</span>
                " "
                <span class="visually-hidden">{i18n::Message::text(stack::answer_word(answer), lang)} ", "</span>
                {stack::finding(&finding, addon, lang)}
            </li>
        }
    };
    view! { <ul class="reasons">{stack.findings(&CATALOG, addon).into_iter().map(reason).collect_view()}</ul> }
}
