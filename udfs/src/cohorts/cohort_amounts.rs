//! `cohort_amounts(cohort, amounts)`: the amount a cohort spent in each period since its own. A part of table
//! functions.

use datafusion::arrow::array::{Array, AsArray, Int32Array, ListArray};
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::Sum;

use super::amounts::{self, AmountRows, Amounts, amounts_type, state_type};
use crate::adapt::{Accumulators, Aggregate, Args, aggregate};
use crate::lists::as_lists;
use crate::sums::{Numbers, Values};
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `cohort_amounts`.
pub(super) fn cohort_amounts_udaf() -> AggregateUDF {
    aggregate(CohortAmounts)
}

#[derive(Debug)]
struct CohortAmounts;

/// Returns the type of the amounts within a customer's list.
fn amount_type(list: &DataType) -> Result<&DataType> {
    if let DataType::List(item) = list
        && let DataType::Struct(fields) = item.data_type()
        && let [_, amount] = fields.as_ref()
    {
        return Ok(amount.data_type());
    }
    plan_err!("cohort_amounts: amounts by period were expected, but the column is {list}")
}

impl Aggregate for CohortAmounts {
    const SIGNATURE: Signature = Signature::new(
        "cohort_amounts",
        &[
            Argument::required("cohort", Takes::Any, "The cohort's period."),
            Argument::required("amounts", Takes::Any, "The customer's amounts by period."),
        ],
    );

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int32, given[1].clone()])
    }

    fn returns(&self, args: &Args) -> Result<DataType> {
        Ok(amounts_type(amount_type(&args.data_type("amounts")?)?))
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        Ok(vec![state_type(amount_type(&args.data_type("amounts")?)?)])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(amounts::fold::<CohortAmounts>(amount_type(&args.data_type("amounts")?)?))
    }
}

impl AmountRows for CohortAmounts {
    /// Cohorts, the lists of their customers, and the periods and amounts in these.
    type Input<N: Numbers> = (Int32Array, ListArray, Int32Array, Values<N>);

    fn read<N: Numbers>(numbers: &N, args: &Args) -> Result<Self::Input<N>> {
        let lists = as_lists(&args.column("amounts")?)?.clone();
        let rows = lists.values().as_struct();
        let periods = rows.column(0).as_primitive::<Int32Type>().clone();
        let amounts = numbers.read("cohort_retention", "amount", rows.column(1))?;
        Ok((args.column("cohort")?.as_primitive::<Int32Type>().clone(), lists, periods, amounts))
    }

    fn add_row<N: Numbers>(
        state: &mut Amounts<N::Sum>,
        (cohorts, lists, periods, amounts): &Self::Input<N>,
        row: usize,
    ) -> Result<()> {
        if cohorts.is_null(row) || lists.is_null(row) {
            return Ok(());
        }
        let offsets = lists.value_offsets();
        for i in offsets[row] as usize..offsets[row + 1] as usize {
            // Amounts from before the cohort's start belong to none of its periods.
            if let Some(since) = periods.value(i).checked_sub(cohorts.value(row)).filter(|since| *since >= 0)
                && let Some(amount) = amounts.get(i)
            {
                amounts::change(state, since, |sum| sum.add(amount))?;
            }
        }
        Ok(())
    }
}
