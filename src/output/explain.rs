//! Prints the result of EXPLAIN as it is, because its many lines would not fit into cells of a table.

use std::io::{self, Write};

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Schema};

use tenure_diagnostics::visible;

/// Returns whether a result is that of EXPLAIN.
pub fn is_explain(schema: &Schema) -> bool {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    names == ["plan_type", "plan"]
}

/// Prints plans under their names.
pub fn print(batch: &RecordBatch, out: &mut dyn Write) -> io::Result<()> {
    let text = |column: usize| {
        let column = cast(batch.column(column), &DataType::Utf8).map_err(io::Error::other)?;
        Ok::<_, io::Error>(column.as_string::<i32>().clone())
    };
    let (names, plans) = (text(0)?, text(1)?);
    for row in 0..batch.num_rows() {
        writeln!(out, "{}", visible(names.value(row)))?;
        for line in plans.value(row).lines() {
            writeln!(out, "  {}", visible(line))?;
        }
    }
    Ok(())
}
