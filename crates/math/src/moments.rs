//! Mean and standard deviation of values that are stored once each with their counts, as (value, count).
//!
//! Sums are [compensated](crate::sums::Compensated), so that the order of values changes no digit.

use crate::sums::Compensated;

/// Returns the mean of finite values, or `None` for no values.
///
/// ```
/// assert_eq!(tenure_math::moments::mean(&[(0.1, 10), (0.6, 10)]), Some(0.35));
/// ```
pub fn mean(values: &[(f64, u64)]) -> Option<f64> {
    let n: u64 = values.iter().map(|(_, times)| times).sum();
    if n == 0 {
        return None;
    }
    let mean = sum(values.iter().map(|(value, times)| (*value, *times as f64))) / n as f64;
    if mean.is_finite() {
        return Some(mean);
    }
    // The sum is beyond a double, the mean is not.
    let mean = sum(values.iter().map(|(value, times)| (*value, *times as f64 / n as f64)));
    Some(mean).filter(|mean| mean.is_finite())
}

/// Returns the standard deviation of a sample around its mean, with n − 1 as divisor. It is `None` for fewer than two
/// values, and where it is beyond a double.
///
/// ```
/// use tenure_math::moments::standard_deviation;
///
/// assert_eq!(standard_deviation(&[(1.0, 1), (3.0, 1)], 2.0), Some(2f64.sqrt()));
/// assert_eq!(standard_deviation(&[(1.0, 1)], 1.0), None);
/// ```
pub fn standard_deviation(values: &[(f64, u64)], mean: f64) -> Option<f64> {
    let n: u64 = values.iter().map(|(_, times)| times).sum();
    if n < 2 {
        return None;
    }
    let largest = values.iter().map(|(value, _)| (value - mean).abs()).fold(0.0, f64::max);
    if largest == 0.0 {
        return Some(0.0);
    }
    let over = |unit: f64| {
        let squares = values.iter().map(|(value, times)| {
            let distance = (value - mean) / unit;
            (distance * distance, *times as f64)
        });
        (sum(squares) / (n - 1) as f64).sqrt() * unit
    };
    // Squares of very large numbers are infinite and those of very small ones 0. Only then is dividing by a unit worth
    // its rounding.
    let plain = over(1.0);
    let deviation = if plain.is_normal() { plain } else { over(largest) };
    Some(deviation).filter(|deviation| deviation.is_finite())
}

/// Returns the sum of products, each with its rounding error added back.
fn sum(products: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut sum = Compensated::default();
    for (value, times) in products {
        let product = value * times;
        sum.add(product);
        sum.add(value.mul_add(times, -product));
    }
    sum.total()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let values = [(2.0, 1), (4.0, 3), (5.0, 2), (7.0, 1), (9.0, 1)];
        assert_eq!(mean(&values), Some(5.0));
        assert_eq!(standard_deviation(&values, 5.0), Some((32.0_f64 / 7.0).sqrt()));
        assert_eq!(mean(&[]), None);
        assert_eq!(standard_deviation(&[(1.0, 1)], 1.0), None);
        assert_eq!(standard_deviation(&[(1.0, 5)], 1.0), Some(0.0));
        assert_eq!(mean(&[(0.1, 10)]), Some(0.1));
    }

    #[test]
    fn numbers_at_the_ends_of_a_double() {
        assert_eq!(mean(&[(1.7e308, 3)]), Some(1.7e308));
        assert_eq!(mean(&[(-1.7e308, 1), (1.7e308, 1)]), Some(0.0));
        assert_eq!(standard_deviation(&[(-1.7e308, 1), (1.7e308, 1)], 0.0), None);
        let (small, large) = ([(1e-200, 1), (3e-200, 1)], [(1e200, 1), (3e200, 1)]);
        for (values, unit) in [(small, 1e-200), (large, 1e200)] {
            let found = standard_deviation(&values, 2.0 * unit).unwrap() / unit;
            assert!((found - 2.0_f64.sqrt()).abs() < 1e-12, "{found}");
        }
    }
}
