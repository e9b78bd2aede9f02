//! What a model of purchases sees of customers: how often, until when, and for how long. Numbers only.

use super::NotFitted;

/// A customer's purchases, or those of several with the same ones.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct History {
    /// x: purchases after the first one.
    pub frequency: u32,
    /// t_x: time from the first purchase to the last.
    pub recency: f64,
    /// T: time from the first purchase to the end of observation.
    pub age: f64,
    /// How many customers.
    pub weight: f64,
}

impl History {
    /// Checks what was counted.
    ///
    /// # Errors
    /// What is wrong with it, in words.
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
        // Of the two zeros one: equal histories are then equal in their bits.
        Ok(Self { frequency: frequency as u32, recency: recency + 0.0, age: age + 0.0, weight: weight + 0.0 })
    }

    fn key(&self) -> (u32, u64, u64) {
        // Times are not negative, and such doubles are ordered as their bits are.
        (self.frequency, self.age.to_bits(), self.recency.to_bits())
    }
}

/// Customers as a fit reads them: equal histories counted once, in a fixed order, with time divided by the longest, and
/// with the distinct numbers apart, so that each logarithm is taken once.
#[derive(Debug)]
pub struct Histories {
    /// A row a distinct history: places in the lists below, and a weight.
    pub rows: Vec<Row>,
    /// The distinct frequencies, rising, each with the weight of those who have as many or more.
    pub frequencies: Vec<(u32, f64)>,
    /// The distinct recencies and ages.
    pub times: Vec<f64>,
    /// What times were divided by.
    pub unit: f64,
    /// Customers, Σ weight.
    pub customers: f64,
    /// Repeat purchases, Σ weight · x.
    pub purchases: f64,
    /// Σ weight · T, in the new unit.
    pub observed: f64,
}

/// A distinct history.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Place in [`Histories::frequencies`].
    pub frequency: u32,
    /// Place in [`Histories::times`].
    pub recency: u32,
    /// Place in [`Histories::times`].
    pub age: u32,
    /// How many customers.
    pub weight: f64,
}

impl Histories {
    /// Collects the histories; their order does not matter.
    ///
    /// # Errors
    /// If nothing can be learnt from them, with the reason.
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
