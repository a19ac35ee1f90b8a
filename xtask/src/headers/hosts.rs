//! The table as the header files of common hosts: `_headers` in `dist/` for Netlify and Cloudflare Pages, and the files of
//! `deploy/` for nginx and Caddy. A test holds the latter against the table; `UPDATE_EXPECT=1 cargo test -p xtask` writes
//! them.

use std::collections::BTreeSet;

use super::{Files, HEADERS, TYPES};

/// What tells files that are kept for ever, as `is_hashed` does.
const HASHED: &str = r"-[0-9a-f]{12,16}(_bg)?\.[a-z0-9]+$";

/// The headers of the table that go with exactly these kinds of files.
fn of(kinds: &[Files]) -> impl Iterator<Item = (&'static str, &'static str)> {
    HEADERS.iter().filter(|(files, ..)| kinds.contains(files)).map(|(_, name, value)| (*name, *value))
}

fn value(kind: Files, name: &str) -> &'static str {
    of(&[kind]).find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

/// `_headers` for a site of these files. Hosts join what two rules say of one header, so every file is in one rule for
/// all and in one of its own kind, never in two. Types are the host's own.
pub(crate) fn netlify<'a>(files: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::from("/*\n");
    for (name, value) in of(&[Files::All]) {
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
            if *files != Files::All && files.hold(place.trim_start_matches('/')) {
                out.push_str(&format!("  {name}: {value}\n"));
            }
        }
    }
    out
}

/// The server block of nginx.
pub(crate) fn nginx() -> String {
    let policy = "Content-Security-Policy";
    let mut out = String::from(
        "# The guide on nginx: put this into the http block, and set the name and the folder. Made by a test of xtask.\n",
    );
    out.push_str(&format!(
        "map $uri $guide_policy {{\n    default \"{}\";\n    \"~/sw\\.js$\" \"{}\";\n}}\n",
        value(Files::AllButWorker, policy),
        value(Files::Worker, policy)
    ));
    out.push_str(&format!(
        "map $uri $guide_cache {{\n    default \"{}\";\n    \"~{HASHED}\" \"{}\";\n}}\n",
        value(Files::Changing, "Cache-Control"),
        value(Files::Hashed, "Cache-Control")
    ));
    out.push_str("server {\n    listen 8080;\n    server_name _;\n    root /srv/guide;\n    index index.html;\n");
    out.push_str("    error_page 404 /404.html;\n    gzip_static on;\n    charset utf-8;\n");
    out.push_str("    charset_types text/html text/css text/javascript text/plain;\n    types {\n");
    for (end, name) in TYPES {
        out.push_str(&format!("        {} {end};\n", name.trim_end_matches("; charset=utf-8")));
    }
    out.push_str("    }\n");
    for (name, value) in of(&[Files::All]) {
        out.push_str(&format!("    add_header {name} \"{value}\" always;\n"));
    }
    out.push_str(&format!(
        "    add_header {policy} $guide_policy always;\n    add_header Cache-Control $guide_cache always;\n}}\n"
    ));
    out
}

/// The site block of Caddy.
pub(crate) fn caddy() -> String {
    let mut out = String::from(
        "# The guide on Caddy: set the address and the folder. Made by a test of xtask.\n:8080 {\n\troot * /srv/guide\n",
    );
    out.push_str(&format!("\t@worker path /sw.js\n\t@page not path /sw.js\n\t@hashed path_regexp {HASHED}\n"));
    out.push_str(&format!("\t@changing not path_regexp {HASHED}\n\theader {{\n"));
    for (name, value) in of(&[Files::All]) {
        out.push_str(&format!("\t\t{name} \"{value}\"\n"));
    }
    out.push_str("\t}\n");
    for (matcher, kind) in [
        ("@page", Files::AllButWorker),
        ("@worker", Files::Worker),
        ("@hashed", Files::Hashed),
        ("@changing", Files::Changing),
    ] {
        for (name, value) in of(&[kind]) {
            out.push_str(&format!("\theader {matcher} {name} \"{value}\"\n"));
        }
    }
    out.push_str("\tfile_server {\n\t\tprecompressed br gzip\n\t}\n");
    out.push_str("\thandle_errors {\n\t\trewrite * /404.html\n\t\tfile_server\n\t}\n}\n");
    out
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use super::*;
    use crate::headers::headers;

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
            expected.sort();
            assert_eq!(sent(&file, &format!("/{path}")), expected, "{path}");
            if let Some(folder) = path.strip_suffix("index.html") {
                assert_eq!(sent(&file, &format!("/{folder}")), expected, "/{folder}");
            }
        }
        assert!(file.lines().filter(|line| line.starts_with('/')).count() < 100, "Cloudflare reads a hundred rules");
    }

    #[test]
    fn the_files_for_servers_are_those_of_the_table() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy");
        for (name, text) in [("nginx.conf", nginx()), ("Caddyfile", caddy())] {
            let path = folder.join(name);
            if env::var_os("UPDATE_EXPECT").is_some() {
                fs::write(&path, &text).unwrap();
            }
            let there = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                there == text,
                "deploy/{name} is not what the table says: UPDATE_EXPECT=1 cargo test -p xtask writes it"
            );
            for (_, header, value) in HEADERS {
                assert!(text.contains(header) && text.contains(value), "deploy/{name} lacks {header}");
            }
        }
    }
}
