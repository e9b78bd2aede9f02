//! Funnels: the number that is left after each step.

use tenure_diagnostics::counted;

use super::Request;
use super::categories::{Categories, Order};
use super::numbers::{Missing, negative, nothing_left};
use super::series::duplicate;
use crate::error::ChartError;
use crate::format::Format;

/// A funnel: its steps in the order of the result.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Funnel {
    /// The name of the steps.
    pub x: String,
    /// The name of the numbers.
    pub y: String,
    /// The steps: at least one.
    pub steps: Vec<Step>,
    /// The format of the numbers; shares are always in percent.
    pub format: Format,
}

/// A step of a funnel.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Step {
    /// The name of the step.
    pub label: String,
    /// The number that is left: finite and not negative.
    pub count: f64,
    /// The share of the first step, `None` if that is 0.
    pub of_first: Option<f64>,
    /// The share of the step before, `None` for the first and if that before is 0.
    pub of_previous: Option<f64>,
}

/// Prepares the picture from the rows.
pub(super) fn prepare(
    Request { specification, choice, columns, .. }: Request<'_>,
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
    Missing { rows: choice.x.column.rows() - steps.len(), values: 0 }.note(notes);
    let format = Format::or_fitting(specification.format.as_ref(), steps.iter().map(|step| step.count));
    Ok(Funnel { x: choice.x.name().to_owned(), y: y.name().to_owned(), steps, format })
}

/// Describes the picture in words.
pub(super) fn describe(funnel: &Funnel) -> String {
    let steps = counted(funnel.steps.len() as u64, "step");
    let head = format!("Funnel of {} by {}, {steps}", funnel.y, funnel.x);
    let with = |label: &str, number: f64, format: &Format| format!("{label} with {}", format.write(number));
    let (Some(first), Some(last)) = (funnel.steps.first(), funnel.steps.last()) else { return head + "." };
    let start = with(&first.label, first.count, &funnel.format);
    if funnel.steps.len() == 1 {
        return format!("{head}: {start}.");
    }
    let mut text = format!("{head}: from {start} to {}", with(&last.label, last.count, &funnel.format));
    text.extend(last.of_first.map(|share| format!(", {} of the first", Format::percent(1).write(share))));
    let passed = funnel.steps.iter().filter_map(|step| Some((&step.label, step.of_previous?)));
    let passed = passed.filter(|(_, share)| *share < 1.0);
    if let Some((label, share)) = passed.min_by(|a, b| a.1.total_cmp(&b.1)) {
        text.push_str(&format!(
            ". The largest loss is before {label}: {} of the step before are left",
            Format::percent(1).write(share)
        ));
    }
    text + "."
}
