//! `check --table`: what each add-on's texts amount to, one line each.

use catalog::Lang;
use compiler::{Page, Survey};

/// The table, and below it what the whole amounts to.
pub(crate) fn table(survey: &Survey) -> String {
    let mut rows = vec![["add-on", "tabs", "words en", "words fr", "blocks", "pitfalls"].map(str::to_owned)];
    let mut sum = [0; 5];
    for addon in survey.catalog.addons {
        let pages = |lang: Lang| survey.pages.iter().filter(move |page| page.addon == addon.id && page.lang == lang);
        let words = |lang| pages(lang).map(|page| page.words).sum();
        let pitfalls = pages(Lang::En).filter(|page| page.tab == "pitfalls").map(|page| page.sections).sum();
        let counts = [addon.tabs.len(), words(Lang::En), words(Lang::Fr), pages(Lang::En).map(blocks).sum(), pitfalls];
        rows.push(row(addon.id.0, counts));
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    rows.push(row("all", sum));
    let widths: Vec<usize> =
        (0..6).map(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or_default()).collect();
    let line = |row: &[String; 6]| {
        let counts = row[1..].iter().zip(&widths[1..]).map(|(cell, width)| format!("  {cell:>width$}"));
        format!("{:width$}{}\n", row[0], counts.collect::<String>(), width = widths[0])
    };
    rows.iter().map(line).collect()
}

fn row(name: &str, counts: [usize; 5]) -> [String; 6] {
    let [tabs, en, fr, blocks, pitfalls] = counts.map(|count| count.to_string());
    [name.to_owned(), tabs, en, fr, blocks, pitfalls]
}

/// The blocks of code of a tab, which are the same in both languages.
fn blocks(page: &Page) -> usize {
    page.snippets.iter().filter(|snippet| snippet.block.is_some()).count()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn an_addon_is_a_line() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/invalid/valid");
        let table = table(&compiler::survey(&content).unwrap());
        let names: Vec<_> = table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(names, ["add-on", "harbour", "lantern", "all"]);
        let harbour: Vec<usize> = table
            .lines()
            .filter(|line| line.starts_with("harbour"))
            .flat_map(|line| line.split_whitespace().skip(1).map(|count| count.parse().unwrap()))
            .collect();
        assert_eq!((harbour[0], harbour[4]), (7, 6), "{table}");
        assert!(harbour[1] > 10 && harbour[2] > 10 && harbour[3] > 0, "{table}");
    }
}
