//! Mean, standard deviation and quantiles of values with counts. Numbers only.

use std::cmp::Ordering;

use crate::sums::Compensated;

/// The mean of finite values; None for no values.
pub(super) fn mean(values: &[(f64, u64)]) -> Option<f64> {
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

/// The standard deviation of a sample; None for less than two values, and where it is beyond a double.
pub(super) fn deviation(values: &[(f64, u64)], mean: f64) -> Option<f64> {
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
    // Squares of very large and very small numbers are none; only then is a unit worth its rounding.
    let plain = over(1.0);
    let deviation = if plain.is_normal() { plain } else { over(largest) };
    Some(deviation).filter(|deviation| deviation.is_finite())
}

/// The sum of products, each without the error of its rounding.
fn sum(products: impl Iterator<Item = (f64, f64)>) -> f64 {
    let mut sum = Compensated::default();
    for (value, times) in products {
        let product = value * times;
        sum.add(product);
        sum.add(value.mul_add(times, -product));
    }
    sum.total()
}

/// The values around a quarter of n sorted ones, and how far to go from the first to the second.
pub(super) fn around(n: u64, quarters: u64) -> (u64, u64, f64) {
    let place = u128::from(n.saturating_sub(1)) * u128::from(quarters);
    let (low, part) = ((place / 4) as u64, (place % 4) as f64 / 4.0);
    (low, if part > 0.0 { low + 1 } else { low }, part)
}

/// The first of n sorted values that so many quarters of them do not exceed.
pub(super) fn first_at(n: u64, quarters: u64) -> u64 {
    (u128::from(n) * u128::from(quarters)).div_ceil(4).saturating_sub(1) as u64
}

/// So far from one number to the next; finite if both are.
pub(super) fn between(low: f64, high: f64, part: f64) -> f64 {
    let direct = low + (high - low) * part;
    if direct.is_finite() { direct } else { low * (1.0 - part) + high * part }
}

/// The value at a place, from 0, of sorted values with counts.
pub(super) fn at<T: Copy>(sorted: &[(T, u64)], place: u64) -> Option<T> {
    let mut before = 0;
    sorted.iter().find_map(|(value, times)| {
        before += times;
        (place < before).then_some(*value)
    })
}

/// The first few in an order, without sorting all.
pub(super) fn first<T>(
    items: impl Iterator<Item = T>,
    most: usize,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let mut first: Vec<T> = Vec::with_capacity(most + 1);
    for item in items {
        let place = first.partition_point(|other| compare(other, &item).is_le());
        if place < most {
            first.insert(place, item);
            first.truncate(most);
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let values = [(2.0, 1), (4.0, 3), (5.0, 2), (7.0, 1), (9.0, 1)];
        assert_eq!(mean(&values), Some(5.0));
        assert_eq!(deviation(&values, 5.0), Some((32.0_f64 / 7.0).sqrt()));
        assert_eq!(mean(&[]), None);
        assert_eq!(deviation(&[(1.0, 1)], 1.0), None);
        assert_eq!(deviation(&[(1.0, 5)], 1.0), Some(0.0));
        assert_eq!(mean(&[(0.1, 10)]), Some(0.1));
    }

    #[test]
    fn numbers_at_the_ends_of_a_double() {
        assert_eq!(mean(&[(1.7e308, 3)]), Some(1.7e308));
        assert_eq!(mean(&[(-1.7e308, 1), (1.7e308, 1)]), Some(0.0));
        assert_eq!(deviation(&[(-1.7e308, 1), (1.7e308, 1)], 0.0), None);
        let (small, large) = ([(1e-200, 1), (3e-200, 1)], [(1e200, 1), (3e200, 1)]);
        for (values, unit) in [(small, 1e-200), (large, 1e200)] {
            let found = deviation(&values, 2.0 * unit).unwrap() / unit;
            assert!((found - 2.0_f64.sqrt()).abs() < 1e-12, "{found}");
        }
        assert_eq!(between(-1.7e308, 1.7e308, 0.5), 0.0);
    }

    #[test]
    fn places() {
        assert_eq!(around(1, 1), (0, 0, 0.0));
        assert_eq!(around(4, 2), (1, 2, 0.5));
        assert_eq!(around(5, 1), (1, 1, 0.0));
        assert_eq!((first_at(1, 1), first_at(4, 2), first_at(5, 2), first_at(4, 3)), (0, 1, 2, 2));
        assert_eq!(at(&[("a", 2), ("b", 1)], 2), Some("b"));
        assert_eq!(first([3, 1, 2, 5, 4].into_iter(), 3, Ord::cmp), [1, 2, 3]);
    }
}
