//! Where the nodes of a Sankey diagram stand and how wide its flows are.

use super::super::prepare::{Flow, Sankey};
use super::shape::Area;
use super::stack::add;

/// The nodes and the flows, laid out.
pub(super) struct Layout {
    /// For each node its place; its x and its width are those of its column.
    pub(super) nodes: Vec<Area>,
    /// For each flow, in the order of the picture: where it leaves its source, where it reaches its target, its width.
    pub(super) flows: Vec<(f64, f64, f64)>,
    /// How many columns there are.
    pub(super) columns: usize,
}

/// More often than this the order is not improved.
const SWEEPS: usize = 12;

/// The most nodes in a column.
pub(super) fn most_in_a_column(sankey: &Sankey) -> usize {
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
pub(super) fn layout(sankey: &Sankey, room: Area, node_width: f64, gap: f64, pitch: f64) -> Layout {
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
    Layout { nodes, flows, columns: columns.len() }
}

/// Where the nodes of a column stand below its top and how high they are, and the height of all.
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
        // Parts of the column, as columns have different numbers of nodes.
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

/// The middle of the nodes before or behind a node, weighed by the flows; its own place if there are none.
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
        // Parts of the node, so that no sum is infinite.
        let weight = if largest > 0.0 { value / largest } else { 1.0 };
        sum += place(at) * weight;
        weights += weight;
    }
    if weights > 0.0 { sum / weights } else { place(node) }
}

/// Where each flow begins and ends: at a node they stand in the order of their other ends.
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
