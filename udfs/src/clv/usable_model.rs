//! `fit_failure(model, group)` and `usable_model(model, otherwise, failure)`: why a model cannot be used, and the model
//! if it can. Parts of table functions.
//!
//! Between the two calls the failures of all groups are compared, so that which failure is reported does not depend on
//! threads.

use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, DictionaryArray, Int32Array, StringArray, StructArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int32Type};
use datafusion::common::{Result, ScalarValue, exec_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_diagnostics::Problem;

use crate::adapt::{Args, Scalar, scalar};
use crate::error::FunctionError;
use crate::takes::{Argument, Signature, Takes};

const MODEL: Argument = Argument::required("model", Takes::Model, "The model, behind a dictionary.");

const FAILURE: Signature = Signature::new(
    "fit_failure",
    &[MODEL, Argument::optional("group", Takes::Text, "NULL", "The group that the model is of.")],
);

const USABLE: Signature = Signature::new(
    "usable_model",
    &[
        MODEL,
        Argument::required("otherwise", Takes::Choice(&["error", "null"]), "What a failure does."),
        Argument::optional("failure", Takes::Text, "NULL", "The failure, NULL for none."),
    ],
);

/// Creates the scalar function `fit_failure`, which reports a model that did not converge or a spend model without a
/// mean, and else returns NULL.
pub(super) fn fit_failure_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: FAILURE,
        returns: |_| Ok(DataType::Utf8),
        invoke: failures,
        coerce: Some(|given| match given {
            [model @ DataType::Dictionary(_, _), _] => Ok(vec![model.clone(), DataType::Utf8]),
            _ => plan_err!("{} takes a model and a group", FAILURE.name),
        }),
    })
}

fn failures(args: &Args) -> Result<ColumnarValue> {
    let models = args.column("model")?;
    let models = models.as_dictionary::<Int32Type>();
    let faults = faults(models.values().as_struct())?;
    if faults.iter().all(Option::is_none) {
        return Ok(ColumnarValue::Scalar(ScalarValue::Utf8(None)));
    }
    let groups = args.column("group")?;
    let groups = groups.as_string::<i32>();
    let texts = models.keys().iter().enumerate().map(|(row, key)| {
        let [what, reason] = faults[key? as usize].as_ref()?;
        let group = if groups.is_valid(row) { format!(" for {}", groups.value(row)) } else { String::new() };
        Some(format!("{what}{group}: {reason}"))
    });
    Ok(ColumnarValue::Array(Arc::new(texts.collect::<StringArray>())))
}

/// Returns what is wrong with each model, and why.
fn faults(models: &StructArray) -> Result<Vec<Option<[String; 2]>>> {
    let text = |name: &str| -> Result<_> {
        let Some(column) = models.column_by_name(name) else {
            return exec_err!("{}: a model has a {name}", FAILURE.name);
        };
        Ok(cast(column, &DataType::Utf8)?.as_string::<i32>().clone())
    };
    let (names, reasons) = (text("model")?, text("reason")?);
    let q = models.column_by_name("parameters").and_then(|parameters| {
        Some(parameters.as_struct_opt()?.column_by_name("q")?.as_primitive_opt::<Float64Type>()?.clone())
    });
    let fault = |place: usize| {
        let told =
            |what: &str, reason: String| Some([format!("the model {} {what}", names.value(place)), reason]);
        match &q {
            _ if models.is_null(place) => None,
            _ if reasons.is_valid(place) => told("could not be fitted", reasons.value(place).to_owned()),
            // The model is fitted, but cannot predict for customers without a repeat purchase.
            Some(q) if q.is_valid(place) && q.value(place) <= 1.0 => {
                told("has no mean", format!("q is {} and not above 1", q.value(place)))
            }
            _ => None,
        }
    };
    Ok((0..models.len()).map(fault).collect())
}

/// Creates the scalar function `usable_model`, which returns the model if there is no failure. A failure is an error,
/// or NULL if `otherwise` is 'null'.
pub(super) fn usable_model_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: USABLE,
        returns: |args| args.data_type("model"),
        invoke: usable,
        coerce: Some(|given| match given {
            [model @ DataType::Dictionary(_, _), _, _] => {
                Ok(vec![model.clone(), DataType::Utf8, DataType::Utf8])
            }
            _ => plan_err!("{} takes a model, a word and a failure", USABLE.name),
        }),
    })
}

fn usable(args: &Args) -> Result<ColumnarValue> {
    let failures = args.column("failure")?;
    let failures = failures.as_string::<i32>();
    let Some(first) = (0..failures.len()).find(|row| failures.is_valid(*row)) else {
        return Ok(ColumnarValue::Array(args.column("model")?));
    };
    if args.word("otherwise")? == "error" {
        let problem = Problem::new(format!("clv: {}", failures.value(first))).about("clv");
        return Err(
            FunctionError::data(problem.hint("not_converged => 'null' leaves the figures out")).into()
        );
    }
    let models = args.column("model")?;
    let models = models.as_dictionary::<Int32Type>();
    let keys = models.keys().iter().enumerate();
    let keys: Int32Array = keys.map(|(row, key)| key.filter(|_| failures.is_null(row))).collect();
    Ok(ColumnarValue::Array(Arc::new(DictionaryArray::try_new(keys, Arc::clone(models.values()))?)))
}
