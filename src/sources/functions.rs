//! The functions of files, as the reference has them. The engine opens their files before it plans a statement.

use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::LogicalPlan;
use tenure_udfs::call::Call;
use tenure_udfs::catalog::{Example, Family, Function, Make};

use super::options::ARGUMENTS;

/// Reading files. These functions are there in an engine, and not in a bare session.
pub static FAMILY: Family = Family {
    title: "Files",
    about: "Text files read as they are meant, with nothing changed silently. `FROM 'orders.csv'` does the same where \
            nothing has to be said about the file.",
    functions: &[&READ_CSV, &SNIFF],
    parts: &[],
};

static READ_CSV: Function = Function {
    name: "read_csv",
    summary: "Reads delimited text files: CSV, tab, semicolon, pipe, columns aligned by blanks.",
    arguments: ARGUMENTS,
    returns: "the records of the files; several files are matched by the names of their columns",
    details: "What is not said is found out from the whole file, or from its beginning, end and pieces between if it is \
              larger than 32 MB: encoding, delimiter, quotes, lines before the header, the header, and the types of the \
              columns. What reading changes is said; `sniff` shows all of it. A column is a number, a date or a time only \
              if all its values agree; leading zeros make it text. Dates that could be day first or month first, and \
              numbers whose sign could divide decimals or thousands, stay text until `dates` or `decimal` says.\n\n\
              A record that contradicts what was found out, or that has too few or too many fields, is an error with \
              file, line and column; with `on_bad_row => 'reject'` it is left out, and with `'null'` what cannot be read is \
              NULL, and a record whose quotes are wrong is left out. Both put it into the table `rejects` (file, line, byte, column, expected, found, raw), and the count is \
              told. `rejects` has what the last statement left that read with one of them, at most 100,000 records.\n\n\
              With `'error'` and `'null'` only the columns that the query uses are read as values. Empty fields without \
              quotes are NULL; blank lines are no records. Rows come in the order of the file.",
    reference: "",
    example: Example {
        sql: "SELECT * FROM read_csv('orders.csv', dates => 'day first')",
        output: "+----------+------------+--------+\n\
                 | customer | ordered    | amount |\n\
                 +----------+------------+--------+\n\
                 | 00017    | 2024-03-01 | 12.5   |\n\
                 | 00018    | 2024-04-02 | 1234.0 |\n\
                 +----------+------------+--------+",
    },
    make: Make::Table { columns: &[], expand: not_here },
};

static SNIFF: Function = Function {
    name: "sniff",
    summary: "Shows what read_csv finds out about files, and on what evidence.",
    arguments: ARGUMENTS,
    returns: "a row a finding",
    details: "`tenure sniff FILE` prints the same. The row about `call` has the call of read_csv that says all of it \
              explicitly.",
    reference: "",
    example: Example {
        sql: "SELECT about, value, certainty FROM sniff('orders.csv') WHERE about = 'delimiter'",
        output: "+-----------+-------+-----------+\n\
                 | about     | value | certainty |\n\
                 +-----------+-------+-----------+\n\
                 | delimiter | ';'   | sure      |\n\
                 +-----------+-------+-----------+",
    },
    make: Make::Table {
        columns: &[
            ("file", "the file"),
            ("about", "what was found out: encoding, delimiter, header, …, or the name of a column"),
            ("value", "what it is; of a column its type"),
            ("evidence", "why, or what reading changes"),
            (
                "certainty",
                "`sure`, `likely`, `changed` where data will differ from the text, `question` where only you can tell",
            ),
        ],
        expand: not_here,
    },
};

fn not_here(_: &Call) -> Result<LogicalPlan> {
    plan_err!("files are opened by the engine of tenure, not by a bare session")
}
