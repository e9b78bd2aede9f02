//! The distinct values of a column, in the order in which they are drawn.

use std::collections::HashMap;

use crate::column::{Column, ColumnKind};
use crate::dates::sorts_as_time;

/// The order of categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The order of first appearance, which is the order of the query.
    Appearance,
    /// Numbers and times by their size; texts if they all sort as time does, else as they first appear.
    Sorted,
    /// The order of `Sorted`, with all other texts in alphabetical order.
    Alphabetical,
}

/// The distinct values of a column.
#[derive(Debug, Default)]
pub(super) struct Categories {
    /// The texts of the categories.
    pub(super) labels: Vec<String>,
    /// The category of each row; `None` if the row has no category or its category is not drawn.
    pub(super) of_row: Vec<Option<usize>>,
}

impl Categories {
    /// Collects the categories of those rows for which `wanted` is true.
    pub(super) fn of(column: &Column, order: Order, wanted: impl Fn(usize) -> bool) -> Self {
        let mut seen: HashMap<Value, usize> = HashMap::new();
        let mut found: Vec<(f64, String)> = Vec::new();
        let mut of_row = Vec::with_capacity(column.rows());
        for row in 0..column.rows() {
            let label = if wanted(row) { column.label(row) } else { None };
            let category = label.map(|label| {
                let number = column.number(row).unwrap_or_default();
                let value = match column.kind {
                    ColumnKind::Text => Value::Text(label.clone().into_owned()),
                    ColumnKind::Number | ColumnKind::Time => Value::Number(number.to_bits()),
                };
                *seen.entry(value).or_insert_with(|| {
                    found.push((number, label.into_owned()));
                    found.len() - 1
                })
            });
            of_row.push(category);
        }
        let by_text = match order {
            Order::Appearance => false,
            Order::Sorted => found.iter().all(|(_, label)| sorts_as_time(label)),
            Order::Alphabetical => true,
        };
        let mut sorted: Vec<(usize, (f64, String))> = found.into_iter().enumerate().collect();
        match column.kind {
            _ if order == Order::Appearance => {}
            ColumnKind::Text if by_text => sorted.sort_by(|(_, a), (_, b)| a.1.cmp(&b.1)),
            ColumnKind::Text => {}
            ColumnKind::Number | ColumnKind::Time => sorted.sort_by(|(_, a), (_, b)| a.0.total_cmp(&b.0)),
        }
        if column.kind == ColumnKind::Time {
            shorten(&mut sorted);
        }
        let places: HashMap<usize, usize> =
            sorted.iter().enumerate().map(|(to, (from, _))| (*from, to)).collect();
        let of_row = of_row.into_iter().map(|category| places.get(&category?).copied()).collect();
        Self { labels: sorted.into_iter().map(|(_, (_, label))| label).collect(), of_row }
    }

    /// Returns the category of a row.
    pub(super) fn get(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).copied().flatten()
    }
}

/// Drops the ending that all of several times share: midnight, and then the first of the month.
fn shorten(times: &mut [(usize, (f64, String))]) {
    let midnights = ["T00:00:00Z", "T00:00:00", " 00:00:00"];
    for (end, least) in midnights.map(|end| (end, 0)).into_iter().chain([("-01", "2024-01".len())]) {
        let ends =
            |text: &String| text.strip_suffix(end).is_some_and(|rest| least == 0 || rest.len() == least);
        if times.len() > 1 && times.iter().all(|(_, (_, text))| ends(text)) {
            times.iter_mut().for_each(|(_, (_, text))| text.truncate(text.len() - end.len()));
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Value {
    Number(u64),
    Text(String),
}
