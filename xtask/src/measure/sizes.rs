//! Bytes: what a first visit loads, and what all files of a kind weigh.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Outcome, cannot},
    site::{self, compress},
    weight::{self, Page, Weight, kinds, named, without_hash},
};

const HEAD: &str = "| File | raw | gzip | brotli |\n|---|--:|--:|--:|\n";

/// What a reader who comes for the first time loads: per page with a program of its own, and one page of each kind.
pub(super) fn first_visits(dist: &Path) -> Outcome<String> {
    let mut rows = Vec::new();
    let mut told = BTreeSet::new();
    for (language, place) in
        site::LANGUAGES.into_iter().flat_map(|language| ["", "compose/"].map(|place| (language, place)))
    {
        let address = format!("{language}/{place}");
        let page = dist.join(&address).join("index.html");
        if !page.is_file() && !place.is_empty() {
            continue;
        }
        let (at_once, later) = named(dist, &address)?;
        for (name, weight) in &at_once {
            if told.insert(name.clone()) {
                rows.push(weight.row(&format!("`{}`", without_hash(name))));
                rows.extend(
                    code(&dist.join(name))?.map(|weight| weight.row(&format!("of `{}` code", without_hash(name)))),
                );
            }
        }
        let first = at_once.iter().map(|(_, weight)| *weight).chain([Weight::of(&page)?]).sum::<Weight>();
        rows.push(first.row(&format!("**first visit of `/{address}`, its page included**")));
        for (name, weight) in &later {
            if told.insert(name.clone()) {
                rows.push(weight.row(&format!("`{}`, when it is asked for", without_hash(name))));
            }
        }
    }
    let pages = Page::all(dist, site::LANGUAGES[0])?;
    for (kind, page) in kinds(&pages) {
        let many = pages.iter().filter(|page| page.kind() == kind).count();
        let name = match many {
            1 => format!("page `/{}`", page.address),
            _ => format!("page `/{kind}/…/`, the median of {many}"),
        };
        rows.push(page.weight.row(&name));
    }
    Ok(format!("{HEAD}{}\n", rows.join("\n")))
}

/// What all files of a kind weigh, and what is kept for offline use.
pub(super) fn kinds_of_files(dist: &Path) -> Outcome<String> {
    let all = weight::files(dist)?;
    let mut kinds: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for file in &all {
        let end = file.extension().map_or(String::new(), |end| end.to_string_lossy().into_owned());
        kinds.entry(end).or_default().push(file.clone());
    }
    let mut rows = Vec::new();
    for (end, files) in &kinds {
        let name = if end.is_empty() { "without an ending".to_owned() } else { format!("`.{end}`") };
        rows.push(weight::sum(files)?.row(&format!("{name} ({})", files.len())));
    }
    rows.push(weight::sum(&all)?.row(&format!("**all {} files of both languages**", all.len())));
    let offline = weight::offline(dist)?;
    rows.push(weight::sum(&offline)?.row(&format!("**of them {} kept for offline use**", offline.len())));
    Ok(format!("{HEAD}{}\n", rows.join("\n")))
}

/// What a wasm file weighs without its data, which is the catalog and all texts; none for another file.
fn code(file: &Path) -> Outcome<Option<Weight>> {
    if file.extension().is_none_or(|end| end != "wasm") {
        return Ok(None);
    }
    let bytes = fs::read(file).map_err(cannot("read", file))?;
    Ok(without_data(&bytes).map(|code| Weight {
        raw: code.len() as u64,
        gzip: compress::gzip(&code).len() as u64,
        brotli: compress::brotli(&code).len() as u64,
    }))
}

/// The number by which a section of wasm says that it is data.
const DATA: u8 = 11;

/// The module without its data section; none where it is no module.
fn without_data(module: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8).filter(|(head, _)| head.starts_with(b"\0asm"))?;
    let mut kept = head.to_vec();
    while let [id, after @ ..] = rest {
        let digits = after.iter().position(|byte| byte & 0x80 == 0)? + 1;
        let size = after[..digits].iter().rev().fold(0, |size: usize, byte| size << 7 | usize::from(byte & 0x7f));
        let whole = 1 + digits + size;
        let section = rest.get(..whole)?;
        if *id != DATA {
            kept.extend(section);
        }
        rest = &rest[whole..];
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[test]
    fn a_first_visit_is_the_page_and_what_it_names() {
        let folder = scratch::Folder::new("measure");
        folder.write("app-0123456789ab.js", "0123456789");
        folder.write("app-0123456789ab.js.br", "01");
        folder.write("other-0123456789ab.js", "not named");
        folder.write("noscript-0123456789ab.css", "not loaded");
        folder.write("search-en-0123456789ab.txt", "12345");
        folder.write("sw.js", r#"[["en/index.html","sha256-x"],["fr/index.html","sha256-x"]]"#);
        for language in site::LANGUAGES {
            folder.write(
                &format!("{language}/index.html"),
                "<app-0123456789ab.js><search-en-0123456789ab.txt><noscript=\"noscript-0123456789ab.css\"></noscript>",
            );
            for slug in ["a", "b", "c"] {
                folder.write(&format!("{language}/addons/{slug}/index.html"), &slug.repeat(slug.as_bytes()[0].into()));
            }
        }
        let table = first_visits(folder.path()).unwrap();
        for row in [
            "| `app.js` | 10 | 10 | 2 |",
            "| `search-en.txt`, when it is asked for | 5 | 5 | 5 |",
            "| **first visit of `/en/`, its page included** | 108 | 108 | 100 |",
            "| page `/addons/…/`, the median of 3 | 98 | 98 | 98 |",
        ] {
            assert!(table.lines().any(|line| line == row), "{row}\n{table}");
        }
        assert!(!table.contains("other.js") && !table.contains("noscript"), "{table}");
        let table = kinds_of_files(folder.path()).unwrap();
        assert!(table.contains("| `.js` (3) | 78 | 78 | 70 |"), "{table}");
        assert!(table.contains("| **of them 2 kept for offline use** | 196 | 196 | 196 |"), "{table}");
    }

    #[test]
    fn code_is_a_module_without_its_data() {
        let head = b"\0asm\x01\0\0\0";
        let long = [&[DATA, 0x81, 0x01][..], &[7; 129]].concat();
        let module = [&head[..], &[10, 2, 1, 1], &long, &[0, 1, 9]].concat();
        assert_eq!(without_data(&module).unwrap(), [&head[..], &[10, 2, 1, 1], &[0, 1, 9]].concat());
        assert_eq!(without_data(&module[..20]), None);
        assert_eq!(without_data(b"text"), None);
    }
}
