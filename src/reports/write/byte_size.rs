//! Quantities in words.

/// A size in bytes as people write it: `1.4 MB`.
pub(in crate::reports) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1_000 {
        return format!("{bytes} bytes");
    }
    let mut size = bytes as f64 / 1_000.0;
    let mut units = UNITS.iter();
    let mut unit = units.next();
    while size >= 999.5
        && let Some(next) = units.next()
    {
        size /= 1_000.0;
        unit = Some(next);
    }
    let decimals = if size < 10.0 { 1 } else { 0 };
    format!("{size:.decimals$} {}", unit.copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_short() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_400, "1.4 kB"),
            (999_600, "1.0 MB"),
            (12_345_678, "12 MB"),
            (5_000_000_000_000_000, "5000 TB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
