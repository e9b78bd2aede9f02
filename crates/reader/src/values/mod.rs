//! Conversion of fields to values: numbers, dates, booleans.

mod blank;
mod date;
mod guess;
mod null;
mod number;
mod value_format;

pub use blank::trim;
pub use date::{DateFormat, DateOrder, Moment};
pub use guess::{ColumnContext, Decision, Note, TypeGuess};
pub use null::null_word;
pub use number::{NumberFormat, ThousandsSeparator};
pub use value_format::{ValueFormat, ValueType, boolean};
