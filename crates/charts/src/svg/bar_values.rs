//! The numbers written at and in bars, where there is room.

use super::super::prepare::{BarLayout, BarSeries, Bars};
use super::bands::Bands;
use super::bar::{ends, percent};
use super::drawing::{Anchor, Drawing, Label, SMALL};
use super::legend::series;
use super::stack::{Segment, add};
use super::text::width_at;

/// Of more bars than this nobody reads the numbers.
const MOST: usize = 100;

/// The texts at the ends of the bars: of a category one for each bar beside the others, or one for its stack.
pub(super) struct Texts {
    at_ends: Option<Vec<Vec<End>>>,
}

struct End {
    series: usize,
    /// The number behind which the text stands.
    value: f64,
    text: String,
}

impl Texts {
    /// The texts, if all of them have room.
    pub(super) fn fitting(bars: &Bars, is_grouped: bool, stacks: &[Vec<Segment>], width: f64) -> Self {
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
        let fits = bars.horizontal || widest(&texts, |_| true) <= room;
        let has_negative_stacks = !is_grouped && stacks.iter().flatten().any(|segment| segment.value < 0.0);
        Self { at_ends: (fits && count <= MOST && !has_negative_stacks).then_some(texts) }
    }

    /// The room these texts take beyond the lowest and the highest number.
    pub(super) fn ends(&self, horizontal: bool) -> (f64, f64) {
        let Some(texts) = &self.at_ends else { return (0.0, 0.0) };
        let room = |is_negative: bool| {
            let widest = widest(texts, |end| (end.value < 0.0) == is_negative);
            match horizontal {
                _ if widest == 0.0 => 0.0,
                true => widest + 8.0,
                false => 16.0,
            }
        };
        (room(true), room(false))
    }
}

fn widest(texts: &[Vec<End>], of: impl Fn(&End) -> bool) -> f64 {
    let widths = texts.iter().flatten().filter(|end| of(end)).map(|end| width_at(&end.text, SMALL));
    widths.fold(0.0, f64::max)
}

fn grouped(bars: &Bars, category: usize, segments: &[Segment]) -> Vec<End> {
    let end = |segment: &Segment| {
        let (low, high) = ends(bars, category, segment.series).unwrap_or((segment.to, segment.to));
        let value = if segment.to < 0.0 { low.min(segment.to) } else { high.max(segment.to) };
        End { series: segment.series, value, text: bars.format.write(segment.value) }
    };
    let missing = |(at, series): (usize, &BarSeries)| {
        let is_missing = series.values.get(category).copied().flatten().is_none();
        is_missing.then(|| End { series: at, value: 0.0, text: "–".to_owned() })
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
pub(super) fn draw(
    bars: &Bars,
    texts: &Texts,
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
