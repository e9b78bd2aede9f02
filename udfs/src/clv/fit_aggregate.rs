//! The fitting aggregates: they collect their rows, and fit a model when all are there.
//!
//! A fit looks at all rows at once, in an order of its own, so that neither their order nor their division among
//! threads changes a digit.

use std::fmt::Debug;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, DictionaryArray, Float64Array, Int32Array};
use datafusion::arrow::datatypes::{DataType, Fields, Float64Type, Int32Type};
use datafusion::common::{Result, ScalarValue, exec_err};
use tenure_diagnostics::Problem;
use tenure_math::calendar::Unit;
use tenure_math::models::{BetaGeometric, Dropout, GammaGamma, Histories, History, Spend};

use super::model_struct::{FitOutcome, model_fields, write_models};
use crate::adapt::{Args, Fold};
use crate::error::FunctionError;
use crate::lists::{as_lists, list_of, lists};
use crate::numbers::doubles;
use crate::takes::Takes;

/// A model that can be fitted to rows of WIDTH numbers, the last of which is a weight.
pub(super) trait Fits<const WIDTH: usize>: Debug + Clone + Send + Sync + 'static {
    /// The names of the numbers in errors.
    const NAMES: [&'static str; WIDTH];

    /// Returns the fields of the fitted model.
    fn fields() -> Fields;

    /// Checks a row; the error says what is wrong with it.
    fn check(row: [f64; WIDTH]) -> Result<(), String>;

    /// Fits the model.
    fn fit(&self, rows: &[[f64; WIDTH]]) -> FitOutcome;
}

/// Returns the sum of weights, whose digits do not depend on their order.
fn total(weights: impl Iterator<Item = f64>) -> f64 {
    let mut weights: Vec<f64> = weights.collect();
    weights.sort_unstable_by(f64::total_cmp);
    // `sum` would return -0 for an empty iterator.
    weights.into_iter().fold(0.0, |sum, weight| sum + weight)
}

/// The models of purchases, BG/NBD or MBG/NBD.
#[derive(Debug, Clone)]
pub(super) struct Purchasing {
    /// The model: BG/NBD or MBG/NBD.
    pub dropout: Dropout,
    /// The unit of times.
    pub unit: &'static str,
}

impl Purchasing {
    /// The names of the two models in SQL.
    pub const NAMES: &'static [&'static str] = &["mbg_nbd", "bg_nbd"];

    /// Returns the model of a name.
    pub fn dropout(name: &str) -> Option<Dropout> {
        match name {
            "bg_nbd" => Some(Dropout::AfterRepeat),
            "mbg_nbd" => Some(Dropout::AfterAny),
            _ => None,
        }
    }
}

/// Returns the length in days of the unit of a name.
pub(super) fn days_of_unit(function: &str, name: &str) -> Result<f64> {
    match Unit::from_name(name, "monday") {
        Some(unit) => Ok(unit.days()),
        None => {
            let takes = Takes::Choice(Unit::NAMES);
            let problem =
                Problem::new(format!("{function}: unit must be {takes}, but is '{name}'")).about(function);
            Err(FunctionError::call(problem.maybe_hint(takes.constant_hint(&ScalarValue::from(name)))).into())
        }
    }
}

impl Fits<4> for Purchasing {
    const NAMES: [&'static str; 4] = ["x", "t_x", "t", "weight"];

    fn fields() -> Fields {
        model_fields(&BetaGeometric::PARAMETERS, true)
    }

    fn check([x, t_x, t, weight]: [f64; 4]) -> Result<(), String> {
        History::new(x, t_x, t, weight).map(drop)
    }

    fn fit(&self, rows: &[[f64; 4]]) -> FitOutcome {
        let histories: Vec<History> =
            rows.iter().filter_map(|[x, t_x, t, weight]| History::new(*x, *t_x, *t, *weight).ok()).collect();
        let customers = total(rows.iter().map(|row| row[3]));
        let fit = Histories::new(histories).and_then(|all| BetaGeometric::fit(self.dropout, &all));
        FitOutcome {
            model: match self.dropout {
                Dropout::AfterRepeat => "bg_nbd",
                Dropout::AfterAny => "mbg_nbd",
            },
            unit: Some(self.unit),
            customers,
            outcome: fit.map(Into::into),
        }
    }
}

/// The model of spend, Gamma-Gamma.
#[derive(Debug, Clone)]
pub(super) struct Spending;

impl Spending {
    /// Returns whether the model is fitted to a customer: one with a repeat purchase and a mean above 0.
    fn takes_part([x, mean, weight]: &[f64; 3]) -> bool {
        *x > 0.0 && *mean > 0.0 && *weight > 0.0
    }
}

impl Fits<3> for Spending {
    const NAMES: [&'static str; 3] = ["x", "m", "weight"];

    fn fields() -> Fields {
        model_fields(&GammaGamma::PARAMETERS, false)
    }

    fn check([x, _, weight]: [f64; 3]) -> Result<(), String> {
        History::new(x, 0.0, 0.0, weight).map(drop)
    }

    fn fit(&self, rows: &[[f64; 3]]) -> FitOutcome {
        let spends: Vec<Spend> = rows
            .iter()
            .filter(|row| Self::takes_part(row))
            .map(|[x, mean, weight]| Spend { frequency: *x as u32, mean: *mean, weight: *weight })
            .collect();
        let customers = total(spends.iter().map(|spend| spend.weight));
        let outcome = GammaGamma::fit(spends).map(Into::into);
        FitOutcome { model: "gamma_gamma", unit: None, customers, outcome }
    }
}

/// The argument that says how many customers a row stands for.
const WEIGHT: &str = "weight";

/// The fold of a fit.
#[derive(Debug)]
pub(super) struct FitFold<F, const WIDTH: usize> {
    /// The function that errors name.
    pub function: &'static str,
    /// The model.
    pub model: F,
    /// True if there is a weight. Without a weight each row counts once.
    pub weighted: bool,
    /// True if the result is dictionary-encoded, because it is repeated on many rows.
    pub shared: bool,
}

impl<F: Fits<WIDTH>, const WIDTH: usize> FitFold<F, WIDTH> {
    /// Returns the numbers of a row, or `None` if one is NULL.
    fn numbers(input: &[Option<Float64Array>; WIDTH], row: usize) -> Option<[f64; WIDTH]> {
        let mut numbers = [1.0; WIDTH];
        for (number, column) in numbers.iter_mut().zip(input) {
            if let Some(column) = column {
                *number = column.is_valid(row).then(|| column.value(row))?;
            }
        }
        Some(numbers)
    }
}

/// Returns the type of a model behind a dictionary.
pub(super) fn shared(fields: Fields) -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Struct(fields)))
}

/// Returns the types of the columns that the state of a fit is written to.
pub(super) fn state_types() -> Vec<DataType> {
    vec![list_of(DataType::Float64)]
}

impl<F: Fits<WIDTH>, const WIDTH: usize> Fold for FitFold<F, WIDTH> {
    type State = Vec<[f64; WIDTH]>;
    type Input = [Option<Float64Array>; WIDTH];

    fn read(&self, args: &Args) -> Result<Self::Input> {
        let mut columns = [const { None }; WIDTH];
        for (column, name) in columns.iter_mut().zip(F::NAMES) {
            if name != WEIGHT || self.weighted {
                *column = Some(doubles(self.function, name, &args.column(name)?)?);
            }
        }
        Ok(columns)
    }

    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()> {
        let Some(numbers) = Self::numbers(input, row) else {
            return Ok(());
        };
        if let Err(fault) = F::check(numbers) {
            return exec_err!("{}: {fault}", self.function);
        }
        if numbers[WIDTH - 1] > 0.0 {
            state.push(numbers);
        }
        Ok(())
    }

    fn retract(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()> {
        // The order of rows does not matter to a fit, so any equal row will do. In a window it is one of the first.
        if let Some(numbers) = Self::numbers(input, row)
            && let Some(place) = state.iter().position(|kept| *kept == numbers)
        {
            state.remove(place);
        }
        Ok(())
    }

    const RETRACTABLE: bool = true;

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        state.extend_from_slice(other);
        Ok(())
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let numbers: Float64Array = states.iter().flatten().flatten().copied().collect::<Vec<f64>>().into();
        Ok(vec![Arc::new(lists(states.iter().map(|rows| rows.len() * WIDTH), Arc::new(numbers), None)?)])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let lists = as_lists(&columns[0])?;
        let numbers = lists.values().as_primitive::<Float64Type>().values();
        let offsets = lists.value_offsets();
        Ok(offsets
            .windows(2)
            .map(|ends| numbers[ends[0] as usize..ends[1] as usize].as_chunks().0.to_vec())
            .collect())
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        let fits: Vec<Option<FitOutcome>> =
            states.iter().map(|rows| (!rows.is_empty()).then(|| self.model.fit(rows))).collect();
        let models = Arc::new(write_models(&F::fields(), &fits)?);
        if !self.shared {
            return Ok(models);
        }
        let keys: Int32Array = (0..models.len() as i32).collect::<Vec<_>>().into();
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, models)?))
    }

    fn heap_size(state: &Self::State) -> usize {
        state.capacity() * size_of::<[f64; WIDTH]>()
    }
}
