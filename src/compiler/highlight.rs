//! Code as classes: a library finds the syntax, this module maps its scopes to the few classes that the stylesheet knows.

use std::{cell::RefCell, collections::HashMap, ops::Range, rc::Rc, sync::LazyLock};

use syntect::{
    easy::ScopeRegionIterator,
    parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet},
};

use crate::code::Language;

/// What a piece of code is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Keyword,
    String,
    Comment,
    Number,
    Function,
    Type,
    Attribute,
    Escape,
}

impl Class {
    /// The name in HTML.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::Keyword => "k",
            Class::String => "s",
            Class::Comment => "c",
            Class::Number => "n",
            Class::Function => "f",
            Class::Type => "t",
            Class::Attribute => "a",
            Class::Escape => "e",
        }
    }
}

/// Scopes that decide wherever they stand around a piece: the words inside a JSON key are strings, too.
const OUTRIGHT: &[(&str, Option<Class>)] = &[
    ("comment.block.documentation", Some(Class::String)),
    ("comment", Some(Class::Comment)),
    ("meta.mapping.key.json", Some(Class::Attribute)),
];

/// Scopes and what they are: the innermost scope that is here decides, by the first row that fits it.
const CLASSES: &[(&str, Option<Class>)] = &[
    ("punctuation.section.interpolation", Some(Class::Escape)),
    ("punctuation.definition.annotation", Some(Class::Function)),
    ("meta.interpolation", None),
    ("meta.mapping.key", Some(Class::Attribute)),
    ("constant.character.escape", Some(Class::Escape)),
    ("constant.other.placeholder", Some(Class::Escape)),
    ("constant", Some(Class::Number)),
    ("storage.type.string", Some(Class::String)),
    ("storage", Some(Class::Keyword)),
    ("string", Some(Class::String)),
    ("keyword.name.ini", Some(Class::Attribute)),
    ("keyword.other.unit", Some(Class::Number)),
    ("keyword.operator.logical.python", Some(Class::Keyword)),
    ("keyword.operator", None),
    ("keyword", Some(Class::Keyword)),
    ("entity.name.function", Some(Class::Function)),
    ("support.function", Some(Class::Function)),
    ("variable.function", Some(Class::Function)),
    ("variable.annotation", Some(Class::Function)),
    ("support.type.property-name", Some(Class::Attribute)),
    ("entity.name.tag.yaml", Some(Class::Attribute)),
    ("entity.name.tag.toml", Some(Class::Attribute)),
    ("entity.other.attribute-name", Some(Class::Attribute)),
    ("variable.parameter", Some(Class::Attribute)),
    ("variable.other.readwrite.assignment", Some(Class::Attribute)),
    ("variable.other.env", Some(Class::Attribute)),
    ("variable.other.nginx", Some(Class::Attribute)),
    ("entity.section.ini", Some(Class::Type)),
    ("entity.name", Some(Class::Type)),
    ("entity.other.inherited-class", Some(Class::Type)),
    ("support.class", Some(Class::Type)),
    ("support.type", Some(Class::Type)),
];

/// A piece of code; none where it is plain.
pub(crate) type Piece = (Option<Class>, String);

/// The pieces of a block, shared between the languages.
pub(crate) type Pieces = Rc<Vec<Piece>>;

/// Shared, since a syntax is made ready when it is first used.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Splits code into pieces. It remembers what it has seen: both languages show the same code.
pub(crate) struct Highlighter {
    outright: Vec<(Scope, Option<Class>)>,
    classes: Vec<(Scope, Option<Class>)>,
    seen: RefCell<HashMap<(Language, String), Pieces>>,
}

impl Highlighter {
    pub(crate) fn new() -> Highlighter {
        let scopes = |rows: &[(&str, Option<Class>)]| {
            rows.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect()
        };
        Highlighter { outright: scopes(OUTRIGHT), classes: scopes(CLASSES), seen: RefCell::default() }
    }

    /// The pieces of a block of code; adjacent ones are of different classes.
    pub(crate) fn pieces(&self, language: Language, code: &str) -> Pieces {
        let key = (language, code.to_owned());
        if let Some(pieces) = self.seen.borrow().get(&key) {
            return pieces.clone();
        }
        let syntax = language.syntax().and_then(|name| SYNTAXES.find_syntax_by_name(name));
        let pieces = match (syntax.and_then(|syntax| self.split(syntax, code)), language) {
            (Some(pieces), Language::Html) => with_template_tags(pieces, code),
            (Some(pieces), _) => pieces,
            (None, _) => vec![(None, code.to_owned())],
        };
        let pieces = Rc::new(pieces);
        self.seen.borrow_mut().insert(key, pieces.clone());
        pieces
    }

    fn split(&self, syntax: &SyntaxReference, code: &str) -> Option<Vec<Piece>> {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut pieces = Vec::new();
        for line in code.split_inclusive('\n') {
            let operations = state.parse_line(line, &SYNTAXES).ok()?;
            for (text, operation) in ScopeRegionIterator::new(&operations, line) {
                stack.apply(operation).ok()?;
                push(&mut pieces, self.class(&stack), text);
            }
        }
        Some(pieces)
    }

    fn class(&self, stack: &ScopeStack) -> Option<Class> {
        let scopes = || stack.as_slice().iter().rev();
        let row = |rows: &'_ [(Scope, Option<Class>)], scope: &Scope| {
            rows.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        };
        let outright = scopes().find_map(|scope| row(&self.outright, scope));
        outright.or_else(|| scopes().find_map(|scope| row(&self.classes, scope))).flatten()
    }
}

/// Appends a text, to the last piece where it is of the same class. White space has no colour: it joins what it follows.
fn push(pieces: &mut Vec<Piece>, class: Option<Class>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some((last, before)) if *last == class || text.trim().is_empty() => before.push_str(text),
        _ => pieces.push((class, text.to_owned())),
    }
}

/// Marks the tags of Django templates in HTML, wherever they stand: between elements, in attributes, in scripts.
fn with_template_tags(pieces: Vec<Piece>, code: &str) -> Vec<Piece> {
    let mut marked = Vec::new();
    let mut offset = 0;
    let mut tag = next_tag(code, 0);
    for (class, text) in pieces {
        let end = offset + text.len();
        while offset < end {
            while tag.as_ref().is_some_and(|(range, _)| range.end <= offset) {
                tag = next_tag(code, offset);
            }
            let (until, class) = match &tag {
                Some((range, class)) if range.start <= offset => (range.end, Some(*class)),
                Some((range, _)) => (range.start, class),
                None => (end, class),
            };
            push(&mut marked, class, &code[offset..until.min(end)]);
            offset = until.min(end);
        }
    }
    marked
}

/// The next tag, variable or comment of a template, from an offset on.
fn next_tag(code: &str, from: usize) -> Option<(Range<usize>, Class)> {
    let brackets = [("{%", "%}", Class::Escape), ("{{", "}}", Class::Escape), ("{#", "#}", Class::Comment)];
    let tags = brackets.iter().filter_map(|(open, close, class)| {
        let start = from + code[from..].find(open)?;
        let end = start + code[start..].find(close)? + close.len();
        Some((start..end, *class))
    });
    tags.min_by_key(|(range, _)| range.start)
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(language: Language, code: &str, expected: Expect) {
        let pieces = Highlighter::new().pieces(language, code);
        let shown = pieces.iter().map(|(class, text)| match class {
            Some(class) => format!("{}⟨{text}⟩", class.name()),
            None => text.clone(),
        });
        expected.assert_eq(&shown.collect::<String>());
    }

    #[test]
    fn every_language_has_its_syntax() {
        for language in Language::KEYS.iter().filter_map(|key| Language::from_key(key)) {
            let found = language.syntax().map(|name| SYNTAXES.find_syntax_by_name(name).is_some());
            assert_ne!(found, Some(false), "{language:?}");
        }
    }

    #[test]
    fn nothing_is_lost() {
        let code = "a = 'b\n{% if x %}<p {{ y }}>\n  é # {# z #}\n\n{% open";
        for language in Language::KEYS.iter().filter_map(|key| Language::from_key(key)) {
            let text: String =
                Highlighter::new().pieces(language, code).iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(text, code, "{language:?}");
        }
    }

    #[test]
    fn classes() {
        check(
            Language::Python,
            "@app.task(retries=3)\nasync def go(self):\n    \"\"\"Goes.\"\"\"\n    return f\"{x}\\n\" if not y else None  # away\n",
            expect![[r#"
                f⟨@⟩app.f⟨task⟩(a⟨retries⟩=n⟨3⟩)
                k⟨async def ⟩f⟨go⟩(a⟨self⟩):
                    s⟨"""Goes."""
                    ⟩k⟨return ⟩s⟨f"⟩e⟨{⟩xe⟨}\n⟩s⟨" ⟩k⟨if not ⟩y k⟨else ⟩n⟨None  ⟩c⟨# away
                ⟩"#]],
        );
        check(
            Language::Bash,
            "python manage.py migrate --noinput && echo \"$HOME\"  # home",
            expect![[r#"f⟨python⟩ manage.py migratea⟨ --noinput ⟩&& f⟨echo ⟩s⟨"$HOME"  ⟩c⟨# home⟩"#]],
        );
        check(
            Language::Html,
            "{% load static %}\n<a {% if a < b %}class=\"x {{ y|default:'z' }}\"{% endif %}>t</a>{# c #}",
            expect![[r#"
                e⟨{% load static %}⟩
                <t⟨a ⟩e⟨{% if a < b %}⟩a⟨class⟩=s⟨"x ⟩e⟨{{ y|default:'z' }}⟩s⟨"⟩e⟨{% endif %}⟩>t</t⟨a⟩>c⟨{# c #}⟩"#]],
        );
        check(Language::Json, r#"{"a": [1, true, "b"]}"#, expect![[r#"{a⟨"a"⟩: [n⟨1⟩, n⟨true⟩, s⟨"b"⟩]}"#]]);
        check(
            Language::Env,
            "# local\nDEBUG=on",
            expect![[r#"
            c⟨# local
            ⟩a⟨DEBUG⟩=on"#]],
        );
        check(
            Language::Ini,
            "[pytest]\nDJANGO_SETTINGS_MODULE = config.settings",
            expect![[r#"
            [t⟨pytest⟩]
            a⟨DJANGO_SETTINGS_MODULE ⟩= s⟨config.settings⟩"#]],
        );
        check(Language::Text, "def not_python(): ...", expect!["def not_python(): ..."]);
    }
}
