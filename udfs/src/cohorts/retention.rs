//! `retention(c1, c2, …)`: which conditions were met, given that the first was.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, new_null_array};
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::AggregateUDF;

use crate::adapt::{Accumulators, Aggregate, Args, Fold, aggregate};
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::lists::{list_of, lists};
use crate::takes::Signature;

/// The greatest number of conditions: the bits of a state.
const MOST: usize = 63;

pub(crate) const FUNCTION: Function = Function {
    name: "retention",
    summary: "Of each condition, whether any row met it, given that any row met the first.",
    arguments: &[Argument::repeated(
        "c",
        Takes::Condition,
        MOST,
        "The condition that makes one a member, and then those that are asked of members; up to 63 in all.",
    )],
    returns: "LIST(BOOLEAN), an item a condition: [any c1, any c1 and any c2, any c1 and any c3, …]; NULL over no rows",
    details: "Group by the customer; then sum the items. A condition that is NULL is false. Rows are not ordered: a condition is met if any row of the group meets it.",
    reference: "The function of the same name in ClickHouse",
    example: Example {
        sql: "SELECT customer, retention(month = 1, month = 2, month = 3) AS months
FROM (VALUES ('ann', 1), ('ann', 3), ('bob', 2)) AS visits(customer, month)
GROUP BY customer ORDER BY customer",
        output: "\
+----------+-----------------------+
| customer | months                |
+----------+-----------------------+
| ann      | [true, false, true]   |
| bob      | [false, false, false] |
+----------+-----------------------+",
    },
    make: Make::Aggregate(retention_udaf),
};

/// Creates the aggregate function `retention`.
pub(super) fn retention_udaf() -> AggregateUDF {
    aggregate(Retention)
}

/// The conditions met so far, a bit each, and a bit that is set once there are rows. No Arrow here.
type Met = i64;
const SEEN: Met = Met::MIN;

#[derive(Debug)]
struct Retention;

impl Aggregate for Retention {
    const SIGNATURE: Signature = FUNCTION.signature();

    fn returns(&self, _: &Args) -> Result<DataType> {
        Ok(list_of(DataType::Boolean))
    }

    fn state_types(&self, _: &Args) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int64])
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Ok(Box::new(RetentionFold { conditions: args.count("c")? }))
    }

    fn empty(&self, returns: &DataType) -> Result<ScalarValue> {
        ScalarValue::try_from_array(&new_null_array(returns, 1), 0)
    }
}

#[derive(Debug)]
struct RetentionFold {
    conditions: usize,
}

impl Fold for RetentionFold {
    type State = Met;
    type Input = Vec<BooleanArray>;

    fn read(&self, args: &Args) -> Result<Vec<BooleanArray>> {
        args.conditions("c")
    }

    fn update(&self, state: &mut Met, input: &Vec<BooleanArray>, row: usize) -> Result<()> {
        *state |= SEEN;
        for (i, condition) in input.iter().enumerate() {
            *state |= Met::from(condition.is_valid(row) && condition.value(row)) << i;
        }
        Ok(())
    }

    fn merge(&self, state: &mut Met, other: &Met) -> Result<()> {
        *state |= other;
        Ok(())
    }

    fn write(&self, states: Vec<Met>) -> Result<Vec<ArrayRef>> {
        Ok(vec![Arc::new(Int64Array::from(states))])
    }

    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Met>> {
        Ok(columns[0].as_primitive::<Int64Type>().iter().map(Option::unwrap_or_default).collect())
    }

    fn finish(&self, states: &[Met]) -> Result<ArrayRef> {
        let items: BooleanArray = states
            .iter()
            .flat_map(|met| (0..self.conditions).map(move |i| Some(met & 1 == 1 && met >> i & 1 == 1)))
            .collect();
        let seen: Vec<bool> = states.iter().map(|met| met & SEEN != 0).collect();
        let lengths = states.iter().map(|_| self.conditions);
        Ok(Arc::new(lists(lengths, Arc::new(items), Some(seen.into()))?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fold(rows: &[[bool; 3]]) -> Met {
        let fold = RetentionFold { conditions: 3 };
        let columns: Vec<BooleanArray> =
            (0..3).map(|i| rows.iter().map(|row| Some(row[i])).collect()).collect();
        let mut state = Met::default();
        (0..rows.len()).for_each(|row| fold.update(&mut state, &columns, row).unwrap());
        state
    }

    proptest! {
        #[test]
        fn merge_is_any(rows in prop::collection::vec(any::<[bool; 3]>(), 0..20), cut in 0usize..20) {
            let fold_of = RetentionFold { conditions: 3 };
            let cut = cut.min(rows.len());
            let (mut left, right) = (fold(&rows[..cut]), fold(&rows[cut..]));
            let mut swapped = right;
            fold_of.merge(&mut swapped, &left).unwrap();
            fold_of.merge(&mut left, &right).unwrap();
            prop_assert_eq!(left, fold(&rows));
            prop_assert_eq!(swapped, left);
        }
    }
}
