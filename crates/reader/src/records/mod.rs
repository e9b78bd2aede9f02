//! From text to records and fields: dialect, division into blocks of whole records, and the places of their fields.
//!
//! ```text
//! Text ──Splitter──> Block, Block, … ──Index──> where each wanted field of each record is
//!        in order                      in any thread
//! ```
//!
//! A quote is one only where a field begins; elsewhere it is a letter like any other. So the end of a record can be
//! found from quotes alone, without looking at the fields, and a stray quote in a name breaks nothing.

mod dialect;
mod index;
mod marks;
mod quick;
mod split;

pub use dialect::{Delimiter, Dialect, Escape};
pub use index::{Fault, Field, Index, Wanted};
pub use marks::line_ends;
pub use split::{Block, Splitter};
