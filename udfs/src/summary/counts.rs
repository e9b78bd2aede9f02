//! The state of a column's summary: how often each value occurs. No Arrow here.

use super::key::{Counted, Key};

/// The number of times that each value of a column occurs, and the number of its NULLs.
#[derive(Debug, Clone)]
pub(super) struct Counts<K: Key> {
    pub nulls: u64,
    pub values: Counted<K>,
    /// Bytes that the values hold outside the map.
    outside: usize,
}

impl<K: Key> Default for Counts<K> {
    fn default() -> Self {
        Self { nulls: 0, values: Counted::default(), outside: 0 }
    }
}

impl<K: Key> Counts<K> {
    /// Adds a value that occurs the given number of times.
    pub fn add(&mut self, column: &K::Column, row: usize, times: u64) {
        self.outside += K::count(&mut self.values, column, row, times);
    }

    /// Adds another state.
    pub fn merge(&mut self, other: &Self) {
        self.nulls += other.nulls;
        for (value, times) in &other.values {
            match self.values.get_mut(value) {
                Some(count) => *count += times,
                None => {
                    self.outside += value.heap_size();
                    self.values.insert(value.clone(), *times);
                }
            }
        }
    }

    /// Returns the values with their counts, in the order of the values.
    pub fn sorted(&self) -> Vec<(&K, u64)> {
        let mut sorted: Vec<_> = self.values.iter().map(|(value, times)| (value, *times)).collect();
        sorted.sort_unstable();
        sorted
    }

    /// Returns the number of bytes held outside the state itself.
    pub fn heap_size(&self) -> usize {
        self.values.capacity() * (size_of::<(K, u64)>() + 1) + self.outside
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::LargeStringArray;
    use proptest::prelude::*;

    use super::*;

    fn counts(texts: &[String]) -> Counts<Box<str>> {
        let column = LargeStringArray::from_iter_values(texts);
        let mut counts = Counts::default();
        (0..texts.len()).for_each(|row| counts.add(&column, row, 1));
        counts
    }

    fn merged(parts: [&Counts<Box<str>>; 3]) -> Vec<(Box<str>, u64)> {
        let mut all = Counts::default();
        parts.into_iter().for_each(|part| all.merge(part));
        all.sorted().into_iter().map(|(text, times)| (text.clone(), times)).collect()
    }

    proptest! {
        #[test]
        fn order_and_split_do_not_matter(texts in prop::collection::vec("[ab]{0,2}", 0..40), cut in 0usize..40) {
            let whole = counts(&texts);
            let (left, right) = texts.split_at(cut.min(texts.len()));
            let (left, right, none) = (counts(left), counts(right), Counts::default());
            let expected = merged([&whole, &none, &none]);
            prop_assert_eq!(&expected, &merged([&left, &right, &none]));
            prop_assert_eq!(&expected, &merged([&none, &right, &left]));
            let bytes: usize = expected.iter().map(|(text, _)| text.len()).sum();
            prop_assert_eq!(whole.outside, bytes);
        }
    }
}
