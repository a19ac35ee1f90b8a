//! What the files of a built site weigh as they are sent, and which of them a page loads.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Outcome, cannot},
    site, stamp,
};

/// The weight of some bytes as they are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Weight {
    pub(crate) brotli: u64,
    pub(crate) gzip: u64,
    pub(crate) raw: u64,
}

impl Weight {
    /// Of a file and its compressed siblings; a file that has none is sent as it is.
    pub(crate) fn of(file: &Path) -> Outcome<Weight> {
        let raw = fs::metadata(file).map_err(cannot("read", file))?.len();
        let sibling = |end: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(end);
            fs::metadata(PathBuf::from(name)).map_or(raw, |data| data.len())
        };
        Ok(Weight { raw, gzip: sibling(".gz"), brotli: sibling(".br") })
    }

    /// A row of a table.
    pub(crate) fn row(self, name: &str) -> String {
        format!("| {name} | {} | {} | {} |", grouped(self.raw), grouped(self.gzip), grouped(self.brotli))
    }
}

impl std::iter::Sum for Weight {
    fn sum<I: Iterator<Item = Weight>>(all: I) -> Weight {
        all.fold(Weight::default(), |a, b| Weight {
            raw: a.raw + b.raw,
            gzip: a.gzip + b.gzip,
            brotli: a.brotli + b.brotli,
        })
    }
}

/// A prerendered page.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Such as `en/compose/`.
    pub(crate) address: String,
    pub(crate) weight: Weight,
}

impl Page {
    /// All pages of a language.
    pub(crate) fn all(dist: &Path, language: &str) -> Outcome<Vec<Page>> {
        let mut pages = Vec::new();
        for file in stamp::files(&dist.join(language))? {
            if file.file_name().is_some_and(|name| name == "index.html") {
                let address = file.parent().and_then(|folder| folder.strip_prefix(dist).ok()).unwrap_or(Path::new(""));
                let address = format!("{}/", address.to_string_lossy().replace('\\', "/"));
                pages.push(Page { address, weight: Weight::of(&file)? });
            }
        }
        Ok(pages)
    }

    /// The part of the address after the language, which names the kind of page.
    pub(crate) fn kind(&self) -> &str {
        self.address.split('/').nth(1).unwrap_or_default()
    }
}

/// One page of each kind, by the kind's name. Of many pages of one kind the one of median weight.
pub(crate) fn kinds(pages: &[Page]) -> BTreeMap<String, &Page> {
    let mut kinds: BTreeMap<String, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        kinds.entry(page.kind().to_owned()).or_default().push(page);
    }
    kinds
        .into_iter()
        .filter_map(|(kind, mut pages)| {
            pages.sort_by_key(|page| page.weight);
            Some((kind, *pages.get(pages.len() / 2)?))
        })
        .collect()
}

/// A file and what it weighs.
pub(crate) type Named = (String, Weight);

/// The files with a hash that a page names, the heaviest first: the programs and styles that it loads at once, and what
/// the app may ask for later.
pub(crate) fn named(dist: &Path, address: &str) -> Outcome<(Vec<Named>, Vec<Named>)> {
    let page = dist.join(address).join("index.html");
    let page = fs::read_to_string(&page).map_err(cannot("read", &page))?;
    let mut found = Vec::new();
    for entry in fs::read_dir(dist).map_err(cannot("read", dist))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // The style for browsers without scripts is loaded by those alone.
        let named = page.contains(&name) && !page.contains(&format!("{name}\"></noscript>"));
        if named && without_hash(&name) != name {
            found.push((name, Weight::of(&entry.path())?));
        }
    }
    found.sort_by_key(|(name, weight)| (std::cmp::Reverse(*weight), name.clone()));
    let at_once = |(name, _): &Named| ["wasm", "js", "css"].iter().any(|end| name.ends_with(&format!(".{end}")));
    Ok(found.into_iter().partition(at_once))
}

/// All files of a site but the compressed siblings.
pub(crate) fn files(dist: &Path) -> Outcome<Vec<PathBuf>> {
    let compressed = |path: &PathBuf| path.extension().is_some_and(|end| end == "br" || end == "gz");
    Ok(stamp::files(dist)?.into_iter().filter(|path| !compressed(path)).collect())
}

/// The files that the service worker keeps for offline use.
pub(crate) fn offline(dist: &Path) -> Outcome<Vec<PathBuf>> {
    let worker = dist.join("sw.js");
    let list = fs::read_to_string(&worker).map_err(cannot("read", &worker))?;
    let kept = |path: &PathBuf| {
        let name = path.strip_prefix(dist).unwrap_or(path).to_string_lossy().replace('\\', "/");
        list.contains(&format!("[\"{name}\",\"sha256-"))
    };
    Ok(files(dist)?.into_iter().filter(kept).collect())
}

/// What these files weigh together.
pub(crate) fn sum(files: &[PathBuf]) -> Outcome<Weight> {
    Ok(files.iter().map(|path| Weight::of(path)).collect::<Outcome<Vec<_>>>()?.into_iter().sum())
}

/// How many add-ons a site shows.
pub(crate) fn addons(dist: &Path) -> Outcome<u64> {
    let pages = Page::all(dist, site::LANGUAGES[0])?;
    Ok(pages.iter().filter(|page| page.address.split('/').count() > 3).count() as u64)
}

/// `guide.js` for `guide-0123456789abcdef.js`.
pub(crate) fn without_hash(name: &str) -> String {
    let Some((stem, rest)) = name.rsplit_once('-') else { return name.to_owned() };
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits < 12 { name.to_owned() } else { format!("{stem}{}", &rest[digits..]) }
}

/// A number with its thousands set apart: `1,116,847`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_read_well() {
        assert_eq!(without_hash("guide-0123456789abcdef_bg.wasm"), "guide_bg.wasm");
        assert_eq!(without_hash("style-0123456789abcdef.css"), "style.css");
        assert_eq!(without_hash("icon-512.js"), "icon-512.js");
        assert_eq!(without_hash("sw.js"), "sw.js");
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_116_847, "1,116,847")] {
            assert_eq!(grouped(number), text);
        }
    }
}
