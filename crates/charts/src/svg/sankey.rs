//! Sankey diagrams: how amounts flow from column to column.

use super::super::prepare::{Node, Sankey};
use super::drawing::{Anchor, Drawing, Element, Label};
use super::legend::series;
use super::sankey_layout::{layout, most_in_a_column};
use super::shape::{Area, Path};
use super::text::{cut, width};

const NODE_WIDTH: f64 = 14.0;
/// The least distance between two nodes, and between the middles of two.
const GAP: f64 = 8.0;
const PITCH: f64 = 20.0;
/// Labels to the left and to the right take at most this part of the width each.
const PART: f64 = 0.24;

/// Draws a Sankey diagram; returns the height of the drawing.
pub(super) fn draw(sankey: &Sankey, (width_of_all, asked): (f64, f64), drawing: &mut Drawing) -> f64 {
    let last = sankey.nodes.iter().map(|node| node.column).max().unwrap_or_default();
    // Many columns leave less for the labels at the sides.
    let side = width_of_all * PART.min(1.2 / (last as f64 + 2.0));
    let text = |node: &Node, room: f64| {
        let total = sankey.format.write(node.total);
        (cut(&node.name, room - width(&total) - 8.0), total)
    };
    let beside = |column: usize| {
        let nodes = sankey.nodes.iter().filter(|node| node.column == column);
        let widths = nodes.map(|node| {
            let (name, total) = text(node, side);
            width(&name) + width(&total) + 18.0
        });
        widths.fold(0.0, f64::max)
    };
    let left = beside(0);
    let right = if last > 0 { beside(last) } else { 0.0 };
    let height = (asked - 16.0).max(most_in_a_column(sankey) as f64 * (PITCH + 6.0));
    let room = Area { x: left, y: 8.0, width: (width_of_all - left - right).max(120.0), height };
    let layout = layout(sankey, room, NODE_WIDTH, GAP, PITCH);

    let colours = colours(sankey);
    let colour = |at: usize| colours.get(at).cloned().unwrap_or_default();
    for (flow, (from_y, to_y, thickness)) in sankey.flows.iter().zip(&layout.flows) {
        let (Some(from), Some(to)) = (layout.nodes.get(flow.from), layout.nodes.get(flow.to)) else {
            continue;
        };
        let path = ribbon((from.right(), *from_y), (to.x, *to_y), thickness.max(0.75));
        let name = |at: usize| sankey.nodes.get(at).map(|node| node.name.as_str()).unwrap_or_default();
        let title = format!("{} → {}: {}", name(flow.from), name(flow.to), sankey.format.write(flow.value));
        drawing.add_titled(Element::path(&path, &format!("mark link {}", colour(flow.from))), &title);
    }
    let between = if layout.columns > 1 { room.width / (layout.columns - 1) as f64 } else { room.width };
    for (at, (node, area)) in sankey.nodes.iter().zip(&layout.nodes).enumerate() {
        let title = format!("{}: {}", node.name, sankey.format.write(node.total));
        drawing.add_titled(Element::rectangle(*area, &format!("node {}", colour(at))), &title);
        let y = area.y + area.height / 2.0;
        let is_outside = node.column == 0 || node.column == last;
        let (name, total) = text(node, if is_outside { side } else { between - 40.0 });
        // Where there is no room for both the name is more than the number.
        let is_cut = !is_outside && name != node.name;
        let name = if is_cut { cut(&node.name, between - 30.0) } else { name };
        let label = if node.column == 0 {
            Label::new(area.x - 7.0, y, &name, "label halo").anchor(Anchor::End)
        } else {
            Label::new(area.right() + 7.0, y, &name, "label halo")
        };
        let label = label.level();
        drawing.label(if is_cut { label } else { label.tail(&total, "total") });
    }
    room.bottom() + 8.0
}

/// The colours of the nodes, which their flows take with them. Where all flows end there is nothing to tell apart.
fn colours(sankey: &Sankey) -> Vec<String> {
    let mut next = 0;
    let colour = |at: usize| {
        if !sankey.flows.iter().any(|flow| flow.from == at) {
            return "muted".to_owned();
        }
        next += 1;
        series('s', next - 1)
    };
    (0..sankey.nodes.len()).map(colour).collect()
}

/// A band of a thickness from one point to another, level at both ends.
fn ribbon(from: (f64, f64), to: (f64, f64), thickness: f64) -> Path {
    let (half, bend) = (thickness / 2.0, (from.0 + to.0) / 2.0);
    Path::from(from.0, from.1 - half)
        .curve([bend, from.1 - half, bend, to.1 - half, to.0, to.1 - half])
        .line(to.0, to.1 + half)
        .curve([bend, to.1 + half, bend, from.1 + half, from.0, from.1 + half])
        .close()
}
