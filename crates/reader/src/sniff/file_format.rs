//! The format of a file, and the blocks and parser that follow from it.

use std::sync::Arc;

use super::finding::Finding;
use crate::batch::{Column, OnBadRow, Parser};
use crate::error::Error;
use crate::records::{Dialect, Splitter};
use crate::text::{ByteSource, Compression, Encoding, TextReader};
use crate::values::DateOrder;

/// The format of a file, by which it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFormat {
    /// The compression.
    pub compression: Compression,
    /// The encoding of its text.
    pub encoding: Encoding,
    /// The syntax of its records and fields.
    pub dialect: Dialect,
    /// True if a record names the columns.
    pub header: bool,
    /// True if the columns have names, from the header or from the caller.
    pub has_names: bool,
    /// The number of lines before the table.
    pub skip: u64,
    /// The offset in the text of the first record of data, in bytes.
    pub offset: u64,
    /// The line of that record, from 1.
    pub line: u64,
    /// The columns, in the order of the fields.
    pub columns: Vec<Column>,
    /// The decimal separator, if an option or the values decide it.
    pub decimal: Option<u8>,
    /// The order of day and month, if an option or the values decide it.
    pub order: Option<DateOrder>,
    /// The findings, with their evidence.
    pub findings: Vec<Finding>,
}

impl FileFormat {
    /// Returns the names of the columns.
    pub fn names(&self) -> Arc<[String]> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Divides the file into blocks of about `size` bytes, from its first record of data on.
    ///
    /// # Errors
    /// Fails if the file cannot be opened or decompressed.
    pub fn split(&self, source: &(impl ByteSource + ?Sized), size: usize) -> Result<Splitter, Error> {
        let text = TextReader::open(source, self.compression, self.encoding)?;
        Ok(Splitter::new(text, self.dialect, size, self.offset, self.line)?)
    }

    /// Creates a parser for these columns of the blocks, each with the position of its field if the file has it. Only
    /// the first `returned` columns are returned; the others are read to find bad rows.
    pub fn parser(
        &self,
        columns: Vec<(Column, Option<usize>)>,
        returned: usize,
        on_bad_row: OnBadRow,
    ) -> Parser {
        Parser::new(self.dialect, self.encoding.name(), self.names(), columns, returned, on_bad_row)
    }
}
