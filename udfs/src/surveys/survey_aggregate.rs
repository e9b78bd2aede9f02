//! The common part of the aggregates over the scores of a survey: everything but their figures.
//!
//! ```text
//! scores, weights ──scale──> answers ──> Tally ──Figures──> result
//! ```

use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array, Int64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::{Result, ScalarValue, exec_err};
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::Compensated;

use super::arguments::scale_of;
use super::scale::{Category, Scale};
use super::tally::Tally;
use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::takes::Signature;

/// The result of an aggregate over answers.
pub(super) trait Figures: Debug + Send + Sync + Sized + 'static {
    /// The name and the arguments of the function.
    const SIGNATURE: Signature;

    /// Returns the type of the result.
    fn returns() -> DataType;

    /// Reads the options of a call.
    fn from_args(args: &Args) -> Result<Self>;

    /// Computes the results, one for each tally.
    fn of(&self, tallies: &[Tally]) -> Result<ArrayRef>;

    /// Returns the result over no rows at all.
    fn empty() -> Result<ScalarValue> {
        ScalarValue::try_from(Self::returns())
    }
}

/// Returns the aggregate over answers that gives these figures.
pub(super) fn survey_aggregate<F: Figures>() -> AggregateUDF {
    aggregate(SurveyAggregate::<F>(PhantomData))
}

#[derive(Debug)]
struct SurveyAggregate<F>(PhantomData<F>);

impl<F: Figures> Aggregate for SurveyAggregate<F> {
    const SIGNATURE: Signature = F::SIGNATURE;

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(F::returns())
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        let mut types = vec![DataType::Int64; 4];
        types.extend(vec![DataType::Float64; 8]);
        Ok(types)
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(SurveyFold {
            scale: scale_of(args)?,
            weighted: args.is_given("weight")?,
            figures: F::from_args(args)?,
        }))
    }

    fn empty(&self, _: &DataType) -> Result<ScalarValue> {
        F::empty()
    }
}

/// The fold of answers, from `score` and `weight`.
#[derive(Debug)]
struct SurveyFold<F> {
    scale: Scale,
    /// True if weights are read.
    weighted: bool,
    figures: F,
}

/// The answers of a batch.
struct Scores {
    scores: Float64Array,
    weights: Option<Float64Array>,
}

impl<F: Figures> SurveyFold<F> {
    /// Returns the category and the weight of a row, or `None` if the row is not used. The category is `None` off the
    /// scale.
    #[inline]
    fn answer(&self, input: &Scores, row: usize) -> Result<Option<(Option<Category>, f64)>> {
        let weight = match &input.weights {
            None => 1.0,
            Some(weights) if weights.is_null(row) => 0.0,
            Some(weights) => weights.value(row),
        };
        if weight != 0.0 && !Tally::takes(weight) {
            return bad_weight(F::SIGNATURE.name, weight);
        }
        if weight == 0.0 || input.scores.is_null(row) {
            return Ok(None);
        }
        Ok(Some((self.scale.category(input.scores.value(row)), weight)))
    }
}

#[cold]
fn bad_weight<T>(function: &str, weight: f64) -> Result<T> {
    if weight < 0.0 {
        return exec_err!("{function}: weight must not be negative, but one is {weight}");
    }
    exec_err!("{function}: weight must be 0 or from 1e-100 to 1e100, but one is {weight:e}")
}

impl<F: Figures> Fold for SurveyFold<F> {
    type State = Tally;
    type Input = Scores;

    const RETRACTABLE: bool = true;

    fn read(&self, args: &Args) -> Result<Scores> {
        Ok(Scores {
            scores: args.doubles("score")?,
            weights: self.weighted.then(|| args.doubles("weight")).transpose()?,
        })
    }

    fn update(&self, state: &mut Tally, input: &Scores, row: usize) -> Result<()> {
        if let Some((category, weight)) = self.answer(input, row)? {
            state.add(category, weight);
        }
        Ok(())
    }

    fn retract(&self, state: &mut Tally, input: &Scores, row: usize) -> Result<()> {
        if let Some((category, weight)) = self.answer(input, row)? {
            state.remove(category, weight);
        }
        Ok(())
    }

    fn merge(&self, state: &mut Tally, other: &Tally) -> Result<()> {
        state.merge(other);
        Ok(())
    }

    fn write(&self, states: Vec<Tally>) -> Result<Vec<ArrayRef>> {
        let mut columns: Vec<ArrayRef> = Vec::with_capacity(12);
        for i in 0..4 {
            columns.push(Arc::new(states.iter().map(|state| counts(state)[i]).collect::<Int64Array>()));
        }
        for i in 0..4 {
            let (high, low): (Vec<f64>, Vec<f64>) = states.iter().map(|state| sums(state)[i].parts()).unzip();
            columns.push(Arc::new(Float64Array::from(high)));
            columns.push(Arc::new(Float64Array::from(low)));
        }
        Ok(columns)
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Tally>> {
        let (counts, sums) = columns.split_at(4);
        let counts: Vec<_> = counts.iter().map(|column| column.as_primitive::<Int64Type>()).collect();
        let sums: Vec<_> = sums.iter().map(|column| column.as_primitive::<Float64Type>()).collect();
        let tally = |row: usize| {
            let sum = |i: usize| Compensated::from_parts(sums[2 * i].value(row), sums[2 * i + 1].value(row));
            Tally {
                counts: [0, 1, 2].map(|i| counts[i].value(row)),
                weights: [0, 1, 2].map(sum),
                squares: sum(3),
                off_scale: counts[3].value(row),
            }
        };
        let rows = 0..counts[0].len();
        Ok(rows.map(|row| if counts[0].is_null(row) { Tally::default() } else { tally(row) }).collect())
    }

    fn finish(&self, states: &[Tally]) -> Result<ArrayRef> {
        self.figures.of(states)
    }
}

/// Returns the counts in the order of the written columns.
fn counts(tally: &Tally) -> [i64; 4] {
    let [promoters, passives, detractors] = tally.counts;
    [promoters, passives, detractors, tally.off_scale]
}

/// Returns the sums in the order of the written columns, each of which takes two.
fn sums(tally: &Tally) -> [Compensated; 4] {
    let [promoters, passives, detractors] = tally.weights;
    [promoters, passives, detractors, tally.squares]
}
