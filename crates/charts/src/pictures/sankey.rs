//! Sankeys: flows from sources to targets.

use std::collections::{HashMap, HashSet};

use tenure_diagnostics::{counted, grouped};

use super::Request;
use super::numbers::{Missing, negative, note, nothing_left, sum};
use super::phrases::{Mark, extremes};
use super::series::duplicate;
use crate::choose::Choice;
use crate::column::{Column, Picked};
use crate::error::ChartError;
use crate::format::Format;

/// Flows between nodes that stand in columns; every flow goes to the right.
///
/// A node stands one column to the right of the last one that flows into it. Nodes and flows stand in the order in
/// which they first appear in the result. Two rows for one flow are an error, and so are flows in a circle.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Sankey {
    /// The name of the sources.
    pub source: String,
    /// The name of the targets.
    pub target: String,
    /// The name of the numbers.
    pub value: String,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The flows: at least one.
    pub flows: Vec<Flow>,
    /// The format of the numbers.
    pub format: Format,
}

/// A node.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Node {
    /// The name of the node.
    pub name: String,
    /// The column of the node, counted from the left from 0.
    pub column: usize,
    /// The sum of what flows in or of what flows out, whichever is larger.
    pub total: f64,
}

/// A flow.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Flow {
    /// The place of its source among the nodes.
    pub from: usize,
    /// The place of its target among the nodes.
    pub to: usize,
    /// The amount: finite and more than 0.
    pub value: f64,
}

/// The most flows; of more, the largest are drawn.
const MOST_FLOWS: usize = 200;

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, columns, .. }: Request<'_>,
    notes: &mut Vec<String>,
) -> Result<Sankey, ChartError> {
    let (source, Some(target), Some(value)) = (&choice.x, choice.y.first(), &choice.value) else {
        return Err(ChartError::new("a sankey needs source, target and value"));
    };
    let mut rows = rows([source, target, value], choice, columns, notes)?;
    keep_largest(&mut rows, notes);
    let mut names: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut place = |name: &str| {
        *places.entry(name.to_owned()).or_insert_with(|| {
            names.push(name.to_owned());
            names.len() - 1
        })
    };
    let flow = |row: &Row| Flow { from: place(&row.source), to: place(&row.target), value: row.value };
    let flows: Vec<Flow> = rows.iter().map(flow).collect();
    let columns = layers(names.len(), &flows).map_err(|circle| circle_error(&circle, &names, source))?;
    let mut nodes = Vec::with_capacity(names.len());
    for (at, (name, column)) in names.into_iter().zip(columns).enumerate() {
        let total = |is_end: &dyn Fn(&Flow) -> bool| {
            sum(flows.iter().filter(|flow| is_end(flow)).map(|flow| flow.value), false, &name)
                .map_err(|error| error.at(value.place.clone()))
        };
        let total = total(&|flow| flow.from == at)?.max(total(&|flow| flow.to == at)?);
        nodes.push(Node { name, column, total });
    }
    let format = Format::or_fitting(specification.format.as_ref(), flows.iter().map(|flow| flow.value));
    let name = |picked: &Picked<'_>| picked.name().to_owned();
    Ok(Sankey { source: name(source), target: name(target), value: name(value), nodes, flows, format })
}

/// A row that is a flow.
struct Row {
    source: String,
    target: String,
    value: f64,
}

/// Reads the rows that are flows, and notes which are not.
fn rows(
    [source, target, value]: [&Picked<'_>; 3],
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Vec<Row>, ChartError> {
    let all = source.column.rows().max(target.column.rows());
    let (mut rows, mut seen, mut left_out, mut zeros) = (Vec::new(), HashSet::new(), 0, 0);
    for row in 0..all {
        let (from, to) = (source.column.label(row), target.column.label(row));
        let (Some(from), Some(to), Some(number)) = (from, to, value.column.number(row)) else {
            left_out += 1;
            continue;
        };
        let (from, to) = (from.into_owned(), to.into_owned());
        if !seen.insert((from.clone(), to.clone())) {
            return Err(duplicate(choice, columns, &[(source.name(), &from), (target.name(), &to)]));
        }
        if number < 0.0 {
            let label = format!("{from} → {to}");
            return Err(negative("a flow", &label, number).at(value.place.clone()));
        }
        if number > 0.0 {
            rows.push(Row { source: from, target: to, value: number });
        } else {
            zeros += 1;
        }
    }
    if left_out == all {
        return Err(nothing_left(&[value, source, target]));
    }
    if rows.is_empty() {
        let message = format!("'{}' is 0 everywhere: nothing flows", value.name());
        return Err(ChartError::new(message).at(value.place.clone()).empty());
    }
    Missing { rows: left_out, values: 0 }.note(notes);
    note(notes, zeros, "flow", ["of 0 is left out", "of 0 are left out"]);
    Ok(rows)
}

/// Keeps of very many flows the largest, in their order.
fn keep_largest(rows: &mut Vec<Row>, notes: &mut Vec<String>) {
    if rows.len() <= MOST_FLOWS {
        return;
    }
    notes.push(format!("the {MOST_FLOWS} largest of {} flows", grouped(rows.len() as u64)));
    let mut values: Vec<f64> = rows.iter().map(|row| row.value).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let least = values.get(MOST_FLOWS - 1).copied().unwrap_or_default();
    // Takes the first node if several have the least value.
    let mut equal = MOST_FLOWS - values.iter().filter(|value| **value > least).count();
    rows.retain(|row| {
        let is_kept = row.value > least || row.value == least && equal > 0;
        equal -= usize::from(is_kept && row.value == least);
        is_kept
    });
}

fn circle_error(circle: &Circle, names: &[String], source: &Picked<'_>) -> ChartError {
    let names: Vec<&str> = circle.0.iter().filter_map(|at| names.get(*at)).map(String::as_str).collect();
    ChartError::new(format!("the flows go in a circle: {}", names.join(" → "))).at(source.place.clone()).hint(
        "all must lead on: name the same thing apart before and after, as in 'A (before)' and 'A (after)'",
    )
}

/// Nodes that flow into one another in a circle: from the first back to it, which is also the last.
struct Circle(Vec<usize>);

/// Returns the column of each node: one to the right of the last that flows into it.
fn layers(nodes: usize, flows: &[Flow]) -> Result<Vec<usize>, Circle> {
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

/// Finds a circle among the nodes that still wait: goes backwards from one to the next that waits, until one comes
/// again.
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

/// Describes the picture in words.
pub(super) fn describe(sankey: &Sankey) -> String {
    let name = |at: usize| sankey.nodes.get(at).map(|node| node.name.as_str()).unwrap_or_default();
    let marks: Vec<Mark> = sankey
        .flows
        .iter()
        .map(|flow| (format!("{} to {}", name(flow.from), name(flow.to)), flow.value))
        .collect();
    format!(
        "Flows of {} from {} to {}, {} between {}: {}.",
        sankey.value,
        sankey.source,
        sankey.target,
        counted(marks.len() as u64, "flow"),
        counted(sankey.nodes.len() as u64, "node"),
        extremes(&marks, &sankey.format, "")
    )
}
