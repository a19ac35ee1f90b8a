//! Why a command ends early: one sentence with cause and mend, and what the failing program printed.

use std::{fmt, io, path::Path};

/// The result of anything that a command does.
pub(crate) type Outcome<T> = Result<T, Failure>;

/// Why something could not be done.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The cause and the mend, in one sentence without a full stop.
    pub(crate) sentence: String,
    /// What the program that failed printed; empty where there was none.
    pub(crate) output: String,
}

impl Failure {
    /// A failure that one sentence explains.
    pub(crate) fn new(sentence: impl Into<String>) -> Failure {
        Failure { sentence: sentence.into(), output: String::new() }
    }

    /// The same with what the failing program printed.
    pub(crate) fn with_output(self, output: impl Into<String>) -> Failure {
        Failure { output: output.into(), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// Words an error of the file system: `.map_err(cannot("write", path))`.
pub(crate) fn cannot<'a>(verb: &'a str, path: &'a Path) -> impl FnOnce(io::Error) -> Failure + 'a {
    move |error| Failure::new(format!("cannot {verb} {}: {error}", path.display()))
}
