//! Tables of known values, written carefully and read without options: the same values come back.

use proptest::prelude::*;
use tenure_reader::values::{DateOrder, ValueFormat};
use tenure_reader::{Delimiter, FileFormat, FindingKind, OnBadRow, Reason, SniffOptions};

use crate::common::invariants::{ReadSettings, check};
use crate::common::stepping::Stepping;
use crate::common::stepping::all;
use crate::common::tables::{Columns, parsed};
use crate::generators::config;
use tenure_reader::Splitter;
use tenure_reader::text::{Encoding, TextReader};

/// A column: its values as written in the file, and as printed after reading.
#[derive(Debug, Clone)]
struct CellColumn {
    kind: CellType,
    cells: Vec<Option<(String, String)>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum CellType {
    Integer,
    Float,
    Date(DateOrder),
    Boolean,
    Text,
}

const ROWS: std::ops::Range<usize> = 3..25;

fn column(rows: usize, order: DateOrder) -> impl Strategy<Value = CellColumn> {
    let same = |text: String| (text.clone(), text);
    let float = |float: f64| (format!("{float:?}"), float.to_bits().to_string());
    // Larger and smaller ones would have an exponent without a sign, like a product code.
    let floats = prop_oneof![
        (-1e15..1e15_f64),
        (-1000..1000_i32).prop_map(|thousandths| f64::from(thousandths) / 1000.0),
        (1.1e-5..1e-4_f64, any::<bool>()).prop_map(|(float, minus)| if minus { -float } else { float }),
    ];
    let date = move |days: i32| {
        let (year, month, day) = civil(days);
        let written = match order {
            DateOrder::YearFirst => format!("{year:04}-{month:02}-{day:02}"),
            DateOrder::DayFirst => format!("{day:02}/{month:02}/{year:04}"),
            DateOrder::MonthFirst => format!("{month:02}/{day:02}/{year:04}"),
        };
        (written, days.to_string())
    };
    let text = prop::collection::vec(
        prop_oneof![
            4 => prop::char::range('a', 'z'),
            4 => prop::sample::select(vec![',', ';', '\t', '"', '\'', '\n', '\r', ' ', '|', '\\', '0', '1', '.']),
            // Control characters are not text, and a byte order mark may not be.
            1 => prop::char::any().prop_map(|sign| match sign {
                sign if sign.is_control() => '客',
                '\u{FEFF}' => 'é',
                sign => sign,
            }),
        ],
        0..12,
    );
    let text = text.prop_map(move |text| same(text.into_iter().collect()));
    let kinds = prop_oneof![
        of(CellType::Integer, any::<i64>().prop_map(move |value| same(value.to_string())).boxed(), rows),
        of(CellType::Integer, (-50..50_i64).prop_map(move |value| same(value.to_string())).boxed(), rows),
        of(CellType::Float, floats.prop_map(float).boxed(), rows),
        of(CellType::Date(order), (-25_000..40_000).prop_map(date).boxed(), rows),
        of(CellType::Boolean, any::<bool>().prop_map(move |value| same(value.to_string())).boxed(), rows),
        of(CellType::Text, text.boxed(), rows),
    ];
    kinds.prop_map(|mut column| {
        // The first value makes it a text column.
        if column.kind == CellType::Text {
            column.cells[0] = Some(("some words".to_owned(), "some words".to_owned()));
        }
        column
    })
}

fn of(
    kind: CellType,
    cell: BoxedStrategy<(String, String)>,
    rows: usize,
) -> impl Strategy<Value = CellColumn> {
    prop::collection::vec(prop::option::weighted(0.9, cell), rows)
        .prop_map(move |cells| CellColumn { kind, cells })
}

/// Returns the date of a day since 1970, counted year by year.
fn civil(days: i32) -> (i32, u32, u32) {
    let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let (mut year, mut left) = (1970, days);
    while left < 0 {
        year -= 1;
        left += 365 + i32::from(leap(year));
    }
    while left >= 365 + i32::from(leap(year)) {
        left -= 365 + i32::from(leap(year));
        year += 1;
    }
    let lengths = [31, 28 + i32::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while left >= lengths[month] {
        left -= lengths[month];
        month += 1;
    }
    (year, month as u32 + 1, left as u32 + 1)
}

fn tables() -> impl Strategy<Value = (Vec<CellColumn>, u8)> {
    let order = prop::sample::select(vec![DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst]);
    let delimiter = prop::sample::select(vec![b',', b';', b'\t', b'|']);
    (ROWS, order, delimiter).prop_flat_map(|(rows, order, delimiter)| {
        (prop::collection::vec(column(rows, order), 2..6), Just(delimiter))
    })
}

/// Writes a table with quotes around every text and nothing for NULL.
fn write(columns: &[CellColumn], delimiter: u8) -> String {
    let delimiter = char::from(delimiter).to_string();
    let names: Vec<String> = (0..columns.len()).map(|place| format!("field{place}")).collect();
    let mut text = names.join(&delimiter) + "\n";
    for row in 0..columns[0].cells.len() {
        let cells = columns.iter().map(|column| match (&column.cells[row], column.kind) {
            (None, _) => String::new(),
            (Some((written, _)), CellType::Text) => format!("\"{}\"", written.replace('"', "\"\"")),
            (Some((written, _)), _) => written.clone(),
        });
        text += &(cells.collect::<Vec<_>>().join(&delimiter) + "\n");
    }
    text
}

/// Returns whether two number formats or two orders of dates explain every value.
fn is_ambiguous(column: &CellColumn, delimiter: u8) -> bool {
    let mut written = column.cells.iter().flatten().map(|(written, _)| written.as_str());
    match column.kind {
        CellType::Float => {
            delimiter == b';'
                && written.all(|text| {
                    let digits = text.trim_start_matches('-');
                    let (whole, places) = digits.split_once('.').unwrap_or((digits, "000"));
                    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && places.len() == 3
                })
        }
        CellType::Date(DateOrder::DayFirst | DateOrder::MonthFirst) => written
            .all(|text| [&text[..2], &text[3..5]].iter().all(|part| part.parse::<u32>().unwrap() <= 12)),
        _ => false,
    }
}

fn is_read_as(kind: CellType, format: &ValueFormat) -> bool {
    match kind {
        CellType::Integer => matches!(format, ValueFormat::Integer(_)),
        CellType::Float => matches!(format, ValueFormat::Float(_)),
        CellType::Date(_) => matches!(format, ValueFormat::Date(_)),
        CellType::Boolean => matches!(format, ValueFormat::Boolean),
        CellType::Text => *format == ValueFormat::Text,
    }
}

proptest! {
    #![proptest_config(config(1_500))]

    #[test]
    fn the_same_values_come_back((columns, delimiter) in tables()) {
        let text = write(&columns, delimiter);
        let format = match FileFormat::of_bytes(text.as_bytes(), &SniffOptions::default()) {
            Ok(format) => format,
            // With only text, nothing distinguishes the names from the values below.
            Err(error) => {
                let has_types = columns.iter().any(|column| {
                    column.kind != CellType::Text && column.cells.iter().flatten().next().is_some()
                });
                prop_assert!(error.reason == Reason::Ambiguous && !has_types, "{error}\n{text}");
                return Ok(());
            }
        };
        prop_assert_eq!(format.dialect.delimiter, Delimiter::Byte(delimiter), "{}", text);
        prop_assert!(format.header, "{text}");
        let settings = ReadSettings { sizes: &[50, 1 << 20], threads: &[], steps: &[] };
        check(&format, text.as_bytes(), false, &settings).map_err(TestCaseError::fail)?;
        let asked: Columns =
            format.columns.iter().enumerate().map(|(field, column)| (column.clone(), Some(field))).collect();
        let source = TextReader::new(Box::new(Stepping::new(text.as_bytes(), &[])), Encoding::UTF_8);
        let blocks = all(Splitter::new(source, format.dialect, 100, format.offset, format.line).unwrap());
        let table = parsed(&format.parser(asked, columns.len(), OnBadRow::Error), &blocks);
        prop_assert_eq!(table.bad.len(), 0);
        prop_assert_eq!(table.rows.len(), columns[0].cells.len(), "{}", text);
        for (place, (column, read)) in columns.iter().zip(&format.columns).enumerate() {
            let has_values = column.cells.iter().any(Option::is_some);
            let asks = format.findings.iter().any(|said| said.about == read.name && said.kind == FindingKind::Question);
            let is_typed = is_read_as(column.kind, &read.format);
            if asks {
                prop_assert!(is_ambiguous(column, delimiter), "{:?}\n{text}", format.findings);
            } else if has_values {
                prop_assert!(is_typed, "{column:?} is read as {read:?}\n{text}");
            }
            for (row, cell) in column.cells.iter().enumerate() {
                let wanted = cell.as_ref().map(|(written, shown)| if is_typed { shown } else { written });
                let got = table.rows[row].1[place].as_deref().map(String::from_utf8_lossy);
                prop_assert_eq!(got.as_deref(), wanted.map(String::as_str), "{}", text);
            }
        }
    }
}
