//! The pure states of sums. No Arrow here.

use std::fmt::Debug;

/// A sum of doubles kept in two of them: the rounded total and what rounding left out.
///
/// Each addition is exact (Knuth's two-sum) and the pair is renormalised, so about 106 bits are kept. Amounts of
/// money within 15 orders of magnitude are summed without any error, and rounded once, at the end.
/// Source: D. E. Knuth, The Art of Computer Programming 2, 4.2.2; T. J. Dekker, Numerische Mathematik 18 (1971).
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Compensated {
    high: f64,
    low: f64,
}

/// The exact sum of two doubles as a rounded value and its error.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

impl Compensated {
    /// The parts, for writing the state down.
    pub fn parts(self) -> (f64, f64) {
        (self.high, self.low)
    }

    /// A state from its parts.
    pub fn from_parts(high: f64, low: f64) -> Self {
        Self { high, low }
    }

    /// Adds a value.
    #[inline]
    pub fn add(&mut self, value: f64) {
        let (high, error) = two_sum(self.high, value);
        (self.high, self.low) = two_sum(high, self.low + error);
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: Self) {
        let (high, error) = two_sum(self.high, other.high);
        (self.high, self.low) = two_sum(high, self.low + other.low + error);
    }

    /// The total, rounded once.
    pub fn total(self) -> f64 {
        self.high + self.low
    }
}

/// What a state of a sum can do, whatever the numbers.
pub trait Sum: Debug + Clone + Copy + Default + Send + Sync + 'static {
    /// The numbers summed.
    type Number: Copy;
    /// Adds a number; false if the total no longer fits.
    fn add(&mut self, value: Self::Number) -> bool;
    /// Adds another state; false if the total no longer fits.
    fn merge(&mut self, other: &Self) -> bool;
    /// The total.
    fn total(&self) -> Self::Number;
}

impl Sum for Compensated {
    type Number = f64;

    fn add(&mut self, value: f64) -> bool {
        Compensated::add(self, value);
        self.high.is_finite()
    }

    fn merge(&mut self, other: &Self) -> bool {
        Compensated::merge(self, *other);
        self.high.is_finite()
    }

    fn total(&self) -> f64 {
        Compensated::total(*self)
    }
}

/// Whole numbers and the digits of decimals, summed exactly.
impl Sum for i128 {
    type Number = i128;

    fn add(&mut self, value: i128) -> bool {
        let (sum, overflow) = self.overflowing_add(value);
        *self = sum;
        !overflow
    }

    fn merge(&mut self, other: &Self) -> bool {
        self.add(*other)
    }

    fn total(&self) -> i128 {
        *self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(values: &[f64]) -> Compensated {
        let mut state = Compensated::default();
        values.iter().for_each(|v| state.add(*v));
        state
    }

    #[test]
    fn ten_dimes_make_a_dollar_and_a_large_pair_cancels() {
        assert_eq!(sum(&[0.1; 10]).total(), 1.0);
        assert_eq!(sum(&[1e16, 1.0, -1e16]).total(), 1.0);
    }

    proptest! {
        // Cents up to ten million: every order and every split gives the same double.
        #[test]
        fn order_and_split_do_not_matter(
            cents in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 0..200),
            cut in 0usize..200,
            seed in 0usize..200,
        ) {
            let values: Vec<f64> = cents.iter().map(|c| *c as f64 / 100.0).collect();
            let mut rotated = values.clone();
            rotated.reverse();
            let n = rotated.len().max(1);
            rotated.rotate_left(seed % n * usize::from(!values.is_empty()));
            let whole = sum(&values);
            prop_assert_eq!(whole.total().to_bits(), sum(&rotated).total().to_bits());
            let cut = cut.min(values.len());
            let mut left = sum(&values[..cut]);
            let mut right = sum(&values[cut..]);
            let (l, r) = (left, right);
            left.merge(r);
            right.merge(l);
            prop_assert_eq!(left.total().to_bits(), whole.total().to_bits());
            prop_assert_eq!(right.total().to_bits(), whole.total().to_bits());
            let mut identity = Compensated::default();
            identity.merge(whole);
            prop_assert_eq!(identity.total().to_bits(), whole.total().to_bits());
        }
    }
}
