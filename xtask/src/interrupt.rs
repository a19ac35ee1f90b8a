//! Ctrl+C: the running program is told to end, what it left half done is cleared away, then the command ends.

use std::{
    process,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use crate::failure::{Failure, Outcome};

static REQUESTED: AtomicBool = AtomicBool::new(false);
static CHILDREN: AtomicUsize = AtomicUsize::new(0);
static SERVING: AtomicBool = AtomicBool::new(false);

/// Starts to listen for Ctrl+C and the signal to terminate.
pub(crate) fn listen() -> Outcome<()> {
    ctrlc::set_handler(|| {
        REQUESTED.store(true, Ordering::SeqCst);
        if CHILDREN.load(Ordering::SeqCst) == 0 {
            eprintln!();
            process::exit(if SERVING.load(Ordering::SeqCst) { 0 } else { 130 });
        }
    })
    .map_err(|error| Failure::new(format!("cannot listen for Ctrl+C: {error}")))
}

/// Whether the command was asked to end.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// From now on Ctrl+C is the ordinary end of the command.
pub(crate) fn ends_well() {
    SERVING.store(true, Ordering::SeqCst);
}

/// While this value lives, a child runs, and Ctrl+C is left to the code that waits for it.
pub(crate) struct Child(());

impl Child {
    /// Announces a child.
    pub(crate) fn announce() -> Child {
        CHILDREN.fetch_add(1, Ordering::SeqCst);
        Child(())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        CHILDREN.fetch_sub(1, Ordering::SeqCst);
    }
}
