//! `measure`: what the built site weighs, how long readers wait after an action, and with Lighthouse how fast it is at a
//! first visit. The output is Markdown, fit for the README.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
};

use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    run, server, site, stamp,
    step::step,
    tools,
};

/// How many times Lighthouse loads each page; the median counts.
const RUNS: &str = "5";

/// Prints the tables.
pub(crate) fn measure(project: &Project, lighthouse: bool) -> Outcome<()> {
    let dist = site::build(project, None)?;
    let pages = Page::all(&dist)?;
    println!("| File | raw | gzip | brotli |\n|---|--:|--:|--:|");
    for row in rows(&dist, &pages)? {
        println!("{row}");
    }
    println!();
    print!("{}", interactions(project, dist.clone())?);
    if lighthouse {
        println!();
        let addresses: Vec<String> = kinds(&pages).into_values().map(|page| page.address.clone()).collect();
        print!("{}", cold_load(project, dist, &addresses)?);
    }
    Ok(())
}

/// The weight of some bytes as they are sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    brotli: u64,
    gzip: u64,
    raw: u64,
}

impl Weight {
    /// Of a file and its compressed siblings; a file that has none is sent as it is.
    fn of(file: &Path) -> Outcome<Weight> {
        let raw = fs::metadata(file).map_err(cannot("read", file))?.len();
        let sibling = |end: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(end);
            fs::metadata(PathBuf::from(name)).map_or(raw, |data| data.len())
        };
        Ok(Weight { raw, gzip: sibling(".gz"), brotli: sibling(".br") })
    }

    fn row(self, name: &str) -> String {
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

/// A prerendered page of the first language.
#[derive(Debug, Clone)]
struct Page {
    /// Such as `en/compose/`.
    address: String,
    weight: Weight,
}

impl Page {
    fn all(dist: &Path) -> Outcome<Vec<Page>> {
        let mut pages = Vec::new();
        for file in stamp::files(&dist.join(site::LANGUAGES[0]))? {
            if file.file_name().is_some_and(|name| name == "index.html") {
                let address = file.parent().and_then(|folder| folder.strip_prefix(dist).ok()).unwrap_or(Path::new(""));
                let address = format!("{}/", address.to_string_lossy().replace('\\', "/"));
                pages.push(Page { address, weight: Weight::of(&file)? });
            }
        }
        Ok(pages)
    }
}

/// One page of each kind, by the kind's name: the part of the address after the language. Of many pages of one kind the
/// one of median weight.
fn kinds(pages: &[Page]) -> BTreeMap<String, &Page> {
    let mut kinds: BTreeMap<String, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        let kind = page.address.split('/').nth(1).unwrap_or_default();
        kinds.entry(kind.to_owned()).or_default().push(page);
    }
    kinds
        .into_iter()
        .filter_map(|(kind, mut pages)| {
            pages.sort_by_key(|page| page.weight);
            Some((kind, *pages.get(pages.len() / 2)?))
        })
        .collect()
}

fn rows(dist: &Path, pages: &[Page]) -> Outcome<Vec<String>> {
    let mut rows = Vec::new();
    let mut told = BTreeSet::new();
    // The composer's page has a program of its own.
    for (language, place) in
        site::LANGUAGES.into_iter().flat_map(|language| ["", "compose/"].map(|place| (language, place)))
    {
        let address = format!("{language}/{place}");
        let page = dist.join(&address).join("index.html");
        if !page.is_file() && !place.is_empty() {
            continue;
        }
        let text = fs::read_to_string(&page).map_err(cannot("read", &page))?;
        let (at_once, later) = named(dist, &text)?;
        for (name, weight) in &at_once {
            if told.insert(name.clone()) {
                rows.push(weight.row(&format!("`{}`", without_hash(name))));
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
    for (kind, page) in kinds(pages) {
        let many = pages.iter().filter(|page| page.address.split('/').nth(1) == Some(&kind)).count();
        let name = match many {
            1 => format!("page `/{}`", page.address),
            _ => format!("page `/{}`, the median of {many}", page.address),
        };
        rows.push(page.weight.row(&name));
    }
    let compressed = |path: &PathBuf| path.extension().is_some_and(|end| end == "br" || end == "gz");
    let all = stamp::files(dist)?;
    let all: Vec<&PathBuf> = all.iter().filter(|path| !compressed(path)).collect();
    let weights: Vec<Weight> = all.iter().map(|path| Weight::of(path)).collect::<Outcome<_>>()?;
    rows.push(weights.into_iter().sum::<Weight>().row(&format!("**all {} files of both languages**", all.len())));
    Ok(rows)
}

/// A file and what it weighs.
type Named = (String, Weight);

/// The files with a hash that a page names, the heaviest first: the programs and styles that it loads at once, and what
/// the app may ask for later.
fn named(dist: &Path, page: &str) -> Outcome<(Vec<Named>, Vec<Named>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dist).map_err(cannot("read", dist))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if without_hash(&name) != name && page.contains(&name) {
            found.push((name, Weight::of(&entry.path())?));
        }
    }
    found.sort_by_key(|(name, weight)| (std::cmp::Reverse(*weight), name.clone()));
    let at_once =
        |(name, _): &(String, Weight)| ["wasm", "js", "css"].iter().any(|end| name.ends_with(&format!(".{end}")));
    Ok(found.into_iter().partition(at_once))
}

/// `guide.js` for `guide-0123456789abcdef.js`.
fn without_hash(name: &str) -> String {
    let Some((stem, rest)) = name.rsplit_once('-') else { return name.to_owned() };
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    if digits < 12 { name.to_owned() } else { format!("{stem}{}", &rest[digits..]) }
}

/// A number with its thousands set apart: `1,116,847`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

/// How many times slower the processor is made for the actions: what Lighthouse takes for a phone, and as it is.
const SLOWER: [&str; 2] = ["4", "1"];

/// The tables of actions, in a real browser.
fn interactions(project: &Project, dist: PathBuf) -> Outcome<String> {
    let tools = tools::for_browser(project)?;
    let port = serve(dist)?;
    step("act in the browser", |step| {
        let mut tables = Vec::new();
        for slower in SLOWER {
            let mut node = run::command("node", &project.root);
            node.arg("xtask/npm/browser/interactions.mjs").arg(&tools.chrome);
            node.arg(format!("http://127.0.0.1:{port}/")).arg(slower).env("NODE_PATH", &tools.modules);
            tables.push(table(&run::run(node, step)?.or_fail("the actions failed: see the output above")?));
        }
        Ok(tables.join("\n"))
    })
}

/// Serves the site until the program ends; the port.
fn serve(dist: PathBuf) -> Outcome<u16> {
    let listener = server::listen("127.0.0.1", 0)?;
    let port = listener.local_addr().map_err(|error| Failure::new(format!("cannot serve: {error}")))?.port();
    thread::spawn(move || server::serve(listener, dist, "/".into()));
    Ok(port)
}

/// The lines of an output that are a Markdown table.
fn table(output: &str) -> String {
    output.lines().filter(|line| line.starts_with('|')).map(|line| format!("{line}\n")).collect()
}

/// Lighthouse's table for these pages, served from here.
fn cold_load(project: &Project, dist: PathBuf, addresses: &[String]) -> Outcome<String> {
    let tools = tools::for_lighthouse(project)?;
    let port = serve(dist)?;
    step(format!("load {} pages {RUNS} times each with Lighthouse", addresses.len()), |step| {
        let mut node = run::command("node", &project.root);
        node.arg("xtask/npm/lighthouse/run.mjs").arg(&tools.modules).arg(&tools.chrome).arg(RUNS);
        node.args(addresses.iter().map(|address| format!("http://127.0.0.1:{port}/{address}")));
        let output = run::run(node, step)?.or_fail("Lighthouse could not load the pages: see the output above")?;
        Ok(table(&output))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

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

    #[test]
    fn a_first_visit_is_the_page_and_what_it_names() {
        let folder = scratch::Folder::new("measure");
        folder.write("app-0123456789ab.js", "0123456789");
        folder.write("app-0123456789ab.js.br", "01");
        folder.write("other-0123456789ab.js", "not named");
        folder.write("search-en-0123456789ab.txt", "12345");
        for language in site::LANGUAGES {
            folder.write(&format!("{language}/index.html"), "<app-0123456789ab.js><search-en-0123456789ab.txt>");
            for slug in ["a", "b", "c"] {
                folder.write(&format!("{language}/addons/{slug}/index.html"), &slug.repeat(slug.as_bytes()[0].into()));
            }
        }
        let pages = Page::all(folder.path()).unwrap();
        assert_eq!(pages.len(), 4);
        assert_eq!(kinds(&pages)["addons"].address, "en/addons/b/");
        let rows = rows(folder.path(), &pages).unwrap();
        assert!(rows.contains(&"| `app.js` | 10 | 10 | 2 |".to_owned()), "{rows:#?}");
        assert!(rows.contains(&"| `search-en.txt`, when it is asked for | 5 | 5 | 5 |".to_owned()), "{rows:#?}");
        assert!(
            rows.contains(&"| **first visit of `/en/`, its page included** | 59 | 59 | 51 |".to_owned()),
            "{rows:#?}"
        );
        assert!(rows.contains(&"| page `/en/addons/b/`, the median of 3 | 98 | 98 | 98 |".to_owned()), "{rows:#?}");
        assert!(!rows.iter().any(|row| row.contains("other.js")), "{rows:#?}");
    }
}
