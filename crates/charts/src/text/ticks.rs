//! The texts below a horizontal axis.

use unicode_width::UnicodeWidthStr as _;

use super::super::dates::time_ticks;
use super::super::number::Format;
use super::super::prepare::XAxis;
use super::super::ticks::{Scale, tick_labels};
use super::Canvas;
use super::label::cut;

/// The widest name of a step; a longer one is cut.
const WIDEST_STEP: usize = 14;

/// A tick: its column in the plot, the column where its text begins (of the whole line), and the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) column: usize,
    pub(super) start: usize,
    pub(super) text: String,
}

/// As many round ticks as have room for their texts side by side. The plot has so many columns and begins at `left` on
/// its line. Numbers are written in the format, if there is one; `whole` allows only whole numbers.
pub(super) fn ticks(
    axis: &XAxis,
    scale: Scale,
    format: Option<&Format>,
    whole: bool,
    columns: usize,
    left: usize,
    canvas: Canvas,
) -> Vec<Tick> {
    let place = |ticks: Vec<(f64, String)>| -> Vec<(usize, String)> {
        let column = |at: f64| (scale.fraction(at) * columns.saturating_sub(1) as f64).round() as usize;
        ticks.into_iter().map(|(at, text)| (column(at), text)).collect()
    };
    match axis {
        XAxis::Steps(labels) => {
            let every = |stride: usize| {
                let kept = labels.iter().enumerate().step_by(stride);
                place(kept.map(|(at, text)| (at as f64, cut(text, WIDEST_STEP, canvas))).collect())
            };
            let found = (1..=labels.len().max(1)).find_map(|stride| spread(every(stride), left, canvas));
            return found.unwrap_or_default();
        }
        XAxis::Time => {
            // A little less room each time, until the texts stand side by side also at the edges.
            let found = [100, 75, 50, 35].into_iter().find_map(|percent| {
                let ticks = time_ticks(scale.low, scale.high, columns * percent / 100)?;
                spread(place(ticks), left, canvas)
            });
            if let Some(ticks) = found {
                return ticks;
            }
        }
        XAxis::Number => {}
    }
    let numbers = |most: usize| {
        let mut ticks = scale.ticks(most);
        ticks.retain(|tick| !whole || tick.fract() == 0.0);
        let texts = tick_labels(&ticks, format);
        place(ticks.into_iter().zip(texts).collect())
    };
    let found = (2..=(columns / 8).max(3)).rev().find_map(|most| spread(numbers(most), left, canvas));
    found.unwrap_or_default()
}

/// The texts centred below their ticks, if all have room.
fn spread(ticks: Vec<(usize, String)>, left: usize, canvas: Canvas) -> Option<Vec<Tick>> {
    let mut end = 0;
    let mut spread = Vec::with_capacity(ticks.len());
    for (column, text) in ticks {
        let width = text.width();
        let start = (left + column).saturating_sub(width / 2).min(canvas.width.saturating_sub(width));
        if width > canvas.width || !spread.is_empty() && start < end + 2 {
            return None;
        }
        end = start + width;
        spread.push(Tick { column, start, text });
    }
    Some(spread)
}
