//! Numbers that stand on one another.

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
    // Parts of the largest, so that their sum is finite.
    let part = |value: f64| if largest > 0.0 { value.max(0.0) / largest } else { 0.0 };
    let sum: f64 = values.iter().flatten().map(|value| part(*value)).sum();
    let share = |value: f64| if sum > 0.0 { part(value) / sum } else { 0.0 };
    stack(values.iter().map(|value| value.map(share)))
}

/// The sum, where it would be infinite the largest number.
pub(super) fn add(a: f64, b: f64) -> f64 {
    (a + b).clamp(f64::MIN, f64::MAX)
}
