//! The head of each file: who made it, from which data, for what, and the selection that the composer
//! reads back. It names no address: the app and the terminal write the same bytes, wherever the guide is deployed.

use catalog::{Catalog, Lang};

use crate::draft::Draft;
use crate::selection::Selection;
use crate::words;

/// The head of each file, as lines without marks.
#[derive(Debug, Clone)]
pub(crate) struct Head(pub(crate) Vec<String>);

impl Head {
    pub(crate) fn new(catalog: &Catalog, selection: &Selection) -> Head {
        let target = &selection.target;
        let lang = target.comments.unwrap_or(Lang::En);
        let django = catalog
            .series
            .iter()
            .find(|series| series.number == target.django)
            .map_or_else(|| format!("{}.{}", target.django.0, target.django.1), |series| series.name.to_owned());
        // The selection stands alone on its line, so that no editor breaks it: it is what one pastes.
        let lines = vec![
            words::made_by(lang, catalog.edition, &django, target.python),
            words::CHANGE_IT.get(lang).to_owned(),
            selection.to_string(),
        ];
        Head(lines)
    }

    /// Writes it as comments that open with `#`, and a blank line.
    pub(crate) fn write(&self, draft: &mut Draft) {
        for line in &self.0 {
            draft.fixed_comment(format!("# {line}"));
        }
    }
}
