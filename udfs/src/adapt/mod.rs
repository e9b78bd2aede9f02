//! From a pure state to DataFusion's two accumulators, once for all.
//!
//! An aggregate function describes its state with [`Fold`]: how a row changes it, how two of them merge, how it is
//! written to Arrow between the two phases of a plan, and what it finally gives. [`Accumulators`] makes of it both the
//! accumulator of a single group (also the sliding one of windows) and the one that serves all groups of a GROUP BY.
//!
//! ```text
//! rows ──update──> states ──write──> Arrow ──read, merge──> states ──finish──> result
//! ```

mod aggregate;
mod groups;
pub(crate) mod scalar;
mod single;

use std::fmt::Debug;

use datafusion::arrow::array::ArrayRef;
use datafusion::common::Result;
use datafusion::logical_expr::{Accumulator, GroupsAccumulator};

pub use aggregate::{Aggregate, aggregate};
pub(crate) use aggregate::{constant, input_type, signature};

/// An aggregate: a state and how it changes. All methods are pure but for the Arrow in and out.
///
/// Laws, tested for each state: `merge` is associative and commutative, `State::default()` is its identity, and
/// updating one state with all rows equals merging the states of any split of them.
pub trait Fold: Debug + Send + Sync + 'static {
    /// What is kept for a group.
    type State: Default + Clone + Debug + Send + Sync + 'static;
    /// The arguments of a batch, cast once to what [`Fold::update`] reads.
    type Input;

    /// Reads the arguments of a batch.
    fn read(&self, arguments: &[ArrayRef]) -> Result<Self::Input>;

    /// Adds one row of the input to a state.
    fn update(&self, state: &mut Self::State, input: &Self::Input, row: usize) -> Result<()>;

    /// Takes one row out again. Only for folds that say they are [`Fold::RETRACTABLE`].
    fn retract(&self, _state: &mut Self::State, _input: &Self::Input, _row: usize) -> Result<()> {
        datafusion::common::internal_err!("this aggregate cannot take rows back")
    }

    /// Whether [`Fold::retract`] is the exact inverse of [`Fold::update`], as sliding windows need.
    const RETRACTABLE: bool = false;

    /// Adds another state to this one.
    fn merge(&self, state: &mut Self::State, other: &Self::State) -> Result<()>;

    /// Writes states as columns, one row a state; the types are those of [`Aggregate::state_types`].
    fn write(&self, states: Vec<Self::State>) -> Result<Vec<ArrayRef>>;

    /// Reads back what [`Fold::write`] wrote; a NULL row is the empty state.
    fn restore(&self, columns: &[ArrayRef]) -> Result<Vec<Self::State>>;

    /// The results, one row a state.
    fn finish(&self, states: &[Self::State]) -> Result<ArrayRef>;

    /// Bytes a state holds outside itself.
    fn heap_size(_state: &Self::State) -> usize {
        0
    }
}

/// The two accumulators of a [`Fold`], behind one object-safe door, so that an aggregate may choose its fold by type.
pub trait Accumulators {
    /// For one group, and for windows.
    fn single(self: Box<Self>) -> Box<dyn Accumulator>;
    /// For all groups of a GROUP BY.
    fn grouped(self: Box<Self>) -> Box<dyn GroupsAccumulator>;
}

impl<F: Fold> Accumulators for F {
    fn single(self: Box<Self>) -> Box<dyn Accumulator> {
        Box::new(single::Single::new(*self))
    }

    fn grouped(self: Box<Self>) -> Box<dyn GroupsAccumulator> {
        Box::new(groups::Groups::new(*self))
    }
}
