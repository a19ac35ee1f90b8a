//! Pages and their addresses: the only module that knows how an address is spelt.
//!
//! An address is `{root}{lang}/{page}?{query}#{fragment}`. The root is where the guide is deployed: the absolute path
//! of its folder in the browser, a run of `../` in a prerendered page, so that the same files work under any path.

use catalog::{AddonId, Lang};

use crate::CATALOG;

/// A page of the guide, apart from its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// All add-ons, with filters.
    Browse,
    /// One add-on.
    Addon(AddonId),
    /// The composer.
    Compose,
    /// Some add-ons side by side.
    Compare,
    /// How all add-ons stand to each other.
    Relations,
    /// The reader's bookmarks.
    Bookmarks,
    /// What the guide is, its proof, its keys.
    About,
    /// Every part of the guide in every state. In no menu and no list of pages: for those who change the looks.
    Style,
    /// No page has this address.
    NotFound,
}

impl Page {
    /// The pages that the header leads to.
    pub const MENU: [Page; 4] = [Page::Browse, Page::Compose, Page::Bookmarks, Page::About];

    /// Whether the page needs the composer's bundle. The composer and what it knows are half of the program, so they are
    /// a bundle of their own: the step onto such a page is the browser's, all others are the app's.
    pub fn needs_composer(self) -> bool {
        matches!(self, Page::Compose | Page::Compare | Page::Relations | Page::Style)
    }

    /// Whether this bundle can show the page.
    pub fn is_included(self) -> bool {
        cfg!(feature = "compose") || !self.needs_composer()
    }

    /// Every page that exists, in the order of the site map.
    pub fn all() -> impl Iterator<Item = Page> {
        let addons = CATALOG.addons.iter().map(|addon| Page::Addon(addon.id));
        Page::MENU.into_iter().chain([Page::Compare, Page::Relations]).chain(addons)
    }

    /// The path below the language, with a trailing slash unless empty.
    pub fn path(self) -> String {
        match self {
            Page::Browse => String::new(),
            Page::Addon(id) => format!("addons/{}/", id.0),
            Page::Compose => "compose/".into(),
            Page::Compare => "compare/".into(),
            Page::Relations => "relations/".into(),
            Page::Bookmarks => "bookmarks/".into(),
            Page::About => "about/".into(),
            Page::Style => "style/".into(),
            Page::NotFound => "404/".into(),
        }
    }

    /// The page with this path below the language; slashes at both ends and a final `index.html` do not matter.
    pub fn from_path(path: &str) -> Page {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Page::Browse,
            (Some("compose"), None, _) => Page::Compose,
            (Some("compare"), None, _) => Page::Compare,
            (Some("relations"), None, _) => Page::Relations,
            (Some("bookmarks"), None, _) => Page::Bookmarks,
            (Some("about"), None, _) => Page::About,
            (Some("style"), None, _) => Page::Style,
            (Some("addons"), Some(slug), None) => match CATALOG.addon(slug) {
                Some(addon) => Page::Addon(addon.id),
                None => Page::NotFound,
            },
            _ => Page::NotFound,
        }
    }

    /// The address of the page in a language, from the given root.
    pub fn href(self, root: &str, lang: Lang) -> String {
        format!("{root}{}/{}", lang.code(), self.path())
    }
}

/// Where the reader is: a page with what the address says about its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The page.
    pub page: Page,
    /// The query without `?`, as it stands in the address.
    pub query: String,
    /// The fragment without `#`, as it stands in the address: an anchor, or the composer's selection.
    pub fragment: String,
}

impl Address {
    /// A page in its default state.
    pub fn of(page: Page) -> Address {
        Address { page, query: String::new(), fragment: String::new() }
    }

    /// The language and the address of a path below the root; none where the path is in no language of the guide.
    pub fn parse(path: &str, query: &str, fragment: &str) -> Option<(Lang, Address)> {
        let (code, rest) = path.split_once('/').unwrap_or((path, ""));
        let lang = Lang::from_code(code)?;
        let query = query.strip_prefix('?').unwrap_or(query).to_owned();
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment).to_owned();
        Some((lang, Address { page: Page::from_path(rest), query, fragment }))
    }

    /// The element that is shown, by its id: the fragment names it, or on the composer's page, whose fragment is the
    /// selection, the query. Empty for the beginning of the page.
    pub fn place(&self) -> String {
        if self.page == Page::Compose { self.parameter(PART) } else { self.fragment.clone() }
    }

    /// The composer with a selection, from what it arranges between the add-ons on.
    pub fn of_arranged(selection: &impl ToString) -> Address {
        let address = Address { fragment: selection.to_string(), ..Address::of(Page::Compose) };
        address.with(&[(PART, ARRANGED.to_owned())])
    }

    /// The value of a query parameter, decoded; empty where it is absent.
    pub fn parameter(&self, name: &str) -> String {
        self.query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, value)| decode(value))
            .unwrap_or_default()
    }

    /// The same page with other values of some parameters; an empty value takes a parameter away. The others stay.
    pub fn with(&self, parameters: &[(&str, String)]) -> Address {
        let old = self.query.split('&').filter(|pair| {
            let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
            !name.is_empty() && !parameters.iter().any(|(changed, _)| *changed == name)
        });
        let mut pairs: Vec<String> = old.map(ToOwned::to_owned).collect();
        for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
            pairs.push(format!("{name}={}", encode(value)));
        }
        Address { query: pairs.join("&"), ..self.clone() }
    }

    /// The address in a language, from the given root.
    pub fn href(&self, root: &str, lang: Lang) -> String {
        let mut href = self.page.href(root, lang);
        for (sign, part) in [('?', &self.query), ('#', &self.fragment)] {
            if !part.is_empty() {
                href.push(sign);
                href.push_str(part);
            }
        }
        href
    }
}

/// Query parameter: the order of the cards.
pub const ORDER: &str = "order";
/// Query parameter: the reader's stack.
pub const STACK: &str = "stack";
/// Query parameter: the part of the composer's page that is shown.
pub const PART: &str = "part";
/// The part that says what is arranged between the add-ons.
pub const ARRANGED: &str = "arranged";
/// Query parameter: the add-ons side by side, and those that a reader gathers for it.
pub const SIDE_BY_SIDE: &str = "compare";

/// A value for a query; letters, digits and a few harmless signs stay as they are.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
                }
            }
        }
    }
    out
}

/// Undoes percent-encoding; what is not valid stays as it stands, and bytes that are not UTF-8 become `�`.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| core::str::from_utf8(pair).ok());
        match hex.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                out.push(byte);
                at += 3;
            }
            _ => {
                out.push(if bytes[at] == b'+' { b' ' } else { bytes[at] });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_at_its_own_path() {
        for page in Page::all().chain([Page::Style]) {
            assert_eq!(Page::from_path(&page.path()), page);
            assert_eq!(Page::from_path(page.path().trim_end_matches('/')), page);
            assert_eq!(Page::from_path(&format!("{}index.html", page.path())), page);
        }
    }

    #[test]
    fn unknown_paths_are_not_found() {
        for path in ["x", "addons/", "addons/nothing/", "compose/x/", "addons/a/b/", "..", "%00"] {
            assert_eq!(Page::from_path(path), Page::NotFound, "{path}");
        }
    }

    #[test]
    fn parameters_survive_the_address() {
        for value in ["", "a,b", "ça & là = 100 %", "a+b", "日本", "%41", "\u{0}"] {
            let written = Address::of(Page::Browse).with(&[("q", value.to_owned()), (ORDER, String::new())]);
            let (_, address) = Address::parse("fr/", &format!("?{}", written.query), "").expect("French has pages");
            assert_eq!(address.parameter("q"), value);
        }
    }

    #[test]
    fn a_change_leaves_other_parameters_alone() {
        let check = |query: &str, changes: &[(&str, &str)], expected: &str| {
            let address = Address { query: query.to_owned(), ..Address::of(Page::Browse) };
            let changes: Vec<_> = changes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            assert_eq!(address.with(&changes).query, expected, "{query}");
        };
        check("", &[], "");
        check("a=1&b=2", &[("b", "3")], "a=1&b=3");
        check("a=1&b=2", &[("a", "")], "b=2");
        check("a=1&a=2&&c", &[("a", "x y")], "c&a=x%20y");
    }

    #[test]
    fn broken_encodings_are_kept() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "\u{fffd}");
    }
}
