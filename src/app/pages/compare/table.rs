//! What a comparison says, as plain rows: the page shows them, and the clipboard gets them as Markdown.

use catalog::{Addon, Lang, Measured, Stack};

use crate::{
    CATALOG, footprint,
    i18n::{self, Msg, side_by_side::Side, stack},
    pages::pairing_name,
};

/// Something that is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What it is.
    pub(super) label: String,
    /// What each add-on says, in their order.
    pub(super) cells: Vec<Cell>,
    /// What holds without any of them.
    pub(super) without: Vec<Cell>,
    /// Whether add-ons that say different things differ: names and descriptions always do, which tells nothing.
    pub(super) telling: bool,
}

/// What one add-on says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cell {
    /// What is compared.
    pub(super) text: String,
    /// What explains it.
    pub(super) note: String,
    /// Where it leads.
    pub(super) links: Vec<(&'static str, &'static str)>,
}

impl Row {
    /// Whether the add-ons differ in it.
    pub(super) fn differs(&self) -> bool {
        self.telling && self.cells.windows(2).any(|pair| pair[0].text != pair[1].text)
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn noted(text: impl Into<String>, note: impl Into<String>) -> Cell {
    Cell { text: text.into(), note: note.into(), links: Vec::new() }
}

/// How many of something an add-on brings.
type Count = fn(&Measured) -> u32;

/// All rows about some add-ons, for a stack.
pub(super) fn rows(addons: &[&'static Addon], own: &Stack, lang: Lang) -> Vec<Row> {
    let t = |message: Side| message.text(lang);
    let m = |message: Msg| message.text(lang);
    let mut rows = Vec::new();
    let mut row = |label: &str, without: Option<&str>, cell: &dyn Fn(&'static Addon) -> Cell| {
        rows.push(Row {
            label: label.to_owned(),
            cells: addons.iter().copied().map(cell).collect(),
            without: without.map(text).into_iter().collect(),
            telling: true,
        });
    };
    row(t(Side::Purpose), Some(t(Side::YourCode)), &|addon| text(addon.summary.get(lang)));
    if !own.is_empty() {
        row(stack::Fit::YourStack.text(lang), None, &|addon| fit(own, addon, lang));
    }
    row(m(Msg::FactStatus), None, &|addon| {
        let checked = format!("{} ({} {})", addon.status.reason.get(lang), m(Msg::Checked), addon.status.checked);
        noted(i18n::status_word(addon.status.word, lang), checked)
    });
    row(m(Msg::FactOwner), None, &|addon| text(addon.status.owner.get(lang)));
    for series in CATALOG.series {
        let label = format!("Django {}", series.name);
        row(&label, None, &|addon| {
            let of = Stack { django: Some(series.name), ..Stack::default() };
            fit(&of, addon, lang)
        });
    }
    row(t(Side::DeclaresDjango), None, &|addon| match addon.versions.django {
        [] => text(m(Msg::NoDeclaration)),
        series => text(series.join(", ")),
    });
    row(t(Side::DeclaresPython), None, &|addon| text(addon.versions.python));
    row(m(Msg::FactAsync), None, &|addon| text(i18n::async_support(addon.footprint.asynchronous, lang)));
    row(m(Msg::FactServices), Some(m(Msg::FactNoService)), &|addon| match addon.footprint.services {
        [] => text(m(Msg::FactNoService)),
        services => text(services.join(", ")),
    });
    row(t(Side::Minutes), None, &|addon| text(i18n::minutes(addon.footprint.minutes)));
    row(t(Side::Moment), None, &|addon| {
        let moment = if addon.dev_only { m(Msg::DevOnly) } else { stack::Fit::DevNo.text(lang) };
        text(moment)
    });
    let counts: [(Side, Count); 6] = [
        (Side::Apps, |measured| measured.apps.into()),
        (Side::Middleware, |measured| measured.middleware.into()),
        (Side::Urls, |measured| measured.urls.into()),
        (Side::Tables, |measured| measured.tables.into()),
        (Side::StaticFiles, |measured| measured.static_files.into()),
        (Side::Packages, |measured| measured.packages.into()),
    ];
    let measured = |addon: &Addon, words: &dyn Fn(&Measured) -> String| match &addon.footprint.measured {
        Some(measured) => text(words(measured)),
        None => text(t(Side::NotMeasured)),
    };
    for (label, count) in counts {
        row(t(label), Some("0"), &|addon| measured(addon, &|of| i18n::number(count(of), lang)));
    }
    row(t(Side::Size), Some("0"), &|addon| measured(addon, &|of| footprint::size(of.kilobytes, lang)));
    row(m(Msg::FactExit), Some(t(Side::NothingToUndo)), &|addon| {
        noted(i18n::exit_grade(addon.footprint.exit, lang), addon.footprint.exit_reason.get(lang))
    });
    if addons.len() > 1 {
        row(t(Side::Together), None, &|addon| text(together(addon, addons, lang)));
    }
    row(t(Side::Licence), None, &|addon| text(addon.licence));
    row(m(Msg::FactVersion), None, &|addon| noted(addon.versions.pinned, addon.versions.released));
    row(t(Side::Install), Some(t(Side::Nothing)), &|addon| {
        let names = [addon.distribution].into_iter().chain(addon.companions.iter().copied());
        text(names.collect::<Vec<_>>().join(", "))
    });
    row(t(Side::Import), Some(t(Side::Nothing)), &|addon| text(addon.import));
    row(t(Side::Tags), None, &|addon| {
        let labels = addon.tags.iter().filter_map(|tag| CATALOG.tag(tag.0)).map(|tag| tag.label.get(lang));
        text(labels.collect::<Vec<_>>().join(", "))
    });
    row(t(Side::Alternatives), None, &|addon| {
        let names = addon.alternatives.iter().map(|alternative| alternative.name);
        text(names.collect::<Vec<_>>().join(", "))
    });
    row(t(Side::Plain), None, &|addon| {
        let plain = addon.alternatives.last();
        let links = plain.and_then(|plain| Some((plain.name, plain.url?))).into_iter().collect();
        Cell { text: plain.map_or("", |plain| plain.when.get(lang)).to_owned(), links, ..Cell::default() }
    });
    row(t(Side::Elsewhere), None, &|addon| Cell {
        links: vec![
            (m(Msg::Documentation), addon.links.docs),
            (m(Msg::Repository), addon.links.repository),
            (m(Msg::Changelog), addon.links.changelog),
        ],
        ..Cell::default()
    });
    // What always differs by its nature.
    let own_by_nature = [Side::Purpose, Side::Install, Side::Import, Side::Alternatives, Side::Plain].map(t);
    let version = m(Msg::FactVersion);
    for row in &mut rows {
        row.telling = !own_by_nature.contains(&row.label.as_str()) && row.label != version;
    }
    rows
}

/// The answer to a stack, with its reasons.
fn fit(own: &Stack, addon: &'static Addon, lang: Lang) -> Cell {
    let Some(answer) = own.answer(&CATALOG, addon) else { return Cell::default() };
    let reasons: Vec<String> =
        own.findings(&CATALOG, addon).iter().map(|finding| stack::finding(finding, addon, lang)).collect();
    noted(format!("{} {}", stack::answer_sign(answer), stack::answer_word(answer).text(lang)), reasons.join(". "))
}

/// What the proof says about an add-on and each of the others.
fn together(addon: &Addon, addons: &[&'static Addon], lang: Lang) -> String {
    let others = addons.iter().filter(|other| other.id != addon.id);
    let words = others.map(|other| {
        let pairing = pairing_name(CATALOG.proof.pairing(addon.id, other.id)).text(lang);
        match lang {
            Lang::En => format!("with {}: {pairing}", other.name),
            Lang::Fr => format!("avec {}\u{a0}: {pairing}", other.name),
        }
    });
    words.collect::<Vec<_>>().join("; ")
}

/// The rows as a Markdown table, with the edition below.
pub(super) fn markdown(addons: &[&'static Addon], rows: &[Row], lang: Lang) -> String {
    let mut lines = Vec::new();
    let names = addons.iter().map(|addon| escaped(addon.name));
    let head: Vec<String> =
        [String::new()].into_iter().chain(names).chain([escaped(Side::Without.text(lang))]).collect();
    lines.push(line(&head));
    lines.push(line(&head.iter().map(|_| "---".to_owned()).collect::<Vec<_>>()));
    for row in rows {
        let mark = if row.differs() { " ≠" } else { "" };
        let mut cells = vec![format!("**{}**{mark}", escaped(&row.label))];
        cells.extend(row.cells.iter().map(cell));
        cells.push(row.without.iter().map(cell).collect::<Vec<_>>().join("<br>"));
        lines.push(line(&cells));
    }
    let (site, edition) = (Msg::SiteName.text(lang), Msg::Edition.text(lang));
    lines.push(format!("\n{site}, {} {}", edition.to_lowercase(), CATALOG.edition));
    lines.join("\n") + "\n"
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn cell(cell: &Cell) -> String {
    let mut parts = Vec::new();
    if !cell.text.is_empty() {
        parts.push(escaped(&cell.text));
    }
    if !cell.note.is_empty() {
        parts.push(format!("*{}*", escaped(&cell.note)));
    }
    parts.extend(cell.links.iter().map(|(name, url)| format!("[{}]({url})", escaped(name))));
    parts.join(" ")
}

/// Text that Markdown takes as it is, inside a cell.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        match sign {
            '|' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '\\' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<&'static Addon> {
        CATALOG.addons.iter().step_by(7).take(4).collect()
    }

    #[test]
    fn every_row_has_a_cell_for_each_addon() {
        for lang in Lang::ALL {
            for count in 1..=4 {
                let addons = &some()[..count];
                let rows = rows(addons, &Stack::parse(&CATALOG, "python-3.13,asgi"), lang);
                assert!(rows.len() > 20);
                for row in &rows {
                    assert_eq!(row.cells.len(), count, "{}", row.label);
                    assert!(
                        row.cells.iter().all(|cell| !cell.text.is_empty() || !cell.links.is_empty()),
                        "{}",
                        row.label
                    );
                }
                let without = rows.iter().filter(|row| !row.without.is_empty()).count();
                assert!(without > 10, "only {without} rows say how it is without an add-on");
            }
        }
    }

    #[test]
    fn one_addon_beside_itself_differs_in_nothing() {
        let twice = [CATALOG.addons.first().expect("there are add-ons"); 2];
        assert!(rows(&twice, &Stack::default(), Lang::En).iter().all(|row| !row.differs()));
        assert!(rows(&some(), &Stack::default(), Lang::En).iter().any(Row::differs));
    }

    #[test]
    fn markdown_has_the_same_columns_in_each_line() {
        for lang in Lang::ALL {
            let addons = some();
            let text = markdown(&addons, &rows(&addons, &Stack::default(), lang), lang);
            let columns = |line: &str| line.replace("\\|", "").matches('|').count();
            let table: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).collect();
            assert!(table.len() > 20);
            for line in table {
                assert_eq!(columns(line), addons.len() + 3, "{line}");
            }
            assert!(text.contains(CATALOG.edition));
        }
    }

    #[test]
    fn signs_of_markdown_are_escaped() {
        assert_eq!(escaped("a|b *c* `d` <e>\n_f_"), "a\\|b \\*c\\* \\`d\\` \\<e\\> \\_f\\_");
    }
}
