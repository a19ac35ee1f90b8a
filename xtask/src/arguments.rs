//! The command line: what can be asked for, and how it is written.

use std::ffi::OsString;

use command_line::{Argument, Arguments};
use lexopt::{
    Arg::{Long, Short, Value},
    Error, Parser, ValueExt,
};

use crate::{measure::Measure, prove::Prove};

/// What the reader asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// The list of commands.
    Help,
    /// Build and serve.
    Serve(Serve),
    /// Build `dist/`.
    Build { base: Option<String> },
    /// Test everything, or what is quick.
    Test { fast: bool },
    /// Test everything that `test` samples, in full, or only that faults are found.
    Assure { faults: bool },
    /// Prove projects, rules, escaping, or what existing projects are told.
    Prove(Prove),
    /// Check the code in the texts; keep the results, or compare them with those that are kept.
    Verify { write: bool },
    /// Measure what each add-on brings into a project; keep the results, or compare them with those that are kept.
    Footprint { write: bool },
    /// Pin the newest packages and check the guide with them, or only list what is newer.
    Refresh { dry_run: bool },
    /// Ask every address outside of the guide whether it is there.
    AskLinks,
    /// Compare the pictures of the pages with those that are kept, or take them anew.
    Screens { write: bool },
    /// Measure sizes and what else is wanted; compare with what is kept, or keep it.
    Measure(Measure),
    /// Measure search beside other engines.
    BenchSearch,
    /// Measure the guide beside the same content in other site makers.
    BenchPeers,
    /// A command of the crate `terminal` with its arguments.
    Terminal(Vec<OsString>),
}

/// How to serve.
#[derive(Debug, PartialEq)]
pub(crate) struct Serve {
    pub(crate) host: String,
    pub(crate) port: u16,
    /// Rebuild on save.
    pub(crate) dev: bool,
    /// Serve what is built, as it is.
    pub(crate) built: bool,
    /// The path to serve under, with a slash at both ends.
    pub(crate) base: String,
}

/// The list of commands, one line each.
pub(crate) const HELP: &str = "\
Django Add-on Guide

  cargo xtask serve      build the guide and serve it at http://127.0.0.1:8080/
                         [--port N] [--host H] [--base /x/] [--dev: rebuild on save]
  cargo xtask test       test everything [--fast: without browser and Django]
  cargo xtask assure     run in full what test samples, build twice, put faults in that the tests
                         must find (more than an hour) [--faults: only those]
  cargo xtask build      build the deployable dist/ [--base /x/ or https://host/x/: where it will be served]
  cargo xtask prove      boot every composed project in real Django and write content/proof/projects.toml; goes on
                         where it was stopped [--series 5.2] [--anew] [--fewer: although it is less than before]
                         [--rules: what each order rule is good for] [--escaping: random strings, read back]
                         [--existing: follow what existing projects are told, for all pairs]
  cargo xtask check      compile the content and print every mistake [--table: and what there is]
  cargo xtask verify     check the code in the texts against the real packages [--write: keep the counts]
  cargo xtask footprint  measure what each add-on brings into a project [--write: keep the results]
  cargo xtask refresh    pin the newest packages and check the guide with them [--dry-run: list what is newer]
  cargo xtask screens    compare pictures of the pages with those that are kept [--write: take them anew]
  cargo xtask compose    write a project [--addons a,b] --out DIR, or --list what can be chosen
  cargo xtask search     answer queries from standard input, one a line [--lang en|fr]
  cargo xtask links      list the addresses outside of the guide [--online: ask each]
  cargo xtask bench      search: measure search beside other engines in Chromium
                         peers: measure the guide beside the same content in other site makers
  cargo xtask measure    print sizes and what differs from docs/measured.md [--write: keep it] [--interactions: and
                         how long actions take, memory, warm and offline load] [--lighthouse: and the cold load]
                         [--builds: and how long builds take]
";

/// Reads the command line; an error is one sentence.
pub(crate) fn read(parser: Parser) -> Result<Command, String> {
    read_all(parser).map_err(|error| {
        let error = error.to_string();
        format!("{error}: see cargo xtask --help")
    })
}

fn read_all(mut parser: Parser) -> Result<Command, Error> {
    let name = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Command::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    if let "compose" | "search" | "check" | "links" = name.as_str() {
        let rest: Vec<OsString> = parser.raw_args()?.collect();
        if name == "links" && rest == ["--online"] {
            return Ok(Command::AskLinks);
        }
        return Ok(Command::Terminal([OsString::from(name)].into_iter().chain(rest).collect()));
    }
    let arguments = &mut Arguments::new(parser);
    match name.as_str() {
        "help" => Ok(Command::Help),
        "serve" => serve(arguments),
        "build" => build(arguments),
        "test" => flag(arguments, "fast", |fast| Command::Test { fast }),
        "assure" => flag(arguments, "faults", |faults| Command::Assure { faults }),
        "verify" => flag(arguments, "write", |write| Command::Verify { write }),
        "footprint" => flag(arguments, "write", |write| Command::Footprint { write }),
        "screens" => flag(arguments, "write", |write| Command::Screens { write }),
        "refresh" => flag(arguments, "dry-run", |dry_run| Command::Refresh { dry_run }),
        "measure" => measure(arguments),
        "bench" => bench(arguments),
        "prove" => prove(arguments),
        _ => Err(format!("there is no command {name:?}").into()),
    }
}

fn serve(arguments: &mut Arguments) -> Result<Command, Error> {
    let mut serve = Serve { host: "127.0.0.1".into(), port: 8080, dev: false, built: false, base: "/".into() };
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some("host") => serve.host = arguments.text()?,
            Some("port") => serve.port = arguments.value()?.parse()?,
            Some("dev") => serve.dev = true,
            // For the browser tests, which have built before; not in the list of commands.
            Some("built") => serve.built = true,
            Some("base") => serve.base = base(&arguments.text()?)?,
            Some("help") => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Serve(serve))
}

fn prove(arguments: &mut Arguments) -> Result<Command, Error> {
    let mut prove = Prove::default();
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some("series") => prove.series = Some(arguments.text()?),
            Some("anew") => prove.anew = true,
            Some("fewer") => prove.fewer = true,
            Some("rules") => prove.rules = true,
            Some("escaping") => prove.escaping = true,
            Some("existing") => prove.existing = true,
            Some("help") => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Prove(prove))
}

fn build(arguments: &mut Arguments) -> Result<Command, Error> {
    let mut path = None;
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some("base") => path = Some(address(&arguments.text()?)?),
            Some("help") => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Build { base: path })
}

fn measure(arguments: &mut Arguments) -> Result<Command, Error> {
    let mut measure = Measure::default();
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some("interactions") => measure.interactions = true,
            Some("lighthouse") => measure.lighthouse = true,
            Some("builds") => measure.builds = true,
            Some("write") => measure.write = true,
            Some("help") => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Measure(measure))
}

fn bench(arguments: &mut Arguments) -> Result<Command, Error> {
    let command = match arguments.next()? {
        Some(Argument::Word(what)) if what == "search" => Command::BenchSearch,
        Some(Argument::Word(what)) if what == "peers" => Command::BenchPeers,
        Some(argument) if argument.option() != Some("help") => return Err(argument.unexpected()),
        _ => return Ok(Command::Help),
    };
    match arguments.next()? {
        Some(other) => Err(other.unexpected()),
        None => Ok(command),
    }
}

/// Reads a command that knows one flag.
fn flag(arguments: &mut Arguments, name: &str, command: impl Fn(bool) -> Command) -> Result<Command, Error> {
    let mut given = false;
    while let Some(argument) = arguments.next()? {
        match argument.option() {
            Some(known) if known == name => given = true,
            Some("help") => return Ok(Command::Help),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(command(given))
}

/// A base, or a whole address of a host and a base on it.
fn address(text: &str) -> Result<String, Error> {
    let Some((scheme @ ("https" | "http"), rest)) = text.split_once("://") else { return base(text) };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.is_empty() || !host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b)) {
        return Err(format!("--base {text} should name a host, such as https://example.org/guide/").into());
    }
    Ok(format!("{scheme}://{host}{}", base(path)?))
}

/// A base with a slash at both ends: `guide`, `/guide` and `/guide/` are the same.
fn base(text: &str) -> Result<String, Error> {
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
    let plain = |part: &&str| {
        part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)) && ![".", ".."].contains(part)
    };
    if !parts.iter().all(plain) {
        return Err(format!("--base {text} should be a path of letters, digits and - _ . ~ such as /guide/").into());
    }
    Ok(if parts.is_empty() { "/".into() } else { format!("/{}/", parts.join("/")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Result<Command, &str>) {
        let parsed = read(Parser::from_args(line.split_whitespace()));
        assert_eq!(parsed, expected.map_err(|text| format!("{text}: see cargo xtask --help")), "{line}");
    }

    fn served(host: &str, port: u16, dev: bool, base: &str) -> Result<Command, &'static str> {
        Ok(Command::Serve(Serve { host: host.into(), port, dev, built: false, base: base.into() }))
    }

    #[test]
    fn command_lines_are_read() {
        check("", Ok(Command::Help));
        check("--help", Ok(Command::Help));
        check("test -h", Ok(Command::Help));
        check("serve", served("127.0.0.1", 8080, false, "/"));
        check("serve --port 9000 --host 0.0.0.0 --dev --base guide", served("0.0.0.0", 9000, true, "/guide/"));
        check("serve --base /a//b/", served("127.0.0.1", 8080, false, "/a/b/"));
        check("build", Ok(Command::Build { base: None }));
        check("build --base /x", Ok(Command::Build { base: Some("/x/".into()) }));
        check("build --base https://a.org:8/x", Ok(Command::Build { base: Some("https://a.org:8/x/".into()) }));
        check("build --base https://a.org", Ok(Command::Build { base: Some("https://a.org/".into()) }));
        check(
            "build --base https:///x",
            Err("--base https:///x should name a host, such as https://example.org/guide/"),
        );
        check("test --fast", Ok(Command::Test { fast: true }));
        check("assure", Ok(Command::Assure { faults: false }));
        check("assure --faults", Ok(Command::Assure { faults: true }));
        check("assure --help", Ok(Command::Help));
        check("prove", Ok(Command::Prove(Prove::default())));
        let one = Prove { series: Some("5.2".into()), anew: true, ..Prove::default() };
        check("prove --series 5.2 --anew", Ok(Command::Prove(one)));
        check("prove --rules", Ok(Command::Prove(Prove { rules: true, ..Prove::default() })));
        check("measure", Ok(Command::Measure(Measure::default())));
        let long = Measure { interactions: true, builds: true, ..Measure::default() };
        check("measure --interactions --builds", Ok(Command::Measure(long)));
        check("bench peers", Ok(Command::BenchPeers));
        check("screens --write", Ok(Command::Screens { write: true }));
        check("compose --addons a,b", Ok(Command::Terminal(["compose", "--addons", "a,b"].map(Into::into).into())));
        check("bench search", Ok(Command::BenchSearch));
        check("bench", Ok(Command::Help));
        check("tset", Err("there is no command \"tset\""));
        check("test --slow", Err("there is no option --slow here"));
        check("serve --port many", Err("cannot parse argument \"many\": invalid digit found in string"));
        check("serve --base ../x", Err("--base ../x should be a path of letters, digits and - _ . ~ such as /guide/"));
    }

    /// A command, its flags, and its options with a value that is right.
    type Takes = (&'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

    /// What each command takes.
    const TAKEN: &[Takes] = &[
        ("serve", &["--dev", "--built"], &[("--host", "h"), ("--port", "1"), ("-p", "1"), ("--base", "/x/")]),
        ("build", &[], &[("--base", "/x/")]),
        ("test", &["--fast"], &[]),
        ("assure", &["--faults"], &[]),
        ("prove", &["--anew", "--fewer", "--rules", "--escaping", "--existing"], &[("--series", "5.2")]),
        ("verify", &["--write"], &[]),
        ("footprint", &["--write"], &[]),
        ("refresh", &["--dry-run"], &[]),
        ("screens", &["--write"], &[]),
        ("measure", &["--interactions", "--lighthouse", "--builds", "--write"], &[]),
    ];

    #[test]
    fn nothing_is_forgotten_empty_or_said_twice() {
        for (command, flags, options) in TAKEN {
            let read = |arguments: &[&str]| read(Parser::from_args([&[*command], arguments].concat()));
            for flag in *flags {
                assert!(read(&[flag]).is_ok(), "{command} {flag}");
                assert!(read(&[flag, flag]).is_err_and(|error| error.contains("twice")), "{command} {flag} {flag}");
            }
            for (option, value) in *options {
                let with = |value: &str| format!("{option}={value}");
                assert!(read(&[option, value]).is_ok() && read(&[&with(value)]).is_ok(), "{command} {option} {value}");
                let doubled = read(&[option, value, &with(value)]);
                assert!(doubled.is_err_and(|error| error.contains("twice")), "{command} {option} {option}");
                for empty in [&[*option, ""][..], &[option, " "], &[&with("")]] {
                    assert!(read(empty).is_err_and(|error| error.contains("is empty")), "{command} {empty:?}");
                }
                for missing in [&[*option][..], &[option, "--help"], &[option, option]] {
                    assert!(read(missing).is_err_and(|error| error.contains("has no value")), "{command} {missing:?}");
                }
            }
            assert!(read(&["stray"]).is_err() && read(&[""]).is_err(), "{command} takes no words");
        }
    }

    #[test]
    fn help_names_every_command() {
        for name in
            ["serve", "test", "assure", "build", "prove", "check", "compose", "search", "bench", "measure", "screens"]
        {
            assert!(HELP.contains(&format!("  cargo xtask {name} ")), "{name}");
        }
    }
}
