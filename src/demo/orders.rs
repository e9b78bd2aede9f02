//! `demo.orders`: the one-tenth sample of the purchase log of CDNOW, a shop for CDs, by P. S. Fader and B. G. S. Hardie.

use std::sync::Arc;

use bytes::Bytes;
use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::compute::{cast, concat_batches};
use datafusion::arrow::datatypes::{DataType, Date32Type, Field, Int32Type, Schema};
use datafusion::common::Result;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const FILE: &[u8] = include_bytes!("../../tests/data/cdnow.parquet");

/// Names and types of the file's columns, in order.
const COLUMNS: [(&str, DataType); 4] = [
    ("customer_id", DataType::Int32),
    ("ordered_at", DataType::Date32),
    ("quantity", DataType::Int32),
    ("amount", DataType::Float64),
];

/// Makes the table.
pub(super) fn batch() -> Result<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from_static(FILE))?;
    let schema = Arc::clone(reader.schema());
    let batches = reader.build()?.collect::<Result<Vec<_>, _>>()?;
    let rows = concat_batches(&schema, &batches)?;
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for ((name, data_type), column) in COLUMNS.iter().zip(rows.columns()) {
        columns.push(cast(column, data_type)?);
        fields.push(Field::new(*name, data_type.clone(), false));
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}

/// The part of a purchase from which the other tables are generated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    pub customer: i32,
    /// Days since 1970.
    pub day: i32,
}

/// Returns the purchases.
pub(super) fn orders() -> Result<Vec<Order>> {
    let rows = batch()?;
    let customers = rows.column(0).as_primitive::<Int32Type>().values();
    let days = rows.column(1).as_primitive::<Date32Type>().values();
    Ok(customers.iter().zip(days).map(|(&customer, &day)| Order { customer, day }).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use datafusion::arrow::datatypes::Float64Type;

    use super::*;

    #[test]
    fn the_sums_are_those_that_are_published() {
        let rows = batch().unwrap();
        let cents: i64 = rows
            .column(3)
            .as_primitive::<Float64Type>()
            .values()
            .iter()
            .map(|amount| (amount * 100.0).round() as i64)
            .sum();
        let customers: HashSet<i32> = orders().unwrap().iter().map(|order| order.customer).collect();
        assert_eq!((rows.num_rows(), customers.len(), cents), (6_919, 2_357, 24_409_194));
    }
}
