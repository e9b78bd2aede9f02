//! `fsum(x)`: a sum that does not depend on the order of rows.

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::AggregateUDF;
use tenure_math::sums::Sum;

use super::numbers::{Digits, Doubles, Numbers, Values, overflow, sum_types, summed_as, total_type};
use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::takes::Signature;

pub(crate) const FUNCTION: Function = Function {
    name: "fsum",
    summary: "The sum of a column, with digits that do not depend on the order of rows.",
    arguments: &[Argument::required("x", Takes::Number, "What to add up; NULLs add nothing.")],
    returns: "DOUBLE for floating point, BIGINT for whole numbers, DECIMAL(38, s) for decimals; NULL over no values",
    details: "Doubles are summed in two of them, so that the total is rounded once, at the end: `fsum` over ten times 0.1 is 1. \
              Whole numbers and decimals are summed exactly. A total that does not fit its type is an error, \
              and so is an infinite value or one that is not a number.",
    reference: "D. E. Knuth, The Art of Computer Programming 2, section 4.2.2",
    example: Example {
        sql: "SELECT fsum(x) AS fsum, sum(x) AS sum FROM (VALUES (1e16), (1.0), (-1e16)) AS t(x)",
        output: "\
+------+-----+
| fsum | sum |
+------+-----+
| 1.0  | 1.0 |
+------+-----+",
    },
    make: Make::Aggregate(fsum_udaf),
};

/// Creates the aggregate function `fsum`.
fn fsum_udaf() -> AggregateUDF {
    aggregate(FSum)
}

#[derive(Debug)]
struct FSum;

impl Aggregate for FSum {
    const SIGNATURE: Signature = FUNCTION.signature();

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![summed_as(&given[0])])
    }

    fn returns(&self, args: &Args) -> Result<DataType> {
        Ok(total_type(&args.data_type("x")?))
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        Ok(sum_types(&args.data_type("x")?))
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(fold(&args.data_type("x")?, args.function(), "x"))
    }
}

/// Returns the fold of values summed as `summed_as`. Errors call the argument `name` of `function`.
pub(super) fn fold(summed_as: &DataType, function: &str, name: &str) -> Box<dyn Accumulators> {
    let (function, name) = (function.to_owned(), name.to_owned());
    match Digits::of(summed_as) {
        Some(numbers) => Box::new(FSumFold { numbers, function, name }),
        None => Box::new(FSumFold { numbers: Doubles, function, name }),
    }
}

#[derive(Debug)]
struct FSumFold<N: Numbers> {
    numbers: N,
    function: String,
    name: String,
}

impl<N: Numbers> Fold for FSumFold<N> {
    /// The sum, or `None` until there is a value.
    type State = Option<N::Sum>;
    type Input = Values<N>;

    fn read(&self, args: &Args) -> Result<Self::Input> {
        self.numbers.read(&self.function, &self.name, &args.column("x")?)
    }

    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()> {
        if let Some(value) = input.get(row)
            && !state.get_or_insert_default().add(value)
        {
            return overflow(&self.function, &self.name);
        }
        Ok(())
    }

    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()> {
        if let Some(other) = other
            && !state.get_or_insert_default().merge(other)
        {
            return overflow(&self.function, &self.name);
        }
        Ok(())
    }

    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>> {
        self.numbers.write(&states)
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>> {
        Ok(self.numbers.restore(columns))
    }

    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef> {
        self.numbers.totals(
            &self.function,
            &self.name,
            states.iter().map(|state| state.map(|sum| sum.total())),
        )
    }
}
