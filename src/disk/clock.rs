//! The time, as it is in a sidecar.

use jiff::{Timestamp, Unit};

/// Now: RFC 3339, UTC, whole seconds ("2026-11-22T18:00:00Z").
pub fn now() -> String {
    written(Timestamp::now())
}

fn written(time: Timestamp) -> String {
    let seconds = Timestamp::from_second(time.as_second()).unwrap_or(time);
    seconds.to_string()
}

/// Seconds from `earlier` (as [`now`] writes it) until now; `None` when it is not a time.
pub(super) fn seconds_since(earlier: &str) -> Option<f64> {
    let earlier: Timestamp = earlier.parse().ok()?;
    Timestamp::now().since((Unit::Second, earlier)).ok()?.total(Unit::Second).ok()
}

/// Whether `time` is written as sidecars have it.
pub fn is_time(time: &str) -> bool {
    time.parse::<Timestamp>().is_ok_and(|parsed| written(parsed) == time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_whole_seconds_in_utc() {
        assert_eq!(written("2026-11-22T19:00:00.999+01:00".parse().unwrap()), "2026-11-22T18:00:00Z");
        assert!(is_time(&now()) && now().len() == 20);
        assert!(!is_time("2026-11-22T18:00:00.5Z") && !is_time("yesterday"));
        assert!(seconds_since("2020-01-01T00:00:00Z").unwrap() > 1e8);
    }
}
