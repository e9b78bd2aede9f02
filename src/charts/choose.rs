//! The kind and the columns of a chart: those asked for, and where nothing was said, those the types suggest.
//!
//! Without a kind:
//! - `value` was given: a heatmap; `bins` was given: a histogram;
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
//! Without columns: the first that fit, in the order of the result. Series (`by`) are never chosen.

use super::column::{Column, Kind};
use super::columns::{Picked, find, given, sql_name, written};
use super::error::ChartError;
use super::parse::check_keys;
use super::spec::{ChartKind, Specification};

/// What is drawn.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    pub(super) kind: ChartKind,
    pub(super) x: Picked<'a>,
    /// The numbers; in a heatmap the one column of its rows; in a histogram nothing.
    pub(super) y: Vec<Picked<'a>>,
    pub(super) by: Option<Picked<'a>>,
    pub(super) value: Option<Picked<'a>>,
}

impl Choice<'_> {
    /// The words that ask for exactly this.
    pub(super) fn words(&self) -> String {
        let mut words = format!("{} x={}", self.kind.word(), written(self.x.name()));
        let lists = [("y", self.y.as_slice()), ("by", self.by.as_slice()), ("value", self.value.as_slice())];
        for (key, picked) in lists.into_iter().filter(|(_, picked)| !picked.is_empty()) {
            let names: Vec<String> = picked.iter().map(|picked| written(picked.name())).collect();
            words.push_str(&format!(" {key}={}", names.join(",")));
        }
        words
    }
}

/// Finds the columns asked for, and chooses the others.
pub(super) fn choose<'a>(
    specification: &Specification,
    columns: &'a [Column],
) -> Result<Choice<'a>, ChartError> {
    let mut picker = Picker {
        columns,
        x: given(specification.x.as_ref(), columns)?,
        y: specification.y.iter().map(|y| find(&y.value, &y.place, columns)).collect::<Result<_, _>>()?,
        by: given(specification.by.as_ref(), columns)?,
        value: given(specification.value.as_ref(), columns)?,
    };
    let kind = match specification.kind {
        Some(kind) => kind,
        None if specification.value.is_some() => ChartKind::Heatmap,
        None if specification.bins.is_some() => ChartKind::Histogram,
        None => picker.kind(),
    };
    check_keys(specification, kind)?;
    picker.fill(kind)
}

/// The columns found so far.
struct Picker<'a> {
    columns: &'a [Column],
    x: Option<Picked<'a>>,
    y: Vec<Picked<'a>>,
    by: Option<Picked<'a>>,
    value: Option<Picked<'a>>,
}

impl<'a> Picker<'a> {
    /// The first column not in use for which this is true; one that only names rows stands behind all others.
    fn first(&self, fits: impl Fn(&Column) -> bool) -> Option<Picked<'a>> {
        let used = |index: usize| {
            let mut picked = self.x.iter().chain(&self.y).chain(&self.by).chain(&self.value);
            picked.any(|picked| picked.index == index)
        };
        let fitting =
            || self.columns.iter().enumerate().filter(|(index, column)| !used(*index) && fits(column));
        let (index, column) =
            fitting().find(|(_, column)| !column.names_rows()).or_else(|| fitting().next())?;
        Some(Picked { column, index, place: None })
    }

    fn kind(&self) -> ChartKind {
        let (named, telling): (Vec<&Column>, Vec<&Column>) =
            self.columns.iter().partition(|c| c.names_rows());
        let has_numbers = telling.iter().any(|column| column.kind == Kind::Number);
        let columns = if has_numbers { telling } else { [telling, named].concat() };
        let numbers = columns.iter().filter(|column| column.kind == Kind::Number).count();
        let times = columns.iter().filter(|column| column.is_time()).count();
        let texts = columns.len() - numbers - times;
        if let Some(x) = &self.x {
            return match x.column.kind {
                _ if x.column.is_time() => ChartKind::Line,
                Kind::Text | Kind::Time => ChartKind::Bar,
                Kind::Number if numbers == 1 => ChartKind::Histogram,
                Kind::Number if is_ordered_axis(x.column) => ChartKind::Line,
                Kind::Number if !self.y.is_empty() && (texts > 0 || times > 0) => ChartKind::Bar,
                Kind::Number => ChartKind::Scatter,
            };
        }
        let periods = columns.iter().filter(|column| column.counts_periods()).count();
        let has_series = self.by.is_some() || !self.y.is_empty();
        let categories =
            times + texts + if times + texts > 0 { periods.min(numbers.saturating_sub(1)) } else { 0 };
        let rows = self.columns.first().map_or(0, Column::rows);
        match (categories, times) {
            (2.., _) if numbers > 0 && !has_series => ChartKind::Heatmap,
            (_, 1..) if rows >= 3 => ChartKind::Line,
            (1.., _) => ChartKind::Bar,
            _ if numbers == 1 => ChartKind::Histogram,
            _ if self.columns.iter().any(is_ordered_axis) => ChartKind::Line,
            _ => ChartKind::Scatter,
        }
    }

    /// Chooses what is missing for a kind.
    fn fill(&mut self, kind: ChartKind) -> Result<Choice<'a>, ChartError> {
        if kind == ChartKind::Heatmap {
            self.fill_heatmap();
        }
        if self.x.is_none() {
            self.x = self.axis(kind);
        }
        if self.y.is_empty() && kind != ChartKind::Histogram {
            self.y.extend(self.first(|column| column.kind == Kind::Number));
        }
        let needs_y = kind != ChartKind::Histogram && self.y.is_empty();
        let needs_value = kind == ChartKind::Heatmap && self.value.is_none();
        match self.x.take() {
            Some(x) if !needs_y && !needs_value => Ok(Choice {
                kind,
                x,
                y: std::mem::take(&mut self.y),
                by: self.by.take(),
                value: self.value.take(),
            }),
            _ => Err(lacking(kind, self.columns)),
        }
    }

    /// The column of x for all kinds but heatmaps.
    fn axis(&self, kind: ChartKind) -> Option<Picked<'a>> {
        let of = |kind: Kind| self.first(|column| column.kind == kind);
        let period = || self.first(Column::counts_periods);
        match kind {
            ChartKind::Bar | ChartKind::Funnel => {
                of(Kind::Text).or_else(|| of(Kind::Time)).or_else(period).or_else(|| of(Kind::Number))
            }
            ChartKind::Line => self
                .first(Column::is_time)
                .or_else(period)
                .or_else(|| of(Kind::Text))
                .or_else(|| of(Kind::Number)),
            ChartKind::Histogram | ChartKind::Scatter | ChartKind::Heatmap => of(Kind::Number),
        }
    }

    /// The columns of a heatmap are periods, or else the only times, or else the second category; its rows are the first
    /// category that is left.
    fn fill_heatmap(&mut self) {
        let is_category = |column: &Column| column.kind != Kind::Number;
        // A period that is the only number is the value.
        let numbers = self.columns.iter().filter(|column| !is_category(column)).count();
        let is_period = |column: &Column| numbers > 1 && column.counts_periods();
        if self.x.is_none() && self.y.is_empty() {
            let categories: Vec<&Column> = self.columns.iter().filter(|column| is_category(column)).collect();
            let times = categories.iter().filter(|column| column.is_time()).count();
            let first = self.first(is_category).map(|first| first.index);
            let second = |column: &Column| {
                let is_first = self.columns.iter().position(|other| std::ptr::eq(other, column)) == first;
                is_category(column) && !is_first
            };
            self.x = self.first(is_period).or_else(|| match times {
                1 if categories.len() > 1 => self.first(Column::is_time),
                _ => self.first(second),
            });
        }
        if self.x.is_none() {
            self.x = self.first(is_period).or_else(|| self.first(is_category));
        }
        if self.y.is_empty() {
            self.y.extend(self.first(is_category).or_else(|| self.first(is_period)));
        }
        if self.value.is_none() {
            self.value = self.first(|column| column.kind == Kind::Number);
        }
    }
}

/// Whole numbers named like a period, all different, and many of them.
fn is_ordered_axis(column: &Column) -> bool {
    let mut numbers: Vec<f64> = (0..column.rows()).filter_map(|row| column.number(row)).collect();
    let count = numbers.len();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    column.counts_periods() && count >= 8 && numbers.len() == count
}

/// The error of a result that has too few columns for a kind.
fn lacking(kind: ChartKind, columns: &[Column]) -> ChartError {
    let needs = match kind {
        ChartKind::Bar => "bars need a column of categories and a column of numbers",
        ChartKind::Funnel => "a funnel needs a column of steps and a column of numbers",
        ChartKind::Line => "a line needs a column of times or another axis, and a column of numbers",
        ChartKind::Heatmap => "a heatmap needs two columns of categories and a column of numbers",
        ChartKind::Histogram => "a histogram needs a column of numbers",
        ChartKind::Scatter => "a scatter needs two columns of numbers",
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
