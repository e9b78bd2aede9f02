//! The values of a batch as text, whatever their type.

use std::io;
use std::sync::Arc;

use datafusion::arrow::array::{Array as _, ArrayRef, RecordBatch};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::writer::{EncoderOptions, NullableEncoder, make_encoder};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};

/// The size in bytes of the pieces that writers pass on.
pub(super) const PIECE: usize = 16 * 1024;

/// The columns of a batch, from which [`Cells`] are borrowed.
///
/// ```
/// use std::sync::Arc;
/// use tenure::datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
/// use tenure::output::Columns;
///
/// let ids: ArrayRef = Arc::new(Int64Array::from(vec![Some(7), None]));
/// let columns = Columns::new(&RecordBatch::try_from_iter([("id", ids)])?)?;
/// let mut text = String::new();
/// let mut cells = columns.cells()?;
/// assert!(cells[0].read(0, &mut text)?);
/// assert_eq!(text, "7");
/// assert!(!cells[0].read(1, &mut text)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Columns {
    schema: SchemaRef,
    arrays: Vec<ArrayRef>,
    rows: usize,
    options: EncoderOptions,
}

impl Columns {
    /// Prepares the columns of a batch.
    ///
    /// # Errors
    /// Returns an error if a column cannot be made [`plain`].
    pub fn new(batch: &RecordBatch) -> io::Result<Self> {
        let arrays = batch.columns().iter().map(plain).collect::<Result<_, _>>().map_err(invalid)?;
        let options = EncoderOptions::default().with_explicit_nulls(true);
        Ok(Self { schema: batch.schema(), arrays, rows: batch.num_rows(), options })
    }

    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns a reader of cells for each column.
    ///
    /// # Errors
    /// Returns an error if a type has no text.
    pub fn cells(&self) -> io::Result<Vec<Cells<'_>>> {
        let columns = self.schema.fields().iter().zip(&self.arrays);
        columns.map(|(field, array)| self.column(field, array).map_err(invalid)).collect()
    }

    fn column<'a>(&'a self, field: &'a FieldRef, array: &'a ArrayRef) -> Result<Cells<'a>, ArrowError> {
        let text = match array.data_type() {
            // The JSON encoder does not support unions.
            DataType::Union(..) => CellText::Simple(ArrayFormatter::try_new(array, &FormatOptions::new())?),
            nested if nested.is_nested() => CellText::Nested(make_encoder(field, array, &self.options)?),
            _ => CellText::Simple(ArrayFormatter::try_new(array, &FormatOptions::new())?),
        };
        Ok(Cells { nulls: array.logical_nulls(), text })
    }
}

/// A reader of the cells of one column.
pub struct Cells<'a> {
    nulls: Option<NullBuffer>,
    text: CellText<'a>,
}

enum CellText<'a> {
    Simple(ArrayFormatter<'a>),
    /// Lists, structs and maps are JSON, whatever the format around them.
    Nested(NullableEncoder<'a>),
}

impl Cells<'_> {
    /// Replaces the buffer's content by the text of a cell. Returns false and leaves the buffer empty if the cell is NULL.
    ///
    /// # Errors
    /// Returns an error if the value has no text, such as a date beyond the calendar.
    pub fn read(&mut self, row: usize, buffer: &mut String) -> io::Result<bool> {
        buffer.clear();
        if self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row)) {
            return Ok(false);
        }
        match &mut self.text {
            CellText::Simple(formatter) => formatter.value(row).write(buffer).map_err(invalid)?,
            CellText::Nested(encoder) => {
                let mut bytes = std::mem::take(buffer).into_bytes();
                encoder.encode(row, &mut bytes);
                *buffer = String::from_utf8(bytes).map_err(io::Error::other)?;
            }
        }
        Ok(true)
    }
}

/// Returns the array without dictionary and run-end encodings, which only save memory. Keys of maps become text, as JSON
/// requires.
///
/// ```
/// use std::sync::Arc;
/// use tenure::datafusion::arrow::array::{ArrayRef, DictionaryArray};
/// use tenure::datafusion::arrow::datatypes::{DataType, Int32Type};
///
/// let array: ArrayRef = Arc::new(DictionaryArray::<Int32Type>::from_iter(["a", "a", "b"]));
/// assert_eq!(tenure::output::plain(&array)?.data_type(), &DataType::Utf8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Returns an error if a value cannot be cast.
pub fn plain(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let wanted = plain_type(array.data_type());
    if wanted == *array.data_type() {
        return Ok(Arc::clone(array));
    }
    // The default, NULL for a value that cannot be cast, would change data silently.
    let options = CastOptions { safe: false, ..CastOptions::default() };
    cast_with_options(array, &wanted, &options)
}

/// Returns the type that [`plain`] gives an array of this type.
pub fn plain_type(data_type: &DataType) -> DataType {
    match data_type {
        DataType::Dictionary(_, values) => plain_type(values),
        DataType::RunEndEncoded(_, values) => plain_type(values.data_type()),
        DataType::List(item) => DataType::List(plain_field(item)),
        DataType::LargeList(item) => DataType::LargeList(plain_field(item)),
        DataType::ListView(item) => DataType::ListView(plain_field(item)),
        DataType::LargeListView(item) => DataType::LargeListView(plain_field(item)),
        DataType::FixedSizeList(item, size) => DataType::FixedSizeList(plain_field(item), *size),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(plain_field).collect()),
        DataType::Map(entries, sorted) => DataType::Map(plain_entries(entries), *sorted),
        other => other.clone(),
    }
}

/// Makes a field plain and nullable: a dictionary without NULL keys may still have a NULL value.
fn plain_field(field: &FieldRef) -> FieldRef {
    let wanted = plain_type(field.data_type());
    if wanted == *field.data_type() {
        return Arc::clone(field);
    }
    Arc::new(Field::new(field.name(), wanted, true))
}

fn plain_entries(entries: &FieldRef) -> FieldRef {
    let DataType::Struct(fields) = entries.data_type() else {
        return Arc::clone(entries);
    };
    let [key, value] = fields.as_ref() else {
        return Arc::clone(entries);
    };
    let key_type = match plain_type(key.data_type()) {
        text @ (DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) => text,
        _ => DataType::Utf8,
    };
    let fields = vec![Arc::new(Field::new(key.name(), key_type, false)), plain_field(value)];
    Arc::new(Field::new(entries.name(), DataType::Struct(fields.into()), false))
}

/// Converts an Arrow error to one about invalid data: the value has no text, and writing did not fail.
pub(crate) fn invalid(error: ArrowError) -> io::Error {
    let message = match error {
        ArrowError::CastError(message) => message,
        other => other.to_string(),
    };
    io::Error::new(io::ErrorKind::InvalidData, message)
}
