//! `overdue(days, usual_gap)`: a scalar function as small as one can be. The guide for contributors is built around it;
//! it is compiled and tested with the others, and registered nowhere.

use std::sync::Arc;

use datafusion::arrow::array::Float64Array;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use crate::adapt::{Args, Scalar, scalar};
use crate::catalog::{Argument, Example, Function, Make, Takes};

const NAME: &str = "overdue";

pub(crate) const FUNCTION: Function = Function {
    name: NAME,
    summary: "How many of the usual gaps between purchases a customer has let pass.",
    arguments: &[
        Argument::required("days", Takes::Number, "Days since the last purchase, from 0."),
        Argument::required("usual_gap", Takes::Number, "Days that usually lie between two, above 0."),
    ],
    returns: "DOUBLE; NULL where an argument is NULL",
    details: "days / usual_gap. A negative number of days and a gap that is not above 0 are errors.",
    reference: "",
    example: Example {
        sql: "SELECT overdue(90, 30) AS overdue",
        output: "\
+---------+
| overdue |
+---------+
| 3.0     |
+---------+",
    },
    make: Make::Scalar(overdue_udf),
};

/// Creates the scalar function `overdue`.
pub(crate) fn overdue_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: FUNCTION.signature(),
        returns: |_| Ok(DataType::Float64),
        invoke,
        coerce: None,
    })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let (days, gaps) = (args.doubles("days")?, args.doubles("usual_gap")?);
    let overdue = days.iter().zip(&gaps).map(|pair| match pair {
        (Some(days), _) if days < 0.0 => exec_err!("{NAME}: days must not be negative, but one is {days}"),
        (_, Some(gap)) if gap <= 0.0 => exec_err!("{NAME}: usual_gap must be above 0, but one is {gap}"),
        (Some(days), Some(gap)) => Ok(Some(days / gap)),
        _ => Ok(None),
    });
    Ok(ColumnarValue::Array(Arc::new(overdue.collect::<Result<Float64Array>>()?)))
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::util::pretty::pretty_format_batches;
    use datafusion::prelude::SessionContext;

    use super::*;

    async fn run(sql: &str) -> Result<String> {
        let ctx = SessionContext::new();
        ctx.register_udf(overdue_udf());
        let batches = ctx.sql(sql).await?.collect().await?;
        Ok(pretty_format_batches(&batches)?.to_string())
    }

    #[tokio::test]
    async fn the_example_gives_what_is_shown() {
        assert_eq!(run(FUNCTION.example.sql).await.unwrap(), FUNCTION.example.output);
    }

    #[tokio::test]
    async fn what_is_wrong_is_said() {
        for (call, message) in [
            ("overdue(1, 0)", "usual_gap must be above 0, but one is 0"),
            ("overdue(-1, 30)", "days must not be negative, but one is -1"),
            ("overdue('x', 30)", "days must be a number, but is text"),
            ("overdue(1)", "overdue takes 2 arguments, but 1 is given"),
        ] {
            let error = run(&format!("SELECT {call}")).await.unwrap_err().to_string();
            assert!(error.contains(message), "{call}: {error}");
        }
    }
}
