//! What a project that exists has already: the settings of Django itself.

/// The settings that are Django's own, by what becomes of one that a project has already. Those that nothing in the
/// catalog sets are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Plain {
    /// What the settings of `startproject` name: every project has them.
    pub written: &'static [&'static str],
    /// Lists and dictionaries: what is added is merged with what is there.
    pub several: &'static [&'static str],
    /// Settings of one value: what is added stands in place of what is there.
    pub single: &'static [&'static str],
}

impl Plain {
    /// Whether this is a setting of Django's own.
    pub fn has(&self, setting: &str) -> bool {
        self.several.contains(&setting) || self.single.contains(&setting)
    }
}
