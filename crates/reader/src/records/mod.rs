//! Splits text into records and fields: the dialect, blocks of whole records, and the positions of their fields.
//!
//! ```text
//! TextReader ──Splitter──> Block, Block, … ──FieldIndex──> positions of the projected fields of each record
//!        in order                            in any thread
//! ```
//!
//! A quote opens a quoted field only where a field begins; elsewhere it is an ordinary character. So the end of a
//! record follows from the quotes alone, without looking at the fields, and a stray quote in a name breaks nothing.

mod byte_scanner;
mod dialect;
mod field;
mod index;
mod last_record;
mod split;

pub use byte_scanner::line_ends;
pub use dialect::{Delimiter, Dialect, Escape};
pub use field::Field;
pub use index::{FieldIndex, Projection, RecordFault};
pub use split::{Block, Splitter};
