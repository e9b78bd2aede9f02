//! Axes of numbers: from round number to round number.

use super::super::number::Format;
use super::super::ticks::{Scale, tick_labels};
use super::text::widest;

/// An axis of numbers and the ticks on it.
#[derive(Debug, Clone)]
pub(super) struct Values {
    pub(super) scale: Scale,
    pub(super) ticks: Vec<(f64, String)>,
}

impl Values {
    /// An axis that begins and ends on a tick.
    pub(super) fn rounded(scale: Scale, most: usize, format: Option<&Format>) -> Self {
        let inner = scale.ticks(most);
        let (scale, ticks) = outward(scale, &inner).unwrap_or((scale, inner));
        Self::of(scale, ticks, format)
    }

    /// An axis that ends where the numbers end; `whole` allows only whole numbers as ticks.
    pub(super) fn exact(scale: Scale, most: usize, whole: bool) -> Self {
        let mut ticks = scale.ticks(most);
        ticks.retain(|tick| !whole || tick.fract() == 0.0);
        Self::of(scale, ticks, None)
    }

    /// The axis of shares, from 0% to 100%.
    pub(super) fn shares() -> Self {
        let percent = Format { thousands: false, decimals: 0, percent: true, scientific: false };
        Self::of(Scale { low: 0.0, high: 1.0 }, vec![0.0, 0.25, 0.5, 0.75, 1.0], Some(&percent))
    }

    /// The width of the widest text.
    pub(super) fn widest(&self) -> f64 {
        widest(self.ticks.iter().map(|(_, text)| text))
    }

    fn of(scale: Scale, ticks: Vec<f64>, format: Option<&Format>) -> Self {
        // Decimals as asked for stand at the values; here only as many as the ticks need.
        let largest = ticks.iter().fold(0.0_f64, |largest, tick| largest.max(tick.abs()));
        // What is too small for a k is still read better as 2,500.
        let thousands = Format { thousands: true, decimals: 0, percent: false, scientific: false };
        let format = format
            .map(|format| Format { decimals: 0, ..format.clone() })
            .or_else(|| (1e3..1e4).contains(&largest).then_some(thousands));
        let texts = tick_labels(&ticks, format.as_ref());
        Self { scale, ticks: ticks.into_iter().zip(texts).collect() }
    }
}

/// The scale from the last tick before it to the first behind it; `None` if there are no numbers so far out.
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
