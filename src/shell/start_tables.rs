//! The tables that a session starts with, and the names of those that files become.

use std::path::Path;

use datafusion::common::TableReference;
use tenure::{Error, demo};
use tenure_reader::text::Compression;

use super::exit::Exit;
use super::failure::Failure;
use super::session::Session;
use super::terminal::print_message;

/// The tables that a session starts with.
#[derive(Debug)]
pub enum StartTables {
    /// The files of the command line.
    Files(Vec<FileTable>),
    /// The sample, its tables also without their schema.
    Sample,
}

impl StartTables {
    /// Names the tables of these files.
    ///
    /// # Errors
    /// Returns an error if two would have the same name, because one would hide the other.
    pub fn of_files(paths: &[String]) -> Result<Self, Failure> {
        file_tables(paths).map(StartTables::Files)
    }

    /// Registers the tables with the engine.
    pub async fn register(&self, session: &Session) -> Result<(), Failure> {
        match self {
            StartTables::Files(tables) => {
                for table in tables {
                    let (connection, table) = (session.connection.clone(), table.clone());
                    let work = async move { connection.register(&table.name, &table.path).await };
                    session.output.interrupt().or(work, || {}).await??;
                }
                session.print_notices();
            }
            StartTables::Sample => {
                let context = session.connection.context();
                for table in demo::TABLES {
                    let name = TableReference::partial(demo::SCHEMA, table);
                    let provider = context.table_provider(name).await.map_err(Error::from)?;
                    context.register_table(table, provider).map_err(Error::from)?;
                }
            }
        }
        Ok(())
    }

    /// Prints on stderr which file is which table.
    pub fn print(&self) {
        if let StartTables::Files(tables) = self {
            for table in tables {
                print_message(&format!("table {} is {}", table.name, table.path));
            }
        }
    }
}

/// A file, glob or folder, and the table it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTable {
    /// The table's name, which needs no quotes.
    pub name: String,
    /// The path as the user wrote it.
    pub path: String,
}

fn file_tables(paths: &[String]) -> Result<Vec<FileTable>, Failure> {
    let mut tables: Vec<FileTable> = Vec::with_capacity(paths.len());
    for path in paths {
        let name = table_name(path);
        if let Some(other) = tables.iter().find(|table| table.name.eq_ignore_ascii_case(&name)) {
            let message = format!("both {} and {path} would be the table {name}", other.path);
            return Err(Failure::new(Exit::Usage, message));
        }
        tables.push(FileTable { name, path: path.clone() });
    }
    Ok(tables)
}

/// Returns the stem of the file's name as a bare name; for a glob that has none, the name of its folder.
fn table_name(path: &str) -> String {
    Path::new(path)
        .ancestors()
        .find_map(|part| bare_name(stem(part.file_name()?.to_str()?)))
        .unwrap_or_else(|| "data".to_owned())
}

fn stem(file: &str) -> &str {
    let file = match file.rsplit_once('.') {
        Some((rest, suffix)) if Compression::suffixes().any(|known| known == suffix) => rest,
        _ => file,
    };
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    }
}

fn bare_name(stem: &str) -> Option<String> {
    let mut name = String::with_capacity(stem.len());
    for c in stem.chars() {
        match c {
            '*' | '?' | '[' | ']' | '{' | '}' => {}
            c if c.is_alphabetic() || c.is_ascii_digit() => name.push(c),
            _ => name.push('_'),
        }
    }
    // The name of orders-*.csv is orders_ so far.
    let name = if stem.contains('*') { name.trim_end_matches('_') } else { &name };
    match name.chars().next()? {
        first if first.is_alphabetic() || first == '_' => Some(name.to_owned()),
        _ => Some(format!("_{name}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (path, name) in [
            ("orders.csv", "orders"),
            ("data/orders.csv.gz", "orders"),
            ("a b-c.2024.parquet", "a_b_c_2024"),
            ("2024.csv", "_2024"),
            ("客户.csv", "客户"),
            ("data/orders/", "orders"),
            ("data/orders/*.parquet", "orders"),
            ("data/orders-*.csv", "orders"),
            ("data/year=2024/**/*.parquet", "year_2024"),
            ("*.csv", "data"),
            (".csv", "_csv"),
            ("orders", "orders"),
            ("s3://bucket/orders.parquet", "orders"),
        ] {
            assert_eq!(table_name(path), name, "{path}");
        }
    }

    #[test]
    fn two_files_of_one_name() {
        let failure = file_tables(&["a/orders.csv".to_owned(), "b/Orders.csv".to_owned()]).unwrap_err();
        assert!(matches!(failure, Failure::Error(Exit::Usage, _)), "{failure:?}");
    }
}
