//! Compressed siblings: `x.br` and `x.gz` beside each file that gains by it, for servers that send what is there.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use crate::{
    failure::{Failure, Outcome, cannot},
    stamp,
};

/// What is compressed already.
const COMPRESSED: &[&str] = &["br", "gz", "png", "webp", "avif", "jpg", "woff2", "zip", "ico"];
/// Below this size the headers of an answer weigh more than what is saved.
const SMALLEST: usize = 512;

/// Writes the siblings of all files of a folder; says what was written.
pub(crate) fn siblings(folder: &Path, progress: impl Fn(&str)) -> Outcome<String> {
    let all = stamp::files(folder)?;
    let mut work: Vec<PathBuf> = all
        .into_iter()
        .filter(|path| !path.extension().is_some_and(|end| COMPRESSED.iter().any(|known| end == *known)))
        .collect();
    // The largest first, so that no thread is left with it at the end.
    work.sort_by_cached_key(|path| std::cmp::Reverse(fs::metadata(path).map(|data| data.len()).unwrap_or(0)));
    let next = AtomicUsize::new(0);
    let written = AtomicUsize::new(0);
    let failed = Mutex::new(None);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..thread::available_parallelism().map_or(2, |n| n.get()))
            .map(|_| {
                scope.spawn(|| {
                    while let Some(path) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                        match both(path) {
                            Ok(n) => written.fetch_add(n, Ordering::Relaxed),
                            Err(failure) => {
                                failed.lock().map(|mut failed| failed.replace(failure)).ok();
                                break;
                            }
                        };
                    }
                })
            })
            .collect();
        while threads.iter().any(|thread| !thread.is_finished()) {
            progress(&format!("{} of {} files", next.load(Ordering::Relaxed).min(work.len()), work.len()));
            thread::sleep(Duration::from_millis(50));
        }
    });
    match failed.into_inner() {
        Ok(None) => Ok(format!("{} files, {} siblings", work.len(), written.into_inner())),
        Ok(Some(failure)) => Err(failure),
        Err(_) => Err(Failure::new("compression stopped half-way: run this again")),
    }
}

/// The bytes as brotli at its best quality.
pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    // A vector takes every byte.
    let _ = writer.write_all(bytes);
    writer.into_inner()
}

/// The bytes as gzip at its best level; the same bytes give the same result at any time.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = writer.write_all(bytes);
    writer.finish().unwrap_or_default()
}

fn both(path: &Path) -> Outcome<usize> {
    let bytes = fs::read(path).map_err(cannot("read", path))?;
    if bytes.len() < SMALLEST {
        return Ok(0);
    }
    let mut written = 0;
    for (end, compressed) in [("br", brotli(&bytes)), ("gz", gzip(&bytes))] {
        if compressed.len() < bytes.len() {
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{end}"));
            let sibling = PathBuf::from(name);
            fs::write(&sibling, compressed).map_err(cannot("write", &sibling))?;
            written += 1;
        }
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::scratch;

    #[test]
    fn siblings_hold_the_same_bytes() {
        let folder = scratch::Folder::new("compress");
        let text = "<p>The same words again and again</p>\n".repeat(100);
        folder.write("a/index.html", &text);
        folder.write("small.js", "let a = 1;");
        folder.write("icon.png", &text);
        siblings(folder.path(), |_| ()).unwrap();
        let names: Vec<String> = stamp::files(folder.path())
            .unwrap()
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, ["a/index.html", "a/index.html.br", "a/index.html.gz", "icon.png", "small.js"]);
        let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
        let (mut br, mut gz) = (String::new(), String::new());
        brotli::Decompressor::new(&read("a/index.html.br")[..], 4096).read_to_string(&mut br).unwrap();
        flate2::read::GzDecoder::new(&read("a/index.html.gz")[..]).read_to_string(&mut gz).unwrap();
        assert!(br == text && gz == text);
    }
}
