//! The binding of a scalar function to DataFusion: what is the same for every one of them.

use std::fmt;
use std::hash::{Hash, Hasher};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue, exec_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature};

use crate::adapt::signature;
use crate::catalog::Argument;

/// From the name, the arguments and the types given to the types they are cast to, or an error that says what was expected.
pub(crate) type Coerce = fn(&str, &[Argument], &[DataType]) -> Result<Vec<DataType>>;

/// A scalar function by its parts.
pub(crate) struct Scalar {
    /// The name in SQL.
    pub name: &'static str,
    /// The arguments, where they may also be given by name.
    pub arguments: &'static [Argument],
    /// The types the arguments are cast to: `arguments::coerce` where what is declared says it all.
    pub coerce: Coerce,
    /// The type of the result for coerced arguments.
    pub returns: fn(&[DataType]) -> Result<DataType>,
    /// The results for a batch.
    pub invoke: fn(&ScalarFunctionArgs) -> Result<ColumnarValue>,
}

/// A [`ScalarUDF`] of its parts.
pub(crate) fn scalar(parts: Scalar) -> ScalarUDF {
    let signature = signature(parts.arguments);
    ScalarUDF::new_from_impl(Udf { parts, signature })
}

struct Udf {
    parts: Scalar,
    signature: Signature,
}

impl Udf {
    fn coerced(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        (self.parts.coerce)(self.parts.name, self.parts.arguments, given)
    }
}

impl fmt::Debug for Udf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.parts.name)
    }
}

// A function is known by its name: two of the same name are the same.
impl PartialEq for Udf {
    fn eq(&self, other: &Self) -> bool {
        self.parts.name == other.parts.name
    }
}

impl Eq for Udf {}

impl Hash for Udf {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.parts.name.hash(hasher);
    }
}

impl ScalarUDFImpl for Udf {
    fn name(&self) -> &str {
        self.parts.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    // What is said here is buried in the planner's own words, so the refusal is left to `return_type`.
    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        Ok(self.coerced(given).unwrap_or_else(|_| given.to_vec()))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        (self.parts.returns)(&self.coerced(arguments)?)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        (self.parts.invoke)(&args)
    }
}

/// The text constant given for an argument; NULL and a missing one are None, and mean the default.
///
/// # Errors
/// If the argument differs from row to row.
pub(crate) fn constant_text<'a>(
    function: &str,
    args: &'a ScalarFunctionArgs,
    index: usize,
    name: &str,
) -> Result<Option<&'a str>> {
    match args.args.get(index) {
        None => Ok(None),
        Some(ColumnarValue::Scalar(value)) => Ok(value.try_as_str().flatten()),
        Some(ColumnarValue::Array(_)) => exec_err!("{function}: {name} must be a constant"),
    }
}

/// The whole-number constant given for an argument; NULL and a missing one are None.
///
/// # Errors
/// If the argument differs from row to row.
pub(crate) fn constant_whole(
    function: &str,
    args: &ScalarFunctionArgs,
    index: usize,
    name: &str,
) -> Result<Option<i64>> {
    match args.args.get(index) {
        Some(ColumnarValue::Scalar(ScalarValue::Int64(value))) => Ok(*value),
        None | Some(ColumnarValue::Scalar(_)) => Ok(None),
        Some(ColumnarValue::Array(_)) => exec_err!("{function}: {name} must be a constant"),
    }
}
