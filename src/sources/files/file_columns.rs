//! Columns that have one value for each file, and the files that filters on them leave.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::catalog::Session;
use datafusion::common::{DFSchema, Result};
use datafusion::logical_expr::Expr;
use datafusion::scalar::ScalarValue;

use super::partitions::Partitions;
use crate::sources::read_log::ReadLog;

/// Columns that have one value for each file: those that folders make, and the file's name if a query asks for it.
#[derive(Debug, Clone)]
pub(super) struct FileColumns {
    fields: Vec<Field>,
    /// The values of these columns for each file.
    values: Vec<Vec<ScalarValue>>,
}

impl FileColumns {
    /// Takes the columns that folders make, except columns that the files have, too; a notice names the latter.
    pub fn of_folders(log: &ReadLog, columns: &[Field], partitions: Partitions, files: usize) -> Self {
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
        // If folders make no columns, no file has values.
        let of_file = |file: usize| match partitions.values.get(file) {
            Some(values) => kept.iter().map(|place| values[*place].clone()).collect(),
            None => vec![],
        };
        let values = (0..files).map(of_file).collect();
        Self { fields, values }
    }

    /// Adds a column with these values, one for each file.
    pub fn add(&mut self, field: Field, values: impl IntoIterator<Item = ScalarValue>) {
        self.fields.push(field);
        for (of_file, value) in self.values.iter_mut().zip(values) {
            of_file.push(value);
        }
    }

    /// Returns the columns.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns the values of these columns for a file.
    pub fn values(&self, file: usize) -> &[ScalarValue] {
        &self.values[file]
    }

    /// Tells whether a filter is about these columns alone, so that it holds for all rows of a file or for none.
    pub fn decide(&self, filter: &Expr) -> bool {
        let columns = filter.column_refs();
        let is_one = |name: &str| self.fields.iter().any(|field| field.name() == name);
        !columns.is_empty() && columns.iter().all(|column| is_one(&column.name)) && !filter.is_volatile()
    }

    /// Returns the files that can have rows for which the filters hold, in order.
    pub fn prune(&self, state: &dyn Session, filters: &[Expr]) -> Result<Vec<usize>> {
        let mut kept: Vec<usize> = (0..self.values.len()).collect();
        let schema = Arc::new(Schema::new(self.fields.clone()));
        let names = DFSchema::try_from(Arc::clone(&schema))?;
        for filter in filters.iter().filter(|filter| self.decide(filter)) {
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
