//! The last result, which is the table `_`.

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

/// The name of the table.
pub const NAME: &str = "_";

/// The largest result that is kept, in bytes.
pub const MOST_BYTES: usize = 256 << 20;

/// The last result.
#[derive(Debug, Clone)]
pub struct LastResult {
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows.
    pub batches: Vec<RecordBatch>,
}

/// A collector of the rows of a result while they are printed, until they take too much memory.
#[derive(Debug)]
pub struct ResultKeeper {
    schema: SchemaRef,
    batches: Option<Vec<RecordBatch>>,
    bytes: usize,
}

impl ResultKeeper {
    /// Returns a keeper without rows.
    pub fn new(schema: SchemaRef) -> Self {
        Self { schema, batches: Some(Vec::new()), bytes: 0 }
    }

    /// Keeps a batch, or drops all of them once there are too many bytes.
    pub fn push(&mut self, batch: RecordBatch) {
        self.bytes += batch.get_array_memory_size();
        match &mut self.batches {
            Some(batches) if self.bytes <= MOST_BYTES => batches.push(batch),
            _ => self.batches = None,
        }
    }

    /// Returns the result, or `None` if it was too large.
    pub fn finish(self) -> Option<LastResult> {
        Some(LastResult { schema: self.schema, batches: self.batches? })
    }
}
