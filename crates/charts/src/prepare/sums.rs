//! Adding up what is shown as parts of a whole.

use super::super::error::ChartError;
use super::super::number::Format;

/// The sum of the distances from zero. Refuses what is too large, and where these are shares what is negative.
pub(super) fn sum(
    numbers: impl IntoIterator<Item = f64>,
    are_shares: bool,
    label: &str,
) -> Result<f64, ChartError> {
    let mut sum = 0.0;
    for number in numbers {
        if are_shares && number < 0.0 {
            return Err(negative("a part of a whole", label, number));
        }
        sum += number.abs();
    }
    if sum.is_finite() {
        Ok(sum)
    } else {
        Err(ChartError::new(format!("the numbers of {label} are too large to be added up")))
    }
}

/// The error of a number below zero where there can be none.
pub(super) fn negative(what: &str, label: &str, number: f64) -> ChartError {
    let number = Format::fitting([number]).write(number);
    ChartError::new(format!("{what} cannot be negative, and {label} has {number}"))
}
