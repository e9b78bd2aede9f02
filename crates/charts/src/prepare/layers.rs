//! The columns in which the nodes of a sankey stand.

use super::sankey::Flow;

/// Nodes that flow into one another in a circle: from the first back to it, which is also the last.
pub(super) struct Circle(pub(super) Vec<usize>);

/// The column of each node: one to the right of the last that flows into it.
pub(super) fn layers(nodes: usize, flows: &[Flow]) -> Result<Vec<usize>, Circle> {
    let mut columns = vec![0; nodes];
    let mut waiting: Vec<usize> = vec![0; nodes];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for flow in flows {
        if let (Some(waiting), Some(out)) = (waiting.get_mut(flow.to), out.get_mut(flow.from)) {
            *waiting += 1;
            out.push(flow.to);
        }
    }
    // A node is settled when all that flow into it are.
    let mut ready: Vec<usize> = (0..nodes).filter(|node| waiting.get(*node) == Some(&0)).collect();
    while let Some(node) = ready.pop() {
        let next = columns.get(node).map_or(0, |column| column + 1);
        for to in out.get(node).into_iter().flatten() {
            if let (Some(column), Some(waiting)) = (columns.get_mut(*to), waiting.get_mut(*to)) {
                *column = next.max(*column);
                *waiting -= 1;
                if *waiting == 0 {
                    ready.push(*to);
                }
            }
        }
    }
    match circle(&waiting, flows) {
        Some(circle) => Err(circle),
        None => Ok(columns),
    }
}

/// A circle among the nodes that still wait: backwards from one of them to the next that waits, until one comes again.
fn circle(waiting: &[usize], flows: &[Flow]) -> Option<Circle> {
    let waits = |node: usize| waiting.get(node).is_some_and(|count| *count > 0);
    let mut node = (0..waiting.len()).find(|node| waits(*node))?;
    let mut way = Vec::new();
    loop {
        if let Some(first) = way.iter().position(|seen| *seen == node) {
            let mut circle = way.split_off(first);
            circle.push(node);
            circle.reverse();
            return Some(Circle(circle));
        }
        way.push(node);
        node = flows.iter().find(|flow| flow.to == node && waits(flow.from))?.from;
    }
}
