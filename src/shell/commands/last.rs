//! `.last`: all of the last result.

use crate::shell::{Session, Stop};

/// Prints every row and column, as wide as they are.
pub fn run(session: &mut Session) -> Result<(), Stop> {
    let last = session.last()?.clone();
    let mut renderer = session.output.begin(&last.schema, true)?;
    for batch in &last.batches {
        renderer.batch(batch, &mut session.output)?;
    }
    Ok(session.output.end(renderer)?)
}
