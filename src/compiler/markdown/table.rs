//! The cells of a table: aligned by class, and named by their column, or by their row where the first column has no name.

use pulldown_cmark::Alignment;

/// How the name of a column begins.
const COLUMN: &str = "<th scope=\"col\"";

/// The table that is being read, and where in it the reading is.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    in_head: bool,
    /// The first heading is empty: the first column names the rows.
    rows_are_named: bool,
    column: usize,
}

impl Table {
    pub(super) fn new(alignments: Vec<Alignment>) -> Table {
        Table { alignments, ..Table::default() }
    }

    /// A row begins, the head of the table or one of its body.
    pub(super) fn start_row(&mut self, in_head: bool) {
        self.in_head = in_head;
        self.column = 0;
    }

    pub(super) fn start_cell(&self, html: &mut String) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"end\"",
            Some(Alignment::Center) => " class=\"middle\"",
            _ => "",
        };
        html.push_str(match (self.in_head, self.names_its_row()) {
            (true, _) => COLUMN,
            (false, true) => "<th scope=\"row\"",
            (false, false) => "<td",
        });
        html.push_str(class);
        html.push('>');
    }

    pub(super) fn end_cell(&mut self, html: &mut String) {
        if let Some(before) = html.strip_suffix(&format!("{COLUMN}>")).map(str::len) {
            // A heading without a text is none.
            html.truncate(before);
            html.push_str("<td></td>");
            self.rows_are_named |= self.column == 0;
        } else {
            html.push_str(if self.in_head || self.names_its_row() { "</th>" } else { "</td>" });
        }
        self.column += 1;
    }

    fn names_its_row(&self) -> bool {
        self.rows_are_named && self.column == 0
    }
}
