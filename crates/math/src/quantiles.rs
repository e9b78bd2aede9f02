//! Quantiles of samples, and the groups between them.
//!
//! The k/parts quantile of n sorted values lies at the place h = (n − 1)·k/parts and is interpolated linearly between
//! the two values around it: type 7 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361–365, the
//! default of R and numpy. Places are computed in whole numbers, so that a quantile between equal neighbours is exact.

/// The place of a quantile among sorted values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The index of the value at or below the quantile, from 0.
    pub below: u64,
    /// The distance of the quantile from this value towards the next one, in `parts`; 0 if the quantile is this value.
    pub rest: u64,
    /// The number of parts that the way to the next value is divided into.
    pub parts: u64,
}

impl Place {
    /// Returns the place of the k/parts quantile among n values. No values have the place of one.
    ///
    /// ```
    /// use tenure_math::quantiles::Place;
    ///
    /// // The median of four values lies half way between the second and the third.
    /// assert_eq!(Place::new(4, 1, 2), Place { below: 1, rest: 1, parts: 2 });
    /// ```
    pub fn new(n: u64, k: u64, parts: u64) -> Self {
        let place = u128::from(n.saturating_sub(1)) * u128::from(k);
        let parts_wide = u128::from(parts);
        Self { below: (place / parts_wide) as u64, rest: (place % parts_wide) as u64, parts }
    }

    /// Returns the index of the value at or above the quantile, from 0.
    pub fn above(self) -> u64 {
        if self.rest > 0 { self.below + 1 } else { self.below }
    }

    /// Interpolates between the values at [`Place::below`] and [`Place::above`]; the result is finite if both are.
    ///
    /// ```
    /// use tenure_math::quantiles::Place;
    ///
    /// assert_eq!(Place::new(4, 1, 4).interpolate(1.0, 2.0), 1.75);
    /// ```
    pub fn interpolate(self, low: f64, high: f64) -> f64 {
        if self.rest == 0 || low >= high {
            return low;
        }
        let (rest, parts) = (self.rest as f64, self.parts as f64);
        let direct = low + (high - low) * rest / parts;
        // The distance from -1e308 to 1e308 is beyond a double.
        if direct.is_finite() { direct } else { low * (1.0 - rest / parts) + high * (rest / parts) }
    }
}

/// Returns the k/parts quantile of sorted values, or `None` for no values.
///
/// ```
/// use tenure_math::quantiles::of_sorted;
///
/// assert_eq!(of_sorted(&[1.0, 2.0, 3.0, 4.0, 10.0], 3, 4), Some(4.0));
/// assert_eq!(of_sorted(&[1.0, 2.0, 3.0, 10.0], 1, 2), Some(2.5));
/// assert_eq!(of_sorted(&[], 1, 2), None);
/// ```
pub fn of_sorted(values: &[f64], k: u64, parts: u64) -> Option<f64> {
    let place = Place::new(values.len() as u64, k, parts);
    let at = |index: u64| values.get(usize::try_from(index).ok()?).copied();
    Some(place.interpolate(at(place.below)?, at(place.above())?))
}

/// Returns the index, from 0, of the first of n sorted values that at least k/parts of them do not exceed: Hyndman and
/// Fan's type 1, for values that have an order but no distances.
///
/// ```
/// use tenure_math::quantiles::rank;
///
/// assert_eq!(rank(4, 1, 2), 1);
/// assert_eq!(rank(5, 1, 2), 2);
/// ```
pub fn rank(n: u64, k: u64, parts: u64) -> u64 {
    (u128::from(n) * u128::from(k)).div_ceil(u128::from(parts)).saturating_sub(1) as u64
}

/// Returns the value at an index, from 0, of sorted values that are stored once each with their counts.
///
/// ```
/// use tenure_math::quantiles::nth_counted;
///
/// assert_eq!(nth_counted(&[("a", 2), ("b", 1)], 2), Some("b"));
/// assert_eq!(nth_counted(&[("a", 2), ("b", 1)], 3), None);
/// ```
pub fn nth_counted<T: Copy>(sorted: &[(T, u64)], index: u64) -> Option<T> {
    let mut before = 0;
    sorted.iter().find_map(|(value, times)| {
        before += times;
        (index < before).then_some(*value)
    })
}

/// The cut points that divide values into groups of about equal size: the k/groups quantiles for k = 1 … groups − 1.
///
/// ```
/// use tenure_math::quantiles::Cuts;
///
/// let cuts = Cuts::find(&mut [10.0, 3.0, 1.0, 4.0, 2.0], 4);
/// assert_eq!(cuts.values(), [2.0, 3.0, 4.0]);
/// assert_eq!(cuts.below(3.0), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Cuts(Vec<f64>);

impl Cuts {
    /// Finds the cuts in linear time, which reorders the values. No values have no cuts.
    pub fn find(values: &mut [f64], groups: usize) -> Self {
        let mut cuts = Vec::new();
        if values.is_empty() {
            return Self(cuts);
        }
        let mut done = 0;
        for k in 1..groups {
            let place = Place::new(values.len() as u64, k as u64, groups as u64);
            let below = place.below as usize;
            // The values before the last cut are in place already.
            let (_, low, above) = values[done..].select_nth_unstable_by(below - done, f64::total_cmp);
            let low = *low;
            let high = above.iter().copied().min_by(f64::total_cmp);
            cuts.push(place.interpolate(low, high.unwrap_or(low)));
            done = below;
        }
        Self(cuts)
    }

    /// Returns how many cuts lie strictly below a value. Equal values always get the same number.
    pub fn below(&self, value: f64) -> usize {
        self.0.partition_point(|cut| *cut < value)
    }

    /// Returns the cuts, from the lowest.
    pub fn values(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cuts(values: &[f64], groups: usize) -> Vec<f64> {
        Cuts::find(&mut values.to_vec(), groups).0
    }

    #[test]
    fn interpolates_as_numpy_does() {
        // numpy.quantile([1, 2, 3, 4, 10], [.25, .5, .75]) and with four values.
        assert_eq!(cuts(&[10.0, 3.0, 1.0, 4.0, 2.0], 4), [2.0, 3.0, 4.0]);
        assert_eq!(cuts(&[1.0, 2.0, 3.0, 10.0], 2), [2.5]);
        assert_eq!(cuts(&[7.0], 3), [7.0, 7.0]);
        assert_eq!(cuts(&[], 5), [0.0; 0]);
    }

    #[test]
    fn a_cut_between_equal_neighbours_is_that_value() {
        let values = [15.36; 44];
        assert_eq!(cuts(&values, 5), [15.36; 4]);
        assert_eq!(Cuts::find(&mut values.to_vec(), 5).below(15.36), 0);
    }

    #[test]
    fn places() {
        let place = |n, k| {
            let place = Place::new(n, k, 4);
            (place.below, place.above(), place.rest)
        };
        assert_eq!(place(1, 1), (0, 0, 0));
        assert_eq!(place(4, 2), (1, 2, 2));
        assert_eq!(place(5, 1), (1, 1, 0));
        assert_eq!((rank(1, 1, 4), rank(4, 2, 4), rank(5, 2, 4), rank(4, 3, 4)), (0, 1, 2, 2));
        assert_eq!(nth_counted(&[("a", 2), ("b", 1)], 2), Some("b"));
    }

    #[test]
    fn the_middle_of_the_ends_of_a_double() {
        assert_eq!(Place::new(2, 1, 2).interpolate(-1.7e308, 1.7e308), 0.0);
    }

    proptest! {
        #[test]
        fn sorted_values_have_the_same_quantiles(
            mut values in prop::collection::vec(-1e6f64..1e6, 1..60),
            groups in 2usize..=10,
        ) {
            let found = cuts(&values, groups);
            values.sort_by(f64::total_cmp);
            let sorted: Vec<f64> = (1..groups).map(|k| of_sorted(&values, k as u64, groups as u64).unwrap()).collect();
            prop_assert_eq!(found, sorted);
        }

        #[test]
        fn agrees_with_a_full_sort(
            mut values in prop::collection::vec(-1e6f64..1e6, 1..60),
            groups in 2usize..=10,
        ) {
            let found = cuts(&values, groups);
            values.sort_by(f64::total_cmp);
            for (k, cut) in (1..groups).zip(found) {
                let h = (values.len() - 1) as f64 * k as f64 / groups as f64;
                let low = values[h.floor() as usize];
                let high = values[(h.floor() as usize + 1).min(values.len() - 1)];
                let expected = low + (h - h.floor()) * (high - low);
                prop_assert!((cut - expected).abs() <= 1e-9 * (1.0 + expected.abs()));
            }
        }

        #[test]
        fn order_does_not_matter(values in prop::collection::vec(-50i32..50, 1..80), groups in 2usize..=10) {
            let forward: Vec<f64> = values.iter().map(|v| f64::from(*v) / 4.0).collect();
            let mut backward = forward.clone();
            backward.reverse();
            prop_assert_eq!(cuts(&forward, groups), cuts(&backward, groups));
        }
    }
}
