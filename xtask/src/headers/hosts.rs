//! The table as the header files of common hosts: `_headers` in `dist/` for Netlify and Cloudflare Pages, and the files of
//! `deploy/` for nginx and Caddy. A test holds the latter against the table; `UPDATE_EXPECT=1 cargo test -p xtask` writes
//! them.

use std::collections::BTreeSet;

use super::{Files, HEADERS};

/// The headers of the table that go with exactly these kinds of files.
fn of(kinds: &[Files]) -> impl Iterator<Item = (&'static str, &'static str)> {
    HEADERS.iter().filter(|(files, ..)| kinds.contains(files)).map(|(_, name, value)| (*name, *value))
}

/// What `_headers` says of every address. The policy of pages is among it, since an address of nothing is answered with a
/// page: the worker gets both policies, and what both allow is what it needs.
const OF_ALL: &[Files] = &[Files::All, Files::AllButWorker];

/// `_headers` for a site of these files. Hosts join what two rules say of one header, so every file is in one rule for
/// all and in one of its own kind, and only policies are said twice. How long a file is kept is said of each by its name,
/// and of nothing that is not there. Types are the host's own.
pub(crate) fn netlify<'a>(files: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::from("/*\n");
    for (name, value) in of(OF_ALL) {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    // A folder is one rule; it holds pages alone.
    let places: BTreeSet<String> = files
        .into_iter()
        .map(|path| path.split_once('/').map_or_else(|| format!("/{path}"), |(folder, _)| format!("/{folder}/*")))
        .chain(["/".to_owned()])
        .collect();
    for place in places {
        out.push_str(&format!("{place}\n"));
        for (files, name, value) in HEADERS {
            if !OF_ALL.contains(files) && files.hold(place.trim_start_matches('/')) {
                out.push_str(&format!("  {name}: {value}\n"));
            }
        }
    }
    out
}

/// Files for servers that are configured by hand: nobody reads them but their own test, which writes them.
#[cfg(test)]
mod servers;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::{MISSING, PAGE_POLICY, headers};

    /// What a host sends for an address by a `_headers` file: all rules that match, the same header joined by a comma.
    fn sent(file: &str, address: &str) -> Vec<(String, String)> {
        let mut sent: Vec<(String, String)> = Vec::new();
        let mut matches = false;
        for line in file.lines() {
            if let Some(header) = line.strip_prefix("  ") {
                let (name, value) = header.split_once(": ").expect("a header");
                match sent.iter_mut().find(|(known, _)| known == name) {
                    Some((_, joined)) if matches => joined.push_str(&format!(", {value}")),
                    None if matches => sent.push((name.into(), value.into())),
                    _ => {}
                }
            } else {
                matches = line == address || line.strip_suffix('*').is_some_and(|start| address.starts_with(start));
            }
        }
        sent.sort();
        sent
    }

    #[test]
    fn netlify_sends_what_the_table_says() {
        let files = ["404.html", "en/index.html", "en/addons/x/index.html", "fr/index.html", "index.html", "sw.js"];
        let more = ["guide-0123456789abcdef_bg.wasm", "style-0123456789abcdef.css", "icon.svg", "manifest.json"];
        let file = netlify(files.into_iter().chain(more));
        for path in files.into_iter().chain(more) {
            let mut expected: Vec<(String, String)> =
                headers(path).into_iter().skip(1).map(|(name, value)| (name.into(), value.into())).collect();
            if path == "sw.js" {
                let (_, policy) = expected.iter_mut().find(|(name, _)| name == "Content-Security-Policy").unwrap();
                policy.insert_str(0, &format!("{PAGE_POLICY}, "));
            }
            expected.sort();
            assert_eq!(sent(&file, &format!("/{path}")), expected, "{path}");
            if let Some(folder) = path.strip_suffix("index.html") {
                assert_eq!(sent(&file, &format!("/{folder}")), expected, "/{folder}");
            }
        }
        for path in MISSING {
            let sent = sent(&file, &format!("/{path}"));
            for (name, value) in headers("404.html").into_iter().skip(1) {
                let found = sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
                // Where nothing is said of keeping, these hosts ask again each time.
                assert!(
                    found == Some(value) || (name == "Cache-Control" && found.is_none()),
                    "{path}: {name} {found:?}"
                );
            }
        }
        assert!(file.lines().filter(|line| line.starts_with('/')).count() < 100, "Cloudflare reads a hundred rules");
    }
}
