//! A Python value as data: what a setting is set to. Only the composer prints it.

/// A Python value, or where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum Value {
    /// A string.
    Str(&'static str),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// `True` or `False`.
    Bool(bool),
    /// `None`.
    None,
    /// A list.
    List(&'static [Value]),
    /// A tuple.
    Tuple(&'static [Value]),
    /// A set, printed in the order given.
    Set(&'static [Value]),
    /// A dictionary with string keys, printed in the order given.
    Dict(&'static [(&'static str, Value)]),
    /// A Python expression, verbatim, with the import lines that it needs.
    Code {
        /// The expression.
        expression: &'static str,
        /// Import lines, such as `from datetime import timedelta`.
        imports: &'static [&'static str],
    },
    /// The value of an environment variable; its type and default are those of the [`crate::Variable`] of that name.
    Variable(&'static str),
    /// The reader's answer to the option of this name of the same add-on.
    Option(&'static str),
}
