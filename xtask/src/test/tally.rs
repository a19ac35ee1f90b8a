//! Counting: what the programs that run tests print, as numbers.

use std::{fmt, ops::AddAssign};

/// How many tests passed, failed, were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: usize,
    pub(super) failed: usize,
    pub(super) skipped: usize,
}

impl Tally {
    /// One test with this outcome.
    pub(super) fn one(passed: bool) -> Tally {
        Tally { passed: usize::from(passed), failed: usize::from(!passed), skipped: 0 }
    }

    /// One test that was not run.
    pub(super) const SKIPPED: Tally = Tally { passed: 0, failed: 0, skipped: 1 };

    /// The same with at least one failure, unless the program that ran the tests ended well: a program that died
    /// has a failure to tell, whatever it printed before.
    pub(super) fn of_program(mut self, ended_well: bool) -> Tally {
        if !ended_well && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// `N passed, M failed`, and `, K skipped` when there are any.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// The sum of what `cargo test` says in its lines `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
pub(super) fn of_cargo(output: &str) -> Tally {
    let mut sum = Tally::default();
    for line in output.lines().filter_map(|line| line.trim().strip_prefix("test result: ")) {
        let count = |word: &str| {
            line.split([';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok()).unwrap_or(0)
        };
        sum += Tally { passed: count("passed"), failed: count("failed"), skipped: count("ignored") };
    }
    sum
}

/// What a line `N passed, M failed` or `N passed, M failed, K skipped` says, taken from the last line that is one.
pub(super) fn of_summary(output: &str) -> Option<Tally> {
    output.lines().rev().find_map(|line| {
        let mut parts = line.trim().split(", ");
        let mut count = |word: &str| parts.next()?.strip_suffix(word)?.strip_suffix(' ')?.parse().ok();
        let (passed, failed) = (count("passed")?, count("failed")?);
        let skipped = count("skipped").unwrap_or(0);
        let sum = Tally { passed, failed, skipped };
        (line.trim() == sum.to_string() || line.trim() == format!("{sum}, 0 skipped")).then_some(sum)
    })
}

/// What a runner of one line per test says: lines `ok name` and `not ok name` must agree with its summary; a runner
/// that died half-way has no summary, and then the lines count.
pub(super) fn of_lines(output: &str) -> Tally {
    let count = |start: &str| output.lines().filter(|line| line.starts_with(start)).count();
    let lines = Tally { passed: count("ok "), failed: count("not ok "), skipped: 0 };
    match of_summary(output) {
        Some(summary) if summary.passed == lines.passed && summary.failed == lines.failed => summary,
        _ => Tally { failed: lines.failed + 1, ..lines },
    }
}

/// What Python's `unittest` says: `Ran 7 tests in 0.1s`, then `OK (skipped=1)` or `FAILED (failures=1, errors=2)`.
pub(super) fn of_unittest(output: &str) -> Tally {
    let line = |start: &str| output.lines().rev().find_map(|line| line.trim().strip_prefix(start));
    let ran = line("Ran ").and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or(0usize);
    let verdict = line("FAILED").or_else(|| line("OK")).unwrap_or_default();
    let count = |word: &str| {
        let mut parts = verdict.trim_matches([' ', '(', ')']).split(", ");
        parts.find_map(|part| part.strip_prefix(word)?.strip_prefix('=')?.parse().ok()).unwrap_or(0usize)
    };
    let (failed, skipped) = (count("failures") + count("errors"), count("skipped"));
    Tally { passed: ran.saturating_sub(failed + skipped), failed, skipped }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: usize, failed: usize, skipped: usize) -> Tally {
        Tally { passed, failed, skipped }
    }

    #[test]
    fn cargo_is_understood() {
        let output = "\
running 2 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s
     Running tests/content.rs
test result: FAILED. 10 passed; 3 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.15s
the test result: ok. 100 passed; of a program that talks
";
        assert_eq!(of_cargo(output), tally(12, 3, 1));
        assert_eq!(of_cargo("error: could not compile `x`"), tally(0, 0, 0));
    }

    #[test]
    fn summaries_are_understood() {
        let check = |output, expected| assert_eq!(of_summary(output), expected, "{output:?}");
        check("ok a\n3 passed, 0 failed\n", Some(tally(3, 0, 0)));
        check("3 passed, 0 failed, 2 skipped", Some(tally(3, 0, 2)));
        check("3 passed, 0 failed, 0 skipped", Some(tally(3, 0, 0)));
        check("1 passed, 1 failed\nlater: 2 passed, 0 failed", Some(tally(1, 1, 0)));
        check("1 passed, 1 failed\n2 passed, 0 failed\n\n", Some(tally(2, 0, 0)));
        check("3 passed", None);
        check("3 passed, 0 failed, and more", None);
        check("03 passed, 0 failed", None);
        check("-3 passed, 0 failed", None);
        check("", None);
    }

    #[test]
    fn runners_of_lines_must_agree_with_themselves() {
        let check = |output, expected| assert_eq!(of_lines(output), expected, "{output:?}");
        check("ok a\nnot ok b\n  because\nok c\n2 passed, 1 failed\n", tally(2, 1, 0));
        check("ok a\nok b\n2 passed, 0 failed, 1 skipped\n", tally(2, 0, 1));
        check("ok a\nok b\n", tally(2, 1, 0));
        check("ok a\n2 passed, 0 failed\n", tally(1, 1, 0));
        check("", tally(0, 1, 0));
    }

    #[test]
    fn unittest_is_understood() {
        let check = |output, expected| assert_eq!(of_unittest(output), expected, "{output:?}");
        check("...\nRan 3 tests in 0.1s\n\nOK\n", tally(3, 0, 0));
        check("Ran 1 test in 0.1s\n\nOK (skipped=1)\n", tally(0, 0, 1));
        check("Ran 9 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=1)\n", tally(5, 3, 1));
        check("Traceback ...", tally(0, 0, 0));
    }

    #[test]
    fn a_program_that_died_has_failed() {
        assert_eq!(tally(3, 0, 0).of_program(false), tally(3, 1, 0));
        assert_eq!(tally(3, 2, 0).of_program(false), tally(3, 2, 0));
        assert_eq!(tally(3, 0, 0).of_program(true), tally(3, 0, 0));
    }

    #[test]
    fn skips_are_named_only_where_there_are_any() {
        assert_eq!(tally(3, 0, 0).to_string(), "3 passed, 0 failed");
        assert_eq!(tally(3, 1, 2).to_string(), "3 passed, 1 failed, 2 skipped");
    }
}
