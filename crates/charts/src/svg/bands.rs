//! The frame of bars and boxes: a band for each category along one axis, numbers along the other.

use super::drawing::{Anchor, Area, Drawing, Element, LINE, Label};
use super::labels::{AxisLabels, Legend, cut, widest, width as width_of};
use super::values::Values;

/// The contents of a frame.
pub(super) struct BandsRequest<'a> {
    pub(super) labels: &'a [String],
    pub(super) values: Values,
    pub(super) horizontal: bool,
    /// The name of the categories.
    pub(super) category_name: &'a str,
    /// The name of the numbers.
    pub(super) value_name: &'a str,
    pub(super) legend: Option<Legend>,
    /// Room for texts at the ends of bars: below the lowest and above the highest number.
    pub(super) ends: (f64, f64),
    /// The least and the most height of a horizontal band.
    pub(super) pitch: (f64, f64),
    pub(super) size: (f64, f64),
}

/// A frame that is drawn, and the places in it.
pub(super) struct Bands {
    area: Area,
    values: Values,
    horizontal: bool,
    count: usize,
    /// The height of the whole drawing.
    pub(super) height: f64,
}

/// The part of the width that labels take at most.
const LABELS: f64 = 0.38;

impl Bands {
    /// Draws the frame; bars come on it, and then its [`Bands::baseline`].
    pub(super) fn draw(request: BandsRequest<'_>, drawing: &mut Drawing) -> Self {
        if request.horizontal { Self::across(request, drawing) } else { Self::upright(request, drawing) }
    }

    fn upright(request: BandsRequest<'_>, drawing: &mut Drawing) -> Self {
        let (width, height) = request.size;
        let count = request.labels.len().max(1);
        let first = request.values.widest() + 10.0;
        let fit = |left: f64| AxisLabels::fit(request.labels, (width - left - 2.0) / count as f64);
        // Turned labels can reach farther to the left than the axis does; with less room more of them may be turned.
        let mut left = first;
        for _ in 0..3 {
            left = left.max(fit(left).left - (width - left) / count as f64 / 2.0 + 4.0);
        }
        let below = fit(left);

        let top = heading(&request, drawing) + request.ends.1.max(8.0);
        let name = if request.category_name.is_empty() { 0.0 } else { LINE + 6.0 };
        let foot = request.ends.0 + below.height + name + 6.0;
        // Long labels make the drawing taller, not the bars lower.
        let plot = (height - top - foot).max(height * 0.6);
        let area = Area { x: left, y: top, width: width - left - 2.0, height: plot };
        let bands =
            Self { area, values: request.values, horizontal: false, count, height: top + plot + foot };
        for (tick, text) in &bands.values.ticks {
            let y = bands.at(*tick);
            drawing.add(Element::segment((area.x, y), (area.right(), y), "grid"));
            drawing.label(Label::new(area.x - 8.0, y, text, "tick").level().anchor(Anchor::End));
        }
        let labels_top = area.bottom() + request.ends.0 + 3.0;
        below.draw(|at| bands.middle(at), labels_top, width, drawing);
        let name = cut(request.category_name, width * 0.92);
        let half = width_of(&name) / 2.0;
        let middle = (area.x + area.width / 2.0).min(width * 0.98 - half).max(half);
        let place = (middle, bands.height - 6.0);
        drawing.label(Label::new(place.0, place.1, &name, "name").anchor(Anchor::Middle));
        bands
    }

    fn across(request: BandsRequest<'_>, drawing: &mut Drawing) -> Self {
        let (width, height) = request.size;
        let count = request.labels.len().max(1);
        let labels: Vec<String> = request.labels.iter().map(|label| cut(label, width * LABELS)).collect();
        let left = widest(&labels) * 1.02 + 12.0 + request.ends.0;
        let right =
            request.ends.1.max(request.values.ticks.last().map_or(0.0, |_| request.values.widest() / 2.0));

        let top = heading(&request, drawing);
        let name = if request.value_name.is_empty() { 0.0 } else { LINE + 4.0 };
        let foot = LINE + 8.0 + name;
        let (least, most) = request.pitch;
        let pitch = ((height - top - foot) / count as f64).clamp(least, most);
        let plot = pitch * count as f64;
        let area = Area { x: left, y: top, width: (width - left - right - 2.0).max(40.0), height: plot };
        let bands = Self { area, values: request.values, horizontal: true, count, height: top + plot + foot };
        let mut end = f64::NEG_INFINITY;
        for (tick, text) in &bands.values.ticks {
            let x = bands.at(*tick);
            drawing.add(Element::segment((x, area.y), (x, area.bottom()), "grid"));
            let half = width_of(text) / 2.0;
            if x - half > end + 8.0 {
                drawing.label(Label::new(x, area.bottom() + LINE + 1.0, text, "tick").anchor(Anchor::Middle));
                end = x + half;
            }
        }
        for (at, label) in labels.iter().enumerate() {
            let place = (area.x - 10.0 - request.ends.0, bands.middle(at));
            drawing.label(Label::new(place.0, place.1, label, "label").level().anchor(Anchor::End));
        }
        let name = cut(request.value_name, area.width);
        let place = (area.x + area.width / 2.0, bands.height - 5.0);
        drawing.label(Label::new(place.0, place.1, &name, "name").anchor(Anchor::Middle));
        bands
    }

    /// Draws the line from which bars grow: zero, or the end of the axis that is nearest to it.
    pub(super) fn baseline(&self, drawing: &mut Drawing) {
        let at = self.at(0.0_f64.max(self.values.scale.low).min(self.values.scale.high));
        let (from, to) = if self.horizontal {
            ((at, self.area.y), (at, self.area.bottom()))
        } else {
            ((self.area.x, at), (self.area.right(), at))
        };
        drawing.add(Element::segment(from, to, "axis"));
    }

    /// Returns the place of a number.
    pub(super) fn at(&self, value: f64) -> f64 {
        let fraction = self.values.scale.fraction(value);
        if self.horizontal {
            self.area.x + fraction * self.area.width
        } else {
            self.area.bottom() - fraction * self.area.height
        }
    }

    /// Returns the width of the band of a category.
    pub(super) fn pitch(&self) -> f64 {
        (if self.horizontal { self.area.height } else { self.area.width }) / self.count as f64
    }

    /// Returns the middle of the band of a category.
    pub(super) fn middle(&self, category: usize) -> f64 {
        let start = if self.horizontal { self.area.y } else { self.area.x };
        start + (category as f64 + 0.5) * self.pitch()
    }

    /// Returns the point at a place along the categories and a number.
    pub(super) fn point(&self, place: f64, value: f64) -> (f64, f64) {
        if self.horizontal { (self.at(value), place) } else { (place, self.at(value)) }
    }

    /// Returns the rectangle around a place along the categories, from one number to another.
    pub(super) fn bar(&self, place: f64, thickness: f64, from: f64, to: f64) -> Area {
        let (x1, y1) = self.point(place - thickness / 2.0, from);
        let (x2, y2) = self.point(place + thickness / 2.0, to);
        Area::between(x1, y1, x2, y2)
    }
}

/// Draws the legend and the name of the axis that goes up. Returns where the rest begins.
fn heading(request: &BandsRequest<'_>, drawing: &mut Drawing) -> f64 {
    let mut top = 4.0;
    if let Some(legend) = &request.legend {
        legend.draw(0.0, top, drawing);
        top += legend.height;
    }
    let name = if request.horizontal { request.category_name } else { request.value_name };
    let name = cut(name, request.size.0 * 0.92);
    if !name.trim().is_empty() {
        drawing.label(Label::new(0.0, top + 11.0, &name, "name"));
        top += LINE + 6.0;
    }
    top
}

/// Draws the range from one number to another at a place along the categories.
pub(super) fn whisker(bands: &Bands, place: f64, half: f64, ends: (f64, f64), drawing: &mut Drawing) {
    let (low, high) = ends;
    // First a wider line in the colour of the page: on a dark bar a dark line would not be seen.
    for class in ["under", "whisker"] {
        drawing.add(Element::segment(bands.point(place, low), bands.point(place, high), class));
        for end in [low, high] {
            cap(bands, place, half, end, class, drawing);
        }
    }
}

/// Draws a short line across the axis of the numbers.
pub(super) fn cap(bands: &Bands, place: f64, half: f64, value: f64, class: &str, drawing: &mut Drawing) {
    let (from, to) = (bands.point(place - half, value), bands.point(place + half, value));
    drawing.add(Element::segment(from, to, class));
}
