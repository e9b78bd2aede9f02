//! Durations as people write them: `30s`, `5m`, `500ms`.

use std::time::Duration;

/// The units, and their lengths in seconds.
const UNITS: [(&str, f64); 4] = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];

/// Reads a duration; a number alone is in seconds.
pub fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || "not a duration: write 30s, 5m or 2h".to_owned();
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit = if unit.trim().is_empty() { "s" } else { unit.trim() };
    let (_, seconds) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
    let number: f64 = number.parse().map_err(|_| wrong())?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(wrong()),
    }
}

/// Writes a duration for people: `0.012 s`, `3.4 s`, `2 min 05 s`.
pub fn text(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        s if s < 1.0 => format!("{s:.3} s"),
        s if s < 60.0 => format!("{s:.1} s"),
        s if s < 3600.0 => format!("{} min {:02} s", (s / 60.0) as u64, (s % 60.0) as u64),
        s => format!("{} h {:02} min", (s / 3600.0) as u64, (s / 60.0 % 60.0) as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, millis) in
            [("30s", 30_000), ("5m", 300_000), ("500ms", 500), ("1.5", 1_500), ("2 h", 7_200_000)]
        {
            assert_eq!(parse(text).unwrap().as_millis(), millis, "{text}");
        }
        for wrong in ["", "s", "-1s", "0", "5 minutes", "1e400s"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(text(Duration::from_millis(12)), "0.012 s");
        assert_eq!(text(Duration::from_secs(125)), "2 min 05 s");
        assert_eq!(text(Duration::from_secs(7_260)), "2 h 01 min");
    }
}
