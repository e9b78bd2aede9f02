//! The kind and the columns of a chart: those asked for, and where nothing was said, those the types suggest.
//!
//! Without a kind:
//! - `value` was given: a heatmap; `bins` was given: a histogram; a word like `stacked` was given: bars;
//! - times and one or more numbers, from three rows on: a line; below: bars;
//! - two columns of categories and a number: a heatmap. Categories are texts, times, and beside at least one of them
//!   whole numbers named like a period ("month", "week_no");
//! - one column of texts and numbers: bars;
//! - only numbers: a line if one is named like a period, all its values differ and there are eight or more; else a
//!   scatter of the first two, or a histogram if there is only one.
//!
//! Times are also texts that are all months or days. Columns that only name the rows ("customer_id", many texts that are
//! all different) are not chosen while others will do.
//!
//! Areas, pies, funnels, sankeys and boxes are only drawn if they are asked for.
//!
//! Without columns: the first that fit, in the order of the result. Series (`by`) and intervals are never chosen, nor the
//! categories of boxes whose numbers were given.

use super::column::{Column, Kind};
use super::columns::{Picked, find, given, sql_name, written};
use super::error::ChartError;
use super::keys::Word;
use super::parse::check_keys;
use super::picker::Picker;
use super::spec::{ChartKind, Placed, Specification};

/// What is drawn.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    pub(super) kind: ChartKind,
    /// The words like `stacked`, as they were given.
    pub(super) words: Vec<Word>,
    /// The categories or the axis; in a sankey the sources; in a histogram, and in boxes without categories, the numbers.
    pub(super) x: Picked<'a>,
    /// The numbers; in a heatmap the one column of its rows, in a sankey that of its targets; where x has the numbers
    /// nothing.
    pub(super) y: Vec<Picked<'a>>,
    pub(super) by: Option<Picked<'a>>,
    pub(super) value: Option<Picked<'a>>,
    pub(super) low: Option<Picked<'a>>,
    pub(super) high: Option<Picked<'a>>,
}

impl Choice<'_> {
    /// The words that ask for exactly this.
    pub(super) fn words(&self) -> String {
        let x = std::slice::from_ref(&self.x);
        let (by, value) = (self.by.as_slice(), self.value.as_slice());
        let lists = match self.kind {
            ChartKind::Sankey => vec![("source", x), ("target", self.y.as_slice()), ("value", value)],
            ChartKind::Box if self.y.is_empty() => vec![("y", x)],
            _ => vec![
                ("x", x),
                ("y", self.y.as_slice()),
                ("by", by),
                ("value", value),
                ("low", self.low.as_slice()),
                ("high", self.high.as_slice()),
            ],
        };
        let mut words = self.kind.word().to_owned();
        self.words.iter().for_each(|word| words.push_str(&format!(" {}", word.word())));
        for (key, picked) in lists.into_iter().filter(|(_, picked)| !picked.is_empty()) {
            let names: Vec<String> = picked.iter().map(|picked| written(picked.name())).collect();
            words.push_str(&format!(" {key}={}", names.join(",")));
        }
        words
    }

    /// All columns in use.
    pub(super) fn picked(&self) -> impl Iterator<Item = &Picked<'_>> {
        self.y.iter().chain([&self.x]).chain(&self.by).chain(&self.value).chain(&self.low).chain(&self.high)
    }
}

/// Finds the columns asked for, and chooses the others.
pub(super) fn choose<'a>(
    specification: &Specification,
    columns: &'a [Column],
) -> Result<Choice<'a>, ChartError> {
    let listed = |names: &[Placed<String>]| -> Result<Vec<Picked<'a>>, ChartError> {
        names.iter().map(|name| find(&name.value, &name.place, columns)).collect()
    };
    let mut picker = Picker {
        columns,
        x: given(specification.x.as_ref(), columns)?,
        y: listed(&specification.y)?,
        by: given(specification.by.as_ref(), columns)?,
        value: given(specification.value.as_ref(), columns)?,
        low: given(specification.low.as_ref(), columns)?,
        high: given(specification.high.as_ref(), columns)?,
    };
    let source = given(specification.source.as_ref(), columns)?;
    let target = given(specification.target.as_ref(), columns)?;
    let kind = specification.kind.or_else(|| implied(specification)).unwrap_or_else(|| picker.kind());
    check_keys(specification, kind)?;
    if kind == ChartKind::Sankey {
        (picker.x, picker.y) = (source, target.into_iter().collect());
    }
    picker.fill(kind);
    let needs_y = !matches!(kind, ChartKind::Histogram | ChartKind::Box) && picker.y.is_empty();
    let needs_value = matches!(kind, ChartKind::Heatmap | ChartKind::Sankey) && picker.value.is_none();
    let Picker { x: Some(x), y, by, value, low, high, .. } = picker else {
        return Err(lacking(kind, columns));
    };
    if needs_y || needs_value {
        return Err(lacking(kind, columns));
    }
    let words = specification.words.iter().map(|word| word.value).collect();
    Ok(Choice { kind, words, x, y, by, value, low, high })
}

/// The kind that what was given says without a word for it.
pub(super) fn implied(specification: &Specification) -> Option<ChartKind> {
    let given = [
        (specification.value.is_some(), ChartKind::Heatmap),
        (specification.bins.is_some(), ChartKind::Histogram),
        (!specification.words.is_empty(), ChartKind::Bar),
    ];
    given.into_iter().find(|(is_given, _)| *is_given).map(|(_, kind)| kind)
}

/// The error of a result that has too few columns for a kind.
fn lacking(kind: ChartKind, columns: &[Column]) -> ChartError {
    let needs = match kind {
        ChartKind::Bar => "bars need a column of categories and a column of numbers",
        ChartKind::Funnel => "a funnel needs a column of steps and a column of numbers",
        ChartKind::Line => "a line needs a column of times or another axis, and a column of numbers",
        ChartKind::Area => "an area needs a column of times or another axis, and a column of numbers",
        ChartKind::Pie => "a pie needs a column of categories and a column of numbers",
        ChartKind::Heatmap => "a heatmap needs two columns of categories and a column of numbers",
        ChartKind::Histogram => "a histogram needs a column of numbers",
        ChartKind::Scatter => "a scatter needs two columns of numbers",
        ChartKind::Sankey => {
            "a sankey needs a column of sources, a column of targets and a column of numbers"
        }
        ChartKind::Box => "boxes need a column of numbers",
    };
    let error = ChartError::new(needs);
    match columns.iter().find(|column| column.kind != Kind::Number) {
        Some(column) if columns.iter().all(|column| column.kind != Kind::Number) => {
            let name = sql_name(&column.name);
            error.hint(format!("count the rows: SELECT {name}, count(*) AS number … GROUP BY {name}"))
        }
        _ => {
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            error.hint(format!("the result has {}", super::error::listed(&names)))
        }
    }
}
