//! Bars: beside each other, on one another, or as shares; upright or across.

use super::super::number::Format;
use super::super::prepare::{BarLayout, Bars};
use super::super::ticks::Scale;
use super::bands::{Bands, Request};
use super::bar_values::{self, Texts};
use super::drawing::{Drawing, Element};
use super::legend::{Legend, series};
use super::stack::{Segment, shares, stack};
use super::values::Values;
use super::whisker::whisker;

/// The thickest bars: alone, and beside others.
const THICKEST: (f64, f64) = (64.0, 40.0);

/// Draws bars; returns the height of the drawing.
pub(super) fn draw(bars: &Bars, size: (f64, f64), drawing: &mut Drawing) -> f64 {
    let is_grouped =
        bars.layout == BarLayout::Grouped || bars.series.len() < 2 && bars.layout != BarLayout::Share;
    let beside = if is_grouped { bars.series.len().max(1) } else { 1 };
    let stacks = stacks(bars, is_grouped);
    let texts = Texts::fitting(bars, is_grouped, &stacks, size.0);
    let legend = (bars.series.len() > 1)
        .then(|| Legend::new(bars.series.iter().map(|series| series.name.as_str()), size.0));
    let request = Request {
        labels: &bars.labels,
        values: values(bars, &stacks),
        horizontal: bars.horizontal,
        category_name: &bars.x,
        value_name: bars.y.as_deref().unwrap_or_default(),
        legend,
        ends: texts.ends(bars.horizontal),
        pitch: if beside > 1 {
            (beside as f64 * 15.0 + 12.0, beside as f64 * 22.0 + 16.0)
        } else {
            (if bars.labels.len() > 60 { 18.0 } else { 24.0 }, 40.0)
        },
        size,
    };
    let bands = Bands::draw(request, drawing);
    let (part, most) = if beside > 1 { (0.8, THICKEST.1) } else { (0.7, THICKEST.0) };
    let thickness = (bands.pitch() * part / beside as f64).min(most);
    // A little air between bars that stand beside each other.
    let air = if beside > 1 && thickness > 6.0 { 1.0 } else { 0.0 };
    for (category, segments) in stacks.iter().enumerate() {
        for segment in segments {
            let offset = if is_grouped { segment.series as f64 - (beside - 1) as f64 / 2.0 } else { 0.0 };
            let place = bands.middle(category) + offset * thickness;
            let area = bands.bar(place, thickness - air, segment.from, segment.to);
            let seam = if is_grouped { "" } else { " seam" };
            let class = format!("mark {}{seam}", series('s', segment.series));
            let element = Element::rectangle(area, &class);
            drawing.add_titled(element, &title(bars, category, segment, is_grouped));
            if is_grouped {
                interval(bars, &bands, category, segment.series, (place, thickness), drawing);
            }
        }
    }
    bands.baseline(drawing);
    bar_values::draw(bars, &texts, &stacks, &bands, (thickness, beside), drawing);
    bands.height
}

/// What stands at each category.
fn stacks(bars: &Bars, is_grouped: bool) -> Vec<Vec<Segment>> {
    (0..bars.labels.len())
        .map(|category| {
            let values: Vec<Option<f64>> =
                bars.series.iter().map(|series| series.values.get(category).copied().flatten()).collect();
            let single = |(series, value): (usize, &Option<f64>)| {
                value.map(|value| Segment { series, value, from: 0.0, to: value })
            };
            match bars.layout {
                _ if is_grouped => values.iter().enumerate().filter_map(single).collect(),
                BarLayout::Share => shares(&values),
                BarLayout::Grouped | BarLayout::Stacked => stack(values),
            }
        })
        .collect()
}

/// The axis: zero, all bars, and the ends of all intervals.
fn values(bars: &Bars, stacks: &[Vec<Segment>]) -> Values {
    if bars.layout == BarLayout::Share {
        return Values::shares();
    }
    let ends = bars.series.iter().flat_map(|series| series.low.iter().chain(&series.high)).flatten().copied();
    let numbers = stacks.iter().flatten().map(|segment| segment.to).chain(ends).chain([0.0]);
    let mut scale = Scale::of(numbers);
    if scale == (Scale { low: -1.0, high: 1.0 }) {
        scale.low = stacks.iter().flatten().map(|segment| segment.to).fold(0.0, f64::min);
    }
    Values::rounded(scale, 6, Some(&bars.format).filter(|format| format.percent))
}

/// The ends of the interval around a bar, if there is one.
pub(super) fn ends(bars: &Bars, category: usize, series: usize) -> Option<(f64, f64)> {
    let series = bars.series.get(series)?;
    let low = series.low.get(category).copied().flatten()?;
    Some((low, series.high.get(category).copied().flatten()?))
}

fn interval(
    bars: &Bars,
    bands: &Bands,
    category: usize,
    series: usize,
    (place, thickness): (f64, f64),
    drawing: &mut Drawing,
) {
    if let Some(ends) = ends(bars, category, series) {
        whisker(bands, place, (thickness / 4.0).clamp(1.5, 6.0), ends, drawing);
    }
}

/// What a bar says when pointed at.
fn title(bars: &Bars, category: usize, segment: &Segment, is_grouped: bool) -> String {
    let label = bars.labels.get(category).map(String::as_str).unwrap_or_default();
    let at = bars.series.get(segment.series);
    let value = at.and_then(|series| series.values.get(category).copied().flatten()).unwrap_or(segment.value);
    let name = at.map(|series| format!(", {}", series.name)).filter(|_| bars.series.len() > 1);
    let mut title = format!("{label}{}: {}", name.unwrap_or_default(), bars.format.write(value));
    if let Some((low, high)) = ends(bars, category, segment.series).filter(|_| is_grouped) {
        title.push_str(&format!(" ({} to {})", bars.format.write(low), bars.format.write(high)));
    }
    if bars.layout == BarLayout::Share {
        title.push_str(&format!(" ({})", percent(segment.value, 1)));
    }
    title
}

/// A share in percent.
pub(super) fn percent(share: f64, decimals: usize) -> String {
    Format { thousands: false, decimals, percent: true, scientific: false }.write(share)
}

/// The decimals of shares that stand below each other: one where any of them is small.
pub(super) fn decimals(shares: impl IntoIterator<Item = f64>) -> usize {
    usize::from(shares.into_iter().any(|share| share > 0.0 && share < 0.1))
}
