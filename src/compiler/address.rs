//! Addresses outside of the guide, in one form each: so that a page is linked to by one spelling, and a list of links
//! holds it once.

use crate::Mistake;

/// What is wrong with an address; none where it is absolute, `https`, and written in its one form.
pub(crate) fn mistake(url: &str) -> Option<Mistake> {
    if !is_url(url) {
        return Some(Mistake::BadUrl { url: url.to_owned() });
    }
    let better = canonical(url);
    (better != url).then(|| Mistake::AddressForm { url: url.to_owned(), better })
}

/// Whether a text is an absolute `https` address.
fn is_url(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host.contains('.')
        && host.split('.').all(label)
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>`{}|\\^".contains(c))
}

/// The one form: the host in small letters and without the port that goes without saying, always a path, no name of an
/// index file, no empty or measuring query, no empty fragment.
fn canonical(url: &str) -> String {
    let rest = url.strip_prefix("https://").unwrap_or(url);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let mut canonical = format!("https://{}/", host.strip_suffix(":443").unwrap_or(&host));
    canonical.push_str(
        path.strip_suffix("index.html").filter(|start| start.is_empty() || start.ends_with('/')).unwrap_or(path),
    );
    let query: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !part.starts_with("utm_")).collect();
    if !query.is_empty() {
        canonical.push_str(&format!("?{}", query.join("&")));
    }
    if !fragment.is_empty() {
        canonical.push_str(&format!("#{fragment}"));
    }
    canonical
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        let same = |url: &str| assert_eq!(mistake(url), None, "{url}");
        same("https://example.org/");
        same("https://example.org/a/b?c=d&e#f");
        same("https://example.org:8000/a.html");
        let form = |url: &str, better: &str| {
            let (url, better) = (url.to_owned(), better.to_owned());
            assert_eq!(mistake(&url), Some(Mistake::AddressForm { url, better }));
        };
        form("https://example.org", "https://example.org/");
        form("https://Example.org:443/A", "https://example.org/A");
        form("https://example.org/a/index.html#b", "https://example.org/a/#b");
        form("https://example.org/?utm_source=x&a=b#", "https://example.org/?a=b");
        same("https://example.org/not-index.html");
        let bad = |url: &str| assert_eq!(mistake(url), Some(Mistake::BadUrl { url: url.to_owned() }), "{url}");
        for url in ["http://example.org/", "https://example/", "https://a..b/", "https://example.org/a b", "/a"] {
            bad(url);
        }
    }
}
