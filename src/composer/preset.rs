//! A preset becomes a selection.

use catalog::{AddonId, Catalog, Preset, Value};

use crate::selection::{Answer, Selection};

impl Selection {
    /// Takes the add-ons and the answers of a preset in place of the own ones. What the project is made for stays, but
    /// for what the preset counts on.
    pub fn take_preset(&mut self, catalog: &Catalog, preset: &Preset) {
        self.addons = preset.addons.iter().copied().collect();
        self.answers.clear();
        self.providers.clear();
        for (addon, option, value) in preset.answers {
            self.answer(catalog, *addon, option, answer(catalog, *addon, option, value));
        }
        let target = &mut self.target;
        target.database = preset.database.unwrap_or(target.database);
        target.interface = preset.interface.unwrap_or(target.interface);
        target.layout = preset.layout.unwrap_or(target.layout);
    }
}

/// A value as the answer that the option asks for; none for what cannot be one, which the compiler refuses.
fn answer(catalog: &Catalog, addon: AddonId, option: &str, value: &Value) -> Option<Answer> {
    let asked = catalog.addon(addon.0)?.options.iter().find(|asked| asked.id == option)?;
    Some(match (Answer::default_of(asked), value) {
        (Answer::Flag(_), Value::Bool(yes)) => Answer::Flag(*yes),
        (Answer::Choice(_), Value::Str(key)) => Answer::Choice(key),
        (Answer::Text(_), Value::Str(text)) => Answer::Text((*text).to_owned()),
        (Answer::Number(_), Value::Int(number)) => Answer::Number(*number),
        (Answer::Items(_), Value::List(values)) => {
            let text = |value: &Value| if let Value::Str(text) = value { Some((*text).to_owned()) } else { None };
            Answer::Items(values.iter().filter_map(text).collect())
        }
        _ => return None,
    })
}
