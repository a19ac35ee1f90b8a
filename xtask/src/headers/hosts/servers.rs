//! The configurations of nginx and Caddy in `deploy/`, made from the table.

use std::{env, fs, path::Path};

use super::of;
use crate::headers::{Files, HEADERS, TYPES};

/// What tells files that are kept for ever, as `is_hashed` does.
const HASHED: &str = r"-[0-9a-f]{12,16}(_bg)?\.[a-z0-9]+$";

/// The ends of names whose type Caddy takes from the system it runs on, or does not tell.
const UNKNOWN_TO_CADDY: &[&str] = &["webmanifest"];

fn value(kind: Files, name: &str) -> &'static str {
    of(&[kind]).find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

/// The server block of nginx.
fn nginx() -> String {
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
    // HTML has a charset by itself, and is not to be named again.
    out.push_str("    charset_types text/css text/javascript text/plain;\n    types {\n");
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
fn caddy() -> String {
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
    for (end, name) in TYPES.iter().filter(|(end, _)| UNKNOWN_TO_CADDY.contains(end)) {
        // Deferred: the file server takes away what it does not know.
        out.push_str(&format!(
            "\t@{end} path *.{end}\n\theader @{end} {{\n\t\tContent-Type \"{name}\"\n\t\tdefer\n\t}}\n"
        ));
    }
    out.push_str("\tfile_server {\n\t\tprecompressed br gzip\n\t}\n");
    // What is missing is a page, whatever its name says: the headers of the name are not kept with it.
    out.push_str("\thandle_errors {\n");
    for (name, value) in of(&[Files::AllButWorker, Files::Changing]) {
        out.push_str(&format!("\t\theader {name} \"{value}\"\n"));
    }
    out.push_str("\t\trewrite * /404.html\n\t\tfile_server\n\t}\n}\n");
    out
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
