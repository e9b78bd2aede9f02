//! Results as text or files: every row, in any format.
//!
//! ```text
//! schema, batches ──Renderer──> Table, Delimited, Json, Markdown: cells as text ──> out
//!                        └────> Columnar, Sheet: values with their types ─────────────┘
//! ```

mod cells;
mod chart_columns;
mod columnar;
mod delimited;
mod explain;
mod format;
mod json;
mod layout;
mod markdown;
mod renderer;
mod table;
mod terminal;
#[cfg(test)]
mod tests;
#[cfg(feature = "reports")]
mod workbook;

pub use cells::{Cells, Columns, plain};
pub use chart_columns::{chart_columns, chart_kind};
pub use format::Format;
pub use renderer::Renderer;
pub use terminal::{Terminal, is_dumb, wants_colour};
#[cfg(feature = "reports")]
pub use workbook::{Book, Sheet};

#[cfg(feature = "reports")]
pub(crate) use cells::{invalid, plain_type};
#[cfg(feature = "reports")]
pub(crate) use markdown::escaped;
#[cfg(feature = "reports")]
pub(crate) use table::Table;
#[cfg(feature = "reports")]
pub(crate) use workbook::unwritable as unwritable_workbook;
