//! Adapters from pure functions to DataFusion's scalars, aggregates and window functions.
//!
//! Each kind has a trait or a struct with what differs between functions, and one binding for all of them. Arguments
//! are read by name, as [`Args`].
//!
//! An aggregate function describes its state with [`Fold`]: how a row changes it, how two of them merge, how it is
//! written to Arrow between the two phases of a plan, and what it finally gives. [`Accumulators`] makes of it both the
//! accumulator of a single group (also the sliding one of windows) and the one that serves all groups of a GROUP BY.
//!
//! ```text
//! rows ──update──> states ──write──> Arrow ──read, merge──> states ──finish──> result
//! ```

mod aggregate;
mod args;
mod groups;
mod scalar;
mod single;
#[cfg(test)]
mod tests;
mod window;

use std::fmt::Debug;

use datafusion::arrow::array::ArrayRef;
use datafusion::common::Result;
use datafusion::logical_expr::{Accumulator, GroupsAccumulator, Signature as PlanSignature, Volatility};

pub use aggregate::{Aggregate, aggregate, is_per_customer};
pub use args::Args;
pub use scalar::{Scalar, scalar};
pub use window::{Partition, Window, window};

use crate::takes::Signature;

/// Returns the signature of a function that checks its types itself. It has argument names only if no argument is
/// repeated.
fn plan_signature(signature: Signature) -> PlanSignature {
    let names = signature.arguments.iter().map(|argument| argument.name.to_owned()).collect();
    let is_named = signature.arguments.iter().all(|argument| !argument.is_repeated());
    PlanSignature {
        parameter_names: (is_named && !signature.arguments.is_empty()).then_some(names),
        ..PlanSignature::user_defined(Volatility::Immutable)
    }
}

/// An aggregate: a state and how it changes. All methods are pure, except those that read and write Arrow.
///
/// Laws, tested for each state: `merge` is associative and commutative, `State::default()` is its identity, and
/// updating one state with all rows equals merging the states of any split of them.
pub trait Fold: Debug + Send + Sync + 'static {
    /// The state that is kept for a group.
    type State: Default + Clone + Debug + Send + Sync + 'static;
    /// The arguments of a batch, cast once to what [`Fold::update`] reads.
    type Input;

    /// Reads the arguments of a batch.
    fn read(&self, args: &Args) -> Result<Self::Input>;

    /// Adds one row of the input to a state.
    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()>;

    /// Removes one row from a state. Only for folds that are [`Fold::RETRACTABLE`].
    fn retract(&self, _state: &mut Self::State, _input: &Self::Input, _row: usize) -> Result<()> {
        datafusion::common::internal_err!("this aggregate cannot take rows back")
    }

    /// Tells whether [`Fold::retract`] is the exact inverse of [`Fold::update`], as sliding windows need.
    const RETRACTABLE: bool = false;

    /// Adds another state to this one.
    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()>;

    /// Writes states as columns, one row a state; the types are those of [`Aggregate::state_types`].
    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>>;

    /// Reads back what [`Fold::write`] wrote; a NULL row is the empty state.
    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>>;

    /// Returns the results, one row a state.
    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef>;

    /// Returns the number of bytes that a state holds outside itself.
    fn heap_size(_state: &Self::State) -> usize {
        0
    }
}

/// The two accumulators of a [`Fold`], behind an object-safe trait, so that an aggregate can choose its fold by type.
pub trait Accumulators {
    /// Creates the accumulator for one group, and for windows.
    fn single(self: Box<Self>, signature: Signature) -> Box<dyn Accumulator>;
    /// Creates the accumulator for all groups of a GROUP BY.
    fn grouped(self: Box<Self>, signature: Signature) -> Box<dyn GroupsAccumulator>;
}

impl<F: Fold> Accumulators for F {
    fn single(self: Box<Self>, signature: Signature) -> Box<dyn Accumulator> {
        Box::new(single::Single::new(*self, signature))
    }

    fn grouped(self: Box<Self>, signature: Signature) -> Box<dyn GroupsAccumulator> {
        Box::new(groups::Groups::new(*self, signature))
    }
}
