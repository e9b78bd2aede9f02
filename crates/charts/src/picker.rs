//! Choosing the kind of a chart, and the columns that were not given.

use super::column::{Column, Kind};
use super::columns::Picked;
use super::spec::ChartKind;

/// The columns found so far.
pub(super) struct Picker<'a> {
    pub(super) columns: &'a [Column],
    pub(super) x: Option<Picked<'a>>,
    pub(super) y: Vec<Picked<'a>>,
    pub(super) by: Option<Picked<'a>>,
    pub(super) value: Option<Picked<'a>>,
    pub(super) low: Option<Picked<'a>>,
    pub(super) high: Option<Picked<'a>>,
}

impl<'a> Picker<'a> {
    /// The first column not in use for which this is true; one that only names rows stands behind all others.
    fn first(&self, fits: impl Fn(&Column) -> bool) -> Option<Picked<'a>> {
        let used = |index: usize| {
            let given = [&self.x, &self.by, &self.value, &self.low, &self.high];
            self.y.iter().chain(given.into_iter().flatten()).any(|picked| picked.index == index)
        };
        let fitting =
            || self.columns.iter().enumerate().filter(|(index, column)| !used(*index) && fits(column));
        let (index, column) =
            fitting().find(|(_, column)| !column.names_rows()).or_else(|| fitting().next())?;
        Some(Picked { column, index, place: None })
    }

    /// The kind that the types of the columns suggest.
    pub(super) fn kind(&self) -> ChartKind {
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

    /// Chooses what is missing for a kind, as far as there is something.
    pub(super) fn fill(&mut self, kind: ChartKind) {
        match kind {
            ChartKind::Heatmap => self.fill_heatmap(),
            ChartKind::Sankey => return self.fill_sankey(),
            ChartKind::Box => return self.fill_box(),
            _ => {}
        }
        if self.x.is_none() {
            self.x = self.axis(kind);
        }
        if self.y.is_empty() && kind != ChartKind::Histogram {
            self.y.extend(self.first(|column| column.kind == Kind::Number));
        }
    }

    /// The column of x.
    fn axis(&self, kind: ChartKind) -> Option<Picked<'a>> {
        let of = |kind: Kind| self.first(|column| column.kind == kind);
        let period = || self.first(Column::counts_periods);
        match kind {
            ChartKind::Bar | ChartKind::Pie | ChartKind::Funnel => {
                of(Kind::Text).or_else(|| of(Kind::Time)).or_else(period).or_else(|| of(Kind::Number))
            }
            ChartKind::Line | ChartKind::Area => self
                .first(Column::is_time)
                .or_else(period)
                .or_else(|| of(Kind::Text))
                .or_else(|| of(Kind::Number)),
            _ => of(Kind::Number),
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

    /// Sources and targets are the first two categories.
    fn fill_sankey(&mut self) {
        if self.x.is_none() {
            self.x = self.first(|column| column.kind != Kind::Number);
        }
        if self.y.is_empty() {
            self.y.extend(self.first(|column| column.kind != Kind::Number));
        }
        if self.value.is_none() {
            self.value = self.first(|column| column.kind == Kind::Number);
        }
    }

    /// Categories are only chosen along with the numbers; without them x has the numbers.
    fn fill_box(&mut self) {
        if self.y.is_empty() {
            self.y.extend(self.first(|column| column.kind == Kind::Number));
            if self.y.is_empty() {
                // A category alone makes no boxes.
                self.x = None;
            } else if self.x.is_none() {
                self.x = self.first(|column| column.kind != Kind::Number && !column.names_rows());
            }
        }
        if self.x.is_none() {
            self.x = self.y.pop();
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
