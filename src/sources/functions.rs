//! The functions that read files. The engine opens their files before it plans a statement.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::Result;
use tenure_diagnostics::Problem;
use tenure_udfs::Catalog;
use tenure_udfs::catalog::{Constant, Example, Family, Function, Make, Source, SourceCall};

use super::files::open_text;
use super::options::{ARGUMENTS, PATH, ReadOptions};

/// Returns the functions and sources of an engine with default settings.
///
/// ```
/// assert!(tenure::catalog().function("read_csv").is_some());
/// assert!(tenure::functions::Catalog::standard().function("read_csv").is_none());
/// ```
pub fn catalog() -> Catalog {
    Catalog::standard().with(FILES)
}

/// The family of functions that read files.
pub const FILES: Family = Family {
    title: "Files",
    about: "Text files read as they are meant, with nothing changed silently. `FROM 'orders.csv'` does the same where \
            nothing has to be said about the file.",
    functions: &[&READ_CSV, &SNIFF],
    parts: &[],
};

const READ_CSV: Function = Function {
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
    make: Make::Source { columns: &[], opens: &ReadCsv },
};

const SNIFF: Function = Function {
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
    make: Make::Source {
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
        opens: &Sniff,
    },
};

/// The source `read_csv`, which opens text files as a table.
#[derive(Debug)]
struct ReadCsv;

#[async_trait]
impl Source for ReadCsv {
    fn check(&self, call: &SourceCall) -> Vec<Problem> {
        check(call)
    }

    async fn open(&self, call: &SourceCall, session: &dyn Session) -> Result<Arc<dyn TableProvider>> {
        let (paths, options) = read(call);
        Ok(open_text(session, &paths, &options).await?)
    }
}

/// The source `sniff`, which opens a table of the findings about files.
#[derive(Debug)]
struct Sniff;

#[async_trait]
impl Source for Sniff {
    fn check(&self, call: &SourceCall) -> Vec<Problem> {
        check(call)
    }

    async fn open(&self, call: &SourceCall, session: &dyn Session) -> Result<Arc<dyn TableProvider>> {
        let (paths, options) = read(call);
        Ok(super::sniff::sniff(session, &paths, &options).await?)
    }
}

/// Returns the paths and options of a call without faults.
fn read(call: &SourceCall) -> (Vec<String>, ReadOptions) {
    let mut options = ReadOptions::default();
    let mut paths = vec![];
    for argument in &call.arguments {
        match (argument.name, argument.value.clone()) {
            (PATH, Constant::Text(path)) => paths = vec![path],
            (PATH, Constant::List(several)) => paths = several,
            // The faults of options were reported by `check`.
            (name, value) => drop(options.set(call.function.name, name, value)),
        }
    }
    (paths, options)
}

/// Returns what is wrong with the arguments of a call.
fn check(call: &SourceCall) -> Vec<Problem> {
    let mut options = ReadOptions::default();
    let mut problems = vec![];
    for argument in &call.arguments {
        let checked = match (argument.name, &argument.value) {
            (PATH, Constant::Text(_) | Constant::List(_)) => Ok(()),
            (PATH, _) => Err(Problem::new(format!("{PATH} takes text in single quotes"))),
            (name, value) => options.set(call.function.name, name, value.clone()),
        };
        if let Err(problem) = checked {
            problems.push(problem.at(argument.position));
        }
    }
    problems
}
