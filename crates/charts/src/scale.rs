//! Scales of numbers: where they begin and end, and the round numbers on them.

use crate::format::Format;

/// A scale from its lowest to its highest number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The lowest number.
    pub low: f64,
    /// The highest number; greater than the lowest, except where floating point has nothing between them.
    pub high: f64,
}

impl Scale {
    /// Returns the scale over all these numbers. If all are equal it reaches a tenth to either side, or from -1 to 1
    /// around zero.
    pub fn of(numbers: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for number in numbers.into_iter().filter(|number| number.is_finite()) {
            low = low.min(number);
            high = high.max(number);
        }
        if low > high {
            return Self { low: 0.0, high: 1.0 };
        }
        if low == high {
            let around = if low == 0.0 { 1.0 } else { low.abs() / 10.0 };
            return Self { low: (low - around).max(f64::MIN), high: (high + around).min(f64::MAX) };
        }
        Self { low, high }
    }

    /// Returns the scale with zero on it if zero is near: when the numbers reach over more than half of the way to it.
    /// Elsewhere a line would be pressed flat.
    pub fn with_zero_if_near(self) -> Self {
        let Self { low, high } = self;
        if low > 0.0 && low <= high / 2.0 {
            Self { low: 0.0, high }
        } else if high < 0.0 && high >= low / 2.0 {
            Self { low, high: 0.0 }
        } else {
            self
        }
    }

    /// Returns the place of a number, from 0 to 1.
    pub fn fraction(&self, number: f64) -> f64 {
        // Halves, so that the distance from -1e308 to 1e308 is finite.
        let length = self.high / 2.0 - self.low / 2.0;
        let fraction = (number / 2.0 - self.low / 2.0) / length;
        if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 0.5 }
    }

    /// Returns round numbers on the scale: multiples of 1, 2 or 5 times a power of ten, about `most` of them and not
    /// many more.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        let parts = most.max(2) as f64;
        let Some(step) = nice_step(self.high / parts - self.low / parts) else { return vec![self.low] };
        // A little tolerance: 0.3 / 0.1 is just below 3.
        let first = (self.low / step - 1e-9).ceil();
        let last = (self.high / step + 1e-9).floor();
        if !(0.0..=4.0 * parts).contains(&(last - first)) {
            return vec![self.low];
        }
        let count = (last - first) as usize;
        let mut ticks: Vec<f64> = (0..=count).map(|i| (first + i as f64) * step + 0.0).collect();
        ticks.retain(|tick| tick.is_finite());
        ticks.dedup();
        if ticks.is_empty() { vec![self.low] } else { ticks }
    }
}

/// Returns the smallest of 1, 2 or 5 times a power of ten that is no smaller; `None` where floating point ends.
pub(crate) fn nice_step(least: f64) -> Option<f64> {
    if !least.is_finite() || least <= 0.0 {
        return None;
    }
    let power = 10_f64.powi(least.log10().floor() as i32);
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|unit| unit * power).find(|step| *step >= least * (1.0 - 1e-9));
    step.filter(|step| step.is_finite() && *step > 0.0)
}

/// Writes the texts of ticks, in a format or with k, M, B and T for thousands, millions and more. All have the same
/// decimals, as many as it takes to tell them apart.
pub fn tick_labels(ticks: &[f64], format: Option<&Format>) -> Vec<String> {
    let largest = ticks.iter().fold(0.0_f64, |largest, tick| largest.max(tick.abs()));
    let step = match ticks {
        [first, second, ..] => (second - first).abs(),
        _ => largest,
    };
    let decimals_for = |step: f64| {
        if step > 0.0 && step.is_finite() {
            (-(step * (1.0 + 1e-9)).log10().floor()).clamp(0.0, 9.0) as usize
        } else {
            0
        }
    };
    if let Some(format) = format {
        let needed = decimals_for(if format.percent { step * 100.0 } else { step });
        let format = Format { decimals: format.decimals.max(needed), ..format.clone() };
        return ticks.iter().map(|tick| format.write(*tick)).collect();
    }
    if largest >= 1e15 || largest > 0.0 && largest < 1e-6 {
        return ticks
            .iter()
            .map(|tick| if *tick == 0.0 { "0".to_owned() } else { format!("{tick:.1e}") })
            .collect();
    }
    let units = [(1e12, 1e12, "T"), (1e9, 1e9, "B"), (1e6, 1e6, "M"), (1e4, 1e3, "k")];
    let (unit, letter) = units
        .into_iter()
        .find(|(from, _, _)| largest >= *from)
        .map_or((1.0, ""), |(_, unit, letter)| (unit, letter));
    let decimals = match ticks {
        [one] => {
            if (one / unit).fract() == 0.0 {
                0
            } else {
                2
            }
        }
        _ => decimals_for(step / unit),
    };
    let format = Format { thousands: false, decimals, percent: false, scientific: false };
    let label = |tick: f64| if tick == 0.0 { "0".to_owned() } else { format.write(tick / unit) + letter };
    ticks.iter().map(|tick| label(*tick)).collect()
}
