//! The files that pages refer to: taken over from Trunk, named by their bytes.

use std::{error::Error, fs, path::Path};

use app::{CATALOG, routes::Page};
use catalog::{
    Lang,
    search::{self, Passage, Synonyms},
};
use sha2::{Digest, Sha256};

/// The names of all files that pages refer to, relative to the root.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The program of all pages but those that need the composer.
    pub(crate) guide: Program,
    /// The whole program, for the pages that need the composer.
    pub(crate) composer: Program,
    /// All style sheets in one, in layer order: one request instead of six.
    pub(crate) style: String,
    /// Starts the app.
    pub(crate) boot: String,
    /// What search looks through, by language, in the order of [`Lang::ALL`].
    pub(crate) indexes: Vec<String>,
    /// Served as they are, such as icons.
    pub(crate) others: Vec<String>,
}

/// The names of the two files of a program.
#[derive(Debug)]
pub(crate) struct Program {
    /// The glue.
    pub(crate) js: String,
    /// The program with its catalog.
    pub(crate) wasm: String,
}

impl Program {
    /// Takes the files that a page of Trunk's names over to `out`.
    fn take(folder: &Path, page: &str, out: &Path) -> Result<Program, Box<dyn Error>> {
        let taken = |attribute: &str| -> Result<String, Box<dyn Error>> {
            let name = between(page, &format!("{attribute}=\"./"), "\"");
            let name = name.ok_or_else(|| format!("{}: no {attribute} in index.html", folder.display()))?;
            fs::copy(folder.join(name), out.join(name)).map_err(|error| format!("{name}: {error}"))?;
            Ok(name.to_owned())
        };
        Ok(Program { js: taken("data-js")?, wasm: taken("data-wasm")? })
    }
}

impl Assets {
    /// Takes what Trunk has left in two folders, one for each program, over to `out`, under its final names. What is
    /// not the program is the same in both. The boot script is told its build.
    pub(crate) fn gather(folder: &Path, composer: &Path, out: &Path, build: &str) -> Result<Assets, Box<dyn Error>> {
        let page = read(&folder.join("index.html"))?;
        let guide = Program::take(folder, &page, out)?;
        let composer = Program::take(composer, &read(&composer.join("index.html"))?, out)?;
        let mut style = String::new();
        for link in page.split("<link ").filter(|link| link.contains("rel=\"stylesheet\"")) {
            let file = between(link, "href=\"./", "\"").ok_or("a stylesheet without ./ in its href")?;
            style.push_str(&without_comments(&read(&folder.join(file))?));
        }
        let public = |name: &str| read(&folder.join(name));
        let named = |stem: &str, end: &str, bytes: &[u8]| -> Result<String, Box<dyn Error>> {
            let name = format!("{stem}-{}.{end}", &hex(bytes)[..16]);
            fs::write(out.join(&name), bytes)?;
            Ok(name)
        };
        let style = named("style", "css", style.as_bytes())?;
        let boot = named("boot", "js", public("boot.js")?.replace("__BUILD__", build).as_bytes())?;
        let mut indexes = Vec::new();
        for lang in Lang::ALL {
            let index = search::write(&CATALOG, lang, &Passage::all(&CATALOG, lang), Synonyms::Known);
            // Not text, but so called: that is what hosts compress.
            indexes.push(named(&format!("search-{}", lang.code()), "txt", &index)?);
        }

        let mut others = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let taken = ["html", "css", "js", "wasm"].iter().any(|end| path.extension().is_some_and(|own| own == *end));
            if path.is_file() && !taken {
                fs::copy(&path, out.join(&name))?;
                others.push(name);
            }
        }
        others.sort();
        Ok(Assets { guide, composer, style, boot, indexes, others })
    }

    /// The program that shows a page.
    pub(crate) fn program(&self, page: Page) -> &Program {
        if page.needs_composer() { &self.composer } else { &self.guide }
    }

    /// What the guide needs to work without a network.
    pub(crate) fn precached(&self) -> Vec<String> {
        let programs = [&self.guide, &self.composer].into_iter().flat_map(|program| [&program.js, &program.wasm]);
        let own = programs.chain([&self.style, &self.boot]);
        own.chain(&self.indexes).chain(&self.others).cloned().collect()
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(file: &Path) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

/// A style sheet without its comments and indentation; no string of ours holds `/*`.
fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}
