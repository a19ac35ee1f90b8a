//! Everything that is wrong with the content, at once: where, what, and what to do about it.
//!
//! A report holds facts; [`crate::wording`] alone turns them into sentences.

use std::{cell::RefCell, fmt};

use crate::{Mistake, wording};

/// A line of a content file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The path, relative to the content folder, with `/` between its parts.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: usize,
}

/// A mistake and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub location: Location,
    /// What.
    pub mistake: Mistake,
}

impl Finding {
    /// What is wrong, in one sentence.
    pub fn message(&self) -> String {
        wording::words(&self.mistake).0
    }

    /// What to do about it, in one sentence.
    pub fn hint(&self) -> String {
        wording::words(&self.mistake).1
    }
}

/// All mistakes of all files, by file and line; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The mistakes.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many files have mistakes.
    pub fn files(&self) -> usize {
        let mut files: Vec<_> = self.findings.iter().map(|finding| finding.location.file).collect();
        files.dedup();
        files.len()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            let Location { file, line } = finding.location;
            let (message, hint) = wording::words(&finding.mistake);
            writeln!(f, "content/{file}:{line}: {message}")?;
            writeln!(f, "  hint: {hint}")?;
        }
        let (mistakes, files) = (self.findings.len(), self.files());
        let plural = |count| if count == 1 { "" } else { "s" };
        write!(f, "{mistakes} mistake{} in {files} file{}", plural(mistakes), plural(files))
    }
}

impl std::error::Error for Report {}

/// Where mistakes are put down while the content is read.
#[derive(Debug, Default)]
pub(crate) struct Mistakes(RefCell<Vec<Finding>>);

impl Mistakes {
    /// Puts one down.
    pub(crate) fn add(&self, location: Location, mistake: Mistake) {
        self.0.borrow_mut().push(Finding { location, mistake });
    }

    /// The report, if there is anything to report.
    pub(crate) fn into_report(self) -> Option<Report> {
        let mut findings = self.0.into_inner();
        // Stable: mistakes of one line stay in the order in which they were found.
        findings.sort_by_key(|finding| finding.location);
        findings.dedup();
        (!findings.is_empty()).then_some(Report { findings })
    }
}
