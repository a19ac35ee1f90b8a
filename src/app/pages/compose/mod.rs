//! The composer's page: on the left what the reader chooses, on the right what comes out.
//!
//! The selection is the session's draft. The address carries it in its fragment, so that the page can be shared as it
//! stands; a fragment from elsewhere is shown without being stored, and the reader's own selection is one click away.

mod arranged;
mod chain;
mod choices;
mod compare;
mod diff;
mod environment;
mod files;
mod presets;
mod preview;
mod problems;
mod result;
mod stacks;
mod style;
mod summary;
mod target;
mod why;

pub(crate) use style::StylePage;

use std::sync::Arc;

use catalog::{AddonId, Catalog};
use composer::{Additions, Composition, Difference, Selection, Unknown, compose, differences};
use leptos::{ev, prelude::*};

use self::{
    arranged::ArrangedList,
    choices::Choices,
    presets::Presets,
    preview::{Peek, Preview},
    problems::Problems,
    result::{Form, Outcome},
    summary::Summary,
};
use crate::{
    CATALOG,
    draft::LinkVisit,
    i18n::{Msg, compose::Say, stack::Fit},
    session::Session,
    timing::timed,
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Desk {
    session: Session,
    /// What comes out of the draft.
    composition: Memo<Composition>,
    /// What the draft adds to a project that exists.
    additions: Memo<Additions>,
    /// What came out before the last change of the draft, to mark what it changed.
    before: StoredValue<Option<Composition>>,
    /// What the last change changed.
    changes: Memo<Vec<Difference>>,
    /// The add-on whose lines alone are shown.
    only: RwSignal<Option<AddonId>>,
    /// The file that was scrolled, and how far.
    scrolled: StoredValue<Option<(String, i32)>>,
    /// The form in which the result is shown.
    form: RwSignal<Form>,
    /// What is compared: the keys of both sides.
    compared: [RwSignal<String>; 2],
    /// What is looked at before it is taken,
    peek: RwSignal<Option<Peek>>,
    /// what the pointer or the focus asked to look at last, with the number of the wish,
    wished: StoredValue<(u32, Option<Peek>)>,
    /// and whether it stays until it is closed.
    pinned: StoredValue<bool>,
}

impl Desk {
    fn new(session: Session) -> Desk {
        let composition = Memo::new(move |_| session.draft.with(|draft| timed("compose", || compose(&CATALOG, draft))));
        let additions = Memo::new(move |_| session.draft.with(|draft| composer::additions(&CATALOG, draft)));
        let before = StoredValue::new(None::<Composition>);
        let changes = Memo::new(move |_| {
            composition.with(|now| {
                before.with_value(|before| before.as_ref().map_or_else(Vec::new, |before| differences(before, now)))
            })
        });
        Desk {
            session,
            composition,
            additions,
            before,
            changes,
            only: RwSignal::new(None),
            scrolled: StoredValue::new(None),
            form: RwSignal::new(Form::Project),
            compared: [RwSignal::new(compare::EMPTY.to_owned()), RwSignal::new(compare::NOW.to_owned())],
            peek: RwSignal::new(None),
            wished: StoredValue::new((0, None)),
            pinned: StoredValue::new(false),
        }
    }

    /// The add-on whose lines alone are shown, as long as it is chosen.
    fn only_chosen(&self) -> Option<AddonId> {
        self.only.get().filter(|id| self.session.draft.with(|draft| draft.addons.contains(id)))
    }

    /// Changes the draft by hand: what is on the right now becomes what changes are marked against.
    fn edit(&self, edit: impl FnOnce(&'static Catalog, &mut Selection)) {
        preview::dismiss(*self);
        self.before.set_value(Some(self.composition.get_untracked()));
        self.session.edit_draft(|draft| edit(&CATALOG, draft));
    }

    /// Changes the draft with a way back.
    fn edit_undoably(&self, said: &str, edit: impl FnOnce(&'static Catalog, &mut Selection)) {
        let desk = *self;
        let own = self.session.draft.get_untracked();
        self.edit(edit);
        let undo = move || desk.session.edit_draft(|draft| draft.clone_from(&own));
        self.session.say_of_draft(said.to_owned(), Arc::new(undo));
    }
}

/// The page.
#[component]
pub(crate) fn Compose() -> impl IntoView {
    let session = Session::get();
    let desk = Desk::new(session);
    Effect::new(move |_| {
        let fragment = session.address.with(|address| address.fragment.clone());
        let before = session.draft.get_untracked();
        session.follow_fragment(&fragment);
        // What a link brings is no change of the reader's.
        if session.draft.with_untracked(|draft| *draft != before) {
            desk.before.set_value(None);
        }
    });
    let end = move |adopts: bool| {
        preview::dismiss(desk);
        let undo = session.end_visit(adopts);
        let done = if adopts { Say::NowMine } else { Say::MineAgain };
        session.say_of_draft(session.t(done).to_owned(), Arc::new(undo));
    };
    Effect::new(move |_| {
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                preview::close(desk);
            }
        });
        on_cleanup(move || escape.remove());
    });
    view! {
        <div class="page compose">
            <header class="page-head">
                <h1 tabindex="-1">{session.t(Msg::ComposeTitle)}</h1>
                <p class="lead">{session.t(Msg::ComposeLead)}</p>
            </header>
            <div role="status">
                {move || session.visiting.get().map(|LinkVisit { own, unknown }| {
                    let kept = own.is_some();
                    view! {
                        <div class="notice link-notice">
                            <div>
                                <p>{session.t(if kept { Msg::SelectionReplaced } else { Msg::SelectionShown })}</p>
                                {(!unknown.is_empty()).then(|| view! {
                                    <p>{session.t(Msg::LinkUnknown)}</p>
                                    <ul>{unknown.iter().map(|part| view! { <li><code>{shown(part)}</code></li> }).collect_view()}</ul>
                                })}
                            </div>
                            {kept.then(|| view! {
                                <button type="button" on:click=move |_| end(false)>{session.t(Msg::BackToMine)}</button>
                                <button type="button" on:click=move |_| end(true)>{session.t(Fit::TakeStack)}</button>
                            })}
                            {(!kept).then(|| view! {
                                <button type="button" on:click=move |_| session.leave_visit()>{session.t(Msg::Dismiss)}</button>
                            })}
                        </div>
                    }
                })}
            </div>
            <div
                class="compose-columns"
                on:pointermove=move |event| preview::follow_pointer(desk, &event)
                on:pointerleave=move |_| preview::wish(desk, None)
                on:focusin=move |event| preview::follow_focus(desk, &event)
            >
                <Presets desk/>
                <Choices desk/>
                <div class="compose-right">
                    <Problems desk/>
                    <ArrangedList desk/>
                    <Outcome desk/>
                </div>
                <Preview desk/>
            </div>
            <Summary desk/>
        </div>
    }
}

/// What stood in a link, as plain text.
fn shown(part: &Unknown) -> String {
    match part {
        Unknown::Version(text) | Unknown::Part(text) | Unknown::Addon(text) | Unknown::Capability(text) => text.clone(),
        Unknown::Option(addon, text) => format!("{}.{text}", addon.0),
        Unknown::Value(name, text) => format!("{name}={text}"),
        Unknown::TooLong => "…".to_owned(),
    }
}
