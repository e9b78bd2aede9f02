//! Sankeys, as rows: source, target, amount, and a bar.

use unicode_width::UnicodeWidthStr as _;

use super::Canvas;
use super::bar_layout::{blocks, to_the_right};
use super::palette::{self, Paint};
use super::row::{Row, cut_all};
use crate::pictures::{Flow, Node, Sankey};

/// Draws all rows, those of one source together; sources stand from left to right as in the picture.
pub(super) fn draw(sankey: &Sankey, canvas: Canvas) -> Vec<String> {
    let mut flows: Vec<&Flow> = sankey.flows.iter().collect();
    flows.sort_by_key(|flow| (sankey.nodes.get(flow.from).map_or(0, |node| node.column), flow.from));
    let name = |at: usize| sankey.nodes.get(at).map(|node: &Node| node.name.clone()).unwrap_or_default();
    let names = |of: &dyn Fn(&Flow) -> usize| -> (Vec<String>, usize) {
        let names: Vec<String> = flows.iter().map(|flow| name(of(flow))).collect();
        cut_all(&names, canvas.width / 4, canvas)
    };
    let (sources, source_width) = names(&|flow| flow.from);
    let (targets, target_width) = names(&|flow| flow.to);
    let texts: Vec<String> = flows.iter().map(|flow| sankey.format.write(flow.value)).collect();
    let text_width = texts.iter().map(|text| text.width()).max().unwrap_or_default();
    let arrow = if canvas.unicode { "→" } else { "->" };
    let target_start = source_width + arrow.width() + 2;
    let text_end = target_start + target_width + 2 + text_width;
    let room = canvas.width.saturating_sub(text_end + 1).max(1);
    let largest = flows.iter().map(|flow| flow.value).fold(0.0, f64::max);

    let mut lines = Vec::new();
    let mut before = None;
    for (((flow, source), target), text) in flows.iter().zip(&sources).zip(&targets).zip(&texts) {
        let mut row = Row::new(canvas);
        row.push(if before == Some(flow.from) { "" } else { source }, Paint::PLAIN);
        before = Some(flow.from);
        row.until(source_width + 1);
        row.push(arrow, Paint::QUIET);
        row.until(target_start);
        row.push(target, Paint::PLAIN);
        row.push_right(text, text_end, Paint::PLAIN);
        row.until(text_end + 1);
        row.push(&to_the_right(flow.value / largest * room as f64, blocks(canvas)), palette::series(0));
        lines.push(row.finish());
    }
    lines
}
