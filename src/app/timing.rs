//! How long work takes, in the browser's own timeline (User Timing), where its developer tools and
//! `cargo xtask measure` read it.

/// Does some work and leaves a measure of its name; the one before it goes, so that a long visit piles nothing up.
#[cfg(feature = "browser")]
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let Some(performance) = web_sys::window().and_then(|window| window.performance()) else { return work() };
    performance.clear_marks_with_mark_name(name);
    performance.clear_measures_with_measure_name(name);
    // Refused for names that the browser keeps for itself only.
    let _ = performance.mark(name);
    let done = work();
    let _ = performance.measure_with_start_mark(name, name);
    done
}

/// Outside a browser there is no timeline.
#[cfg(not(feature = "browser"))]
pub(crate) fn timed<T>(_: &str, work: impl FnOnce() -> T) -> T {
    work()
}
