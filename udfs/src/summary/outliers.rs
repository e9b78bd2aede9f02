//! The rules by which values stand out, without Arrow. The page of `summarize` states them.

use std::cmp::Ordering;

use datafusion::common::HashMap;

use super::shape::{has_blank_ends, is_no_value, shape};

/// The greatest number of values that are shown.
pub(super) const SHOWN: usize = 3;

/// The bounds that numbers and times are compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The first and third quartile.
    pub quartiles: (f64, f64),
    /// Limits beyond which any value stands out.
    pub limits: (f64, f64),
}

impl Bounds {
    /// Returns how far a value lies beyond the bounds; `None` for one within.
    fn beyond(self, value: f64, times: u64, n: u64) -> Option<f64> {
        let (q25, q75) = self.quartiles;
        let reach = 3.0 * (q75 - q25);
        let (low, high) = (q25 - reach, q75 + reach);
        let is_past_limit = value < self.limits.0 || value > self.limits.1;
        let is_past_fence = value < low || value > high;
        // If half of the values are equal, the fences coincide and every other value is past them.
        let odd = is_past_limit || is_past_fence && (reach > 0.0 || is_rare(times, n));
        odd.then(|| (low.max(self.limits.0) - value).max(value - high.min(self.limits.1)))
    }
}

/// Tells whether a value is alone, or makes up less than one in a hundred.
fn is_rare(times: u64, n: u64) -> bool {
    times == 1 || times.saturating_mul(100) < n
}

/// Returns the places of outliers among sorted numbers: NaN and infinities first, then the furthest.
pub(super) fn numbers(sorted: &[(f64, u64)], bounds: Option<Bounds>) -> Vec<usize> {
    let n = sorted.iter().map(|(_, times)| times).sum();
    let odd = sorted.iter().enumerate().filter_map(|(place, (value, times))| {
        if value.is_finite() {
            Some((place, bounds?.beyond(*value, *times, n)?))
        } else {
            Some((place, f64::INFINITY))
        }
    });
    // Equally distant numbers keep the order of the values, but NaN comes first.
    let rank = |(place, distance): &(usize, f64)| (!sorted[*place].0.is_nan(), -distance, *place);
    let furthest_first = |a: &(usize, f64), b: &(usize, f64)| {
        let (a, b) = (rank(a), rank(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    };
    first(odd, SHOWN, furthest_first).into_iter().map(|(place, _)| place).collect()
}

/// Returns the places of unusual texts among sorted ones: words for a missing value, blanks at the ends, rare shapes.
pub(super) fn texts(sorted: &[(&str, u64)]) -> Vec<usize> {
    let n: u64 = sorted.iter().map(|(_, times)| times).sum();
    let mut shapes: HashMap<String, u64> = HashMap::new();
    for (text, times) in sorted {
        *shapes.entry(shape(text)).or_insert(0) += times;
    }
    let has_usual = shapes.values().any(|times| times.saturating_mul(10) >= n.saturating_mul(9));
    let reason = |text: &str| {
        if is_no_value(text) {
            Some(0)
        } else if has_blank_ends(text) {
            Some(1)
        } else if has_usual {
            let times = shapes.get(&shape(text)).copied().unwrap_or_default();
            // Among few texts a shape may be both common and rare.
            let is_usual = times.saturating_mul(10) >= n.saturating_mul(9);
            (!is_usual && is_rare(times, n)).then_some(2)
        } else {
            None
        }
    };
    let odd =
        sorted.iter().enumerate().filter_map(|(place, (text, times))| Some((reason(text)?, *times, place)));
    let by_reason = |a: &(u8, u64, usize), b: &(u8, u64, usize)| -> Ordering {
        a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2))
    };
    first(odd, SHOWN, by_reason).into_iter().map(|(_, _, place)| place).collect()
}

/// Returns the first few items in an order, without sorting all of them.
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
    fn the_first_few_are_in_order() {
        assert_eq!(first([3, 1, 2, 5, 4].into_iter(), 3, Ord::cmp), [1, 2, 3]);
    }
}
