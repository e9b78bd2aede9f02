//! Sums that do not depend on the order of their terms, as states that can be merged.

use std::fmt::Debug;

/// A sum of doubles kept in two of them: the rounded total and the rounding error.
///
/// Each addition is exact (Knuth's two-sum) and the pair is renormalised, so about 106 bits are kept. Amounts of
/// money within 15 orders of magnitude are summed without any error, and rounded once, at the end.
///
/// Source: D. E. Knuth, The Art of Computer Programming 2, 4.2.2; T. J. Dekker, Numerische Mathematik 18 (1971).
///
/// ```
/// use tenure_math::sums::Compensated;
///
/// let mut sum = Compensated::default();
/// [1e16, 1.0, -1e16].into_iter().for_each(|value| sum.add(value));
/// assert_eq!(sum.total(), 1.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Compensated {
    high: f64,
    low: f64,
}

/// Returns the exact sum of two doubles as a rounded value and its error.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

impl Compensated {
    /// Returns the rounded total and its error, for [`Compensated::from_parts`].
    pub fn parts(self) -> (f64, f64) {
        (self.high, self.low)
    }

    /// Restores a sum from its parts.
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

    /// Returns the total, rounded once.
    pub fn total(self) -> f64 {
        self.high + self.low
    }
}

/// A sum of numbers of one type.
pub trait Sum: Debug + Clone + Copy + Default + Send + Sync + 'static {
    /// The type of the numbers.
    type Number: Copy;
    /// Adds a number. Returns false if the total no longer fits its type.
    fn add(&mut self, value: Self::Number) -> bool;
    /// Adds another sum. Returns false if the total no longer fits its type.
    fn merge(&mut self, other: &Self) -> bool;
    /// Returns the total.
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

/// The exact sum of whole numbers or of the digits of decimals.
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

/// A sum of doubles, infinite and NaN ones included, with the total that adding them in IEEE arithmetic gives: NaN
/// after a NaN or infinities of both signs, infinite after an infinity or once the total is beyond a double.
///
/// ```
/// use tenure_math::sums::IeeeSum;
///
/// let mut sum = IeeeSum::default();
/// sum.add(1.0);
/// sum.add(f64::INFINITY);
/// assert_eq!(sum.total(), f64::INFINITY);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct IeeeSum {
    finite: Compensated,
    /// The sum of the values and totals that are not finite, 0 if there are none.
    others: f64,
}

impl IeeeSum {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        let (finite, others) = if value.is_finite() { (value, 0.0) } else { (0.0, value) };
        self.merge(&Self { finite: Compensated::from_parts(finite, 0.0), others });
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Self) {
        self.others += other.others;
        let plain = self.finite.total() + other.finite.total();
        if plain.is_finite() {
            self.finite.merge(other.finite);
        } else {
            *self = Self { finite: Compensated::default(), others: self.others + plain };
        }
    }

    /// Returns the total: that of the finite values, rounded once, unless there were others.
    pub fn total(&self) -> f64 {
        if self.others == 0.0 { self.finite.total() } else { self.others }
    }

    /// Returns the two parts of the finite total and the sum of the other values, for [`IeeeSum::from_parts`].
    pub fn parts(self) -> [f64; 3] {
        let (high, low) = self.finite.parts();
        [high, low, self.others]
    }

    /// Restores a sum from its parts.
    pub fn from_parts([high, low, others]: [f64; 3]) -> Self {
        Self { finite: Compensated::from_parts(high, low), others }
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

    #[test]
    fn an_ieee_sum_takes_every_double() {
        let sum = |values: &[f64]| {
            let mut halves = [IeeeSum::default(); 2];
            values.iter().enumerate().for_each(|(i, value)| halves[i % 2].add(*value));
            let [mut all, other] = halves.map(|half| IeeeSum::from_parts(half.parts()));
            all.merge(&other);
            all.total()
        };
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert!(sum(&[1.0, f64::NAN, 2.0]).is_nan());
        assert!(sum(&[f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert_eq!(sum(&[1.0, f64::INFINITY, 2.0]), f64::INFINITY);
        assert_eq!(sum(&[1e308; 5]), f64::INFINITY);
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
