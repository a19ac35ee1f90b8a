//! `test`: every kind of test in order, each counted, with one line at the end that says how it went.
//!
//! A part that fails does not stop the others; a part that needs what another failed to make is skipped.

mod assure;
mod mutants;
mod parts;
mod tally;

use std::process::ExitCode;

pub(crate) use assure::assure;
use tally::Tally;

use crate::{
    failure::{Failure, Outcome},
    interrupt,
    project::Project,
    step::Step,
};

/// What a part found out: its count, and what there is to read when something failed or was skipped.
struct Finding {
    tally: Tally,
    /// What failed, or why something was not run; empty when there is nothing to say.
    text: String,
}

/// The parts that ran, with their counts.
struct Report {
    rows: Vec<(String, Tally)>,
}

/// Tests everything, or what is quick.
pub(crate) fn test(project: &Project, fast: bool) -> Outcome<ExitCode> {
    let mut report = Report { rows: Vec::new() };
    parts::format(project, &mut report)?;
    parts::content(project, &mut report)?;
    parts::clippy(project, &mut report)?;
    if !fast {
        parts::crates(project, &mut report)?;
    }
    let environments = if fast { Vec::new() } else { parts::environments(project, &mut report)? };
    parts::native(project, &mut report)?;
    let dist = parts::build(project, &mut report)?;
    if fast {
        eprintln!("  - left out by --fast: the browser tests and the boots of real Django");
    } else {
        parts::browser(project, &mut report, dist.as_deref(), false)?;
        parts::texts(project, &mut report, &environments)?;
        parts::recipes(project, &mut report, &environments)?;
        parts::footprints(project, &mut report, &environments)?;
        parts::django(project, &mut report, &environments)?;
    }
    Ok(report.close(fast))
}

impl Report {
    /// Runs a part as a step and counts it. Only an interruption ends the whole.
    fn part(&mut self, name: &str, work: impl FnOnce(&Step) -> Outcome<Finding>) -> Outcome<()> {
        let mut found = None;
        let outcome = crate::step::step(name, |step| {
            let finding = work(step)?;
            step.note(finding.tally.to_string());
            let failed = finding.tally.failed > 0;
            found = Some(finding);
            if failed { Err(Failure::new("")) } else { Ok(()) }
        });
        match (found, outcome) {
            (Some(finding), _) => self.add(name, finding),
            (None, Err(failure)) => self.failed(name, failure)?,
            (None, Ok(())) => {}
        }
        Ok(())
    }

    /// Counts a finding and prints what it has to say.
    fn add(&mut self, name: &str, finding: Finding) {
        if !finding.text.trim().is_empty() {
            eprintln!("{}", indented(finding.text.trim_end()));
        }
        self.rows.push((name.to_owned(), finding.tally));
    }

    /// Counts a part that could not be run to its end as one failure.
    fn failed(&mut self, name: &str, failure: Failure) -> Outcome<()> {
        if interrupt::requested() {
            return Err(failure);
        }
        let text = format!("{}\n{}", failure.output.trim_end(), failure.sentence);
        self.add(name, Finding { tally: Tally::one(false), text });
        Ok(())
    }

    /// Counts a part that cannot be run, and says why.
    fn skip(&mut self, name: &str, why: &str) {
        eprintln!("  - {name}: skipped, {why}");
        self.rows.push((name.to_owned(), Tally::SKIPPED));
    }

    fn close(self, fast: bool) -> ExitCode {
        let mut sum = Tally::default();
        let width = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        println!();
        for (name, tally) in &self.rows {
            println!("{name:width$}  {tally}");
            sum += *tally;
        }
        if fast {
            println!("{:width$}  left out by --fast", "browser, Django");
        }
        println!("{sum}");
        if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("      {line}\n")).collect::<String>().trim_end().to_owned()
}
