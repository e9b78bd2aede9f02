//! Rectangles, numbers and paths, as SVG writes them.

/// An upright rectangle; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// Its right edge.
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Its lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// The rectangle between two corners.
    pub(super) fn between(x1: f64, y1: f64, x2: f64, y2: f64) -> Self {
        Self { x: x1.min(x2), y: y1.min(y2), width: (x2 - x1).abs(), height: (y2 - y1).abs() }
    }
}

/// Nothing lies farther out than this: more would only be digits.
const FARTHEST: f64 = 1e6;

/// A number with at most two decimals; there is no "-0" and no NaN.
pub(super) fn number(number: f64) -> String {
    let number = if number.is_finite() { number.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    // Adding 0 turns -0 into 0.
    let rounded = (number * 100.0).round() / 100.0 + 0.0;
    rounded.to_string()
}

/// The `d` of a path.
#[derive(Debug, Default)]
pub(super) struct Path(String);

impl Path {
    /// A path that begins here.
    pub(super) fn from(x: f64, y: f64) -> Self {
        Self(format!("M{} {}", number(x), number(y)))
    }

    /// A path through these points; empty without any.
    pub(super) fn through(points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points = points.into_iter();
        let Some((x, y)) = points.next() else { return Self::default() };
        points.fold(Self::from(x, y), |path, (x, y)| path.line(x, y))
    }

    /// A straight line to here.
    pub(super) fn line(self, x: f64, y: f64) -> Self {
        self.step("L", &[x, y])
    }

    /// A cubic curve with two handles to the last point.
    pub(super) fn curve(self, points: [f64; 6]) -> Self {
        self.step("C", &points)
    }

    /// An arc of a circle.
    pub(super) fn arc(mut self, radius: f64, is_large: bool, clockwise: bool, x: f64, y: f64) -> Self {
        let radius = number(radius);
        self.0.push_str(&format!("A{radius} {radius} 0 {} {} ", u8::from(is_large), u8::from(clockwise)));
        self.step("", &[x, y])
    }

    /// The pen lifted and set down here.
    pub(super) fn jump(self, x: f64, y: f64) -> Self {
        self.step("M", &[x, y])
    }

    /// Back to the beginning.
    pub(super) fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    /// The text of the attribute.
    pub(super) fn text(&self) -> &str {
        &self.0
    }

    fn step(mut self, letter: &str, numbers: &[f64]) -> Self {
        let numbers: Vec<String> = numbers.iter().map(|value| number(*value)).collect();
        self.0.push_str(letter);
        self.0.push_str(&numbers.join(" "));
        self
    }
}
