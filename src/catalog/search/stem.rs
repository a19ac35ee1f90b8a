//! What words of one family share, in English and in French alike: plural, feminine and the commonest ends of verbs.

/// The shortest stem, in bytes; a plural may be one shorter.
const SHORTEST: usize = 4;

/// The letters that ends end with.
const LAST: [char; 9] = ['s', 'e', 't', 'n', 'g', 'd', 'r', 'x', 'z'];
/// The most bytes that a word is longer than its stem: an end, and a letter that is written twice before it.
pub(super) const LONGEST_END: usize = 7;

/// Ends and what stands for them; the first that leaves a stem is taken.
const ENDS: &[(&str, &str)] = &[
    ("ations", ""),
    ("ation", ""),
    ("ements", "e"),
    ("ement", "e"),
    ("ances", ""),
    ("ance", ""),
    ("ions", ""),
    ("ion", ""),
    ("ies", "y"),
    ("ings", ""),
    ("ing", ""),
    ("eaux", "eau"),
    ("aux", "al"),
    ("ees", ""),
    ("ers", ""),
    ("ant", ""),
    ("ent", ""),
    ("ee", ""),
    ("ed", ""),
    ("er", ""),
    ("ez", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
];

/// The stem of a key: how it begins, and what follows.
pub(super) fn stem(key: &str) -> (&str, &'static str) {
    // Most words end otherwise, and a search asks for thousands of stems.
    if !key.ends_with(LAST) {
        return (key, "");
    }
    for (end, instead) in ENDS {
        if let Some(stem) = key.strip_suffix(end)
            && stem.len() + instead.len() >= if *end == "s" { SHORTEST - 1 } else { SHORTEST }
            && !(*end == "s" && stem.ends_with('s'))
        {
            // `running` and `run`, but not `calling` and `cal`.
            let doubled = instead.is_empty()
                && end.len() > 1
                && stem.len() > SHORTEST
                && stem.as_bytes()[stem.len() - 1] == stem.as_bytes()[stem.len() - 2]
                && !stem.ends_with(['l', 's']);
            return (if doubled { &stem[..stem.len() - 1] } else { stem }, instead);
        }
    }
    (key, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_has_one_stem() {
        let check = |family: &[&str]| {
            let stems: Vec<String> = family.iter().map(|word| [stem(word).0, stem(word).1].concat()).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{family:?}: {stems:?}");
        };
        check(&["permission", "permissions"]);
        check(&["query", "queries"]);
        check(&["export", "exports", "exported", "exporter", "exportee", "exporting"]);
        check(&["cacher", "cachee"]);
        check(&["plugging", "plugged"]);
        check(&["jeton", "jetons"]);
        check(&["tag", "tags"]);
    }

    #[test]
    fn no_end_is_longer_than_is_said() {
        assert_eq!(ENDS.iter().map(|(end, _)| end.len()).max(), Some(LONGEST_END - 1));
        assert!(ENDS.iter().all(|(end, _)| end.ends_with(LAST)));
    }

    #[test]
    fn short_words_stay() {
        for word in ["bed", "les", "class"] {
            assert_eq!(stem(word).0.len() + stem(word).1.len(), word.len(), "{word}");
        }
    }
}
