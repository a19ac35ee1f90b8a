//! Compiles `content/` into `catalog.rs`, the Rust statics that `lib.rs` includes, and prints every mistake of the
//! content as an error of this build.

use std::{env, error::Error, fs, path::PathBuf};

use compiler::Prose;

fn main() -> Result<(), Box<dyn Error>> {
    let content = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../content");
    for input in compiler::inputs(&content) {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    let catalog = match compiler::compile(&content) {
        Ok(catalog) => catalog,
        Err(report) => {
            for line in report.to_string().lines() {
                println!("cargo::error={line}");
            }
            return Ok(());
        }
    };
    let prose = match env::var_os("CARGO_FEATURE_PROSE") {
        Some(_) => Prose::Inside,
        None => Prose::Outside,
    };
    let out = PathBuf::from(env::var("OUT_DIR")?).join("catalog.rs");
    fs::write(out, compiler::to_rust(&catalog, prose))?;
    Ok(())
}
