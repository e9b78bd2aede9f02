//! Labels of categories below an axis: side by side if they fit, else on several lines, turned, or only some of them.

use super::super::dates::sorts_as_time;
use super::drawing::{Anchor, Drawing, LINE, Label};
use super::text::{cut, widest, width, wrap};

/// The longest label that is turned; a longer one is cut.
const LONGEST: f64 = 150.0;
/// Turned labels need this distance from each other.
const SLANTED_PITCH: f64 = 22.0;
const UPRIGHT_PITCH: f64 = 14.5;
const SLANT: f64 = -40.0;
const UPRIGHT: f64 = -90.0;

/// How labels are written.
#[derive(Debug, Clone)]
pub(super) struct Below {
    /// For each category the lines of its label; none for those left out.
    lines: Vec<Vec<String>>,
    turn: f64,
    /// The height they take.
    pub(super) height: f64,
    /// The room they take to the left of the first of them.
    pub(super) left: f64,
    /// The room they take to the right of the last of them.
    pub(super) right: f64,
}

impl Below {
    /// Labels which stand at this distance from each other.
    pub(super) fn fit(labels: &[String], pitch: f64) -> Self {
        Self::turned(labels, pitch, if pitch >= SLANTED_PITCH { SLANT } else { UPRIGHT })
    }

    /// As [`Below::fit`], but if they have to be turned, then upright.
    pub(super) fn upright(labels: &[String], pitch: f64) -> Self {
        Self::turned(labels, pitch, UPRIGHT)
    }

    fn turned(labels: &[String], pitch: f64, turn: f64) -> Self {
        let texts: Vec<String> = labels.iter().map(|label| cut(label, 2_000.0)).collect();
        let room = pitch - 5.0;
        // Of dates and numbers the reader knows what stands between two of them; and nobody breaks them.
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

    /// Draws the labels above this height, as [`Below::draw`] does below one.
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
            // Those at the edges are pushed inwards.
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
