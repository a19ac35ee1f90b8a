//! The commands of the project: two that a reader needs (`serve`, `test`) and their parts.
//!
//! Each command is a module; what they share is below them: steps with progress, running programs, tools at pinned
//! versions, stamps that keep a second run from redoing anything. Nothing here knows what is in the content.

mod arguments;
mod bench;
mod budget;
mod failure;
mod footprint;
mod headers;
mod interrupt;
mod links;
mod measure;
mod project;
mod prove;
mod python;
mod refresh;
mod run;
#[cfg(test)]
mod scratch;
mod screens;
mod serve;
mod server;
mod site;
mod stamp;
mod step;
mod terminal;
mod test;
mod tools;
mod verify;
mod weight;

use std::process::ExitCode;

use arguments::Command;
use failure::Outcome;
use project::Project;

fn main() -> ExitCode {
    let command = match arguments::read(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    match interrupt::listen().and_then(|()| perform(command)) {
        Ok(code) => code,
        Err(failure) => {
            if !failure.output.is_empty() {
                eprintln!("\n{}\n", failure.output.trim_end());
            }
            eprintln!("{failure}");
            ExitCode::from(if interrupt::requested() { 130 } else { 1 })
        }
    }
}

fn perform(command: Command) -> Outcome<ExitCode> {
    let project = Project::find()?;
    match command {
        Command::Help => print!("{}", arguments::HELP),
        Command::Serve(serve) => serve::serve(&project, &serve)?,
        Command::Build { base } => drop(site::build(&project, base.as_deref())?),
        Command::Test { fast } => return test::test(&project, fast),
        Command::Assure { faults } => return test::assure(&project, faults),
        Command::Footprint { write } => return footprint::footprint(&project, write),
        Command::Refresh { dry_run } => return refresh::refresh(&project, dry_run),
        Command::AskLinks => return links::ask(&project),
        Command::Prove(wanted) => return prove::prove(&project, &wanted),
        Command::Verify { write } => return verify::verify(&project, write),
        Command::Measure(wanted) => measure::measure(&project, wanted)?,
        Command::Screens { write } => screens::screens(&project, write)?,
        Command::BenchSearch => bench::search(&project)?,
        Command::BenchPeers => bench::peers(&project)?,
        Command::Terminal(arguments) => return terminal::terminal(&project, arguments),
    }
    Ok(ExitCode::SUCCESS)
}
