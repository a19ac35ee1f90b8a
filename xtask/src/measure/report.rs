//! `docs/measured.md`: the figures that are kept, one table per section. The tables are what is compared, so there is no
//! second file that could say something else. A section that is not measured anew stays as it is.

use std::fs;

use crate::{
    failure::{Outcome, cannot},
    project::Project,
};

/// The file of a project, from its root; for a grown catalog another one.
fn file(project: &Project) -> String {
    match project.times {
        1 => "docs/measured.md".to_owned(),
        times => format!("docs/measured-{times}-times.md"),
    }
}

const INTRODUCTION: &str = "\
# Measured

`cargo xtask measure --write` keeps the sizes here; `--interactions`, `--lighthouse` and `--builds` measure what takes longer. Each run
prints what differs from these figures. The budgets are `xtask/src/budget.rs`; a build that passes one fails. Times are from two shared
cores, so they are upper ends. With `GUIDE_TIMES=10` before it, the command measures a guide of ten times the add-ons, made from these, and
keeps a file of its own.
";

/// A part of the report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Section {
    Budgets,
    FirstVisit,
    Kinds,
    Actions,
    Endurance,
    Revisits,
    ColdLoad,
    Builds,
}

impl Section {
    const ALL: [Section; 8] = [
        Section::Budgets,
        Section::FirstVisit,
        Section::Kinds,
        Section::Actions,
        Section::Endurance,
        Section::Revisits,
        Section::ColdLoad,
        Section::Builds,
    ];

    /// Its heading, by which it is found.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Section::Budgets => "## Budgets",
            Section::FirstVisit => "## A first visit",
            Section::Kinds => "## Files by kind",
            Section::Actions => "## From an action to the next paint, in milliseconds (`--interactions`)",
            Section::Endurance => "## A long visit (`--interactions`)",
            Section::Revisits => "## Coming again, without and with a server (`--interactions`)",
            Section::ColdLoad => "## Cold load, Lighthouse's mobile profile (`--lighthouse`)",
            Section::Builds => "## Building (`--builds`)",
        }
    }

    /// From how large a change on, relative to the kept figure, a difference is told. Bytes are exact, times are not.
    fn tolerance(self) -> f64 {
        match self {
            Section::Budgets | Section::FirstVisit | Section::Kinds => 0.0,
            _ => 0.25,
        }
    }
}

/// The kept tables, in the order of the sections.
pub(super) struct Report {
    tables: Vec<(Section, String)>,
}

impl Report {
    /// What is kept; empty where nothing is yet.
    pub(super) fn read(project: &Project) -> Outcome<Report> {
        let file = project.root.join(file(project));
        if !file.is_file() {
            return Ok(Report::parse(""));
        }
        Ok(Report::parse(&fs::read_to_string(&file).map_err(cannot("read", &file))?))
    }

    fn parse(text: &str) -> Report {
        let table = |section: &Section| {
            let (_, after) = text.split_once(&format!("{}\n", section.heading()))?;
            let (own, _) = after.split_once("\n## ").unwrap_or((after, ""));
            Some((*section, super::table(own)))
        };
        Report { tables: Section::ALL.iter().filter_map(table).collect() }
    }

    /// Takes a table in the place of the kept one.
    pub(super) fn put(&mut self, section: Section, table: String) {
        self.tables.retain(|(kept, _)| *kept != section);
        self.tables.push((section, table));
    }

    /// Keeps all tables.
    pub(super) fn write(&self, project: &Project) -> Outcome<()> {
        let name = file(project);
        let file = project.root.join(&name);
        fs::write(&file, self.text()).map_err(cannot("write", &file))?;
        eprintln!("  ✓ {name} is written");
        Ok(())
    }

    fn text(&self) -> String {
        let mut text = INTRODUCTION.to_owned();
        for section in Section::ALL {
            if let Some((_, table)) = self.tables.iter().find(|(kept, _)| *kept == section) {
                text.push_str(&format!("\n{}\n\n{table}", section.heading()));
            }
        }
        text
    }

    /// What is another figure than the kept one: `row, column: before → now`.
    pub(super) fn differences(&self, section: Section, now: &str) -> Vec<String> {
        let Some((_, kept)) = self.tables.iter().find(|(kept, _)| *kept == section) else { return Vec::new() };
        let (kept, now) = (Rows::of(kept), Rows::of(now));
        let mut told = Vec::new();
        for row in &now.rows {
            let Some(before) = kept.rows.iter().find(|before| before[0] == row[0]) else {
                told.push(format!("{}: new", row[0]));
                continue;
            };
            for (column, cell) in now.columns.iter().zip(row).skip(1) {
                let at = kept.columns.iter().position(|name| name == column);
                let Some(was) = at.and_then(|at| before.get(at)) else { continue };
                if differs(was, cell, section.tolerance()) {
                    told.push(format!("{}, {column}: {was} → {cell}", row[0]));
                }
            }
        }
        let gone = kept.rows.iter().filter(|row| now.rows.iter().all(|other| other[0] != row[0]));
        told.extend(gone.map(|row| format!("{}: gone", row[0])));
        told
    }
}

/// A table read back: its columns, and the cells of its rows.
struct Rows {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn of(table: &str) -> Rows {
        let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        let mut lines = table.lines().filter(|line| !line.starts_with("|--"));
        Rows { columns: lines.next().map(cells).unwrap_or_default(), rows: lines.map(cells).collect() }
    }
}

/// Whether two cells are further apart than a share of the first.
fn differs(before: &str, now: &str, tolerance: f64) -> bool {
    let number = |cell: &str| -> Option<f64> {
        let word = cell.split_whitespace().next()?;
        word.replace(',', "").parse().ok()
    };
    match (number(before), number(now)) {
        (Some(before), Some(now)) => (now - before).abs() > before.abs() * tolerance,
        _ => before != now,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| File | raw | brotli |\n|---|--:|--:|\n| `a.js` | 1,000 | 500 |\n| `b.js` | 10 | 5 |\n";

    #[test]
    fn a_report_is_read_as_it_was_written() {
        let mut report = Report::parse("");
        report.put(Section::Actions, "| Action | p95 |\n|---|--:|\n| a key | 20.0 |\n".to_owned());
        report.put(Section::FirstVisit, TABLE.to_owned());
        let text = report.text();
        assert!(text.find("first visit").unwrap() < text.find("an action").unwrap(), "{text}");
        assert_eq!(Report::parse(&text).text(), text);
    }

    #[test]
    fn differences_are_told_by_row_and_column() {
        let mut report = Report::parse("");
        report.put(Section::FirstVisit, TABLE.to_owned());
        let check = |now: &str, expected: &[&str]| assert_eq!(report.differences(Section::FirstVisit, now), expected);
        check(TABLE, &[]);
        check(&TABLE.replace("500", "501"), &["`a.js`, brotli: 500 → 501"]);
        check(&TABLE.replace("b.js", "c.js"), &["`c.js`: new", "`b.js`: gone"]);
        assert!(report.differences(Section::Builds, TABLE).is_empty());
    }

    #[test]
    fn times_differ_by_more_than_a_quarter() {
        let check = |before, now, expected| assert_eq!(differs(before, now, 0.25), expected, "{before} {now}");
        check("100.0", "125.0", false);
        check("100.0", "126.0", true);
        check("1.20 s", "1.00 s", false);
        check("0", "1", true);
        check("yes", "no", true);
    }
}
