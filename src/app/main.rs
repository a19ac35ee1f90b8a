//! The browser's entry: mounts the guide over the prerendered page.

fn main() {
    app::start::start();
}
