//! How content becomes a catalog: TOML and Markdown -> checked model -> Rust statics. Native only.
