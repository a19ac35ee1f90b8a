//! Steps: each says what it does, how far it is, and how long it took.
//!
//! All of it goes to standard error, so that standard output holds results only. On a terminal the line of a running
//! step is drawn again and again; elsewhere a step is one line at its start when it is long, and one at its end.

use std::{
    cell::{Cell, RefCell},
    io::{IsTerminal, Write, stderr},
    time::{Duration, Instant},
};

use crate::failure::Outcome;

/// The columns that a live line may fill.
const WIDTH: usize = 96;
/// How often a step that runs outside a terminal says that it still does.
const HEARTBEAT: Duration = Duration::from_secs(30);

/// What is too short to speak of.
const MOMENT: Duration = Duration::from_secs(2);

/// A step that is running.
pub(crate) struct Step {
    title: String,
    started: Instant,
    terminal: bool,
    announced: Cell<bool>,
    spoken: Cell<Instant>,
    note: RefCell<String>,
    quiet_when_quick: Cell<bool>,
}

/// Does one step: draws it while it runs and writes its end.
pub(crate) fn step<T>(title: impl Into<String>, work: impl FnOnce(&Step) -> Outcome<T>) -> Outcome<T> {
    let now = Instant::now();
    let step = Step {
        title: title.into(),
        started: now,
        terminal: stderr().is_terminal(),
        announced: Cell::new(false),
        spoken: Cell::new(now),
        note: RefCell::new(String::new()),
        quiet_when_quick: Cell::new(false),
    };
    if step.terminal {
        step.draw("");
    }
    let outcome = work(&step);
    step.end(outcome.is_ok());
    outcome
}

impl Step {
    /// Shows how far a long step is: the seconds so far and the last line of what it runs.
    pub(crate) fn progress(&self, last_line: &str) {
        if self.terminal {
            self.draw(last_line);
        } else if !self.announced.get() {
            if self.started.elapsed() > Duration::from_secs(1) {
                self.announced.set(true);
                self.spoken.set(Instant::now());
                eprintln!("  . {} ...", self.title);
            }
        } else if self.spoken.get().elapsed() > HEARTBEAT {
            self.spoken.set(Instant::now());
            eprintln!("  . {} ... {} {}", self.title, seconds(self.started.elapsed()), last_line.trim());
        }
    }

    /// Says in the step's last line what came out.
    pub(crate) fn note(&self, note: impl Into<String>) {
        *self.note.borrow_mut() = note.into();
    }

    /// Says nothing at all when the step ends well within a moment.
    pub(crate) fn say_nothing_when_quick(&self) {
        self.quiet_when_quick.set(true);
    }

    fn draw(&self, last_line: &str) {
        let line = format!("  … {} ({}) {}", self.title, seconds(self.started.elapsed()), last_line.trim());
        let line: String = line.chars().filter(|c| !c.is_control()).take(WIDTH).collect();
        // A terminal that is gone is no reason to stop.
        let _ = write!(stderr(), "\r\x1b[2K{line}");
    }

    fn end(&self, well: bool) {
        if self.terminal {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
        if well && self.quiet_when_quick.get() && self.started.elapsed() < MOMENT {
            return;
        }
        let note = self.note.borrow();
        let note = if note.is_empty() { String::new() } else { format!(": {note}") };
        eprintln!("  {} {}{note} ({})", if well { "✓" } else { "✗" }, self.title, seconds(self.started.elapsed()));
    }
}

/// A duration as a reader wants it: `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    match whole {
        0..10 => format!("{:.1} s", duration.as_secs_f32()),
        10..60 => format!("{whole} s"),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        let check = |millis, expected| assert_eq!(seconds(Duration::from_millis(millis)), expected);
        check(0, "0.0 s");
        check(430, "0.4 s");
        check(12_900, "12 s");
        check(60_000, "1 min 00 s");
        check(185_000, "3 min 05 s");
    }
}
