//! How an expression is laid out: on one line where it fits, else one element per line.

pub(crate) use crate::comment::WIDTH;
use crate::composition::Origin;
use crate::draft::Draft;

/// A Python expression that is ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    /// Anything that is written as it is.
    Code(String),
    /// A list, tuple, set or dictionary.
    Group {
        /// The brackets.
        brackets: (char, char),
        /// The elements.
        items: Vec<Item>,
        /// One element per line even where all fit on one.
        tall: bool,
    },
}

/// An element of a group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// The key, as Python, in a dictionary.
    pub(crate) key: Option<String>,
    /// The element.
    pub(crate) value: Expression,
    /// Who put it there; empty where it is as the whole.
    pub(crate) origins: Vec<Origin>,
}

impl Item {
    pub(crate) fn new(value: Expression) -> Item {
        Item { key: None, value, origins: Vec::new() }
    }
}

impl Expression {
    /// The expression on one line.
    pub(crate) fn flat(&self) -> String {
        match self {
            Expression::Code(code) => code.clone(),
            Expression::Group { brackets: (open, close), items, .. } => {
                let mut out = String::from(*open);
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    if let Some(key) = &item.key {
                        out.push_str(key);
                        out.push_str(": ");
                    }
                    out.push_str(&item.value.flat());
                }
                if *open == '(' && items.len() == 1 {
                    out.push(',');
                }
                out.push(*close);
                out
            }
        }
    }

    /// Whether it is a dictionary with something in it.
    pub(crate) fn is_dictionary(&self) -> bool {
        matches!(self, Expression::Group { items, .. } if items.iter().any(|item| item.key.is_some()))
    }

    /// Whether it is written over several lines whatever its length, as it is asked to or since an element of it has a
    /// comment of its own.
    fn is_tall(&self, draft: &Draft) -> bool {
        match self {
            Expression::Code(code) => code.contains('\n'),
            Expression::Group { items, tall, .. } => {
                (*tall && !items.is_empty())
                    || items.iter().any(|item| draft.has_new_reasons(&item.origins) || item.value.is_tall(draft))
            }
        }
    }
}

/// Writes `prefix expression suffix`. Elements with origins of their own get their own reasons.
pub(crate) fn write(
    draft: &mut Draft,
    indent: usize,
    prefix: &str,
    expression: &Expression,
    suffix: &str,
    origins: &[Origin],
) {
    let flat = expression.flat();
    let fits = indent + prefix.len() + flat.len() + suffix.len() <= WIDTH;
    match expression {
        Expression::Group { brackets: (open, close), items, .. }
            if !items.is_empty() && (!fits || expression.is_tall(draft)) =>
        {
            draft.line(format!("{:indent$}{prefix}{open}", ""), origins);
            for item in items {
                let own = if item.origins.is_empty() { origins } else { &item.origins };
                if !item.origins.is_empty() {
                    draft.reasons(indent + 4, own);
                }
                let key = item.key.as_ref().map_or(String::new(), |key| format!("{key}: "));
                write(draft, indent + 4, &key, &item.value, ",", own);
            }
            draft.line(format!("{:indent$}{close}{suffix}", ""), origins);
        }
        Expression::Group { .. } => draft.line(format!("{:indent$}{prefix}{flat}{suffix}", ""), origins),
        Expression::Code(code) => write_code(draft, indent, prefix, code, suffix, origins),
    }
}

/// Writes code that stands on one line, over several where it does not fit: a call by its arguments, an assigned
/// string in parentheses.
pub(crate) fn write_code(draft: &mut Draft, indent: usize, prefix: &str, code: &str, suffix: &str, origins: &[Origin]) {
    let line = format!("{:indent$}{prefix}{code}{suffix}", "");
    let inner = indent + 4;
    if line.len() <= WIDTH || code.contains('\n') {
        draft.block(&line, 0, origins);
        return;
    }
    if let Some((head, body, close)) = last_brackets(code) {
        let parts = elements(body);
        draft.line(format!("{:indent$}{prefix}{head}", ""), origins);
        let on_one_line = close == ')' && inner + body.len() <= WIDTH;
        if on_one_line {
            draft.line(format!("{:inner$}{}", "", body.trim()), origins);
        } else {
            for part in parts {
                write_code(draft, inner, "", part, ",", origins);
            }
        }
        draft.line(format!("{:indent$}{close}{suffix}", ""), origins);
    } else if prefix.ends_with(" = ") && inner + code.len() <= WIDTH {
        draft.line(format!("{:indent$}{prefix}(", ""), origins);
        draft.line(format!("{:inner$}{code}", ""), origins);
        draft.line(format!("{:indent$}){suffix}", ""), origins);
    } else {
        draft.line(line, origins);
    }
}

/// Code that ends with a bracket, split into what stands up to its opening one, what is inside, and the bracket.
fn last_brackets(code: &str) -> Option<(&str, &str, char)> {
    let close = code.chars().last().filter(|c| ")]}".contains(*c))?;
    let mut open = Vec::new();
    let mut last = None;
    for (at, c) in outside_strings(code) {
        match c {
            '(' | '[' | '{' => open.push(at),
            ')' | ']' | '}' => last = open.pop(),
            _ => {}
        }
    }
    let at = last?;
    let body = &code[at + 1..code.len() - 1];
    (open.is_empty() && !body.trim().is_empty()).then_some((&code[..=at], body, close))
}

/// The parts of a text between its commas, those inside brackets and strings aside.
fn elements(body: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    let mut start = 0;
    for (at, c) in outside_strings(body) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(body[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(body[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The characters of code that do not stand in a string.
fn outside_strings(code: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in code.char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) => {
                if c == open {
                    quote = None;
                }
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            None => found.push((at, c)),
        }
    }
    found
}

/// The words of a line of code: names and keywords, not what stands in strings and comments.
pub(crate) fn names(code: &str) -> impl Iterator<Item = &str> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, c) in outside_strings(code) {
        match words.last_mut() {
            _ if c == '#' => break,
            _ if !c.is_alphanumeric() && c != '_' => {}
            Some((_, end)) if *end == at => *end = at + c.len_utf8(),
            _ => words.push((at, at + c.len_utf8())),
        }
    }
    words.into_iter().map(|(start, end)| &code[start..end])
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Expression, Item, write};
    use crate::draft::Draft;
    use crate::python::string;

    fn check(prefix: &str, expression: &Expression, expected: Expect) {
        let mut draft = Draft::new(None);
        write(&mut draft, 0, prefix, expression, "", &[]);
        expected.assert_eq(&draft.finish("x").text());
    }

    fn list(count: usize) -> Expression {
        let items = (0..count).map(|i| Item::new(Expression::Code(string(&format!("element number {i}"))))).collect();
        Expression::Group { brackets: ('[', ']'), items, tall: false }
    }

    #[test]
    fn layouts() {
        check(
            "A = ",
            &list(2),
            expect![[r#"
            A = ["element number 0", "element number 1"]
        "#]],
        );
        check(
            "A = ",
            &list(5),
            expect![[r#"
            A = [
                "element number 0",
                "element number 1",
                "element number 2",
                "element number 3",
                "element number 4",
            ]
        "#]],
        );
        check(
            "A = ",
            &Expression::Code(string(&"x".repeat(80))),
            expect![[r#"
            A = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "#]],
        );
        let call = "env.list(\"SOME_VERY_LONG_NAME_OF_A_VARIABLE\", default=[\"https://www.example.com\"])";
        check(
            "SOME_SETTING = ",
            &Expression::Code(call.to_owned()),
            expect![[r#"
            SOME_SETTING = env.list(
                "SOME_VERY_LONG_NAME_OF_A_VARIABLE", default=["https://www.example.com"]
            )
        "#]],
        );
        let longer = call.replace("www", &"w".repeat(30));
        check(
            "SOME_SETTING = ",
            &Expression::Code(longer),
            expect![[r#"
            SOME_SETTING = env.list(
                "SOME_VERY_LONG_NAME_OF_A_VARIABLE",
                default=["https://wwwwwwwwwwwwwwwwwwwwwwwwwwwwww.example.com"],
            )
        "#]],
        );
    }
}
