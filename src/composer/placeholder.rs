//! Placeholders in the verbatim texts of the content, such as `{project}`. What fills them needs no escaping in any
//! format: names, versions, numbers, keys. Other braces stay as they are.

use catalog::{Addon, Layout, OptionKind, Packager, TextRule};

use crate::facts::{Facts, key};

/// The module of the settings that `manage.py` uses.
pub(crate) fn settings_dev(facts: &Facts<'_>) -> String {
    match facts.selection.target.layout {
        Layout::Single => format!("{}.settings", facts.project),
        Layout::Split => format!("{}.settings.dev", facts.project),
    }
}

/// The module of the settings that servers and workers use.
pub(crate) fn settings(facts: &Facts<'_>) -> String {
    match facts.selection.target.layout {
        Layout::Single => format!("{}.settings", facts.project),
        Layout::Split => format!("{}.settings.prod", facts.project),
    }
}

/// Fills the placeholders of a text that this add-on (or plain Django) brings.
pub(crate) fn fill(facts: &Facts<'_>, by: Option<&'static Addon>, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = rest.find('}').and_then(|end| Some((end, value(facts, by, &rest[1..end])?)));
        match found {
            Some((end, value)) => {
                out.push_str(&value);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn value(facts: &Facts<'_>, by: Option<&'static Addon>, name: &str) -> Option<String> {
    Some(match name {
        "project" => facts.project.to_owned(),
        "settings" => settings(facts),
        "settings_dev" => settings_dev(facts),
        "python" => facts.selection.target.python.to_owned(),
        "run" => match facts.selection.target.packager {
            Packager::Pip => "",
            Packager::Uv => "uv run ",
            Packager::Poetry => "poetry run ",
        }
        .to_owned(),
        _ => {
            let (addon, id) = (by?, name.strip_prefix("option:")?);
            let option = addon.options.iter().find(|option| option.id == id)?;
            match option.kind {
                OptionKind::Text { rule: TextRule::Line | TextRule::Origin, .. } | OptionKind::Items { .. } => {
                    return None;
                }
                _ => key(&facts.answer(addon, option)),
            }
        }
    })
}
