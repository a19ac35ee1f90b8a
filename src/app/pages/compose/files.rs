//! The composed files: a list, the text of one, and why each of its lines is there.

use std::collections::BTreeMap;

use catalog::AddonId;
use composer::{File, Line, Origin};
use leptos::{ev, prelude::*};

use super::{Desk, result::copy_and_say};
use crate::{
    CATALOG,
    i18n::Msg,
    session::Session,
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
    let changed = Memo::new(move |_| {
        desk.composition.with(|now| {
            let mut counts = BTreeMap::new();
            for file in &now.files {
                counts.insert(file.path.clone(), new_lines(desk, file).len());
            }
            counts
        })
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
                            move || changed.with(|changed| changed.get(&path).copied().filter(|count| *count > 0))
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
                                    <span class="count" title=session.t(Msg::Changed)>{count}</span>
                                })}
                            </button>
                        }
                    }
                </For>
            </div>
            {move || {
                let path = current.get();
                desk.composition
                    .with(|composition| composition.file(&path).cloned())
                    .map(|file| view! { <FileView desk file/> })
            }}
        </div>
    }
}

#[component]
fn FileView(desk: Desk, file: File) -> impl IntoView {
    let session = desk.session;
    let new = new_lines(desk, &file);
    let text = file.text();
    let lines = StoredValue::new(file.lines.clone());
    let active = RwSignal::new(None::<usize>);
    let count = file.lines.len();
    let on_key = move |event: ev::KeyboardEvent| {
        let to = match (event.key().as_str(), active.get_untracked()) {
            ("ArrowDown", None) | ("Home", _) => 0,
            ("ArrowDown", Some(at)) => (at + 1).min(count.saturating_sub(1)),
            ("ArrowUp", at) => at.unwrap_or(0).saturating_sub(1),
            ("End", _) => count.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        active.set(Some(to));
        show_line(to);
    };
    let over = move |event: ev::PointerEvent| {
        if ui::moved(&event)
            && let Some(at) = line_at(&event)
        {
            active.set(Some(at));
        }
    };
    let rows = file.lines.iter().enumerate().map(|(at, line)| {
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
        let text = if line.text.is_empty() { "\n".to_owned() } else { format!("{}\n", line.text) };
        view! {
            <span class=class class:active=move || active.get() == Some(at) data-line=at id=format!("line-{at}")>{text}</span>
        }
    });
    view! {
        <div class="file" id="composed-file" role="tabpanel" aria-label=file.path.clone()>
            <div class="file-head">
                <code>{file.path.clone()}</code>
                <button type="button" class="button" on:click=move |_| copy_and_say(session, text.clone(), Msg::Copied)>
                    <Icon glyph=Glyph::Copy/>
                    {session.t(Msg::CopyFile)}
                </button>
            </div>
            <pre
                class="lines"
                tabindex="0"
                role="group"
                aria-label=file.path.clone()
                aria-describedby="line-origin"
                on:keydown=on_key
                on:pointermove=over
            >
                <code lang="en" translate="no">{rows.collect_view()}</code>
            </pre>
            <div id="line-origin" class="origin" role="status">
                {move || match active.get().and_then(|at| lines.with_value(|lines| lines.get(at).cloned())) {
                    Some(line) => view! { <Why line/> }.into_any(),
                    None => view! { <p class="hint">{session.t(Msg::LineOriginHint)}</p> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// Why a line is there, and why at this place.
#[component]
fn Why(line: Line) -> impl IntoView {
    let session = Session::get();
    let lang = session.lang;
    if line.origins.is_empty() {
        return view! { <p class="hint">{session.t(Msg::FileFrame)}</p> }.into_any();
    }
    let name = move |by: Option<AddonId>| {
        by.and_then(|id| CATALOG.addon(id.0)).map_or(session.t(Msg::PlainDjango), |it| it.name)
    };
    let source = move |href: &'static str| {
        (!href.is_empty()).then(|| view! { " " <a href=href rel="external noopener">{session.t(Msg::Source)}</a> })
    };
    let one = move |origin: Origin| {
        let placed = origin.placed_by.into_iter().map(|claim| {
            view! {
                <li>
                    <code>{claim.precedence.first}</code>
                    " "
                    {session.t(Msg::Before)}
                    " "
                    <code>{claim.precedence.then}</code>
                    " — "
                    {claim.precedence.because.get(lang)}
                    {source(claim.precedence.source)}
                </li>
            }
        });
        let placed: Vec<_> = placed.collect();
        view! {
            <p><strong>{name(origin.by)}</strong> " " {origin.because.get(lang)} {source(origin.source)}</p>
            {(!placed.is_empty()).then(|| view! {
                <p class="placed">{session.t(Msg::PlacedBy)}</p>
                <ul>{placed}</ul>
            })}
        }
    };
    line.origins.into_iter().map(one).collect_view().into_any()
}

/// The numbers of the lines that the last change brought; none before the first change.
fn new_lines(desk: Desk, file: &File) -> Vec<usize> {
    desk.before.with_value(|before| {
        let Some(before) = before else { return Vec::new() };
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for line in before.file(&file.path).iter().flat_map(|file| &file.lines) {
            *known.entry(line.text.as_str()).or_default() += 1;
        }
        let is_new = |line: &Line| match known.get_mut(line.text.as_str()) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        };
        // The head of a file links to the selection, so it changes with every click and says nothing.
        let mut is_new = is_new;
        file.lines
            .iter()
            .enumerate()
            .filter(|(_, line)| {
                is_new(line) && !line.text.trim().is_empty() && !(line.comment && line.origins.is_empty())
            })
            .map(|(at, _)| at)
            .collect()
    })
}

/// The line under a pointer.
fn line_at(event: &ev::PointerEvent) -> Option<usize> {
    let target = event.target().and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it).ok())?;
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
        if let Some(tab) = tab.and_then(|tab| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(tab).ok()) {
            let _ = tab.focus();
        }
    });
}
