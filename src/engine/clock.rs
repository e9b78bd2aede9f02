//! A fixed clock: `now()` and similar functions return one moment.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use datafusion::arrow::datatypes::{DataType, FieldRef};
use datafusion::common::Result;
use datafusion::common::config::ConfigOptions;
use datafusion::execution::FunctionRegistry as _;
use datafusion::execution::session_state::SessionState;
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
};

/// The functions that return the current time.
const FUNCTIONS: [&str; 3] = ["now", "current_date", "current_time"];

/// Fixes the clock of a session to a moment.
pub(super) fn fix(state: &mut SessionState, moment: DateTime<Utc>) -> Result<()> {
    for name in FUNCTIONS {
        let function = state.udf(name)?;
        state.register_udf(Arc::new(ScalarUDF::from(At { function, moment })))?;
    }
    Ok(())
}

/// A function of the current time, fixed to a moment.
#[derive(Debug, PartialEq, Eq, Hash)]
struct At {
    function: Arc<ScalarUDF>,
    moment: DateTime<Utc>,
}

impl ScalarUDFImpl for At {
    fn name(&self) -> &str {
        self.function.name()
    }

    fn aliases(&self) -> &[String] {
        self.function.aliases()
    }

    fn signature(&self) -> &Signature {
        self.function.signature()
    }

    fn with_updated_config(&self, config: &ConfigOptions) -> Option<ScalarUDF> {
        let function = Arc::new(self.function.inner().with_updated_config(config)?);
        Some(ScalarUDF::from(At { function, moment: self.moment }))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        self.function.return_type(arguments)
    }

    fn return_field_from_args(&self, arguments: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        self.function.return_field_from_args(arguments)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        self.function.invoke_with_args(arguments)
    }

    fn simplify(&self, arguments: Vec<Expr>, context: &SimplifyContext) -> Result<ExprSimplifyResult> {
        let context = SimplifyContext::builder()
            .with_schema(Arc::clone(context.schema()))
            .with_config_options(Arc::clone(context.config_options()))
            .with_query_execution_start_time(Some(self.moment))
            .build();
        self.function.simplify(arguments, &context)
    }
}
