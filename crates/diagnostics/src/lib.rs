//! Problems with a position and the nearest valid choice: the one shape of error in all packages of tenure.
//!
//! ```text
//! a fault in a call, a chart, a directive, a file ──> Problem { message, place, hint } ──> report: caret and hint
//! ```
//!
//! A [`Problem`] is made by its builder. Errors of other kinds convert into it; a hint is a field of its own and is
//! never cut out of a text. The rest of this crate is what messages are made of: names in quotes, the nearest name,
//! lists, counts, and characters that cannot act on a terminal.
//!
//! ```
//! use tenure_diagnostics::{Position, Problem};
//!
//! let problem = Problem::new("column 'amont' not found")
//!     .at(Position { line: 1, column: 8, length: 5 })
//!     .nearest("amont", "columns", ["customer_id", "amount"]);
//! assert_eq!(problem.hint.as_deref(), Some("did you mean 'amount'?"));
//! assert_eq!(
//!     problem.report("SELECT amont FROM orders", None, 1, 1),
//!     "error: column 'amont' not found
//!   at 1:8
//!   | SELECT amont FROM orders
//!   |        ^^^^^
//!   hint: did you mean 'amount'?
//! "
//! );
//! ```

mod control;
mod counts;
mod lists;
mod names;
mod nearest;
mod problem;

pub use control::{turns_text, visible, visible_lines};
pub use counts::{agree, byte_size, counted, grouped, grouped_digits};
pub use lists::{joined_with, listed};
pub use names::{identifier, quoted_identifier};
pub use nearest::{did_you_mean, nearest, nearest_or_all};
pub use problem::{Position, Problem};
