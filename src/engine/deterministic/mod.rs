//! Answers that the data alone decide, whatever the threads.
//!
//! - Rows without an ORDER BY are sorted by their columns, from left to right; rows of UNION ALL first by their query.
//!   Rows that stand in the query itself, and rows of a text file, keep their order.
//! - Ties of an ORDER BY are broken in the same way, before LIMIT takes its rows; also in uncorrelated subqueries, in
//!   `DISTINCT ON`, and in windows that number rows or have frames of rows.
//! - Ordered aggregates, such as `array_agg` and `first_value`, break ties by their own argument.
//! - `sum` and `avg` of doubles are exact.
//!
//! Left as they are: other aggregates of doubles (`stddev`, `corr`, `approx_percentile_cont`), and ties among lists and
//! structs.

mod order;
mod sums;
mod ties;

use std::collections::BTreeSet;

use datafusion::catalog::default_table_source::source_as_provider;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, TableReference};
use datafusion::datasource::MemTable;
use datafusion::logical_expr::{DdlStatement, LogicalPlan};

use order::ordered;

/// Returns the plan with an answer that the data alone decide.
pub(super) fn make_deterministic(plan: LogicalPlan) -> Result<LogicalPlan> {
    let plan = plan.transform_down_with_subqueries(sums::exact_sums)?.data;
    let plan = ties::break_ties(plan)?;
    match plan {
        // The rows of the table are stored in one order for later queries.
        LogicalPlan::Ddl(DdlStatement::CreateMemoryTable(mut table)) => {
            table.input = ordered(std::sync::Arc::unwrap_or_clone(table.input))?.into();
            Ok(LogicalPlan::Ddl(DdlStatement::CreateMemoryTable(table)))
        }
        LogicalPlan::Ddl(_)
        | LogicalPlan::Dml(_)
        | LogicalPlan::Copy(_)
        | LogicalPlan::Statement(_)
        | LogicalPlan::Explain(_)
        | LogicalPlan::Analyze(_) => Ok(plan),
        plan => ordered(plan),
    }
}

/// Returns the tables in memory that a plan reads, including those of its views and subqueries.
pub(super) fn tables(plan: &LogicalPlan) -> Result<BTreeSet<String>> {
    let mut tables = BTreeSet::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            if let Some(view) = scan.source.get_logical_plan() {
                tables.extend(self::tables(&view)?);
            } else if source_as_provider(&scan.source).is_ok_and(|provider| provider.is::<MemTable>()) {
                tables.insert(short(&scan.table_name));
            }
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(tables)
}

/// Returns the name without its catalogue and without the default schema.
fn short(name: &TableReference) -> String {
    match name.schema() {
        Some(schema) if schema != "public" => format!("{schema}.{}", name.table()),
        _ => name.table().to_owned(),
    }
}
