//! What the content holds besides the catalog: each piece of code with its place, links to the outside, words. The
//! checks against real packages, the list of links and the table of the content are made from it, so that there is one
//! definition of what a block of code or a link is.

use catalog::{AddonId, Catalog, Lang};

use crate::{Location, Removed, code::Fence, link::Link, markdown::Prose};

/// A catalog, and what was read on the way to it.
#[derive(Debug)]
pub struct Survey {
    /// The catalog.
    pub catalog: Catalog,
    /// The tabs of all add-ons, each in each language.
    pub pages: Vec<Page>,
    /// The names that packages have given up.
    pub removed: Vec<Removed>,
}

/// A tab in one language.
#[derive(Debug, Clone)]
pub struct Page {
    /// Whose it is.
    pub addon: AddonId,
    /// The tab's key.
    pub tab: &'static str,
    /// The language.
    pub lang: Lang,
    /// How many words it has, code apart.
    pub words: usize,
    /// Its headings that stand as high as its sections.
    pub sections: usize,
    /// What it shows as code.
    pub snippets: Vec<Snippet>,
    /// The addresses that it links to outside of the guide.
    pub links: Vec<(Location, &'static str)>,
    /// The other add-ons that it links to.
    pub mentions: Vec<AddonId>,
}

/// A block of code, or a piece of code inside a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Snippet {
    /// Where it begins; the fence, for a block.
    pub location: Location,
    /// The anchor of the heading that it stands under; the tab's key above the first one.
    pub anchor: &'static str,
    /// What stands after the fence; none inside a sentence.
    pub block: Option<Block>,
    /// The code.
    pub code: &'static str,
}

/// What stands after the fence of a block.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// The language.
    pub language: &'static str,
    /// The file that the lines go to.
    pub file: Option<&'static str>,
    /// The first Django series that it is for, where that is not all of them.
    pub django: Option<&'static str>,
    /// Whether it does not stand alone on purpose.
    pub partial: bool,
    /// Whether it shows what not to do.
    pub wrong: bool,
}

/// What a tab holds.
pub(crate) fn page(addon: AddonId, tab: &'static str, lang: Lang, prose: &Prose) -> Page {
    let anchor = |line: usize| {
        let above = prose.headings.iter().take_while(|heading| heading.location.line <= line);
        above.last().map_or(tab, |heading| heading.anchor.clone().leak())
    };
    let blocks = prose.codes.iter().filter_map(|(location, code)| {
        let code = code.as_ref()?;
        let text: String = code.pieces.iter().map(|(_, text)| text.as_str()).collect();
        let anchor = anchor(location.line);
        Some(Snippet { location: *location, anchor, block: Some(block(&code.fence)), code: text.leak() })
    });
    let inline = prose.inline.iter().map(|(location, code)| {
        let code = code.clone().leak();
        Snippet { location: *location, anchor: anchor(location.line), block: None, code }
    });
    let mut snippets: Vec<Snippet> = blocks.chain(inline).collect();
    snippets.sort_by_key(|snippet| snippet.location.line);
    let links = prose.links.iter().filter_map(|(location, link)| match link {
        Link::Outside(url) => Some((*location, &*url.clone().leak())),
        _ => None,
    });
    let mut mentions: Vec<AddonId> = Vec::new();
    for (_, link) in &prose.links {
        if let Link::Addon { slug, .. } = link
            && !mentions.iter().any(|known| known.0 == slug)
        {
            mentions.push(AddonId(slug.clone().leak()));
        }
    }
    let sections = prose.headings.iter().filter(|heading| heading.level == 3).count();
    Page { addon, tab, lang, words: prose.words, sections, snippets, links: links.collect(), mentions }
}

fn block(fence: &Fence) -> Block {
    let kept = |text: &Option<String>| text.clone().map(|text| &*text.leak());
    let (language, file, django) = (fence.language.key(), kept(&fence.file), kept(&fence.django));
    Block { language, file, django, partial: fence.partial, wrong: fence.wrong }
}
