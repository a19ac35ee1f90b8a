//! When a contribution applies.

use crate::{AddonId, CapabilityId, Database, Interface, Layout, Packager, Proxy};

/// All conditions must hold; none means always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct When(pub &'static [Condition]);

/// Something about the selection that holds or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub enum Condition {
    /// The Django series is this one or a later one.
    DjangoFrom((u16, u16)),
    /// The Django series is earlier than this one.
    DjangoBefore((u16, u16)),
    /// One of these add-ons is chosen.
    Addon(&'static [AddonId]),
    /// None of these add-ons is chosen.
    NoAddon(&'static [AddonId]),
    /// The add-on's own option is asked and has one of these values (`true`/`false` for a flag). Does not hold while
    /// the option's own condition does not.
    Option {
        /// The option's key.
        option: &'static str,
        /// The values, as they stand in links.
        is: &'static [&'static str],
    },
    /// The add-on is the one that provides this capability in this project.
    Provides(CapabilityId),
    /// Some chosen add-on provides this capability.
    Capability(CapabilityId),
    /// No chosen add-on provides this capability.
    NoCapability(CapabilityId),
    /// The database is one of these.
    Database(&'static [Database]),
    /// The interface is this one.
    Interface(Interface),
    /// The settings have this form.
    Layout(Layout),
    /// The requirements are installed with one of these.
    Packager(&'static [Packager]),
    /// What stands before the project is this.
    Proxy(Proxy),
}
