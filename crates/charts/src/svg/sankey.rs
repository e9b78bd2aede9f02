//! Sankey diagrams: nodes in columns, and between them flows as wide as their amounts.

use super::drawing::{Anchor, Area, Drawing, Element, Label, Path};
use super::labels::{cut, series, width};
use super::values::add;
use crate::pictures::{Flow, Node, Sankey};

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
        // If there is no room for both, the name matters more than the number.
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

/// Returns the colours of the nodes, which their flows take with them. Nodes at which all flows end have none of their
/// own.
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

/// Returns a band of a thickness from one point to another, level at both ends.
fn ribbon(from: (f64, f64), to: (f64, f64), thickness: f64) -> Path {
    let (half, bend) = (thickness / 2.0, (from.0 + to.0) / 2.0);
    Path::from(from.0, from.1 - half)
        .curve([bend, from.1 - half, bend, to.1 - half, to.0, to.1 - half])
        .line(to.0, to.1 + half)
        .curve([bend, to.1 + half, bend, from.1 + half, from.0, from.1 + half])
        .close()
}

/// The nodes and the flows, laid out.
struct FlowLayout {
    /// The place of each node; x and width are those of the node's column.
    nodes: Vec<Area>,
    /// The flows, in the order of the picture: the y at the source, the y at the target, and the width.
    flows: Vec<(f64, f64, f64)>,
    /// The number of columns.
    columns: usize,
}

/// The number of times that the order is improved.
const SWEEPS: usize = 12;

/// Returns the most nodes in a column.
fn most_in_a_column(sankey: &Sankey) -> usize {
    columns(sankey).iter().map(Vec::len).max().unwrap_or_default()
}

fn columns(sankey: &Sankey) -> Vec<Vec<usize>> {
    // No layer can have a higher number than there are nodes.
    let count = sankey.nodes.len();
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for (at, node) in sankey.nodes.iter().enumerate() {
        let column = node.column.min(count);
        if columns.len() <= column {
            columns.resize(column + 1, Vec::new());
        }
        if let Some(nodes) = columns.get_mut(column) {
            nodes.push(at);
        }
    }
    columns
}

/// Lays out nodes of a width between left and right, from top to bottom; `gap` is the least between two nodes and
/// `pitch` the least between their middles, so that their labels do not meet.
fn layout(sankey: &Sankey, room: Area, node_width: f64, gap: f64, pitch: f64) -> FlowLayout {
    let mut columns = columns(sankey);
    order(sankey, &mut columns);
    let sum = |nodes: &Vec<usize>| nodes.iter().fold(0.0, |sum, at| add(sum, total(sankey, *at)));
    let largest = columns.iter().map(sum).fold(0.0_f64, f64::max);
    let scaled = |value: f64, scale: f64| if largest > 0.0 { value / largest * scale } else { 0.0 };
    let stand = |order: &[usize], scale: f64| stand(sankey, order, |value| scaled(value, scale), gap, pitch);
    let fits = |scale: f64| columns.iter().all(|order| stand(order, scale).1 <= room.height);
    // The largest scale with which every column fits, found by halves: it also depends on the gaps.
    let (mut scale, mut too_large) = (0.0, room.height);
    for _ in 0..30 {
        let middle = (scale + too_large) / 2.0;
        if fits(middle) { scale = middle } else { too_large = middle }
    }
    let height = |value: f64| scaled(value, scale);

    let step = if columns.len() > 1 { (room.width - node_width) / (columns.len() - 1) as f64 } else { 0.0 };
    let mut nodes = vec![Area { x: room.x, y: room.y, width: node_width, height: 1.0 }; sankey.nodes.len()];
    for (column, order) in columns.iter().enumerate() {
        let (places, taken) = stand(order, scale);
        let top = room.y + (room.height - taken).max(0.0) / 2.0;
        for (at, (y, height)) in order.iter().zip(places) {
            if let Some(node) = nodes.get_mut(*at) {
                *node = Area { x: room.x + column as f64 * step, y: top + y, width: node_width, height };
            }
        }
    }
    let flows = flows(sankey, &nodes, height);
    FlowLayout { nodes, flows, columns: columns.len() }
}

/// Returns where the nodes of a column stand below its top and how high they are, and the height of all.
fn stand(
    sankey: &Sankey,
    order: &[usize],
    height: impl Fn(f64) -> f64,
    gap: f64,
    pitch: f64,
) -> (Vec<(f64, f64)>, f64) {
    let mut places: Vec<(f64, f64)> = Vec::new();
    for at in order {
        let height = height(total(sankey, *at)).max(1.0);
        let y =
            places.last().map_or(0.0, |(y, before)| y + before + gap.max(pitch - (before + height) / 2.0));
        places.push((y, height));
    }
    let taken = places.last().map_or(0.0, |(y, height)| y + height);
    (places, taken)
}

fn total(sankey: &Sankey, node: usize) -> f64 {
    sankey.nodes.get(node).map_or(0.0, |node| node.total.max(0.0))
}

/// Orders the nodes of each column by the middle of those they flow from and to, so that few flows cross.
fn order(sankey: &Sankey, columns: &mut [Vec<usize>]) {
    let mut places = vec![0.0; sankey.nodes.len()];
    let note = |column: &[usize], places: &mut Vec<f64>| {
        // Measured in parts of the column, as columns have different numbers of nodes.
        for (at, node) in column.iter().enumerate() {
            if let Some(place) = places.get_mut(*node) {
                *place = (at as f64 + 0.5) / column.len() as f64;
            }
        }
    };
    columns.iter().for_each(|column| note(column, &mut places));
    for sweep in 0..SWEEPS {
        let count = columns.len();
        for at in 0..count {
            let forward = sweep % 2 == 0;
            let Some(column) = columns.get_mut(if forward { at } else { count - 1 - at }) else { continue };
            let mut keyed: Vec<(f64, usize)> =
                column.iter().map(|node| (middle(sankey, *node, forward, &places), *node)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            *column = keyed.into_iter().map(|(_, node)| node).collect();
            note(column, &mut places);
        }
    }
}

/// Returns the middle of the nodes before or behind a node, weighed by the flows; its own place if there are none.
fn middle(sankey: &Sankey, node: usize, before: bool, places: &[f64]) -> f64 {
    let place = |at: usize| places.get(at).copied().unwrap_or_default();
    let neighbours = sankey.flows.iter().filter_map(|flow| match before {
        true if flow.to == node => Some((flow.from, flow.value)),
        false if flow.from == node => Some((flow.to, flow.value)),
        _ => None,
    });
    let largest = total(sankey, node);
    let (mut sum, mut weights) = (0.0, 0.0);
    for (at, value) in neighbours {
        // Measured in parts of the node, so that no sum is infinite.
        let weight = if largest > 0.0 { value / largest } else { 1.0 };
        sum += place(at) * weight;
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { place(node) }
}

/// Returns where each flow begins and ends: at a node they stand in the order of their other ends.
fn flows(sankey: &Sankey, nodes: &[Area], height: impl Fn(f64) -> f64) -> Vec<(f64, f64, f64)> {
    let y = |at: usize| nodes.get(at).map_or(0.0, |node| node.y + node.height / 2.0);
    let mut flows: Vec<(f64, f64, f64)> =
        sankey.flows.iter().map(|flow| (0.0, 0.0, height(flow.value.max(0.0)))).collect();
    for (at, node) in nodes.iter().enumerate() {
        for is_source in [true, false] {
            let here = |flow: &Flow| if is_source { flow.from } else { flow.to };
            let other = |flow: &Flow| y(if is_source { flow.to } else { flow.from });
            let mut order: Vec<(usize, &Flow)> =
                sankey.flows.iter().enumerate().filter(|(_, flow)| here(flow) == at).collect();
            order.sort_by(|(_, a), (_, b)| other(a).total_cmp(&other(b)));
            let mut top = node.y;
            for (index, _) in order {
                let Some(flow) = flows.get_mut(index) else { continue };
                let middle = top + flow.2 / 2.0;
                if is_source {
                    flow.0 = middle
                } else {
                    flow.1 = middle
                }
                top += flow.2;
            }
        }
    }
    flows
}
