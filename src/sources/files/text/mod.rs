//! Delimited text files: the format of each file, their common columns, and the reading of blocks.

mod columns;
mod open;

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::catalog::Session;
use datafusion::common::Result;
use datafusion::logical_expr::TableProviderFilterPushDown;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::metrics::Count;
use tenure_reader::{BadRow, Block, Column, FileFormat, OnBadRow, Reason};

use super::blocks::{Blocks, blocks};
use super::ordered_scan::{self, BlockReader, BlockRows, BlockStream};
use super::{FileSet, OpenedFiles, ScanRequest, SourceFile};
use crate::errors::{Code, Error};
use crate::sources::options::ReadOptions;

pub(in crate::sources) use open::formats;
pub(super) use open::open;

/// The size of the text that a thread parses at once, in bytes.
const BLOCK: usize = 1 << 20;

/// The most characters of a record that an error quotes.
const QUOTED: usize = 300;

/// Text files, opened as one table.
#[derive(Debug)]
struct TextFiles {
    opened: OpenedFiles,
    options: ReadOptions,
    formats: Vec<FormatInTable>,
}

/// The format of a file as a part of the table.
#[derive(Debug, Clone)]
struct FormatInTable {
    format: Arc<FileFormat>,
    /// The format of each column of the table in this file, and its field.
    columns: Vec<(Column, Option<usize>)>,
}

#[async_trait]
impl FileSet for TextFiles {
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
        open(state, self.opened.named(), &self.options).await
    }

    async fn scan(self: Arc<Self>, _: &dyn Session, request: ScanRequest) -> Result<Arc<dyn ExecutionPlan>> {
        Ok(ordered_scan::plan(self, request))
    }
}

impl BlockReader for TextFiles {
    fn format(&self) -> &'static str {
        "csv"
    }

    fn rejects(&self) -> bool {
        self.options.on_bad_row != OnBadRow::Error
    }

    fn blocks(&self, file: usize, columns: &[usize], threads: usize, bytes: Count) -> BlockStream {
        let FormatInTable { format, columns: of_file } = self.formats[file].clone();
        let on_bad_row = self.options.on_bad_row;
        let mut wanted = columns.to_vec();
        if on_bad_row == OnBadRow::Reject {
            // Which records are left out must not depend on the columns that the query reads.
            wanted.extend((0..of_file.len()).filter(|place| !columns.contains(place)));
        }
        let wanted: Vec<_> = wanted.into_iter().map(|place| of_file[place].clone()).collect();
        let parser = format.parser(wanted, columns.len(), on_bad_row);
        let SourceFile { location, name, .. } = self.opened.files[file].clone();
        let named = Arc::clone(&name);
        let divide = move |blocks: Blocks<Block>| {
            let failed = |error| unreadable(&name, error);
            let mut splitter = format.split(&location, BLOCK).map_err(failed)?;
            while let Some(block) = splitter.next_block().map_err(|error| failed(error.into()))? {
                if !blocks.send(block) {
                    break;
                }
            }
            Ok(())
        };
        let read = move |block: Block| {
            bytes.add(block.bytes.len());
            let parsed = parser.parse(&block);
            if let (OnBadRow::Error, Some(first)) = (on_bad_row, parsed.bad.first()) {
                return Err(bad_record(&named, first));
            }
            Ok(BlockRows {
                columns: parsed.columns,
                rows: parsed.rows,
                records: parsed.records,
                kept: parsed.kept,
                bad: parsed.bad,
            })
        };
        blocks(threads, divide, read)
    }
}

/// Returns the error of a record that cannot be read.
fn bad_record(file: &str, bad: &BadRow) -> Error {
    let raw = match bad.raw.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &bad.raw[..end]),
        None => bad.raw.clone(),
    };
    let message = format!("'{file}', line {}: {bad}\n  | {raw}", bad.line);
    let types = match (&bad.column, bad.expected.as_str()) {
        (Some(column), expected) if !expected.starts_with("text in") && !expected.contains("quote") => {
            format!("types => {{'{}': 'VARCHAR'}} reads that column as text; ", column.replace('\'', "''"))
        }
        _ => String::new(),
    };
    let hint =
        format!("{types}on_bad_row => 'reject' leaves out what cannot be read, in read_csv('{file}', …)");
    Error::new(Code::Data, message, Some(hint))
}

/// Returns the error of a file that cannot be read, or that can be read in two ways.
fn unreadable(name: &str, error: tenure_reader::Error) -> Error {
    let code = match error.reason {
        Reason::Io => Code::Io,
        _ => Code::Data,
    };
    let message = match error.reason {
        Reason::Ambiguous => format!("'{name}' can be read in two ways: {}", error.problem.message),
        _ => format!("'{name}' cannot be read: {}", error.problem.message),
    };
    let hint = error.problem.hint.map(|hint| match error.reason {
        Reason::Ambiguous => format!("{hint}, in read_csv('{name}', …)"),
        _ => hint,
    });
    Error::new(code, message, hint)
}
