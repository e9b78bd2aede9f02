//! What the signs and colours of series mean.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::label::cut;
use super::palette;
use super::row::Row;

/// A line, or several, with the sign and the name of each series.
pub(super) fn legend<'a>(
    names: impl IntoIterator<Item = &'a str>,
    indent: usize,
    sign: impl Fn(usize) -> &'static str,
    canvas: Canvas,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut row = Row::new(canvas);
    row.until(indent);
    for (at, name) in names.into_iter().enumerate() {
        let name = cut(name, canvas.width.saturating_sub(indent + 2), canvas);
        if row.width() > indent && row.width() + 4 + name.width() > canvas.width {
            lines.push(std::mem::replace(&mut row, Row::new(canvas)).finish());
            row.until(indent);
        }
        if row.width() > indent {
            row.until(row.width() + 2);
        }
        row.push(sign(at), palette::series(at));
        row.push(&format!(" {name}"), palette::Paint::PLAIN);
    }
    lines.push(row.finish());
    lines
}
