//! The prose of the guide as search reads it: plain text, one passage per heading.
//!
//! Where the catalog holds its prose, passages come from there; in the browser they come as one text file, which is
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
}

impl Passage {
    /// All passages of a catalog that holds its prose.
    pub fn all(catalog: &Catalog, lang: Lang) -> Vec<Passage> {
        let tabs = catalog.addons.iter().flat_map(|addon| addon.tabs.iter().map(move |tab| (addon, tab)));
        tabs.flat_map(|(addon, tab)| of_tab(addon, tab, lang)).collect()
    }

    /// Passages as text: a line each, with tabulators between add-on, tab, anchor and text.
    pub fn write(passages: &[Passage]) -> String {
        let mut out = String::new();
        for passage in passages {
            let anchor = passage.heading.map_or("", |heading| heading.anchor);
            for part in [passage.addon.0, "\t", passage.tab, "\t", anchor, "\t", &passage.text, "\n"] {
                out.push_str(part);
            }
        }
        out
    }

    /// Reads what [`Passage::write`] wrote; lines about what the catalog does not know are left out.
    pub fn read(catalog: &Catalog, text: &str) -> Vec<Passage> {
        let mut passages = Vec::new();
        for line in text.lines() {
            let mut parts = line.splitn(4, '\t');
            let (Some(slug), Some(key), Some(anchor), Some(text)) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let Some(addon) = catalog.addon(slug) else { continue };
            let Some(tab) = addon.tab(key) else { continue };
            let heading = tab.headings.iter().find(|heading| heading.anchor == anchor);
            if heading.is_some() == anchor.is_empty() {
                continue;
            }
            passages.push(Passage { addon: addon.id, tab: tab.key, heading, text: text.to_owned() });
        }
        passages
    }
}

fn of_tab(addon: &Addon, tab: &'static Tab, lang: Lang) -> Vec<Passage> {
    let passage = |heading, html| Passage { addon: addon.id, tab: tab.key, heading, text: plain_text(html) };
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
    fn html_is_read_as_text() {
        let check = |html: &str, expected: &str| assert_eq!(plain_text(html), expected);
        check("<p>Set <code>A_B</code>:</p><p>then</p>", "Set A_B: then");
        check("<span class=\"k\">import</span> x &lt; &amp;&quot;", "import x < &\"");
        check("caf&eacute", "caf&eacute");
    }
}
