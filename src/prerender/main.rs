//! How pages become files: renders every route of every language to static HTML in the document shell, names each
//! file by its bytes, and writes the list by which the service worker installs the guide whole or not at all.
//!
//! `prerender --guide DIR --composer DIR --out DIR [--build ID] [--base PATH-OR-ADDRESS] [--policy CSP]`: two folders that Trunk has filled, with
//! the program of all pages but the composer's and with the whole program. Without a base every address is relative to its page, so that the result works
//! under any path; the 404 page alone, which hosts show at any depth, needs to know (`/` where nothing is said).

mod assets;
mod page;
mod worker;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use app::routes::Page;
use catalog::Lang;

use crate::{assets::Assets, page::Document};

fn main() -> ExitCode {
    match run() {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    guide: PathBuf,
    composer: PathBuf,
    out: PathBuf,
    build: String,
    site: Option<String>,
    base: String,
    policy: Option<String>,
}

fn arguments() -> Result<Arguments, String> {
    let none = PathBuf::new;
    let mut parsed = Arguments {
        guide: none(),
        composer: none(),
        out: none(),
        build: "unnamed".into(),
        site: None,
        base: "/".into(),
        policy: None,
    };
    let mut given = env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--guide" => parsed.guide = value.into(),
            "--composer" => parsed.composer = value.into(),
            "--out" => parsed.out = value.into(),
            "--build" => parsed.build = value,
            "--base" => (parsed.site, parsed.base) = place(value),
            "--policy" => parsed.policy = Some(value),
            _ => return Err(format!("unknown argument {name}")),
        }
    }
    for (name, folder) in [("--guide", &parsed.guide), ("--composer", &parsed.composer), ("--out", &parsed.out)] {
        if folder.as_os_str().is_empty() {
            return Err(format!("{name} DIR is missing"));
        }
    }
    Ok(parsed)
}

/// The whole address, if it is one, and the path.
fn place(base: String) -> (Option<String>, String) {
    let host = base.find("://").map(|at| at + 3);
    let path = host.map_or(Some(0), |host| base[host..].find('/').map(|at| host + at));
    let path = path.map_or("/", |at| &base[at..]).to_owned();
    (host.map(|_| base), path)
}

fn run() -> Result<String, Box<dyn Error>> {
    let Arguments { guide, composer, out, build, site, base, policy } = arguments()?;
    fs::create_dir_all(&out)?;
    let assets = Assets::gather(&guide, &composer, &out, &build)?;
    let document = Document { assets: &assets, build: &build, site: site.as_deref(), policy: policy.as_deref() };

    let mut precached = assets.precached();
    let mut pages = 0;
    for lang in Lang::ALL {
        for page in Page::all() {
            let path = format!("{}/{}", lang.code(), page.path());
            let root = "../".repeat(path.matches('/').count());
            let file = format!("{path}index.html");
            write(&out, &file, &document.page(page, lang, &root))?;
            precached.push(file);
            pages += 1;
        }
        // Served, but neither listed nor kept offline.
        let style = Page::Style.href("", lang);
        write(&out, &format!("{style}index.html"), &document.page(Page::Style, lang, "../../"))?;
    }
    write(&out, "404.html", &document.page(Page::NotFound, Lang::default(), &base))?;
    write(&out, "index.html", &document.gateway())?;
    precached.push("index.html".to_owned());

    for lang in Lang::ALL {
        write(&out, &format!("manifest-{}.webmanifest", lang.code()), &page::manifest(lang))?;
        precached.push(format!("manifest-{}.webmanifest", lang.code()));
    }
    write(&out, "sw.js", &worker::script(&out, &precached, &build)?)?;
    write(&out, "sw-off.js", worker::OFF)?;
    Ok(format!("{} pages in {} languages, {} files offline", pages + 2, Lang::ALL.len(), precached.len()))
}

fn write(out: &Path, path: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let file = out.join(path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()).into())
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_base_is_a_path_or_a_whole_address() {
        let check = |base: &str, site: Option<&str>, path: &str| {
            assert_eq!(place(base.to_owned()), (site.map(str::to_owned), path.to_owned()));
        };
        check("/guide/", None, "/guide/");
        check("https://example.org/", Some("https://example.org/"), "/");
        check("https://example.org:8000/a/b/", Some("https://example.org:8000/a/b/"), "/a/b/");
    }
}
