//! Arguments by name where their places are not fixed: repeated ones, those behind them, and structs.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, Float64Array, StringArray, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields, IntervalUnit, TimeUnit};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::ColumnarValue;

use super::Args;
use crate::takes::{Argument, Signature, Takes, coerce};

/// `window_funnel(window, time, c1, c2, … [, mode1, …])`, as its page has it.
const FUNNEL: Signature = Signature::new(
    "window_funnel",
    &[
        Argument::required("window", Takes::Duration, "The window."),
        Argument::required("time", Takes::Time, "When."),
        Argument::repeated("c", Takes::Condition, 63, "The conditions."),
        Argument::repeated("mode", Takes::Choice(&["strict_once", "strict_order"]), 2, "The modes.")
            .or_none(),
    ],
);

/// `fit(label, features [, l2])`
const FIT: Signature = Signature::new(
    "fit",
    &[
        Argument::required("label", Takes::Condition, "The label."),
        Argument::required("features", Takes::Several(&Takes::Feature), "The features."),
        Argument::optional("l2", Takes::Range { min: 0.0, max: 1.0 }, "0.5", "The penalty."),
    ],
);

const TIME: DataType = DataType::Timestamp(TimeUnit::Second, None);

fn error(signature: Signature, given: &[DataType]) -> String {
    coerce(signature, given).unwrap_err().strip_backtrace()
}

#[test]
fn what_follows_a_repeated_argument_is_told_apart_by_its_type() {
    use DataType::{Boolean, Float64, Int64, Null, Utf8, Utf8View};
    let given = [Int64, TIME, Boolean, Null, Boolean, Utf8View];
    let types = coerce(FUNNEL, &given).unwrap();
    assert_eq!(types, [Float64, TIME, Boolean, Boolean, Boolean, Utf8]);
    let args = Args::of_types(FUNNEL, &types);
    assert_eq!((args.count("c").unwrap(), args.count("mode").unwrap()), (3, 1));
    assert_eq!(args.data_type("mode").unwrap(), Utf8);
    assert!(args.is_given("mode").unwrap());

    let types = coerce(FUNNEL, &[DataType::Interval(IntervalUnit::DayTime), TIME, Boolean]).unwrap();
    assert_eq!(types[0], DataType::Interval(IntervalUnit::MonthDayNano));
    let args = Args::of_types(FUNNEL, &types);
    assert_eq!((args.count("c").unwrap(), args.count("mode").unwrap()), (1, 0));
    assert_eq!(args.data_type("mode").unwrap(), Null);
    assert!(!args.is_given("mode").unwrap());
    assert!(args.count("modes").is_err(), "a name that is not declared");
}

#[test]
fn faults_of_repeated_arguments_are_numbered() {
    use DataType::{Boolean, Int64, Utf8};
    assert!(error(FUNNEL, &[Int64, TIME]).contains("window_funnel takes 3 to 67 arguments, but 2 are given"));
    assert!(
        error(FUNNEL, &[Int64, TIME, Utf8]).contains("window_funnel: c1 must be a condition, but is text")
    );
    assert!(
        error(FUNNEL, &[Int64, TIME, Boolean, Int64])
            .contains("c2 must be a condition, but is a whole number")
    );
    let late = error(FUNNEL, &[Int64, TIME, Boolean, Utf8, Boolean]);
    assert!(
        late.contains("mode2 must be text, 'strict_once' or 'strict_order', but is true or false"),
        "{late}"
    );
    assert!(error(FUNNEL, &[Int64, TIME, Boolean, Utf8, Utf8, Utf8]).contains("arguments, but 6 are given"));
}

#[test]
fn repeated_constants_are_read_and_checked() {
    let scalar = |value: &str| ColumnarValue::Scalar(ScalarValue::from(value));
    let values = |modes: &[&str]| {
        let condition = ColumnarValue::Scalar(ScalarValue::from(true));
        let time = ColumnarValue::Scalar(ScalarValue::TimestampSecond(Some(1), None));
        let window = ColumnarValue::Scalar(ScalarValue::from(10.0));
        let fixed = vec![window, time, condition.clone(), condition];
        [fixed, modes.iter().map(|mode| scalar(mode)).collect()].concat()
    };
    let given = values(&["strict_once", "STRICT_ORDER"]);
    let args = Args::of_scalar(FUNNEL, &given, 2);
    assert_eq!(args.texts("mode").unwrap(), ["strict_once", "strict_order"]);
    assert_eq!(args.conditions("c").unwrap().len(), 2);
    let given = values(&["strict"]);
    let error = Args::of_scalar(FUNNEL, &given, 2).texts("mode").unwrap_err().strip_backtrace();
    assert!(error.contains("mode must be 'strict_once' or 'strict_order', but is 'strict'"), "{error}");
}

#[test]
fn features_are_the_columns_of_a_struct() {
    let fields: Fields =
        vec![Field::new("spend", DataType::Float64, true), Field::new("plan", DataType::Utf8, true)].into();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Float64Array::from(vec![Some(1.0), Some(2.0), None])),
        Arc::new(StringArray::from(vec!["a", "b", "c"])),
    ];
    // The second row is NULL as a whole.
    let rows = StructArray::new(fields, columns, Some(vec![true, false, true].into()));
    let types = coerce(FIT, &[DataType::Boolean, rows.data_type().clone()]).unwrap();
    assert_eq!(types[1], *rows.data_type());
    let batch: Vec<ArrayRef> = vec![Arc::new(StringArray::from(vec!["x"; 3])), Arc::new(rows)];
    let found = Args::of_batch(FIT, &batch, 3).fields("features").unwrap();
    assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["spend", "plan"]);
    assert_eq!(found[0].1.null_count(), 2);
    assert!(found[1].1.is_null(1));
    assert_eq!(found[1].1.as_string::<i32>().value(2), "c");
}

#[test]
fn a_feature_that_is_none_is_named() {
    let of = |data_type: DataType| {
        let fields: Fields = vec![Field::new("when", data_type, true)].into();
        error(FIT, &[DataType::Boolean, DataType::Struct(fields)])
    };
    assert!(of(DataType::Date32).contains("'when' is a DATE"), "{}", of(DataType::Date32));
    assert!(error(FIT, &[DataType::Boolean, DataType::Int64]).contains("write {name: expression, …}"));
}

#[test]
fn what_is_left_out_has_its_default() {
    let given = [ColumnarValue::Scalar(ScalarValue::from(true)), ColumnarValue::Scalar(ScalarValue::Null)];
    let args = Args::of_scalar(FIT, &given, 1);
    assert_eq!(args.number("l2").unwrap(), Some(0.5));
    let null = [given.to_vec(), vec![ColumnarValue::Scalar(ScalarValue::Float64(None))]].concat();
    assert_eq!(Args::of_scalar(FIT, &null, 1).number("l2").unwrap(), Some(0.5));
    let wrong = [given.to_vec(), vec![ColumnarValue::Scalar(ScalarValue::from(7.0))]].concat();
    let error = Args::of_scalar(FIT, &wrong, 1).number("l2").unwrap_err().strip_backtrace();
    assert!(
        error.contains("l2 must be a number from 0 to 1, but is 7; write 0.07 for 7 per cent"),
        "{error}"
    );
}
