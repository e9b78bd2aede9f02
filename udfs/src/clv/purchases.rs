//! The state of a customer's purchases: their days, and amounts split into the first day's and the later ones'.

use smallvec::SmallVec;
use tenure_math::sums::Sum;

/// A customer's purchase days, and amounts split into the first day's and the later ones'.
///
/// Purchases of one day count as one, and the models leave the first out. A row may move the first day back, so
/// refunds, which make no purchase day, are kept with their days until the end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Purchases<S> {
    /// The days with a purchase, each once, in order.
    pub days: Days,
    /// The amount spent on the first day.
    pub first: S,
    /// The amount spent on the later days.
    pub later: S,
    /// Refunds by day, each day once, in order.
    #[allow(clippy::box_collection, reason = "most states have none, and there is one a customer")]
    refunds: Option<Box<Vec<(i32, S)>>>,
}

/// Days in order. The days of most customers fit in place, without memory on the heap.
pub(super) type Days = SmallVec<[i32; 8]>;

impl<S: Sum> Purchases<S> {
    /// Restores a state from its parts.
    pub fn new(days: Days, first: S, later: S, refunds: Vec<(i32, S)>) -> Self {
        let refunds = (!refunds.is_empty()).then(|| Box::new(refunds));
        Self { days, first, later, refunds }
    }

    /// Returns the refunds by day, each day once, in order.
    pub fn refunds(&self) -> &[(i32, S)] {
        self.refunds.as_ref().map_or(&[], |refunds| refunds.as_slice())
    }

    /// Adds a purchase, with its amount if it has one. Returns false if the total no longer fits.
    #[inline]
    pub fn buy(&mut self, day: i32, amount: Option<S::Number>) -> bool {
        // Most logs are in the order of time: a later day, or the last one again.
        let is_first = match self.days.last() {
            Some(last) if *last < day => {
                self.days.push(day);
                false
            }
            Some(last) if *last == day => self.days.len() == 1,
            Some(_) => return self.buy_earlier(day, amount),
            None => {
                self.days.push(day);
                true
            }
        };
        let sum = if is_first { &mut self.first } else { &mut self.later };
        amount.is_none_or(|amount| sum.add(amount))
    }

    fn buy_earlier(&mut self, day: i32, amount: Option<S::Number>) -> bool {
        let fits = self.place(day);
        let sum = if self.days[0] == day { &mut self.first } else { &mut self.later };
        amount.is_none_or(|amount| sum.add(amount)) && fits
    }

    /// Adds a refund, whose amount is negative. Returns false if the total no longer fits.
    pub fn give_back(&mut self, day: i32, amount: S::Number) -> bool {
        self.refund(day, |sum| sum.add(amount))
    }

    /// Adds the purchases of another part of the log. Returns false if the total no longer fits.
    pub fn merge(&mut self, other: &Self) -> bool {
        let mut fits = true;
        if let Some(first) = other.days.first() {
            for day in &other.days {
                fits &= self.place(*day);
            }
            let sum = if self.days[0] == *first { &mut self.first } else { &mut self.later };
            fits &= sum.merge(&other.first) && self.later.merge(&other.later);
        }
        for (day, amount) in other.refunds() {
            fits &= self.refund(*day, |sum| sum.merge(amount));
        }
        fits
    }

    /// Returns the amount spent after the first day, less the refunds of those days. It is `None` without a purchase,
    /// and if the total no longer fits.
    pub fn spent_later(&self) -> Option<S> {
        let first = self.days.first()?;
        let mut later = self.later;
        let fits =
            self.refunds().iter().filter(|(day, _)| day > first).all(|(_, amount)| later.merge(amount));
        fits.then_some(later)
    }

    /// Adds a day. A new first day makes the amount of the old one a later one's.
    fn place(&mut self, day: i32) -> bool {
        match self.days.binary_search(&day) {
            Ok(_) => true,
            Err(0) if !self.days.is_empty() => {
                self.days.insert(0, day);
                let first = std::mem::take(&mut self.first);
                self.later.merge(&first)
            }
            Err(place) => {
                self.days.insert(place, day);
                true
            }
        }
    }

    fn refund(&mut self, day: i32, change: impl FnOnce(&mut S) -> bool) -> bool {
        let refunds = self.refunds.get_or_insert_default();
        let place = refunds.partition_point(|(other, _)| *other < day);
        if refunds.get(place).is_none_or(|(other, _)| *other != day) {
            refunds.insert(place, (day, S::default()));
        }
        change(&mut refunds[place].1)
    }

    /// Returns the bytes held outside the value itself.
    pub fn heap_size(&self) -> usize {
        let days = if self.days.spilled() { self.days.capacity() * size_of::<i32>() } else { 0 };
        days + self.refunds.as_ref().map_or(0, |refunds| refunds.capacity() * size_of::<(i32, S)>())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Creates purchases from days and cents. A negative amount is a refund; 0 is a purchase without an amount.
    fn purchases(rows: &[(i32, i128)]) -> Purchases<i128> {
        let mut state = Purchases::default();
        for (day, cents) in rows {
            assert!(match *cents {
                refund @ ..0 => state.give_back(*day, refund),
                0 => state.buy(*day, None),
                cents => state.buy(*day, Some(cents)),
            });
        }
        state
    }

    #[test]
    fn refunds_count_where_they_fall() {
        let state = purchases(&[(5, 700), (5, -200), (9, 300), (12, -100), (3, -50), (9, 1)]);
        assert_eq!(state.days.as_slice(), [5, 9]);
        assert_eq!(state.spent_later(), Some(201));
        // An earlier first day makes the fifth a later one, and with it its refund.
        let earlier = purchases(&[(5, 700), (5, -200), (9, 300), (2, 40)]);
        assert_eq!(earlier.spent_later(), Some(800));
        assert_eq!(purchases(&[(3, -5)]).spent_later(), None);
    }

    proptest! {
        #[test]
        fn order_and_split_do_not_matter(
            rows in prop::collection::vec((-5i32..20, -1000i128..1000), 0..60),
            cut in 0usize..60,
        ) {
            let cut = cut.min(rows.len());
            let whole = purchases(&rows);
            let (mut left, right) = (purchases(&rows[..cut]), purchases(&rows[cut..]));
            let mut swapped = right.clone();
            prop_assert!(swapped.merge(&left) && left.merge(&right));
            let mut backwards = rows;
            backwards.reverse();
            let mut identity = Purchases::default();
            prop_assert!(identity.merge(&whole));
            for other in [left, swapped, purchases(&backwards), identity] {
                prop_assert_eq!(&other, &whole);
            }
        }
    }
}
