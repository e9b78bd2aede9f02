//! `purchase_days(function, day [, amount])`: first and last purchase day of a customer, how many there are, and what
//! was spent after the first. A part of table functions.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int64Array, StructArray};
use datafusion::arrow::datatypes::{DataType, Date32Type, Field, Fields};
use datafusion::common::Result;
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::Sum;

use super::purchases::{Days, Purchases};
use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::lists::{as_lists, list_of, lists_of_periods, lists_of_rows, period_fields, periods_of};
use crate::sums::{Digits, Doubles, Numbers, Values, overflow, sum_types, summed_as, total_type};
use crate::takes::{Argument, Signature, Takes};

/// Creates the aggregate function `purchase_days`.
pub(super) fn purchase_days_udaf() -> AggregateUDF {
    aggregate(PurchaseDays)
}

#[derive(Debug)]
struct PurchaseDays;

/// Returns the type of the amount. Without one there is nothing to add up.
fn amount_type(args: &Args) -> Result<DataType> {
    Ok(match args.data_type("amount")? {
        DataType::Null => DataType::Float64,
        given => given,
    })
}

fn fields(amount: &DataType) -> Fields {
    let field = |name: &str, data_type: &DataType| Field::new(name, data_type.clone(), true);
    [
        field("first", &DataType::Date32),
        field("last", &DataType::Date32),
        field("days", &DataType::Int64),
        field("spent_later", &total_type(amount)),
    ]
    .into_iter()
    .collect()
}

impl Aggregate for PurchaseDays {
    const SIGNATURE: Signature = Signature::new(
        "purchase_days",
        &[
            Argument::required("function", Takes::Text, "The function that errors speak of."),
            Argument::required("day", Takes::Any, "The day of the purchase."),
            Argument::optional("amount", Takes::Number, "NULL", "For how much."),
        ],
    );

    const PER_CUSTOMER: bool = true;

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let amount = given.get(2).map(summed_as);
        Ok([DataType::Utf8, DataType::Date32].into_iter().chain(amount).collect())
    }

    fn returns(&self, args: &Args) -> Result<DataType> {
        Ok(DataType::Struct(fields(&amount_type(args)?)))
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        let sums = sum_types(&amount_type(args)?);
        let mut types = vec![list_of(DataType::Int32)];
        types.extend(sums.iter().cloned());
        types.extend(sums.iter().cloned());
        types.push(list_of(DataType::Struct(period_fields(&sums))));
        Ok(types)
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        let function = args.text("function")?.unwrap_or_default();
        let has_amount = args.count("amount")? > 0;
        Ok(match Digits::of(&amount_type(args)?) {
            Some(numbers) => Box::new(PurchaseDaysFold { numbers, function, has_amount }),
            None => Box::new(PurchaseDaysFold { numbers: Doubles, function, has_amount }),
        })
    }
}

#[derive(Debug)]
struct PurchaseDaysFold<N: Numbers> {
    numbers: N,
    function: String,
    has_amount: bool,
}

impl<N: Numbers> PurchaseDaysFold<N> {
    fn fits(&self, fits: bool) -> Result<()> {
        if fits { Ok(()) } else { overflow(&self.function, "amount") }
    }

    fn sums(&self, sums: impl Iterator<Item = N::Sum>) -> Result<Vec<ArrayRef>> {
        self.numbers.write(&sums.map(Some).collect::<Vec<_>>())
    }
}

impl<N: Numbers> Fold for PurchaseDaysFold<N> {
    type State = Purchases<N::Sum>;
    type Input = (Date32Array, Option<Values<N>>);

    fn read(&self, args: &Args) -> Result<Self::Input> {
        let amounts = self.has_amount.then(|| args.column("amount")).transpose()?;
        let amounts = amounts.map(|amounts| self.numbers.read(&self.function, "amount", &amounts));
        Ok((args.column("day")?.as_primitive::<Date32Type>().clone(), amounts.transpose()?))
    }

    #[inline]
    fn update(&self, state: &mut Self::State, (days, amounts): &Self::Input, row: usize) -> Result<()> {
        if days.is_null(row) {
            return Ok(());
        }
        let day = days.value(row);
        self.fits(match amounts.as_ref().and_then(|amounts| amounts.get(row)) {
            Some(refund) if N::is_negative(refund) => state.give_back(day, refund),
            amount => state.buy(day, amount),
        })
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        self.fits(state.merge(other))
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        let refunds: Vec<_> = states.iter().flat_map(Purchases::refunds).collect();
        let mut columns = self.sums(states.iter().map(|state| state.first))?;
        columns.extend(self.sums(states.iter().map(|state| state.later))?);
        columns.push(lists_of_rows(
            states.iter().map(|state| state.refunds().len()).collect(),
            refunds.iter().map(|(day, _)| *day).collect(),
            self.sums(refunds.iter().map(|(_, sum)| *sum))?,
        )?);
        let days: Vec<&[i32]> = states.iter().map(|state| state.days.as_slice()).collect();
        columns.insert(0, lists_of_periods(&days)?);
        Ok(columns)
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        let width = (columns.len() - 2) / 2;
        let days = as_lists(&columns[0])?;
        let first = self.numbers.restore(&columns[1..1 + width]);
        let later = self.numbers.restore(&columns[1 + width..1 + 2 * width]);
        let refunds = as_lists(&columns[1 + 2 * width])?;
        let refunded = refunds.values().as_struct();
        let refund_days =
            refunded.column(0).as_primitive::<datafusion::arrow::datatypes::Int32Type>().values();
        let refund_sums = self.numbers.restore(&refunded.columns()[1..]);
        let offsets = refunds.value_offsets();
        Ok((0..days.len())
            .map(|row| {
                let refunds = (offsets[row] as usize..offsets[row + 1] as usize)
                    .map(|i| (refund_days[i], refund_sums[i].unwrap_or_default()))
                    .collect();
                Purchases::new(
                    Days::from_slice(periods_of(days, row)),
                    first[row].unwrap_or_default(),
                    later[row].unwrap_or_default(),
                    refunds,
                )
            })
            .collect())
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        let first: Date32Array = states.iter().map(|state| state.days.first().copied()).collect();
        let last: Date32Array = states.iter().map(|state| state.days.last().copied()).collect();
        let days: Int64Array = states.iter().map(|state| Some(state.days.len() as i64)).collect();
        let later = states.iter().map(|state| match (state.days.first(), state.spent_later()) {
            (Some(_), None) => overflow(&self.function, "amount"),
            (_, later) => Ok(later.map(|sum| sum.total())),
        });
        let later = later.collect::<Result<Vec<_>>>()?;
        let later = self.numbers.totals(&self.function, "amount", later.into_iter())?;
        let fields = fields(later.data_type());
        let columns: Vec<ArrayRef> = vec![Arc::new(first), Arc::new(last), Arc::new(days), later];
        Ok(Arc::new(StructArray::try_new(fields, columns, None)?))
    }

    fn heap_size(state: &Self::State) -> usize {
        state.heap_size()
    }
}
