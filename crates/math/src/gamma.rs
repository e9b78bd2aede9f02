//! The logarithm of the gamma function and its derivatives.

/// Returns ln Γ(x) for x > 0, to about 15 digits.
///
/// ```
/// assert!((tenure_math::gamma::ln_gamma(5.0) - 24f64.ln()).abs() < 1e-14);
/// ```
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The argument from which the asymptotic series has all its digits. Smaller ones are moved up by the recurrence.
const FAR: f64 = 12.0;

/// Returns the digamma function ψ(x) = d ln Γ(x) / dx for x > 0.
///
/// Source: NIST Digital Library of Mathematical Functions, 5.5.2 for the recurrence and 5.11.2 for the asymptotic
/// series.
///
/// ```
/// // ψ(1) is the negative of Euler's constant.
/// assert!((tenure_math::gamma::digamma(1.0) + 0.5772156649015329).abs() < 1e-14);
/// ```
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < FAR {
        below -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 12.0
            - y * (1.0 / 120.0
                - y * (1.0 / 252.0
                    - y * (1.0 / 240.0 - y * (1.0 / 132.0 - y * (691.0 / 32760.0 - y / 12.0))))));
    below + x.ln() - 0.5 / x - series
}

/// Returns the trigamma function ψ′(x) = d² ln Γ(x) / dx² for x > 0. The sources are those of [`digamma`].
///
/// ```
/// let pi = std::f64::consts::PI;
/// assert!((tenure_math::gamma::trigamma(1.0) - pi * pi / 6.0).abs() < 1e-14);
/// ```
pub fn trigamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < FAR {
        below += 1.0 / (x * x);
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y
        * (1.0 / 6.0
            - y * (1.0 / 30.0
                - y * (1.0 / 42.0
                    - y * (1.0 / 30.0 - y * (5.0 / 66.0 - y * (691.0 / 2730.0 - y * 7.0 / 6.0))))));
    below + (1.0 + series) / x + 0.5 * y
}

/// Returns ln Γ(c + to) − ln Γ(c + from), which is the sum of ln(c + i) for i from `from` to `to` − 1, and its first
/// two derivatives by c.
///
/// Sums of up to 64 terms are added up, which is both faster and more exact than a difference of two large logarithms.
///
/// ```
/// let [sum, first, second] = tenure_math::gamma::ln_rising(2.0, 0, 3);
/// assert!((sum - (2.0f64 * 3.0 * 4.0).ln()).abs() < 1e-15);
/// assert!((first - (1.0 / 2.0 + 1.0 / 3.0 + 1.0 / 4.0)).abs() < 1e-15);
/// assert!((second + 1.0 / 4.0 + 1.0 / 9.0 + 1.0 / 16.0).abs() < 1e-15);
/// ```
pub fn ln_rising(c: f64, from: u32, to: u32) -> [f64; 3] {
    let (low, high) = (c + f64::from(from), c + f64::from(to));
    if to - from > 64 {
        return [
            ln_gamma(high) - ln_gamma(low),
            digamma(high) - digamma(low),
            trigamma(high) - trigamma(low),
        ];
    }
    (from..to).fold([0.0; 3], |[sum, first, second], i| {
        let value = c + f64::from(i);
        let inverse = 1.0 / value;
        [sum + value.ln(), first + inverse, second - inverse * inverse]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Rounded from 30 digits; the closed forms are those of DLMF 5.4.
    #[test]
    fn values() {
        let euler = 0.577_215_664_901_532_9;
        let pi = std::f64::consts::PI;
        for (x, expected) in [
            (1.0, -euler),
            (2.0, 1.0 - euler),
            (0.5, -euler - 2.0 * 2f64.ln()),
            (0.25, -euler - pi / 2.0 - 3.0 * 2f64.ln()),
        ] {
            assert!(
                (digamma(x) - expected).abs() < 1e-14 * expected.abs().max(1.0),
                "ψ({x}) = {}",
                digamma(x)
            );
        }
        for (x, expected) in [(1.0, pi * pi / 6.0), (0.5, pi * pi / 2.0), (2.0, pi * pi / 6.0 - 1.0)] {
            assert!((trigamma(x) - expected).abs() < 1e-14 * expected, "ψ′({x}) = {}", trigamma(x));
        }
        assert!((ln_gamma(0.5) - pi.sqrt().ln()).abs() < 1e-15);
        assert!((ln_gamma(171.0) - 706.573_062_245_787_4).abs() < 1e-12);
    }

    #[test]
    fn each_is_the_derivative_of_the_one_before() {
        for x in [1e-3, 0.1, 0.7, 3.3, 11.9, 12.1, 250.0] {
            let h = 1e-4 * x;
            let slope = |f: fn(f64) -> f64| {
                (8.0 * (f(x + h) - f(x - h)) - (f(x + 2.0 * h) - f(x - 2.0 * h))) / (12.0 * h)
            };
            assert!((slope(ln_gamma) / digamma(x) - 1.0).abs() < 1e-9, "{x}");
            assert!((slope(digamma) / trigamma(x) - 1.0).abs() < 1e-9, "{x}");
        }
    }

    #[test]
    fn a_long_rising_product_is_two_short_ones() {
        for c in [0.01, 0.24, 5.0, 400.0] {
            let long = ln_rising(c, 3, 100);
            let (low, high) = (ln_rising(c, 3, 60), ln_rising(c, 60, 100));
            for i in 0..3 {
                assert!((long[i] - low[i] - high[i]).abs() < 1e-11 * long[i].abs(), "{c} {i}");
            }
        }
    }
}
