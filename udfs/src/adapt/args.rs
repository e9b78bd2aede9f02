//! The arguments of scalars, aggregates and window functions, by the names that the function declares.

use std::ops::Range;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Float64Array, StructArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::ColumnarValue;
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_expr::expressions::Literal;
use tenure_diagnostics::Problem;

use crate::error::FunctionError;
use crate::numbers::doubles;
use crate::takes::{Argument, Signature, Takes};

/// The arguments of a call, read by name. Their places follow from the [`Signature`]. NULL means the default, as if the
/// argument were left out.
///
/// A call is read three times: for its types, for its options, and for each batch of rows. The first time only types
/// are known, the second time constants too, and the third time columns.
#[derive(Debug, Clone, Copy)]
pub struct Args<'a> {
    signature: Signature,
    values: Values<'a>,
    rows: usize,
}

#[derive(Debug, Clone, Copy)]
enum Values<'a> {
    Types(&'a [DataType]),
    Call(&'a [Arc<dyn PhysicalExpr>], &'a [FieldRef]),
    Batch(&'a [ArrayRef]),
    Scalar(&'a [ColumnarValue]),
}

impl<'a> Args<'a> {
    /// Creates the arguments of a call of which only the types are known.
    pub(crate) fn of_types(signature: Signature, types: &'a [DataType]) -> Self {
        Self { signature, values: Values::Types(types), rows: 0 }
    }

    /// Creates the arguments of a call whose options are to be read.
    pub(crate) fn of_call(
        signature: Signature,
        exprs: &'a [Arc<dyn PhysicalExpr>],
        fields: &'a [FieldRef],
    ) -> Self {
        Self { signature, values: Values::Call(exprs, fields), rows: 0 }
    }

    /// Creates the arguments of a batch of rows.
    pub(crate) fn of_batch(signature: Signature, columns: &'a [ArrayRef], rows: usize) -> Self {
        Self { signature, values: Values::Batch(columns), rows }
    }

    /// Creates the arguments of a batch of rows of a scalar function.
    pub(crate) fn of_scalar(signature: Signature, values: &'a [ColumnarValue], rows: usize) -> Self {
        Self { signature, values: Values::Scalar(values), rows }
    }

    /// Returns the name of the function called.
    pub fn function(&self) -> &'static str {
        self.signature.name
    }

    /// Returns the number of rows in the batch.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Tells whether an argument has a value. The constant NULL is none.
    pub fn is_given(&self, name: &str) -> Result<bool> {
        let Some(index) = self.place(name)?.next() else {
            return Ok(false);
        };
        Ok(match self.values {
            Values::Types(types) => !types[index].is_null(),
            Values::Call(exprs, _) => {
                exprs[index].downcast_ref::<Literal>().is_none_or(|literal| !literal.value().is_null())
            }
            Values::Batch(columns) => !columns[index].data_type().is_null(),
            Values::Scalar(values) => match &values[index] {
                ColumnarValue::Scalar(value) => !value.is_null(),
                ColumnarValue::Array(_) => true,
            },
        })
    }

    /// Returns the type of an argument after its cast, or the type of NULL if the argument is left out.
    pub fn data_type(&self, name: &str) -> Result<DataType> {
        Ok(self.place(name)?.next().map_or(DataType::Null, |index| self.type_at(index)))
    }

    /// Returns the number of values of a repeated argument.
    pub fn count(&self, name: &str) -> Result<usize> {
        Ok(self.place(name)?.len())
    }

    /// Returns the value of an argument that is a constant text.
    pub fn text(&self, name: &str) -> Result<Option<String>> {
        Ok(self.constant(name)?.and_then(|value| value.try_as_str().flatten().map(str::to_owned)))
    }

    /// Returns the texts of a repeated argument.
    pub fn texts(&self, name: &str) -> Result<Vec<String>> {
        let (argument, places) = (self.argument(name)?, self.place(name)?);
        let values = places.map(|index| self.constant_at(argument, index));
        let texts = values.map(|value| Ok(value?.and_then(|value| Some(value.try_as_str()??.to_owned()))));
        Ok(texts.collect::<Result<Vec<Option<String>>>>()?.into_iter().flatten().collect())
    }

    /// Returns the word given for an argument with a choice of words, or the default if it is left out.
    pub fn word(&self, name: &str) -> Result<&'static str> {
        let argument = self.argument(name)?;
        let Takes::Choice(words) = argument.takes else {
            return internal_err!("{} declares no words for {name}", self.function());
        };
        let given = self.text(name)?;
        let word = given.as_deref().or(default_of(argument)).unwrap_or_default();
        match words.iter().find(|choice| **choice == word) {
            Some(word) => Ok(word),
            None => internal_err!("'{word}' is no word of {name} of {}", self.function()),
        }
    }

    /// Returns the value of an argument that is a constant number. If it is left out, returns the default if that is a
    /// number.
    pub fn number(&self, name: &str) -> Result<Option<f64>> {
        match self.constant(name)?.map(|value| value.cast_to(&DataType::Float64)).transpose()? {
            Some(ScalarValue::Float64(number)) => Ok(number),
            _ => Ok(default_of(self.argument(name)?).and_then(|text| text.parse().ok())),
        }
    }

    /// Returns the value of an argument that is a constant whole number. If it is left out, returns the default if that
    /// is a whole number.
    pub fn whole(&self, name: &str) -> Result<Option<i64>> {
        match self.constant(name)?.map(|value| value.cast_to(&DataType::Int64)).transpose()? {
            Some(ScalarValue::Int64(number)) => Ok(number),
            _ => Ok(default_of(self.argument(name)?).and_then(|text| text.parse().ok())),
        }
    }

    /// Returns the value of an argument that is a constant TRUE or FALSE, or the default if it is left out.
    pub fn flag(&self, name: &str) -> Result<bool> {
        match self.constant(name)? {
            Some(ScalarValue::Boolean(Some(flag))) => Ok(flag),
            _ => Ok(default_of(self.argument(name)?).is_some_and(|text| text.eq_ignore_ascii_case("true"))),
        }
    }

    /// Returns the constant value of an argument, converted by the argument's kind, or `None` if it is left out.
    ///
    /// # Errors
    /// Returns an error if the value differs from row to row, does not fit, or is left out though it must be given.
    pub fn constant(&self, name: &str) -> Result<Option<ScalarValue>> {
        let argument = self.argument(name)?;
        match self.place(name)?.next() {
            Some(index) => self.constant_at(argument, index),
            None => Ok(None),
        }
    }

    fn constant_at(&self, argument: &'static Argument, index: usize) -> Result<Option<ScalarValue>> {
        let (function, name) = (self.function(), argument.name);
        let differs = |but: String| {
            let message = format!("{function}: {name} must be a constant{but}");
            Err(FunctionError::call(Problem::new(message).about(function)).into())
        };
        let value = match self.values {
            Values::Call(exprs, _) => match exprs[index].downcast_ref::<Literal>() {
                Some(literal) => literal.value().clone(),
                None => return differs(format!(", but is {}", exprs[index])),
            },
            Values::Scalar(values) => match &values[index] {
                ColumnarValue::Scalar(value) => value.clone(),
                ColumnarValue::Array(_) => return differs(String::new()),
            },
            Values::Types(_) | Values::Batch(_) => {
                return internal_err!("{function} reads {name} where constants are not known");
            }
        };
        if value.is_null() {
            if !argument.is_required() || argument.takes == Takes::Any {
                return Ok(None);
            }
            let message = format!("{function}: {name} must be {}, but is NULL", argument.takes);
            return Err(FunctionError::call(Problem::new(message).about(function)).into());
        }
        match argument.takes.read(&value) {
            Some(value) => Ok(Some(value)),
            None => {
                let given = match value.try_as_str().flatten() {
                    Some(text) => format!("'{text}'"),
                    None => value.to_string(),
                };
                let message = format!("{function}: {name} must be {}, but is {given}", argument.takes);
                let hint = argument.takes.constant_hint(&value);
                Err(FunctionError::call(Problem::new(message).maybe_hint(hint).about(function)).into())
            }
        }
    }

    /// Returns the values of the rows of a batch.
    ///
    /// # Errors
    /// Returns an error if the argument is left out: ask [`is_given`](Self::is_given) before.
    pub fn column(&self, name: &str) -> Result<ArrayRef> {
        match self.place(name)?.next() {
            Some(index) => self.column_at(index),
            None => internal_err!("{} was called without {name}", self.function()),
        }
    }

    /// Returns the values of the rows of a batch for each value of a repeated argument.
    pub fn columns(&self, name: &str) -> Result<Vec<ArrayRef>> {
        self.place(name)?.map(|index| self.column_at(index)).collect()
    }

    /// Returns the values of the rows as doubles. NULL stays NULL.
    ///
    /// # Errors
    /// Returns an error if a value is infinite or not a number.
    pub fn doubles(&self, name: &str) -> Result<Float64Array> {
        doubles(self.function(), name, &self.column(name)?)
    }

    /// Returns the values of the rows of a repeated condition.
    pub fn conditions(&self, name: &str) -> Result<Vec<BooleanArray>> {
        let boolean = |column: &ArrayRef| Ok(cast(column, &DataType::Boolean)?.as_boolean().clone());
        self.columns(name)?.iter().map(boolean).collect()
    }

    /// Returns the columns of a STRUCT such as `{a: a, b: b}` by name. A row that is NULL is NULL in each column.
    pub fn fields(&self, name: &str) -> Result<Vec<(String, ArrayRef)>> {
        let column = self.column(name)?;
        let Some(rows) = column.as_struct_opt() else {
            return internal_err!("{name} of {} is {}", self.function(), column.data_type());
        };
        let names = rows.column_names().into_iter().map(str::to_owned).collect::<Vec<_>>();
        Ok(names.into_iter().zip(valid_columns(rows)?).collect())
    }

    fn argument(&self, name: &str) -> Result<&'static Argument> {
        match self.signature.argument(name) {
            Some(argument) => Ok(argument),
            None => internal_err!("{} declares no argument {name}", self.function()),
        }
    }

    /// Returns the places of an argument's values among those of the call.
    fn place(&self, name: &str) -> Result<Range<usize>> {
        let given = match self.values {
            Values::Types(types) => types.len(),
            Values::Call(exprs, _) => exprs.len(),
            Values::Batch(columns) => columns.len(),
            Values::Scalar(values) => values.len(),
        };
        let mut next = 0;
        for argument in self.signature.arguments {
            let begin = next;
            while next < given
                && next - begin < argument.most
                && (!argument.is_repeated() || argument.takes.accepts(&self.type_at(next)))
            {
                next += 1;
            }
            if argument.name == name {
                return Ok(begin..next);
            }
        }
        internal_err!("{} declares no argument {name}", self.function())
    }

    fn type_at(&self, index: usize) -> DataType {
        match self.values {
            Values::Types(types) => types[index].clone(),
            Values::Call(_, fields) => fields[index].data_type().clone(),
            Values::Batch(columns) => columns[index].data_type().clone(),
            Values::Scalar(values) => values[index].data_type(),
        }
    }

    fn column_at(&self, index: usize) -> Result<ArrayRef> {
        match self.values {
            Values::Batch(columns) => Ok(Arc::clone(&columns[index])),
            Values::Scalar(values) => values[index].to_array(self.rows),
            Values::Types(_) | Values::Call(..) => {
                internal_err!("{} reads rows where there are none", self.function())
            }
        }
    }
}

/// Returns the columns of a STRUCT, with NULL in the rows in which the STRUCT is NULL.
fn valid_columns(rows: &StructArray) -> Result<Vec<ArrayRef>> {
    let Some(nulls) = rows.nulls() else {
        return Ok(rows.columns().to_vec());
    };
    let missing = BooleanArray::new(!nulls.inner(), None);
    let column = |column: &ArrayRef| Ok(datafusion::arrow::compute::nullif(column, &missing)?);
    rows.columns().iter().map(column).collect()
}

/// Returns the default of an argument without the quotes that documentation shows around words.
fn default_of(argument: &'static Argument) -> Option<&'static str> {
    argument.default.map(|text| text.trim_matches('\''))
}
