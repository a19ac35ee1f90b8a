//! Random selections: everything that a reader can tick, answer and type, and what only a link can hold.

use catalog::{Catalog, Database, Interface, Lang, Layout, OptionKind, Packager, Proxy};
use composer::{Answer, Selection, Target};
use proptest::prelude::*;
use proptest::sample::Index;

/// Everything a selection can be made of, before it is known of which catalog.
#[derive(Debug, Clone)]
pub(crate) struct Clicks {
    addons: Vec<Index>,
    answers: Vec<(Index, Index, i64, String)>,
    providers: Vec<(Index, Index)>,
    target: Vec<Index>,
    project: String,
}

pub(crate) fn clicks() -> impl Strategy<Value = Clicks> {
    (
        prop::collection::vec(any::<Index>(), 0..8),
        prop::collection::vec((any::<Index>(), any::<Index>(), any::<i64>(), text()), 0..8),
        prop::collection::vec((any::<Index>(), any::<Index>()), 0..3),
        prop::collection::vec(any::<Index>(), 8),
        prop_oneof![3 => Just("config".to_owned()), 1 => "[a-z_][a-z0-9_]{0,12}", 1 => text()],
    )
        .prop_map(|(addons, answers, providers, target, project)| Clicks {
            addons,
            answers,
            providers,
            target,
            project,
        })
}

/// Texts with everything in them that some format takes for its own.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,8}",
        "https?://[a-z]{1,8}(\\.[a-z]{2,5})?(:[0-9]{1,4})?",
        "[ -~]{0,20}",
        "(['\"`$#\\\\{}%&=,;: \n\t]|[a-z]){0,20}",
        "\\PC{0,12}",
    ]
}

/// The selection that these clicks make of a catalog.
pub(crate) fn selection(catalog: &Catalog, clicks: &Clicks) -> Selection {
    let mut selection = Selection::new(catalog);
    let pick = |at: usize, of: usize| clicks.target[at].index(of);
    let series = &catalog.series[pick(0, catalog.series.len())];
    let pythons: Vec<&'static str> = catalog.series.iter().flat_map(|series| series.pythons).copied().collect();
    selection.target = Target {
        project: clicks.project.clone(),
        django: series.number,
        python: pythons[pick(1, pythons.len())],
        database: Database::ALL[pick(2, Database::ALL.len())],
        interface: Interface::ALL[pick(3, Interface::ALL.len())],
        layout: Layout::ALL[pick(4, Layout::ALL.len())],
        packager: Packager::ALL[pick(5, Packager::ALL.len())],
        proxy: Proxy::ALL[pick(6, Proxy::ALL.len())],
        comments: [Some(Lang::En), Some(Lang::Fr), None][pick(7, 3)],
    };
    let chosen = clicks.addons.iter().map(|index| catalog.addons[index.index(catalog.addons.len())].id);
    selection.addons.extend(chosen);
    for (addon, option, number, text) in &clicks.answers {
        let addon = &catalog.addons[addon.index(catalog.addons.len())];
        if addon.options.is_empty() {
            continue;
        }
        let option = &addon.options[option.index(addon.options.len())];
        let answer = match &option.kind {
            OptionKind::Flag(_) => Answer::Flag(number % 2 == 0),
            OptionKind::Choice { choices, .. } => {
                Answer::Choice(choices[number.unsigned_abs() as usize % choices.len()].id)
            }
            OptionKind::Number { .. } => Answer::Number(*number),
            OptionKind::Text { .. } => Answer::Text(text.clone()),
            OptionKind::Items { .. } => Answer::Items(text.split(' ').map(str::to_owned).collect()),
        };
        selection.answer(catalog, addon.id, option.id, Some(answer));
    }
    for (capability, addon) in &clicks.providers {
        if !catalog.capabilities.is_empty() {
            let capability = &catalog.capabilities[capability.index(catalog.capabilities.len())];
            selection.providers.insert(capability.id, catalog.addons[addon.index(catalog.addons.len())].id);
        }
    }
    selection
}
