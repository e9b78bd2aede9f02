//! Histograms: the number of values in each bin.

use tenure_diagnostics::counted;

use super::Request;
use super::numbers::{Missing, nothing_left};
use crate::error::ChartError;
use crate::format::Format;
use crate::scale::nice_step;

/// The distribution of a column.
///
/// A bin from a to b counts the values from a up to but without b; the last one counts b too. Without `bins` their
/// width follows Freedman and Diaconis (twice the distance between the quartiles, divided by the cube root of the
/// number of values), rounded up to 1, 2 or 5 times a power of ten, and wide enough that there are no more bins than
/// asked for. With `bins` there are exactly that many, from the smallest to the largest value.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Histogram {
    /// The name of the column.
    pub x: String,
    /// The bins, from the smallest to the largest: at least one.
    pub bins: Vec<Bin>,
    /// True if all values and edges are whole numbers. A bin from a to b then holds the whole numbers from a to b-1.
    pub whole: bool,
    /// The format of the edges.
    pub format: Format,
}

/// A bin.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Bin {
    /// The lower edge, which belongs to the bin.
    pub from: f64,
    /// The upper edge, which belongs to the next bin.
    pub to: f64,
    /// The number of values in it.
    pub count: usize,
}

impl Histogram {
    /// Writes the ends of a bin. The upper end of whole numbers is the highest number in it.
    pub fn ends(&self, bin: &Bin) -> [String; 2] {
        [bin.from, if self.whole { bin.to - 1.0 } else { bin.to }].map(|end| self.format.write(end))
    }
}

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, most_bins, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Histogram, ChartError> {
    let column = choice.x.column;
    let mut values: Vec<f64> = (0..column.rows()).filter_map(|row| column.number(row)).collect();
    values.sort_by(f64::total_cmp);
    let (Some(low), Some(high)) = (values.first().copied(), values.last().copied()) else {
        return Err(nothing_left(&[&choice.x]));
    };
    Missing { rows: column.rows() - values.len(), values: 0 }.note(notes);
    let (edges, whole) = match specification.bins {
        Some(bins) => (even_edges(low, high, bins), false),
        None => nice_edges(&values, low, high, most_bins.max(1), column.is_whole()),
    };
    let mut bins: Vec<Bin> = edges
        .windows(2)
        .filter_map(
            |pair| if let [from, to] = pair { Some(Bin { from: *from, to: *to, count: 0 }) } else { None },
        )
        .collect();
    for value in &values {
        let at = bins.partition_point(|bin| bin.from <= *value).saturating_sub(1);
        if let Some(bin) = bins.get_mut(at) {
            bin.count += 1;
        }
    }
    let format = Format::or_fitting(specification.format.as_ref(), edges.iter().copied());
    Ok(Histogram { x: choice.x.name().to_owned(), bins, whole, format })
}

/// Returns the edges of a number of bins, from the smallest to the largest value. A single value gets one bin.
fn even_edges(low: f64, high: f64, bins: usize) -> Vec<f64> {
    if low == high {
        return vec![low, high];
    }
    let step = high / bins as f64 - low / bins as f64;
    let inner = (1..bins).map(|i| (low + step * i as f64).clamp(low, high));
    let mut edges: Vec<f64> = [low].into_iter().chain(inner).chain([high]).collect();
    edges.dedup();
    edges
}

/// Returns edges on round numbers, and whether the bins hold whole numbers.
fn nice_edges(values: &[f64], low: f64, high: f64, most: usize, whole: bool) -> (Vec<f64>, bool) {
    // Whole numbers beyond this cannot be counted one by one.
    let whole = whole && low.abs().max(high.abs()) < 1e15;
    if low == high && !whole {
        return (vec![low, high], false);
    }
    let quartile =
        |part: f64| values.get((part * (values.len() - 1) as f64).round() as usize).copied().unwrap_or(low);
    let spread = quartile(0.75) - quartile(0.25);
    let wanted = 2.0 * spread / (values.len() as f64).cbrt();
    // With half of the values equal there is no spread; Sturges needs none.
    let sturges = (high - low) / ((values.len() as f64).log2().ceil() + 1.0);
    let wanted = if wanted > 0.0 && wanted.is_finite() { wanted } else { sturges };
    let mut least = wanted.max(high / most as f64 - low / most as f64);
    if whole {
        least = least.max(1.0);
    }
    // Round edges can need one or two more bins than the range alone, so the next width is tried.
    for _ in 0..4 {
        let Some(step) = nice_step(least) else { break };
        let first = (low / step).floor();
        let last = if whole { (high / step).floor() + 1.0 } else { (high / step).ceil().max(first + 1.0) };
        if last - first <= most as f64 {
            let count = (last - first) as usize;
            let mut edges: Vec<f64> = (0..=count).map(|i| (first + i as f64) * step + 0.0).collect();
            edges.dedup();
            let holds = edges.first().is_some_and(|edge| *edge <= low)
                && edges.last().is_some_and(|edge| *edge >= high);
            if holds && edges.iter().all(|edge| edge.is_finite()) && edges.len() > 1 {
                return (edges, whole);
            }
        }
        least = step * 1.1;
    }
    if most == 1 || low == high { (vec![low, high], false) } else { (even_edges(low, high, most), false) }
}

/// Describes the picture in words.
pub(super) fn describe(histogram: &Histogram) -> String {
    let total = histogram.bins.iter().map(|bin| bin.count as u64).sum();
    let mut text = format!(
        "Histogram of {}, {} in {}",
        histogram.x,
        counted(total, "value"),
        counted(histogram.bins.len() as u64, "bin")
    );
    if let [first, .., last] = histogram.bins.as_slice() {
        let ([from, _], [_, to]) = (histogram.ends(first), histogram.ends(last));
        text.push_str(&format!(" from {from} to {to}"));
    }
    if let Some(most) = histogram.bins.iter().rev().max_by_key(|bin| bin.count) {
        let [from, to] = histogram.ends(most);
        let reach = if from == to { format!("at {from}") } else { format!("from {from} to {to}") };
        text.push_str(&format!(": the most {reach}, {}", counted(most.count as u64, "value")));
    }
    text + "."
}
