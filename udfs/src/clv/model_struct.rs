//! The STRUCT in which SQL sees a fitted model: the fits write it and the predictions read it.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Float64Array, Int32Array, Int64Array, StringArray, StructArray,
    new_null_array,
};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Fields, Float64Type, Int32Type};
use datafusion::common::{Result, exec_err};
use tenure_math::models::{Fit, NotFitted};

/// The outcome of a fit.
#[derive(Debug)]
pub(super) struct FitOutcome {
    /// The model's name.
    pub model: &'static str,
    /// The unit of time, where the model has one.
    pub unit: Option<&'static str>,
    /// The number of customers that the model was fitted to.
    pub customers: f64,
    /// The parameters, or the reason why there are none.
    pub outcome: Result<Estimates, NotFitted>,
}

/// A [`Fit`] with any number of parameters.
#[derive(Debug)]
pub(super) struct Estimates {
    parameters: Vec<f64>,
    std_errors: Vec<f64>,
    log_likelihood: f64,
    iterations: u32,
}

impl<const N: usize> From<Fit<N>> for Estimates {
    fn from(fit: Fit<N>) -> Self {
        Self {
            parameters: fit.parameters.to_vec(),
            std_errors: fit.std_errors.to_vec(),
            log_likelihood: fit.log_likelihood,
            iterations: fit.iterations,
        }
    }
}

/// Returns the fields of a model with these parameters.
pub(super) fn model_fields(parameters: &[&str], has_unit: bool) -> Fields {
    let numbers: Fields = parameters.iter().map(|name| Field::new(*name, DataType::Float64, true)).collect();
    let unit = has_unit.then_some(("unit", DataType::Utf8));
    [("model", DataType::Utf8)]
        .into_iter()
        .chain(unit)
        .chain([
            ("parameters", DataType::Struct(numbers.clone())),
            ("std_errors", DataType::Struct(numbers)),
            ("log_likelihood", DataType::Float64),
            ("customers", DataType::Float64),
            ("iterations", DataType::Int64),
            ("converged", DataType::Boolean),
            ("reason", DataType::Utf8),
        ])
        .map(|(name, data_type)| Field::new(name, data_type, true))
        .collect()
}

/// Writes outcomes as a column with the fields of [`model_fields`]; `None` becomes NULL.
pub(super) fn write_models(fields: &Fields, rows: &[Option<FitOutcome>]) -> Result<StructArray> {
    let fits: Vec<Option<&Estimates>> =
        rows.iter().map(|row| row.as_ref().and_then(|fitted| fitted.outcome.as_ref().ok())).collect();
    let numbers = |fields: &Fields, of: fn(&Estimates) -> &[f64]| -> Result<ArrayRef> {
        let columns = (0..fields.len())
            .map(|i| {
                Arc::new(fits.iter().map(|fit| fit.map(|fit| of(fit)[i])).collect::<Float64Array>())
                    as ArrayRef
            })
            .collect();
        Ok(Arc::new(StructArray::try_new(fields.clone(), columns, None)?))
    };
    let each = |of: fn(&FitOutcome) -> Option<&str>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.as_ref().and_then(of)).collect::<StringArray>())
    };
    let iterations = |fitted: &FitOutcome| match &fitted.outcome {
        Ok(estimates) => i64::from(estimates.iterations),
        Err(not) => i64::from(not.iterations),
    };
    let columns = fields.iter().map(|field| {
        Ok(match (field.name().as_str(), field.data_type()) {
            ("parameters", DataType::Struct(fields)) => numbers(fields, |fit| &fit.parameters)?,
            ("std_errors", DataType::Struct(fields)) => numbers(fields, |fit| &fit.std_errors)?,
            ("model", _) => each(|fitted| Some(fitted.model)),
            ("unit", _) => each(|fitted| fitted.unit),
            ("reason", _) => each(|fitted| fitted.outcome.as_ref().err().map(|not| not.reason.as_str())),
            ("log_likelihood", _) => {
                Arc::new(fits.iter().map(|fit| fit.map(|fit| fit.log_likelihood)).collect::<Float64Array>())
            }
            ("customers", _) => Arc::new(
                rows.iter().map(|row| row.as_ref().map(|fitted| fitted.customers)).collect::<Float64Array>(),
            ),
            ("iterations", _) => {
                Arc::new(rows.iter().map(|row| row.as_ref().map(iterations)).collect::<Int64Array>())
            }
            _ => Arc::new(
                rows.iter().map(|row| row.as_ref().map(|f| f.outcome.is_ok())).collect::<BooleanArray>(),
            ),
        })
    });
    let columns = columns.collect::<Result<Vec<ArrayRef>>>()?;
    let valid: NullBuffer = rows.iter().map(Option::is_some).collect::<Vec<bool>>().into();
    Ok(StructArray::try_new(fields.clone(), columns, Some(valid))?)
}

/// A column of fitted models with N parameters. A model that is repeated on every row may be dictionary-encoded.
#[derive(Debug)]
pub(super) struct ModelColumn<const N: usize> {
    function: &'static str,
    keys: Option<Int32Array>,
    rows: StructArray,
    names: StringArray,
    units: Option<StringArray>,
    parameter_names: [&'static str; N],
    parameters: Vec<Float64Array>,
    converged: Option<BooleanArray>,
    reasons: Option<StringArray>,
}

/// A fitted model of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Model<'a, const N: usize> {
    /// The model's name.
    pub name: &'a str,
    /// The unit of time, where the model has one.
    pub unit: Option<&'a str>,
    /// The parameters as bits, so that models can be compared and hashed.
    bits: [u64; N],
}

impl<const N: usize> Model<'_, N> {
    /// Returns the parameters.
    pub fn parameters(&self) -> [f64; N] {
        self.bits.map(f64::from_bits)
    }
}

impl<const N: usize> ModelColumn<N> {
    /// Reads a column of models with the parameters of these names; errors name `function`.
    ///
    /// # Errors
    /// Returns an error if the column holds no models, or models with other parameters.
    pub fn read(
        function: &'static str,
        column: &ArrayRef,
        parameter_names: [&'static str; N],
    ) -> Result<Self> {
        let column = match column.data_type() {
            // A plain NULL has no type.
            DataType::Null => {
                &new_null_array(&DataType::Struct(model_fields(&parameter_names, false)), column.len())
            }
            _ => column,
        };
        let (keys, values) = match column.as_dictionary_opt::<Int32Type>() {
            Some(dictionary) => (Some(dictionary.keys().clone()), Arc::clone(dictionary.values())),
            None => (None, Arc::clone(column)),
        };
        let Some(rows) = values.as_struct_opt() else {
            return exec_err!("{function}: model must be a fitted model");
        };
        let text = |name: &str| -> Result<Option<StringArray>> {
            let column = rows.column_by_name(name).map(|column| cast(column, &DataType::Utf8)).transpose()?;
            Ok(column.map(|column| column.as_string::<i32>().clone()))
        };
        let (Some(names), Some(found)) =
            (text("model")?, rows.column_by_name("parameters").and_then(|column| column.as_struct_opt()))
        else {
            return exec_err!("{function}: model must be a fitted model");
        };
        // A STRUCT without any of the parameters is a model of another kind, not a malformed one.
        if parameter_names.iter().all(|name| found.column_by_name(name).is_none()) && !names.is_empty() {
            return exec_err!(
                "{function}: model must be one with the parameters {}, but is {}, which has {}",
                parameter_names.join(", "),
                if names.is_null(0) { "NULL" } else { names.value(0) },
                found.column_names().join(", ")
            );
        }
        let mut parameters = Vec::with_capacity(N);
        for name in parameter_names {
            let Some(column) = found.column_by_name(name) else {
                return exec_err!(
                    "{function}: model must have the parameters {}, but has {}",
                    parameter_names.join(", "),
                    found.column_names().join(", ")
                );
            };
            parameters.push(cast(column, &DataType::Float64)?.as_primitive::<Float64Type>().clone());
        }
        Ok(Self {
            function,
            names,
            units: text("unit")?,
            parameter_names,
            parameters,
            converged: rows.column_by_name("converged").and_then(|column| column.as_boolean_opt()).cloned(),
            reasons: text("reason")?,
            rows: rows.clone(),
            keys,
        })
    }

    /// Returns the model of a row, or `None` for NULL.
    ///
    /// # Errors
    /// Returns an error if the model did not converge, or its parameters are not positive numbers.
    pub fn get(&self, row: usize) -> Result<Option<Model<'_, N>>> {
        let function = self.function;
        let place = match &self.keys {
            Some(keys) if keys.is_null(row) => return Ok(None),
            Some(keys) => keys.value(row) as usize,
            None => row,
        };
        if self.rows.is_null(place) || self.names.is_null(place) {
            return Ok(None);
        }
        let name = self.names.value(place);
        if let Some(converged) = &self.converged
            && converged.is_valid(place)
            && !converged.value(place)
        {
            let reason = text_at(&self.reasons, place).unwrap_or("it did not converge");
            return exec_err!("{function}: the model {name} could not be fitted: {reason}");
        }
        let mut bits = [0; N];
        for ((column, bits), parameter) in self.parameters.iter().zip(&mut bits).zip(self.parameter_names) {
            let value = column.is_valid(place).then(|| column.value(place));
            let Some(value) = value.filter(|value| *value > 0.0 && value.is_finite()) else {
                let found = value.map_or("NULL".to_owned(), |value| value.to_string());
                return exec_err!(
                    "{function}: the parameter {parameter} of the model {name} must be above 0, but is {found}"
                );
            };
            *bits = value.to_bits();
        }
        Ok(Some(Model { name, unit: text_at(&self.units, place), bits }))
    }
}

fn text_at(column: &Option<StringArray>, place: usize) -> Option<&str> {
    column.as_ref().filter(|column| column.is_valid(place)).map(|column| column.value(place))
}
