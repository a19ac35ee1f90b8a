//! What must not be in a site: anything inline, anything that makes code from text, a path of the machine that built it,
//! a source map, a file that is fetched from elsewhere. A site that holds one of them is not put in its place.

use std::{fs, path::Path};

use crate::{
    failure::{Outcome, cannot},
    stamp,
};

/// Every fault of a folder, as one line each. `private` are texts that no file may hold, such as the folder of the
/// project.
pub(super) fn faults(folder: &Path, private: &[String]) -> Outcome<Vec<String>> {
    let mut faults = Vec::new();
    for file in stamp::files(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let bytes = fs::read(&file).map_err(cannot("read", &file))?;
        let text = String::from_utf8_lossy(&bytes);
        let found = private.iter().filter(|path| text.contains(path.as_str())).map(|path| format!("the path {path}"));
        let found = found.chain(match name.rsplit('.').next().unwrap_or_default() {
            "html" => in_page(&text),
            "js" => in_script(&text),
            "css" => in_style(&text),
            "map" => vec!["it is a source map".to_owned()],
            _ => Vec::new(),
        });
        faults.extend(found.map(|fault| format!("{name}: {fault}")));
    }
    Ok(faults)
}

fn in_page(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    // Tags alone: in texts, `<` is escaped.
    for tag in page.split('<').skip(1).filter_map(|part| part.split_once('>').map(|(tag, _)| tag)) {
        let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        let attributes = attributes(tag);
        let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        match name.as_str() {
            "script" if value("src").is_none() => faults.push("an inline script".to_owned()),
            "style" => faults.push("an inline style sheet".to_owned()),
            "iframe" | "object" | "embed" | "base" => faults.push(format!("a <{name}>")),
            _ => {}
        }
        for (attribute, text) in &attributes {
            let elsewhere = text.contains("://") || text.starts_with("//");
            if attribute == "style" || (attribute.starts_with("on") && attribute.len() > 2) {
                faults.push(format!("an inline {attribute}=\"…\""));
            } else if text.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                faults.push(format!("{attribute}=\"{text}\""));
            } else if elsewhere
                && (matches!(attribute.as_str(), "src" | "srcset" | "poster")
                    || (attribute == "href" && name == "link"))
            {
                faults.push(format!("{text} is fetched from elsewhere"));
            }
        }
    }
    faults
}

/// The attributes of a tag with their values in double quotes, as both our renderers write them.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let Some((value, next)) = after.split_once('"') else { break };
        let name = before.split_whitespace().last().unwrap_or_default().to_ascii_lowercase();
        found.push((name, value.to_owned()));
        rest = next;
    }
    found
}

fn in_script(script: &str) -> Vec<String> {
    let makes_code = ["eval(", "new Function(", "Function(\"", "Function('", "sourceMappingURL", "importScripts("];
    let mut faults: Vec<String> =
        makes_code.iter().filter(|sign| script.contains(**sign)).map(|sign| format!("it holds {sign}")).collect();
    for fetching in ["fetch(", "import(", "from "] {
        for quote in ['"', '\'', '`'] {
            if script.contains(&format!("{fetching}{quote}http")) || script.contains(&format!("{fetching}{quote}//")) {
                faults.push(format!("{fetching} something from elsewhere"));
            }
        }
    }
    faults
}

fn in_style(style: &str) -> Vec<String> {
    let signs = ["@import", "url(http", "url(\"http", "url('http", "url(//", "url(\"//", "sourceMappingURL"];
    signs.iter().filter(|sign| style.contains(**sign)).map(|sign| format!("it holds {sign}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    #[test]
    fn each_fault_is_found_and_nothing_else() {
        let check = |name: &str, text: &str, expected: &[&str]| {
            let folder = scratch::Folder::new("scan");
            folder.write(name, text);
            let found = faults(folder.path(), &["/home/somebody/guide".to_owned()]).unwrap();
            let expected: Vec<String> = expected.iter().map(|fault| format!("{name}: {fault}")).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("a.html", r#"<script src="a.js"></script><a href="https://x.org/" class="on">a</a>&lt;style&gt;"#, &[]);
        check("a.html", "<script>alert(1)</script>", &["an inline script"]);
        check("a.html", "<STYLE>a{}</STYLE>", &["an inline style sheet"]);
        check("a.html", r#"<p style="color:red">"#, &["an inline style=\"…\""]);
        check("a.html", r#"<img src="a.png" onerror="alert(1)">"#, &["an inline onerror=\"…\""]);
        check("a.html", r#"<a href=" JavaScript:alert(1)">"#, &["href=\" JavaScript:alert(1)\""]);
        check(
            "a.html",
            r#"<link rel="icon" href="https://x.org/i.png">"#,
            &["https://x.org/i.png is fetched from elsewhere"],
        );
        check("a.html", r#"<img src="//x.org/i.png">"#, &["//x.org/i.png is fetched from elsewhere"]);
        check("a.html", r#"<iframe src="a.html">"#, &["a <iframe>"]);
        check("a.js", "const evaluate = (f) => f(1);", &[]);
        check("a.js", "eval(x); new Function(y)", &["it holds eval(", "it holds new Function("]);
        check("a.js", "fetch(\"https://x.org\")", &["fetch( something from elsewhere"]);
        check("a.css", "a { background: url(i.png) }", &[]);
        check("a.css", "a { background: url(https://x.org/i.png) }", &["it holds url(http"]);
        check("a_bg.wasm", "\0asm /home/somebody/guide/src", &["the path /home/somebody/guide"]);
        check("a.js.map", "{}", &["it is a source map"]);
    }
}
