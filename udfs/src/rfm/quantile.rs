//! Cut points between quantile groups. Numbers only.

/// The cut points that divide values into groups of about equal size: the k/groups quantiles, k = 1 … groups − 1,
/// interpolated linearly between order statistics (Hyndman and Fan's type 7, the default of R and numpy).
#[derive(Debug, Clone, PartialEq)]
pub struct Cuts(Vec<f64>);

impl Cuts {
    /// Finds the cuts, reordering the values. No values have no cuts.
    pub fn find(values: &mut [f64], groups: usize) -> Self {
        let mut cuts = Vec::new();
        let Some(last) = values.len().checked_sub(1) else {
            return Self(cuts);
        };
        let mut done = 0;
        for k in 1..groups {
            // The position h = (n − 1)·k/groups in whole numbers, so that a cut between equal neighbours is exact.
            let (below, rest) = (last * k / groups, last * k % groups);
            let (_, low, above) = values[done..].select_nth_unstable_by(below - done, f64::total_cmp);
            let low = *low;
            let high = above.iter().copied().min_by(f64::total_cmp);
            cuts.push(match high {
                Some(high) if rest > 0 && high > low => low + (high - low) * rest as f64 / groups as f64,
                _ => low,
            });
            done = below;
        }
        Self(cuts)
    }

    /// How many cuts lie strictly below a value: equal values always get the same number.
    pub fn below(&self, value: f64) -> usize {
        self.0.partition_point(|cut| *cut < value)
    }

    /// The cuts, from the lowest.
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

    proptest! {
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
