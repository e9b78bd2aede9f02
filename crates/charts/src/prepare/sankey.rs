//! Sankeys: how much flows from where to where.

use std::collections::{HashMap, HashSet};

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::columns::Picked;
use super::super::error::ChartError;
use super::super::number::{Format, count};
use super::super::spec::Specification;
use super::layers::{Circle, layers};
use super::missing::{Missing, nothing_left};
use super::series::duplicate;
use super::sums::{negative, sum};

/// Flows between nodes that stand in columns; every flow goes to the right.
///
/// A node stands one column to the right of the last one that flows into it. Nodes and flows stand in the order in which
/// they first appear in the result. Two rows for one flow are an error, and so are flows in a circle.
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
    /// How the numbers are written.
    pub format: Format,
}

/// A node.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its column from the left, from 0 on.
    pub column: usize,
    /// What flows in or what flows out, whichever is larger.
    pub total: f64,
}

/// A flow.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Flow {
    /// From which of the nodes.
    pub from: usize,
    /// To which of them.
    pub to: usize,
    /// How much: finite and more than 0.
    pub value: f64,
}

/// Of more flows than this only the largest are shown.
const MOST_FLOWS: usize = 200;

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
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
    let format =
        specification.format.clone().unwrap_or_else(|| Format::fitting(flows.iter().map(|flow| flow.value)));
    let name = |picked: &Picked<'_>| picked.name().to_owned();
    Ok(Sankey { source: name(source), target: name(target), value: name(value), nodes, flows, format })
}

/// A row that is a flow.
struct Row {
    source: String,
    target: String,
    value: f64,
}

/// The rows that are flows; says which are not.
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
    Missing { rows: left_out, values: 0 }.say(notes);
    match zeros {
        0 => {}
        1 => notes.push("1 flow of 0 is left out".to_owned()),
        zeros => notes.push(format!("{} flows of 0 are left out", count(zeros))),
    }
    Ok(rows)
}

/// Of very many flows the largest, in their order.
fn keep_largest(rows: &mut Vec<Row>, notes: &mut Vec<String>) {
    if rows.len() <= MOST_FLOWS {
        return;
    }
    notes.push(format!("the {MOST_FLOWS} largest of {} flows", count(rows.len())));
    let mut values: Vec<f64> = rows.iter().map(|row| row.value).collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let least = values.get(MOST_FLOWS - 1).copied().unwrap_or_default();
    // Of those equal to the least the first.
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
