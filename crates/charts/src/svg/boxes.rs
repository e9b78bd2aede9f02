//! Box plots: the middle half of the values as a box, the others as whiskers and dots.

use super::bands::{Bands, BandsRequest, cap};
use super::drawing::{Drawing, Element};
use super::values::Values;
use crate::pictures::{Boxes, FiveNumbers};
use crate::scale::Scale;

/// Draws boxes; returns the height of the drawing.
pub(super) fn draw(boxes: &Boxes, size: (f64, f64), drawing: &mut Drawing) -> f64 {
    let labels: Vec<String> = boxes.boxes.iter().map(|one| one.label.clone()).collect();
    let numbers = boxes.boxes.iter().flat_map(|one| {
        [one.low, one.first_quartile, one.third_quartile, one.high]
            .into_iter()
            .chain(one.outliers.iter().copied())
    });
    let scale = Scale::of(numbers).with_zero_if_near();
    let request = BandsRequest {
        labels: &labels,
        values: Values::rounded(scale, 6, Some(&boxes.format).filter(|format| format.percent)),
        horizontal: boxes.horizontal,
        category_name: boxes.x.as_deref().unwrap_or_default(),
        value_name: &boxes.y,
        legend: None,
        ends: (0.0, 0.0),
        pitch: (30.0, 48.0),
        size,
    };
    let bands = Bands::draw(request, drawing);
    bands.baseline(drawing);
    let thickness = (bands.pitch() * 0.55).min(if boxes.horizontal { 24.0 } else { 56.0 });
    for (at, one) in boxes.boxes.iter().enumerate() {
        five(one, boxes, &bands, bands.middle(at), thickness, drawing);
    }
    bands.height
}

fn five(one: &FiveNumbers, boxes: &Boxes, bands: &Bands, place: f64, thickness: f64, drawing: &mut Drawing) {
    for outlier in &one.outliers {
        drawing.add(Element::dot(bands.point(place, *outlier), 2.5, "outlier s1").with("opacity", 0.6));
    }
    for (from, to) in [(one.first_quartile, one.low), (one.third_quartile, one.high)] {
        drawing.add(Element::segment(bands.point(place, from), bands.point(place, to), "whisker"));
        cap(bands, place, thickness / 4.0, to, "whisker", drawing);
    }
    let write = |value: f64| boxes.format.write(value);
    let title = format!(
        "{}: median {}, quartiles {} and {}, whiskers {} and {}, {} values",
        one.label,
        write(one.median),
        write(one.first_quartile),
        write(one.third_quartile),
        write(one.low),
        write(one.high),
        one.count
    );
    let area = bands.bar(place, thickness, one.first_quartile, one.third_quartile);
    // The box is pale; the lines of the grid must not be seen through it.
    drawing.add(Element::rectangle(area, "page"));
    drawing.add_titled(Element::rectangle(area, "mark box s1"), &title);
    cap(bands, place, thickness / 2.0, one.median, "median", drawing);
}
