//! Reads messy text files: their types, rows and notes, which must be the same for any number of threads.
//!
//! An ignored test states a result that the reader does not give yet.

mod dialects;
mod encodings;
mod exports;
mod files;
mod folders;
mod headers;
mod known;
mod numbers;
mod options;
mod packed;
mod queries;
mod records;
mod rejects;
mod sniffing;
mod values;

use std::fs;
use std::path::{Path, PathBuf};

use crate::Folder;

/// Numbers of threads at which answers must be equal.
const THREADS: [&str; 3] = ["1", "2", "16"];

/// Creates the folder of a test of this module.
fn folder(name: &str) -> Folder {
    Folder::new(&format!("reading-{name}"))
}

impl Folder {
    /// Writes a file of any bytes, and the folders that it is in.
    fn bytes(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Runs a statement. Returns its rows as CSV, then its messages.
    fn ask(&self, sql: &str) -> String {
        self.alike(sql, "csv")
    }

    /// Runs a query. Returns the names and types of its columns, its rows, and its messages.
    fn rows(&self, sql: &str) -> String {
        compact(&self.alike(sql, "table"))
    }

    /// Reads a file, or a call of read_csv.
    fn table(&self, source: &str) -> String {
        let from = if source.contains('(') { source.to_owned() } else { format!("'{source}'") };
        self.rows(&format!("SELECT * FROM {from}"))
    }

    fn alike(&self, sql: &str, format: &str) -> String {
        let run = |threads| self.tenure(&["--threads", threads, "--format", format, "-c", sql]);
        let first = run(THREADS[0]);
        for threads in &THREADS[1..] {
            assert_eq!(run(threads), first, "at {threads} threads: {sql}");
        }
        first
    }
}

/// Reads a file of the given content.
fn read(test: &str, file: &str, content: impl AsRef<[u8]>) -> String {
    folder(test).bytes(file, content).table(file)
}

/// Reads a text with each of the three kinds of line ends and checks that the results are equal.
fn read_with_all_line_ends(test: &str, file: &str, text: &str) -> String {
    let [first, rest @ ..] = ["\n", "\r\n", "\r"].map(|end| read(test, file, text.replace('\n', end)));
    for other in rest {
        assert_eq!(other, first);
    }
    first
}

/// Removes the frame of a printed table: `name TYPE | name TYPE`, then a line for each row. Blanks before text are kept.
fn compact(printed: &str) -> String {
    let mut lines = vec![];
    let mut names: Option<Vec<String>> = None;
    let mut header = true;
    for line in printed.lines() {
        match line.chars().next() {
            Some('│') => {
                let cells: Vec<String> = line
                    .trim_matches('│')
                    .split('│')
                    .map(|cell| cell.strip_prefix(' ').unwrap_or(cell).trim_end().to_owned())
                    .collect();
                match names.take() {
                    None if header => names = Some(cells),
                    Some(names) => {
                        header = false;
                        let columns = names.iter().zip(&cells);
                        let columns = columns.map(|(name, kind)| format!("{} {}", name.trim(), kind.trim()));
                        lines.push(columns.collect::<Vec<_>>().join(" | "));
                    }
                    None => lines.push(unpadded(&cells)),
                }
            }
            Some('┌') => header = true,
            Some('├' | '└') | None => {}
            Some('(') if line.ends_with("rows)") || line.ends_with("row)") => {}
            Some('-') if line.starts_with("--- ") => {}
            Some('e') if line == "exit 0" => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

fn unpadded(cells: &[String]) -> String {
    let is_right = |cell: &str| {
        let cell = cell.trim_start();
        cell == "NULL" || cell.starts_with(|c: char| c.is_ascii_digit() || c == '-')
    };
    let cells = cells.iter().map(|cell| if is_right(cell) { cell.trim_start() } else { cell.as_str() });
    cells.collect::<Vec<_>>().join(" | ")
}

/// Returns a path in the folder of real files beside the project, if the file exists.
fn real(path: &str) -> Option<String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let file: PathBuf = data.join(path);
    if file.exists() {
        return Some(file.canonicalize().unwrap().display().to_string());
    }
    println!("skipped: there is no {}", file.display());
    None
}
