//! Bars: beside each other, on one another, or as shares; upright or across; with their numbers where there is room.

use super::bands::{Bands, BandsRequest, whisker};
use super::drawing::{Anchor, Drawing, Element, Label, SMALL};
use super::labels::{Legend, series, width_at};
use super::values::{Segment, Values, add, percent, shares, stack};
use crate::format::MISSING;
use crate::pictures::{BarLayout, BarSeries, Bars};
use crate::scale::Scale;

/// The thickest bars: alone, and beside others.
const THICKEST: (f64, f64) = (64.0, 40.0);

/// Draws bars; returns the height of the drawing.
pub(super) fn draw(bars: &Bars, size: (f64, f64), drawing: &mut Drawing) -> f64 {
    let is_grouped =
        bars.layout == BarLayout::Grouped || bars.series.len() < 2 && bars.layout != BarLayout::Share;
    let beside = if is_grouped { bars.series.len().max(1) } else { 1 };
    let stacks = stacks(bars, is_grouped);
    let texts = EndTexts::fitting(bars, is_grouped, &stacks, size.0);
    let legend = (bars.series.len() > 1)
        .then(|| Legend::new(bars.series.iter().map(|series| series.name.as_str()), size.0));
    let request = BandsRequest {
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
    draw_values(bars, &texts, &stacks, &bands, (thickness, beside), drawing);
    bands.height
}

/// Returns the segments of each category.
fn stacks(bars: &Bars, is_grouped: bool) -> Vec<Vec<Segment>> {
    (0..bars.labels.len())
        .map(|category| {
            let values = bars.values(category);
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

/// Returns the axis with zero, all bars, and the ends of all intervals.
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

fn interval(
    bars: &Bars,
    bands: &Bands,
    category: usize,
    series: usize,
    (place, thickness): (f64, f64),
    drawing: &mut Drawing,
) {
    if let Some(ends) = bars.series.get(series).and_then(|series| series.interval(category)) {
        whisker(bands, place, (thickness / 4.0).clamp(1.5, 6.0), ends, drawing);
    }
}

/// Writes the title of a bar, which is read when it is pointed at.
fn title(bars: &Bars, category: usize, segment: &Segment, is_grouped: bool) -> String {
    let label = bars.labels.get(category).map(String::as_str).unwrap_or_default();
    let at = bars.series.get(segment.series);
    let value = at.and_then(|series| series.value(category)).unwrap_or(segment.value);
    let name = at.map(|series| format!(", {}", series.name)).filter(|_| bars.series.len() > 1);
    let mut title = format!("{label}{}: {}", name.unwrap_or_default(), bars.format.write(value));
    let interval = at.and_then(|series| series.interval(category));
    if let Some((low, high)) = interval.filter(|_| is_grouped) {
        title.push_str(&format!(" ({} to {})", bars.format.write(low), bars.format.write(high)));
    }
    if bars.layout == BarLayout::Share {
        title.push_str(&format!(" ({})", percent(segment.value, 1)));
    }
    title
}

/// The most numbers at the ends of bars, because nobody reads more.
const MOST_TEXTS: usize = 100;

/// The texts at the ends of the bars: of a category one for each bar beside the others, or one for its stack.
struct EndTexts {
    at_ends: Option<Vec<Vec<End>>>,
}

struct End {
    series: usize,
    /// The number behind which the text stands.
    value: f64,
    text: String,
}

impl EndTexts {
    /// Writes the texts if all of them have room.
    fn fitting(bars: &Bars, is_grouped: bool, stacks: &[Vec<Segment>], width: f64) -> Self {
        if bars.layout == BarLayout::Share {
            return Self { at_ends: None };
        }
        let texts: Vec<Vec<End>> = stacks
            .iter()
            .enumerate()
            .map(
                |(category, segments)| {
                    if is_grouped { grouped(bars, category, segments) } else { total(bars, segments) }
                },
            )
            .collect();
        let count = texts.iter().map(Vec::len).sum::<usize>();
        let beside = if is_grouped { bars.series.len().max(1) } else { 1 };
        let pitch = (width - 50.0) / bars.labels.len().max(1) as f64;
        // Bars beside each other take 0.8 of the band; a single one can use the air around it too.
        let room = if beside > 1 { pitch * 0.8 / beside as f64 } else { pitch - 4.0 };
        let fits = bars.horizontal || widest_text(&texts, |_| true) <= room;
        let has_negative_stacks = !is_grouped && stacks.iter().flatten().any(|segment| segment.value < 0.0);
        Self { at_ends: (fits && count <= MOST_TEXTS && !has_negative_stacks).then_some(texts) }
    }

    /// Returns the room that these texts take beyond the lowest and the highest number.
    fn ends(&self, horizontal: bool) -> (f64, f64) {
        let Some(texts) = &self.at_ends else { return (0.0, 0.0) };
        let room = |is_negative: bool| {
            let widest = widest_text(texts, |end| (end.value < 0.0) == is_negative);
            match horizontal {
                _ if widest == 0.0 => 0.0,
                true => widest + 8.0,
                false => 16.0,
            }
        };
        (room(true), room(false))
    }
}

fn widest_text(texts: &[Vec<End>], of: impl Fn(&End) -> bool) -> f64 {
    let widths = texts.iter().flatten().filter(|end| of(end)).map(|end| width_at(&end.text, SMALL));
    widths.fold(0.0, f64::max)
}

fn grouped(bars: &Bars, category: usize, segments: &[Segment]) -> Vec<End> {
    let end = |segment: &Segment| {
        let interval = bars.series.get(segment.series).and_then(|series| series.interval(category));
        let (low, high) = interval.unwrap_or((segment.to, segment.to));
        let value = if segment.to < 0.0 { low.min(segment.to) } else { high.max(segment.to) };
        End { series: segment.series, value, text: bars.format.write(segment.value) }
    };
    let missing = |(at, series): (usize, &BarSeries)| {
        let is_missing = series.value(category).is_none();
        is_missing.then(|| End { series: at, value: 0.0, text: MISSING.to_owned() })
    };
    let missing = bars.series.iter().enumerate().filter_map(missing);
    segments.iter().map(end).chain(missing).collect()
}

fn total(bars: &Bars, segments: &[Segment]) -> Vec<End> {
    let total = segments.iter().fold(0.0, |sum, segment| add(sum, segment.value));
    if segments.is_empty() {
        return Vec::new();
    }
    vec![End { series: 0, value: total, text: bars.format.write(total) }]
}

/// Draws the texts at the ends, and in the parts of stacks those that fit.
fn draw_values(
    bars: &Bars,
    texts: &EndTexts,
    stacks: &[Vec<Segment>],
    bands: &Bands,
    (thickness, beside): (f64, usize),
    drawing: &mut Drawing,
) {
    for (category, ends) in texts.at_ends.iter().flatten().enumerate() {
        for end in ends {
            let offset = (end.series as f64 - (beside - 1) as f64 / 2.0) * thickness;
            let (x, y) = bands.point(bands.middle(category) + offset, end.value);
            let label = match (bars.horizontal, end.value < 0.0) {
                (true, false) => Label::new(x + 5.0, y, &end.text, "value halo").size(SMALL).level(),
                (true, true) => {
                    Label::new(x - 5.0, y, &end.text, "value halo").size(SMALL).level().anchor(Anchor::End)
                }
                (false, false) => {
                    Label::new(x, y - 5.0, &end.text, "value halo").size(SMALL).anchor(Anchor::Middle)
                }
                (false, true) => {
                    Label::new(x, y + 13.0, &end.text, "value halo").size(SMALL).anchor(Anchor::Middle)
                }
            };
            drawing.label(label);
        }
    }
    if beside > 1 || bars.layout == BarLayout::Grouped || bars.series.len() < 2 {
        return;
    }
    for (category, segment) in
        stacks.iter().enumerate().flat_map(|(at, all)| all.iter().map(move |one| (at, one)))
    {
        let share = bars.layout == BarLayout::Share;
        let text = if share { percent(segment.value, 0) } else { bars.format.write(segment.value) };
        let area = bands.bar(bands.middle(category), thickness, segment.from, segment.to);
        if area.width < width_at(&text, SMALL) + 6.0 || area.height < 15.0 {
            continue;
        }
        let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
        let class = format!("value {}", series('o', segment.series));
        drawing.label(Label::new(x, y, &text, &class).size(SMALL).level().anchor(Anchor::Middle));
    }
}
