//! The text form of a selection: `v1&d=6.1&py=3.13&a=ash,beech&beech.strict=0`.
//!
//! Django and Python are always written, so that a link means the same when the defaults have moved on; of the rest only
//! what differs from the default. Values are percent-encoded. Reading is tolerant: an unknown part never hides the rest.

use std::fmt::{self, Write};

use catalog::{AddonOption, Catalog, Database, Interface, Lang, Layout, OptionKind, Packager, Proxy};

use crate::selection::{Answer, LONGEST_READ, PROJECT, Selection, Unknown};

const VERSION: &str = "v1";
/// The longest unknown name or value that is kept to be shown, in characters.
const LONGEST_SHOWN: usize = 60;

pub(crate) fn write(selection: &Selection, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let target = &selection.target;
    write!(f, "{VERSION}&d={}.{}&py={}", target.django.0, target.django.1, target.python)?;
    if target.project != PROJECT {
        write!(f, "&p={}", encoded(&target.project))?;
    }
    let keyed = [
        ("db", target.database.key(), Database::ALL[0].key()),
        ("i", target.interface.key(), Interface::ALL[0].key()),
        ("l", target.layout.key(), Layout::ALL[0].key()),
        ("k", target.packager.key(), Packager::ALL[0].key()),
        ("x", target.proxy.key(), Proxy::ALL[0].key()),
        ("c", target.comments.map_or("none", Lang::code), "en"),
    ];
    for (name, value, default) in keyed {
        if value != default {
            write!(f, "&{name}={value}")?;
        }
    }
    if !selection.addons.is_empty() {
        f.write_str("&a=")?;
        for (i, addon) in selection.addons.iter().enumerate() {
            write!(f, "{}{}", if i == 0 { "" } else { "," }, addon.0)?;
        }
    }
    for ((addon, option), answer) in &selection.answers {
        write!(f, "&{}.{option}=", addon.0)?;
        match answer {
            Answer::Flag(yes) => f.write_char(if *yes { '1' } else { '0' })?,
            Answer::Choice(key) => f.write_str(key)?,
            Answer::Number(number) => write!(f, "{number}")?,
            Answer::Text(text) => f.write_str(&encoded(text))?,
            Answer::Items(items) => {
                // An empty list is told from one empty item by the comma that closes each item.
                for item in items {
                    write!(f, "{},", encoded(item))?;
                }
            }
        }
    }
    for (capability, addon) in &selection.providers {
        write!(f, "&{}:={}", capability.0, addon.0)?;
    }
    Ok(())
}

pub(crate) fn parse(catalog: &Catalog, text: &str) -> (Selection, Vec<Unknown>) {
    let mut selection = Selection::new(catalog);
    let mut unknown = Vec::new();
    let mut text = text.strip_prefix('#').unwrap_or(text);
    if text.len() > LONGEST_READ {
        unknown.push(Unknown::TooLong);
        let end = (0..=LONGEST_READ).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        // The part that was cut in two is left out too: half a value is worse than none.
        text = &text[..text[..end].rfind('&').unwrap_or(0)];
    }
    let mut parts = text.split('&').filter(|part| !part.is_empty());
    match parts.next() {
        None => return (selection, unknown),
        Some(VERSION) => {}
        Some(other) => {
            unknown.push(Unknown::Version(shown(other)));
            return (selection, unknown);
        }
    }
    let mut python = None;
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if name == "py" {
            python = Some(value);
        } else if !read_part(catalog, &mut selection, &mut unknown, name, value) {
            unknown.push(Unknown::Value(shown(name), shown(value)));
        }
    }
    // Last, since which versions are possible is the series' affair.
    if let Some(series) = catalog.series.iter().find(|series| series.number == selection.target.django) {
        selection.target.python = series.python;
        if let Some(value) = python {
            match catalog.series.iter().flat_map(|series| series.pythons).find(|known| **known == value) {
                Some(known) => selection.target.python = known,
                None => unknown.push(Unknown::Value("py".to_owned(), shown(value))),
            }
        }
    }
    if text.len() > LONGEST_READ / 3 {
        shorten(&mut selection, &mut unknown);
    }
    (selection, unknown)
}

/// The text form inside a longer text: a whole link, or the head of a composed file.
pub(crate) fn inside(text: &str) -> Option<&str> {
    let is_form =
        |piece: &&str| *piece == VERSION || piece.strip_prefix(VERSION).is_some_and(|rest| rest.starts_with('&'));
    text.split(|c: char| c.is_whitespace() || c == '#' || c == '`').find(is_form)
}

/// Reads one part. False where the name is known and the value is not.
fn read_part(
    catalog: &Catalog,
    selection: &mut Selection,
    unknown: &mut Vec<Unknown>,
    name: &str,
    value: &str,
) -> bool {
    fn keyed<T>(place: &mut T, found: Option<T>) -> bool {
        found.map(|value| *place = value).is_some()
    }
    let target = &mut selection.target;
    match name {
        "d" => match catalog.series.iter().find(|series| series.name == value) {
            Some(series) => {
                target.django = series.number;
                true
            }
            None => false,
        },
        "p" => match decoded(value) {
            Some(name) => {
                target.project = name;
                true
            }
            None => false,
        },
        "db" => keyed(&mut target.database, Database::from_key(value)),
        "i" => keyed(&mut target.interface, Interface::from_key(value)),
        "l" => keyed(&mut target.layout, Layout::from_key(value)),
        "k" => keyed(&mut target.packager, Packager::from_key(value)),
        "x" => keyed(&mut target.proxy, Proxy::from_key(value)),
        "c" => {
            let comments = if value == "none" { Some(None) } else { Lang::from_code(value).map(Some) };
            keyed(&mut target.comments, comments)
        }
        "a" => {
            for slug in value.split(',').filter(|slug| !slug.is_empty()) {
                match catalog.addon(slug) {
                    Some(addon) => {
                        selection.addons.insert(addon.id);
                    }
                    None => unknown.push(Unknown::Addon(shown(slug))),
                }
            }
            true
        }
        _ => read_further(catalog, selection, unknown, name, value),
    }
}

/// Reads an answer or the provider of a capability.
fn read_further(
    catalog: &Catalog,
    selection: &mut Selection,
    unknown: &mut Vec<Unknown>,
    name: &str,
    value: &str,
) -> bool {
    if let Some(key) = name.strip_suffix(':') {
        match (catalog.capability(key), catalog.addon(value)) {
            (Some(capability), Some(addon)) => {
                selection.providers.insert(capability.id, addon.id);
            }
            (Some(_), None) => unknown.push(Unknown::Addon(shown(value))),
            (None, _) => unknown.push(Unknown::Capability(shown(key))),
        }
        return true;
    }
    let Some((slug, key)) = name.split_once('.') else {
        unknown.push(Unknown::Part(shown(name)));
        return true;
    };
    let Some(addon) = catalog.addon(slug) else {
        unknown.push(Unknown::Addon(shown(slug)));
        return true;
    };
    let Some(option) = addon.options.iter().find(|option| option.id == key) else {
        unknown.push(Unknown::Option(addon.id, shown(key)));
        return true;
    };
    match read_answer(option, value) {
        Some(answer) => {
            selection.answer(catalog, addon.id, option.id, Some(answer));
            true
        }
        None => false,
    }
}

/// Reads an answer by the type of its option. Whether it is of the form that is asked for, the composer says later.
fn read_answer(option: &AddonOption, value: &str) -> Option<Answer> {
    Some(match &option.kind {
        OptionKind::Flag(_) => match value {
            "1" => Answer::Flag(true),
            "0" => Answer::Flag(false),
            _ => return None,
        },
        OptionKind::Choice { choices, .. } => Answer::Choice(choices.iter().find(|choice| choice.id == value)?.id),
        OptionKind::Number { .. } => Answer::Number(value.parse().ok()?),
        OptionKind::Text { .. } => Answer::Text(decoded(value)?),
        OptionKind::Items { .. } => {
            Answer::Items(value.split_terminator(',').map(decoded).collect::<Option<Vec<_>>>()?)
        }
    })
}

/// Takes back the longest answers of a selection whose own text would be longer than what is read: letters that came as
/// they are take three times the room when they are written.
fn shorten(selection: &mut Selection, unknown: &mut Vec<Unknown>) {
    while selection.to_string().len() > LONGEST_READ {
        if !unknown.contains(&Unknown::TooLong) {
            unknown.push(Unknown::TooLong);
        }
        // As they are written: an item that is empty takes a comma all the same.
        let length = |answer: &Answer| match answer {
            Answer::Text(text) => encoded(text).len(),
            Answer::Items(items) => items.iter().map(|item| encoded(item).len() + 1).sum(),
            Answer::Flag(_) | Answer::Choice(_) | Answer::Number(_) => 0,
        };
        let project = encoded(&selection.target.project).len();
        let longest = selection.answers.iter().max_by_key(|(_, answer)| length(answer));
        match longest.filter(|(_, answer)| length(answer) > project) {
            Some((key, _)) => {
                let key = *key;
                selection.answers.remove(&key);
            }
            None if selection.target.project != PROJECT => selection.target.project = PROJECT.to_owned(),
            // Nothing that is left can be long.
            None => break,
        }
    }
}

/// Percent-encodes all bytes but ASCII letters, digits, `-`, `.`, `_`, `~`, and what links carry well: `/`, `:`, `@`.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The text behind a percent-encoded one; none where it is no UTF-8 or an escape is broken.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// What can be shown of an unknown text: decoded where it can be, and cut.
fn shown(text: &str) -> String {
    let text = decoded(text).unwrap_or_else(|| text.to_owned());
    // What turns the direction of a text, or has no shape at all, is made visible.
    let visible = |c: char| match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().take(LONGEST_SHOWN).map(visible).collect()
}
