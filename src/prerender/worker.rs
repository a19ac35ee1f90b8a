//! The service worker: the script `sw.js` with the list of files that the guide needs offline.

use std::{error::Error, fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use crate::assets::hex;

const SCRIPT: &str = include_str!("sw.js");

/// The script for these files of `out`; its build id is a hash of them all, so any change is another worker.
pub(crate) fn script(out: &Path, files: &[String]) -> Result<String, Box<dyn Error>> {
    let mut list = Vec::new();
    for file in files {
        let bytes = fs::read(out.join(file)).map_err(|error| format!("{file}: {error}"))?;
        list.push((file.clone(), format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(&bytes)))));
    }
    list.sort();
    let files = serde_json::to_string(&list)?;
    let build = hex(format!("{SCRIPT}{files}").as_bytes());
    Ok(SCRIPT.replace("\"__FILES__\"", &files).replace("__BUILD__", &build[..16]))
}
