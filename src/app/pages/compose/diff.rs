//! Differences as one reads them: file by file, what comes, what goes, what moves.

use composer::{Difference, Fate, Sign};
use leptos::prelude::*;

use crate::{
    i18n::compose::{self, Say},
    session::Session,
};

/// What a list of differences amounts to, in one line.
pub(super) fn summary(session: Session, differences: &[Difference]) -> String {
    if differences.is_empty() {
        return session.t(Say::NothingChanges).to_owned();
    }
    let (mut added, mut removed, mut moved) = (0, 0, 0);
    for (came, went, shifted) in differences.iter().map(Difference::counts) {
        added += came;
        removed += went;
        moved += shifted;
    }
    compose::difference(added, removed, moved, differences.len(), session.lang)
}

/// All files that differ.
pub(super) fn view(session: Session, differences: Vec<Difference>) -> AnyView {
    differences.into_iter().map(|difference| file(session, difference)).collect_view().into_any()
}

fn file(session: Session, difference: Difference) -> AnyView {
    let (added, removed, moved) = difference.counts();
    let fate = match difference.fate {
        Fate::Changed => None,
        Fate::New => Some(session.t(Say::NewFile)),
        Fate::Gone => Some(session.t(Say::GoneFile)),
    };
    let mut counts = Vec::new();
    for (sign, count) in [("+", added), ("−", removed), ("⇅", moved)] {
        if count > 0 {
            counts.push(format!("{sign}{count}"));
        }
    }
    let mut last = None;
    let lines: Vec<_> = difference
        .lines
        .into_iter()
        .map(|line| {
            let (class, mark, said) = match line.sign {
                Sign::Added => ("added", "+", Say::SignAdded),
                Sign::Removed => ("removed", "−", Say::SignRemoved),
                Sign::Arrived => ("arrived", "⇅", Say::SignArrived),
                Sign::Left => ("left", "⇅", Say::SignLeft),
            };
            let here = matches!(line.sign, Sign::Added | Sign::Arrived);
            // More than an empty line stands between this one and the one before.
            let gap = last.is_some_and(|(side, at)| side == here && at + 2 < line.at);
            last = Some((here, line.at));
            view! {
                <span class=format!("diff-line {class}{}", if gap { " gap" } else { "" }) data-mark=mark>
                    <span class="visually-hidden">{session.t(said)} " "</span>
                    {line.text}
                    "\n"
                </span>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="diff">
            <h3>
                <code>{difference.path.clone()}</code>
                " "
                <span class="delta">{counts.join(" ")}</span>
                {fate.map(|fate| view! { " " <span class="fate">{fate}</span> })}
            </h3>
            <pre tabindex="0" role="group" aria-label=difference.path><code lang="en" translate="no">{lines}</code></pre>
        </section>
    }
    .into_any()
}
