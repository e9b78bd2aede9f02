//! The kind and the columns of a chart: those of the specification, and where it has none, those the types suggest.
//!
//! Without a kind:
//! - with `value` a heatmap; with `bins` a histogram; with a modifier such as `stacked` bars;
//! - times and one or more numbers, from three rows on: a line; below: bars;
//! - two columns of categories and a number: a heatmap. Categories are texts, times, and beside at least one of them
//!   whole numbers named like a period ("month", "week_no");
//! - one column of texts and numbers: bars;
//! - only numbers: a line if one is named like a period, all its values differ and there are eight or more; else a
//!   scatter of the first two, or a histogram if there is only one.
//!
//! Times are also texts that are all months or days. Columns that only name the rows ("customer_id", many texts that
//! are all different) are not chosen while others will do.
//!
//! Areas, pies, funnels, sankeys and boxes are only drawn if the specification names them.
//!
//! Without columns: the first that fit, in the order of the result. Series (`by`) and intervals are never chosen, nor
//! the categories of boxes whose numbers are named.

use tenure_diagnostics::listed;

use crate::column::{Column, ColumnKind, Picked, find, find_optional, sql_name};
use crate::error::ChartError;
use crate::key_values::write_value;
use crate::kind::{ChartKind, Defaults, Key, Modifier, Numbers};
use crate::parse::check_keys;
use crate::specification::Specification;

/// The kind and the columns of a chart.
#[derive(Debug, Clone)]
pub(super) struct Choice<'a> {
    pub(super) kind: ChartKind,
    /// The modifiers of the specification, in its order.
    pub(super) modifiers: Vec<Modifier>,
    /// The categories or the axis; in a sankey the sources; in a histogram, and in boxes without categories, the
    /// numbers.
    pub(super) x: Picked<'a>,
    /// The numbers; in a heatmap the one column of its rows, in a sankey that of its targets; empty where x has the
    /// numbers.
    pub(super) y: Vec<Picked<'a>>,
    pub(super) by: Option<Picked<'a>>,
    pub(super) value: Option<Picked<'a>>,
    pub(super) low: Option<Picked<'a>>,
    pub(super) high: Option<Picked<'a>>,
}

impl Choice<'_> {
    /// Writes the specification that names exactly these columns.
    pub(super) fn specification(&self) -> String {
        let takes_flows = self.kind.keys().contains(&Key::Source);
        let (x, y) = match self.kind.rules().numbers {
            _ if takes_flows => (Key::Source, Key::Target),
            Numbers::YOrX if self.y.is_empty() => (Key::Y, Key::Y),
            _ => (Key::X, Key::Y),
        };
        let columns = [
            (x, std::slice::from_ref(&self.x)),
            (y, self.y.as_slice()),
            (Key::By, self.by.as_slice()),
            (Key::Value, self.value.as_slice()),
            (Key::Low, self.low.as_slice()),
            (Key::High, self.high.as_slice()),
        ];
        let mut text = self.kind.word().to_owned();
        self.modifiers.iter().for_each(|modifier| text.push_str(&format!(" {}", modifier.word())));
        for (key, picked) in columns.into_iter().filter(|(_, picked)| !picked.is_empty()) {
            let names: Vec<String> = picked.iter().map(|picked| write_value(picked.name())).collect();
            text.push_str(&format!(" {}={}", key.word(), names.join(",")));
        }
        text
    }

    /// Returns all columns in use.
    pub(super) fn picked(&self) -> impl Iterator<Item = &Picked<'_>> {
        self.y.iter().chain([&self.x]).chain(&self.by).chain(&self.value).chain(&self.low).chain(&self.high)
    }
}

/// Finds the columns that the specification names, and chooses the others.
pub(super) fn choose<'a>(
    specification: &Specification,
    columns: &'a [Column],
) -> Result<Choice<'a>, ChartError> {
    let optional = |name| find_optional(name, columns);
    let y = specification.y.iter().map(|name| find(&name.value, &name.place, columns));
    let mut roles = Roles {
        columns,
        x: optional(specification.x.as_ref())?,
        y: y.collect::<Result<_, _>>()?,
        by: optional(specification.by.as_ref())?,
        value: optional(specification.value.as_ref())?,
        low: optional(specification.low.as_ref())?,
        high: optional(specification.high.as_ref())?,
    };
    let source = optional(specification.source.as_ref())?;
    let target = optional(specification.target.as_ref())?;
    let kind =
        specification.kind.or_else(|| implied(specification)).unwrap_or_else(|| roles.suggested_kind());
    check_keys(specification, kind)?;
    if kind.keys().contains(&Key::Source) {
        (roles.x, roles.y) = (source, target.into_iter().collect());
    }
    roles.fill(kind);
    let lacks_numbers = match kind.rules().numbers {
        Numbers::Series | Numbers::Y => roles.y.is_empty(),
        Numbers::Value => roles.y.is_empty() || roles.value.is_none(),
        Numbers::X | Numbers::YOrX => false,
    };
    match roles {
        Roles { x: Some(x), y, by, value, low, high, .. } if !lacks_numbers => {
            let modifiers = specification.modifiers.iter().map(|modifier| modifier.value).collect();
            Ok(Choice { kind, modifiers, x, y, by, value, low, high })
        }
        _ => Err(too_few_columns(kind, columns)),
    }
}

/// Returns the kind that keys and modifiers imply without a word for it.
pub(super) fn implied(specification: &Specification) -> Option<ChartKind> {
    let implied = [
        (specification.value.is_some(), ChartKind::Heatmap),
        (specification.bins.is_some(), ChartKind::Histogram),
        (!specification.modifiers.is_empty(), ChartKind::Bar),
    ];
    implied.into_iter().find(|(is_implied, _)| *is_implied).map(|(_, kind)| kind)
}

/// Returns the error of a result that has too few columns for a kind.
fn too_few_columns(kind: ChartKind, columns: &[Column]) -> ChartError {
    let error = ChartError::new(kind.rules().needs);
    match columns.first() {
        Some(column) if columns.iter().all(|column| column.kind != ColumnKind::Number) => {
            let name = sql_name(&column.name);
            error.hint(format!("count the rows: SELECT {name}, count(*) AS number … GROUP BY {name}"))
        }
        _ => {
            let names = columns.iter().map(|column| column.name.as_str());
            error.hint(format!("the result has {}", listed(names)))
        }
    }
}

/// The columns of each role: those that the specification names, and then those that are chosen.
struct Roles<'a> {
    columns: &'a [Column],
    x: Option<Picked<'a>>,
    y: Vec<Picked<'a>>,
    by: Option<Picked<'a>>,
    value: Option<Picked<'a>>,
    low: Option<Picked<'a>>,
    high: Option<Picked<'a>>,
}

impl<'a> Roles<'a> {
    /// Returns the first column that has no role and fits; one that only names rows stands behind all others.
    fn first(&self, fits: impl Fn(&Column) -> bool) -> Option<Picked<'a>> {
        let used = |index: usize| {
            let others = [&self.x, &self.by, &self.value, &self.low, &self.high];
            self.y.iter().chain(others.into_iter().flatten()).any(|picked| picked.index == index)
        };
        let fitting =
            || self.columns.iter().enumerate().filter(|(index, column)| !used(*index) && fits(column));
        let (index, column) =
            fitting().find(|(_, column)| !column.names_rows()).or_else(|| fitting().next())?;
        Some(Picked { column, index, place: None })
    }

    /// Returns the first column of a kind.
    fn first_of(&self, kind: ColumnKind) -> Option<Picked<'a>> {
        self.first(|column| column.kind == kind)
    }

    /// Returns the first column of categories.
    fn first_category(&self) -> Option<Picked<'a>> {
        self.first(|column| column.kind != ColumnKind::Number)
    }

    /// Returns the kind that the types of the columns suggest.
    fn suggested_kind(&self) -> ChartKind {
        let (names, others): (Vec<&Column>, Vec<&Column>) = self.columns.iter().partition(|c| c.names_rows());
        let has_numbers = others.iter().any(|column| column.kind == ColumnKind::Number);
        let columns = if has_numbers { others } else { [others, names].concat() };
        let numbers = columns.iter().filter(|column| column.kind == ColumnKind::Number).count();
        let times = columns.iter().filter(|column| column.is_time()).count();
        let texts = columns.len() - numbers - times;
        if let Some(x) = &self.x {
            return match x.column.kind {
                _ if x.column.is_time() => ChartKind::Line,
                ColumnKind::Text | ColumnKind::Time => ChartKind::Bar,
                ColumnKind::Number if numbers == 1 => ChartKind::Histogram,
                ColumnKind::Number if is_ordered_axis(x.column) => ChartKind::Line,
                ColumnKind::Number if !self.y.is_empty() && (texts > 0 || times > 0) => ChartKind::Bar,
                ColumnKind::Number => ChartKind::Scatter,
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

    /// Chooses the columns that a kind still needs, as far as there are any.
    fn fill(&mut self, kind: ChartKind) {
        let rules = kind.rules();
        match rules.defaults {
            Defaults::Flow => return self.fill_flow(),
            Defaults::Distribution => return self.fill_distribution(),
            Defaults::Grid => self.fill_grid(),
            Defaults::Category | Defaults::Axis | Defaults::Number => {}
        }
        if self.x.is_none() {
            self.x = self.axis(rules.defaults);
        }
        if self.y.is_empty() && rules.numbers != Numbers::X {
            self.y.extend(self.first_of(ColumnKind::Number));
        }
    }

    /// Chooses the column of x.
    fn axis(&self, defaults: Defaults) -> Option<Picked<'a>> {
        let period = || self.first(Column::counts_periods);
        let text = || self.first_of(ColumnKind::Text);
        let number = || self.first_of(ColumnKind::Number);
        match defaults {
            Defaults::Category => {
                text().or_else(|| self.first_of(ColumnKind::Time)).or_else(period).or_else(number)
            }
            Defaults::Axis => self.first(Column::is_time).or_else(period).or_else(text).or_else(number),
            Defaults::Number | Defaults::Grid | Defaults::Flow | Defaults::Distribution => number(),
        }
    }

    /// Chooses the columns of a heatmap. Its x are periods, or else the only times, or else the second category; its y
    /// is the first category that is left.
    fn fill_grid(&mut self) {
        let is_category = |column: &Column| column.kind != ColumnKind::Number;
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
            self.value = self.first_of(ColumnKind::Number);
        }
    }

    /// Chooses the first two categories as source and target.
    fn fill_flow(&mut self) {
        if self.x.is_none() {
            self.x = self.first_category();
        }
        if self.y.is_empty() {
            self.y.extend(self.first_category());
        }
        if self.value.is_none() {
            self.value = self.first_of(ColumnKind::Number);
        }
    }

    /// Chooses the numbers of boxes, and along with them their categories. Without categories x has the numbers.
    fn fill_distribution(&mut self) {
        if self.y.is_empty() {
            self.y.extend(self.first_of(ColumnKind::Number));
            if self.y.is_empty() {
                // A category alone makes no boxes.
                self.x = None;
            } else if self.x.is_none() {
                self.x = self.first(|column| column.kind != ColumnKind::Number && !column.names_rows());
            }
        }
        if self.x.is_none() {
            self.x = self.y.pop();
        }
    }
}

/// Tells whether these are whole numbers named like a period, all different, and many of them.
fn is_ordered_axis(column: &Column) -> bool {
    let mut numbers: Vec<f64> = (0..column.rows()).filter_map(|row| column.number(row)).collect();
    let count = numbers.len();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    column.counts_periods() && count >= 8 && numbers.len() == count
}
