//! Properties of every column: the decision refuses and alters no value that was seen, and the order and partition of
//! the values make no difference.

use proptest::prelude::*;

use super::{ColumnContext, TypeGuess};
use crate::values::{DateOrder, ValueFormat, boolean, trim};

/// Patterns of fields, one format each.
const SHAPES: [&str; 26] = [
    "[1-9][0-9]{0,9}",
    "-?[1-9][0-9]{14,19}",
    "[0-9]{1,3}\\.[0-9]{1,4}",
    "[0-9]{1,3},[0-9]{1,4}",
    "[1-9][0-9]{0,2}\\.[0-9]{3}",
    "[1-9][0-9]{0,2},[0-9]{3}",
    "[1-9][0-9]{0,2}(,[0-9]{3}){0,3}(\\.[0-9]{2})?",
    "[1-9][0-9]{0,2}(\\.[0-9]{3}){0,3}(,[0-9]{2})?",
    "[1-9][0-9]{0,2}( [0-9]{3}){1,3}([.,][0-9]{2})?",
    "[1-9][0-9]{0,2}('[0-9]{3}){1,3}(\\.[0-9]{2})?",
    "[-(]?[$€][1-9][0-9]{0,2}(\\.[0-9]{3})?(,[0-9]{2})?[)-]?",
    "-?[0-9](\\.[0-9])? ?%",
    "[0-9]\\.[0-9]{10,22}",
    "[1-9](\\.[0-9]{1,3})?[eE][+-]?[0-9]{1,3}",
    "0[0-9]{2,5}",
    "[+][0-9]{6,10}",
    "2024(0[1-9]|1[0-2])(0[1-9]|1[0-9])",
    "20240103(08|25)2605",
    "20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])",
    "(0?[1-9]|1[0-9])/(0?[1-9]|1[0-9])/(20|19)?[0-9]{2}",
    "(0[1-9]|1[0-2])[./](0[1-9]|1[0-2])[./]2024",
    "[1-9]( (Jan|may|DEC) |-Feb-)(20)?24( 8:26 PM)?",
    "[0-2][0-9]{3}-01-03[ T][01][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?(Z|\\+02:00)?",
    "true|FALSE|False",
    "NA|n/a|-|\\.|NaN| ?",
    "[a-zA-Z0-9,.$% -]{0,8}",
];

fn field() -> impl Strategy<Value = String> {
    prop::sample::select(SHAPES.to_vec()).prop_flat_map(|shape| prop::string::string_regex(shape).unwrap())
}

/// Columns of one or two formats, so that many have a single type.
fn column() -> impl Strategy<Value = Vec<String>> {
    let shapes = prop::collection::vec(prop::sample::select(SHAPES.to_vec()), 1..=2);
    let fields = shapes.prop_flat_map(|shapes| {
        let fields =
            prop::sample::select(shapes).prop_flat_map(|shape| prop::string::string_regex(shape).unwrap());
        let others = prop::sample::select(vec!["", "NA", " ", "0", "5 "]).prop_map(str::to_string);
        let field = prop_oneof![12 => fields, 1 => others];
        prop::collection::vec(field, 0..30)
    });
    prop_oneof![10 => fields, 1 => prop::collection::vec(field(), 0..8)]
}

fn contexts(delimiter: u8, decimal: Option<u8>, order: Option<DateOrder>) -> [ColumnContext<'static>; 2] {
    [None, Some("date")].map(|name| ColumnContext { name, decimal, order, delimiter, complete: true })
}

fn any_contexts() -> impl Strategy<Value = [ColumnContext<'static>; 2]> {
    let delimiter = prop::sample::select(vec![b',', b';', b'\t']);
    let decimal = prop::sample::select(vec![None, Some(b'.'), Some(b',')]);
    let order = prop::sample::select(vec![None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)]);
    (delimiter, decimal, order).prop_map(|(delimiter, decimal, order)| contexts(delimiter, decimal, order))
}

fn seen(fields: &[String]) -> TypeGuess {
    let mut guess = TypeGuess::default();
    for field in fields {
        guess.see(field.as_bytes(), false);
    }
    guess
}

/// Returns whether a field is a value in this format.
fn is_value(format: &ValueFormat, field: &[u8]) -> bool {
    match format {
        ValueFormat::Text => true,
        ValueFormat::Boolean => boolean(field).is_some(),
        ValueFormat::Integer(format) => format.integer(field).is_some(),
        ValueFormat::Float(format) => format.float(field).is_some(),
        ValueFormat::Date(format) => format.date(field).is_some(),
        ValueFormat::Timestamp { .. } => format.timestamp(field).is_some(),
    }
}

/// Returns the digits of a whole number, which show whether a value was altered.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_value_seen_is_refused(column in column(), contexts in any_contexts()) {
        let guess = seen(&column);
        for context in &contexts {
            let decision = guess.decide(context);
            for field in &column {
                let word = String::from_utf8_lossy(trim(field.as_bytes())).into_owned();
                let is_null = word.is_empty() || decision.nulls.contains(&word);
                prop_assert!(is_null || is_value(&decision.format, field.as_bytes()), "{field} {decision:?}");
            }
        }
    }

    #[test]
    fn no_whole_number_is_altered(column in column(), contexts in any_contexts()) {
        let guess = seen(&column);
        for context in &contexts {
            let format = guess.decide(context).format;
            for field in &column {
                let number = match &format {
                    ValueFormat::Integer(format) => format.integer(field.as_bytes()).map(|value| value.to_string()),
                    // Only whole numbers without a plus sign: a float prints none.
                    ValueFormat::Float(format) if field.bytes().all(|byte| byte.is_ascii_digit()) => {
                        format.float(field.as_bytes()).map(|value| value.to_string())
                    }
                    _ => None,
                };
                if let Some(number) = number {
                    prop_assert_eq!(digits(&number), digits(field), "{:?}", format);
                }
            }
        }
    }

    #[test]
    fn parts_and_their_order_make_no_difference(
        (column, shuffled) in column().prop_flat_map(|column| (Just(column.clone()), Just(column).prop_shuffle())),
        cuts in prop::collection::vec(0..30_usize, 0..4),
        contexts in any_contexts(),
    ) {
        let whole = seen(&column);
        let mut merged = TypeGuess::default();
        let mut rest = &shuffled[..];
        for cut in cuts {
            let (part, after) = rest.split_at(cut.min(rest.len()));
            merged.merge(&seen(part));
            rest = after;
        }
        let mut last = seen(rest);
        last.merge(&merged);
        for context in &contexts {
            prop_assert_eq!(whole.decide(context), last.decide(context));
        }
        prop_assert_eq!(whole.decimal_evidence(), last.decimal_evidence());
        prop_assert_eq!(whole.order_evidence(), last.order_evidence());
    }
}

/// Fields that are neither numbers nor dates may be many in one part, with anything behind them.
#[test]
fn parts_of_much_text_make_no_difference() {
    let fields = |field: &str, count| vec![field.to_string(); count];
    let columns = [
        [fields("a", 990), fields("5", 200_000), fields("b", 20)],
        [fields("a", 600), fields("007", 10), fields("b", 600)],
        [fields("a", 2_000), fields("5", 200_000), fields("NA", 20)],
    ];
    let [context, _] = contexts(b',', None, None);
    for parts in columns {
        let forward = seen(&parts.concat()).decide(&context);
        let mut merged = TypeGuess::default();
        for part in parts.iter().rev() {
            merged.merge(&seen(part));
        }
        assert_eq!(merged.decide(&context), forward);
    }
}
