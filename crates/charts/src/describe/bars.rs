//! Bars in words.

use super::super::prepare::{BarLayout, Bars};
use super::phrases::{Mark, PERCENT, extremes, in_series, listed, number_of};

pub(super) fn bars(bars: &Bars) -> String {
    let names = || bars.series.iter().map(|series| series.name.as_str());
    let y = bars.y.clone().unwrap_or_else(|| listed(names()));
    let series = if bars.y.is_some() { in_series(names()) } else { String::new() };
    let (head, marks) = match bars.layout {
        BarLayout::Grouped => ("Bars of", each(bars)),
        BarLayout::Stacked => ("Stacked bars of", sums(bars)),
        BarLayout::Share => ("Bars of shares of", shares(bars)),
    };
    let (what, format) = match bars.layout {
        BarLayout::Grouped => ("", &bars.format),
        BarLayout::Stacked if bars.series.len() > 1 => (" sum", &bars.format),
        BarLayout::Stacked => ("", &bars.format),
        BarLayout::Share => (" share", &PERCENT),
    };
    let has_intervals = bars.series.iter().any(|series| series.low.iter().any(Option::is_some));
    format!(
        "{head} {y} by {}{series}, {}{}: {}.",
        bars.x,
        number_of(
            if bars.layout == BarLayout::Grouped { marks.len() } else { bars.labels.len() },
            "bar",
            "bars"
        ),
        if has_intervals { " with intervals" } else { "" },
        extremes(&marks, format, what)
    )
}

/// The bars, by category and series.
fn each(bars: &Bars) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, label) in bars.labels.iter().enumerate() {
        for series in &bars.series {
            let name =
                if bars.series.len() > 1 { format!("{label}, {}", series.name) } else { label.clone() };
            marks.extend(series.values.get(at).copied().flatten().map(|value| (name, value)));
        }
    }
    marks
}

/// The sums of the categories that have a number.
fn sums(bars: &Bars) -> Vec<Mark> {
    let numbers =
        |at: usize| bars.series.iter().filter_map(move |series| series.values.get(at).copied().flatten());
    let all = bars.labels.iter().enumerate().filter(|(at, _)| numbers(*at).next().is_some());
    all.map(|(at, label)| (label.clone(), numbers(at).sum())).collect()
}

/// The bars as shares of their category, without those of categories that have no sum.
fn shares(bars: &Bars) -> Vec<Mark> {
    let mut shares = bars.clone();
    for at in 0..bars.labels.len() {
        let values = bars.series.iter().filter_map(|series| series.values.get(at).copied().flatten());
        let sum: f64 = values.sum();
        for value in shares.series.iter_mut().filter_map(|series| series.values.get_mut(at)) {
            *value = value.filter(|_| sum > 0.0).map(|value| value / sum);
        }
    }
    each(&shares)
}
