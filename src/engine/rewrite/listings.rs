//! `SHOW TABLES` and `SHOW COLUMNS FROM x`, without internal tables.

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast;
use datafusion::sql::sqlparser::parser::Parser;

use crate::engine::syntax::dialect::DIALECT;

/// Lists the user's tables and views, those of the default schema first, without the last result of a prompt.
const TABLES: &str = "SELECT table_schema, table_name, table_type FROM information_schema.tables \
     WHERE table_schema <> 'information_schema' AND table_name <> '_' ORDER BY table_schema <> 'public', table_schema, table_name";

/// Replaces `SHOW TABLES` by a query of the information schema, and `SHOW COLUMNS FROM x` by `DESCRIBE x`.
pub(crate) fn rewrite(statement: &mut Statement) {
    let Statement::Statement(inner) = statement else {
        return;
    };
    let meant = match inner.as_ref() {
        ast::Statement::ShowTables { show_options, .. } if show_options == &options() => {
            Parser::parse_sql(&DIALECT, TABLES).ok().and_then(|mut statements| statements.pop())
        }
        ast::Statement::ShowColumns { show_options, .. } => columns(show_options),
        _ => None,
    };
    if let Some(meant) = meant {
        **inner = meant;
    }
}

fn columns(show: &ast::ShowStatementOptions) -> Option<ast::Statement> {
    let table_name = show.show_in.as_ref()?.parent_name.clone()?;
    let plain = show.filter_position.is_none() && show.limit.is_none();
    plain.then_some(ast::Statement::ExplainTable {
        describe_alias: ast::DescribeAlias::Describe,
        hive_format: None,
        has_table_keyword: false,
        table_name,
    })
}

/// Returns the options of `SHOW TABLES` without clauses.
fn options() -> ast::ShowStatementOptions {
    ast::ShowStatementOptions {
        show_in: None,
        starts_with: None,
        limit: None,
        limit_from: None,
        filter_position: None,
    }
}
