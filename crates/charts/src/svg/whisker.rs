//! Whiskers: a line over a range, with a short one across each end.

use super::bands::Bands;
use super::drawing::{Drawing, Element};

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
