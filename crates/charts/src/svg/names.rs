//! The names of lines at their right ends, where the reader looks for them.

use super::drawing::{Drawing, Element, Label};
use super::legend::series;
use super::plane::Plane;
use super::text::{cut, widest};

/// Where a line ends.
pub(super) struct End {
    pub(super) x: f64,
    pub(super) y: f64,
    /// Whether a dot stands at the end.
    pub(super) has_dot: bool,
}

/// Names beside a plane.
pub(super) struct Names {
    names: Vec<String>,
    ends: Vec<End>,
    /// The room they take.
    pub(super) width: f64,
}

/// The names take at most this part of the width.
const PART: f64 = 0.26;
/// The distance from name to name.
const DISTANCE: f64 = 16.0;
/// From the end of a line to its name.
const REACH: f64 = 18.0;

impl Names {
    /// The names of several series, if all lines end near the right edge and no name would have to be cut.
    pub(super) fn beside(names: &[&str], width: f64, ends: impl Fn() -> Option<Vec<End>>) -> Option<Self> {
        if names.len() < 2 {
            return None;
        }
        let room = width * PART;
        let names: Vec<String> = names.iter().map(|name| cut(name, f64::MAX)).collect();
        let taken = widest(&names);
        (taken <= room).then_some(())?;
        Some(Self { names, ends: ends()?, width: taken + REACH + 16.0 })
    }

    /// Draws them beside the plane, none on another, each led to the end of its line.
    pub(super) fn draw(&self, plane: &Plane, drawing: &mut Drawing) {
        let wanted: Vec<f64> = self.ends.iter().map(|end| plane.y(end.y)).collect();
        let room = (plane.area.y, plane.area.bottom());
        for (at, y) in spread(&wanted, room, DISTANCE).into_iter().enumerate() {
            let (Some(name), Some(end)) = (self.names.get(at), self.ends.get(at)) else { continue };
            let (from, right) = (plane.x(end.x), plane.area.right());
            let from_y = plane.y(end.y);
            if end.has_dot {
                drawing.add(Element::dot((from, from_y), 3.0, &series('s', at)));
            }
            let start = from.max(right - 1.0);
            if (y - from_y).abs() > 4.0 || from < right - 4.0 {
                let class = format!("lead {}", series('l', at));
                drawing.add(Element::segment((from + 4.0, from_y), (start + REACH - 4.0, y), &class));
            }
            let x = start + REACH;
            drawing.add(Element::rectangle(
                super::shape::Area { x: x - 2.0, y: y - 4.0, width: 8.0, height: 8.0 },
                &series('s', at),
            ));
            drawing.label(Label::new(x + 11.0, y, name, "label").level());
        }
    }
}

/// Places near those wanted, from one end of the room to the other, none nearer to another than the distance.
pub(super) fn spread(wanted: &[f64], room: (f64, f64), distance: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| {
        let at = |index: &usize| wanted.get(*index).copied().unwrap_or_default();
        at(a).total_cmp(&at(b)).then(b.cmp(a))
    });
    let (top, bottom) = room;
    let distance = distance.min((bottom - top) / wanted.len().max(1) as f64);
    let mut places = vec![0.0; wanted.len()];
    let mut least = top;
    // Down from above, and then up again from below: what was pushed out at the bottom pushes the others back.
    for index in &order {
        if let (Some(place), Some(wanted)) = (places.get_mut(*index), wanted.get(*index)) {
            *place = wanted.max(least);
            least = *place + distance;
        }
    }
    let mut most = bottom;
    for index in order.iter().rev() {
        if let Some(place) = places.get_mut(*index) {
            *place = place.min(most);
            most = *place - distance;
        }
    }
    places
}
