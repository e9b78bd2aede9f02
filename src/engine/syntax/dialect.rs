//! The engine's SQL: DuckDB's dialect with one difference. DuckDB reads `f(a = b)` as an argument by name; here it is
//! a condition, as in `retention(event = 'visit', event = 'buy')`, and names take `=>`.

use std::any::{Any, TypeId};

use datafusion::sql::sqlparser::dialect::{Dialect, DuckDbDialect};

/// The engine's dialect.
#[derive(Debug)]
pub(crate) struct TenureDialect;

/// The dialect, for parsers that take a reference.
pub(crate) const DIALECT: TenureDialect = TenureDialect;

impl Dialect for TenureDialect {
    // The parser decides some things by the dialect's type: those are decided as for DuckDB.
    fn dialect(&self) -> TypeId {
        DuckDbDialect {}.type_id()
    }

    fn is_identifier_start(&self, ch: char) -> bool {
        DuckDbDialect {}.is_identifier_start(ch)
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        DuckDbDialect {}.is_identifier_part(ch)
    }

    fn supports_trailing_commas(&self) -> bool {
        true
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_bitwise_shift_operators(&self) -> bool {
        true
    }

    fn supports_named_fn_args_with_assignment_operator(&self) -> bool {
        true
    }

    fn supports_dictionary_syntax(&self) -> bool {
        true
    }

    fn support_map_literal_syntax(&self) -> bool {
        true
    }

    fn supports_lambda_functions(&self) -> bool {
        true
    }

    fn allow_extract_single_quotes(&self) -> bool {
        true
    }

    fn supports_explain_with_utility_options(&self) -> bool {
        true
    }

    fn supports_array_typedef_with_brackets(&self) -> bool {
        true
    }

    fn supports_from_first_select(&self) -> bool {
        true
    }

    fn supports_order_by_all(&self) -> bool {
        true
    }

    fn supports_select_wildcard_exclude(&self) -> bool {
        true
    }

    fn supports_select_wildcard_replace(&self) -> bool {
        true
    }

    fn supports_notnull_operator(&self) -> bool {
        true
    }

    fn supports_comma_separated_trim(&self) -> bool {
        true
    }
}
