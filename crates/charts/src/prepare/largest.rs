//! Of too many series the largest.

use std::collections::{HashMap, HashSet};

use super::super::choose::Choice;
use super::super::keys::Word;
use super::super::number::count;
use super::super::spec::ChartKind;
use super::MOST_SERIES;
use super::series::Series;

/// The series with the largest totals or the most rows, in their order. Where series stand on one another, the last is
/// the sum of all others.
pub(super) fn largest(
    all: Vec<Series>,
    choice: &Choice<'_>,
    by_rows: bool,
    notes: &mut Vec<String>,
) -> Vec<Series> {
    let total = |series: &Series| -> f64 {
        let numbers = series.rows.iter().filter_map(|(_, number)| *number);
        if by_rows { series.rows.len() as f64 } else { numbers.map(f64::abs).sum() }
    };
    let is_stack = is_stack(choice);
    let number = count(all.len());
    let kept = if is_stack { MOST_SERIES - 1 } else { MOST_SERIES };
    let mut ranked: Vec<(usize, Series)> = all.into_iter().enumerate().collect();
    ranked.sort_by(|(_, a), (_, b)| total(b).total_cmp(&total(a)));
    let others: Vec<Series> = ranked.split_off(kept).into_iter().map(|(_, series)| series).collect();
    ranked.sort_by_key(|(place, _)| *place);
    let mut largest: Vec<Series> = ranked.into_iter().map(|(_, series)| series).collect();
    if is_stack {
        notes
            .push(format!("others: the {} series with the smallest totals of {number}", count(others.len())));
        largest.push(added_up(&others, choice));
    } else {
        let measure = if by_rows { "the most rows" } else { "the largest totals" };
        notes.push(format!("{MOST_SERIES} of {number} series: those with {measure}"));
    }
    largest
}

/// Whether series stand on one another.
fn is_stack(choice: &Choice<'_>) -> bool {
    let has = |word: Word| choice.words.contains(&word);
    match choice.kind {
        ChartKind::Area => !has(Word::Overlaid),
        _ => has(Word::Stacked) || has(Word::Share),
    }
}

/// One series with the sums of all at each x.
fn added_up(all: &[Series], choice: &Choice<'_>) -> Series {
    let mut sums: Vec<(usize, Option<f64>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for series in all {
        let mut seen = HashSet::new();
        for (row, number) in &series.rows {
            let label = choice.x.column.label(*row).unwrap_or_default().into_owned();
            // Two rows of one series stay apart: they are an error.
            let place = if seen.insert(label.clone()) { places.get(&label).copied() } else { None };
            match place.and_then(|place| sums.get_mut(place)) {
                Some((_, sum)) => *sum = number.map(|number| number + sum.unwrap_or_default()).or(*sum),
                None => {
                    places.insert(label, sums.len());
                    sums.push((*row, *number));
                }
            }
        }
    }
    Series { name: "others".to_owned(), rows: sums }
}
