//! Compiles `content/` into `catalog.rs`, the Rust statics that `lib.rs` includes, and prints every mistake of the
//! content as an error of this build.

use std::{env, error::Error, fs, path::PathBuf};

use compiler::Without;

/// How many times the catalog, to measure how the guide grows (`cargo xtask measure`).
const TIMES: &str = "GUIDE_TIMES";

fn main() -> Result<(), Box<dyn Error>> {
    let content = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../content");
    for input in compiler::inputs(&content) {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    println!("cargo::rerun-if-env-changed={TIMES}");
    let catalog = match compiler::compile(&content) {
        Ok(catalog) => catalog,
        Err(report) => {
            for line in report.to_string().lines() {
                println!("cargo::error={line}");
            }
            return Ok(());
        }
    };
    let catalog = match env::var(TIMES) {
        Ok(times) => compiler::grown(&catalog, &[], times.parse()?).0,
        Err(_) => catalog,
    };
    let lacks = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_none();
    let without = Without { prose: lacks("PROSE"), composition: lacks("COMPOSE") };
    let out = PathBuf::from(env::var("OUT_DIR")?).join("catalog.rs");
    fs::write(out, compiler::to_rust(&catalog, without))?;
    Ok(())
}
