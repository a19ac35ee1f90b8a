//! How the commands of the project read their arguments: an option stands once, and its value is there. An empty value
//! is what a variable of the shell leaves that is not set, and the next option is no value: neither is ever taken for one,
//! and of two values none wins in silence.

use std::ffi::OsString;

use lexopt::{
    Arg::{Long, Short, Value},
    Error, Parser,
};

/// An argument.
#[derive(Debug, PartialEq, Eq)]
pub enum Argument {
    /// `--name`, without its dashes.
    Option(String),
    /// A word without dashes.
    Word(OsString),
}

impl Argument {
    /// The name of an option; a word has none.
    pub fn option(&self) -> Option<&str> {
        match self {
            Argument::Option(name) => Some(name),
            Argument::Word(_) => None,
        }
    }

    /// Why an argument is not taken.
    pub fn unexpected(&self) -> Error {
        match self {
            Argument::Option(name) => format!("there is no option --{name} here"),
            Argument::Word(word) => format!("{word:?} is not expected here"),
        }
        .into()
    }
}

/// The arguments of a command.
pub struct Arguments {
    parser: Parser,
    /// The options that may stand more than once.
    repeatable: &'static [&'static str],
    given: Vec<String>,
}

impl Arguments {
    /// The arguments that this parser has left.
    pub fn new(parser: Parser) -> Arguments {
        Arguments { parser, repeatable: &[], given: Vec::new() }
    }

    /// These options may stand more than once.
    pub fn repeatable(self, repeatable: &'static [&'static str]) -> Arguments {
        Arguments { repeatable, ..self }
    }

    /// The next argument; `-h` is `--help`, and `-p` is `--port`.
    ///
    /// # Errors
    ///
    /// Where an option stands a second time, or what stands there is none.
    #[allow(clippy::should_implement_trait, reason = "it fails")]
    pub fn next(&mut self) -> Result<Option<Argument>, Error> {
        let name = match self.parser.next()? {
            None => return Ok(None),
            Some(Value(word)) => return Ok(Some(Argument::Word(word))),
            Some(Long(name)) => name.to_owned(),
            Some(Short('h')) => "help".to_owned(),
            Some(Short('p')) => "port".to_owned(),
            Some(short @ Short(_)) => return Err(short.unexpected()),
        };
        if self.given.contains(&name) && !self.repeatable.contains(&name.as_str()) {
            return Err(format!("--{name} is given twice: keep one").into());
        }
        self.given.push(name.clone());
        Ok(Some(Argument::Option(name)))
    }

    /// The value of the option that was read last.
    ///
    /// # Errors
    ///
    /// Where it is missing or empty.
    pub fn value(&mut self) -> Result<OsString, Error> {
        let name = self.given.last().map_or("", String::as_str);
        // Not `value`, which takes an option for the value of the one before it.
        let value = match self.parser.values() {
            Ok(mut values) => values.next(),
            Err(_) => None,
        };
        match value {
            None => Err(format!("--{name} has no value").into()),
            Some(value) if value.to_string_lossy().trim().is_empty() => {
                Err(format!("the value of --{name} is empty: is a variable of the shell not set?").into())
            }
            Some(value) => Ok(value),
        }
    }

    /// The same, as text.
    ///
    /// # Errors
    ///
    /// Where it is missing, empty, or not text.
    pub fn text(&mut self) -> Result<String, Error> {
        self.value()?.into_string().map_err(Error::NonUnicodeValue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every argument with its value, `out` and `option` having one.
    fn read(line: &[&str]) -> Result<Vec<String>, String> {
        let mut arguments = Arguments::new(Parser::from_args(line)).repeatable(&["option"]);
        let mut read = Vec::new();
        while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
            read.push(match argument.option() {
                Some(name @ ("out" | "option" | "port")) => {
                    format!("{name} = {}", arguments.text().map_err(|error| error.to_string())?)
                }
                Some(name) => name.to_owned(),
                None => return Err(argument.unexpected().to_string()),
            });
        }
        Ok(read)
    }

    #[test]
    fn options_stand_once_with_their_values() {
        let check = |line: &[&str], expected: Result<&[&str], &str>| {
            let expected = expected.map(|read| read.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
            assert_eq!(read(line), expected.map_err(str::to_owned), "{line:?}");
        };
        check(&["--out", "a b", "--force", "-p", "1"], Ok(&["out = a b", "force", "port = 1"]));
        check(&["--out=a", "--option=x", "--option", "y"], Ok(&["out = a", "option = x", "option = y"]));
        check(&["--out=--a"], Ok(&["out = --a"]));
        for empty in ["", " ", "\t"] {
            let said = "the value of --out is empty: is a variable of the shell not set?";
            check(&["--out", empty], Err(said));
            check(&[&format!("--out={empty}")], Err(said));
        }
        check(&["--out"], Err("--out has no value"));
        check(&["--out", "--force"], Err("--out has no value"));
        check(&["--out", "a", "--out", "b"], Err("--out is given twice: keep one"));
        check(&["--out", "a", "--out=a"], Err("--out is given twice: keep one"));
        check(&["--force", "--force"], Err("--force is given twice: keep one"));
        check(&["-p", "1", "--port", "2"], Err("--port is given twice: keep one"));
        check(&["--out", "a", "b"], Err("\"b\" is not expected here"));
        check(&["--force=yes", "--out", "a"], Err("unexpected argument for option '--force': \"yes\""));
        check(&["-x"], Err("invalid option '-x'"));
    }
}
