//! `rfm_segment(r, f [, m])`: the segment of the standard map.

use std::sync::Arc;

use datafusion::arrow::array::{AsArray, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::{DataFusionError, Result, exec_datafusion_err, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use crate::adapt::{Args, Scalar, scalar};
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "rfm_segment";

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "The segment of a customer by the standard map of recency and frequency scores.",
    arguments: &[
        Argument::required("r", Takes::Whole { min: 1, max: 5 }, "The recency score, 5 for the most recent."),
        Argument::required(
            "f",
            Takes::Whole { min: 1, max: 5 },
            "The frequency score, 5 for the most frequent.",
        ),
        Argument::optional(
            "m",
            Takes::Whole { min: 1, max: 5 },
            "NULL",
            "The monetary score. The standard map does not use it.",
        ),
    ],
    returns: "VARCHAR, NULL where r or f is NULL",
    details: "A score outside 1 to 5 is an error.\n\n\
| | F 1 | F 2 | F 3 | F 4 | F 5 |\n\
| --- | --- | --- | --- | --- | --- |\n\
| R 5 | New Customers | Potential Loyalists | Potential Loyalists | Champions | Champions |\n\
| R 4 | Promising | Potential Loyalists | Potential Loyalists | Loyal Customers | Loyal Customers |\n\
| R 3 | About To Sleep | About To Sleep | Need Attention | Loyal Customers | Loyal Customers |\n\
| R 1–2 | Hibernating | Hibernating | At Risk | At Risk | Can't Lose Them |",
    reference: "",
    example: Example {
        sql: "SELECT rfm_segment(5, 5) AS best, rfm_segment(1, 5) AS urgent, rfm_segment(1, 1) AS gone",
        output: "\
+-----------+-----------------+-------------+
| best      | urgent          | gone        |
+-----------+-----------------+-------------+
| Champions | Can't Lose Them | Hibernating |
+-----------+-----------------+-------------+",
    },
    make: Make::Scalar(rfm_segment_udf),
};

/// Returns the segment in the standard map, or `None` for a score outside 1 to 5.
pub fn segment(r: i64, f: i64) -> Option<&'static str> {
    if !(1..=5).contains(&r) || !(1..=5).contains(&f) {
        return None;
    }
    Some(match (r, f) {
        (4.., 4..) if r == 5 => "Champions",
        (3.., 4..) => "Loyal Customers",
        (4.., 2..) => "Potential Loyalists",
        (5, _) => "New Customers",
        (4, _) => "Promising",
        (3, 3) => "Need Attention",
        (3, _) => "About To Sleep",
        (_, 5) => "Can't Lose Them",
        (_, 3..) => "At Risk",
        _ => "Hibernating",
    })
}

/// Creates the scalar function `rfm_segment`.
pub(crate) fn rfm_segment_udf() -> ScalarUDF {
    scalar(Scalar { signature: FUNCTION.signature(), returns: |_| Ok(DataType::Utf8), invoke, coerce: None })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let scores =
        |name: &str| Ok::<_, DataFusionError>(args.column(name)?.as_primitive::<Int64Type>().clone());
    if args.is_given("m")?
        && let Some(m) = scores("m")?.iter().flatten().find(|m| !(1..=5).contains(m))
    {
        return exec_err!("{NAME}: scores must be from 1 to 5, but one m is {m}");
    }
    let mut segments = StringBuilder::new();
    for (r, f) in scores("r")?.iter().zip(scores("f")?.iter()) {
        match (r, f) {
            (Some(r), Some(f)) => segments.append_value(segment(r, f).ok_or_else(|| {
                exec_datafusion_err!("{NAME}: scores must be from 1 to 5, but one pair is r = {r}, f = {f}")
            })?),
            _ => segments.append_null(),
        }
    }
    Ok(ColumnarValue::Array(Arc::new(segments.finish())))
}

#[cfg(test)]
mod tests {
    use super::segment;

    // The published table, read row by row.
    #[test]
    fn the_map_covers_all_cells() {
        let rows = [
            (5, ["New Customers", "Potential Loyalists", "Potential Loyalists", "Champions", "Champions"]),
            (
                4,
                [
                    "Promising",
                    "Potential Loyalists",
                    "Potential Loyalists",
                    "Loyal Customers",
                    "Loyal Customers",
                ],
            ),
            (3, ["About To Sleep", "About To Sleep", "Need Attention", "Loyal Customers", "Loyal Customers"]),
            (2, ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"]),
            (1, ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"]),
        ];
        for (r, names) in rows {
            for (f, name) in (1..).zip(names) {
                assert_eq!(segment(r, f), Some(name), "r {r} f {f}");
            }
        }
        assert_eq!(segment(0, 3), None);
        assert_eq!(segment(3, 6), None);
    }
}
