//! `tenure sniff FILE`.

use std::io::{self, Write as _};

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use tenure::{Engine, datafusion};

use crate::shell::{Failure, Interrupt, SecondPress, Workers, cannot_start};

/// Prints how a file is read, or each of several files.
pub fn print(path: &str) -> Result<(), Failure> {
    let engine = Engine::new()?;
    let interrupt = Interrupt::watch(SecondPress::Exit, None, None).map_err(cannot_start)?;
    let workers = Workers::new(None)?;
    let path = path.to_owned();
    let query =
        async move { engine.query("SELECT * FROM sniff($path)").bind("path", path).await?.collect().await };
    let batches = workers.wait(interrupt.or(query, || {}))??;
    workers.leave();
    let mut text = String::new();
    let mut last = String::new();
    for batch in &batches {
        for row in 0..batch.num_rows() {
            let [file, about, value, evidence, certainty] = fields(batch, row);
            if file != last {
                text.push_str(&format!("{}{file}\n", if last.is_empty() { "" } else { "\n" }));
                last = file;
            }
            match (about.as_str(), certainty.as_str()) {
                ("call", _) => text.push_str(&format!("\n  {value}\n")),
                (_, "sure") => text.push_str(&format!("  {about:<20} {value:<12} {evidence}\n")),
                _ => text.push_str(&format!("  {about:<20} {value:<12} {evidence} ({certainty})\n")),
            }
        }
    }
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

fn fields(batch: &RecordBatch, row: usize) -> [String; 5] {
    std::array::from_fn(|column| batch.column(column).as_string::<i32>().value(row).to_owned())
}
