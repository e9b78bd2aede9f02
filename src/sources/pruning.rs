//! The columns that folders make, and which files have rows for a filter on them.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::catalog::Session as AnySession;
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::Expr;
use datafusion::scalar::ScalarValue;

use super::hive::Partitions;
use super::read_log::ReadLog;

/// The columns that folders make, without those that the files have themselves, and their values for each file.
#[derive(Debug, Clone)]
pub(super) struct Pruning {
    fields: Vec<Field>,
    /// For each file the values of these columns.
    values: Vec<Vec<ScalarValue>>,
}

impl Pruning {
    /// Of the columns that folders make those that are not in the files. It is said of the others that they are left out.
    pub fn new(log: &ReadLog, columns: &[Field], partitions: Partitions, files: usize) -> Self {
        let mut kept = vec![];
        let mut fields = vec![];
        for (place, field) in partitions.fields.into_iter().enumerate() {
            if columns.iter().any(|column| column.name().eq_ignore_ascii_case(field.name())) {
                let name = field.name();
                log.say(format!("column \"{name}\" is in the files and in the names of their folders: that of the files is used"));
            } else {
                kept.push(place);
                fields.push(field);
            }
        }
        // Where folders make no columns, there are no values of any file.
        let of_file = |file: usize| match partitions.values.get(file) {
            Some(values) => kept.iter().map(|place| values[*place].clone()).collect(),
            None => vec![],
        };
        let values = (0..files).map(of_file).collect();
        Self { fields, values }
    }

    /// The columns.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The values of these columns for a file.
    pub fn values(&self, file: usize) -> &[ScalarValue] {
        &self.values[file]
    }

    /// Whether a filter is about these columns alone, so that it holds for all rows of a file or for none.
    pub fn decides(&self, filter: &Expr) -> bool {
        let columns = filter.column_refs();
        let known = |name: &str| self.fields.iter().any(|field| field.name() == name);
        !columns.is_empty() && columns.iter().all(|column| known(&column.name)) && !filter.is_volatile()
    }

    /// The files that can have rows for which the filters hold, in order.
    pub fn kept(&self, state: &dyn AnySession, filters: &[Expr]) -> Result<Vec<usize>> {
        let mut kept: Vec<usize> = (0..self.values.len()).collect();
        let schema = Arc::new(Schema::new(self.fields.clone()));
        let names = DFSchema::try_from(Arc::clone(&schema))?;
        for filter in filters.iter().filter(|filter| self.decides(filter)) {
            if kept.is_empty() {
                break;
            }
            let column = |column: usize| {
                ScalarValue::iter_to_array(kept.iter().map(|file| self.values[*file][column].clone()))
            };
            let columns = (0..self.fields.len()).map(column).collect::<Result<_>>()?;
            let rows = RecordBatch::try_new(Arc::clone(&schema), columns)?;
            let condition = state.create_physical_expr(filter.clone(), &names)?;
            let holds = condition.evaluate(&rows)?.into_array(kept.len())?;
            let holds = holds.as_boolean();
            let old = std::mem::take(&mut kept);
            kept.extend(
                old.into_iter()
                    .enumerate()
                    .filter(|(row, _)| holds.is_valid(*row) && holds.value(*row))
                    .map(|(_, file)| file),
            );
        }
        Ok(kept)
    }
}
