//! `local_date(time [, timezone])`: the calendar day of an instant.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use crate::adapt::{Args, Scalar, scalar};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::zone::{Zone, local_days};

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

/// Creates the scalar function `local_date`.
pub(crate) fn local_date_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: FUNCTION.signature(),
        returns: |_| Ok(DataType::Date32),
        invoke,
        coerce: None,
    })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let column = args.column("time")?;
    let zone = Zone::of(column.data_type(), args.text("timezone")?.as_deref())?;
    Ok(ColumnarValue::Array(Arc::new(local_days(&column, zone)?)))
}
