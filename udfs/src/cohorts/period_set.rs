//! A compact set of the numbers of periods.

use std::collections::BTreeMap;

/// The numbers of the periods in which a customer was active. Those within 64 periods (five years of months, two months
/// of days) need no memory outside the value.
#[derive(Debug, Clone, Default)]
pub struct PeriodSet {
    /// The period that bit 0 of `bits` stands for.
    first: i32,
    bits: u64,
    /// The periods that lay outside the 64 when they were added: blocks of 64 by number.
    #[allow(clippy::box_collection, reason = "most states have none, and there is one a customer")]
    rest: Option<Box<BTreeMap<i32, u64>>>,
}

impl PeriodSet {
    /// Adds a period.
    #[inline]
    pub fn insert(&mut self, period: i32) {
        if self.bits == 0 {
            (self.first, self.bits) = (period, 1);
            return;
        }
        match i64::from(period) - i64::from(self.first) {
            after @ 0..64 => self.bits |= 1 << after,
            before @ -63..0 if -before <= i64::from(self.bits.leading_zeros()) => {
                self.bits = self.bits << -before | 1;
                self.first = period;
            }
            _ => {
                let blocks = self.rest.get_or_insert_default();
                *blocks.entry(period >> 6).or_default() |= 1 << (period & 63);
            }
        }
    }

    /// Adds all periods of another set.
    pub fn merge(&mut self, other: &Self) {
        for period in other.inline() {
            self.insert(period);
        }
        for period in other.outside() {
            self.insert(period);
        }
    }

    /// Returns the periods in order, each once.
    pub fn periods(&self) -> Vec<i32> {
        let mut periods: Vec<i32> = self.inline().collect();
        if self.rest.is_some() {
            periods.extend(self.outside());
            periods.sort_unstable();
            periods.dedup();
        }
        periods
    }

    /// Returns whether the set is empty.
    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }

    /// Returns the bytes held outside the value itself.
    pub fn heap_size(&self) -> usize {
        // A node of the tree holds up to 11 entries and is half full on average.
        self.rest.as_ref().map_or(0, |blocks| blocks.len() * 32)
    }

    fn inline(&self) -> impl Iterator<Item = i32> + use<> {
        let (first, mut bits) = (self.first, self.bits);
        std::iter::from_fn(move || {
            let bit = bits.trailing_zeros();
            bits &= bits.checked_sub(1)?;
            Some(first + bit as i32)
        })
    }

    fn outside(&self) -> impl Iterator<Item = i32> + '_ {
        let blocks = self.rest.iter().flat_map(|blocks| blocks.iter());
        blocks.flat_map(|(block, bits)| {
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| (block << 6) + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(periods: &[i32]) -> PeriodSet {
        let mut set = PeriodSet::default();
        periods.iter().for_each(|p| set.insert(*p));
        set
    }

    fn periods() -> impl Strategy<Value = Vec<i32>> {
        prop_oneof![
            prop::collection::vec(600i32..680, 0..40),
            prop::collection::vec(-200i32..400, 0..60),
            prop::collection::vec(any::<i32>(), 0..20),
        ]
    }

    proptest! {
        #[test]
        fn is_a_set(values in periods()) {
            let expected: Vec<i32> = BTreeSet::from_iter(values.clone()).into_iter().collect();
            prop_assert_eq!(set(&values).periods(), expected);
        }

        #[test]
        fn merge_is_union(a in periods(), b in periods(), c in periods()) {
            let union = |sets: [&Vec<i32>; 3]| {
                let mut all = PeriodSet::default();
                sets.iter().for_each(|s| all.merge(&set(s)));
                all.periods()
            };
            let all: Vec<i32> = BTreeSet::from_iter([a.clone(), b.clone(), c.clone()].concat()).into_iter().collect();
            prop_assert_eq!(union([&a, &b, &c]), all.clone());
            prop_assert_eq!(union([&c, &a, &b]), all.clone());
            let mut right = set(&b);
            right.merge(&set(&c));
            let mut left = set(&a);
            left.merge(&right);
            prop_assert_eq!(left.periods(), all);
        }
    }
}
