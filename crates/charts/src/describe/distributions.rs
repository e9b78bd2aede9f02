//! Histograms and boxes in words.

use super::super::number::count;
use super::super::prepare::{Boxes, Histogram};
use super::phrases::{Mark, extremes, number_of};

pub(super) fn histogram(histogram: &Histogram) -> String {
    let write = |edge: f64| histogram.format.write(edge);
    let end = |to: f64| write(if histogram.whole { to - 1.0 } else { to });
    let total = histogram.bins.iter().map(|bin| bin.count).sum();
    let mut text = format!(
        "Histogram of {}, {} in {}",
        histogram.x,
        number_of(total, "value", "values"),
        number_of(histogram.bins.len(), "bin", "bins")
    );
    if let [first, .., last] = histogram.bins.as_slice() {
        text.push_str(&format!(" from {} to {}", write(first.from), end(last.to)));
    }
    if let Some(most) = histogram.bins.iter().rev().max_by_key(|bin| bin.count) {
        let (from, to) = (write(most.from), end(most.to));
        let reach = if from == to { format!("at {from}") } else { format!("from {from} to {to}") };
        text.push_str(&format!(": the most {reach}, {}", number_of(most.count, "value", "values")));
    }
    text + "."
}

pub(super) fn boxes(boxes: &Boxes) -> String {
    let write = |number: f64| boxes.format.write(number);
    let values = number_of(boxes.boxes.iter().map(|one| one.count).sum(), "value", "values");
    let outliers = match boxes.boxes.iter().map(|one| one.outliers.len()).sum() {
        0 => String::new(),
        outliers => format!(", {} outside the whiskers", count(outliers)),
    };
    let by = boxes.x.as_ref().map(|x| format!(" by {x}")).unwrap_or_default();
    if let [one] = boxes.boxes.as_slice() {
        return format!(
            "Box of {}{by}, {values}{outliers}: the median {}, the quartiles {} and {}, the whiskers from {} to {}.",
            boxes.y,
            write(one.median),
            write(one.first_quartile),
            write(one.third_quartile),
            write(one.low),
            write(one.high)
        );
    }
    let marks: Vec<Mark> = boxes.boxes.iter().map(|one| (one.label.clone(), one.median)).collect();
    let number = number_of(marks.len(), "box", "boxes");
    let medians = extremes(&marks, &boxes.format, " median");
    format!("Boxes of {}{by}, {number} with {values}{outliers}: {medians}.", boxes.y)
}
