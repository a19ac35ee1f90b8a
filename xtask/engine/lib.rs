//! The search engine as a wasm of its own, for `cargo xtask bench search`. The app does not use it.
//!
//! The page writes bytes into [`room`] and then calls [`load`] with an index or [`find`] with a query; results are pairs
//! of numbers from [`results`].

use std::sync::Mutex;

use catalog::search::Index;

/// What the page has written, the index, and what was found last.
#[derive(Default)]
struct Engine {
    input: Vec<u8>,
    index: Option<Index>,
    found: Vec<u32>,
}

static ENGINE: Mutex<Option<Engine>> = Mutex::new(None);

fn with<T>(work: impl FnOnce(&mut Engine) -> T) -> Option<T> {
    ENGINE.lock().ok().map(|mut engine| work(engine.get_or_insert_default()))
}

/// Where so many bytes can be written.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    with(|engine| {
        engine.input = vec![0; bytes];
        engine.input.as_mut_ptr()
    })
    .unwrap_or(std::ptr::null_mut())
}

/// Takes what was written as an index; gives the bytes of memory that it takes, zero if it is none.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> usize {
    with(|engine| {
        engine.index = Index::read(std::mem::take(&mut engine.input));
        engine.index.as_ref().map_or(0, Index::memory)
    })
    .unwrap_or(0)
}

/// Answers what was written, as far as so many bytes; gives the number of places.
#[unsafe(no_mangle)]
pub extern "C" fn find(bytes: usize) -> usize {
    with(|engine| {
        engine.found.clear();
        let query = engine.input.get(..bytes).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        for place in engine.index.iter().flat_map(|index| index.places(query)) {
            engine.found.extend([place.addon as u32, place.section as u32]);
        }
        engine.found.len() / 2
    })
    .unwrap_or(0)
}

/// Where the places stand that were found last: for each the number of its add-on and of its section.
#[unsafe(no_mangle)]
pub extern "C" fn results() -> *const u32 {
    with(|engine| engine.found.as_ptr()).unwrap_or(std::ptr::null())
}
