//! Dates on an axis: from seconds since 1970 to the calendar and back.

use tenure_math::calendar::{SECONDS_PER_DAY, civil_from_days, days_from_civil};

/// The farthest second (some 300,000 years from 1970) that is treated as a date.
const FARTHEST: f64 = 1e13;

/// A distance between ticks.
#[derive(Debug, Clone, Copy)]
enum Step {
    Seconds(i64),
    Months(i64),
}

const STEPS: [Step; 28] = [
    Step::Seconds(1),
    Step::Seconds(5),
    Step::Seconds(15),
    Step::Seconds(60),
    Step::Seconds(5 * 60),
    Step::Seconds(15 * 60),
    Step::Seconds(3_600),
    Step::Seconds(3 * 3_600),
    Step::Seconds(6 * 3_600),
    Step::Seconds(12 * 3_600),
    Step::Seconds(SECONDS_PER_DAY),
    Step::Seconds(2 * SECONDS_PER_DAY),
    Step::Seconds(7 * SECONDS_PER_DAY),
    Step::Seconds(14 * SECONDS_PER_DAY),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(600),
    Step::Months(1_200),
    Step::Months(6_000),
    Step::Months(12_000),
    Step::Months(120_000),
];

/// Returns ticks on round dates with their labels: the finest whose labels fit side by side into the given number of
/// characters. `None` if the numbers are not dates.
pub(crate) fn time_ticks(low: f64, high: f64, characters: usize) -> Option<Vec<(f64, String)>> {
    if low.abs() > FARTHEST || high.abs() > FARTHEST || high < low {
        return None;
    }
    STEPS.into_iter().find_map(|step| {
        let width = label(0, step, low, high).len() + 2;
        let seconds = match step {
            Step::Seconds(seconds) => seconds,
            Step::Months(months) => months * 30 * SECONDS_PER_DAY,
        };
        let count = (high - low) / seconds as f64;
        if count * width as f64 > characters as f64 {
            return None;
        }
        let ticks = ticks(low, high, step);
        (!ticks.is_empty()).then(|| {
            ticks.into_iter().map(|second| (second as f64, label(second, step, low, high))).collect()
        })
    })
}

/// Returns the round moments from low to high.
fn ticks(low: f64, high: f64, step: Step) -> Vec<i64> {
    let (first, last) = (low.ceil() as i64, high.floor() as i64);
    match step {
        Step::Seconds(step) => {
            // Weeks begin on Mondays, and 1970 began on a Thursday.
            let offset = if step % (7 * SECONDS_PER_DAY) == 0 { 4 * SECONDS_PER_DAY } else { 0 };
            let start = first + (offset - first).rem_euclid(step);
            std::iter::successors(Some(start), |second| Some(second + step))
                .take_while(|s| *s <= last)
                .collect()
        }
        Step::Months(step) => {
            let (year, month, _) = civil_from_days(first.div_euclid(SECONDS_PER_DAY));
            let start = (year * 12 + month - 1).div_euclid(step) * step;
            std::iter::successors(Some(start), |month| Some(month + step))
                .map(|month| {
                    days_from_civil(month.div_euclid(12), month.rem_euclid(12) + 1, 1) * SECONDS_PER_DAY
                })
                .skip_while(|second| *second < first)
                .take_while(|second| *second <= last)
                .collect()
        }
    }
}

fn label(second: i64, step: Step, low: f64, high: f64) -> String {
    let (year, month, day) = civil_from_days(second.div_euclid(SECONDS_PER_DAY));
    let time = second.rem_euclid(SECONDS_PER_DAY);
    let (hour, minute) = (time / 3_600, time / 60 % 60);
    let one_day = (low as i64).div_euclid(SECONDS_PER_DAY) == (high as i64).div_euclid(SECONDS_PER_DAY);
    match step {
        Step::Seconds(step) if step < 60 => format!("{hour:02}:{minute:02}:{:02}", time % 60),
        Step::Seconds(step) if step < SECONDS_PER_DAY && one_day => format!("{hour:02}:{minute:02}"),
        Step::Seconds(step) if step < SECONDS_PER_DAY => format!("{month:02}-{day:02} {hour:02}:{minute:02}"),
        Step::Seconds(_) => format!("{year:04}-{month:02}-{day:02}"),
        Step::Months(step) if step < 12 => format!("{year:04}-{month:02}"),
        Step::Months(_) => format!("{year:04}"),
    }
}

/// Returns a function that writes moments shown together: as months, days or minutes, the coarsest that loses nothing.
pub(crate) fn moment_writer(all: &[f64]) -> impl Fn(f64) -> String + use<> {
    let is_calendar = all.iter().all(|second| second.abs() <= FARTHEST);
    let days = is_calendar && all.iter().all(|second| second.rem_euclid(SECONDS_PER_DAY as f64) == 0.0);
    let months =
        days && all.iter().all(|second| civil_from_days((*second as i64).div_euclid(SECONDS_PER_DAY)).2 == 1);
    move |second| {
        if !is_calendar {
            return second.to_string();
        }
        let (year, month, day) = civil_from_days((second as i64).div_euclid(SECONDS_PER_DAY));
        let minutes = (second as i64).rem_euclid(SECONDS_PER_DAY) / 60;
        match (months, days) {
            (true, _) => format!("{year:04}-{month:02}"),
            (false, true) => format!("{year:04}-{month:02}-{day:02}"),
            (false, false) => {
                format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// Parses `2024-05` or `2024-05-31` into seconds since 1970.
pub(crate) fn iso_seconds(text: &str) -> Option<f64> {
    let mut parts = text.split('-');
    let year: i64 = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2).filter(|month| (1..=12).contains(month))?;
    let day = match parts.next() {
        Some(day) => digits(day, 2).filter(|day| (1..=31).contains(day))?,
        None => 1,
    };
    parts.next().is_none().then(|| (days_from_civil(year, month, day) * SECONDS_PER_DAY) as f64)
}

/// Tells whether a text sorts as time does: `2024`, `2024-05`, `2024-Q1`, `2024-W07`, `2024-05-31`, with or without a
/// time.
pub(crate) fn sorts_as_time(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, '-' | 'Q' | 'W' | 'T' | ':' | ' ' | '.');
    text.len() >= 4 && text.bytes().take(4).all(|digit| digit.is_ascii_digit()) && text.chars().all(allowed)
}

fn digits(text: &str, length: usize) -> Option<i64> {
    let is_number = text.len() == length && text.bytes().all(|digit| digit.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
