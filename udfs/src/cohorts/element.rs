//! `shared(list)` and `element(shared list, index)`: the value of a period in a cohort's counts or amounts. Parts of
//! table functions.
//!
//! A cohort's row becomes a row for each of its periods. Repeating the whole list on each would cost the square of the
//! periods. Behind a dictionary only its key is repeated, and a list that no query reads is never built.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, DictionaryArray, Int32Array, UInt32Array, new_empty_array,
};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Int32Type};
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF};

use crate::adapt::{Args, Scalar, scalar};
use crate::lists::as_lists;
use crate::takes::{Argument, Signature, Takes};

const SHARED: Signature = Signature::new("shared", &[Argument::required("list", Takes::Any, "The list.")]);

const ELEMENT: Signature = Signature::new(
    "element",
    &[
        Argument::required("list", Takes::Any, "The shared list."),
        Argument::required("index", Takes::Any, "The place in it."),
    ],
);

/// Creates the scalar function `shared`.
pub(super) fn shared_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: SHARED,
        returns: |args| {
            Ok(DataType::Dictionary(Box::new(DataType::Int32), Box::new(args.data_type("list")?)))
        },
        invoke: share,
        coerce: Some(|given| match given {
            [list @ DataType::List(_)] => Ok(vec![list.clone()]),
            _ => plan_err!("shared takes a list"),
        }),
    })
}

fn share(args: &Args) -> Result<ColumnarValue> {
    let lists = args.column("list")?;
    let keys: Int32Array = (0..lists.len() as i32).collect::<Vec<_>>().into();
    Ok(ColumnarValue::Array(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, lists)?)))
}

/// Creates the scalar function `element`, which returns the value at an index, from 0, of a list of values, or the
/// value of a period in a list of (period, value). The result is NULL if the list has no such value.
pub(super) fn element_udf() -> ScalarUDF {
    scalar(Scalar {
        signature: ELEMENT,
        returns: |args| Ok(item_type(&args.data_type("list")?).clone()),
        invoke: element,
        coerce: Some(|given| match given {
            [list @ DataType::Dictionary(_, _), _] => Ok(vec![list.clone(), DataType::Int32]),
            _ => plan_err!("element takes a shared list and an index"),
        }),
    })
}

fn item_type(shared: &DataType) -> &DataType {
    match shared {
        DataType::Dictionary(_, lists) => item_type(lists),
        DataType::List(item) => match item.data_type() {
            DataType::Struct(fields) if fields.len() == 2 => fields[1].data_type(),
            other => other,
        },
        other => other,
    }
}

fn element(args: &Args) -> Result<ColumnarValue> {
    let (shared, places) = (args.column("list")?, args.column("index")?);
    let places = places.as_primitive::<Int32Type>();
    let Some(shared) = shared.as_dictionary_opt::<Int32Type>() else {
        return Ok(ColumnarValue::Array(new_empty_array(item_type(shared.data_type()))));
    };
    let lists = as_lists(shared.values())?;
    let offsets = lists.value_offsets();
    let values: &ArrayRef = match lists.values().as_struct_opt() {
        Some(rows) => rows.column(1),
        None => lists.values(),
    };
    let periods =
        lists.values().as_struct_opt().map(|rows| rows.column(0).as_primitive::<Int32Type>().values());
    let found: UInt32Array = (0..shared.len())
        .map(|row| {
            let list = shared.key(row)?;
            let items = offsets[list] as usize..offsets[list + 1] as usize;
            let place = places.value(row);
            let index = match periods {
                Some(periods) => items.start + periods[items.clone()].binary_search(&place).ok()?,
                None => items.start + usize::try_from(place).ok()?,
            };
            u32::try_from(index).ok().filter(|_| index < items.end)
        })
        .collect();
    Ok(ColumnarValue::Array(take(values, &found, None)?))
}
