//! Scatter: a plane of dots, each series with a sign of its own, so that it can be read without colours too.

use std::collections::HashSet;

use super::drawing::{Area, Drawing, Element, Path};
use super::labels::{Legend, series};
use super::plane::{Plane, PlaneRequest};
use super::values::Values;
use crate::pictures::{Scatter, XAxis};
use crate::scale::Scale;

/// The most dots that are all drawn. Of more, those that would lie on another of their series are left out.
const MANY: usize = 3_000;

/// Draws dots; returns the height of the drawing.
pub(super) fn draw(scatter: &Scatter, size: (f64, f64), drawing: &mut Drawing) -> f64 {
    let points = || scatter.series.iter().flat_map(|series| &series.points);
    let places: Vec<f64> = points().map(|point| point.x).collect();
    let x = scatter.axis.scale(&places);
    let x = match scatter.axis {
        // Dots do not stand on the frame.
        XAxis::Time => {
            let around = (x.high - x.low) * 0.02;
            Scale { low: x.low - around, high: x.high + around }
        }
        XAxis::Number | XAxis::Steps(_) => Values::rounded(x.with_zero_if_near(), 8, None).scale,
    };
    let y = Scale::of(points().map(|point| point.y)).with_zero_if_near();
    let legend = Legend::new(scatter.series.iter().map(|series| series.name.as_str()), size.0);
    let count = places.len();
    let radius = match count {
        ..=200 => 4.0,
        201..=1_500 => 3.0,
        _ => 2.0,
    };
    legend.draw_with(0.0, 4.0, drawing, |drawing, at, (x, y)| {
        drawing.add(sign(at, (x + 5.0, y), 4.5, &series('s', at)));
    });
    let request = PlaneRequest {
        axis: &scatter.axis,
        x,
        places: &[],
        whole: places.iter().all(|place| place.fract() == 0.0),
        y: Values::rounded(y, 6, scatter.format.as_ref()),
        x_name: &scatter.x,
        y_name: scatter.y.as_deref().unwrap_or_default(),
        top: legend.height,
        right: 0.0,
        size,
    };
    let plane = Plane::draw(request, drawing);
    let opacity = if count > 30 { 0.65 } else { 0.9 };
    for (at, one) in scatter.series.iter().enumerate() {
        let class = format!("mark {}", series('s', at));
        let mut seen = HashSet::new();
        for point in &one.points {
            let place = (plane.x(point.x), plane.y(point.y));
            if count > MANY && !seen.insert((place.0.round() as i64, place.1.round() as i64)) {
                continue;
            }
            drawing.add(sign(at, place, radius, &class).with("opacity", opacity));
        }
    }
    plane.height
}

/// Returns the sign of a series: a circle, a square, a triangle or a diamond, all of about the same size.
fn sign(at: usize, (x, y): (f64, f64), radius: f64, class: &str) -> Element {
    match at % 4 {
        0 => Element::dot((x, y), radius, class),
        1 => {
            let side = radius * 1.75;
            let area = Area { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side };
            Element::rectangle(area, class)
        }
        2 => {
            let (half, height) = (radius * 1.2, radius * 1.1);
            let path =
                Path::from(x, y - height).line(x + half, y + height).line(x - half, y + height).close();
            Element::path(&path, class)
        }
        _ => {
            let far = radius * 1.3;
            let path = Path::from(x, y - far).line(x + far, y).line(x, y + far).line(x - far, y).close();
            Element::path(&path, class)
        }
    }
}
