//! The last result, which is the table `_`.

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;

use super::Session;
use super::exit::Exit;
use super::stop::Stop;

/// The name of its table.
const NAME: &str = "_";

/// A result that takes more memory than this is not kept.
const MOST: usize = 256 << 20;

/// The last result.
#[derive(Debug, Clone)]
pub struct Last {
    /// Its columns.
    pub schema: SchemaRef,
    /// Its rows.
    pub batches: Vec<RecordBatch>,
}

/// Keeps the rows of a result as they come, as long as there is room for them.
#[derive(Debug)]
pub struct Keeper {
    schema: SchemaRef,
    batches: Option<Vec<RecordBatch>>,
    bytes: usize,
    wanted: bool,
}

impl Keeper {
    /// For a result of these columns.
    pub fn new(schema: SchemaRef, wanted: bool) -> Self {
        Self { schema, batches: wanted.then(Vec::new), bytes: 0, wanted }
    }

    /// Keeps a batch.
    pub fn batch(&mut self, batch: RecordBatch) {
        self.bytes += batch.get_array_memory_size();
        match &mut self.batches {
            Some(batches) if self.bytes <= MOST => batches.push(batch),
            _ => self.batches = None,
        }
    }
}

impl Session {
    /// Makes a result the last one.
    pub fn keep(&mut self, keeper: Keeper) -> Result<(), Stop> {
        if !keeper.wanted {
            return Ok(());
        }
        self.last = match keeper.batches {
            Some(batches) => {
                self.engine.register_batches(NAME, SchemaRef::clone(&keeper.schema), batches.clone())?;
                Ok(Last { schema: keeper.schema, batches })
            }
            None => {
                self.engine.context().deregister_table(NAME).map_err(tenure::Error::from)?;
                Err(format!("the last result is not kept, because it takes more than {} MB", MOST >> 20))
            }
        };
        Ok(())
    }

    /// The last result.
    ///
    /// # Errors
    /// If there is none.
    pub fn last(&self) -> Result<&Last, Stop> {
        self.last.as_ref().map_err(|why| Stop::failed(Exit::Query, why))
    }
}
