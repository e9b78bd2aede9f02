//! From rows to tallies: what the aggregates over scores have in common.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array, Int64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::{Result, exec_err};
use tenure_math::sums::Compensated;

use super::scale::{Category, Scale};
use super::tally::Tally;
use crate::adapt::{Args, Fold};

/// The figures that a function gives for a group's answers.
pub(super) trait Figures: std::fmt::Debug + Send + Sync + 'static {
    /// The function's name in SQL.
    const NAME: &'static str;

    /// The results, one row a tally.
    fn of(&self, tallies: &[Tally]) -> Result<ArrayRef>;
}

/// The fold of answers, from `score` and `weight`.
#[derive(Debug)]
pub(super) struct Answers<F> {
    /// The scale of the scores.
    pub scale: Scale,
    /// Tells whether there is a weight.
    pub weighted: bool,
    /// The results.
    pub figures: F,
}

/// The answers of a batch.
pub(super) struct Scores {
    scores: Float64Array,
    weights: Option<Float64Array>,
}

impl<F: Figures> Answers<F> {
    /// The category and the weight of a row; None where there is no answer to use.
    #[inline]
    fn answer(&self, input: &Scores, row: usize) -> Result<Option<(Option<Category>, f64)>> {
        let weight = match &input.weights {
            None => 1.0,
            Some(weights) if weights.is_null(row) => 0.0,
            Some(weights) => weights.value(row),
        };
        if weight != 0.0 && !Tally::takes(weight) {
            return bad_weight(F::NAME, weight);
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

/// The types of the columns that a tally is written to.
pub(super) fn tally_types() -> Vec<DataType> {
    let mut types = vec![DataType::Int64; 4];
    types.extend(vec![DataType::Float64; 8]);
    types
}

impl<F: Figures> Fold for Answers<F> {
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

// The order of the columns: three kinds, then what goes with all of them.
fn counts(tally: &Tally) -> [i64; 4] {
    let [promoters, passives, detractors] = tally.counts;
    [promoters, passives, detractors, tally.off_scale]
}

fn sums(tally: &Tally) -> [Compensated; 4] {
    let [promoters, passives, detractors] = tally.weights;
    [promoters, passives, detractors, tally.squares]
}
