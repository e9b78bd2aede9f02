//! Funnels: how many are left after each step.

use super::super::choose::Choice;
use super::super::column::Column;
use super::super::error::ChartError;
use super::super::number::Format;
use super::super::spec::Specification;
use super::categories::{Categories, Order};
use super::missing::{Missing, nothing_left};
use super::series::duplicate;
use super::sums::negative;

/// A funnel: its steps in the order of the result.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Funnel {
    /// The name of the steps.
    pub x: String,
    /// The name of the numbers.
    pub y: String,
    /// The steps: at least one.
    pub steps: Vec<Step>,
    /// How the numbers are written; shares are always in percent.
    pub format: Format,
}

/// A step of a funnel.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// How many are left: finite and not negative.
    pub count: f64,
    /// The share of the first step, `None` if that is 0.
    pub of_first: Option<f64>,
    /// The share of the step before, `None` for the first and if that before is 0.
    pub of_previous: Option<f64>,
}

pub(super) fn prepare(
    specification: &Specification,
    choice: &Choice<'_>,
    columns: &[Column],
    notes: &mut Vec<String>,
) -> Result<Funnel, ChartError> {
    let Some(y) = choice.y.first() else { return Err(ChartError::new("a funnel needs y")) };
    let is_drawn = |row: usize| choice.x.column.has(row) && y.column.number(row).is_some();
    let categories = Categories::of(choice.x.column, Order::Appearance, is_drawn);
    let mut steps: Vec<Step> = Vec::new();
    for row in (0..choice.x.column.rows()).filter(|row| is_drawn(*row)) {
        let (Some(label), Some(count)) = (choice.x.column.label(row), y.column.number(row)) else { continue };
        if categories.get(row) != Some(steps.len()) {
            return Err(duplicate(choice, columns, &[(choice.x.name(), &label)]));
        }
        if count < 0.0 {
            return Err(negative("a funnel", &label, count).at(y.place.clone()));
        }
        let share = |whole: f64| (whole > 0.0).then(|| count / whole).filter(|share| share.is_finite());
        let of_first = share(steps.first().map_or(count, |step| step.count));
        let of_previous = steps.last().and_then(|step| share(step.count));
        steps.push(Step { label: label.into_owned(), count, of_first, of_previous });
    }
    if steps.is_empty() {
        return Err(nothing_left(&[y, &choice.x]));
    }
    Missing { rows: choice.x.column.rows() - steps.len(), values: 0 }.say(notes);
    let format =
        specification.format.clone().unwrap_or_else(|| Format::fitting(steps.iter().map(|step| step.count)));
    Ok(Funnel { x: choice.x.name().to_owned(), y: y.name().to_owned(), steps, format })
}
