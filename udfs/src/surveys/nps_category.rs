//! `nps_category(score [, scale])`: whether an answer is a promoter's.

use std::sync::Arc;

use datafusion::arrow::array::StringArray;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use super::arguments::{OF_CATEGORY, scale_named};
use super::scale::Category;
use crate::adapt::{Args, Scalar, scalar};
use crate::catalog::{Example, Function, Make};

pub(crate) const FUNCTION: Function = Function {
    name: "nps_category",
    summary: "Whether an answer is a promoter's, a passive's or a detractor's.",
    arguments: OF_CATEGORY,
    returns: "VARCHAR: 'promoter', 'passive' or 'detractor'; NULL off the scale and for NULL",
    details: "The cuts are those of `nps`; what lies between them is passive, fractions included. \
              A score that is infinite or not a number is an error.",
    reference: "F. F. Reichheld, The One Number You Need to Grow, Harvard Business Review 81 (12), 2003",
    example: Example {
        sql: "SELECT score, nps_category(score) AS of_ten, nps_category(score, '1-5') AS of_five \
              FROM (VALUES (2), (4), (5), (7), (9), (11)) AS t(score) ORDER BY score",
        output: "\
+-------+-----------+-----------+
| score | of_ten    | of_five   |
+-------+-----------+-----------+
| 2     | detractor | detractor |
| 4     | detractor | passive   |
| 5     | detractor | promoter  |
| 7     | passive   |           |
| 9     | promoter  |           |
| 11    |           |           |
+-------+-----------+-----------+",
    },
    make: Make::Scalar(nps_category_udf),
};

/// Creates the scalar function `nps_category`.
pub(crate) fn nps_category_udf() -> ScalarUDF {
    scalar(Scalar { signature: FUNCTION.signature(), returns: |_| Ok(DataType::Utf8), invoke, coerce: None })
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let scale = scale_named(args)?;
    let scores = args.doubles("score")?;
    let names = scores.iter().map(|score| score.and_then(|score| scale.category(score)).map(Category::name));
    Ok(ColumnarValue::Array(Arc::new(names.collect::<StringArray>())))
}
