//! The binding of an aggregate to DataFusion: what is the same for every one of them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue, exec_err, plan_err};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, GroupsAccumulator, Signature, Volatility,
};
use datafusion::physical_expr::expressions::Literal;

use super::Accumulators;
use crate::catalog::Argument;

/// An aggregate function: its name and types, and the fold that computes it.
pub trait Aggregate: fmt::Debug + Send + Sync + 'static {
    /// The name in SQL.
    const NAME: &'static str;

    /// The arguments, where they may also be given by name.
    const ARGUMENTS: &'static [Argument] = &[];

    /// The types the arguments are cast to, or an error that says what was expected.
    fn coerce(&self, given: &[DataType]) -> Result<Vec<DataType>>;

    /// The type of the result for coerced arguments.
    fn returns(&self, arguments: &[DataType]) -> Result<DataType>;

    /// The types of the columns a state is written to, for coerced arguments.
    fn state_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>>;

    /// The fold for a call: options are constants among the arguments, read with `constant`.
    fn fold(&self, arguments: &AccumulatorArgs) -> Result<Box<dyn Accumulators>>;

    /// The result over no rows at all.
    fn empty(&self, returns: &DataType) -> Result<ScalarValue> {
        ScalarValue::try_from(returns)
    }
}

/// An [`AggregateUDF`] of an [`Aggregate`].
pub fn aggregate<A: Aggregate>(function: A) -> AggregateUDF {
    AggregateUDF::new_from_impl(Udaf { function, signature: signature(A::ARGUMENTS) })
}

/// The signature of a function that checks its types itself.
pub(crate) fn signature(arguments: &[Argument]) -> Signature {
    let names = arguments.iter().map(|argument| argument.name.to_owned()).collect();
    Signature {
        parameter_names: (!arguments.is_empty()).then_some(names),
        ..Signature::user_defined(Volatility::Immutable)
    }
}

#[derive(Debug)]
struct Udaf<A> {
    function: A,
    signature: Signature,
}

// A function is known by its name: two of the same name are the same.
impl<A: Aggregate> PartialEq for Udaf<A> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<A: Aggregate> Eq for Udaf<A> {}

impl<A: Aggregate> Hash for Udaf<A> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        A::NAME.hash(hasher);
    }
}

impl<A: Aggregate> AggregateUDFImpl for Udaf<A> {
    fn name(&self) -> &str {
        A::NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    // What is said here is buried in the planner's own words, so the refusal is left to `return_type`.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(self.function.coerce(given).unwrap_or_else(|_| given.to_vec()))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        self.function.returns(&self.function.coerce(arguments)?)
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let types: Vec<DataType> = args.input_fields.iter().map(|field| field.data_type().clone()).collect();
        Ok(self
            .function
            .state_types(&types)?
            .into_iter()
            .enumerate()
            .map(|(i, t)| Arc::new(Field::new(format!("{}[{i}]", args.name), t, true)))
            .collect())
    }

    fn accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        refuse_distinct::<A>(&args)?;
        Ok(self.function.fold(&args)?.single())
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        refuse_distinct::<A>(&args)?;
        Ok(self.function.fold(&args)?.grouped())
    }

    fn default_value(&self, returns: &DataType) -> Result<ScalarValue> {
        self.function.empty(returns)
    }
}

fn refuse_distinct<A: Aggregate>(args: &AccumulatorArgs) -> Result<()> {
    if args.is_distinct {
        return plan_err!("{}: DISTINCT is not supported", A::NAME);
    }
    Ok(())
}

/// The constant given for an argument; NULL and a missing one are None, and mean the default.
///
/// # Errors
/// If the argument is there but no constant.
pub(crate) fn constant(
    function: &str,
    args: &AccumulatorArgs,
    index: usize,
    name: &str,
) -> Result<Option<ScalarValue>> {
    let Some(expression) = args.exprs.get(index) else {
        return Ok(None);
    };
    match expression.downcast_ref::<Literal>() {
        Some(literal) if literal.value().is_null() => Ok(None),
        Some(literal) => Ok(Some(literal.value().clone())),
        None => exec_err!("{function}: {name} must be a constant, but is {expression}"),
    }
}

/// The type of an argument after coercion.
pub(crate) fn input_type<'a>(args: &'a AccumulatorArgs, index: usize) -> &'a DataType {
    args.expr_fields.get(index).map_or(&DataType::Null, |field| field.data_type())
}
