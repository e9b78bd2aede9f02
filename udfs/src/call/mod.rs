//! Turns the call of a table function into a plan.
//!
//! ```text
//! FROM rfm(orders, customer_id, amount => qty * price, bins => 5)
//!      ──syntax──> name, relation, arguments
//!      ──bind────> Call: a planned relation, typed expressions over it, checked constants; or all faults at once
//!      ──expand──> projections, aggregates and windows, as a person would write them
//! ```
//!
//! A [`RelationPlanner`](datafusion::logical_expr::planner::RelationPlanner) is used, not a table provider: it can plan arguments as expressions over the relation, takes
//! named arguments, and leaves ordinary operators that the optimizer sees through.

mod bind;
mod call;
mod checks;
mod fault;
mod matching;
mod names;
mod relation;
mod several;
mod syntax;

pub use bind::bind;
pub use call::{Call, Column};
pub use fault::position;
pub use matching::check_syntax;
pub use relation::relation_of;
pub use syntax::{CallSyntax, call_of};
// Messages of the other packages.
