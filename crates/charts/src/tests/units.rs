//! Numbers, ticks and dates.

use crate::Format;
use crate::dates::time_ticks;
use crate::scale::{Scale, tick_labels};

fn written(format: &str, number: f64) -> String {
    Format::parse(format).unwrap().write(number)
}

#[test]
fn formats_write_numbers() {
    assert_eq!(written("0", 1234.5), "1234");
    assert_eq!(written("0.00", 1234.5), "1234.50");
    assert_eq!(written("0,0", -1_234_567.4), "-1,234,567");
    assert_eq!(written("0,0.00", 999.999), "1,000.00");
    assert_eq!(written("0%", 0.456), "46%");
    assert_eq!(written("0.0%", 0.4567), "45.7%");
    assert_eq!(written("0", -0.4), "0");
    assert_eq!(written("0,0", 1e308), "1.00e308");
    assert_eq!(written("0%", 1e308), ">1e308%");
    for wrong in ["", "%", "0.", "0.0.0", "1", "#,##0", "0,00", "0.0000000000"] {
        assert_eq!(Format::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn without_a_format_numbers_have_the_digits_they_need() {
    let fitting = |numbers: &[f64]| -> Vec<String> {
        let format = Format::fitting(numbers.iter().copied());
        numbers.iter().map(|number| format.write(*number)).collect()
    };
    assert_eq!(fitting(&[1234.5, 3.0]), ["1,234.5", "3.0"]);
    assert_eq!(fitting(&[0.0123]), ["0.0123"]);
    assert_eq!(fitting(&[1.0 / 3.0, 0.25]), ["0.333", "0.250"]);
    assert_eq!(fitting(&[12_345.678, 1.0]), ["12,346", "1"]);
    assert_eq!(fitting(&[5.0, 7.0]), ["5", "7"]);
    assert_eq!(fitting(&[2e-9]), ["2.00e-9"]);
    assert_eq!(fitting(&[]), Vec::<String>::new());
}

#[test]
fn ticks_are_round() {
    let labels = |low: f64, high: f64, most: usize| tick_labels(&Scale { low, high }.ticks(most), None);
    assert_eq!(labels(0.0, 97.0, 5), ["0", "20", "40", "60", "80"]);
    assert_eq!(labels(-0.3, 0.3, 6), ["-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3"]);
    assert_eq!(labels(0.0, 45_000.0, 5), ["0", "10k", "20k", "30k", "40k"]);
    assert_eq!(labels(1e6, 3e6, 4), ["1.0M", "1.5M", "2.0M", "2.5M", "3.0M"]);
    assert_eq!(labels(2015.0, 2024.0, 5), ["2016", "2018", "2020", "2022", "2024"]);
    assert!(Scale::of([f64::MIN, f64::MAX]).ticks(5).iter().all(|tick| tick.is_finite()));
    let percent = Format::parse("0%");
    assert_eq!(tick_labels(&[0.0, 0.005, 0.01], percent.as_ref()), ["0.0%", "0.5%", "1.0%"]);
}

#[test]
fn ticks_of_time_are_dates() {
    let labels = |low: f64, days: f64, room: usize| -> Vec<String> {
        let ticks = time_ticks(low, low + days * 86_400.0, room).unwrap();
        ticks.into_iter().map(|(_, text)| text).collect()
    };
    // From 15 February 2024.
    let start = 1_707_955_200.0;
    assert_eq!(labels(start, 100.0, 40), ["2024-03", "2024-04", "2024-05"]);
    assert_eq!(labels(start, 30.0, 40), ["2024-02-19", "2024-03-04"]);
    assert_eq!(labels(start, 1500.0, 40), ["2025", "2026", "2027", "2028"]);
    assert_eq!(labels(start, 0.5, 40), ["00:00", "03:00", "06:00", "09:00", "12:00"]);
    assert_eq!(time_ticks(0.0, 1e300, 80), None);
}
