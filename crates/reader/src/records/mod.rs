//! From text to records and fields: dialect, division into blocks of whole records, and the places of their fields.
//!
//! ```text
//! Text ──Splitter──> Block, Block, … ──Index──> where each wanted field of each record is
//!        in order                      in any thread
//! ```
//!
//! A quote is one only where a field begins; elsewhere it is a letter like any other. So the end of a record can be
//! found from quotes alone, without looking at the fields, and a stray quote in a name breaks nothing.

mod byte_scanner;
mod dialect;
mod index;
mod last_record;
mod split;

pub use byte_scanner::line_ends;
pub use dialect::{Delimiter, Dialect, Escape};
pub use index::{Field, FieldIndex, Projection, RecordFault};
pub use split::{Block, Splitter};
