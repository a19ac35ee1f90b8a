//! The prose of the guide as search reads it: plain text, one passage per heading.
//!
//! Where the catalog holds its prose, passages come from there; in the browser they come inside an index, which is
//! written from the same passages.

use crate::{Addon, AddonId, Catalog, Heading, Lang, Tab};

/// The prose below one heading of a tab, or above the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The add-on.
    pub addon: AddonId,
    /// The key of the tab.
    pub tab: &'static str,
    /// The heading; none above the first one of a tab.
    pub heading: Option<&'static Heading>,
    /// The text, on one line.
    pub text: String,
    /// What it defines: the first cell of each row of its tables, where that is code.
    pub defined: Vec<String>,
}

impl Passage {
    /// All passages of a catalog that holds its prose.
    pub fn all(catalog: &Catalog, lang: Lang) -> Vec<Passage> {
        let tabs = catalog.addons.iter().flat_map(|addon| addon.tabs.iter().map(move |tab| (addon, tab)));
        tabs.flat_map(|(addon, tab)| of_tab(addon, tab, lang)).collect()
    }
}

fn of_tab(addon: &Addon, tab: &'static Tab, lang: Lang) -> Vec<Passage> {
    let passage = |heading, html| Passage {
        addon: addon.id,
        tab: tab.key,
        heading,
        text: plain_text(html),
        defined: first_cells(html),
    };
    let mut passages = Vec::new();
    let mut rest = tab.body.get(lang).0;
    let mut current = None;
    for heading in tab.headings {
        let opening = format!("<h{} id=\"{}\"", heading.level, heading.anchor);
        if let Some(at) = rest.find(&opening) {
            passages.push(passage(current, &rest[..at]));
            let after = rest[at..].find("</h").map_or(rest.len(), |end| at + end + "</h3>".len());
            rest = &rest[after.min(rest.len())..];
            current = Some(heading);
        }
    }
    passages.push(passage(current, rest));
    passages.retain(|passage| passage.heading.is_some() || !passage.text.is_empty());
    passages
}

/// The text of the first cell of each row of a table, where it opens with code: what merely mentions code defines
/// nothing.
fn first_cells(html: &str) -> Vec<String> {
    let mut cells = Vec::new();
    for row in html.split("<tr>").skip(1) {
        let cell = row.strip_prefix("<td>").and_then(|row| row.split_once("</td>"));
        cells.extend(cell.filter(|(cell, _)| cell.starts_with("<code")).map(|(cell, _)| plain_text(cell)));
    }
    cells
}

/// The text of compiled HTML: tags gone, the five named entities read, white space joined.
fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut in_tag = false;
    let mut rest = html.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '<' => {
                // Inline code and highlighting do not end a word; anything else does.
                let inline = ["<span", "</span", "<code", "</code", "<em", "</em", "<strong", "</strong", "<a ", "</a"];
                let tag = &html[html.len() - rest.as_str().len() - 1..];
                if !inline.iter().any(|name| tag.starts_with(name)) && !text.ends_with(' ') {
                    text.push(' ');
                }
                in_tag = true;
            }
            '>' => in_tag = false,
            _ if in_tag => {}
            '&' => {
                let tail = rest.as_str();
                let entity =
                    [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"'), ("#39;", '\''), ("#x27;", '\'')]
                        .into_iter()
                        .find(|(name, _)| tail.starts_with(name));
                text.push(entity.map_or('&', |(_, letter)| letter));
                if let Some((name, _)) = entity {
                    rest = tail[name.len()..].chars();
                }
            }
            _ if letter.is_whitespace() => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            _ => text.push(letter),
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cell_of_a_row_is_what_it_defines() {
        let table =
            "<table><tr><th>Name</th></tr><tr><td><code>A_B</code></td><td>x</td></tr><tr><td>c</td></tr></table>";
        assert_eq!(first_cells(table), ["A_B"]);
    }

    #[test]
    fn html_is_read_as_text() {
        let check = |html: &str, expected: &str| assert_eq!(plain_text(html), expected);
        check("<p>Set <code>A_B</code>:</p><p>then</p>", "Set A_B: then");
        check("<span class=\"k\">import</span> x &lt; &amp;&quot;", "import x < &\"");
        check("caf&eacute", "caf&eacute");
    }
}
