//! Bars: the category on the left, the bar, and its number at the end.

use unicode_width::UnicodeWidthStr as _;

use super::super::prepare::{BarLayout, BarSeries, Bars};
use super::Canvas;
use super::bar_layout::Room;
use super::blocks::{Fill, blocks};
use super::label::cut_all;
use super::legend::legend;
use super::palette;
use super::stack;

/// The least room for the bars; intervals give way to it.
const LEAST_ROOM: usize = 8;

/// All rows of the bars. What does not fit is said in the notes.
pub(super) fn draw(bars: &Bars, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    if bars.layout == BarLayout::Share || bars.layout == BarLayout::Stacked && bars.series.len() > 1 {
        return stack::draw(bars, canvas, notes);
    }
    let (labels, label_width) = cut_all(&bars.labels, canvas.width / 3, canvas);
    let mut texts = texts(bars, true, canvas);
    let widest = texts.iter().flatten().map(|text| text.width()).max().unwrap_or_default();
    let has_intervals = bars.series.iter().any(|series| !series.low.is_empty());
    if has_intervals && label_width + widest + 2 + LEAST_ROOM > canvas.width {
        texts = self::texts(bars, false, canvas);
        notes.push("the intervals are left out: there is no room".to_owned());
    }
    let all = bars.series.iter().zip(&texts).flat_map(|(series, texts)| series.values.iter().zip(texts));
    let all: Vec<(f64, String)> = all.filter_map(|(value, text)| Some(((*value)?, text.clone()))).collect();
    let room = Room::new(&all, label_width, canvas);
    let has_series = bars.series.len() > 1;
    let mut lines = Vec::new();
    if has_series {
        let names = bars.series.iter().map(|series| series.name.as_str());
        lines.extend(legend(names, label_width + 1, |at| sign(at, canvas), canvas));
    }
    for (category, label) in labels.iter().enumerate() {
        if has_series && category > 0 {
            lines.push(String::new());
        }
        for (at, (series, texts)) in bars.series.iter().zip(&texts).enumerate() {
            let value = series.values.get(category).copied().flatten().unwrap_or_default();
            let text = texts.get(category).map(String::as_str).unwrap_or_default();
            let label = if at == 0 { label } else { "" };
            let fill = if has_series { fill(at, canvas) } else { blocks(canvas) };
            lines.push(room.row(label, value, text, fill, palette::series(at)));
        }
    }
    lines
}

/// The texts at the ends of the bars of each series.
fn texts(bars: &Bars, with_intervals: bool, canvas: Canvas) -> Vec<Vec<String>> {
    let text = |series: &BarSeries, at: usize| {
        let end = |ends: &[Option<f64>]| ends.get(at).copied().flatten().map(|end| bars.format.write(end));
        let Some(value) = series.values.get(at).copied().flatten() else { return nothing(canvas).to_owned() };
        let value = bars.format.write(value);
        match (end(&series.low), end(&series.high)) {
            (Some(low), Some(high)) if with_intervals => format!("{value} [{low}, {high}]"),
            _ => value,
        }
    };
    bars.series.iter().map(|series| (0..bars.labels.len()).map(|at| text(series, at)).collect()).collect()
}

pub(super) fn nothing(canvas: Canvas) -> &'static str {
    if canvas.unicode { "–" } else { "-" }
}

/// What the bars of one of several series are made of.
pub(super) fn fill(at: usize, canvas: Canvas) -> Fill {
    match canvas.colour {
        true => blocks(canvas),
        false if canvas.unicode && at == 0 => Fill::Blocks,
        false => Fill::Sign(palette::fill(at, canvas.unicode)),
    }
}

/// How one of several series is shown in the legend.
pub(super) fn sign(at: usize, canvas: Canvas) -> &'static str {
    palette::fill(if canvas.colour { 0 } else { at }, canvas.unicode)
}
