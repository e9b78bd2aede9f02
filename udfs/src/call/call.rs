//! A call whose arguments are planned and checked.

use std::collections::HashMap;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, ScalarValue, internal_datafusion_err};
use datafusion::logical_expr::{Expr, LogicalPlan};

use crate::takes::{Boundary, Signature};
use crate::zone::Zone;

/// A bound call of a table function. Its arguments have been checked against the declaration of the function.
#[derive(Debug)]
pub struct Call {
    /// The function called.
    pub function: Signature,
    /// The relation that the function is called on.
    pub input: LogicalPlan,
    /// The expressions of `by`.
    pub groups: Vec<Column>,
    pub(super) columns: HashMap<&'static str, Column>,
    pub(super) lists: HashMap<&'static str, Vec<Column>>,
    pub(super) constants: HashMap<&'static str, ScalarValue>,
    pub(super) boundaries: HashMap<&'static str, Boundary>,
}

/// An argument that is an expression over the input.
#[derive(Debug, Clone)]
pub struct Column {
    /// The expression.
    pub expr: Expr,
    /// The type of the expression.
    pub data_type: DataType,
    /// The name of the column in the output: as in the input if it is a plain column, else its role. One of several has
    /// the name it was given, or its text.
    pub name: String,
}

impl Call {
    /// Returns an expression argument, if it was given.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.get(name)
    }

    /// Returns an expression argument that must be given.
    pub fn required(&self, name: &str) -> Result<&Column> {
        self.column(name).ok_or_else(|| self.missing(name))
    }

    /// Returns the named expressions of an argument such as `steps => {visit: …, buy: …}`; empty if it was not given.
    pub fn several(&self, name: &str) -> &[Column] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the word given for an argument, or its default.
    pub fn word(&self, name: &str) -> Result<&str> {
        match self.constants.get(name).and_then(|value| value.try_as_str()) {
            Some(Some(word)) => Ok(word),
            _ => self.default(name).ok_or_else(|| self.missing(name)),
        }
    }

    /// Returns the text of an argument, if it was given.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.constants.get(name)?.try_as_str()?
    }

    /// Returns the whole number given for an argument, or its default; `None` if the default is not a number.
    pub fn whole(&self, name: &str) -> Option<i64> {
        match self.constants.get(name) {
            Some(ScalarValue::Int64(Some(number))) => Some(*number),
            _ => self.default(name)?.parse().ok(),
        }
    }

    /// Returns the number given for an argument, or its default; `None` if the default is not a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.constants.get(name) {
            Some(ScalarValue::Float64(Some(number))) => Some(*number),
            _ => self.default(name)?.parse().ok(),
        }
    }

    /// Returns the duration of an argument, if it was given.
    pub fn duration(&self, name: &str) -> Option<&ScalarValue> {
        self.constants.get(name)
    }

    /// Returns the boundary of an argument, if it was given.
    pub fn boundary(&self, name: &str) -> Option<&Boundary> {
        self.boundaries.get(name)
    }

    /// Returns the time zone that decides on which day an instant of this column falls.
    pub fn zone(&self, time: &Column) -> Result<Zone> {
        Zone::of(&time.data_type, self.text("timezone"))
    }

    /// Returns the time zone as text, to be handed to functions over the column; `None` for the column's own.
    pub fn zone_name(&self) -> Option<&str> {
        self.text("timezone")
    }

    fn default(&self, name: &str) -> Option<&'static str> {
        self.function.argument(name)?.default.map(|text| text.trim_matches('\''))
    }

    fn missing(&self, name: &str) -> DataFusionError {
        internal_datafusion_err!("{} has no argument {name}", self.function.name)
    }
}
