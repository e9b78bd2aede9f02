//! Bars: the category on the left, the bar, and its number at the end; stacked bars with their sum or their shares.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::bar_layout::{BarRows, Fill, blocks, to_the_right};
use super::palette::{self, Paint};
use super::row::{Row, cut_all, legend};
use crate::format::{Format, MISSING};
use crate::pictures::{BarLayout, BarSeries, Bars};

/// The least room for bars; intervals give way to it.
const LEAST_ROOM: usize = 8;

/// The least room for bars of shares; the shares in numbers give way to it.
const LEAST_ROOM_OF_SHARES: usize = 20;

/// Draws all rows of the bars. The notes say what does not fit.
pub(super) fn draw(bars: &Bars, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    if bars.layout == BarLayout::Share || bars.layout == BarLayout::Stacked && bars.series.len() > 1 {
        return stacked(bars, canvas, notes);
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
    let rows = BarRows::new(&all, label_width, canvas);
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
            let value = series.value(category).unwrap_or_default();
            let text = texts.get(category).map(String::as_str).unwrap_or_default();
            let label = if at == 0 { label } else { "" };
            let fill = if has_series { fill(at, canvas) } else { blocks(canvas) };
            lines.push(rows.row(label, value, text, fill, palette::series(at)));
        }
    }
    lines
}

/// Writes the texts at the ends of the bars of each series.
fn texts(bars: &Bars, with_intervals: bool, canvas: Canvas) -> Vec<Vec<String>> {
    let text = |series: &BarSeries, at: usize| {
        let Some(value) = series.value(at) else { return missing(canvas).to_owned() };
        let value = bars.format.write(value);
        match series.interval(at).filter(|_| with_intervals) {
            Some((low, high)) => {
                format!("{value} [{}, {}]", bars.format.write(low), bars.format.write(high))
            }
            None => value,
        }
    };
    bars.series.iter().map(|series| (0..bars.labels.len()).map(|at| text(series, at)).collect()).collect()
}

/// Returns the sign of a missing value.
fn missing(canvas: Canvas) -> &'static str {
    if canvas.unicode { MISSING } else { "-" }
}

/// Returns the filling of the bars of one of several series.
fn fill(at: usize, canvas: Canvas) -> Fill {
    match canvas.colour {
        true => blocks(canvas),
        false if canvas.unicode && at == 0 => Fill::Blocks,
        false => Fill::Sign(palette::fill(at, canvas.unicode)),
    }
}

/// Returns the sign of one of several series in the legend.
fn sign(at: usize, canvas: Canvas) -> &'static str {
    palette::fill(if canvas.colour { 0 } else { at }, canvas.unicode)
}

/// Draws the parts of each category on one line.
fn stacked(bars: &Bars, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let (labels, label_width) = cut_all(&bars.labels, canvas.width / 3, canvas);
    let names = bars.series.iter().map(|series| series.name.as_str());
    let mut lines = legend(names, label_width + 1, |at| sign(at, canvas), canvas);
    match bars.layout {
        BarLayout::Share => lines.extend(shares(bars, &labels, label_width, canvas, notes)),
        BarLayout::Grouped | BarLayout::Stacked => lines.extend(sums(bars, &labels, label_width, canvas)),
    }
    lines
}

/// Draws bars on a common scale: negative parts stand to the left of zero, and the sum of all at the end.
fn sums(bars: &Bars, labels: &[String], label_width: usize, canvas: Canvas) -> Vec<String> {
    let mut sides: Vec<[(f64, String); 2]> = Vec::new();
    for category in 0..labels.len() {
        let values: Vec<f64> = bars.values(category).into_iter().flatten().collect();
        let below: f64 = values.iter().filter(|value| **value < 0.0).sum();
        let above: f64 = values.iter().filter(|value| **value > 0.0).sum();
        let text =
            if values.is_empty() { missing(canvas).to_owned() } else { bars.format.write(below + above) };
        let is_left = above == 0.0 && below < 0.0;
        let (left, right) = if is_left { (text, String::new()) } else { (String::new(), text) };
        sides.push([(below, left), (above, right)]);
    }
    let rows = BarRows::new(&sides.concat(), label_width, canvas);
    let mut lines = Vec::new();
    for (category, (label, [(below, left_text), (above, right_text)])) in
        labels.iter().zip(&sides).enumerate()
    {
        let side = |sign: f64| -> Vec<f64> {
            bars.values(category).into_iter().map(|value| (value.unwrap_or(0.0) * sign).max(0.0)).collect()
        };
        let mut left = parts(&side(-1.0), rows.length(*below), canvas);
        left.reverse();
        if *below == 0.0 {
            left.clear();
        }
        let right = parts(&side(1.0), rows.length(*above), canvas);
        let is_right = *above > 0.0 || !right_text.is_empty();
        lines.push(rows.sides(label, &left, left_text, is_right.then_some((&right, right_text))));
    }
    lines
}

/// Draws bars that are all equally long, and beside them the share of each series.
fn shares(
    bars: &Bars,
    labels: &[String],
    label_width: usize,
    canvas: Canvas,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let percent = Format::percent(0);
    let mut texts: Vec<Vec<String>> = Vec::new();
    for category in 0..labels.len() {
        let values = bars.values(category);
        let sum: f64 = values.iter().flatten().sum();
        let text = |value: &Option<f64>| match value {
            Some(value) if sum > 0.0 => percent.write(value / sum),
            _ => missing(canvas).to_owned(),
        };
        texts.push(values.iter().map(text).collect());
    }
    let width = texts.iter().flatten().map(|text| text.width() + 1).max().unwrap_or_default();
    let mut taken = width * bars.series.len();
    if label_width + 1 + taken + LEAST_ROOM_OF_SHARES > canvas.width {
        notes.push("the shares in numbers are left out: there is no room".to_owned());
        taken = 0;
    }
    let room = canvas.width.saturating_sub(label_width + 1 + taken).max(1);
    let mut lines = Vec::new();
    for (category, (label, texts)) in labels.iter().zip(&texts).enumerate() {
        let values: Vec<f64> = bars.values(category).into_iter().map(Option::unwrap_or_default).collect();
        let mut row = Row::new(canvas);
        row.push(label, Paint::PLAIN);
        row.until(label_width + 1);
        parts(&values, room as f64, canvas).iter().for_each(|(bar, paint)| row.push(bar, *paint));
        for (at, text) in texts.iter().enumerate().filter(|_| taken > 0) {
            row.push_right(text, label_width + 1 + room + (at + 1) * width, Paint::PLAIN);
        }
        lines.push(row.finish());
    }
    lines
}

/// Divides a bar into parts of whole characters that together are as long as it. A part above zero is seen if there is
/// room.
fn parts(values: &[f64], length: f64, canvas: Canvas) -> Vec<(String, Paint)> {
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        return Vec::new();
    }
    let all = (length.round() as usize).max(1);
    let (mut ends, mut so_far) = (Vec::with_capacity(values.len()), 0.0);
    for value in values {
        so_far += value;
        ends.push((so_far / sum * all as f64).round() as usize);
    }
    let starts = [0].into_iter().chain(ends.iter().copied());
    let mut lengths: Vec<usize> = ends.iter().zip(starts).map(|(end, start)| end - start).collect();
    for (at, value) in values.iter().enumerate() {
        let longest = lengths.iter().copied().max().unwrap_or_default();
        let from = lengths.iter().position(|length| *length == longest && longest > 1);
        if *value > 0.0 && lengths.get(at) == Some(&0) {
            let Some(from) = from else { break };
            lengths.get_mut(from).into_iter().for_each(|length| *length -= 1);
            lengths.get_mut(at).into_iter().for_each(|length| *length += 1);
        }
    }
    let part =
        |(at, length): (usize, &usize)| (to_the_right(*length as f64, fill(at, canvas)), palette::series(at));
    lengths.iter().enumerate().map(part).collect()
}
