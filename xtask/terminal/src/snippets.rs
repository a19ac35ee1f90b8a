//! `snippets`: every piece of code of the content with its place, as JSON, for the checks against real packages.

use catalog::{Contribution, Effect};
use command_line::Arguments;
use compiler::{Page, Removed, Snippet, Survey};
use serde_json::{Value, json};

use crate::Failure;

/// Prints them.
pub(crate) fn snippets(mut arguments: Arguments) -> Result<(), Failure> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    let Survey { catalog, pages, removed } = compiler::survey(&crate::content())?;
    let addons = catalog.addons.iter().map(|addon| {
        let distributions = [&[addon.distribution], addon.companions].concat();
        json!({
            "slug": addon.id.0,
            "import": addon.import,
            "distributions": distributions,
            "apps": apps(addon.contributions),
            "requirements": requirements(addon.contributions),
            "checked": addon.status.checked,
        })
    });
    let addons: Vec<Value> = addons.collect();
    let snippets: Vec<Value> =
        pages.iter().flat_map(|page| page.snippets.iter().map(|code| snippet(page, code))).collect();
    let removed: Vec<Value> = removed.iter().map(name).collect();
    let document = json!({ "apps": apps(catalog.base), "addons": addons, "removed": removed, "snippets": snippets });
    crate::print(&format!("{document:#}\n"))
}

/// The apps that these contributions install, whatever they depend on.
fn apps(contributions: &[Contribution]) -> Vec<&'static str> {
    let mut apps: Vec<&str> = Vec::new();
    for contribution in contributions {
        if let Effect::Entry(entry) = contribution.effect
            && entry.list == "INSTALLED_APPS"
            && !apps.contains(&entry.value)
        {
            apps.push(entry.value);
        }
    }
    apps
}

/// What these contributions may install, with the extras that they may ask for.
fn requirements(contributions: &[Contribution]) -> Vec<String> {
    let mut wanted = Vec::new();
    for contribution in contributions {
        if let Effect::Requirement(requirement) = contribution.effect {
            let extras = if requirement.extras.is_empty() {
                String::new()
            } else {
                format!("[{}]", requirement.extras.join(","))
            };
            let line = format!("{}{extras}", requirement.distribution);
            if !wanted.contains(&line) {
                wanted.push(line);
            }
        }
    }
    wanted
}

fn name(removed: &Removed) -> Value {
    let told: Vec<Value> = removed.told.iter().map(|(_, addon, anchor)| json!([addon.0, anchor])).collect();
    json!({ "name": removed.name, "package": removed.package, "instead": removed.instead, "told": told })
}

fn snippet(page: &Page, snippet: &Snippet) -> Value {
    let block = snippet.block;
    json!({
        "addon": page.addon.0,
        "tab": page.tab,
        "lang": page.lang.code(),
        "place": format!("content/{}:{}", snippet.location.file, snippet.location.line),
        "anchor": snippet.anchor,
        "mentions": page.mentions.iter().map(|addon| addon.0).collect::<Vec<_>>(),
        "language": block.map(|block| block.language),
        "file": block.and_then(|block| block.file),
        "django": block.and_then(|block| block.django),
        "partial": block.is_some_and(|block| block.partial),
        "wrong": block.is_some_and(|block| block.wrong),
        "code": snippet.code,
    })
}
