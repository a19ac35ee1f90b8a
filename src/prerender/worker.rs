//! The service worker: the script `sw.js` with the list of files that the guide needs offline.

use std::{error::Error, fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use crate::assets::hex;

const SCRIPT: &str = include_str!("sw.js");

/// The script that takes the worker's place to switch it off.
pub(crate) const OFF: &str = include_str!("sw-off.js");

/// The script for these files of `out`; it holds a hash of them all, so any change is another worker.
pub(crate) fn script(out: &Path, files: &[String], build: &str) -> Result<String, Box<dyn Error>> {
    let mut list = Vec::new();
    for file in files {
        let bytes = fs::read(out.join(file)).map_err(|error| format!("{file}: {error}"))?;
        list.push((file.clone(), format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(&bytes)))));
    }
    list.sort();
    let files = serde_json::to_string(&list)?;
    let digest = hex(format!("{SCRIPT}{files}").as_bytes());
    let script = SCRIPT.replace("\"__FILES__\"", &files);
    Ok(script.replace("__BUILD__", build).replace("__DIGEST__", &digest[..16]))
}
