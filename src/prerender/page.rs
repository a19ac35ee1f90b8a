//! One page as text: the app's own view in the document shell.

use app::{CATALOG, app_description, app_title, render, routes::Page};
use catalog::Lang;
use serde_json::json;

use crate::assets::{Assets, Program};

/// What pages are made with.
pub(crate) struct Document<'a> {
    /// The files that they refer to.
    pub(crate) assets: &'a Assets,
    /// The build that the page belongs to.
    pub(crate) build: &'a str,
    /// The address of the site, where it is known, with a slash at its end.
    pub(crate) site: Option<&'a str>,
    /// The content security policy, for hosts that send no headers.
    pub(crate) policy: Option<&'a str>,
}

impl Document<'_> {
    /// A page of a language, with addresses that start with `root`.
    pub(crate) fn page(&self, page: Page, lang: Lang, root: &str) -> String {
        let body = render(page, lang, root);
        let mut head = self.head(page, lang, root);
        if matches!(page, Page::NotFound | Page::Style) {
            head.push_str("<meta name=\"robots\" content=\"noindex\">\n");
        } else if let Some(site) = self.site {
            head.push_str(&alternates(page, site));
        }
        self.document(lang, root, &head, &body)
    }

    /// The page at the root, in no language yet: `boot.js` goes on to the reader's, and links serve where it cannot.
    pub(crate) fn gateway(&self) -> String {
        let lang = Lang::default();
        let links: String = Lang::ALL
            .iter()
            .map(|lang| {
                let (code, name) = (lang.code(), lang.native_name());
                format!("<li><a class=\"button\" lang=\"{code}\" hreflang=\"{code}\" href=\"{code}/\">{name}</a></li>")
            })
            .collect();
        let title = "Django Add-on Guide";
        let body = format!("<main id=\"main\" class=\"gateway\"><h1>{title}</h1><ul>{links}</ul></main>");
        let head = format!(
            "{}<title>{title}</title>\n<meta name=\"description\" content=\"{}\">\n<link rel=\"icon\" href=\"icon.svg\" \
             type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"{}\">\n<script src=\"{}\" data-languages=\"{}\"></script>\n",
            self.policy(),
            escape(app_description(Page::Browse, lang)),
            self.assets.style,
            self.assets.boot,
            Lang::ALL.map(Lang::code).join(" ")
        );
        html(lang, "./", &self.attributes(), &head, &body)
    }

    fn attributes(&self) -> String {
        format!(" data-build=\"{}\"", self.build)
    }

    fn policy(&self) -> String {
        self.policy.map_or(String::new(), |policy| {
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", escape(policy))
        })
    }

    fn head(&self, page: Page, lang: Lang, root: &str) -> String {
        let Assets { style, boot, .. } = self.assets;
        let Program { js, wasm } = self.assets.program(page);
        format!(
            "{policy}<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}</title>\n\
             <meta name=\"description\" content=\"{description}\">\n\
             <link rel=\"stylesheet\" href=\"{root}{style}\">\n\
             <script src=\"{root}{boot}\" data-js=\"{root}{js}\" data-wasm=\"{root}{wasm}\"></script>\n\
             <link rel=\"icon\" href=\"{root}icon.svg\" type=\"image/svg+xml\">\n\
             <link rel=\"manifest\" href=\"{root}manifest-{code}.webmanifest\">\n",
            policy = self.policy(),
            title = escape(&app_title(page, lang)),
            description = escape(app_description(page, lang)),
            code = lang.code(),
        )
    }

    fn document(&self, lang: Lang, root: &str, head: &str, body: &str) -> String {
        let attributes = format!("{} data-search=\"{}\"", self.attributes(), self.assets.indexes[lang as usize]);
        html(lang, root, &attributes, head, &format!("<div id=\"app\">{body}</div>"))
    }
}

/// The same page in each language. Search engines take no address that is relative
/// (<https://developers.google.com/search/docs/specialty/international/localized-versions>); readers have the link in
/// the header.
fn alternates(page: Page, site: &str) -> String {
    let link = |lang: Lang| {
        format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">\n", lang.code(), escape(&page.href(site, lang)))
    };
    Lang::ALL.map(link).concat()
}

/// The web manifest of a language.
pub(crate) fn manifest(lang: Lang) -> String {
    let description = app_description(Page::Browse, lang);
    let name = app_title(Page::Browse, lang);
    let name = name.split(" · ").next().unwrap_or_default();
    let manifest = json!({
        "name": name,
        "short_name": "Add-ons",
        "description": description,
        "lang": lang.code(),
        "id": format!("django-addon-guide-{}", lang.code()),
        "start_url": format!("{}/", lang.code()),
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#0c5b45",
        "icons": [{ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    format!("{manifest:#}\n")
}

fn html(lang: Lang, root: &str, attributes: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\" data-root=\"{root}\" data-edition=\"{}\"{attributes}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n",
        lang.code(),
        CATALOG.edition
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_are_given_by_whole_addresses() {
        let expected = "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/x/en/about/\">\n\
                        <link rel=\"alternate\" hreflang=\"fr\" href=\"https://example.org/x/fr/about/\">\n";
        assert_eq!(alternates(Page::About, "https://example.org/x/"), expected);
    }
}
