//! The elements of a drawing: rectangles, paths and texts, written one after the other as SVG.

use tenure_diagnostics::turns_text;

/// The size of texts.
pub(super) const FONT: f64 = 12.0;
/// The size of texts that stand back.
pub(super) const SMALL: f64 = 11.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 15.0;

/// The elements that have been drawn so far.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    body: String,
}

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: String,
}

/// The end of a text that stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Element {
    pub(super) fn new(name: &'static str, class: &str) -> Self {
        let element = Self { name, attributes: String::new() };
        if class.is_empty() { element } else { element.text_attribute("class", class) }
    }

    pub(super) fn rectangle(area: Area, class: &str) -> Self {
        Self::new("rect", class)
            .with("x", area.x)
            .with("y", area.y)
            .with("width", area.width)
            .with("height", area.height)
    }

    pub(super) fn segment(from: (f64, f64), to: (f64, f64), class: &str) -> Self {
        let ends = [("x1", from.0), ("y1", from.1), ("x2", to.0), ("y2", to.1)];
        ends.into_iter().fold(Self::new("line", class), |element, (key, value)| element.with(key, value))
    }

    pub(super) fn dot(place: (f64, f64), radius: f64, class: &str) -> Self {
        Self::new("circle", class).with("cx", place.0).with("cy", place.1).with("r", radius)
    }

    pub(super) fn path(path: &Path, class: &str) -> Self {
        Self::new("path", class).text_attribute("d", &path.0)
    }

    /// Adds an attribute with a number.
    pub(super) fn with(self, key: &str, value: f64) -> Self {
        let value = number(value);
        self.text_attribute(key, &value)
    }

    /// Adds an attribute with a text, which is escaped.
    pub(super) fn text_attribute(mut self, key: &str, value: &str) -> Self {
        self.attributes.push_str(&format!(" {key}=\"{}\"", escape(value)));
        self
    }
}

/// A text and where it stands; y is its baseline.
#[derive(Debug, Clone)]
pub(super) struct Label<'a> {
    place: (f64, f64),
    text: &'a str,
    class: &'a str,
    anchor: Anchor,
    size: f64,
    turn: f64,
    bold: bool,
    tail: Option<(&'a str, &'a str)>,
}

impl<'a> Label<'a> {
    pub(super) fn new(x: f64, y: f64, text: &'a str, class: &'a str) -> Self {
        Self {
            place: (x, y),
            text,
            class,
            anchor: Anchor::Start,
            size: FONT,
            turn: 0.0,
            bold: false,
            tail: None,
        }
    }

    /// Puts its middle, not its baseline, at y: by numbers, as not every program knows `dominant-baseline`.
    pub(super) fn level(mut self) -> Self {
        self.place.1 += self.size * 0.35;
        self
    }

    pub(super) fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// Turns the text by a number of degrees around its place.
    pub(super) fn turn(self, turn: f64) -> Self {
        Self { turn, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Adds another text of another class behind it.
    pub(super) fn tail(self, text: &'a str, class: &'a str) -> Self {
        Self { tail: Some((text, class)), ..self }
    }
}

impl Drawing {
    /// Adds an element.
    pub(super) fn add(&mut self, element: Element) {
        self.body.push_str(&format!("<{}{}/>\n", element.name, element.attributes));
    }

    /// Adds an element with a title, which is read when it is pointed at.
    pub(super) fn add_titled(&mut self, element: Element, title: &str) {
        let Element { name, attributes } = element;
        self.body.push_str(&format!("<{name}{attributes}><title>{}</title></{name}>\n", escape(title)));
    }

    /// Adds a text; nothing for an empty one.
    pub(super) fn label(&mut self, label: Label<'_>) {
        let text = escape(label.text);
        if text.trim().is_empty() && label.tail.is_none() {
            return;
        }
        let (x, y) = label.place;
        let mut element = Element::new("text", label.class).with("x", x).with("y", y);
        match label.anchor {
            Anchor::Start => {}
            Anchor::Middle => element = element.text_attribute("text-anchor", "middle"),
            Anchor::End => element = element.text_attribute("text-anchor", "end"),
        }
        if label.size != FONT {
            element = element.with("font-size", label.size);
        }
        if label.bold {
            element = element.with("font-weight", 600.0);
        }
        if label.turn != 0.0 {
            let turn = format!("rotate({} {} {})", number(label.turn), number(x), number(y));
            element = element.text_attribute("transform", &turn);
        }
        let tail = label.tail.map(|(tail, class)| {
            let tail = escape(tail);
            format!(" <tspan class=\"{class}\">{tail}</tspan>")
        });
        let tail = tail.unwrap_or_default();
        self.body.push_str(&format!("<text{}>{text}{tail}</text>\n", element.attributes));
    }

    /// Returns the whole drawing.
    pub(super) fn finish(self, width: f64, height: f64, description: &str) -> String {
        let description = escape(description);
        let (width, height, font) = (number(width), number(height), number(FONT));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {width} {height}\" \
             width=\"100%\" font-size=\"{font}\" role=\"img\" aria-label=\"{description}\">\n\
             <title>{description}</title>\n{}</svg>\n",
            self.body
        )
    }
}

/// An upright rectangle; y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// Returns its right edge.
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Returns its lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Returns the rectangle between two corners.
    pub(super) fn between(x1: f64, y1: f64, x2: f64, y2: f64) -> Self {
        Self { x: x1.min(x2), y: y1.min(y2), width: (x2 - x1).abs(), height: (y2 - y1).abs() }
    }
}

/// The farthest coordinate; more would only be digits.
const FARTHEST: f64 = 1e6;

/// Writes a number with at most two decimals; there is no "-0" and no NaN.
fn number(number: f64) -> String {
    let number = if number.is_finite() { number.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    // Adding 0 turns -0 into 0.
    let rounded = (number * 100.0).round() / 100.0 + 0.0;
    rounded.to_string()
}

/// The `d` of a path.
#[derive(Debug, Default)]
pub(super) struct Path(String);

impl Path {
    /// Creates a path that begins at a point.
    pub(super) fn from(x: f64, y: f64) -> Self {
        Self(format!("M{} {}", number(x), number(y)))
    }

    /// Creates a path through points, empty without any.
    pub(super) fn through(points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points = points.into_iter();
        let Some((x, y)) = points.next() else { return Self::default() };
        points.fold(Self::from(x, y), |path, (x, y)| path.line(x, y))
    }

    /// Adds a straight line to here.
    pub(super) fn line(self, x: f64, y: f64) -> Self {
        self.step("L", &[x, y])
    }

    /// Adds a cubic curve with two handles to the last point.
    pub(super) fn curve(self, points: [f64; 6]) -> Self {
        self.step("C", &points)
    }

    /// Adds an arc of a circle.
    pub(super) fn arc(mut self, radius: f64, is_large: bool, clockwise: bool, x: f64, y: f64) -> Self {
        let radius = number(radius);
        self.0.push_str(&format!("A{radius} {radius} 0 {} {} ", u8::from(is_large), u8::from(clockwise)));
        self.step("", &[x, y])
    }

    /// Lifts the pen and sets it down here.
    pub(super) fn jump(self, x: f64, y: f64) -> Self {
        self.step("M", &[x, y])
    }

    /// Closes the path with a line back to its beginning.
    pub(super) fn close(mut self) -> Self {
        self.0.push('Z');
        self
    }

    fn step(mut self, letter: &str, numbers: &[f64]) -> Self {
        let numbers: Vec<String> = numbers.iter().map(|value| number(*value)).collect();
        self.0.push_str(letter);
        self.0.push_str(&numbers.join(" "));
        self
    }
}

/// Makes a text fit for XML: it stands on one line and reads from its own beginning. Characters that XML forbids and
/// those that turn the text are left out; line ends become blanks.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            '\u{fffe}' | '\u{ffff}' => None,
            c if c.is_control() || turns_text(c) => None,
            c => Some(c),
        })
        .collect()
}

/// Escapes a text for an element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
