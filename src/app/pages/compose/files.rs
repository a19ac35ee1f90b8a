//! The composed files: a list, the text of one, and why each of its lines is there. All lines, or those of one add-on.

use std::collections::BTreeMap;

use catalog::{AddonId, Lang};
use composer::{ChangedLine, File, Line, Sign};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Desk, result::copy_and_say, why};
use crate::{
    CATALOG,
    i18n::{Msg, compose::Say},
    ui::{self, Glyph, Icon},
};

/// All files, one of them open.
#[component]
pub(super) fn Files(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let wanted = RwSignal::new(None::<String>);
    let paths = Memo::new(move |_| {
        desk.composition.with(|composition| composition.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>())
    });
    // The file that the reader opened, as long as the project has it; else the settings, where most lines go.
    let current = Memo::new(move |_| {
        paths.with(|paths| {
            let wanted = wanted.get().filter(|path| paths.contains(path));
            let settings =
                || paths.iter().find(|path| path.ends_with("settings.py") || path.ends_with("settings/base.py"));
            wanted.or_else(|| settings().or(paths.first()).cloned()).unwrap_or_default()
        })
    });
    // What the list counts: the lines that the last change brought, or those of the add-on that is looked at.
    let counts = Memo::new(move |_| {
        let only = desk.only_chosen();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        match only {
            Some(addon) => desk.composition.with(|now| {
                for file in &now.files {
                    counts.insert(file.path.clone(), file.lines.iter().filter(|line| line.is_from(addon)).count());
                }
            }),
            None => desk.changes.with(|changes| {
                for difference in changes {
                    counts
                        .insert(difference.path.clone(), difference.lines.iter().filter(|line| is_here(line)).count());
                }
            }),
        }
        counts
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        paths.with_untracked(|paths| {
            let at = paths.iter().position(|path| *path == current.get_untracked()).unwrap_or(0);
            let to = (at as isize + step).rem_euclid(paths.len().max(1) as isize) as usize;
            wanted.set(paths.get(to).cloned());
        });
        focus_selected();
    };
    view! {
        <Only desk/>
        <div class="files">
            <div class="file-list" role="tablist" aria-label=session.t(Msg::FilesLabel) aria-orientation="vertical" on:keydown=on_key>
                <For each=move || paths.get() key=Clone::clone let:path>
                    {
                        let chosen = {
                            let path = path.clone();
                            Signal::derive(move || current.get() == path)
                        };
                        let count = {
                            let path = path.clone();
                            move || counts.with(|counts| counts.get(&path).copied().filter(|count| *count > 0))
                        };
                        let open = {
                            let path = path.clone();
                            move |_| wanted.set(Some(path.clone()))
                        };
                        view! {
                            <button
                                type="button"
                                role="tab"
                                aria-selected=move || chosen.get().to_string()
                                aria-controls="composed-file"
                                tabindex=move || if chosen.get() { "0" } else { "-1" }
                                on:click=open
                            >
                                {path.clone()}
                                {move || count().map(|count| view! {
                                    " "
                                    <span class="count" title=move || count_title(desk)>{count}</span>
                                })}
                            </button>
                        }
                    }
                </For>
            </div>
            {move || {
                let path = current.get();
                let only = desk.only_chosen();
                desk.composition
                    .with(|composition| composition.file(&path).cloned())
                    .map(|file| view! { <FileView desk file only/> })
            }}
        </div>
    }
    .into_any()
}

fn count_title(desk: Desk) -> &'static str {
    match desk.only_chosen() {
        Some(addon) => CATALOG.addon(addon.0).map_or("", |addon| addon.name),
        None => desk.session.t(Msg::Changed),
    }
}

/// Which add-on's lines are shown.
#[component]
fn Only(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let choose = move |event: ev::Event| {
        let slug = event_target_value(&event);
        desk.only.set(CATALOG.addon(&slug).map(|addon| addon.id));
    };
    let chosen = Memo::new(move |_| {
        session.draft.with(|draft| {
            CATALOG.addons.iter().map(|it| it.id).filter(|id| draft.addons.contains(id)).collect::<Vec<_>>()
        })
    });
    let value = move || desk.only_chosen().map_or("", |id| id.0);
    let options = move || {
        let addons = chosen.get().into_iter().filter_map(|id| CATALOG.addon(id.0)).map(|it| (it.id.0, it.name));
        std::iter::once(("", session.t(Say::OnlyAll)))
            .chain(addons)
            .map(|(slug, name)| {
                view! { <option value=slug selected={move || value() == slug}>{name}</option> }.into_any()
            })
            .collect_view()
    };
    view! {
        <label class="only" class:none=move || chosen.with(Vec::is_empty)>
            <span>{session.t(Say::Only)}</span>
            <select prop:value=value on:change=choose>{options}</select>
        </label>
    }
    .into_any()
}

/// Whether a change is seen in the file as it is now.
fn is_here(line: &ChangedLine) -> bool {
    matches!(line.sign, Sign::Added | Sign::Arrived)
}

#[component]
fn FileView(desk: Desk, file: File, only: Option<AddonId>) -> impl IntoView {
    let session = desk.session;
    let new: Vec<usize> = desk.changes.with(|changes| {
        let own = changes.iter().filter(|difference| difference.path == file.path);
        own.flat_map(|difference| &difference.lines).filter(|line| is_here(line)).map(|line| line.at).collect()
    });
    let shown: Vec<usize> =
        (0..file.lines.len()).filter(|at| only.is_none_or(|addon| file.lines[*at].is_from(addon))).collect();
    let text: String = shown.iter().map(|at| format!("{}\n", file.lines[*at].text)).collect();
    let comments = desk.session.draft.with_untracked(|draft| draft.target.comments);
    let rows = rows(&file, &shown, &new, comments);
    let path = file.path.clone();
    let lines = StoredValue::new(file.lines);
    let active = RwSignal::new(None::<usize>);
    let held = RwSignal::new(false);
    let first_new = new.first().copied().filter(|at| shown.contains(at));
    settle(desk, path.clone(), first_new);
    Effect::new(move |before: Option<Option<usize>>| {
        let now = active.get();
        for (at, on) in [(before.flatten(), false), (now, true)] {
            if let Some(line) = at.and_then(|at| document().get_element_by_id(&format!("line-{at}"))) {
                let _ = line.class_list().toggle_with_force("active", on);
            }
        }
        now
    });
    let on_key = {
        let shown = shown.clone();
        move |event: ev::KeyboardEvent| {
            let place = active.get_untracked().and_then(|at| shown.iter().position(|it| *it == at));
            let last = shown.len().saturating_sub(1);
            let to = match (event.key().as_str(), place) {
                ("ArrowDown", None) | ("Home", _) => 0,
                ("ArrowDown", Some(at)) => (at + 1).min(last),
                ("ArrowUp", at) => at.unwrap_or(0).saturating_sub(1),
                ("End", _) => last,
                ("Enter", Some(_)) => {
                    held.update(|held| *held = !*held);
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            if let Some(at) = shown.get(to).copied() {
                active.set(Some(at));
                show_line(at);
            }
        }
    };
    let over = move |event: ev::PointerEvent| {
        if ui::moved(&event)
            && !held.get_untracked()
            && let Some(at) = line_at(&event)
        {
            active.set(Some(at));
        }
    };
    let click = move |event: ev::MouseEvent| {
        if let Some(at) = line_at(&event) {
            let same = active.get_untracked() == Some(at) && held.get_untracked();
            active.set(Some(at));
            held.set(!same);
        }
    };
    let scrolled = {
        let path = path.clone();
        move |event: ev::Event| {
            if let Some(pane) = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) {
                desk.scrolled.set_value(Some((path.clone(), pane.scroll_top())));
            }
        }
    };
    let name = path.clone();
    let nothing = shown.is_empty().then(|| view! { <p class="hint nothing">{session.t(Say::OnlyNone)}</p> });
    let copy = if only.is_some() { session.t(Say::CopyShown) } else { session.t(Msg::CopyFile) };
    view! {
        <div class="file" id="composed-file" role="tabpanel" aria-label=path.clone()>
            <div class="file-head">
                <code>{path.clone()}</code>
                <button type="button" class="button" on:click=move |_| copy_and_say(session, text.clone(), Msg::Copied)>
                    <Icon glyph=Glyph::Copy/>
                    {copy}
                </button>
            </div>
            {nothing}
            <pre
                class="lines"
                class:held=move || held.get()
                tabindex="0"
                role="group"
                aria-label=name
                aria-describedby="line-origin"
                on:keydown=on_key
                on:pointermove=over
                on:click=click
                on:scroll=scrolled
            >
                <code lang="en" translate="no">{rows}</code>
            </pre>
            <div id="line-origin" class="origin" role="status">
                {move || match active.get() {
                    Some(at) => lines.with_value(|lines| origin(desk, lines, at, held)),
                    None => view! { <p class="hint">{session.t(Msg::LineOriginHint)} " " {session.t(Say::LineHold)}</p> }.into_any(),
                }}
            </div>
        </div>
    }
    .into_any()
}

/// The shown lines, each with its number in the file; comments are in a language of their own.
fn rows(file: &File, shown: &[usize], new: &[usize], comments: Option<Lang>) -> Vec<AnyView> {
    let mut before = None;
    let row = |at: &usize| {
        let at = *at;
        let line = &file.lines[at];
        let mut class = String::from("line");
        if line.comment {
            class.push_str(" comment");
        }
        if line.origins.iter().any(|origin| origin.by.is_some()) {
            class.push_str(" added");
        }
        if new.contains(&at) {
            class.push_str(" new");
        }
        if before.is_some_and(|before| before + 1 < at) {
            class.push_str(" gap");
        }
        before = Some(at);
        let text = format!("{}\n", line.text);
        let lang = comments.filter(|lang| line.comment && *lang != Lang::En).map(Lang::code);
        view! { <span class=class data-line=at data-number=at + 1 id=format!("line-{at}") lang=lang>{text}</span> }
            .into_any()
    };
    shown.iter().map(row).collect()
}

/// Who put a line there and why, and the ways to take it along.
fn origin(desk: Desk, lines: &[Line], at: usize, held: RwSignal<bool>) -> AnyView {
    let session = desk.session;
    let Some(line) = lines.get(at) else { return ().into_any() };
    let text = format!("{}\n", line.text);
    let block = block(lines, at);
    let several = (block.len() > 1).then(|| {
        let text: String = lines[block.clone()].iter().map(|line| format!("{}\n", line.text)).collect();
        view! {
            <button type="button" class="quiet" on:click=move |_| copy_and_say(session, text.clone(), Msg::Copied)>
                {session.t(Say::CopyBlock)} " (" {block.len()} ")"
            </button>
        }
    });
    view! {
        {why::reasons(session, line)}
        <p class="origin-tools">
            <span class="hint">{at + 1}</span>
            <button type="button" class="quiet" on:click=move |_| copy_and_say(session, text.clone(), Msg::Copied)>
                {session.t(Say::CopyLine)}
            </button>
            {several}
            {move || held.get().then(|| view! {
                <button type="button" class="quiet" on:click=move |_| held.set(false)>{session.t(Say::LetGo)}</button>
            })}
        </p>
    }
    .into_any()
}

/// The lines around one that the same parties put there together.
fn block(lines: &[Line], at: usize) -> std::ops::Range<usize> {
    let parties = |line: &Line| line.origins.iter().map(|origin| origin.by).collect::<Vec<Option<AddonId>>>();
    let own = parties(&lines[at]);
    let same = |line: &&Line| !own.is_empty() && !line.text.is_empty() && parties(line) == own;
    let before = lines[..at].iter().rev().take_while(same).count();
    let after = lines[at + 1..].iter().take_while(same).count();
    at - before..at + 1 + after
}

/// A new text of the same file stays where the reader was; where the last change brought lines, the first is shown.
fn settle(desk: Desk, path: String, first_new: Option<usize>) {
    let left = desk.scrolled.get_value().filter(|(file, _)| *file == path).map(|(_, top)| top);
    if first_new.is_none() && left.is_none() {
        return;
    }
    request_animation_frame(move || {
        let Some(pane) = document().query_selector("#composed-file .lines").ok().flatten() else { return };
        let line = first_new.and_then(|at| document().get_element_by_id(&format!("line-{at}")));
        let top = line.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()).map(|line| line.offset_top());
        // A third of the pane above it, for what it stands among.
        let top = top.map(|top| top - pane.client_height() / 3);
        pane.set_scroll_top(top.or(left).unwrap_or(0));
    });
}

/// The line under a pointer.
fn line_at(event: &web_sys::MouseEvent) -> Option<usize> {
    let target = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok())?;
    target.closest("[data-line]").ok().flatten()?.get_attribute("data-line")?.parse().ok()
}

fn show_line(at: usize) {
    request_animation_frame(move || {
        if let Some(line) = document().get_element_by_id(&format!("line-{at}")) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

fn focus_selected() {
    request_animation_frame(|| {
        let tab = document().query_selector(".file-list [aria-selected=true]").ok().flatten();
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    });
}
