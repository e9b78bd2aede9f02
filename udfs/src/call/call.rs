//! A call whose arguments are planned and checked.

use std::collections::HashMap;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, ScalarValue, internal_datafusion_err};
use datafusion::logical_expr::{Expr, LogicalPlan};

use crate::catalog::Function;
use crate::time::Zone;

/// A call of a table function, bound: everything asked of it here has been checked against the catalogue.
#[derive(Debug)]
pub struct Call {
    /// The function called.
    pub function: &'static Function,
    /// The relation it is called on.
    pub input: LogicalPlan,
    /// The expressions of `by`.
    pub groups: Vec<Column>,
    pub(super) columns: HashMap<&'static str, Column>,
    pub(super) constants: HashMap<&'static str, ScalarValue>,
    pub(super) boundaries: HashMap<&'static str, Boundary>,
}

/// An argument that is an expression over the input.
#[derive(Debug, Clone)]
pub struct Column {
    /// The expression.
    pub expr: Expr,
    /// Its type.
    pub data_type: DataType,
    /// What the column is called in the output: as in the input if it is a plain column, else by its role.
    pub name: String,
}

/// The end of what is looked at, its last instant included.
#[derive(Debug, Clone)]
pub enum Boundary {
    /// The end of that day, counted from 1970-01-01, in the call's time zone.
    Day(i32),
    /// That instant, in nanoseconds since 1970 UTC.
    Instant(i128),
    /// A DATE or TIMESTAMP known when the query runs, such as `now()`.
    Later(Expr, DataType),
}

impl Call {
    /// An expression argument, if it was given.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.get(name)
    }

    /// An expression argument that the catalogue says must be given.
    pub fn required(&self, name: &str) -> Result<&Column> {
        self.column(name).ok_or_else(|| self.missing(name))
    }

    /// A word, given or by default.
    pub fn word(&self, name: &str) -> Result<&str> {
        match self.constants.get(name).and_then(|value| value.try_as_str()) {
            Some(Some(word)) => Ok(word),
            _ => self.default(name).ok_or_else(|| self.missing(name)),
        }
    }

    /// Text, if it was given.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.constants.get(name)?.try_as_str()?
    }

    /// A whole number, given or by default; None where the default is no number.
    pub fn whole(&self, name: &str) -> Option<i64> {
        match self.constants.get(name) {
            Some(ScalarValue::Int64(Some(number))) => Some(*number),
            _ => self.default(name)?.parse().ok(),
        }
    }

    /// A number, given or by default; None where the default is no number.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.constants.get(name) {
            Some(ScalarValue::Float64(Some(number))) => Some(*number),
            _ => self.default(name)?.parse().ok(),
        }
    }

    /// A length of time, if it was given.
    pub fn duration(&self, name: &str) -> Option<&ScalarValue> {
        self.constants.get(name)
    }

    /// A boundary, if it was given.
    pub fn boundary(&self, name: &str) -> Option<&Boundary> {
        self.boundaries.get(name)
    }

    /// The time zone that decides on which day an instant of this column falls.
    pub fn zone(&self, time: &Column) -> Result<Zone> {
        Zone::of(&time.data_type, self.text("timezone"))
    }

    /// The same as text, to be handed to functions over the column; None for the column's own.
    pub fn zone_name(&self) -> Option<&str> {
        self.text("timezone")
    }

    fn default(&self, name: &str) -> Option<&'static str> {
        let argument = self.function.arguments.iter().find(|a| a.name == name)?;
        argument.default
    }

    fn missing(&self, name: &str) -> DataFusionError {
        internal_datafusion_err!("{} has no argument {name}", self.function.name)
    }
}
