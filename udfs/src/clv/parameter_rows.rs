//! `parameter_rows(confidence, groups, model, …)`: a row for each parameter of fitted models. A part of table
//! functions.
//!
//! The groups, a STRUCT or NULL, are repeated in each row. They cannot stand beside an UNNEST of the rows: the planner
//! would still believe that there is one row for each group, and leave out other keys of ORDER BY and GROUP BY.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int64Array, StringArray, StructArray, UInt32Array,
};
use datafusion::arrow::compute::{cast, take};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type, Int32Type, Int64Type};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_math::normal::critical_value;

use crate::adapt::{Args, Scalar, scalar};
use crate::lists::{list_of, lists};
use crate::takes::{Argument, Signature, Takes};

const SIGNATURE: Signature = Signature::new(
    "parameter_rows",
    &[
        Argument::required("confidence", Takes::Number, "The coverage of the interval."),
        Argument::required("groups", Takes::Any, "The groups, a STRUCT or NULL."),
        Argument::repeated("model", Takes::Model, 8, "A fitted model."),
    ],
);

/// Returns the columns of a row, in the order of `clv_fit`.
pub(super) fn fields() -> Fields {
    use DataType::{Boolean, Float64, Int64, Utf8};
    [
        ("model", Utf8),
        ("parameter", Utf8),
        ("estimate", Float64),
        ("std_error", Float64),
        ("ci_low", Float64),
        ("ci_high", Float64),
        ("log_likelihood", Float64),
        ("aic", Float64),
        ("bic", Float64),
        ("customers", Int64),
        ("converged", Boolean),
        ("iterations", Int64),
        ("reason", Utf8),
    ]
    .map(|(name, data_type)| Field::new(name, data_type, true))
    .into_iter()
    .collect()
}

/// The name of the groups in a row.
pub(super) const GROUPS: &str = "groups";

/// Returns the fields of a row: the groups, if there are any, and the columns.
fn row_fields(groups: &DataType) -> Fields {
    let groups = match groups {
        DataType::Null => None,
        groups => Some(Arc::new(Field::new(GROUPS, groups.clone(), true))),
    };
    groups.into_iter().chain(fields().iter().cloned()).collect()
}

/// Creates the scalar function `parameter_rows`.
pub(super) fn parameter_rows_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: SIGNATURE,
        returns: |args| Ok(list_of(DataType::Struct(row_fields(&args.data_type("groups")?)))),
        invoke,
        coerce: None,
    })
}

#[derive(Debug, Default)]
struct Row {
    model: String,
    parameter: String,
    /// Estimate and standard error.
    estimate: Option<[f64; 2]>,
    log_likelihood: Option<f64>,
    parameters: f64,
    customers: f64,
    iterations: i64,
    reason: Option<String>,
}

fn invoke(args: &Args) -> Result<ColumnarValue> {
    let Some(confidence) = args.number("confidence")? else {
        return internal_err!("{} was called without a confidence", args.function());
    };
    let (groups, models) = (args.column("groups")?, args.columns("model")?);
    let mut rows = Vec::new();
    let mut lengths = Vec::with_capacity(args.rows());
    for row in 0..args.rows() {
        let before = rows.len();
        for model in &models {
            rows_of(model, row, &mut rows)?;
        }
        lengths.push(rows.len() - before);
    }
    let mut columns = columns(&rows, critical_value(confidence));
    if *groups.data_type() != DataType::Null {
        let repeated = lengths.iter().enumerate().flat_map(|(row, n)| std::iter::repeat_n(row as u32, *n));
        columns.insert(0, take(&groups, &repeated.collect::<UInt32Array>(), None)?);
    }
    let rows = StructArray::try_new(row_fields(groups.data_type()), columns, None)?;
    Ok(ColumnarValue::Array(Arc::new(lists(lengths, Arc::new(rows), None)?)))
}

fn rows_of(models: &ArrayRef, row: usize, rows: &mut Vec<Row>) -> Result<()> {
    let models = models.as_dictionary::<Int32Type>();
    let all = models.values().as_struct();
    let Some(place) = models.key(row).filter(|place| all.is_valid(*place)) else {
        return Ok(());
    };
    let column = |name: &str| all.column_by_name(name).map(|column| column.slice(place, 1));
    let structure = |name: &str| column(name).map(|column| column.as_struct().clone());
    let number = |column: Option<&ArrayRef>| {
        let column = column?.as_primitive_opt::<Float64Type>()?;
        column.is_valid(0).then(|| column.value(0))
    };
    let text = |name: &str| -> Result<Option<String>> {
        let Some(column) = column(name) else { return Ok(None) };
        let column = cast(&column, &DataType::Utf8)?;
        Ok(column.is_valid(0).then(|| column.as_string::<i32>().value(0).to_owned()))
    };
    let (Some(parameters), Some(std_errors)) = (structure("parameters"), structure("std_errors")) else {
        return internal_err!("a model without parameters and std_errors");
    };
    for (parameter, (estimate, std_error)) in
        parameters.column_names().into_iter().zip(parameters.columns().iter().zip(std_errors.columns()))
    {
        rows.push(Row {
            model: text("model")?.unwrap_or_default(),
            parameter: parameter.to_owned(),
            estimate: number(Some(estimate)).zip(number(Some(std_error))).map(Into::into),
            log_likelihood: number(column("log_likelihood").as_ref()),
            parameters: parameters.num_columns() as f64,
            customers: number(column("customers").as_ref()).unwrap_or_default(),
            iterations: column("iterations").map_or(0, |column| column.as_primitive::<Int64Type>().value(0)),
            reason: text("reason")?,
        });
    }
    Ok(())
}

fn columns(rows: &[Row], z: f64) -> Vec<ArrayRef> {
    let number = |of: &dyn Fn(&Row) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(of).collect::<Float64Array>())
    };
    let text =
        |of: fn(&Row) -> Option<&str>| -> ArrayRef { Arc::new(rows.iter().map(of).collect::<StringArray>()) };
    let whole =
        |of: fn(&Row) -> i64| -> ArrayRef { Arc::new(rows.iter().map(of).map(Some).collect::<Int64Array>()) };
    // Parameters are positive, and their logarithms are closer to a normal distribution than they themselves.
    let end =
        |row: &Row, z: f64| row.estimate.map(|[estimate, error]| estimate * (z * error / estimate).exp());
    vec![
        text(|row| Some(&row.model)),
        text(|row| Some(&row.parameter)),
        number(&|row| row.estimate.map(|[estimate, _]| estimate)),
        number(&|row| row.estimate.map(|[_, error]| error)),
        number(&|row| end(row, -z)),
        number(&|row| end(row, z)),
        number(&|row| row.log_likelihood),
        number(&|row| Some(2.0 * row.parameters - 2.0 * row.log_likelihood?)),
        number(&|row| Some(row.parameters * row.customers.ln() - 2.0 * row.log_likelihood?)),
        whole(|row| row.customers as i64),
        Arc::new(rows.iter().map(|row| Some(row.reason.is_none())).collect::<BooleanArray>()),
        whole(|row| row.iterations),
        text(|row| row.reason.as_deref()),
    ]
}
