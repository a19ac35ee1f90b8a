//! The few things that are known about HTML as text.

/// Appends a text to the content of an element.
pub(crate) fn text(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            c => html.push(c),
        }
    }
}

/// Appends a text to the value of an attribute in double quotes.
pub(crate) fn attribute(html: &mut String, value: &str) {
    for (i, part) in value.split('"').enumerate() {
        html.push_str(if i == 0 { "" } else { "&quot;" });
        text(html, part);
    }
}
