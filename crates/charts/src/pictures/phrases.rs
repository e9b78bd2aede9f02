//! Phrases that the descriptions of several kinds have in common.

use tenure_diagnostics::joined_with;

use crate::format::Format;

/// A mark by its name, and its number.
pub(super) type Mark = (String, f64);

/// Names the largest and the smallest mark: "the largest sum Web with 612, the smallest Shop with 9".
pub(super) fn extremes(marks: &[Mark], format: &Format, what: &str) -> String {
    let all = |value: f64| format!("all{what} with {}", format.write(value));
    spread(marks, what, |(label, value)| format!("{label} with {}", format.write(*value)), all)
}

/// Gives the numbers of the largest and the smallest mark: "the largest 612 at 2024-05, the smallest 9 at 2024-06".
pub(super) fn extremes_at(marks: &[Mark], format: &Format) -> String {
    let all = |value: f64| format!("all {}", format.write(value));
    spread(marks, "", |(label, value)| format!("{} {label}", format.write(*value)), all)
}

/// Writes the largest and the smallest mark, of equal ones the first.
fn spread(
    marks: &[Mark],
    what: &str,
    write: impl Fn(&Mark) -> String,
    all: impl Fn(f64) -> String,
) -> String {
    let largest = marks.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
    let smallest = marks.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    let (Some(largest), Some(smallest)) = (largest, smallest) else { return "nothing".to_owned() };
    if marks.len() == 1 {
        write(largest)
    } else if largest.1 == smallest.1 {
        all(largest.1)
    } else {
        format!("the largest{what} {}, the smallest {}", write(largest), write(smallest))
    }
}

/// Lists series: " in 3 series (a, b and c)"; nothing for one.
pub(super) fn in_series<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.len() {
        0 | 1 => String::new(),
        number => format!(" in {number} series ({})", joined_with("and", names)),
    }
}
