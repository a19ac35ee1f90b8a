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

    /// Whether this bundle can show the page. The composer and what it knows are half of the program, so they are a
    /// bundle of their own: the step onto that page is the browser's, all others are the app's.
    pub fn is_included(self) -> bool {
        cfg!(feature = "compose") || !matches!(self, Page::Compose | Page::Style)
    }

    /// Every page that exists, in the order of the site map.
    pub fn all() -> impl Iterator<Item = Page> {
        Page::MENU.into_iter().chain(CATALOG.addons.iter().map(|addon| Page::Addon(addon.id)))
    }

    /// The path below the language, with a trailing slash unless empty.
    pub fn path(self) -> String {
        match self {
            Page::Browse => String::new(),
            Page::Addon(id) => format!("addons/{}/", id.0),
            Page::Compose => "compose/".into(),
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

    /// The value of a query parameter, decoded; empty where it is absent.
    pub fn parameter(&self, name: &str) -> String {
        self.query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, value)| decode(value))
            .unwrap_or_default()
    }
}

/// Query parameter: the chosen tags, with commas between.
pub const TAGS: &str = "tags";
/// Query parameter: the order of the cards.
pub const ORDER: &str = "order";

/// Writes a query from its non-empty parameters; letters, digits and a few harmless signs stay as they are.
pub fn query(parameters: &[(&str, String)]) -> String {
    let pairs: Vec<String> = parameters
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    pairs.join("&")
}

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
            let query = query(&[("q", value.to_owned()), (TAGS, String::new())]);
            let (_, address) = Address::parse("fr/", &format!("?{query}"), "").expect("French has pages");
            assert_eq!(address.parameter("q"), value);
        }
    }

    #[test]
    fn broken_encodings_are_kept() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "\u{fffd}");
    }
}
