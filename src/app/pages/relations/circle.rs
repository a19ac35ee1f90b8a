//! Where things stand on the map: the add-ons on a circle, relatives side by side, in whole units.

use catalog::{Addon, sorting::sort_by_key};

use crate::CATALOG;

/// The width and height of the map.
pub(super) const SIZE: i32 = 1140;
/// Where its middle is, both ways.
const MIDDLE: i32 = SIZE / 2;
/// From the middle to where the lines end.
const LINES: f64 = 262.0;
/// From the middle to the middle of an emblem.
const EMBLEMS: f64 = 288.0;
/// From the middle to the beginning of a name.
const NAMES: f64 = 316.0;

/// An add-on on the map.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// The add-on.
    pub(super) addon: &'static Addon,
    /// Where its lines end.
    pub(super) line: (i32, i32),
    /// The middle of its emblem.
    pub(super) emblem: (i32, i32),
    /// Where its name begins.
    pub(super) name: (i32, i32),
    /// How far its name is turned, in degrees, so that it reads from left to right.
    pub(super) turn: i32,
    /// Whether the name ends there instead of beginning.
    pub(super) left: bool,
}

/// All add-ons in the order of the circle: by the first tag, which is what they are for, then by name.
pub(super) fn spots() -> Vec<Spot> {
    let mut addons: Vec<&'static Addon> = CATALOG.addons.iter().collect();
    sort_by_key(&mut addons, |addon| CATALOG.tags().position(|tag| addon.tags.first() == Some(&tag.id)));
    let count = addons.len().max(1);
    let spot = |(at, addon): (usize, &'static Addon)| {
        let share = (at as f64 + 0.5) / count as f64;
        let (up, across) = (core::f64::consts::TAU * share).sin_cos();
        // From the top on, clockwise.
        let place = |radius: f64| (MIDDLE + (radius * up) as i32, MIDDLE - (radius * across) as i32);
        let degrees = (share * 360.0) as i32 - 90;
        let left = share > 0.5;
        let turn = if left { degrees - 180 } else { degrees };
        Spot { addon, line: place(LINES), emblem: place(EMBLEMS), name: place(NAMES), turn, left }
    };
    addons.into_iter().enumerate().map(spot).collect()
}

/// The curve between two spots: bent towards the middle, the more the further they are apart.
pub(super) fn curve(from: &Spot, to: &Spot) -> String {
    let ((x1, y1), (x2, y2)) = (from.line, to.line);
    let bend = |a: i32, b: i32| (a + b) / 4 + MIDDLE / 2;
    format!("M{x1} {y1}Q{} {} {x2} {y2}", bend(x1, x2), bend(y1, y2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stand_apart_and_inside() {
        let spots = spots();
        assert_eq!(spots.len(), CATALOG.addons.len());
        for (at, one) in spots.iter().enumerate() {
            assert!((-90..=90).contains(&one.turn), "{} is upside down", one.addon.name);
            for (x, y) in [one.line, one.emblem, one.name] {
                assert!((0..SIZE).contains(&x) && (0..SIZE).contains(&y), "{}", one.addon.name);
            }
            for other in &spots[..at] {
                let (across, down) = (one.emblem.0 - other.emblem.0, one.emblem.1 - other.emblem.1);
                assert!(across * across + down * down > 40 * 40, "{} covers {}", one.addon.name, other.addon.name);
            }
        }
    }

    #[test]
    fn relatives_stand_side_by_side() {
        let firsts: Vec<_> = spots().iter().map(|spot| spot.addon.tags.first()).collect();
        let mut seen = Vec::new();
        for tag in firsts {
            if seen.last() != Some(&tag) {
                assert!(!seen.contains(&tag), "{tag:?} is in two places");
                seen.push(tag);
            }
        }
    }
}
