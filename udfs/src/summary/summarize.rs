//! `summarize(T)`: a row for each column, with a summary of its values.
//!
//! ```sql
//! -- before
//! SELECT * FROM summarize(orders)
//! -- after, in outline
//! SELECT unnest(make_array(customer_id.rows, ordered_at.rows, …)) AS rows, …
//! FROM (SELECT column_summary(customer_id, …) AS customer_id, column_summary(ordered_at, …) AS ordered_at, … FROM orders)
//! ```

use datafusion::arrow::datatypes::{DataType, IntervalMonthDayNano};
use datafusion::common::{Column, Result, ScalarValue, UnnestOptions, plan_err};
use datafusion::functions::core::expr_fn::get_field;
use datafusion::functions::datetime::expr_fn::current_date;
use datafusion::functions_nested::expr_fn::make_array;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, cast, lit};

use super::column_summary::{FIELDS, column_summary_udaf};
use crate::call::Call;
use crate::catalog::{Argument, Example, Function, Make, Takes};
use crate::plan::named;
use crate::sql_type::sql_type;

pub(crate) const FUNCTION: Function = Function {
    name: "summarize",
    summary: "A row a column of a table: how full it is, what is in it, and what looks wrong.",
    arguments: &[Argument::required("table", Takes::Relation, "What is looked at.")],
    returns: "a row a column, in the order of the columns",
    details: "The engine also takes it as a statement: `SUMMARIZE orders`, `SUMMARIZE 'orders.csv'`, `SUMMARIZE SELECT …`.\n\n\
Every figure is of all rows, and none depends on their order. The table is read once; memory is taken for the different values of each column, not for its rows.\n\n\
NULLs count in rows, nulls and null_share alone. So do the values of lists, structs, maps and binary columns. NaN and \
infinite numbers count in rows, distinct and most_frequent, and are listed in odd, but take no part in the other figures. \
What cannot be said is NULL: of a table without rows all but rows and nulls. Mean, deviation and what lies between two values are computed in doubles.\n\n\
Quartiles of numbers lie between two values where no value is there, as with percentile_cont; those of dates and times are \
the first value that so many do not exceed, as with percentile_disc. A value that is as frequent as another, or as odd, \
comes after it if it is greater. In most_frequent and odd a text longer than 40 characters is cut, and an empty one or one \
with blanks at its ends stands in single quotes.\n\n\
Odd are\n\n\
- of numbers: NaN and infinite ones; then those below q25 − 3 · (q75 − q25) or above q75 + 3 · (q75 − q25), the furthest first. \
Where q25 = q75, only values that occur once or make up less than 1 % are odd.\n\
- of dates and timestamps: those before 1900-01-02, those that are more than a year after today, and those that lie as far \
outside as odd numbers.\n\
- of texts, in this order: what looks like no value (an empty text, blanks, -, --, ., ?, NA, N/A, N.A., #N/A, NaN, None, null, \
(null), \\N); what has blanks at its ends; and where nine in ten texts or more have one shape, those whose shape occurs once or \
makes up less than 1 %. The shape of a text has 9 for digits in a row, a for letters in a row, and other characters as they are: \
that of GB-1234 is a-9. The more frequent come first.\n\
- of other types: nothing.",
    reference: "",
    example: Example {
        sql: "SELECT \"column\", type, rows, nulls, \"distinct\", mean, median, most_frequent, odd
FROM summarize((SELECT * FROM (VALUES (5.0, 'GB'), (6.0, 'GB'), (6.5, 'GB'), (7.0, 'N/A'), (7.5, NULL), (900.0, 'FR')) AS t(amount, country)))",
        output: "\
+---------+---------+------+-------+----------+--------------------+--------+---------------------------+-----------+
| column  | type    | rows | nulls | distinct | mean               | median | most_frequent             | odd       |
+---------+---------+------+-------+----------+--------------------+--------+---------------------------+-----------+
| amount  | DOUBLE  | 6    | 0     | 6        | 155.33333333333334 | 6.75   | 5.0 (1), 6.0 (1), 6.5 (1) | 900.0 (1) |
| country | VARCHAR | 6    | 1     | 3        |                    |        | GB (3), FR (1), N/A (1)   | N/A (1)   |
+---------+---------+------+-------+----------+--------------------+--------+---------------------------+-----------+",
    },
    make: Make::Table {
        columns: &[
            ("column", "VARCHAR: its name"),
            ("type", "VARCHAR: its type"),
            ("rows", "BIGINT: how many rows there are"),
            ("nulls", "BIGINT: how many of them are NULL"),
            ("null_share", "DOUBLE: the share of them that is NULL, from 0 to 1"),
            ("distinct", "BIGINT: how many different values there are"),
            ("min", "VARCHAR: the least value"),
            ("max", "VARCHAR: the greatest value"),
            ("mean", "DOUBLE: of numbers the mean, of booleans the share that is true"),
            ("std", "DOUBLE: of numbers the standard deviation of a sample; NULL for less than two"),
            ("q25", "VARCHAR: of numbers, dates and times the first quartile"),
            ("median", "VARCHAR: the second"),
            ("q75", "VARCHAR: the third"),
            ("most_frequent", "VARCHAR: the three most frequent values with how often they occur"),
            ("odd", "VARCHAR: up to three values that stand out, with how often they occur"),
        ],
        expand,
    },
};

fn expand(call: &Call) -> Result<LogicalPlan> {
    let schema = call.input.schema();
    if schema.fields().is_empty() {
        return plan_err!("summarize: there are no columns");
    }
    let latest =
        current_date() + lit(ScalarValue::IntervalMonthDayNano(Some(IntervalMonthDayNano::new(12, 0, 0))));
    let latest = cast(latest, DataType::Date32);
    let summaries = schema.iter().enumerate().map(|(i, (relation, field))| {
        let column = Expr::Column(Column::new(relation.cloned(), field.name()));
        let arguments = vec![column, lit(field.name()), lit(sql_type(field.data_type())), latest.clone()];
        column_summary_udaf().call(arguments).alias(name(i))
    });
    let summaries: Vec<Expr> = summaries.collect();
    let all = summaries.len();
    // Each field is a list. One operator unnests all of them, so that the rows stay in order.
    let lists = FIELDS.iter().map(|(field, _)| {
        let values = (0..all).map(|i| get_field(named(name(i)), *field)).collect();
        make_array(values).alias(*field)
    });
    let fields = FIELDS.iter().map(|(field, _)| Column::new_unqualified(*field)).collect();
    LogicalPlanBuilder::from(call.input.clone())
        .aggregate(Vec::<Expr>::new(), summaries)?
        .project(lists)?
        .unnest_columns_with_options(fields, UnnestOptions::default())?
        .build()
}

fn name(column: usize) -> String {
    format!("column_{}", column + 1)
}
