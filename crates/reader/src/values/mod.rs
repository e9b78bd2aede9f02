//! How the text of a field is a value: numbers, dates, booleans.

mod blank;
mod date;
mod guess;
mod null;
mod number;
mod reading;

pub use blank::trim;
pub use date::{DateFormat, Moment, Order};
pub use guess::{Context, Decision, Guess, Note};
pub use null::null_word;
pub use number::{Group, NumberFormat};
pub use reading::{Reading, Type, boolean};
