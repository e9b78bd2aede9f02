//! Makes Arrow arrays of the records of a block.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListArray, StringViewBuilder,
    StructArray, TimestampMicrosecondArray, TimestampNanosecondArray,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::{Field, Fields};
use datafusion::arrow::error::ArrowError;
use jiter::{Jiter, Peek};
use tenure_reader::values::ValueFormat;

use super::column_type::ColumnType;
use super::number;
use super::problem::RecordProblem;
use super::split::Block;
use crate::errors::{Code, Error};

/// Returns the columns of a block that are `wanted`, in that order.
///
/// # Errors
/// Returns an error if a record is not as it was when the file was opened.
pub(super) fn build(
    block: &Block,
    columns: &[(String, ColumnType)],
    wanted: &[usize],
) -> Result<Vec<ArrayRef>, Error> {
    let mut objects = Objects::new(columns, wanted);
    block.each(|json, _| objects.take(json))?;
    let built = objects.values.into_iter().map(Values::finish).collect::<Result<_, _>>();
    built.map_err(|error| Error::new(Code::Internal, error.to_string(), None))
}

/// The values of one place of the records.
enum Values {
    Text(StringViewBuilder),
    Boolean(BooleanBuilder),
    Integer(Int64Builder),
    Float(Float64Builder),
    Date(ValueFormat, Date32Builder),
    Timestamp(ValueFormat, Vec<Option<i64>>),
    List { items: Box<Values>, offsets: Vec<i32>, length: i32, valid: Vec<bool> },
    Struct(Box<Objects>),
}

/// Objects, whose values go to columns.
struct Objects {
    names: Vec<String>,
    places: HashMap<String, usize>,
    /// The index of the values of each key; `None` if the key is not wanted.
    wanted: Vec<Option<usize>>,
    values: Vec<Values>,
    /// The number of the last object that had each key.
    last: Vec<u64>,
    count: u64,
    /// True for each object that is not NULL.
    valid: Vec<bool>,
}

impl Objects {
    fn new(columns: &[(String, ColumnType)], wanted: &[usize]) -> Self {
        let places = columns.iter().enumerate().map(|(place, (name, _))| (name.clone(), place)).collect();
        let target = |place: usize| wanted.iter().position(|wanted| *wanted == place);
        Self {
            names: columns.iter().map(|(name, _)| name.clone()).collect(),
            places,
            wanted: (0..columns.len()).map(target).collect(),
            values: wanted.iter().map(|place| Values::new(&columns[*place].1)).collect(),
            last: vec![0; columns.len()],
            count: 0,
            valid: vec![],
        }
    }

    /// Reads an object.
    fn take(&mut self, json: &mut Jiter<'_>) -> Result<(), RecordProblem> {
        self.count += 1;
        let mut expected = 0;
        let mut start = json.current_index();
        let mut key = json.known_object()?;
        while let Some(name) = key {
            let place = match self.names.get(expected) {
                Some(known) if known == name => Some(expected),
                _ => self.places.get(name).copied(),
            };
            let Some(place) = place else {
                let message = format!("the key \"{name}\" was not there when the file was opened");
                return Err(RecordProblem::new(start, message));
            };
            if self.last[place] == self.count {
                return Err(RecordProblem::new(start, format!("the object has the key \"{name}\" twice")));
            }
            self.last[place] = self.count;
            expected = place + 1;
            let peek = json.peek()?;
            match self.wanted[place] {
                Some(value) => self.values[value].take(json, peek)?,
                None => json.known_skip(peek)?,
            }
            start = json.current_index();
            key = json.next_key()?;
        }
        for (place, wanted) in self.wanted.iter().enumerate() {
            if let Some(value) = wanted
                && self.last[place] != self.count
            {
                self.values[*value].null();
            }
        }
        self.valid.push(true);
        Ok(())
    }

    fn null(&mut self) {
        self.values.iter_mut().for_each(Values::null);
        self.valid.push(false);
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let rows = self.valid.len();
        let arrays = self.values.into_iter().map(Values::finish).collect::<Result<Vec<_>, _>>()?;
        let fields: Fields = self
            .names
            .iter()
            .zip(&arrays)
            .map(|(name, array)| Field::new(name, array.data_type().clone(), true))
            .collect();
        let valid = Some(NullBuffer::from(self.valid));
        Ok(Arc::new(StructArray::try_new_with_length(fields, arrays, valid, rows)?))
    }
}

impl Values {
    fn new(of: &ColumnType) -> Self {
        match of {
            ColumnType::Value(ValueFormat::Text) => Self::Text(StringViewBuilder::new()),
            ColumnType::Value(ValueFormat::Boolean) => Self::Boolean(BooleanBuilder::new()),
            ColumnType::Value(ValueFormat::Integer(_)) => Self::Integer(Int64Builder::new()),
            ColumnType::Value(ValueFormat::Float(_)) => Self::Float(Float64Builder::new()),
            ColumnType::Value(reading @ ValueFormat::Date(_)) => {
                Self::Date(reading.clone(), Date32Builder::new())
            }
            ColumnType::Value(reading @ ValueFormat::Timestamp { .. }) => {
                Self::Timestamp(reading.clone(), vec![])
            }
            ColumnType::List(items) => {
                Self::List { items: Box::new(Self::new(items)), offsets: vec![0], length: 0, valid: vec![] }
            }
            ColumnType::Struct(fields) => {
                Self::Struct(Box::new(Objects::new(fields, &(0..fields.len()).collect::<Vec<_>>())))
            }
        }
    }

    fn null(&mut self) {
        match self {
            Self::Text(values) => values.append_null(),
            Self::Boolean(values) => values.append_null(),
            Self::Integer(values) => values.append_null(),
            Self::Float(values) => values.append_null(),
            Self::Date(_, values) => values.append_null(),
            Self::Timestamp(_, values) => values.push(None),
            Self::List { offsets, length, valid, .. } => {
                offsets.push(*length);
                valid.push(false);
            }
            Self::Struct(objects) => objects.null(),
        }
    }

    fn take(&mut self, json: &mut Jiter<'_>, peek: Peek) -> Result<(), RecordProblem> {
        let start = json.current_index();
        let expected =
            |what: &str| RecordProblem::new(start, format!("{what} was expected, and something else found"));
        match (self, peek) {
            (values, Peek::Null) => {
                json.known_null()?;
                values.null();
            }
            (Self::Text(values), Peek::String) => values.append_value(json.known_str()?),
            // Other values in a column of text keep their JSON.
            (Self::Text(values), _) => {
                json.known_skip(peek)?;
                let written = std::str::from_utf8(json.slice_to_current(start));
                values.append_value(written.map_err(|_| expected("text"))?);
            }
            (Self::Boolean(values), Peek::True | Peek::False) => values.append_value(json.known_bool(peek)?),
            (Self::Integer(values), _) if peek.is_num() => {
                let digits = json.known_number_bytes(peek)?;
                let value = number::integer(digits);
                values.append_value(value.ok_or_else(|| expected("a whole number"))?);
            }
            (Self::Float(values), _) if peek.is_num() => {
                let digits = json.known_number_bytes(peek)?;
                let value = number::float(digits);
                values.append_value(value.ok_or_else(|| expected("a number"))?);
            }
            (Self::Date(reading, values), Peek::String) => {
                let ValueFormat::Date(format) = reading else { return Err(expected("a date")) };
                let value = format.date(json.known_str()?.as_bytes());
                values.append_value(value.ok_or_else(|| expected("a date"))?);
            }
            (Self::Timestamp(reading, values), Peek::String) => {
                let value = reading.timestamp(json.known_str()?.as_bytes());
                values.push(Some(value.ok_or_else(|| expected(&reading.expected()))?));
            }
            (Self::List { items, offsets, length, valid }, Peek::Array) => {
                let mut next = json.known_array()?;
                while let Some(peek) = next {
                    items.take(json, peek)?;
                    *length += 1;
                    next = json.array_step()?;
                }
                offsets.push(*length);
                valid.push(true);
            }
            (Self::Struct(objects), Peek::Object) => objects.take(json)?,
            (values, _) => return Err(expected(values.name())),
        }
        Ok(())
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Boolean(_) => "true or false",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Date(..) => "a date",
            Self::Timestamp(..) => "a date and time",
            Self::List { .. } => "a list",
            Self::Struct(_) => "an object",
        }
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(mut values) => Arc::new(values.finish()),
            Self::Boolean(mut values) => Arc::new(values.finish()),
            Self::Integer(mut values) => Arc::new(values.finish()),
            Self::Float(mut values) => Arc::new(values.finish()),
            Self::Date(_, mut values) => Arc::new(values.finish()),
            Self::Timestamp(reading, values) => {
                let ValueFormat::Timestamp { zone, nanoseconds, .. } = reading else {
                    return Err(ArrowError::InvalidArgumentError("a timestamp is read as one".to_owned()));
                };
                let zone: Option<Arc<str>> = zone.then(|| "UTC".into());
                match nanoseconds {
                    true => Arc::new(TimestampNanosecondArray::from(values).with_timezone_opt(zone)),
                    false => Arc::new(TimestampMicrosecondArray::from(values).with_timezone_opt(zone)),
                }
            }
            Self::List { items, offsets, valid, .. } => {
                let items = items.finish()?;
                let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
                let offsets = OffsetBuffer::new(offsets.into());
                Arc::new(ListArray::try_new(field, offsets, items, Some(NullBuffer::from(valid)))?)
            }
            Self::Struct(objects) => objects.finish()?,
        })
    }
}
