//! The guide in a terminal: `compose`, `search`, `check` and `links`, by the same code as in the browser.
//!
//! A thin door: it reads the command line, calls `compiler`, `composer` and `catalog::search`, and prints. Results go
//! to standard output, everything else to standard error.

mod compose;
mod existing;
mod links;
mod project;
mod search;
mod snippets;
mod table;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use catalog::{Catalog, Lang};
use command_line::{Argument, Arguments};
use lexopt::Parser;

/// Why a command ends early: what to print.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match perform(Parser::from_env()) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(parser: Parser) -> Result<ExitCode, Failure> {
    let mut arguments = Arguments::new(parser);
    match arguments.next()? {
        Some(Argument::Word(name)) if name == "compose" => return compose::compose(arguments),
        Some(Argument::Word(name)) if name == "search" => search::search(arguments)?,
        Some(Argument::Word(name)) if name == "links" => links::links(arguments)?,
        Some(Argument::Word(name)) if name == "snippets" => snippets::snippets(arguments)?,
        Some(Argument::Word(name)) if name == "check" => return check(arguments),
        _ => return Err("the terminal commands are compose, search, check and links: see cargo xtask --help".into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// Compiles the content and prints the report, or what is there.
fn check(mut arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut table = false;
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some("table") => table = true,
            Some("help") => {
                print(
                    "cargo xtask check [--table]: compiles the content and prints every mistake, or what there is\n",
                )?;
                return Ok(ExitCode::SUCCESS);
            }
            _ => return Err(argument.unexpected().into()),
        }
    }
    match compiler::survey(&content()) {
        Ok(survey) => {
            if table {
                print(&table::table(&survey))?;
            }
            let catalog = &survey.catalog;
            let tabs: usize = catalog.addons.iter().map(|addon| addon.tabs.len()).sum();
            let (addons, languages) = (catalog.addons.len(), Lang::ALL.len());
            print(&format!("{addons} add-ons with {tabs} tabs in {languages} languages: no mistakes\n"))?;
            Ok(ExitCode::SUCCESS)
        }
        // The report is what was asked for, so it goes where results go.
        Err(report) => {
            print(&format!("{report}\n"))?;
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Writes to standard output. A reader that has seen enough, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// The catalog of this project's content, or the whole report.
fn catalog() -> Result<Catalog, Failure> {
    Ok(compiler::compile(&content())?)
}

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")
}

/// Reads `--lang`.
fn lang(arguments: &mut Arguments) -> Result<Lang, Failure> {
    let code = arguments.text()?;
    Lang::from_code(&code).ok_or_else(|| format!("the guide has no language {code}: choose en or fr").into())
}
