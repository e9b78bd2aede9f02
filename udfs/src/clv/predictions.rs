//! The predicting functions: they read models and customers, and compute each distinct case once.
//!
//! The future of a customer depends on x and t, and on t_x only through the probability to be alive. A million
//! customers are therefore some fifty thousand cases.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type, IntervalMonthDayNanoType};
use datafusion::common::hash_map::Entry;
use datafusion::common::{HashMap, Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};
use tenure_diagnostics::Problem;
use tenure_math::calendar::Unit;
use tenure_math::models::{BetaGeometric, Future, History};

use super::fit_aggregate::{Purchasing, days_of_unit};
use super::model_struct::ModelColumn;
use crate::adapt::{Args, Scalar, scalar};
use crate::error::FunctionError;
use crate::numbers::doubles;
use crate::takes::{Signature, days_of};

/// Returns the scalar that computes a prediction, a DOUBLE.
pub(super) fn prediction_udf(signature: Signature, invoke: fn(&Args) -> Result<ColumnarValue>) -> ScalarUDF {
    scalar(Scalar { signature, returns: |_| Ok(DataType::Float64), invoke, coerce: None })
}

/// A column of models of purchases: each distinct model once, and its number for each row.
#[derive(Debug)]
pub(super) struct PurchaseModels {
    function: &'static str,
    models: Vec<(BetaGeometric, Option<f64>)>,
    rows: Vec<Option<u32>>,
}

/// The largest parameter. Fits end long before; beyond it the spread of the probability to leave is below a double's
/// precision.
const LARGEST: f64 = 1e15;

impl PurchaseModels {
    /// Reads the models of a call.
    pub fn read(function: &'static str, args: &Args) -> Result<Self> {
        let column = &args.column("model")?;
        let given = ModelColumn::read(function, column, BetaGeometric::PARAMETERS)?;
        let mut models = Vec::new();
        let mut numbers: HashMap<_, u32> = HashMap::new();
        let mut rows = Vec::with_capacity(column.len());
        let mut last = None;
        for row in 0..column.len() {
            let Some(model) = given.get(row)? else {
                rows.push(None);
                continue;
            };
            let number = match last {
                Some((same, number)) if same == model => number,
                _ => match numbers.entry(model) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => {
                        let Some(dropout) = Purchasing::dropout(model.name) else {
                            return exec_err!(
                                "{function}: model must be one of purchases, {}, but is {}",
                                Purchasing::NAMES.join(" or "),
                                model.name
                            );
                        };
                        let parameters = model.parameters();
                        if parameters.iter().any(|parameter| *parameter > LARGEST) {
                            return exec_err!(
                                "{function}: the parameters of the model are too large to compute with"
                            );
                        }
                        let unit = model.unit.map(|unit| days_of_unit(function, unit)).transpose()?;
                        models.push((BetaGeometric::new(dropout, parameters), unit));
                        *new.insert(models.len() as u32 - 1)
                    }
                },
            };
            last = Some((model, number));
            rows.push(Some(number));
        }
        Ok(Self { function, models, rows })
    }

    /// Returns the number of a row's model, or `None` for NULL.
    pub fn number_at(&self, row: usize) -> Option<u32> {
        self.rows[row]
    }

    /// Returns the model of a number.
    pub fn model(&self, number: u32) -> &BetaGeometric {
        &self.models[number as usize].0
    }

    /// Returns the length in days of a model's unit of time.
    ///
    /// # Errors
    /// Returns an error if the model has no unit.
    pub fn days_a_unit(&self, number: u32) -> Result<f64> {
        match self.models[number as usize].1 {
            Some(days) => Ok(days),
            None => {
                let message =
                    format!("{}: the model has no unit, so calendar time cannot be converted", self.function);
                let problem = Problem::new(message)
                    .hint("add 'unit', 'week' or another, to its struct")
                    .about(self.function);
                Err(FunctionError::data(problem).into())
            }
        }
    }

    /// Converts a yearly discount rate d into the continuous one per unit of a model, ln(1 + d) / units a year.
    pub fn continuous(&self, number: u32, yearly: f64) -> Result<f64> {
        if yearly < 0.0 {
            return exec_err!("{}: discount_rate must not be negative, but one is {yearly}", self.function);
        }
        Ok(yearly.ln_1p() * self.days_a_unit(number)? / Unit::Year.days())
    }
}

/// The histories of customers as columns.
#[derive(Debug)]
pub(super) struct CustomerHistories {
    function: &'static str,
    columns: [Float64Array; 3],
}

impl CustomerHistories {
    /// Reads x, t_x and t.
    pub fn read(function: &'static str, args: &Args) -> Result<Self> {
        let column = |name: &str| doubles(function, name, &args.column(name)?);
        Ok(Self { function, columns: [column("x")?, column("t_x")?, column("t")?] })
    }

    /// Returns x, t_x and t of a row, or `None` if one is NULL.
    ///
    /// # Errors
    /// Returns an error if the history contradicts itself.
    pub fn get(&self, row: usize) -> Result<Option<[f64; 3]>> {
        if self.columns.iter().any(|column| column.is_null(row)) {
            return Ok(None);
        }
        let [x, t_x, t] = [0, 1, 2].map(|i| self.columns[i].value(row));
        match History::new(x, t_x, t, 1.0) {
            Ok(_) => Ok(Some([x, t_x, t])),
            Err(fault) => exec_err!("{}: {fault}", self.function),
        }
    }
}

/// A column of lengths of time, as numbers of units or as intervals.
#[derive(Debug)]
pub(super) struct Horizons {
    name: &'static str,
    column: ArrayRef,
}

impl Horizons {
    /// Reads the column of a name.
    pub fn read(function: &str, name: &'static str, args: &Args) -> Result<Self> {
        let column = &args.column(name)?;
        match column.data_type() {
            DataType::Interval(_) => {}
            _ => drop(doubles(function, name, column)?),
        }
        Ok(Self { name, column: ArrayRef::clone(column) })
    }

    /// Returns the length on a row in units of a model, or `None` for NULL.
    pub fn get(&self, row: usize, models: &PurchaseModels, model: u32) -> Result<Option<f64>> {
        if self.column.is_null(row) {
            return Ok(None);
        }
        let units = match self.column.as_primitive_opt::<IntervalMonthDayNanoType>() {
            Some(intervals) => days_of(intervals.value(row)) / models.days_a_unit(model)?,
            None => self.column.as_primitive::<Float64Type>().value(row),
        };
        match units >= 0.0 {
            true => Ok(Some(units)),
            false => exec_err!("{}: {} must not be negative, but one is {units}", models.function, self.name),
        }
    }
}

/// The numbers on which the future of a customer who is alive depends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<const N: usize> {
    /// The number of the model.
    pub model: u32,
    /// Repeat purchases.
    pub x: f64,
    /// Time observed.
    pub t: f64,
    /// The terms of the question: horizon, discount.
    pub terms: [f64; N],
}

impl<const N: usize> Case<N> {
    /// Returns the future of such a customer.
    pub fn future(&self, models: &PurchaseModels) -> Future {
        models.model(self.model).future(self.x, self.t)
    }

    fn key(&self) -> (u32, u64, u64, [u64; N]) {
        (self.model, self.x.to_bits(), self.t.to_bits(), self.terms.map(f64::to_bits))
    }
}

/// Predicts for each row the probability to be alive times the value of the row's case. `terms` returns the terms of a
/// row, and `values` computes the values of distinct cases.
pub(super) fn predict<const N: usize>(
    models: &PurchaseModels,
    histories: &CustomerHistories,
    terms: impl Fn(usize, u32) -> Result<Option<[f64; N]>>,
    values: impl FnOnce(&[Case<N>]) -> Vec<Option<f64>>,
) -> Result<ColumnarValue> {
    let mut cases: Vec<Case<N>> = Vec::new();
    let mut places: HashMap<_, u32> = HashMap::new();
    let mut rows: Vec<Option<(u32, f64)>> = Vec::with_capacity(models.rows.len());
    for row in 0..models.rows.len() {
        let (Some(model), Some([x, t_x, t])) = (models.number_at(row), histories.get(row)?) else {
            rows.push(None);
            continue;
        };
        let Some(terms) = terms(row, model)? else {
            rows.push(None);
            continue;
        };
        let case = Case { model, x, t, terms };
        let place = *places.entry(case.key()).or_insert_with(|| {
            cases.push(case);
            cases.len() as u32 - 1
        });
        rows.push(Some((place, models.model(model).p_alive(x, t_x, t))));
    }
    let values = values(&cases);
    let predicted = rows.into_iter().map(|row| {
        let (place, alive) = row?;
        Some(alive * values[place as usize]?)
    });
    Ok(ColumnarValue::Array(Arc::new(predicted.collect::<Float64Array>())))
}
