//! The binding of a window function to DataFusion: the code that all of them share.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::Result;
use datafusion::logical_expr::function::{PartitionEvaluatorArgs, WindowUDFFieldArgs};
use datafusion::logical_expr::{
    LimitEffect, PartitionEvaluator, Signature as PlanSignature, WindowUDF, WindowUDFImpl,
};
use datafusion::physical_expr::PhysicalExpr;

use super::{Args, plan_signature};
use crate::takes::{Signature, coerce};

/// A window function: its signature and type, and its computation over a partition.
pub trait Window: fmt::Debug + Send + Sync + 'static {
    /// The name and the arguments: `FUNCTION.signature()`.
    const SIGNATURE: Signature;

    /// Returns the type of the result for arguments of these types.
    fn returns(&self, args: &Args) -> Result<DataType>;

    /// Reads the options of a call and returns its computation.
    fn partition(&self, args: &Args) -> Result<Box<dyn Partition>>;
}

/// The computation of a window function over the rows of a partition.
pub trait Partition: fmt::Debug + Send {
    /// Returns the results, one a row. The rows are the whole partition, in the order of OVER; a frame has no effect.
    fn evaluate(&self, args: &Args) -> Result<ArrayRef>;
}

/// Creates a [`WindowUDF`] from a [`Window`].
pub fn window<W: Window>(function: W) -> WindowUDF {
    WindowUDF::new_from_impl(Udwf { function, signature: plan_signature(W::SIGNATURE) })
}

#[derive(Debug)]
struct Udwf<W> {
    function: W,
    signature: PlanSignature,
}

// Functions are compared by name: two with the same name are equal.
impl<W: Window> PartialEq for Udwf<W> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<W: Window> Eq for Udwf<W> {}

impl<W: Window> Hash for Udwf<W> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        W::SIGNATURE.name.hash(hasher);
    }
}

impl<W: Window> WindowUDFImpl for Udwf<W> {
    fn name(&self) -> &str {
        W::SIGNATURE.name
    }

    fn signature(&self) -> &PlanSignature {
        &self.signature
    }

    // The planner wraps an error from here in a message of its own, so `field` reports it.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(coerce(W::SIGNATURE, given).unwrap_or_else(|_| given.to_vec()))
    }

    fn partition_evaluator(&self, args: PartitionEvaluatorArgs) -> Result<Box<dyn PartitionEvaluator>> {
        let args = Args::of_call(W::SIGNATURE, args.input_exprs(), args.input_fields());
        Ok(Box::new(Evaluator { partition: self.function.partition(&args)?, signature: W::SIGNATURE }))
    }

    fn field(&self, field: WindowUDFFieldArgs) -> Result<FieldRef> {
        let given: Vec<DataType> = field.input_fields().iter().map(|f| f.data_type().clone()).collect();
        let types = coerce(W::SIGNATURE, &given)?;
        let returns = self.function.returns(&Args::of_types(W::SIGNATURE, &types))?;
        Ok(Arc::new(Field::new(field.name(), returns, true)))
    }

    fn limit_effect(&self, _: &[Arc<dyn PhysicalExpr>]) -> LimitEffect {
        LimitEffect::Unknown
    }
}

#[derive(Debug)]
struct Evaluator {
    partition: Box<dyn Partition>,
    signature: Signature,
}

impl PartitionEvaluator for Evaluator {
    fn evaluate_all(&mut self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        self.partition.evaluate(&Args::of_batch(self.signature, values, rows))
    }
}
