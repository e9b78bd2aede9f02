//! The frame of lines and dots: a plane with an axis of numbers up and another, of numbers or time, to the right.

use super::drawing::{Anchor, Area, Drawing, Element, LINE, Label};
use super::labels::{AxisLabels, cut, width};
use super::values::Values;
use crate::dates::time_ticks;
use crate::pictures::XAxis;
use crate::scale::Scale;

/// The contents of a plane.
pub(super) struct PlaneRequest<'a> {
    pub(super) axis: &'a XAxis,
    pub(super) x: Scale,
    /// The horizontal positions of the data. Times are marked at these positions, if there are such ticks.
    pub(super) places: &'a [f64],
    /// True if only whole numbers are marked on the horizontal axis.
    pub(super) whole: bool,
    pub(super) y: Values,
    pub(super) x_name: &'a str,
    pub(super) y_name: &'a str,
    /// Room above for a legend, and to the right for names.
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) size: (f64, f64),
}

/// A plane that is drawn, and the places in it.
pub(super) struct Plane {
    pub(super) area: Area,
    x: Scale,
    y: Scale,
    /// The height of the whole drawing.
    pub(super) height: f64,
}

impl Plane {
    /// Draws the axes with their ticks and names.
    pub(super) fn draw(request: PlaneRequest<'_>, drawing: &mut Drawing) -> Self {
        let (width_of_all, height) = request.size;
        let mut top = request.top + 4.0;
        let y_name = cut(request.y_name, width_of_all * 0.92);
        if !y_name.trim().is_empty() {
            drawing.label(Label::new(0.0, top + 11.0, &y_name, "name"));
            top += LINE + 6.0;
        }
        top += 6.0;
        let left = request.y.widest() + 10.0;
        let inner = |left: f64, right: f64| (width_of_all - left - right).max(60.0);
        let (mut left, mut right) = (left, request.right.max(14.0));
        // The first and the last label reach beyond the plane; with less room more of them may be turned.
        for _ in 0..3 {
            let steps = steps(request.axis, inner(left, right));
            let (before, after) = steps.map_or((0.0, 0.0), |steps| (steps.left, steps.right));
            (left, right) =
                (left.max(before.min(width_of_all * 0.3)), right.max(after.min(width_of_all * 0.3)));
        }
        let inner = inner(left, right);
        let steps = steps(request.axis, inner);
        let below = steps.as_ref().map_or(LINE + 8.0, |steps| steps.height + 5.0);
        let name = if request.x_name.is_empty() { 4.0 } else { LINE + 8.0 };
        let plot = (height - top - below - name).max(height * 0.6);
        let area = Area { x: left, y: top, width: inner, height: plot };
        let plane = Self { area, x: request.x, y: request.y.scale, height: top + plot + below + name };

        for (tick, text) in &request.y.ticks {
            let y = plane.y(*tick);
            let class = if *tick == 0.0 { "axis" } else { "grid" };
            drawing.add(Element::segment((area.x, y), (area.right(), y), class));
            drawing.label(Label::new(area.x - 8.0, y, text, "tick").level().anchor(Anchor::End));
        }
        if plane.y.low != 0.0 {
            drawing.add(Element::segment((area.x, area.bottom()), (area.right(), area.bottom()), "axis"));
        }
        match steps {
            Some(steps) => steps.draw(|at| plane.x(at as f64), area.bottom() + 5.0, width_of_all, drawing),
            None => plane.ticks(&request, drawing),
        }
        let x_name = cut(request.x_name, width_of_all * 0.92);
        let half = width(&x_name) / 2.0;
        let middle = (area.x + area.width / 2.0).max(half).min(width_of_all - half);
        drawing.label(Label::new(middle, plane.height - 6.0, &x_name, "name").anchor(Anchor::Middle));
        plane
    }

    /// Returns the place of a number from left to right.
    pub(super) fn x(&self, value: f64) -> f64 {
        self.area.x + self.x.fraction(value) * self.area.width
    }

    /// Returns the place of a number from above to below.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.area.bottom() - self.y.fraction(value) * self.area.height
    }

    /// Draws the ticks of a horizontal axis of numbers or time: as many as stand side by side.
    fn ticks(&self, request: &PlaneRequest<'_>, drawing: &mut Drawing) {
        let width_of_all = request.size.0;
        let placed = |ticks: Vec<(f64, String)>| -> Option<Vec<(f64, f64, String)>> {
            let mut end = f64::NEG_INFINITY;
            let mut placed = Vec::with_capacity(ticks.len());
            for (tick, text) in ticks {
                let half = width(&text) / 2.0;
                let place = self.x(tick);
                let middle = place.min(width_of_all - half).max(half);
                if middle - half < end + 10.0 {
                    return None;
                }
                end = middle + half;
                placed.push((place, middle, text));
            }
            (!placed.is_empty()).then_some(placed)
        };
        let times = |at_data: bool| {
            [0.14, 0.11, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02].into_iter().find_map(|part| {
                let ticks = time_ticks(self.x.low, self.x.high, (self.area.width * part) as usize)?;
                // Here and there a day may be missing.
                let found = ticks.iter().filter(|(tick, _)| request.places.contains(tick)).count();
                (!at_data || ticks.len() > 1 && found * 4 >= ticks.len() * 3).then_some(())?;
                placed(ticks)
            })
        };
        let numbers = |most: usize| placed(Values::exact(self.x, most, request.whole).ticks);
        let most = (self.area.width / 60.0).clamp(2.0, 12.0) as usize;
        let ticks = match request.axis {
            XAxis::Time => times(true).or_else(|| times(false)),
            _ => None,
        };
        let ticks = ticks.or_else(|| (1..=most).rev().find_map(numbers));
        for (place, middle, text) in ticks.unwrap_or_default() {
            let bottom = self.area.bottom();
            drawing.add(Element::segment((place, bottom), (place, bottom + 5.0), "axis"));
            drawing.label(Label::new(middle, bottom + 5.0 + LINE, &text, "tick").anchor(Anchor::Middle));
        }
    }
}

/// Lays out the labels of an axis of steps.
fn steps(axis: &XAxis, width: f64) -> Option<AxisLabels> {
    let XAxis::Steps(labels) = axis else { return None };
    Some(AxisLabels::fit(labels, width / (labels.len().max(2) - 1) as f64))
}
