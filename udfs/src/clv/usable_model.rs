//! `usable_model(model, otherwise, group)`: the model, if it could be fitted. A part of table functions.

use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, DictionaryArray, Int32Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int32Type};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};

use crate::scalar::{Scalar, constant_text, scalar};

const NAME: &str = "usable_model";

/// The scalar `usable_model`: a model that did not converge, or one of spend without a mean, is an error that names the group, or, where `otherwise` is
/// 'null', NULL.
pub(super) fn usable_model_udf() -> ScalarUDF {
    scalar(Scalar {
        name: NAME,
        arguments: &[],
        coerce: |_, _, given| match given {
            [model @ DataType::Dictionary(_, _), _, _] => {
                Ok(vec![model.clone(), DataType::Utf8, DataType::Utf8])
            }
            _ => plan_err!("{NAME} takes a model, a word and a group"),
        },
        returns: |arguments| Ok(arguments[0].clone()),
        invoke,
    })
}

fn invoke(args: &ScalarFunctionArgs) -> Result<ColumnarValue> {
    let models = args.args[0].to_array(args.number_rows)?;
    let models = models.as_dictionary::<Int32Type>();
    let is_error = constant_text(NAME, args, 1, "otherwise")? != Some("null");
    let rows = models.values().as_struct();
    let text = |name: &str| -> Result<_> {
        let Some(column) = rows.column_by_name(name) else {
            return exec_err!("{NAME}: a model has a {name}");
        };
        Ok(cast(column, &DataType::Utf8)?.as_string::<i32>().clone())
    };
    let (names, given) = (text("model")?, text("reason")?);
    let q = rows.column_by_name("parameters").and_then(|parameters| {
        Some(parameters.as_struct_opt()?.column_by_name("q")?.as_primitive_opt::<Float64Type>()?.clone())
    });
    let reasons: Vec<Option<(&str, String)>> = (0..rows.len())
        .map(|place| match &q {
            _ if given.is_valid(place) => Some(("could not be fitted", given.value(place).to_owned())),
            // Fitted, but of no use for those who have not bought again.
            Some(q) if q.is_valid(place) && q.value(place) <= 1.0 => {
                Some(("has no mean", format!("q is {} and not above 1", q.value(place))))
            }
            _ => None,
        })
        .collect();
    if reasons.iter().all(Option::is_none) {
        return Ok(args.args[0].clone());
    }
    let groups = args.args[2].to_array(args.number_rows)?;
    let groups = groups.as_string::<i32>();
    let keys = models.keys().iter().enumerate().map(|(row, key)| {
        let place = key.map(|key| key as usize).filter(|place| rows.is_valid(*place));
        let reason = place.and_then(|place| reasons[place].as_ref());
        match (place, reason) {
            (Some(place), Some((fault, reason))) if is_error => {
                let model = names.value(place);
                let group = match groups.is_valid(row) {
                    true => format!(" for {}", groups.value(row)),
                    false => String::new(),
                };
                exec_err!("clv: the model {model} {fault}{group}: {reason}; not_converged => 'null' leaves the figures out")
            }
            (Some(place), None) => Ok(Some(place as i32)),
            _ => Ok(None),
        }
    });
    let keys = keys.collect::<Result<Int32Array>>()?;
    Ok(ColumnarValue::Array(Arc::new(DictionaryArray::try_new(keys, Arc::clone(models.values()))?)))
}
