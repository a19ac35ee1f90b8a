//! The addresses that prose may link to.

use crate::{Mistake, address, names::owned};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// Out of the guide.
    Outside(String),
    /// To a tab or a heading of the same add-on.
    Here(String),
    /// To an add-on, and perhaps to a tab or a heading of it.
    Addon { slug: String, anchor: Option<String> },
    /// To another page of the guide.
    Page(&'static str),
}

const PAGES: &[&str] = &["compose", "bookmarks", "about"];

/// Reads the address of a link.
pub(crate) fn parse(target: &str) -> Result<Link, Mistake> {
    if let Some(anchor) = target.strip_prefix('#') {
        return Ok(Link::Here(anchor.to_owned()));
    }
    match target.split_once(':') {
        Some(("https", _)) => match address::mistake(target) {
            Some(mistake) => Err(mistake),
            None => Ok(Link::Outside(target.to_owned())),
        },
        Some(("addon", rest)) => {
            let (slug, anchor) = match rest.split_once('#') {
                Some((slug, anchor)) => (slug, Some(anchor.to_owned())),
                None => (rest, None),
            };
            Ok(Link::Addon { slug: slug.to_owned(), anchor })
        }
        Some(("page", page)) => match PAGES.iter().find(|known| **known == page) {
            Some(page) => Ok(Link::Page(page)),
            None => Err(Mistake::UnknownPage { page: page.to_owned(), known: owned(PAGES) }),
        },
        _ => Err(Mistake::LinkScheme { target: target.to_owned() }),
    }
}

impl Link {
    /// The address as seen from the page of an add-on, `/<lang>/addons/<slug>/`.
    pub(crate) fn href(&self) -> String {
        match self {
            Link::Outside(url) => url.clone(),
            Link::Here(anchor) => format!("#{anchor}"),
            Link::Addon { slug, anchor: None } => format!("../{slug}/"),
            Link::Addon { slug, anchor: Some(anchor) } => format!("../{slug}/#{anchor}"),
            Link::Page(page) => format!("../../{page}/"),
        }
    }
}
