//! Stacked bars: the parts of a category on one line, with their sum or their shares.

use unicode_width::UnicodeWidthStr as _;

use super::super::number::Format;
use super::super::prepare::{BarLayout, Bars};
use super::Canvas;
use super::bar::{fill, nothing, sign};
use super::bar_layout::Room;
use super::blocks::to_the_right;
use super::label::cut_all;
use super::legend::legend;
use super::palette::{self, Paint};
use super::row::Row;

/// The least room for the bars; the shares in numbers give way to it.
const LEAST_ROOM: usize = 20;

/// All rows of the bars. What does not fit is said in the notes.
pub(super) fn draw(bars: &Bars, canvas: Canvas, notes: &mut Vec<String>) -> Vec<String> {
    let (labels, label_width) = cut_all(&bars.labels, canvas.width / 3, canvas);
    let names = bars.series.iter().map(|series| series.name.as_str());
    let mut lines = legend(names, label_width + 1, |at| sign(at, canvas), canvas);
    match bars.layout {
        BarLayout::Share => lines.extend(shares(bars, &labels, label_width, canvas, notes)),
        BarLayout::Grouped | BarLayout::Stacked => lines.extend(sums(bars, &labels, label_width, canvas)),
    }
    lines
}

/// The numbers of a category, one for each series.
fn values(bars: &Bars, category: usize) -> Vec<Option<f64>> {
    bars.series.iter().map(|series| series.values.get(category).copied().flatten()).collect()
}

/// Bars on a common scale: what is negative stands to the left of zero, and at the end stands the sum of all.
fn sums(bars: &Bars, labels: &[String], label_width: usize, canvas: Canvas) -> Vec<String> {
    let mut sides: Vec<[(f64, String); 2]> = Vec::new();
    for category in 0..labels.len() {
        let values: Vec<f64> = values(bars, category).into_iter().flatten().collect();
        let below: f64 = values.iter().filter(|value| **value < 0.0).sum();
        let above: f64 = values.iter().filter(|value| **value > 0.0).sum();
        let text =
            if values.is_empty() { nothing(canvas).to_owned() } else { bars.format.write(below + above) };
        let is_left = above == 0.0 && below < 0.0;
        let (left, right) = if is_left { (text, String::new()) } else { (String::new(), text) };
        sides.push([(below, left), (above, right)]);
    }
    let room = Room::new(&sides.concat(), label_width, canvas);
    let mut lines = Vec::new();
    for (category, (label, [(below, left_text), (above, right_text)])) in
        labels.iter().zip(&sides).enumerate()
    {
        let side = |sign: f64| -> Vec<f64> {
            values(bars, category).into_iter().map(|value| (value.unwrap_or(0.0) * sign).max(0.0)).collect()
        };
        let mut left = parts(&side(-1.0), room.length(*below), canvas);
        left.reverse();
        if *below == 0.0 {
            left.clear();
        }
        let right = parts(&side(1.0), room.length(*above), canvas);
        let is_right = *above > 0.0 || !right_text.is_empty();
        lines.push(room.sides(label, &left, left_text, is_right.then_some((&right, right_text))));
    }
    lines
}

/// Bars that are all equally long, and beside them the share of each series.
fn shares(
    bars: &Bars,
    labels: &[String],
    label_width: usize,
    canvas: Canvas,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let percent = Format { thousands: false, decimals: 0, percent: true, scientific: false };
    let mut texts: Vec<Vec<String>> = Vec::new();
    for category in 0..labels.len() {
        let values = values(bars, category);
        let sum: f64 = values.iter().flatten().sum();
        let text = |value: &Option<f64>| match value {
            Some(value) if sum > 0.0 => percent.write(value / sum),
            _ => nothing(canvas).to_owned(),
        };
        texts.push(values.iter().map(text).collect());
    }
    let width = texts.iter().flatten().map(|text| text.width() + 1).max().unwrap_or_default();
    let mut taken = width * bars.series.len();
    if label_width + 1 + taken + LEAST_ROOM > canvas.width {
        notes.push("the shares in numbers are left out: there is no room".to_owned());
        taken = 0;
    }
    let room = canvas.width.saturating_sub(label_width + 1 + taken).max(1);
    let mut lines = Vec::new();
    for (category, (label, texts)) in labels.iter().zip(&texts).enumerate() {
        let values: Vec<f64> = values(bars, category).into_iter().map(Option::unwrap_or_default).collect();
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

/// The parts of a bar, in whole characters that together are as long as it. What is more than nothing is seen, if there is
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
