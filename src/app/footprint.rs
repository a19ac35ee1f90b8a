//! What an add-on brings into a project, in words: counts with their names, what there is none of left out.

use catalog::{Lang, Measured};

/// Singular and plural, English and French.
type Names = [&'static str; 4];

const APPS: Names = ["app", "apps", "app", "apps"];
const MIDDLEWARE: Names = ["middleware", "middleware", "middleware", "middlewares"];
const URLS: Names = ["URL pattern", "URL patterns", "motif d’URL", "motifs d’URL"];
const TABLES: Names = ["table", "tables", "table", "tables"];
const STATIC_FILES: Names = ["static file", "static files", "fichier statique", "fichiers statiques"];
const PACKAGES: Names = ["package", "packages", "paquet", "paquets"];

/// `1 app · 4 tables · 3 packages, 302 KB`.
pub(crate) fn words(measured: &Measured, lang: Lang) -> String {
    let mut words = String::new();
    for (count, names) in [
        (measured.apps, APPS),
        (measured.middleware, MIDDLEWARE),
        (measured.urls, URLS),
        (measured.tables, TABLES),
        (measured.static_files, STATIC_FILES),
        (measured.packages, PACKAGES),
    ] {
        if count > 0 {
            let separator = if words.is_empty() { "" } else { " · " };
            let name = names[2 * usize::from(lang == Lang::Fr) + usize::from(count > 1)];
            words.push_str(&format!("{separator}{count}\u{a0}{name}"));
        }
    }
    words.push_str(", ");
    words.push_str(&size(measured.kilobytes, lang));
    words
}

/// A size as a reader wants it: `302 KB`, `1.3 MB`.
pub(crate) fn size(kilobytes: u32, lang: Lang) -> String {
    let (whole, tenth) = (kilobytes / 1000, kilobytes % 1000 / 100);
    match lang {
        Lang::En if whole == 0 => format!("{kilobytes}\u{a0}KB"),
        Lang::En => format!("{whole}.{tenth}\u{a0}MB"),
        Lang::Fr if whole == 0 => format!("{kilobytes}\u{a0}Ko"),
        Lang::Fr => format!("{whole},{tenth}\u{a0}Mo"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_there_is_none_of_is_left_out() {
        let nothing = Measured {
            apps: 0,
            middleware: 0,
            urls: 0,
            tables: 0,
            static_files: 0,
            direct: 1,
            packages: 1,
            kilobytes: 66,
        };
        assert_eq!(words(&nothing, Lang::En), "1\u{a0}package, 66\u{a0}KB");
        let much = Measured { apps: 1, middleware: 2, urls: 18, tables: 4, packages: 3, kilobytes: 1302, ..nothing };
        assert_eq!(
            words(&much, Lang::Fr).replace('\u{a0}', " "),
            "1 app · 2 middlewares · 18 motifs d’URL · 4 tables · 3 paquets, 1,3 Mo"
        );
    }
}
