//! What the composer tells of a project that exists: it relies on nothing that is not shown, replaces nothing silently, and
//! names no command of another situation. `tests/django/follow.py` follows it in real projects.

use std::{collections::BTreeSet, sync::LazyLock};

use catalog::{Catalog, Effect, Lang, Layout, Moment, Preset};
use composer::{Additions, Anchor, Selection, Snippet, additions, explain_place};

/// Each add-on alone with each series, all pairs, the presets, everything; those of one add-on in both layouts.
fn selections(catalog: &'static Catalog) -> Vec<Selection> {
    let mut all = Vec::new();
    for series in catalog.series {
        let mut plain = Selection::new(catalog);
        plain.choose_django(series);
        for (at, one) in catalog.addons.iter().enumerate() {
            for layout in Layout::ALL {
                let mut selection = Selection { addons: [one.id].into(), ..plain.clone() };
                selection.target.layout = *layout;
                all.push(selection);
            }
            for other in &catalog.addons[at + 1..] {
                all.push(Selection { addons: [one.id, other.id].into(), ..plain.clone() });
            }
        }
        let preset = |preset: &Preset| {
            let mut selection = plain.clone();
            selection.take_preset(catalog, preset);
            selection
        };
        all.extend(catalog.presets.iter().map(preset));
        all.push(Selection { addons: catalog.addons.iter().map(|addon| addon.id).collect(), ..plain });
    }
    all
}

/// What each of them is told.
static TOLD: LazyLock<Vec<(Selection, Additions)>> = LazyLock::new(|| {
    let catalog = tests::catalog();
    selections(catalog).into_iter().map(|selection| (selection.clone(), additions(catalog, &selection))).collect()
});

/// The words of code in capitals, as settings are written, outside of strings and comments.
fn settings(code: &str) -> BTreeSet<String> {
    let mut bare = String::new();
    let mut quote = None;
    for c in code.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '#' => break,
            None if c == '"' || c == '\'' => quote = Some(c),
            None => bare.push(c),
        }
    }
    // Of a dotted name its start: the rest belongs to that.
    let dotted = bare.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.');
    let words = dotted.filter_map(|name| name.split('.').next());
    let capital = |word: &&str| word.len() > 2 && word.bytes().all(|b| !b.is_ascii_lowercase());
    words.filter(capital).filter(|word| !word.as_bytes()[0].is_ascii_digit()).map(str::to_owned).collect()
}

/// What a line sets, whatever its indent.
fn set(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start().split_once(" = ")?;
    name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_').then_some(name)
}

fn of_settings(told: &Additions) -> impl Iterator<Item = &Snippet> {
    told.snippets.iter().filter(|snippet| snippet.path.contains("settings"))
}

#[test]
fn every_setting_that_a_snippet_uses_is_shown_or_of_startproject() {
    let catalog = tests::catalog();
    let mut relied_on = BTreeSet::new();
    for (selection, told) in TOLD.iter() {
        let lines: Vec<&str> =
            of_settings(told).flat_map(|snippet| &snippet.lines).map(|line| line.text.as_str()).collect();
        let mut known: BTreeSet<&str> = lines.iter().filter_map(|line| set(line)).collect();
        known.extend(catalog.plain.written);
        let imported: String =
            lines.iter().filter(|line| line.contains("import ")).map(|line| format!("{line} ")).collect();
        for (line, name) in lines.iter().flat_map(|line| settings(line).into_iter().map(move |name| (line, name))) {
            let imported = imported.split([' ', ',']).any(|word| word == name);
            assert!(known.contains(name.as_str()) || imported, "{selection}: {name} in `{line}` is shown nowhere");
        }
        relied_on.extend(
            told.snippets
                .iter()
                .filter(|snippet| snippet.optional)
                .flat_map(|snippet| snippet.lines.iter().filter_map(|line| set(&line.text)).map(str::to_owned)),
        );
    }
    let wanted = ["EMAIL_BACKEND", "STATIC_ROOT", "TESTING"].map(str::to_owned);
    assert_eq!(relied_on, BTreeSet::from(wanted), "what snippets rely on");
}

#[test]
fn what_a_snippet_relies_on_stands_above_it() {
    for (selection, told) in TOLD.iter() {
        let settings: Vec<&Snippet> = of_settings(told).collect();
        let last = settings.iter().rposition(|snippet| snippet.optional);
        let first = settings.iter().position(|snippet| !snippet.optional && snippet.anchor != Anchor::Imports);
        assert!(last.is_none() || first.is_none() || last < first, "{selection}");
    }
}

#[test]
fn a_setting_of_djangos_own_is_merged_or_said_to_be_replaced() {
    let catalog = tests::catalog();
    let mut seen = BTreeSet::new();
    for (selection, told) in TOLD.iter() {
        for snippet in &told.snippets {
            let names = snippet.lines.iter().filter_map(|line| set(&line.text));
            for name in names.filter(|name| snippet.path.contains("settings") && catalog.plain.has(name)) {
                let said = match &snippet.anchor {
                    Anchor::Merge(said) => catalog.plain.several.contains(&name) && said == name,
                    Anchor::Instead(said) => catalog.plain.single.contains(&name) && said == name,
                    _ => snippet.optional,
                };
                assert!(said, "{selection}: {name} by {:?}", snippet.anchor);
                seen.insert(name.to_owned());
            }
        }
    }
    for name in ["CACHES", "INTERNAL_IPS", "LOGIN_URL", "LOGIN_REDIRECT_URL", "STATICFILES_DIRS", "STORAGES"] {
        assert!(seen.contains(name), "{name} is set by nothing: {seen:?}");
    }
}

#[test]
fn a_dictionary_of_an_addon_is_merged() {
    let mut seen = BTreeSet::new();
    for (selection, told) in TOLD.iter() {
        for snippet in of_settings(told) {
            let keyed = |text: &str| text.ends_with(" = {") || text.contains(" = {\"") && text.contains("\": ");
            let whole = snippet
                .lines
                .iter()
                .map(|line| line.text.as_str())
                .filter(|text| !text.starts_with(' ') && keyed(text));
            // One key of a dictionary is no whole one.
            for name in whole.filter_map(set) {
                let merged = matches!(&snippet.anchor, Anchor::Merge(said) if said == name) || snippet.optional;
                assert!(merged, "{selection}: {name} by {:?}", snippet.anchor);
                seen.insert(name.to_owned());
            }
        }
    }
    for name in ["REST_FRAMEWORK", "JAZZMIN_SETTINGS", "SENTRY_OPTIONS"] {
        assert!(seen.contains(name), "{name} is set by nothing: {seen:?}");
    }
}

#[test]
fn steps_are_those_of_a_project_that_exists() {
    for (selection, told) in TOLD.iter() {
        let mut commands = BTreeSet::new();
        for step in &told.steps {
            let command = step.command.as_str();
            assert!(commands.insert((step.moment, command)), "{selection}: `{command}` twice");
            for other in [".venv", "cp ", "requirements", ".example", "runserver", "createsuperuser"] {
                assert!(!command.contains(other), "{selection}: `{command}` is of a new project");
            }
            let shown = |path: &str| told.snippets.iter().any(|snippet| snippet.path == path);
            assert!(!command.contains("./.env") || shown(".env"), "{selection}: `{command}`");
            assert!(!command.contains("compose up") || shown("compose.yaml"), "{selection}: `{command}`");
        }
        let gathers = |step: &composer::PlannedStep| step.command.contains("collectstatic");
        let rooted =
            of_settings(told).flat_map(|snippet| &snippet.lines).any(|line| set(&line.text) == Some("STATIC_ROOT"));
        assert_eq!(told.steps.iter().any(gathers), rooted, "{selection}: collectstatic and STATIC_ROOT go together");
    }
}

#[test]
fn a_composition_tells_each_command_that_keeps_running_once() {
    let catalog = tests::catalog();
    for (selection, _) in TOLD.iter().filter(|(selection, _)| selection.addons.len() == 1) {
        let steps = composer::each_once(&composer::compose(catalog, selection).steps);
        let running: Vec<&str> =
            steps.iter().filter(|step| step.moment == Moment::Run).map(|step| step.command.as_str()).collect();
        assert_eq!(BTreeSet::from_iter(&running).len(), running.len(), "{selection}: {running:?}");
    }
}

#[test]
fn what_addons_need_is_a_setting_of_composed_projects() {
    let catalog = tests::catalog();
    let base: Vec<&str> = catalog
        .base
        .iter()
        .filter_map(|contribution| match contribution.effect {
            Effect::Setting(setting) => Some(setting.name),
            _ => None,
        })
        .collect();
    let mut needs = 0;
    for contribution in catalog.addons.iter().flat_map(|addon| addon.contributions) {
        if let Effect::Need(setting) = contribution.effect {
            needs += 1;
            assert!(base.contains(&setting), "{setting} is no setting of base.toml");
        }
    }
    assert!(needs > 2, "only {needs} needs");
}

#[test]
fn the_words_say_that_many_projects_have_it() {
    let snippet = Snippet {
        path: "config/settings.py".to_owned(),
        anchor: Anchor::Below("DEBUG"),
        lines: Vec::new(),
        addons: Vec::new(),
        optional: true,
    };
    assert_eq!(explain_place(&snippet, Lang::En), "Below DEBUG, if your project does not have it yet");
    assert_eq!(explain_place(&snippet, Lang::Fr), "Sous DEBUG, si votre projet ne l’a pas encore");
}
