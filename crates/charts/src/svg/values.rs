//! Numbers on an axis: from round number to round number, on one another, and as shares.

use super::labels::widest;
use crate::format::Format;
use crate::scale::{Scale, tick_labels};

/// An axis of numbers and the ticks on it.
#[derive(Debug, Clone)]
pub(super) struct Values {
    pub(super) scale: Scale,
    pub(super) ticks: Vec<(f64, String)>,
}

impl Values {
    /// Returns an axis that begins and ends on a tick.
    pub(super) fn rounded(scale: Scale, most: usize, format: Option<&Format>) -> Self {
        let inner = scale.ticks(most);
        let (scale, ticks) = outward(scale, &inner).unwrap_or((scale, inner));
        Self::of(scale, ticks, format)
    }

    /// Returns an axis that ends where the numbers end; `whole` allows only whole numbers as ticks.
    pub(super) fn exact(scale: Scale, most: usize, whole: bool) -> Self {
        let mut ticks = scale.ticks(most);
        ticks.retain(|tick| !whole || tick.fract() == 0.0);
        Self::of(scale, ticks, None)
    }

    /// Returns the axis of shares, from 0% to 100%.
    pub(super) fn shares() -> Self {
        Self::of(Scale { low: 0.0, high: 1.0 }, vec![0.0, 0.25, 0.5, 0.75, 1.0], Some(&Format::percent(0)))
    }

    /// Returns the width of the widest text.
    pub(super) fn widest(&self) -> f64 {
        widest(self.ticks.iter().map(|(_, text)| text))
    }

    fn of(scale: Scale, ticks: Vec<f64>, format: Option<&Format>) -> Self {
        // Decimals as asked for stand at the values; here only as many as the ticks need.
        let largest = ticks.iter().fold(0.0_f64, |largest, tick| largest.max(tick.abs()));
        // A number too small for a k is still easier to read as 2,500.
        let format = format
            .map(|format| Format { decimals: 0, ..format.clone() })
            .or_else(|| (1e3..1e4).contains(&largest).then_some(Format::WHOLE));
        let texts = tick_labels(&ticks, format.as_ref());
        Self { scale, ticks: ticks.into_iter().zip(texts).collect() }
    }
}

/// Returns the scale from the last tick before it to the first behind it; `None` if there are no numbers so far out.
fn outward(scale: Scale, ticks: &[f64]) -> Option<(Scale, Vec<f64>)> {
    let [first, second, ..] = ticks else { return None };
    let step = second - first;
    let low = (scale.low / step + 1e-9).floor();
    let high = (scale.high / step - 1e-9).ceil();
    if !(1.0..=40.0).contains(&(high - low)) {
        return None;
    }
    let ticks: Vec<f64> = (0..=(high - low) as usize).map(|at| (low + at as f64) * step + 0.0).collect();
    let scale = Scale { low: *ticks.first()?, high: *ticks.last()? };
    let holds =
        ticks.iter().all(|tick| tick.is_finite()) && ticks.windows(2).all(|pair| pair.first() < pair.last());
    holds.then_some((scale, ticks))
}

/// A number in a stack: from where to where it reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Segment {
    pub(super) series: usize,
    pub(super) value: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Stacks the numbers of a category: what is positive upwards from zero, what is negative downwards.
pub(super) fn stack(values: impl IntoIterator<Item = Option<f64>>) -> Vec<Segment> {
    let (mut top, mut bottom) = (0.0, 0.0);
    let mut segments = Vec::new();
    for (series, value) in values.into_iter().enumerate() {
        let Some(value) = value else { continue };
        let end = if value < 0.0 { &mut bottom } else { &mut top };
        let from = *end;
        *end = add(from, value);
        segments.push(Segment { series, value, from, to: *end });
    }
    segments
}

/// Stacks the numbers as parts of their sum; what is negative has no share and no length.
pub(super) fn shares(values: &[Option<f64>]) -> Vec<Segment> {
    let largest = values.iter().flatten().fold(0.0_f64, |largest, value| largest.max(*value));
    // Measured in parts of the largest, so that the sum is finite.
    let part = |value: f64| if largest > 0.0 { value.max(0.0) / largest } else { 0.0 };
    let sum: f64 = values.iter().flatten().map(|value| part(*value)).sum();
    let share = |value: f64| if sum > 0.0 { part(value) / sum } else { 0.0 };
    stack(values.iter().map(|value| value.map(share)))
}

/// Adds two numbers; where the sum would be infinite it is the largest number.
pub(super) fn add(a: f64, b: f64) -> f64 {
    (a + b).clamp(f64::MIN, f64::MAX)
}

/// Writes a share in percent.
pub(super) fn percent(share: f64, decimals: usize) -> String {
    Format::percent(decimals).write(share)
}

/// Returns the decimals of shares that stand below each other: one where any of them is small.
pub(super) fn decimals(shares: impl IntoIterator<Item = f64>) -> usize {
    usize::from(shares.into_iter().any(|share| share > 0.0 && share < 0.1))
}
