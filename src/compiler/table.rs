//! A TOML table that is read key by key and puts down everything that is wrong with it, with lines.
//!
//! Reading goes on after a mistake with a stand-in value, since the catalog is thrown away if there was any. A key that
//! was never asked for is unknown, so the reading code is also the schema.

use std::{cell::RefCell, ops::Range};

use catalog::{Lang, Localized, placeholder};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    Location, Mistake, Type, address,
    report::Mistakes,
    source::{Source, keep},
    typography,
};

/// A value with its span in the source.
pub(crate) type Item = Spanned<DeValue<'static>>;

/// A table of a content file.
pub(crate) struct Table<'m> {
    source: Source,
    /// Where the table begins: its header, its key or its brace.
    start: usize,
    /// The keys that lead here, with dots; empty for the file itself.
    path: String,
    entries: &'static DeTable<'static>,
    asked: RefCell<Vec<String>>,
    pub(crate) mistakes: &'m Mistakes,
}

/// Reads a TOML file; a file that is no TOML is a mistake, and none is returned.
pub(crate) fn read_file<T>(source: Source, mistakes: &Mistakes, read: impl FnOnce(&Table) -> T) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(source.text);
    for error in &errors {
        let location = source.location(error.span().map_or(0, |span| span.start));
        mistakes.add(location, Mistake::Syntax { message: error.message().to_owned() });
    }
    if !errors.is_empty() {
        return None;
    }
    let entries = Box::leak(Box::new(table)).get_ref();
    Some(Table::read(source, 0, String::new(), entries, mistakes, read))
}

impl<'m> Table<'m> {
    /// Lets `read` read the table, then puts down every key that it did not ask for.
    fn read<T>(
        source: Source,
        start: usize,
        path: String,
        entries: &'static DeTable<'static>,
        mistakes: &'m Mistakes,
        read: impl FnOnce(&Table) -> T,
    ) -> T {
        let table = Table { source, start, path, entries, asked: RefCell::default(), mistakes };
        let value = read(&table);
        let asked = table.asked.take();
        for key in entries.keys().filter(|key| !asked.iter().any(|asked| asked == key.get_ref())) {
            let mut known: Vec<String> =
                asked.iter().filter(|asked| !entries.contains_key(asked.as_str())).cloned().collect();
            known.dedup();
            let mistake = Mistake::UnknownKey { key: table.name(key.get_ref()), known };
            mistakes.add(source.location(key.span().start), mistake);
        }
        value
    }

    /// Where the table begins.
    pub(crate) fn location(&self) -> Location {
        self.source.location(self.start)
    }

    /// Where a key stands, or the table's beginning if it is not there.
    pub(crate) fn location_of(&self, key: &str) -> Location {
        match self.entries.get_key_value(key) {
            Some((key, _)) => self.source.location(key.span().start),
            None => self.location(),
        }
    }

    /// Where a value stands.
    pub(crate) fn location_at(&self, span: Range<usize>) -> Location {
        self.source.location(span.start)
    }

    /// A key with the keys that lead to it.
    pub(crate) fn name(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Puts down a mistake about a key.
    pub(crate) fn mistake(&self, key: &str, mistake: Mistake) {
        self.mistakes.add(self.location_of(key), mistake);
    }

    /// Whether a key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The keys, in the order of the file. They still count as unknown until they are asked for.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        let entries = self.entries;
        entries.keys().map(|key| key.get_ref().as_ref())
    }

    /// The value of a key.
    pub(crate) fn item(&self, key: &str) -> Option<&'static Item> {
        self.asked.borrow_mut().push(key.to_owned());
        self.entries.get(key)
    }

    /// The value of a key that must be there.
    pub(crate) fn required(&self, key: &str) -> Option<&'static Item> {
        let item = self.item(key);
        if item.is_none() {
            self.mistakes.add(self.location(), Mistake::MissingKey { key: self.name(key) });
        }
        item
    }

    /// A value as a type, or a mistake about its key.
    pub(crate) fn typed<T>(
        &self,
        key: &str,
        item: Option<&'static Item>,
        wanted: Type,
        read: impl FnOnce(&'static DeValue<'static>) -> Option<T>,
    ) -> Option<T> {
        let item = item?;
        let value = read(item.get_ref());
        if value.is_none() {
            let found = Type::of(item.get_ref());
            self.mistake(key, Mistake::WrongType { key: self.name(key), wanted, found });
        }
        value
    }

    /// A text that may be left out; one that is there may not be empty.
    pub(crate) fn text_if_any(&self, key: &str) -> Option<&'static str> {
        let text = self.typed(key, self.item(key), Type::Text, text)?;
        if text.trim().is_empty() {
            self.mistake(key, Mistake::EmptyText { key: self.name(key) });
        }
        Some(text)
    }

    /// A text that must be there.
    pub(crate) fn text(&self, key: &str) -> &'static str {
        self.required(key);
        self.text_if_any(key).unwrap_or_default()
    }

    /// A text that may be left out or empty.
    pub(crate) fn text_or_nothing(&self, key: &str) -> &'static str {
        self.typed(key, self.item(key), Type::Text, text).unwrap_or_default()
    }

    /// A text in both languages.
    pub(crate) fn localized(&self, key: &str) -> Localized {
        self.required(key);
        self.localized_if_any(key).unwrap_or_default()
    }

    /// A text in both languages that may be left out.
    pub(crate) fn localized_if_any(&self, key: &str) -> Option<Localized> {
        self.table(key, |table| table.translations())
    }

    /// The keys `en` and `fr` of this very table.
    pub(crate) fn translations(&self) -> Localized {
        let [en, fr] = Lang::ALL.map(|lang| {
            let key = lang.code();
            let text = match self.item(key) {
                Some(item) => self.typed(key, Some(item), Type::Text, text),
                None => Some(""),
            };
            if text.is_some_and(|text| text.trim().is_empty()) {
                self.mistake(key, Mistake::MissingTranslation { key: self.path.clone(), lang });
            }
            if let Some(placeholder) = text.and_then(placeholder) {
                self.mistake(key, Mistake::UnfilledPlaceholder { placeholder: placeholder.to_owned() });
            }
            text.unwrap_or_default()
        });
        if let Some(slip) = typography::french_outside_code(fr) {
            self.mistake("fr", Mistake::Typography(slip));
        }
        Localized { en, fr }
    }

    /// An `https` address.
    pub(crate) fn url(&self, key: &str) -> &'static str {
        self.required(key);
        self.url_if_any(key).unwrap_or_default()
    }

    /// An `https` address that may be left out.
    pub(crate) fn url_if_any(&self, key: &str) -> Option<&'static str> {
        let url = self.text_if_any(key)?;
        if let Some(mistake) = address::mistake(url) {
            self.mistake(key, mistake);
        }
        Some(url)
    }

    /// True or false; false if it is left out.
    pub(crate) fn flag(&self, key: &str) -> bool {
        self.typed(key, self.item(key), Type::Boolean, DeValue::as_bool).unwrap_or_default()
    }

    /// A whole number that must be there, or 0.
    pub(crate) fn integer(&self, key: &str) -> i64 {
        self.typed(key, self.required(key), Type::Integer, integer).unwrap_or_default()
    }

    /// A whole number from 0 to 65,535 that must be there.
    pub(crate) fn small(&self, key: &str) -> u16 {
        let number = self.integer(key);
        u16::try_from(number).unwrap_or_else(|_| {
            self.mistake(key, Mistake::OutOfRange { key: self.name(key), number, min: 0, max: u16::MAX.into() });
            0
        })
    }

    /// A list of texts; empty if it is left out.
    pub(crate) fn texts(&self, key: &str) -> &'static [&'static str] {
        self.texts_with_lines(key).1
    }

    /// A list of texts, with the place of each.
    pub(crate) fn texts_with_lines(&self, key: &str) -> (Vec<Location>, &'static [&'static str]) {
        let Some(items) = self.typed(key, self.item(key), Type::Texts, array) else { return Default::default() };
        let (mut locations, mut texts) = (Vec::new(), Vec::new());
        for item in items {
            locations.push(self.location_at(item.span()));
            texts.push(self.typed(key, Some(item), Type::Texts, text).unwrap_or_default());
        }
        (locations, keep(texts))
    }

    /// A text or a list of texts; empty if it is left out.
    pub(crate) fn text_or_texts(&self, key: &str) -> &'static [&'static str] {
        match self.item(key).map(Spanned::get_ref) {
            Some(DeValue::String(_)) => keep(vec![self.text(key)]),
            _ => self.texts(key),
        }
    }

    /// A word of a closed list that must be there.
    pub(crate) fn word<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Option<T> {
        self.required(key);
        self.word_if_any(key, words)
    }

    /// A word of a closed list.
    pub(crate) fn word_if_any<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.text_if_any(key)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            self.unknown_word(key, text, words.iter().map(|(word, _)| *word));
        }
        found.map(|(_, value)| *value)
    }

    /// Puts down a word that is not one of a closed list.
    pub(crate) fn unknown_word(&self, key: &str, word: &str, known: impl Iterator<Item = &'static str>) {
        let known = known.map(str::to_owned).collect();
        self.mistake(key, Mistake::UnknownWord { key: self.name(key), word: word.to_owned(), known });
    }

    /// A table inside this one.
    pub(crate) fn table<T>(&self, key: &str, read: impl FnOnce(&Table) -> T) -> Option<T> {
        let item = self.item(key);
        let entries = self.typed(key, item, Type::Table, DeValue::as_table)?;
        // The span of a table made by dotted keys is not reliable; that of its key is.
        let start = self.entries.get_key_value(key).map_or(self.start, |(key, _)| key.span().start);
        Some(Table::read(self.source, start, self.name(key), entries, self.mistakes, read))
    }

    /// A table inside this one that must be there.
    pub(crate) fn required_table<T>(&self, key: &str, read: impl FnOnce(&Table) -> T) -> Option<T> {
        self.required(key);
        self.table(key, read)
    }

    /// A list of tables inside this one; empty if it is left out.
    pub(crate) fn tables<T>(&self, key: &str, mut read: impl FnMut(&Table) -> T) -> Vec<T> {
        let Some(items) = self.typed(key, self.item(key), Type::Tables, array) else { return Vec::new() };
        let mut values = Vec::new();
        for item in items {
            if let Some(entries) = self.typed(key, Some(item), Type::Tables, DeValue::as_table) {
                let start = item.span().start;
                values.push(Table::read(self.source, start, self.name(key), entries, self.mistakes, &mut read));
            }
        }
        values
    }

    /// A value that is a table itself, read as one.
    pub(crate) fn inner<T>(&self, key: &str, item: &'static Item, read: impl FnOnce(&Table) -> T) -> Option<T> {
        let entries = item.get_ref().as_table()?;
        Some(Table::read(self.source, item.span().start, self.name(key), entries, self.mistakes, read))
    }
}

/// A string, as it stands in the file where it has no escapes.
pub(crate) fn text(value: &'static DeValue<'static>) -> Option<&'static str> {
    value.as_str()
}

/// A whole number.
pub(crate) fn integer(value: &'static DeValue<'static>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// A list.
pub(crate) fn array(value: &'static DeValue<'static>) -> Option<&'static [Item]> {
    value.as_array().map(AsRef::as_ref)
}
