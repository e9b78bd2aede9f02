//! The names of the tables that FILES become.

use std::path::Path;

use super::{Exit, Stop};

/// Suffixes of compression, which hide the suffix of the format.
const COMPRESSIONS: [&str; 6] = ["gz", "zst", "zstd", "bz2", "xz", "lz4"];

/// A file, glob or folder, and the table it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The table's name, which needs no quotes.
    pub name: String,
    /// The path as it was given.
    pub path: String,
}

/// The tables of these paths. Two of one name are a mistake: one would hide the other.
pub fn tables(paths: &[String]) -> Result<Vec<Table>, Stop> {
    let mut tables: Vec<Table> = Vec::with_capacity(paths.len());
    for path in paths {
        let name = name_of(path);
        if let Some(other) = tables.iter().find(|table| table.name.eq_ignore_ascii_case(&name)) {
            let message = format!("both {} and {path} would be the table {name}", other.path);
            return Err(Stop::failed(Exit::Usage, message));
        }
        tables.push(Table { name, path: path.clone() });
    }
    Ok(tables)
}

/// The stem of the file's name as a bare name; of a glob that has none, the name of its folder.
fn name_of(path: &str) -> String {
    Path::new(path)
        .ancestors()
        .find_map(|part| bare_name(stem(part.file_name()?.to_str()?)))
        .unwrap_or_else(|| "data".to_owned())
}

fn stem(file: &str) -> &str {
    let file = match file.rsplit_once('.') {
        Some((rest, suffix)) if COMPRESSIONS.contains(&suffix) => rest,
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
    // What is left of orders-*.csv is orders_.
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
            assert_eq!(name_of(path), name, "{path}");
        }
    }

    #[test]
    fn two_files_of_one_name() {
        let stop = tables(&["a/orders.csv".to_owned(), "b/Orders.csv".to_owned()]).unwrap_err();
        assert!(matches!(stop, Stop::Failed(Exit::Usage, _)), "{stop:?}");
    }
}
