//! Reads Python values: TOML values as they are, and what TOML cannot say in tables with one key that starts with `$`.

use catalog::Value;
use toml::de::DeValue;

use crate::{
    Mistake, Type,
    compose::Uses,
    names::owned,
    source::keep,
    table::{Item, Table, array, integer},
};

const SPECIAL: &[&str] = &["$none", "$tuple", "$set", "$py", "$env", "$option"];

/// Reads the value of a key that must be there.
pub(crate) fn value(table: &Table, key: &str, uses: &Uses) -> Value {
    table.required(key).map_or(Value::None, |item| read(table, key, item, uses))
}

/// Reads the value of a key that may be left out.
pub(crate) fn value_if_any(table: &Table, key: &str, uses: &Uses) -> Option<Value> {
    table.item(key).map(|item| read(table, key, item, uses))
}

fn read(table: &Table, key: &str, item: &'static Item, uses: &Uses) -> Value {
    match item.get_ref() {
        DeValue::String(text) => Value::Str(text),
        DeValue::Integer(_) => Value::Int(table.typed(key, Some(item), Type::Integer, integer).unwrap_or_default()),
        DeValue::Float(float) => Value::Float(float.as_str().parse().unwrap_or_default()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Array(items) => Value::List(list(table, key, items, uses)),
        DeValue::Table(_) => table.inner(key, item, |inner| dictionary(inner, uses)).unwrap_or(Value::None),
        DeValue::Datetime(_) => {
            table.mistake(key, Mistake::WrongType { key: table.name(key), wanted: Type::Text, found: Type::Date });
            Value::None
        }
    }
}

fn list(table: &Table, key: &str, items: &'static [Item], uses: &Uses) -> &'static [Value] {
    keep(items.iter().map(|item| read(table, key, item, uses)).collect())
}

/// A dictionary, or the special value that a table with a `$` key stands for.
fn dictionary(table: &Table, uses: &Uses) -> Value {
    let Some(special) = table.keys().find(|key| key.starts_with('$')) else {
        let entry = |key| (key, value(table, key, uses));
        return Value::Dict(keep(table.keys().map(entry).collect()));
    };
    let elements = || {
        let items = table.typed(special, table.item(special), Type::List, array).unwrap_or_default();
        list(table, special, items, uses)
    };
    match special {
        "$none" => {
            table.flag(special);
            Value::None
        }
        "$tuple" => Value::Tuple(elements()),
        "$set" => Value::Set(elements()),
        "$py" => Value::Code { expression: table.text(special), imports: table.texts("imports") },
        "$env" => {
            let name = table.text(special);
            uses.variables.borrow_mut().push((table.location_of(special), name));
            Value::Variable(name)
        }
        "$option" => {
            let name = table.text(special);
            uses.options.borrow_mut().push((table.location_of(special), name, None));
            Value::Option(name)
        }
        other => {
            table.item(other);
            table.mistake(other, Mistake::BadValue { key: other.to_owned(), known: owned(SPECIAL) });
            Value::None
        }
    }
}
