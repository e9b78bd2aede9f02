//! The names of series, each behind its colour.

use super::drawing::{Drawing, Element, FONT, Label};
use super::shape::Area;
use super::text::{cut, width};

/// How many colours there are.
const COLOURS: usize = 8;

/// A class of a series: `s` for what it fills, `l` for its lines, `o` for texts on it.
pub(super) fn series(letter: char, at: usize) -> String {
    format!("{letter}{}", at % COLOURS + 1)
}

/// The side of the square before a name.
const SQUARE: f64 = 11.0;
const ROW: f64 = 20.0;
const GAP: f64 = 18.0;

/// Where the names stand, from the upper left corner on, on as many rows as they need.
pub(super) struct Legend {
    places: Vec<(f64, f64, String)>,
    /// The height of all rows; 0 for fewer than two series, which need no legend.
    pub(super) height: f64,
}

impl Legend {
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>, room: f64) -> Self {
        let (mut x, mut y) = (0.0, 0.0);
        let mut places = Vec::new();
        for name in names {
            let name = cut(name, room - SQUARE - 6.0);
            let taken = SQUARE + 6.0 + width(&name);
            if x > 0.0 && x + taken > room {
                (x, y) = (0.0, y + ROW);
            }
            places.push((x, y, name));
            x += taken + GAP;
        }
        let height = if places.len() > 1 { y + ROW + 6.0 } else { 0.0 };
        Self { places, height }
    }

    /// Draws it with squares.
    pub(super) fn draw(&self, left: f64, top: f64, drawing: &mut Drawing) {
        self.draw_with(left, top, drawing, |drawing, at, (x, y)| {
            let square = Area { x, y: y - SQUARE / 2.0, width: SQUARE, height: SQUARE };
            drawing.add(Element::rectangle(square, &series('s', at)));
        });
    }

    /// Draws it with a sign of its own before each name: at its left edge and half of its height.
    pub(super) fn draw_with(
        &self,
        left: f64,
        top: f64,
        drawing: &mut Drawing,
        sign: impl Fn(&mut Drawing, usize, (f64, f64)),
    ) {
        if self.height == 0.0 {
            return;
        }
        for (at, (x, y, name)) in self.places.iter().enumerate() {
            let middle = top + y + FONT / 2.0 + 1.0;
            sign(drawing, at, (left + x, middle));
            drawing.label(Label::new(left + x + SQUARE + 6.0, middle, name, "label").level());
        }
    }
}
