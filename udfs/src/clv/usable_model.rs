//! `usable_model(model, otherwise, group)`: the model, if it could be fitted. A part of table functions.

use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray, DictionaryArray, Int32Array};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF};

use crate::scalar::{Scalar, constant_text, scalar};

const NAME: &str = "usable_model";

/// The scalar `usable_model`: a model that did not converge is an error that names the group, or, where `otherwise` is
/// 'null', NULL.
pub(super) fn usable_model_udf() -> ScalarUDF {
    scalar(Scalar {
        name: NAME,
        arguments: &[],
        coerce: |given| match given {
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
    let (names, reasons) = (text("model")?, text("reason")?);
    let usable: Vec<bool> = (0..rows.len()).map(|place| reasons.is_null(place)).collect();
    if usable.iter().all(|usable| *usable) {
        return Ok(args.args[0].clone());
    }
    let groups = args.args[2].to_array(args.number_rows)?;
    let groups = groups.as_string::<i32>();
    let keys = models.keys().iter().enumerate().map(|(row, key)| {
        let place = key.map(|key| key as usize).filter(|place| rows.is_valid(*place));
        match place {
            Some(place) if !usable[place] && is_error => {
                let (model, reason) = (names.value(place), reasons.value(place));
                let group = match groups.is_valid(row) {
                    true => format!(" for {}", groups.value(row)),
                    false => String::new(),
                };
                exec_err!("clv: the model {model} could not be fitted{group}: {reason}; not_converged => 'null' leaves the figures out")
            }
            Some(place) if !usable[place] => Ok(None),
            Some(place) => Ok(Some(place as i32)),
            None => Ok(None),
        }
    });
    let keys = keys.collect::<Result<Int32Array>>()?;
    Ok(ColumnarValue::Array(Arc::new(DictionaryArray::try_new(keys, Arc::clone(models.values()))?)))
}
