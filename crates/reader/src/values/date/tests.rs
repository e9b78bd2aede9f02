//! Tables of cases, and every date of eight centuries.

use super::*;

const YEAR: DateFormat = DateFormat { order: DateOrder::YearFirst, compact: false };
const DAY: DateFormat = DateFormat { order: DateOrder::DayFirst, compact: false };
const MONTH: DateFormat = DateFormat { order: DateOrder::MonthFirst, compact: false };
const COMPACT: DateFormat = DateFormat { order: DateOrder::YearFirst, compact: true };

/// 3 January 2024.
const THIRD: i32 = 19_725;

#[track_caller]
fn are_the_third(format: DateFormat, texts: &[&str]) {
    for text in texts {
        assert_eq!(format.date(text.as_bytes()), Some(THIRD), "{text}");
    }
}

#[track_caller]
fn are_none(format: DateFormat, texts: &[&str]) {
    for text in texts {
        assert_eq!(format.moment(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn dates() {
    are_the_third(YEAR, &["2024-01-03", "2024-1-3", "2024/01/03", "2024.01.03", " 2024-01-03\u{a0}"]);
    are_the_third(DAY, &["03/01/2024", "3-1-2024", "03.01.2024", "3/1/24", "3.1.24"]);
    are_the_third(MONTH, &["01/03/2024", "1-3-2024", "1/3/24"]);
    are_the_third(COMPACT, &["20240103", " 20240103 ", "2024-01-03"]);
    let named = [
        "3 Jan 2024",
        "03-Jan-2024",
        "3-Jan-24",
        "3/JAN/2024",
        "Jan 3, 2024",
        "January 3 2024",
        "january  3,  2024",
        "Wed, 3 Jan 2024",
        "Wednesday, January 3, 2024",
        "wed 3 jan 2024",
    ];
    for format in [YEAR, DAY, MONTH, COMPACT] {
        are_the_third(format, &named);
    }
    let wrong = [
        "",
        "2024",
        "2024-01",
        "2024-13-01",
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "0000-01-01",
        "2024-01-003",
        "2024-01/03",
        "24-01-03",
        "02024-01-03",
        "2024-00-10",
        "2024-01-00",
        "2024-01-03x",
        "20240103",
        "Tue, 3 Jan 2024",
        "3 Janu 2024",
        "3 J 2024",
        "3-Jan 2024",
        "Jan 3, 24",
        "Jan2024",
        "3 Jan 024",
        "32 Jan 2024",
    ];
    are_none(YEAR, &wrong);
    are_none(DAY, &["2024-01-03", "01/13/2024", "3/1/024", "3/1/4"]);
    are_none(MONTH, &["13/01/2024", "2024-01-03"]);
    are_none(COMPACT, &["18991231", "21010101", "20240230", "2024010", "202401031", "20240103250000"]);
}

#[test]
fn two_digits_of_a_year() {
    for (text, year) in [("1/1/69", "1969"), ("1/1/99", "1999"), ("1/1/00", "2000"), ("1/1/68", "2068")] {
        assert_eq!(DAY.date(text.as_bytes()), YEAR.date(format!("{year}-01-01").as_bytes()));
    }
}

#[test]
fn times() {
    let clock = |hour: i64, minute: i64, second: i64| (hour * 3600 + minute * 60 + second) * 1_000_000_000;
    let cases = [
        ("8:26", clock(8, 26, 0), None),
        ("08:26", clock(8, 26, 0), None),
        ("08:26:05", clock(8, 26, 5), None),
        ("08:26:05.5", clock(8, 26, 5) + 500_000_000, None),
        ("08:26:05,123456789", clock(8, 26, 5) + 123_456_789, None),
        ("2:00:00 PM", clock(14, 0, 0), None),
        ("2 PM", clock(14, 0, 0), None),
        ("2:00pm", clock(14, 0, 0), None),
        ("12:30 AM", clock(0, 30, 0), None),
        ("12:30\u{202f}PM", clock(12, 30, 0), None),
        ("23:59:59", clock(23, 59, 59), None),
        ("08:26:05Z", clock(8, 26, 5), Some(0)),
        ("08:26 UTC", clock(8, 26, 0), Some(0)),
        ("08:26:05 GMT", clock(8, 26, 5), Some(0)),
        ("08:26:05+02:00", clock(8, 26, 5), Some(7200)),
        ("08:26:05.25-0330", clock(8, 26, 5) + 250_000_000, Some(-12_600)),
        ("2 PM -05", clock(14, 0, 0), Some(-18_000)),
    ];
    for (text, nanoseconds, offset) in cases {
        let expected = Some(Moment { days: THIRD, nanoseconds, offset, has_time: true });
        for (format, date) in [(YEAR, "2024-01-03"), (DAY, "3/1/2024"), (MONTH, "Jan 3, 2024")] {
            for separator in [" ", "T", "  ", ", "] {
                let text = format!("{date}{separator}{text}");
                assert_eq!(format.moment(text.as_bytes()), expected, "{text}");
                assert_eq!(format.date(text.as_bytes()), None, "{text}");
            }
        }
    }
    let expected = Some(Moment { days: THIRD, nanoseconds: clock(8, 26, 5), offset: None, has_time: true });
    assert_eq!(COMPACT.moment(b"20240103082605"), expected);
    let wrong = [
        "24:00",
        "8",
        "8:2",
        "08:60",
        "08:26:60",
        "08:26:05.",
        "08:26:05.1234567890",
        "08:26:5",
        "13:00 PM",
        "0 PM",
        "008:26",
        "08:26 +2",
        "08:26+02:60",
        "08:26+16:00",
        "08:26 CET",
        "08:26 Z Z",
        "PM",
        "Z",
        "08:26x",
        "-05",
        "08:26.5",
        "08:26+02:",
        "08:26+020",
    ];
    for text in wrong {
        are_none(YEAR, &[&format!("2024-01-03 {text}")]);
    }
    are_none(
        YEAR,
        &["2024-01-0308:26", "2024-01-03T", "2024-01-03,08:26", "2024-01-03t08:26", "2024-01-03Z"],
    );
}

/// Counts day by day from 1 January 1600.
#[test]
fn every_date_of_eight_centuries() {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "March", "apr", "MAY", "June", "Jul", "August", "Sept", "Oct", "November", "Dec"];
    let mut count = -135_140;
    for year in 1600..=2400 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            for day in 1..=length {
                let read = |format: DateFormat, text: String| format.date(text.as_bytes());
                assert_eq!(read(YEAR, format!("{year}-{month:02}-{day:02}")), Some(count));
                assert_eq!(read(YEAR, format!("{year}/{month}/{day}")), Some(count));
                assert_eq!(read(DAY, format!("{day}.{month}.{year}")), Some(count));
                assert_eq!(read(MONTH, format!("{month}/{day:02}/{year}")), Some(count));
                assert_eq!(read(YEAR, format!("{day} {} {year}", NAMES[month - 1])), Some(count));
                if (1900..=2100).contains(&year) {
                    assert_eq!(read(COMPACT, format!("{year}{month:02}{day:02}")), Some(count));
                }
                if (1969..=2068).contains(&year) {
                    assert_eq!(read(DAY, format!("{day}/{month}/{:02}", year % 100)), Some(count));
                }
                count += 1;
            }
            assert_eq!(YEAR.date(format!("{year}-{month:02}-{:02}", length + 1).as_bytes()), None);
        }
    }
    assert_eq!(count, YEAR.date(b"2401-01-01").unwrap());
}

#[test]
fn ends_of_the_calendar() {
    assert_eq!(YEAR.date(b"0001-01-01"), Some(-719_162));
    assert_eq!(YEAR.date(b"9999-12-31"), Some(2_932_896));
}

proptest::proptest! {
    #[test]
    fn nothing_panics(bytes: Vec<u8>, text in "[0-9]{1,4}[-/. ]([0-9]{1,2}|Jan|May)[-/. ][0-9]{1,4}[ T][0-9:.+PMZ -]{0,12}") {
        for format in [YEAR, DAY, MONTH, COMPACT] {
            format.moment(&bytes);
            format.moment(text.as_bytes());
        }
    }
}
