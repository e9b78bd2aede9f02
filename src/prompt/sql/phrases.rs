//! The keywords that are suggested at each place, the likeliest first. All of them are in the lists of
//! [`super::keywords`].

/// Keywords in the order in which they are suggested.
pub type Phrases = &'static [&'static str];

/// The beginning of a statement.
pub const STATEMENT: Phrases = &[
    "SELECT",
    "FROM",
    "WITH",
    "SUMMARIZE",
    "DESCRIBE",
    "EXPLAIN",
    "SHOW",
    "CREATE",
    "COPY",
    "INSERT INTO",
    "SET",
    "DROP",
    "VALUES",
    "PREPARE",
    "EXECUTE",
];
/// The beginning of a query.
pub const QUERY: Phrases = &["SELECT", "FROM", "WITH", "VALUES"];
/// Keywords after EXPLAIN.
pub const EXPLAINED: Phrases = &["SELECT", "FROM", "WITH", "ANALYZE", "VERBOSE"];
/// Keywords after SHOW.
pub const SHOWN: Phrases = &["TABLES", "COLUMNS FROM", "FUNCTIONS", "ALL"];
/// Keywords after CREATE.
pub const CREATED: Phrases = &["TABLE", "VIEW", "OR REPLACE TABLE", "OR REPLACE VIEW", "EXTERNAL TABLE"];
/// Keywords after CREATE OR.
pub const REPLACED: Phrases = &["REPLACE TABLE", "REPLACE VIEW"];
/// Keywords after DROP, and CREATE OR REPLACE.
pub const DROPPED: Phrases = &["TABLE", "VIEW"];
/// Keywords after the name of a new external table.
pub const NEW_TABLE: Phrases = &["STORED AS", "LOCATION", "PARTITIONED BY", "OPTIONS"];
/// Keywords after COPY and a table.
pub const COPIED: Phrases = &["TO"];
/// Keywords after COPY … TO and a file.
pub const COPIED_TO: Phrases = &["STORED AS", "PARTITIONED BY", "OPTIONS"];
/// Keywords after INSERT INTO and a table.
pub const INSERTED: Phrases = &["SELECT", "FROM", "VALUES", "WITH"];
/// The clauses after FROM, or after a condition of a join.
pub const CLAUSES: Phrases = &["WHERE", "GROUP BY", "ORDER BY", "LIMIT"];
/// The joins that are written most.
pub const JOINS: Phrases = &["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN"];
/// Keywords after a relation, behind [`CLAUSES`] and [`JOINS`].
pub const RELATION: Phrases = &[
    "LEFT SEMI JOIN",
    "LEFT ANTI JOIN",
    "NATURAL JOIN",
    "INNER JOIN",
    "AS",
    "HAVING",
    "QUALIFY",
    "UNION ALL",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "OFFSET",
];
/// Keywords after the relation of a join, before [`CLAUSES`].
pub const JOINED: Phrases = &["ON", "USING"];
/// Keywords after the first word of a join.
pub const JOIN: Phrases = &["JOIN", "OUTER JOIN", "SEMI JOIN", "ANTI JOIN"];
/// Keywords at the beginning of a value.
pub const VALUE: Phrases = &[
    "CASE",
    "NOT",
    "NULL",
    "TRUE",
    "FALSE",
    "EXISTS",
    "CAST",
    "TRY_CAST",
    "DATE",
    "TIMESTAMP",
    "INTERVAL",
    "EXTRACT",
];
/// Keywords after an item of the SELECT list.
pub const SELECTED: Phrases = &["FROM", "AS"];
/// Keywords after `SELECT *`.
pub const STAR: Phrases = &["FROM", "EXCLUDE", "REPLACE"];
/// Keywords in a CASE.
pub const CASE: Phrases = &["WHEN", "THEN", "ELSE", "END"];
/// Keywords after a condition.
pub const CONDITION: Phrases = &["AND", "OR"];
/// Keywords after a value that is to be compared.
pub const COMPARED: Phrases =
    &["IS NULL", "IS NOT NULL", "IN", "NOT IN", "LIKE", "NOT LIKE", "ILIKE", "BETWEEN", "IS DISTINCT FROM"];
/// Keywords after a value and NOT.
pub const NEGATED: Phrases = &["IN", "LIKE", "ILIKE", "BETWEEN"];
/// Keywords after IS.
pub const IS: Phrases = &["NULL", "NOT NULL", "TRUE", "FALSE", "DISTINCT FROM", "NOT DISTINCT FROM"];
/// Keywords after a condition of WHERE, behind [`CONDITION`].
pub const FILTERED: Phrases =
    &["GROUP BY", "ORDER BY", "LIMIT", "HAVING", "QUALIFY", "UNION ALL", "UNION", "EXCEPT", "INTERSECT"];
/// Keywords after an item of GROUP BY.
pub const GROUPED: Phrases = &["HAVING", "ORDER BY", "LIMIT", "QUALIFY", "UNION ALL", "UNION"];
/// Keywords after a condition of HAVING or QUALIFY.
pub const HAVING: Phrases = &["AND", "OR", "ORDER BY", "LIMIT", "QUALIFY", "UNION ALL", "UNION"];
/// Keywords after an item of ORDER BY.
pub const ORDERED: Phrases = &["DESC", "ASC", "NULLS FIRST", "NULLS LAST", "LIMIT", "OFFSET"];
/// Keywords after a number of LIMIT.
pub const LIMITED: Phrases = &["OFFSET"];
/// Keywords at the beginning of a window.
pub const WINDOW: Phrases = &["PARTITION BY", "ORDER BY", "ROWS BETWEEN", "RANGE BETWEEN"];
/// Keywords after an item of PARTITION BY in a window, or of its ORDER BY.
pub const WINDOW_ITEM: Phrases =
    &["ORDER BY", "DESC", "ASC", "NULLS FIRST", "NULLS LAST", "ROWS BETWEEN", "RANGE BETWEEN"];
/// The bounds of a window's frame.
pub const FRAME: Phrases =
    &["UNBOUNDED PRECEDING", "CURRENT ROW", "UNBOUNDED FOLLOWING", "PRECEDING", "FOLLOWING", "AND"];
/// Keywords after a call.
pub const CALLED: Phrases = &["OVER", "FILTER", "WITHIN GROUP"];
/// The types.
pub const TYPES: Phrases = &[
    "BIGINT",
    "DOUBLE",
    "VARCHAR",
    "DATE",
    "TIMESTAMP",
    "BOOLEAN",
    "INTEGER",
    "DECIMAL",
    "FLOAT",
    "SMALLINT",
    "TINYINT",
    "TIME",
    "INTERVAL",
];
