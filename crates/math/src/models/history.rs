//! The purchase histories that models are fitted to: how often customers bought, until when, and for how long they were
//! observed.

use super::NotFitted;

/// The purchases of a customer, or of several with the same history.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct History {
    /// x: the number of purchases after the first one.
    pub frequency: u32,
    /// t_x: the time from the first purchase to the last.
    pub recency: f64,
    /// T: the time from the first purchase to the end of observation.
    pub age: f64,
    /// The number of customers.
    pub weight: f64,
}

impl History {
    /// Checks a history: x is a whole number, 0 ≤ t_x ≤ T, and t_x is 0 where x is.
    ///
    /// # Errors
    /// Returns an error if the history contradicts itself, with the reason in words, which calls the numbers x, t_x, t
    /// and weight.
    ///
    /// ```
    /// use tenure_math::models::History;
    ///
    /// assert!(History::new(2.0, 30.4, 38.9, 1.0).is_ok());
    /// assert_eq!(History::new(2.0, 40.0, 38.9, 1.0).unwrap_err(), "t_x must not be more than t, but one is 40 with t 38.9");
    /// ```
    pub fn new(frequency: f64, recency: f64, age: f64, weight: f64) -> Result<Self, String> {
        if frequency < 0.0 || frequency.fract() != 0.0 || frequency > f64::from(i32::MAX) {
            return Err(format!("x must be a whole number from 0, but one is {frequency}"));
        }
        if !(recency >= 0.0 && recency.is_finite() && age.is_finite()) {
            return Err(format!("t_x must not be negative, but one is {recency}"));
        }
        if recency > age {
            return Err(format!("t_x must not be more than t, but one is {recency} with t {age}"));
        }
        if frequency == 0.0 && recency > 0.0 {
            return Err(format!("t_x must be 0 where x is 0, but one is {recency}"));
        }
        if !(weight >= 0.0 && weight.is_finite()) {
            return Err(format!("weight must not be negative, but one is {weight}"));
        }
        // Adding 0 turns -0 into 0, so that equal histories have equal bits.
        Ok(Self { frequency: frequency as u32, recency: recency + 0.0, age: age + 0.0, weight: weight + 0.0 })
    }

    fn key(&self) -> (u32, u64, u64) {
        // Times are not negative, and the bits of such doubles have the same order.
        (self.frequency, self.age.to_bits(), self.recency.to_bits())
    }
}

/// Histories in the form that a fit reads. Equal histories are one row, rows have a fixed order, and times are divided
/// by the longest. Distinct numbers stand in lists of their own, so that each logarithm is computed once.
#[derive(Debug)]
pub struct Histories {
    /// The distinct histories.
    pub rows: Vec<Row>,
    /// The distinct frequencies, rising, each with the weight of the customers who have at least this one.
    pub frequencies: Vec<(u32, f64)>,
    /// The distinct recencies and ages, rising, divided by `unit`.
    pub times: Vec<f64>,
    /// The divisor of the times: the longest age.
    pub unit: f64,
    /// The number of customers, Σ weight.
    pub customers: f64,
    /// The number of repeat purchases, Σ weight · x.
    pub purchases: f64,
    /// The time observed, Σ weight · T, divided by `unit`.
    pub observed: f64,
}

/// A distinct history, as indices into the lists of [`Histories`].
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The index into [`Histories::frequencies`].
    pub frequency: u32,
    /// The index of t_x into [`Histories::times`].
    pub recency: u32,
    /// The index of T into [`Histories::times`].
    pub age: u32,
    /// The number of customers.
    pub weight: f64,
}

impl Histories {
    /// Collects histories, in any order.
    ///
    /// # Errors
    /// Returns an error if no model can be fitted to them, with the reason.
    ///
    /// ```
    /// use tenure_math::models::{Histories, History};
    ///
    /// let history = History::new(2.0, 30.4, 38.9, 1.0).unwrap();
    /// let histories = Histories::new(vec![history, history]).unwrap();
    /// assert_eq!((histories.rows.len(), histories.customers), (1, 2.0));
    /// ```
    pub fn new(mut histories: Vec<History>) -> Result<Self, NotFitted> {
        histories.retain(|history| history.weight > 0.0);
        if histories.is_empty() {
            return Err(NotFitted::because("there are no customers"));
        }
        histories.sort_unstable_by_key(|history| (history.key(), history.weight.to_bits()));
        histories.dedup_by(|next, kept| {
            let same = next.key() == kept.key();
            if same {
                kept.weight += next.weight;
            }
            same
        });

        let unit = histories.iter().fold(0.0f64, |longest, history| longest.max(history.age));
        let mut times: Vec<f64> = histories.iter().flat_map(|h| [h.recency, h.age]).collect();
        times.sort_unstable_by(f64::total_cmp);
        times.dedup();
        let place = |time: f64| times.partition_point(|t| *t < time) as u32;

        let mut frequencies: Vec<(u32, f64)> = Vec::new();
        let mut rows = Vec::with_capacity(histories.len());
        let (mut customers, mut purchases, mut observed) = (0.0, 0.0, 0.0);
        for history in &histories {
            if frequencies.last().is_none_or(|(x, _)| *x != history.frequency) {
                frequencies.push((history.frequency, 0.0));
            }
            let frequency = frequencies.len() - 1;
            frequencies[frequency].1 += history.weight;
            customers += history.weight;
            purchases += history.weight * f64::from(history.frequency);
            observed += history.weight * (history.age / unit);
            rows.push(Row {
                frequency: frequency as u32,
                recency: place(history.recency),
                age: place(history.age),
                weight: history.weight,
            });
        }
        let mut at_least = 0.0;
        for (_, weight) in frequencies.iter_mut().rev() {
            at_least += *weight;
            *weight = at_least;
        }
        if unit == 0.0 {
            return Err(NotFitted::because(
                "all customers were seen on the last day only, so no time has passed",
            ));
        }
        if purchases == 0.0 {
            return Err(NotFitted::because("no customer bought again"));
        }
        times.iter_mut().for_each(|time| *time /= unit);
        Ok(Self { rows, frequencies, times, unit, customers, purchases, observed })
    }
}
