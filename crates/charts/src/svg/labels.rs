//! Texts and where they have room: their widths, the labels of categories along an axis, and the legend of series.
//!
//! Nobody here can measure a text: widths are estimated, rather too wide than too narrow.

use unicode_width::UnicodeWidthChar as _;

use super::drawing::{Anchor, Area, Drawing, Element, FONT, LINE, Label, clean};
use crate::dates::sorts_as_time;

/// The longest label that is turned; a longer one is cut.
const LONGEST: f64 = 150.0;
/// The distances that turned labels need from each other.
const SLANTED_PITCH: f64 = 22.0;
const UPRIGHT_PITCH: f64 = 14.5;
const SLANT: f64 = -40.0;
const UPRIGHT: f64 = -90.0;

/// Labels of categories along an axis: side by side if they fit, else on several lines, turned, or only some of them.
#[derive(Debug, Clone)]
pub(super) struct AxisLabels {
    /// The lines of the label of each category; no lines for a label that is left out.
    lines: Vec<Vec<String>>,
    turn: f64,
    /// The height they take.
    pub(super) height: f64,
    /// The room they take to the left of the first of them.
    pub(super) left: f64,
    /// The room they take to the right of the last of them.
    pub(super) right: f64,
}

impl AxisLabels {
    /// Lays out labels which stand at this distance from each other.
    pub(super) fn fit(labels: &[String], pitch: f64) -> Self {
        Self::turned(labels, pitch, if pitch >= SLANTED_PITCH { SLANT } else { UPRIGHT })
    }

    /// Lays them out as [`AxisLabels::fit`] does, but turns them upright if they have to be turned.
    pub(super) fn upright(labels: &[String], pitch: f64) -> Self {
        Self::turned(labels, pitch, UPRIGHT)
    }

    fn turned(labels: &[String], pitch: f64, turn: f64) -> Self {
        let texts: Vec<String> = labels.iter().map(|label| cut(label, 2_000.0)).collect();
        let room = pitch - 5.0;
        // Dates and numbers are never broken. Some can be left out, as the reader knows what is between two of them.
        let is_ordered = texts.iter().all(|text| is_ordered(text));
        if let Some(most) = (1..=if is_ordered { 1 } else { 3 })
            .find(|most| texts.iter().all(|text| wrap(text, room, *most).is_some()))
        {
            let lines: Vec<Vec<String>> =
                texts.iter().map(|text| wrap(text, room, most).unwrap_or_default()).collect();
            let count = lines.iter().map(Vec::len).max().unwrap_or_default();
            return Self::flat(lines, count);
        }
        let stride = ((widest(&texts) + 12.0) / pitch).ceil().max(1.0) as usize;
        if stride <= texts.len() && is_ordered {
            return Self::flat(every(stride, texts), 1);
        }
        let stride = (UPRIGHT_PITCH / pitch.max(0.01)).ceil().max(1.0) as usize;
        let texts: Vec<String> = texts.iter().map(|text| cut(text, LONGEST)).collect();
        let (sine, cosine) = f64::to_radians(-turn).sin_cos();
        let height = widest(&texts) * sine + LINE + 2.0;
        let overhang = |(at, text): (usize, &String)| width(text) * cosine - at as f64 * pitch;
        let left = texts.iter().enumerate().map(overhang).fold(0.0, f64::max);
        Self { lines: every(stride, texts), turn, height, left, right: 0.0 }
    }

    fn flat(lines: Vec<Vec<String>>, count: usize) -> Self {
        let half = |lines: Option<&Vec<String>>| lines.map_or(0.0, |lines| widest(lines) / 2.0);
        let (left, right) = (half(lines.first()), half(lines.last()));
        Self { lines, turn: 0.0, height: count as f64 * LINE + 4.0, left, right }
    }

    /// Draws the labels below this height; `place` is where each stands from left to right.
    pub(super) fn draw(
        &self,
        place: impl Fn(usize) -> f64,
        top: f64,
        width_of_all: f64,
        drawing: &mut Drawing,
    ) {
        if self.turn == 0.0 {
            return self.draw_flat(place, |line, _| top + LINE * (line as f64 + 1.0), width_of_all, drawing);
        }
        let (right, down) = if self.turn == UPRIGHT { (4.0, 5.0) } else { (5.0, 10.0) };
        for (at, text) in
            self.lines.iter().enumerate().flat_map(|(at, lines)| lines.iter().map(move |t| (at, t)))
        {
            let label = Label::new(place(at) + right, top + down, text, "label");
            drawing.label(label.anchor(Anchor::End).turn(self.turn));
        }
    }

    /// Draws the labels above this height, as [`AxisLabels::draw`] does below one.
    pub(super) fn draw_above(
        &self,
        place: impl Fn(usize) -> f64,
        bottom: f64,
        width_of_all: f64,
        drawing: &mut Drawing,
    ) {
        if self.turn == 0.0 {
            let y = |line: usize, count: usize| bottom - 6.0 - LINE * (count - 1 - line) as f64;
            return self.draw_flat(place, y, width_of_all, drawing);
        }
        for (at, text) in
            self.lines.iter().enumerate().flat_map(|(at, lines)| lines.iter().map(move |t| (at, t)))
        {
            drawing.label(Label::new(place(at) + 4.0, bottom - 6.0, text, "label").turn(UPRIGHT));
        }
    }

    /// Draws labels that are not turned; `y` is the baseline of a line of so many.
    fn draw_flat(
        &self,
        place: impl Fn(usize) -> f64,
        y: impl Fn(usize, usize) -> f64,
        width_of_all: f64,
        drawing: &mut Drawing,
    ) {
        let mut end = f64::NEG_INFINITY;
        for (at, lines) in self.lines.iter().enumerate() {
            // Labels at the edges are pushed inwards.
            let half = widest(lines) / 2.0;
            let x = place(at).min(width_of_all - half - 1.0).max(half + 1.0);
            if lines.is_empty() || x - half < end + 2.0 {
                continue;
            }
            end = x + half;
            for (line, text) in lines.iter().enumerate() {
                drawing.label(Label::new(x, y(line, lines.len()), text, "label").anchor(Anchor::Middle));
            }
        }
    }
}

fn every(stride: usize, texts: Vec<String>) -> Vec<Vec<String>> {
    let kept = |(at, text): (usize, String)| if at % stride == 0 { vec![text] } else { Vec::new() };
    texts.into_iter().enumerate().map(kept).collect()
}

fn is_ordered(text: &str) -> bool {
    sorts_as_time(text) || text.replace(',', "").parse::<f64>().is_ok()
}

/// Estimates the width of a text at a size.
pub(super) fn width_at(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// Estimates the width of a text at the usual size.
pub(super) fn width(text: &str) -> f64 {
    width_at(text, FONT)
}

/// Estimates the width of the widest text at the usual size.
pub(super) fn widest<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    texts.into_iter().map(|text| width(text)).fold(0.0, f64::max)
}

/// Returns the width of a character as a part of the size. Between the widths of Arial and of Verdana.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.32,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '–' => 0.95,
        'A'..='Z' => 0.68,
        '0'..='9' => 0.62,
        c if c.is_ascii() => 0.59,
        c => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.62,
            Some(_) => 1.05,
        },
    }
}

/// Cuts a text with an ellipsis where it is wider.
pub(super) fn cut(text: &str, room: f64) -> String {
    let text = clean(text);
    if width(&text) <= room {
        return text;
    }
    let mut taken = em('…') * FONT;
    let fits = |c: &char| {
        taken += em(*c) * FONT;
        taken <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.trim().is_empty() { String::new() } else { format!("{}…", kept.trim_end()) }
}

/// Breaks a text at blanks and after hyphens into at most so many lines; `None` if it needs more or wider ones.
pub(super) fn wrap(text: &str, room: f64, most: usize) -> Option<Vec<String>> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_inclusive([' ', '-', '/']) {
        let longer = lines.last().map(|line| format!("{line}{word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(longer.trim_end()) <= room => *line = longer,
            _ if width(word.trim_end()) <= room => lines.push(word.to_owned()),
            _ => return None,
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|line| line.trim_end().to_owned()).collect();
    (lines.len() <= most).then_some(lines)
}

/// The number of colours.
const COLOURS: usize = 8;

/// Returns a class of a series: `s` for what it fills, `l` for its lines, `o` for texts on it.
pub(super) fn series(letter: char, at: usize) -> String {
    format!("{letter}{}", at % COLOURS + 1)
}

/// The side of the square before a name in a legend, the height of a row of names, and the gap between two of them.
const SQUARE: f64 = 11.0;
const ROW: f64 = 20.0;
const GAP: f64 = 18.0;

/// The names of series, each behind its colour, on as many rows as they need.
pub(super) struct Legend {
    places: Vec<(f64, f64, String)>,
    /// The height of all rows; 0 for fewer than two series, which need no legend.
    pub(super) height: f64,
}

impl Legend {
    /// Places the names from the upper left corner on.
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

    /// Draws it with a sign of its own before each name. `sign` gets the left edge and half of the height of its place.
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
