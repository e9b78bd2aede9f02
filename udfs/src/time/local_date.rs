//! `local_date(time [, timezone])`: the calendar day of an instant.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};

use super::zone::{Zone, is_time, local_days};
use crate::adapt::scalar::{Scalar, constant_text, scalar};
use crate::catalog::{Argument, Example, Function, Make, Takes};

pub(crate) const FUNCTION: Function = Function {
    name: "local_date",
    summary: "The calendar day that an instant falls on in a time zone.",
    arguments: &[
        Argument::required(
            "time",
            Takes::Time,
            "The instant. A TIMESTAMP without a zone is taken as UTC; a DATE stays as it is.",
        ),
        Argument::optional(
            "timezone",
            Takes::TimeZone,
            "the column's zone, else UTC",
            "Whose clock and calendar decide; a constant.",
        ),
    ],
    returns: "DATE",
    details: "NULL for NULL. The rules of time zones, summer time included, are those of the IANA database.",
    reference: "",
    example: Example {
        sql: "SELECT local_date(TIMESTAMP '2024-03-31 23:30:00') AS utc, local_date(TIMESTAMP '2024-03-31 23:30:00', 'Europe/London') AS london",
        output: "\
+------------+------------+
| utc        | london     |
+------------+------------+
| 2024-03-31 | 2024-04-01 |
+------------+------------+",
    },
    make: Make::Scalar(local_date_udf),
};

/// The scalar `local_date`.
pub(crate) fn local_date_udf() -> ScalarUDF {
    scalar(Scalar {
        name: "local_date",
        arguments: FUNCTION.arguments,
        coerce: |_, _, given| coerce(given),
        returns: |_| Ok(DataType::Date32),
        invoke,
    })
}

fn coerce(given: &[DataType]) -> Result<Vec<DataType>> {
    match given {
        [time] if is_time(time) => Ok(vec![time.clone()]),
        [time, zone] if is_time(time) && (zone.is_string() || zone.is_null()) => {
            Ok(vec![time.clone(), DataType::Utf8])
        }
        _ => plan_err!("local_date takes a DATE or TIMESTAMP, and perhaps the name of a time zone"),
    }
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let zone = constant_text("local_date", args, 1, "timezone")?;
    let column = args.args[0].to_array(args.number_rows)?;
    let zone = Zone::of(column.data_type(), zone)?;
    Ok(ColumnarValue::Array(Arc::new(local_days(&column, zone)?)))
}
