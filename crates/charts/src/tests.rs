//! Tests: pictures of every kind, errors, and what must hold for any data.

mod areas;
mod bars;
mod boxes;
mod checking;
mod choosing;
mod describing;
mod distributions;
mod errors;
mod funnels;
mod heatmaps;
mod json;
mod kinds;
mod lines;
mod parsing;
mod pies;
mod properties;
mod samples;
mod sankeys;
mod stacks;
mod svg;
mod units;

use super::{Canvas, Column, draw_words};

/// The usual terminal.
const PLAIN: Canvas = Canvas { width: 80, height: 24, colour: false, unicode: true };
const COLOUR: Canvas = Canvas { colour: true, ..PLAIN };
const ASCII: Canvas = Canvas { unicode: false, ..PLAIN };
const NARROW: Canvas = Canvas { width: 40, ..PLAIN };

/// The picture with its colours written out: `<32>` and `<16/153>` begin them, `</>` is the reset.
fn picture(words: &str, columns: &[Column], canvas: Canvas) -> String {
    let text = draw_words(words, columns, canvas).unwrap();
    let mut parts = text.split("\x1b[");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (codes, rest) = part.split_once('m').unwrap();
        let codes = match codes {
            "0" => "/".to_owned(),
            codes => codes.replace("38;5;", "").replace(";48;5;", "/"),
        };
        shown.push_str(&format!("<{codes}>{rest}"));
    }
    shown
}
