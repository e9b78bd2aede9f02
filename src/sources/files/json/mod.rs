//! JSON files: an object a line, or one array of objects.
//!
//! ```text
//! file ──split──> records ──inspect──> Observed: the values found where ──column_type──> types of columns
//!                    └──────────────────────────build──> Arrow arrays <──┘
//! ```
//!
//! All records are inspected before any is read, so a type is never a guess, and a key that comes late is a column too.

mod build;
mod column_type;
mod fields;
mod inspect;
mod number;
mod observed;
mod open;
mod problem;
mod split;
mod times;

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::catalog::Session;
use datafusion::common::Result;
use datafusion::logical_expr::TableProviderFilterPushDown;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::metrics::Count;

use super::blocks::{Blocks, blocks};
use super::ordered_scan::{self, BlockReader, BlockRows, BlockStream};
use super::{FileSet, OpenedFiles, ScanRequest, SourceFile};
use crate::errors::Error;
use build::build;
use column_type::ColumnType;
use split::{Block, Splitter};

pub(super) use observed::Observed;
pub(in crate::sources) use open::columns;
pub(super) use open::open;

/// JSON files, opened as one table.
#[derive(Debug)]
struct JsonFiles {
    opened: OpenedFiles,
    columns: Arc<Vec<(String, ColumnType)>>,
}

#[async_trait]
impl FileSet for JsonFiles {
    fn opened(&self) -> &OpenedFiles {
        &self.opened
    }

    fn filter_support(&self) -> TableProviderFilterPushDown {
        TableProviderFilterPushDown::Unsupported
    }

    fn keeps_order(&self) -> bool {
        true
    }

    async fn reopen(&self, state: &dyn Session) -> Result<Arc<dyn FileSet>, Error> {
        open(state, self.opened.named()).await
    }

    async fn scan(self: Arc<Self>, _: &dyn Session, request: ScanRequest) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(ordered_scan::plan(self, request))
    }
}

impl BlockReader for JsonFiles {
    fn format(&self) -> &'static str {
        "json"
    }

    fn blocks(&self, file: usize, columns: &[usize], threads: usize, bytes: Count) -> BlockStream {
        let (all, wanted) = (Arc::clone(&self.columns), columns.to_vec());
        let read = move |block: Block| {
            bytes.add(block.bytes());
            let (columns, rows) = (build(&block, &all, &wanted)?, block.rows());
            Ok(BlockRows { columns, rows, records: rows, kept: None, bad: vec![] })
        };
        blocks(threads, divide(&self.opened.files[file]), read)
    }
}

/// Returns what divides a file into blocks.
fn divide(file: &SourceFile) -> impl FnOnce(Blocks<Block>) -> Result<(), Error> + Send + 'static {
    let SourceFile { location, name, .. } = file.clone();
    move |blocks| {
        let mut splitter = Splitter::open(&location, name)?;
        while let Some(block) = splitter.next_block()? {
            if !blocks.send(block) {
                break;
            }
        }
        Ok(())
    }
}
