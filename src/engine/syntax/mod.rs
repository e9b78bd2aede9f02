//! SQL as text: its dialect, its tokens, the statements of a script, and a walk through one that is parsed.

pub mod dialect;
pub mod names;
pub mod placeholders;
pub mod statements;
pub mod tokens;
pub mod visit;
