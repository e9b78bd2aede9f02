//! `COPY … PARTITIONED BY`: values that become names of folders.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Column, Result};
use datafusion::functions::core::expr_fn::coalesce;
use datafusion::logical_expr::dml::CopyTo;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, cast, lit};

use crate::sources::NO_VALUE;

/// Casts the partition columns to text and replaces NULL by a word. DataFusion would write NULL as zero or as an empty
/// name.
pub(crate) fn spell(plan: LogicalPlan) -> Result<LogicalPlan> {
    let LogicalPlan::Copy(copy) = plan else {
        return Ok(plan);
    };
    if copy.partition_by.is_empty() {
        return Ok(LogicalPlan::Copy(copy));
    }
    let columns = copy.input.schema().columns();
    let column = |column: Column| {
        let name = column.name.clone();
        match copy.partition_by.contains(&name) {
            true => {
                let text = cast(Expr::Column(column), DataType::Utf8);
                coalesce(vec![text, lit(NO_VALUE)]).alias(name)
            }
            false => Expr::Column(column),
        }
    };
    let input = LogicalPlanBuilder::from(copy.input.as_ref().clone());
    let input = Arc::new(input.project(columns.into_iter().map(column))?.build()?);
    Ok(LogicalPlan::Copy(CopyTo { input, ..copy }))
}
