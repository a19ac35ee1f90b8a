//! The head of each file: who made it, from which data, for what, and where to change it.

use catalog::{Catalog, Lang};

use crate::comment::plain;
use crate::draft::Draft;
use crate::selection::Selection;
use crate::words;

/// The head of each file, as lines without marks.
#[derive(Debug, Clone)]
pub(crate) struct Head(pub(crate) Vec<String>);

impl Head {
    pub(crate) fn new(catalog: &Catalog, selection: &Selection, home: &str) -> Head {
        let target = &selection.target;
        let lang = target.comments.unwrap_or(Lang::En);
        let django = catalog
            .series
            .iter()
            .find(|series| series.number == target.django)
            .map_or_else(|| format!("{}.{}", target.django.0, target.django.1), |series| series.name.to_owned());
        let mut lines = vec![words::made_by(lang, catalog.edition, &django, target.python)];
        let home: String = plain(home).split_whitespace().collect();
        if !home.is_empty() {
            lines.push(words::change_it(lang, &format!("{home}#{selection}")));
        }
        Head(lines)
    }

    /// Writes it as comments that open with `#`, and a blank line.
    pub(crate) fn write(&self, draft: &mut Draft) {
        for line in &self.0 {
            draft.fixed_comment(format!("# {line}"));
        }
    }
}
