//! A file while it is written: lines with their origins, comments in the reader's language.

use catalog::Lang;

use crate::comment;
use crate::composition::{File, Line, Origin};

/// A file while it is written.
pub(crate) struct Draft {
    /// The lines so far.
    pub(crate) lines: Vec<Line>,
    comments: Option<Lang>,
    last_reason: String,
}

impl Draft {
    pub(crate) fn new(comments: Option<Lang>) -> Draft {
        Draft { lines: Vec::new(), comments, last_reason: String::new() }
    }

    /// A line with its origins; none for the frame.
    pub(crate) fn line(&mut self, text: impl Into<String>, origins: &[Origin]) {
        self.lines.push(Line { text: text.into(), origins: origins.to_vec(), comment: false });
    }

    /// Several lines of one origin. Lines of nothing but spaces become empty.
    pub(crate) fn block(&mut self, text: &str, indent: usize, origins: &[Origin]) {
        for line in text.trim_matches('\n').lines() {
            let line = line.trim_end();
            if line.is_empty() {
                self.line("", origins);
            } else {
                self.line(format!("{:indent$}{line}", ""), origins);
            }
        }
    }

    /// An empty line, unless the file starts here or the last line is empty already.
    pub(crate) fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(Line { text: String::new(), origins: Vec::new(), comment: true });
        }
    }

    /// Two empty lines, as stand around functions.
    pub(crate) fn wide_blank(&mut self) {
        if !self.lines.is_empty() {
            while self.lines.last().is_some_and(|line| line.text.is_empty()) {
                self.lines.pop();
            }
            for _ in 0..2 {
                self.lines.push(Line { text: String::new(), origins: Vec::new(), comment: true });
            }
        }
    }

    /// A comment that is there in any case, such as the head of a file.
    pub(crate) fn fixed_comment(&mut self, text: impl Into<String>) {
        self.lines.push(Line { text: text.into(), origins: Vec::new(), comment: true });
    }

    /// A comment, wrapped. Nothing where the reader wants no comments.
    pub(crate) fn comment(&mut self, text: &str, indent: usize, origins: &[Origin]) {
        if self.comments.is_some() {
            for text in comment::wrapped(text, indent, "#") {
                self.lines.push(Line { text, origins: origins.to_vec(), comment: true });
            }
        }
    }

    /// The reasons of a line as comments above it; not twice in a row, so that lines with one reason share it.
    /// True where something was written.
    pub(crate) fn reasons(&mut self, indent: usize, origins: &[Origin]) -> bool {
        let text = self.reason_text(origins);
        if text == self.last_reason {
            return false;
        }
        self.last_reason = text.clone();
        self.comment(&text, indent, origins);
        !text.is_empty()
    }

    /// Whether `reasons` would write something.
    pub(crate) fn has_new_reasons(&self, origins: &[Origin]) -> bool {
        let text = self.reason_text(origins);
        !text.is_empty() && text != self.last_reason
    }

    /// Whether these are the reasons that were written last.
    pub(crate) fn shares_reasons(&self, origins: &[Origin]) -> bool {
        !self.last_reason.is_empty() && self.reason_text(origins) == self.last_reason
    }

    /// The next line's reasons are written even if they are those of the line before.
    pub(crate) fn forget_reasons(&mut self) {
        self.last_reason.clear();
    }

    fn reason_text(&self, origins: &[Origin]) -> String {
        let Some(lang) = self.comments else { return String::new() };
        let mut sentences: Vec<&str> = Vec::new();
        for origin in origins {
            let rules = origin.placed_by.iter().filter(|claim| claim.by == origin.by);
            for because in std::iter::once(origin.because).chain(rules.map(|claim| claim.precedence.because)) {
                let sentence = because.get(lang);
                if !sentence.is_empty() && !sentences.contains(&sentence) {
                    sentences.push(sentence);
                }
            }
        }
        sentences.join(" ")
    }

    /// The finished file: no blank lines at its end. A line of Python that cannot be broken says so to linters.
    pub(crate) fn finish(mut self, path: impl Into<String>) -> File {
        let path = path.into();
        if path.ends_with(".py") {
            for line in self.lines.iter_mut().filter(|line| !line.comment && line.text.len() > comment::WIDTH) {
                if !line.text.contains("# noqa") {
                    line.text.push_str("  # noqa: E501");
                }
            }
        }
        while self.lines.last().is_some_and(|line| line.text.is_empty()) {
            self.lines.pop();
        }
        File { path, executable: false, lines: self.lines }
    }
}
