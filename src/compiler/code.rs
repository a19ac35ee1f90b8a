//! Code blocks: what may stand after the fence, and how a block looks in HTML.

use catalog::{Lang, Localized};

use crate::{
    highlight::{Class, Pieces},
    html,
};

macro_rules! languages {
    ($($variant:ident $key:literal $name:literal $syntax:expr;)+) => {
        /// A language that code blocks may be written in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Language { $($variant),+ }

        impl Language {
            /// The words that may stand after a fence.
            pub(crate) const KEYS: &'static [&'static str] = &[$($key),+];

            /// The language that a word after a fence stands for.
            pub(crate) fn from_key(key: &str) -> Option<Language> {
                match key { $($key => Some(Language::$variant),)+ _ => None }
            }

            /// The word after the fence.
            pub(crate) fn key(self) -> &'static str {
                match self { $(Language::$variant => $key),+ }
            }

            /// What readers see.
            pub(crate) fn name(self, lang: Lang) -> &'static str {
                let name = match self { $(Language::$variant => $name),+ };
                if lang == Lang::Fr && name == "Text" { "Texte" } else { name }
            }

            /// What the highlighting library calls it, if it has it.
            pub(crate) fn syntax(self) -> Option<&'static str> {
                match self { $(Language::$variant => $syntax),+ }
            }
        }
    };
}

languages! {
    Python "python" "Python" Some("Python");
    Bash "bash" "Shell" Some("Bourne Again Shell (bash)");
    Html "html" "HTML" Some("HTML");
    Toml "toml" "TOML" Some("TOML");
    Yaml "yaml" "YAML" Some("YAML");
    Json "json" "JSON" Some("JSON");
    Env "env" ".env" Some("DotENV");
    Nginx "nginx" "nginx" Some("nginx");
    Sql "sql" "SQL" Some("SQL");
    Js "js" "JavaScript" Some("JavaScript");
    Css "css" "CSS" Some("CSS");
    Ini "ini" "INI" Some("INI");
    Dockerfile "dockerfile" "Dockerfile" Some("Dockerfile (with bash)");
    Text "text" "Text" None;
}

/// The options that may follow the language.
pub(crate) const OPTIONS: &[&str] = &["file=…", "django=…", "partial", "wrong"];

const COPY: Localized = Localized { en: "Copy", fr: "Copier" };
const WRONG: Localized = Localized { en: "Do not do this", fr: "À ne pas faire" };

/// What stands after the fence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fence {
    pub(crate) language: Language,
    pub(crate) file: Option<String>,
    /// The first Django series that the code is for; none where it is for all.
    pub(crate) django: Option<String>,
    pub(crate) partial: bool,
    pub(crate) wrong: bool,
}

/// A block of code.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) fence: Fence,
    pub(crate) pieces: Pieces,
}

impl Code {
    /// The lines that must be the same in both languages: those of the fence and the code, without comments.
    pub(crate) fn common_lines(&self) -> Vec<String> {
        let Fence { language, file, django, partial, wrong } = &self.fence;
        let mut first = language.key().to_owned();
        first.extend(file.iter().map(|file| format!(" file={file}")));
        first.extend(django.iter().map(|series| format!(" django={series}")));
        first.push_str(if *partial { " partial" } else { "" });
        first.push_str(if *wrong { " wrong" } else { "" });
        let mut lines = vec![first];
        if !matches!(language, Language::Text | Language::Html) {
            let code = self.pieces.iter().map(|(class, text)| match class {
                // What is left of a comment is the lines that it ends and the white space after it.
                Some(Class::Comment) => {
                    let (comment, after) = text.split_at(text.trim_end().len());
                    "\n".repeat(comment.matches('\n').count()) + after
                }
                _ => text.clone(),
            });
            let code: String = code.collect();
            lines.extend(code.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(str::to_owned));
        }
        lines
    }

    /// The block as HTML.
    pub(crate) fn html(&self, lang: Lang) -> String {
        let Fence { language, file, django, partial, wrong } = &self.fence;
        let mut html = String::from("<figure class=\"code");
        html.push_str(if *partial { " partial" } else { "" });
        html.push_str(if *wrong { " wrong" } else { "" });
        html.push_str("\"><figcaption><span>");
        html::text(&mut html, file.as_deref().unwrap_or(language.name(lang)));
        if let Some(series) = django {
            html::text(&mut html, &format!(" (Django ≥ {series})"));
        }
        html.push_str("</span>");
        if *wrong {
            html.push_str(&format!("<strong>{}</strong>", WRONG.get(lang)));
        }
        html.push_str("<button type=\"button\" class=\"copy\" data-copy>");
        html.push_str(COPY.get(lang));
        html.push_str("</button></figcaption><pre tabindex=\"0\"><code lang=\"en\" translate=\"no\" class=\"language-");
        html.push_str(language.key());
        html.push_str("\">");
        for (class, text) in self.pieces.iter() {
            match class {
                Some(class) => {
                    // White space has no colour: it stays outside.
                    let (word, after) = text.split_at(text.trim_end().len());
                    let (before, word) = word.split_at(word.len() - word.trim_start().len());
                    // Comments are in the reader's language, in a block that is English.
                    let own = *class == Class::Comment && lang != Lang::En;
                    let marked = if own { format!(" lang=\"{}\"", lang.code()) } else { String::new() };
                    html.push_str(&format!("{before}<span class=\"{}\"{marked}>", class.name()));
                    html::text(&mut html, word);
                    html.push_str(&format!("</span>{after}"));
                }
                None => html::text(&mut html, text),
            }
        }
        html.push_str("</code></pre></figure>");
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::highlight::Highlighter;

    fn lines(language: Language, code: &str) -> Vec<String> {
        let fence = Fence { language, file: None, django: None, partial: false, wrong: false };
        Code { fence, pieces: Highlighter::new().pieces(language, code) }.common_lines()
    }

    #[test]
    fn comments_may_differ_and_nothing_else() {
        let same = |language, en, fr| assert_eq!(lines(language, en), lines(language, fr), "{en}");
        same(
            Language::Python,
            "if a:\n    # One.\n    b  # two\n",
            "if a:\n    # Un,\n    # et demi.\n    b  # deux et plus\n",
        );
        same(Language::Python, "# One.\n\na = '#'\n", "a = '#'\n");
        same(Language::Sql, "SELECT 1 -- one\n", "SELECT 1 -- un\n");
        same(Language::Js, "/* one\n two */\nf() // g", "/* un */\nf() // h");
        same(Language::Css, "a { /* b */ c: d }", "a { /* e */ c: d }");
        same(Language::Yaml, "a:  # b\n  - c\n", "a:\n  # d\n  - c\n");
        same(Language::Env, "A=1\n# b\nC=2", "A=1\n# d\nC=2");
        same(Language::Nginx, "# a\nlisten 80; # b", "# c\nlisten 80; # d");
        same(Language::Dockerfile, "# a\nFROM b", "# c\nFROM b");
        same(Language::Ini, "[a]\n; b\nc = d", "[a]\n; e\nc = d");
        same(Language::Toml, "a = 1 # b", "a = 1 # c");
        same(Language::Bash, "a --b # c", "a --b # d");
        same(Language::Text, "Hello", "Bonjour");
        same(Language::Html, "<p>Hello</p>", "<p>Bonjour</p>");

        let differ = |language, en, fr| assert_ne!(lines(language, en), lines(language, fr), "{en}");
        differ(Language::Python, "a = '# one'", "a = '# un'");
        differ(Language::Python, "def a():\n    \"\"\"One.\"\"\"", "def a():\n    \"\"\"Un.\"\"\"");
        differ(Language::Python, "if a:\n    b\n    c", "if a:\n    b\nc");
        differ(Language::Bash, "a --b", "a --c");
    }
}
