//! The elements of a drawing, written one after the other.

use super::escape::escape;
use super::shape::{Area, Path, number};

/// The size of texts.
pub(super) const FONT: f64 = 12.0;
/// The size of texts that stand back.
pub(super) const SMALL: f64 = 11.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 15.0;

/// What has been drawn so far.
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

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Element {
    pub(super) fn new(name: &'static str, class: &str) -> Self {
        let element = Self { name, attributes: String::new() };
        if class.is_empty() { element } else { element.word("class", class) }
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
        Self::new("path", class).word("d", path.text())
    }

    /// An attribute with a number.
    pub(super) fn with(self, key: &str, value: f64) -> Self {
        let value = number(value);
        self.word(key, &value)
    }

    /// An attribute with a text, which is escaped.
    pub(super) fn word(mut self, key: &str, value: &str) -> Self {
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

    /// With its middle, not its baseline, at y: by numbers, as not every program knows `dominant-baseline`.
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

    /// Turned by so many degrees around its place.
    pub(super) fn turn(self, turn: f64) -> Self {
        Self { turn, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Followed by another text of another class.
    pub(super) fn tail(self, text: &'a str, class: &'a str) -> Self {
        Self { tail: Some((text, class)), ..self }
    }
}

impl Drawing {
    /// Adds an element.
    pub(super) fn add(&mut self, element: Element) {
        self.body.push_str(&format!("<{}{}/>\n", element.name, element.attributes));
    }

    /// Adds an element that says what it is when pointed at.
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
            Anchor::Middle => element = element.word("text-anchor", "middle"),
            Anchor::End => element = element.word("text-anchor", "end"),
        }
        if label.size != FONT {
            element = element.with("font-size", label.size);
        }
        if label.bold {
            element = element.with("font-weight", 600.0);
        }
        if label.turn != 0.0 {
            let turn = format!("rotate({} {} {})", number(label.turn), number(x), number(y));
            element = element.word("transform", &turn);
        }
        let tail = label.tail.map(|(tail, class)| {
            let tail = escape(tail);
            format!(" <tspan class=\"{class}\">{tail}</tspan>")
        });
        let tail = tail.unwrap_or_default();
        self.body.push_str(&format!("<text{}>{text}{tail}</text>\n", element.attributes));
    }

    /// The whole drawing.
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
