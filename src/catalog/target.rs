//! What a composed project is made for: versions, database, server, form of the settings.

/// A Django series that projects are composed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Series {
    /// Major and minor version, such as `(5, 2)`.
    pub number: (u16, u16),
    /// The same as text, which is also its key in links.
    pub name: &'static str,
    /// The exact version that the guide is proven with.
    pub pinned: &'static str,
    /// Whether it has long-term support.
    pub lts: bool,
    /// The Python versions that it runs on, oldest first, such as `3.12`.
    pub pythons: &'static [&'static str],
    /// The one of them that projects are proven with, which is also the default.
    pub python: &'static str,
}

/// An exact version of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
pub struct Pin {
    /// The distribution's name as PyPI writes it.
    pub distribution: &'static str,
    /// The version.
    pub version: &'static str,
}

macro_rules! keyed {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "bake", derive(databake::Bake), databake(path = catalog))]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// All values, the default first.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The key that stands in links and content files.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key),+ }
            }

            /// The value with this key, if there is one.
            pub fn from_key(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}

keyed! {
    /// The database that the project talks to.
    Database {
        /// SQLite, as `startproject` has it.
        Sqlite = "sqlite",
        /// PostgreSQL through psycopg 3.
        Postgresql = "postgresql",
        /// MySQL or MariaDB through mysqlclient.
        Mysql = "mysql",
    }
}

keyed! {
    /// The interface between the web server and Django.
    Interface {
        /// WSGI: one request, one thread.
        Wsgi = "wsgi",
        /// ASGI: async views, WebSockets.
        Asgi = "asgi",
    }
}

keyed! {
    /// The form of the settings.
    Layout {
        /// One `settings.py`.
        Single = "single",
        /// A package with `base`, `dev` and `prod`.
        Split = "split",
    }
}

keyed! {
    /// The tool that installs the requirements.
    Packager {
        /// pip with requirements files.
        Pip = "pip",
        /// uv with `pyproject.toml`.
        Uv = "uv",
        /// Poetry with `pyproject.toml`.
        Poetry = "poetry",
    }
}

keyed! {
    /// What stands between the visitor and the project in production.
    Proxy {
        /// Nothing: the application server is reached directly.
        None = "none",
        /// One reverse proxy that sets `X-Real-IP`, `X-Forwarded-For` and `X-Forwarded-Proto`.
        One = "one",
    }
}
