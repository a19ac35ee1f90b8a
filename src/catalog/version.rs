//! Versions as packages and readers write them.

/// Major and minor of a version such as `3.13`, `4` or `3.12.*`.
pub fn number(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_end_matches(".*").split('.');
    let major = parts.next()?.parse().ok()?;
    Some((major, parts.next().map_or(Some(0), |minor| minor.parse().ok())?))
}

/// Whether a version specifier such as `>=3.10,<4` allows a minor version of Python. What it does not understand, it
/// allows: the compiler has checked the form.
pub fn allows(specifier: &str, python: &str) -> bool {
    let Some(python) = number(python) else { return true };
    specifier.split(',').all(|clause| {
        let clause = clause.trim();
        let split = clause.find(|c: char| c.is_ascii_digit()).unwrap_or(clause.len());
        let (operator, version) = clause.split_at(split);
        let Some(version) = number(version) else { return true };
        match operator.trim() {
            ">=" => python >= version,
            ">" => python > version,
            "<" => python < version,
            "<=" => python <= version,
            "!=" => python != version,
            "==" => python == version,
            "~=" => python >= version && python.0 == version.0,
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::allows;

    #[test]
    fn version_specifiers() {
        for (specifier, python, expected) in [
            (">=3.10", "3.9", false),
            (">=3.10", "3.10", true),
            (">=3.10,<4", "3.13", true),
            (">=3.9,<3.13", "3.13", false),
            ("!=3.12.*", "3.12", false),
            ("~=3.7", "3.13", true),
            ("", "3.13", true),
            (" >= 3.11 ", "3.11", true),
        ] {
            assert_eq!(allows(specifier, python), expected, "{python} in {specifier}");
        }
    }
}
