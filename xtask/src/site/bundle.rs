//! The bundle: Trunk builds it, wasm-opt makes it smaller, and each file gets the hash of its final bytes in its name.
//!
//! Trunk's own names hold a hash of the wasm before wasm-opt, so two builds could differ under one name, and such
//! names are cached for ever.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Outcome, cannot},
    project::Project,
    run,
    stamp::content_hash,
    step::Step,
    tools::BuildTools,
};

/// Builds a bundle into the folder of its name below `site`.
pub(super) fn build(
    project: &Project,
    tools: &BuildTools,
    bundle: &str,
    features: &str,
    step: &Step,
) -> Outcome<PathBuf> {
    let folder = &project.site().join(bundle);
    crate::tools::remove(folder)?;
    fs::create_dir_all(folder).map_err(cannot("create", folder))?;
    let mut trunk = run::command(&tools.trunk, &project.root);
    trunk
        .args(["build", "--release", "--features", features, "--dist"])
        .arg(folder)
        .env("PATH", &tools.path)
        .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags(project)?);
    run::run(trunk, step)?.or_fail("the bundle could not be built: see the output above")?;

    let names = fs::read_dir(folder).map_err(cannot("read", folder))?.flatten();
    let names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    let names = Names::find(&names)?;
    let wasm = folder.join(&names.wasm);
    let before = size(&wasm)?;
    if let Some(wasm_opt) = &tools.wasm_opt {
        step.progress("wasm-opt");
        let mut command = run::command(wasm_opt, folder);
        // The features in use stand in the file; "--all-features" would write what browsers do not read.
        command.arg("-Oz").arg(&wasm).arg("-o").arg(&wasm);
        run::run(command, step)?.or_fail("wasm-opt could not make the bundle smaller: see the output above")?;
    }
    rename(folder, bundle, &names)?;
    let after = fs::read_dir(folder).map_err(cannot("read", folder))?.flatten();
    let after = after.filter(|entry| entry.path().extension().is_some_and(|e| e == "wasm"));
    let after: u64 = after.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum();
    step.note(format!("wasm {} KB, from {} KB", after / 1000, before / 1000));
    Ok(folder.clone())
}

/// The names that Trunk gave to the two files of the program.
#[derive(Debug, PartialEq)]
struct Names {
    js: String,
    wasm: String,
}

impl Names {
    fn find(files: &[String]) -> Outcome<Names> {
        let wasm: Vec<&String> = files.iter().filter(|name| name.ends_with("_bg.wasm")).collect();
        let [wasm] = wasm[..] else {
            return Err(Failure::new(format!("Trunk should leave one file *_bg.wasm, found {}", wasm.len())));
        };
        let base = wasm.trim_end_matches("_bg.wasm");
        let js = format!("{base}.js");
        if !files.contains(&js) {
            return Err(Failure::new(format!("Trunk should leave {js} beside {wasm}")));
        }
        Ok(Names { js, wasm: wasm.clone() })
    }
}

/// Gives both files the name of the bundle with the hash of their final bytes, and corrects their names wherever they
/// stand.
fn rename(folder: &Path, bundle: &str, names: &Names) -> Outcome<()> {
    let read = |name: &str| fs::read(folder.join(name)).map_err(cannot("read", &folder.join(name)));
    let text = |name: &str| fs::read_to_string(folder.join(name)).map_err(cannot("read", &folder.join(name)));
    let write =
        |name: &str, text: String| fs::write(folder.join(name), text).map_err(cannot("write", &folder.join(name)));
    let page = text(INDEX)?;
    if page.contains("integrity=") && has_integrity(&page, names) {
        return Err(Failure::new(
            "index.html lets Trunk write the integrity of a file that changes afterwards: put data-integrity=\"none\" on its rust link",
        ));
    }
    let wasm = format!("{}-{}_bg.wasm", bundle, content_hash(&read(&names.wasm)?));
    // The glue names the wasm as the file to load when it is told of none.
    let glue = text(&names.js)?.replace(&names.wasm, &wasm);
    let js = format!("{}-{}.js", bundle, content_hash(glue.as_bytes()));
    write(&names.js, glue)?;
    write(INDEX, page.replace(&names.wasm, &wasm).replace(&names.js, &js))?;
    for (from, to) in [(&names.wasm, &wasm), (&names.js, &js)] {
        fs::rename(folder.join(from), folder.join(to)).map_err(cannot("rename", &folder.join(from)))?;
    }
    Ok(())
}

const INDEX: &str = "index.html";

/// Whether an element that names one of the two files carries an integrity.
fn has_integrity(page: &str, names: &Names) -> bool {
    page.split('<').any(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        tag.contains("integrity=") && (tag.contains(&names.js) || tag.contains(&names.wasm))
    })
}

/// What stands between two flags in `CARGO_ENCODED_RUSTFLAGS`.
const SEPARATOR: &str = "\u{1f}";

/// Compiler flags that keep the paths of this machine out of the wasm, and views of one type: with as many views as
/// the guide has, types of their own make the program a tenth larger.
fn compiler_flags(project: &Project) -> Outcome<OsString> {
    let mut rustc = run::command("rustc", &project.root);
    rustc.args(["--print", "sysroot"]);
    let sysroot = run::ask(rustc).ok_or_else(|| Failure::new("rustc does not say where its library is"))?;
    let cargo_home =
        std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let mut flags = OsString::from("--cfg=erase_components");
    let mut remap = |from: &Path, to: &str| {
        flags.push(SEPARATOR);
        flags.push("--remap-path-prefix=");
        flags.push(from);
        flags.push(format!("={to}"));
    };
    remap(&project.root, "guide");
    remap(Path::new(sysroot.trim()), "rust");
    if let Some(home) = cargo_home {
        remap(&home, "cargo");
    }
    Ok(flags)
}

fn size(path: &Path) -> Outcome<u64> {
    fs::metadata(path).map(|data| data.len()).map_err(cannot("read", path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch;

    fn names(files: &[&str]) -> Outcome<Names> {
        Names::find(&files.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_two_files_are_found_by_their_names() {
        let found = names(&["index.html", "guide-0a1b.js", "guide-0a1b_bg.wasm", "base-9f.css"]).unwrap();
        assert_eq!(found, Names { js: "guide-0a1b.js".into(), wasm: "guide-0a1b_bg.wasm".into() });
        for wrong in [&["index.html"][..], &["a-1_bg.wasm", "b-2_bg.wasm"], &["a-1_bg.wasm"]] {
            assert!(names(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn names_follow_the_final_bytes() {
        let folder = scratch::Folder::new("names");
        let write = |wasm: &str| {
            folder.write("guide-0a_bg.wasm", wasm);
            folder.write("guide-0a.js", "load('guide-0a_bg.wasm')");
            folder.write("index.html", r#"<link href="guide-0a.js"><script data-wasm="guide-0a_bg.wasm"></script>"#);
            rename(folder.path(), "guide", &names(&["guide-0a_bg.wasm", "guide-0a.js"]).unwrap()).unwrap();
            let files = crate::stamp::files(folder.path()).unwrap();
            let files = files.iter().map(|file| file.file_name().unwrap().to_string_lossy().into_owned());
            let files: Vec<String> = files.collect();
            let page = fs::read_to_string(folder.path().join("index.html")).unwrap();
            for name in files.iter().filter(|name| *name != "index.html") {
                assert!(page.contains(name.as_str()), "{page} does not name {name}");
                fs::remove_file(folder.path().join(name)).unwrap();
            }
            files
        };
        let (one, again, other) = (write("wasm one"), write("wasm one"), write("wasm two"));
        assert_eq!(one.len(), 3);
        assert_eq!(one, again);
        assert!(one[0] != other[0] && one[1] != other[1], "the glue names the wasm, so both names change");
    }

    #[test]
    fn an_integrity_that_would_be_wrong_is_refused() {
        let names = names(&["g-0a_bg.wasm", "g-0a.js"]).unwrap();
        assert!(has_integrity(r#"<link href="./g-0a.js" integrity="sha384-x">"#, &names));
        assert!(!has_integrity(r#"<link href="a.css" integrity="sha384-x"><link href="./g-0a.js">"#, &names));
    }
}
