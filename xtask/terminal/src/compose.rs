//! `compose`: from a command line to a project in a folder.

use std::{io, path::PathBuf, process::ExitCode};

use catalog::{Catalog, Database, Interface, Lang, Layout, OptionKind, Packager, Proxy};
use command_line::Arguments;
use composer::{Answer, Problem, Selection, Severity, Unknown, compose as composed, explain};

use crate::{Failure, existing, lang, project};

const HELP: &str = "\
cargo xtask compose --out DIR [--addons a,b] [--option addon.option=value ...]

Writes the project that the guide's composer makes of the same choices. What it says against them goes to standard
error; after an error the exit code is 1, though the project is written as the composer shows it.

  --addons a,b             the add-ons by their slugs, or all
  --option a.o=value       an answer: yes or no, a choice, a number, a text, or items separated by commas
  --provider cap=addon     who provides what several could
  --django 5.2             the Django series
  --python 3.13            the Python version
  --settings single|split  one settings file or a package
  --database KEY, --interface KEY, --packager KEY, --proxy KEY
  --project NAME           the name of the project package
  --comments en|fr|none    the language of the comments
  --existing --format json print what the add-ons add to a project that exists, step by step, instead
  --links                  with --existing: read one selection a line from standard input, print one answer a line, and
                           nothing of what is said against them
  --link 'v1&...'          all choices at once, as in the address of the composer; others are added to it
  --list                   print what can be chosen
  --lang en|fr             the language of what is printed
  --force                  write into a folder that is not empty
";

/// What the command line asks for.
#[derive(Default)]
struct Wish {
    /// What makes up the selection, by the names of `CHOICES`.
    choices: Vec<(String, String)>,
    out: Option<PathBuf>,
    lang: Lang,
    list: bool,
    force: bool,
    existing: bool,
    links: bool,
    format: Option<String>,
}

/// Reads the command line; none where it asks for help.
fn read(arguments: Arguments) -> Result<Option<Wish>, Failure> {
    let mut arguments = arguments.repeatable(&["option", "provider"]);
    let mut wish = Wish::default();
    let help = |error| format!("{error}: see cargo xtask compose --help");
    while let Some(argument) = arguments.next().map_err(help)? {
        match argument.option() {
            Some("out") => wish.out = Some(arguments.value().map_err(help)?.into()),
            Some("lang") => wish.lang = lang(&mut arguments)?,
            Some("list") => wish.list = true,
            Some("force") => wish.force = true,
            Some("existing") => wish.existing = true,
            Some("links") => wish.links = true,
            Some("format") => wish.format = Some(arguments.text().map_err(help)?),
            Some("help") => return Ok(None),
            Some(name) if CHOICES.contains(&name) => {
                wish.choices.push((name.to_owned(), arguments.text().map_err(help)?));
            }
            _ => return Err(help(argument.unexpected()).into()),
        }
    }
    if let Some(clash) = clash(&wish) {
        return Err(clash.into());
    }
    Ok(Some(wish))
}

/// Does what the command line says.
pub(crate) fn compose(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Some(wish) = read(arguments)? else {
        crate::print(HELP)?;
        return Ok(ExitCode::SUCCESS);
    };
    let catalog = crate::catalog()?;
    if wish.list {
        crate::print(&list(&catalog, wish.lang))?;
        return Ok(ExitCode::SUCCESS);
    }
    if wish.links {
        let steps = |selection| format!("{}\n", existing::steps(&catalog, &selection, wish.lang));
        crate::print(&links(&catalog)?.into_iter().map(steps).collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    let selection = select(&catalog, &wish.choices)?;
    let composition = composed(&catalog, &selection);
    let printed = match &wish.out {
        Some(out) => {
            project::write(out, &composition.files, wish.force)?;
            composition.files.iter().map(|file| format!("{}\n", out.join(&file.path).display())).collect()
        }
        None => format!("{}\n", existing::steps(&catalog, &selection, wish.lang)),
    };
    for problem in &composition.problems {
        tell(problem, &catalog, wish.lang);
    }
    crate::print(&printed)?;
    let wrong = composition.problems.iter().any(|problem| problem.severity() == Severity::Error);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Why these arguments do not go together, if they do not: none of them may be left out of account.
fn clash(wish: &Wish) -> Option<&'static str> {
    match wish {
        Wish { list: true, .. } => None,
        Wish { existing: true, out, force, .. } if out.is_some() || *force => {
            Some("--existing prints and writes no project: leave out --out and --force")
        }
        Wish { existing: true, format, .. } if format.as_deref() != Some("json") => {
            Some("--existing is printed with --format json")
        }
        Wish { existing: true, links: true, choices, .. } if !choices.is_empty() => {
            Some("--links reads whole selections: leave out what is chosen beside it")
        }
        Wish { existing: false, links, format, .. } if *links || format.is_some() => {
            Some("--links and --format go with --existing")
        }
        Wish { existing: false, out: None, .. } => {
            Some("--out DIR is missing: say where to write the project, or --list to see what can be chosen")
        }
        _ => None,
    }
}

/// The arguments that make up a selection, in the order in which they are taken.
const CHOICES: &[&str] = &[
    "addons",
    "option",
    "provider",
    "django",
    "python",
    "settings",
    "database",
    "interface",
    "packager",
    "proxy",
    "project",
    "comments",
    "link",
];

/// The selection of these choices, or everything that is wrong with them.
fn select(catalog: &Catalog, choices: &[(String, String)]) -> Result<Selection, Failure> {
    let mut wrong: Vec<String> = Vec::new();
    let mut selection = match choices.iter().find(|(name, _)| name == "link") {
        None => Selection::new(catalog),
        Some((_, link)) => {
            let (selection, unknown) = Selection::parse(catalog, link);
            wrong.extend(unknown.iter().map(words));
            selection
        }
    };
    // In the order of the list: Django before Python, since it decides which versions there are.
    let mut choices: Vec<&(String, String)> = choices.iter().filter(|(name, _)| name != "link").collect();
    choices.sort_by_key(|(name, _)| CHOICES.iter().position(|known| known == name));
    for (name, value) in choices {
        if let Err(mistake) = choose(catalog, &mut selection, name, value) {
            wrong.push(mistake);
        }
    }
    if wrong.is_empty() { Ok(selection) } else { Err(wrong.join("\n").into()) }
}

/// The selections of the lines of standard input.
fn links(catalog: &Catalog) -> Result<Vec<Selection>, Failure> {
    let lines = io::read_to_string(io::stdin())?;
    lines.lines().map(|line| select(catalog, &[("link".to_owned(), line.to_owned())])).collect()
}

fn choose(catalog: &Catalog, selection: &mut Selection, name: &str, value: &str) -> Result<(), String> {
    let target = &mut selection.target;
    match name {
        "addons" => {
            for slug in value.split(',').map(str::trim).filter(|slug| !slug.is_empty()) {
                match catalog.addon(slug) {
                    Some(addon) => drop(selection.addons.insert(addon.id)),
                    None if slug == "all" => selection.addons.extend(catalog.addons.iter().map(|addon| addon.id)),
                    None => return Err(format!("there is no add-on {slug}: --list names them")),
                }
            }
        }
        "option" => answer(catalog, selection, value)?,
        "provider" => {
            let (capability, addon) = value.split_once('=').ok_or("--provider is written capability=addon")?;
            let capability = catalog.capability(capability).ok_or(format!("there is no capability {capability}"))?;
            let addon = catalog.addon(addon).ok_or(format!("there is no add-on {addon}: --list names them"))?;
            selection.providers.insert(capability.id, addon.id);
        }
        "django" => {
            let names = || catalog.series.iter().map(|series| series.name);
            let series = catalog.series.iter().find(|series| series.name == value);
            selection.choose_django(series.ok_or_else(|| choice(name, value, names()))?);
        }
        "python" => {
            let known: Vec<&'static str> = catalog
                .series
                .iter()
                .filter(|series| series.number == target.django)
                .flat_map(|series| series.pythons.iter().copied())
                .collect();
            let found = known.iter().find(|known| **known == value);
            target.python = found.ok_or_else(|| choice(name, value, known.iter().copied()))?;
        }
        "project" => value.clone_into(&mut target.project),
        "comments" => {
            target.comments = match Lang::from_code(value) {
                Some(lang) => Some(lang),
                None if value == "none" => None,
                None => return Err(choice(name, value, ["en", "fr", "none"].into_iter())),
            }
        }
        "settings" => target.layout = keyed(name, value, Layout::ALL, Layout::key)?,
        "database" => target.database = keyed(name, value, Database::ALL, Database::key)?,
        "interface" => target.interface = keyed(name, value, Interface::ALL, Interface::key)?,
        "packager" => target.packager = keyed(name, value, Packager::ALL, Packager::key)?,
        "proxy" => target.proxy = keyed(name, value, Proxy::ALL, Proxy::key)?,
        _ => return Err(format!("--{name} is not known: see cargo xtask compose --help")),
    }
    Ok(())
}

/// The value with this key, or which keys there are.
fn keyed<T: Copy>(name: &str, value: &str, all: &[T], key: fn(T) -> &'static str) -> Result<T, String> {
    let found = all.iter().copied().find(|known| key(*known) == value);
    found.ok_or_else(|| choice(name, value, all.iter().map(|known| key(*known))))
}

fn choice<'a>(name: &str, value: &str, known: impl Iterator<Item = &'a str>) -> String {
    format!("--{name} {value} is not known: choose {}", known.collect::<Vec<_>>().join(", "))
}

/// Takes an answer `addon.option=value`.
fn answer(catalog: &Catalog, selection: &mut Selection, text: &str) -> Result<(), String> {
    let form = || format!("--option {text} should be written addon.option=value");
    let (name, value) = text.split_once('=').ok_or_else(form)?;
    let (slug, key) = name.split_once('.').ok_or_else(form)?;
    let addon = catalog.addon(slug).ok_or(format!("there is no add-on {slug}: --list names them"))?;
    let option = addon.options.iter().find(|option| option.id == key);
    let option = option.ok_or_else(|| {
        let known: Vec<&str> = addon.options.iter().map(|option| option.id).collect();
        format!(
            "{slug} has no option {key}: it has {}",
            if known.is_empty() { "none".into() } else { known.join(", ") }
        )
    })?;
    let answer = match &option.kind {
        OptionKind::Flag(_) => match value {
            "yes" | "true" | "1" => Answer::Flag(true),
            "no" | "false" | "0" => Answer::Flag(false),
            _ => return Err(format!("--option {text}: answer yes or no")),
        },
        OptionKind::Choice { choices, .. } => {
            let found = choices.iter().find(|choice| choice.id == value);
            let found = found.ok_or_else(|| choice("option", text, choices.iter().map(|choice| choice.id)))?;
            Answer::Choice(found.id)
        }
        OptionKind::Number { .. } => {
            Answer::Number(value.parse().map_err(|_| format!("--option {text}: answer a whole number"))?)
        }
        OptionKind::Text { .. } => Answer::Text(value.to_owned()),
        OptionKind::Items { .. } => {
            Answer::Items(value.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
        }
    };
    selection.answer(catalog, addon.id, option.id, Some(answer));
    Ok(())
}

/// What a link says that this edition does not know.
fn words(unknown: &Unknown) -> String {
    match unknown {
        Unknown::Version(version) => format!("--link: {version} is not the version v1"),
        Unknown::Part(part) => format!("--link: no part is called {part}"),
        Unknown::Addon(slug) => format!("--link: there is no add-on {slug}"),
        Unknown::Option(addon, option) => format!("--link: {} has no option {option}", addon.0),
        Unknown::Capability(capability) => format!("--link: there is no capability {capability}"),
        Unknown::Value(name, value) => format!("--link: {name} cannot be {value:?}"),
        Unknown::TooLong => "--link is longer than what is read".to_owned(),
    }
}

/// Prints a problem with its reasons and what one can do.
fn tell(problem: &Problem, catalog: &Catalog, lang: Lang) {
    let explanation = explain(problem, catalog, lang);
    let mark = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    eprintln!("{mark}: {}", explanation.headline);
    for because in explanation.because {
        eprintln!("  {}{}{}", because.text, if because.source.is_empty() { "" } else { " " }, because.source);
    }
    for hint in explanation.hints {
        eprintln!("  - {}", hint.text);
    }
}

/// What can be chosen.
fn list(catalog: &Catalog, lang: Lang) -> String {
    let mut lines = Vec::new();
    let mut keys = |name: &str, keys: Vec<&str>| lines.push(format!("{name}: {}", keys.join(", ")));
    keys("django", catalog.series.iter().map(|series| series.name).collect());
    keys("settings", Layout::ALL.iter().map(|value| value.key()).collect());
    keys("database", Database::ALL.iter().map(|value| value.key()).collect());
    keys("interface", Interface::ALL.iter().map(|value| value.key()).collect());
    keys("packager", Packager::ALL.iter().map(|value| value.key()).collect());
    keys("proxy", Proxy::ALL.iter().map(|value| value.key()).collect());
    lines.push("\naddons:".to_owned());
    for addon in catalog.addons {
        lines.push(format!("  {}: {}", addon.id.0, addon.summary.get(lang)));
        for option in addon.options {
            let (kind, label) = (kind(&option.kind), option.label.get(lang));
            lines.push(format!("    {}.{} ({kind}): {label}", addon.id.0, option.id));
        }
    }
    lines.join("\n") + "\n"
}

fn kind(kind: &OptionKind) -> String {
    match kind {
        OptionKind::Flag(default) => format!("yes or no, {}", if *default { "yes" } else { "no" }),
        OptionKind::Choice { choices, default } => {
            format!("{}; {default}", choices.iter().map(|choice| choice.id).collect::<Vec<_>>().join(", "))
        }
        OptionKind::Text { default, .. } => format!("text, {default:?}"),
        OptionKind::Number { default, min, max } => format!("{min} to {max}, {default}"),
        OptionKind::Items { default, .. } => {
            format!("items, {}", if default.is_empty() { "none".into() } else { default.join(",") })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// A small catalog: two add-ons that do not exist.
    fn catalog() -> Catalog {
        compiler::compile(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/invalid/valid")).unwrap()
    }

    fn check(arguments: &[(&str, &str)], expected: Result<&str, &str>) {
        let catalog = catalog();
        let choices: Vec<(String, String)> =
            arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let selected = select(&catalog, &choices).map(|selection| selection.to_string());
        assert_eq!(
            selected.map_err(|failure| failure.to_string()),
            expected.map(str::to_owned).map_err(str::to_owned),
            "{arguments:?}"
        );
    }

    #[test]
    fn arguments_become_a_selection() {
        check(&[], Ok("v1&d=6.1&py=3.13"));
        check(&[("addons", "lantern, harbour")], Ok("v1&d=6.1&py=3.13&a=harbour,lantern"));
        check(&[("addons", "all")], Ok("v1&d=6.1&py=3.13&a=harbour,lantern"));
        check(&[("python", "3.13"), ("django", "5.2")], Ok("v1&d=5.2&py=3.13"));
        check(&[("django", "5.2")], Ok("v1&d=5.2&py=3.13"));
        check(&[("django", "5.2"), ("python", "3.12")], Ok("v1&d=5.2&py=3.12"));
        check(
            &[("settings", "split"), ("database", "mysql"), ("comments", "none"), ("project", "shop")],
            Ok("v1&d=6.1&py=3.13&p=shop&db=mysql&l=split&c=none"),
        );
        check(
            &[("link", "v1&d=5.2&py=3.12&a=lantern"), ("addons", "harbour")],
            Ok("v1&d=5.2&py=3.12&a=harbour,lantern"),
        );
        check(&[("addons", "lantern"), ("option", "lantern.dim=yes")], Ok("v1&d=6.1&py=3.13&a=lantern&lantern.dim=1"));
        check(&[("provider", "beacon=lantern")], Ok("v1&d=6.1&py=3.13&beacon:=lantern"));
    }

    #[test]
    fn nothing_is_forgotten_empty_or_said_twice() {
        let error = |line: &[&str]| match read(Arguments::new(lexopt::Parser::from_args(line))) {
            Ok(_) => String::new(),
            Err(failure) => failure.to_string(),
        };
        for name in [CHOICES, &["out", "lang"]].concat() {
            let option = format!("--{name}");
            let value = if name == "lang" { "fr" } else { "x" };
            assert_eq!(error(&["--list", &option, value]), "");
            for empty in [&[&option, ""][..], &[&option, " "], &[&format!("{option}=")]] {
                assert!(error(empty).contains("is empty"), "{empty:?}: {}", error(empty));
            }
            for missing in [&[&*option][..], &[&option, "--force"]] {
                assert!(error(missing).contains("has no value"), "{missing:?}: {}", error(missing));
            }
            let twice = error(&[&option, value, &option, value]);
            let repeatable = ["option", "provider"].contains(&name);
            assert_eq!(twice.contains("is given twice"), !repeatable, "{option}: {twice}");
        }
        for flag in ["--list", "--force"] {
            assert_eq!(error(&["--out", "shop", flag]), "");
            assert!(error(&[flag, flag]).contains("is given twice"), "{flag}");
        }
        assert!(error(&["shop"]).contains("is not expected"));
    }

    #[test]
    fn no_argument_is_left_out_of_account() {
        let check = |line: &str, expected: &str| {
            let found = match read(Arguments::new(lexopt::Parser::from_args(line.split_whitespace()))) {
                Ok(_) => String::new(),
                Err(failure) => failure.to_string(),
            };
            assert!(if expected.is_empty() { found.is_empty() } else { found.contains(expected) }, "{line}: {found}");
        };
        check("--out shop --force --addons lantern", "");
        check("--existing --format json --addons lantern", "");
        check("--existing --format json --links", "");
        check("--addons lantern", "--out DIR is missing");
        check("--existing --addons lantern", "printed with --format json");
        check("--existing --format yaml", "printed with --format json");
        check("--existing --format json --out shop", "leave out --out and --force");
        check("--existing --format json --force", "leave out --out and --force");
        check("--existing --format json --links --addons lantern", "leave out what is chosen");
        check("--out shop --links", "go with --existing");
        check("--out shop --format json", "go with --existing");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        check(
            &[("addons", "candle"), ("django", "1.0"), ("settings", "triple"), ("option", "lantern.dim=perhaps")],
            Err("there is no add-on candle: --list names them\n\
                 --option lantern.dim=perhaps: answer yes or no\n\
                 --django 1.0 is not known: choose 5.2, 6.1\n\
                 --settings triple is not known: choose single, split"),
        );
        check(&[("option", "dim=yes")], Err("--option dim=yes should be written addon.option=value"));
        check(&[("link", "v2&a=lantern")], Err("--link: v2 is not the version v1"));
        check(&[("link", "v1&a=candle")], Err("--link: there is no add-on candle"));
        check(&[("python", "2.7")], Err("--python 2.7 is not known: choose 3.12, 3.13"));
    }
}
