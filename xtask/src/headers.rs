//! What the server says with each file: one table, for our own server and for the header files of other hosts.

pub(crate) mod hosts;

/// The files that a header goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Files {
    /// Every file.
    All,
    /// Every file but the service worker.
    AllButWorker,
    /// The service worker, which has a policy of its own.
    Worker,
    /// Files with the hash of their bytes in their name: what is there once never changes.
    Hashed,
    /// Files whose name stays while their bytes change.
    Changing,
}

/// The policy of pages: nothing inline, nothing from elsewhere, and markup from scripts only through the policy of
/// the boot script.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// The same policy as it may stand in a page, for hosts that send no headers; who may frame a page cannot be said there.
pub(crate) fn document_policy() -> String {
    let parts = PAGE_POLICY.split("; ").filter(|part| !part.starts_with("frame-ancestors"));
    parts.collect::<Vec<_>>().join("; ")
}

/// The table: files, header, value. Without Strict-Transport-Security, which is for the owner of a whole host.
pub(crate) const HEADERS: &[(Files, &str, &str)] = &[
    (Files::AllButWorker, "Content-Security-Policy", PAGE_POLICY),
    (Files::Worker, "Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'"),
    (Files::All, "X-Content-Type-Options", "nosniff"),
    (Files::All, "Referrer-Policy", "no-referrer"),
    (Files::All, "Cross-Origin-Opener-Policy", "same-origin"),
    (Files::All, "Cross-Origin-Embedder-Policy", "require-corp"),
    (Files::All, "Cross-Origin-Resource-Policy", "same-origin"),
    (
        Files::All,
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)",
    ),
    (Files::Hashed, "Cache-Control", "public, max-age=31536000, immutable"),
    (Files::Changing, "Cache-Control", "no-cache"),
];

/// The type of a file by the end of its name.
const TYPES: &[(&str, &str)] = &[
    ("css", "text/css; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/x-icon"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

impl Files {
    /// Whether the file at this path of the site is one of them.
    pub(crate) fn hold(self, path: &str) -> bool {
        match self {
            Files::All => true,
            Files::AllButWorker => !is_worker(path),
            Files::Worker => is_worker(path),
            Files::Hashed => is_hashed(path),
            Files::Changing => !is_hashed(path),
        }
    }
}

/// The headers that go with the file at this path of the site, its type first.
pub(crate) fn headers(path: &str) -> Vec<(&'static str, &'static str)> {
    let rules = HEADERS.iter().filter(|(files, ..)| files.hold(path)).map(|(_, name, value)| (*name, *value));
    [("Content-Type", content_type(path))].into_iter().chain(rules).collect()
}

/// The type of the file at this path.
pub(crate) fn content_type(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    TYPES.iter().find(|(known, _)| *known == end).map_or("application/octet-stream", |(_, name)| name)
}

fn is_worker(path: &str) -> bool {
    path == "sw.js"
}

/// Whether a name holds a hash: `-` and 12 to 16 hexadecimal digits before the last dot, or before `_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(before, hash)| {
        !before.is_empty()
            && (12..=16).contains(&hash.len())
            && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Names of every kind of file that are not there, at the root and in folders: each is answered with the page 404.html.
#[cfg(test)]
pub(crate) const MISSING: &[&str] = &[
    "guide-ffffffffffffffff_bg.wasm",
    "guide-ffffffffffffffff.js",
    "style-ffffffffffffffff.css",
    "search-en-ffffffffffffffff.bin",
    "icon-ffffffffffffffff.png",
    "icon-64.png",
    "missing.webmanifest",
    "missing.wasm",
    "nowhere",
    "nowhere/",
    "en/nowhere/",
    "en/addons/nowhere/index.html",
    "en/sw.js",
    "en/guide-ffffffffffffffff_bg.wasm",
    "fr/addons/style-ffffffffffffffff.css",
    "nowhere/boot-ffffffffffffffff.js",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn value(path: &str, name: &str) -> Vec<&'static str> {
        headers(path).into_iter().filter(|(known, _)| *known == name).map(|(_, value)| value).collect()
    }

    #[test]
    fn every_file_has_each_header_once() {
        for path in
            ["index.html", "fr/addons/x/index.html", "sw.js", "guide-0123456789abcdef_bg.wasm", "a.unknown", "x"]
        {
            let names: Vec<&str> = headers(path).into_iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "{path}: {names:?}");
            for name in ["Content-Type", "Content-Security-Policy", "Cache-Control", "X-Content-Type-Options"] {
                assert!(names.contains(&name), "{path} lacks {name}");
            }
        }
    }

    #[test]
    fn only_files_with_a_hash_are_kept_for_ever() {
        let check = |path: &str, expected: bool| {
            assert_eq!(value(path, "Cache-Control") == ["public, max-age=31536000, immutable"], expected, "{path}");
        };
        check("guide-0123456789abcdef.js", true);
        check("guide-0123456789abcdef_bg.wasm", true);
        check("assets/main-0123456789abcdef.css", true);
        check("sw.js", false);
        check("index.html", false);
        check("fr/index.html", false);
        check("manifest.webmanifest", false);
        check("boot.js", false);
        check("icon-512.png", false);
        check("a-0123456789ABCDEF.js", false);
        check("-0123456789abcdef.js", false);
    }

    #[test]
    fn policies_allow_no_more_than_they_should() {
        for path in ["index.html", "sw.js", "404.html", "boot.js"] {
            let [policy] = value(path, "Content-Security-Policy")[..] else { panic!("{path} needs one policy") };
            assert!(policy.starts_with("default-src 'none'; "), "{policy}");
            for forbidden in ["'unsafe-inline'", "'unsafe-eval'", "*", "data:", "http", "  ", "\n"] {
                assert!(!policy.contains(forbidden), "{policy} holds {forbidden:?}");
            }
        }
        assert!(value("index.html", "Content-Security-Policy") != value("sw.js", "Content-Security-Policy"));
    }

    #[test]
    fn pages_carry_the_policy_but_for_framing() {
        assert_eq!(document_policy(), PAGE_POLICY.replace(" frame-ancestors 'none';", ""));
        assert!(document_policy() != PAGE_POLICY);
    }

    #[test]
    fn types_are_known() {
        let check = |path, expected| assert_eq!(content_type(path), expected);
        check("a/index.html", "text/html; charset=utf-8");
        check("x_bg.wasm", "application/wasm");
        check("manifest.webmanifest", "application/manifest+json");
        check("LICENSE", "application/octet-stream");
    }
}
