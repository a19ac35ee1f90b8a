//! Icons: one path each on a grid of 24, drawn with the colour of the text. They never carry meaning alone.

use leptos::prelude::*;

use crate::routes::Page;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    /// A magnifying glass.
    Search,
    /// A star, drawn hollow or full by its button's state.
    Star,
    /// Half a disc.
    System,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// A plus sign.
    Plus,
    /// A tick.
    Check,
    /// A cross.
    Cross,
    /// An arrow to the left.
    Left,
    /// An arrow to the right.
    Right,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A link of a chain.
    Link,
    /// An arrow into a tray.
    Download,
    /// Two sheets.
    Copy,
    /// A triangle with a mark.
    Warning,
    /// Layers.
    Layers,
    /// A keyboard.
    Keyboard,
    /// A letter in a circle.
    About,
}

impl Glyph {
    /// What stands for a page.
    pub(crate) const fn of(page: Page) -> Glyph {
        match page {
            Page::Compose => Glyph::Layers,
            Page::Bookmarks => Glyph::Star,
            Page::About => Glyph::About,
            Page::Compare | Page::Relations => Glyph::Link,
            Page::Browse | Page::Addon(_) | Page::Style | Page::NotFound => Glyph::Right,
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Glyph::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
            Glyph::Star => "m12 3.2 2.7 5.6 6.1.8-4.5 4.2 1.1 6.1-5.4-3-5.4 3 1.1-6.1-4.5-4.2 6.1-.8z",
            Glyph::System => "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
            Glyph::Sun => {
                "M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5"
            }
            Glyph::Moon => "M20 14.2A8.4 8.4 0 0 1 9.8 4 8.4 8.4 0 1 0 20 14.2",
            Glyph::Plus => "M12 5v14M5 12h14",
            Glyph::Check => "m4.5 12.5 5 5 10-11",
            Glyph::Cross => "M6 6l12 12M18 6 6 18",
            Glyph::Left => "M19 12H5M11 6l-6 6 6 6",
            Glyph::Right => "M5 12h14M13 6l6 6-6 6",
            Glyph::Up => "M12 19V5M6 11l6-6 6 6",
            Glyph::Down => "M12 5v14M6 13l6 6 6-6",
            Glyph::Link => {
                "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.5 1.5M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5"
            }
            Glyph::Download => "M12 4v11M7 10.5l5 5 5-5M4 20h16",
            Glyph::Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            Glyph::Warning => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
            Glyph::Keyboard => "M3 7h18v10H3zM6.5 10.5h.1M10 10.5h.1M14 10.5h.1M17.5 10.5h.1M8 14h8",
            Glyph::About => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5M12 8v.2",
            Glyph::Layers => "m12 3 9 5-9 5-9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
        }
    }
}

/// An icon of the size of the text.
#[component]
pub(crate) fn Icon(glyph: Glyph) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=glyph.path()></path></svg>
    }
}
