//! The binding of an aggregate to DataFusion: the code that all of them share.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, GroupsAccumulator, Signature as PlanSignature,
};

use super::{Accumulators, Args, plan_signature};
use crate::takes::{Signature, coerce};

/// An aggregate function: its signature and types, and the fold that computes it.
pub trait Aggregate: fmt::Debug + Send + Sync + 'static {
    /// The name and the arguments: `FUNCTION.signature()`.
    const SIGNATURE: Signature;

    /// Tells whether table functions use it with a group a customer. Such groups are many, and are formed in one phase:
    /// see `one_phase.rs`.
    const PER_CUSTOMER: bool = false;

    /// Returns the types the arguments are cast to. What they declare says it, but where a type decides about the
    /// result. Their number, and that they are of a declared type, was checked before.
    ///
    /// # Errors
    /// Returns an error that says what was expected.
    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        coerce(Self::SIGNATURE, given)
    }

    /// Returns the type of the result for arguments of these types.
    fn returns(&self, args: &Args) -> Result<DataType>;

    /// Returns the types of the columns that a state is written to.
    fn state_types(&self, args: &Args) -> Result<Vec<DataType>>;

    /// Reads the options of a call and returns its fold.
    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>>;

    /// Returns the result over no rows at all.
    fn empty(&self, returns: &DataType) -> Result<ScalarValue> {
        ScalarValue::try_from(returns)
    }
}

/// Creates an [`AggregateUDF`] from an [`Aggregate`].
pub fn aggregate<A: Aggregate>(function: A) -> AggregateUDF {
    AggregateUDF::new_from_impl(Udaf {
        function: Box::new(function),
        signature: plan_signature(A::SIGNATURE),
    })
}

/// Tells whether an aggregate says that it has a group a customer.
pub fn is_per_customer(function: &AggregateUDF) -> bool {
    function.inner().downcast_ref::<Udaf>().is_some_and(|udaf| udaf.function.per_customer())
}

/// An [`Aggregate`] as an object, so that one type binds all of them.
trait AnyAggregate: fmt::Debug + Send + Sync {
    fn declared(&self) -> Signature;
    fn per_customer(&self) -> bool;
    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>>;
    fn returns(&self, args: &Args) -> Result<DataType>;
    fn state_types(&self, args: &Args) -> Result<Vec<DataType>>;
    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>>;
    fn empty(&self, returns: &DataType) -> Result<ScalarValue>;
}

impl<A: Aggregate> AnyAggregate for A {
    fn declared(&self) -> Signature {
        A::SIGNATURE
    }

    fn per_customer(&self) -> bool {
        A::PER_CUSTOMER
    }

    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        coerce(A::SIGNATURE, given)?;
        Aggregate::coerce(self, given)
    }

    fn returns(&self, args: &Args) -> Result<DataType> {
        Aggregate::returns(self, args)
    }

    fn state_types(&self, args: &Args) -> Result<Vec<DataType>> {
        Aggregate::state_types(self, args)
    }

    fn fold(&self, args: &Args) -> Result<Box<dyn Accumulators>> {
        Aggregate::fold(self, args)
    }

    fn empty(&self, returns: &DataType) -> Result<ScalarValue> {
        Aggregate::empty(self, returns)
    }
}

#[derive(Debug)]
struct Udaf {
    function: Box<dyn AnyAggregate>,
    signature: PlanSignature,
}

impl Udaf {
    fn fold(&self, args: &AccumulatorArgs) -> Result<Box<dyn Accumulators>> {
        if args.is_distinct {
            return plan_err!("{}: DISTINCT is not supported", self.name());
        }
        self.function.fold(&Args::of_call(self.function.declared(), args.exprs, args.expr_fields))
    }
}

// Functions are compared by name: two with the same name are equal.
impl PartialEq for Udaf {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Udaf {}

impl Hash for Udaf {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.name().hash(hasher);
    }
}

impl AggregateUDFImpl for Udaf {
    fn name(&self) -> &str {
        self.function.declared().name
    }

    fn signature(&self) -> &PlanSignature {
        &self.signature
    }

    // The planner wraps an error from here in a message of its own, so `return_type` reports it.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(self.function.coerce(given).unwrap_or_else(|_| given.to_vec()))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        let types = self.function.coerce(arguments)?;
        self.function.returns(&Args::of_types(self.function.declared(), &types))
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let types: Vec<DataType> = args.input_fields.iter().map(|field| field.data_type().clone()).collect();
        let types = self.function.state_types(&Args::of_types(self.function.declared(), &types))?;
        let field = |(i, data_type)| Arc::new(Field::new(format!("{}[{i}]", args.name), data_type, true));
        Ok(types.into_iter().enumerate().map(field).collect())
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Ok(self.fold(&args)?.single(self.function.declared()))
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(self.fold(&args)?.grouped(self.function.declared()))
    }

    fn default_value(&self, returns: &DataType) -> Result<ScalarValue> {
        self.function.empty(returns)
    }
}
