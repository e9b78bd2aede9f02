//! The numbers of a chart, as the cells that a chart of Excel refers to.

use std::collections::HashMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use super::{clean, code};
use tenure_charts::{self as charts, Lines, Picture, XAxis};

/// The cells of a chart: a column with the labels of the axis, and columns of numbers.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// The name of the first column.
    pub axis: String,
    pub labels: Labels,
    pub columns: Vec<Numbers>,
    pub format: Option<charts::Format>,
}

/// The labels of the axis.
#[derive(Debug, PartialEq)]
pub(super) enum Labels {
    Texts(Vec<String>),
    Numbers(Vec<f64>),
    /// Seconds since 1970.
    Times(Vec<f64>),
}

impl Default for Labels {
    fn default() -> Self {
        Self::Texts(Vec::new())
    }
}

/// A column of numbers.
#[derive(Debug, PartialEq)]
pub(super) struct Numbers {
    pub name: String,
    pub values: Vec<Option<f64>>,
}

impl Grid {
    /// Returns the number of rows, without the header.
    pub fn rows(&self) -> usize {
        match &self.labels {
            Labels::Texts(texts) => texts.len(),
            Labels::Numbers(numbers) | Labels::Times(numbers) => numbers.len(),
        }
    }

    /// Returns the cells of a picture, or `None` if it cannot be written as columns of numbers.
    pub fn of(picture: &Picture) -> Option<Self> {
        let numbers = |name: &str, values: Vec<Option<f64>>| Numbers { name: name.to_owned(), values };
        Some(match picture {
            Picture::Bar(bars) => Self {
                axis: bars.x.clone(),
                labels: Labels::Texts(bars.labels.clone()),
                columns: bars
                    .series
                    .iter()
                    .map(|series| numbers(&series.name, series.values.clone()))
                    .collect(),
                format: Some(bars.format.clone()),
            },
            Picture::Line(lines) => of_lines(lines),
            Picture::Scatter(scatter) => {
                let series = || scatter.series.iter().enumerate();
                let points =
                    scatter.series.iter().flat_map(|series| &series.points).map(|point| point.x).collect();
                // Each series has the rows of its own points, below those of the one before.
                let column = |(place, own): (usize, &charts::PointSeries)| {
                    let values = series().flat_map(|(other, series)| {
                        series.points.iter().map(move |point| (other == place).then_some(point.y))
                    });
                    numbers(&own.name, values.collect())
                };
                Self {
                    axis: scatter.x.clone(),
                    labels: if scatter.axis == XAxis::Time {
                        Labels::Times(points)
                    } else {
                        Labels::Numbers(points)
                    },
                    columns: series().map(column).collect(),
                    format: scatter.format.clone(),
                }
            }
            Picture::Pie(pie) => Self {
                axis: pie.x.clone(),
                labels: Labels::Texts(pie.slices.iter().map(|slice| slice.label.clone()).collect()),
                columns: vec![numbers(&pie.y, pie.slices.iter().map(|slice| Some(slice.value)).collect())],
                format: Some(pie.format.clone()),
            },
            Picture::Histogram(histogram) => Self {
                axis: histogram.x.clone(),
                labels: Labels::Texts(histogram.bins.iter().map(|bin| bin_label(histogram, bin)).collect()),
                columns: vec![numbers(
                    "rows",
                    histogram.bins.iter().map(|bin| Some(bin.count as f64)).collect(),
                )],
                format: None,
            },
            Picture::Funnel(funnel) => Self {
                axis: funnel.x.clone(),
                labels: Labels::Texts(funnel.steps.iter().map(|step| step.label.clone()).collect()),
                columns: vec![numbers(&funnel.y, funnel.steps.iter().map(|step| Some(step.count)).collect())],
                format: Some(funnel.format.clone()),
            },
            Picture::Heatmap(heatmap) => {
                let column = |(place, name): (usize, &String)| {
                    let cell = |row: &Vec<Option<f64>>| row.get(place).copied().flatten();
                    numbers(name, heatmap.cells.iter().map(cell).collect())
                };
                Self {
                    axis: heatmap.y.clone(),
                    labels: Labels::Texts(heatmap.rows.clone()),
                    columns: heatmap.columns.iter().enumerate().map(column).collect(),
                    format: Some(heatmap.format.clone()),
                }
            }
            Picture::Box(boxes) => {
                let column = |name: &str, of: fn(&charts::FiveNumbers) -> f64| {
                    numbers(name, boxes.boxes.iter().map(|numbers| Some(of(numbers))).collect())
                };
                Self {
                    axis: boxes.x.clone().unwrap_or_default(),
                    labels: Labels::Texts(boxes.boxes.iter().map(|numbers| numbers.label.clone()).collect()),
                    columns: vec![
                        column("low", |numbers| numbers.low),
                        column("first quartile", |numbers| numbers.first_quartile),
                        column("median", |numbers| numbers.median),
                        column("third quartile", |numbers| numbers.third_quartile),
                        column("high", |numbers| numbers.high),
                    ],
                    format: Some(boxes.format.clone()),
                }
            }
            Picture::Sankey(_) => return None,
        })
    }

    /// Writes the cells, the first one at this row and column.
    pub fn write(&self, sheet: &mut Worksheet, row: u32, column: u16) -> Result<(), XlsxError> {
        let strong = Format::new().set_bold();
        let number = Format::new();
        let number = match &self.format {
            Some(format) => number.set_num_format(code(format)),
            None => number,
        };
        sheet.write_string_with_format(row, column, clean(&self.axis), &strong)?;
        match &self.labels {
            Labels::Texts(texts) => {
                for (at, text) in (row + 1..).zip(texts) {
                    sheet.write_string(at, column, clean(text))?;
                }
            }
            Labels::Numbers(numbers) => {
                for (at, number) in (row + 1..).zip(numbers) {
                    sheet.write_number(at, column, *number)?;
                }
            }
            Labels::Times(seconds) => {
                let format = Format::new().set_num_format(time_code(seconds));
                for (at, second) in (row + 1..).zip(seconds) {
                    // Excel's calendar begins in 1900; earlier times are written as text.
                    match ExcelDateTime::from_timestamp(*second as i64) {
                        Ok(time) => sheet.write_datetime_with_format(at, column, time, &format)?,
                        Err(_) => sheet.write_string(at, column, written(*second))?,
                    };
                }
            }
        }
        for (place, numbers) in (column + 1..).zip(&self.columns) {
            sheet.write_string_with_format(row, place, clean(&numbers.name), &strong)?;
            for (at, value) in (row + 1..).zip(&numbers.values) {
                if let Some(value) = value {
                    sheet.write_number_with_format(at, place, *value, &number)?;
                }
            }
        }
        Ok(())
    }
}

/// Returns a moment as text.
fn written(second: f64) -> String {
    let moment = chrono::DateTime::from_timestamp(second as i64, 0);
    moment.map(|moment| moment.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// Tells whether all of these times are at midnight.
pub(super) fn are_days(seconds: &[f64]) -> bool {
    seconds.iter().all(|second| second.rem_euclid(86_400.0) == 0.0)
}

/// Returns Excel's code for these times: that of dates if all are at midnight.
pub(super) fn time_code(seconds: &[f64]) -> &'static str {
    match are_days(seconds) {
        true => "yyyy-mm-dd",
        false => "yyyy-mm-dd hh:mm",
    }
}

/// Puts the points of all lines on one axis; a line without a point at a place has an empty cell there.
fn of_lines(lines: &Lines) -> Grid {
    let points = |series: &charts::LineSeries| series.pieces.iter().flatten().copied().collect::<Vec<_>>();
    let mut places: Vec<f64> = lines.series.iter().flat_map(points).map(|point| point.x).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let column = |series: &charts::LineSeries| {
        let points: HashMap<u64, f64> =
            points(series).into_iter().map(|point| (point.x.to_bits(), point.y)).collect();
        let value = |x: &f64| points.get(&x.to_bits()).copied();
        Numbers { name: series.name.clone(), values: places.iter().map(value).collect() }
    };
    let end = |series: &charts::LineSeries, word: &str, of: fn(&charts::Interval) -> f64| {
        let ends: HashMap<u64, f64> =
            series.band.iter().flatten().map(|end| (end.x.to_bits(), of(end))).collect();
        let value = |x: &f64| ends.get(&x.to_bits()).copied();
        Numbers { name: format!("{}, {word}", series.name), values: places.iter().map(value).collect() }
    };
    let with_band = || lines.series.iter().filter(|series| !series.band.is_empty());
    let mut columns: Vec<Numbers> = lines.series.iter().map(column).collect();
    columns.extend(with_band().map(|series| end(series, "low", |end| end.low)));
    columns.extend(with_band().map(|series| end(series, "high", |end| end.high)));
    let labels = match &lines.axis {
        XAxis::Number => Labels::Numbers(places),
        XAxis::Time => Labels::Times(places),
        XAxis::Steps(steps) => Labels::Texts(
            places.iter().map(|place| steps.get(*place as usize).cloned().unwrap_or_default()).collect(),
        ),
    };
    Grid { axis: lines.x.clone(), labels, columns, format: lines.format.clone() }
}

/// Writes the numbers that a bin holds.
fn bin_label(histogram: &charts::Histogram, bin: &charts::Bin) -> String {
    let [from, to] = histogram.ends(bin);
    if histogram.whole && from == to { from } else { format!("{from} to {to}") }
}
