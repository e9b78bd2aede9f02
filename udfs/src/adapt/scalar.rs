//! The binding of a scalar function to DataFusion: the code that all of them share.

use std::fmt;
use std::hash::{Hash, Hasher};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature as PlanSignature,
};

use super::{Args, plan_signature};
use crate::takes::{Signature, coerce};

/// Casts the types of the arguments to those that the function takes, or returns an error that names the expected
/// types.
pub type Coerce = fn(&[DataType]) -> Result<Vec<DataType>>;

/// A scalar function by its parts.
#[derive(Clone, Copy)]
pub struct Scalar {
    /// The name and the arguments.
    pub signature: Signature,
    /// The type of the result.
    pub returns: fn(&Args) -> Result<DataType>,
    /// The results for a batch.
    pub invoke: fn(&Args) -> Result<ColumnarValue>,
    /// The types that the arguments are cast to, if their declarations do not determine them.
    pub coerce: Option<Coerce>,
}

/// Creates a [`ScalarUDF`] from its parts.
pub fn scalar(parts: Scalar) -> ScalarUDF {
    ScalarUDF::new_from_impl(Udf { parts, signature: plan_signature(parts.signature) })
}

struct Udf {
    parts: Scalar,
    signature: PlanSignature,
}

impl Udf {
    fn coerced(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        let declared = coerce(self.parts.signature, given)?;
        match self.parts.coerce {
            Some(coerce) => coerce(given),
            None => Ok(declared),
        }
    }
}

impl fmt::Debug for Udf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.parts.signature.name)
    }
}

// Functions are compared by name: two with the same name are equal.
impl PartialEq for Udf {
    fn eq(&self, other: &Self) -> bool {
        self.parts.signature.name == other.parts.signature.name
    }
}

impl Eq for Udf {}

impl Hash for Udf {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.parts.signature.name.hash(hasher);
    }
}

impl ScalarUDFImpl for Udf {
    fn name(&self) -> &str {
        self.parts.signature.name
    }

    fn signature(&self) -> &PlanSignature {
        &self.signature
    }

    // The planner wraps an error from here in a message of its own, so `return_type` reports it.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(self.coerced(given).unwrap_or_else(|_| given.to_vec()))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        let types = self.coerced(arguments)?;
        (self.parts.returns)(&Args::of_types(self.parts.signature, &types))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        (self.parts.invoke)(&Args::of_scalar(self.parts.signature, &args.args, args.number_rows))
    }
}
