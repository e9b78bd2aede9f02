//! Wilson's interval of a share.

/// Returns the ends of Wilson's interval of the share p of `successes` among n `trials`, or `None` without trials.
///
/// `z` is the [critical value](crate::normal::critical_value) of the confidence. The ends are shares, 0 to 1:
/// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n).
///
/// Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209–212.
///
/// ```
/// use tenure_math::{intervals::wilson, normal::critical_value};
///
/// let (low, high) = wilson(81, 263, critical_value(0.95)).unwrap();
/// assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5);
/// ```
pub fn wilson(successes: i64, trials: i64, z: f64) -> Option<(f64, f64)> {
    if trials <= 0 {
        return None;
    }
    let (x, n) = (successes as f64, trials as f64);
    let share = x / n;
    let z2 = z * z;
    let centre = share + z2 / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).max(0.0).sqrt();
    let scale = 1.0 + z2 / n;
    // Without a success the lower end is exactly 0, without a failure the upper end exactly 1. Elsewhere rounding must
    // not carry the ends past 0 and 1.
    let low = if successes == 0 { 0.0 } else { ((centre - half) / scale).max(0.0) };
    let high = if successes == trials { 1.0 } else { ((centre + half) / scale).min(1.0) };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    const Z: f64 = 1.959963984540054;

    // R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    #[test]
    fn published_figures() {
        for (x, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (l, h) = wilson(x, n, Z).unwrap();
            assert!((l - low).abs() < 5.1e-5 && (h - high).abs() < 5.1e-5, "{x}/{n}: {l} {h}");
        }
        assert_eq!(wilson(0, 0, Z), None);
        assert_eq!(wilson(29, 29, Z).unwrap().1, 1.0);
    }
}
