//! Lists in and out of Arrow, as the parts of table functions pass them on.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Int32Array, Int64Array, ListArray, StructArray};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields, Int32Type};
use datafusion::common::{Result, exec_datafusion_err};

/// Returns the field of a list's items.
pub(crate) fn item(data_type: DataType) -> FieldRef {
    Arc::new(Field::new_list_field(data_type, true))
}

/// Returns the type of a list of the given type.
pub(crate) fn list_of(data_type: DataType) -> DataType {
    DataType::List(item(data_type))
}

/// Returns the fields of a period with columns belonging to it.
pub(crate) fn period_fields(others: &[DataType]) -> Fields {
    std::iter::once(("period".to_owned(), DataType::Int32))
        .chain(others.iter().enumerate().map(|(i, t)| (format!("value_{i}"), t.clone())))
        .map(|(name, t)| Arc::new(Field::new(name, t, true)))
        .collect()
}

/// Creates lists of the given lengths over one flat column; NULL where `valid` is false.
pub(crate) fn lists(
    lengths: impl IntoIterator<Item = usize>,
    items: ArrayRef,
    valid: Option<NullBuffer>,
) -> Result<ListArray> {
    let items_field = item(items.data_type().clone());
    Ok(ListArray::try_new(items_field, OffsetBuffer::from_lengths(lengths), items, valid)?)
}

/// Creates a column of lists of periods.
pub(crate) fn lists_of_periods<T: AsRef<[i32]>>(rows: &[T]) -> Result<ArrayRef> {
    let rows = rows.iter().map(AsRef::as_ref);
    let items: Int32Array = rows.clone().flatten().copied().collect::<Vec<i32>>().into();
    Ok(Arc::new(lists(rows.map(<[i32]>::len), Arc::new(items), None)?))
}

/// Creates a column of lists of counts.
pub(crate) fn lists_of_counts<'a>(rows: impl Iterator<Item = &'a [i64]> + Clone) -> Result<ArrayRef> {
    let items: Int64Array = rows.clone().flatten().copied().collect::<Vec<i64>>().into();
    Ok(Arc::new(lists(rows.map(<[i64]>::len), Arc::new(items), None)?))
}

/// Creates lists of periods with other columns belonging to each.
pub(crate) fn lists_of_rows(
    lengths: Vec<usize>,
    periods: Vec<i32>,
    others: Vec<ArrayRef>,
) -> Result<ArrayRef> {
    let types: Vec<DataType> = others.iter().map(|column| column.data_type().clone()).collect();
    let mut columns: Vec<ArrayRef> = vec![Arc::new(Int32Array::from(periods))];
    columns.extend(others);
    let rows = StructArray::try_new(period_fields(&types), columns, None)?;
    Ok(Arc::new(lists(lengths, Arc::new(rows), None)?))
}

/// Returns the list column behind an array.
pub(crate) fn as_lists(column: &ArrayRef) -> Result<&ListArray> {
    column.as_list_opt().ok_or_else(|| {
        exec_datafusion_err!("a list was expected here, but the column is {}", column.data_type())
    })
}

/// Returns the periods of a row of a column of lists; none for NULL.
pub(crate) fn periods_of(lists: &ListArray, row: usize) -> &[i32] {
    if lists.is_null(row) {
        return &[];
    }
    let items = lists.values().as_primitive::<Int32Type>().values();
    let offsets = lists.value_offsets();
    &items[offsets[row] as usize..offsets[row + 1] as usize]
}
