//! What differs between two compositions, file by file and line by line.
//!
//! The line of a file's head that names the selection differs whenever anything does, so heads are left out.

use crate::composition::{Composition, File, Line};

/// How a file differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The path.
    pub path: String,
    /// Whether only one of the two has the file.
    pub fate: Fate,
    /// The lines that differ, in order, those that are gone before those that came in their place.
    pub lines: Vec<ChangedLine>,
}

/// Whether both compositions have a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Both have it.
    Changed,
    /// Only the later one.
    New,
    /// Only the earlier one.
    Gone,
}

/// A line that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedLine {
    /// What became of it.
    pub sign: Sign,
    /// Its place in the file that has it, from 0.
    pub at: usize,
    /// The text.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It stands here now, and stood elsewhere in the file before.
    Arrived,
    /// It stood here before, and stands elsewhere in the file now.
    Left,
}

impl Difference {
    /// How many lines came, went, and moved.
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |sign: Sign| self.lines.iter().filter(|line| line.sign == sign).count();
        (count(Sign::Added), count(Sign::Removed), count(Sign::Arrived))
    }
}

/// The files that differ, in the order of the later composition; files that are gone stand last.
pub fn differences(before: &Composition, after: &Composition) -> Vec<Difference> {
    let mut found = Vec::new();
    for file in &after.files {
        let (fate, lines) = match before.file(&file.path) {
            Some(old) if old.lines == file.lines => continue,
            Some(old) => (Fate::Changed, changed(body(old), body(file))),
            None => (Fate::New, changed(Vec::new(), body(file))),
        };
        if fate == Fate::New || !lines.is_empty() {
            found.push(Difference { path: file.path.clone(), fate, lines });
        }
    }
    for file in before.files.iter().filter(|file| after.file(&file.path).is_none()) {
        let lines = changed(body(file), Vec::new());
        found.push(Difference { path: file.path.clone(), fate: Fate::Gone, lines });
    }
    found
}

/// A file is that much line at its top where its head can stand.
const LONGEST_HEAD: usize = 10;

/// The lines below the head, with their places.
fn body(file: &File) -> Vec<(usize, &str)> {
    let head =
        |at: usize, line: &Line| at < LONGEST_HEAD && line.comment && line.origins.is_empty() && !line.text.is_empty();
    let lines = file.lines.iter().enumerate().filter(|(at, line)| !head(*at, line));
    lines.map(|(at, line)| (at, line.text.as_str())).collect()
}

/// The longest common run of lines stays; what is left on both sides is what differs.
fn changed(old: Vec<(usize, &str)>, new: Vec<(usize, &str)>) -> Vec<ChangedLine> {
    let same = old.iter().zip(&new).take_while(|(a, b)| a.1 == b.1).count();
    let (old, new) = (&old[same..], &new[same..]);
    let same = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a.1 == b.1).count();
    let (old, new) = (&old[..old.len() - same], &new[..new.len() - same]);

    // How many lines two ends have in common: the textbook's table, one row for each old line.
    let width = new.len() + 1;
    let mut common = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i].1 == new[j].1 {
                common[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let mut lines = Vec::new();
    let mut put = |sign: Sign, (at, text): (usize, &str)| {
        // An empty line alone is no news.
        if !text.is_empty() {
            lines.push(ChangedLine { sign, at, text: text.to_owned() });
        }
    };
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i].1 == new[j].1 {
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            put(Sign::Removed, old[i]);
            i += 1;
        } else {
            put(Sign::Added, new[j]);
            j += 1;
        }
    }
    moved(&mut lines);
    lines
}

/// A line that went in one place and came in another has moved; brackets alone are not worth following.
fn moved(lines: &mut [ChangedLine]) {
    for gone in 0..lines.len() {
        let text = lines[gone].text.trim();
        if lines[gone].sign != Sign::Removed || !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            continue;
        }
        let twin = lines.iter().position(|line| line.sign == Sign::Added && line.text.trim() == text);
        if let Some(twin) = twin {
            lines[gone].sign = Sign::Left;
            lines[twin].sign = Sign::Arrived;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn composition(files: &[(&str, &str)]) -> Composition {
        let line = |text: &str| Line { text: text.to_owned(), origins: Vec::new(), comment: text.starts_with("# ") };
        let files = files.iter().map(|(path, text)| File {
            path: (*path).to_owned(),
            executable: false,
            lines: text.lines().map(line).collect(),
        });
        Composition {
            files: files.collect(),
            steps: Vec::new(),
            variables: Vec::new(),
            lists: Vec::new(),
            elections: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn check(before: &[(&str, &str)], after: &[(&str, &str)], expected: &str) {
        let mut told = String::new();
        for difference in differences(&composition(before), &composition(after)) {
            told.push_str(&format!("{:?} {}\n", difference.fate, difference.path));
            for line in &difference.lines {
                let sign = match line.sign {
                    Sign::Added => '+',
                    Sign::Removed => '-',
                    Sign::Arrived => '>',
                    Sign::Left => '<',
                };
                told.push_str(&format!("{sign}{} {}\n", line.at, line.text));
            }
        }
        assert_eq!(told, expected, "{before:?} -> {after:?}");
    }

    #[test]
    fn differences_are_the_fewest_lines() {
        check(&[("a", "x\ny")], &[("a", "x\ny")], "");
        check(&[("a", "x\ny")], &[("a", "x\nnew\ny")], "Changed a\n+1 new\n");
        check(&[("a", "x\nold\ny")], &[("a", "x\nnew\ny")], "Changed a\n-1 old\n+1 new\n");
        check(&[("a", "one\ntwo\nthree")], &[("a", "two\nthree\none")], "Changed a\n<0 one\n>2 one\n");
        check(&[("a", "x")], &[("b", "y")], "New b\n+0 y\nGone a\n-0 x\n");
        check(&[], &[("b", "")], "New b\n");
        check(&[("a", ")\nx")], &[("a", "x\n)")], "Changed a\n-0 )\n+1 )\n");
    }

    #[test]
    fn heads_and_empty_lines_are_no_news() {
        check(&[("a", "# v1\nx")], &[("a", "# v1&a=b\nx")], "");
        check(&[("a", "x\ny")], &[("a", "x\n\ny")], "");
        check(&[("a", "# v1\nx")], &[("a", "# v1&a=b\ny")], "Changed a\n-1 x\n+1 y\n");
    }
}
