//! `.last`, `.chart`, `.mode` and `.output`: the last result, and where and how results are printed.

use std::path::Path;

use datafusion::arrow::compute::concat_batches;
use tenure::charts::{Canvas, ChartError, draw_words};
use tenure::output::{Format, chart_columns};
use tenure_diagnostics::visible;

use super::paths::unquoted;
use crate::shell::exit::Exit;
use crate::shell::failure::Failure;
use crate::shell::session::Session;
use crate::shell::terminal::print_message;

/// The columns and lines of a chart that is not for a terminal.
const CHART_SIZE: (usize, usize) = (80, 24);

/// Prints every row and column of the last result, as wide as they are.
pub fn last(session: &mut Session) -> Result<(), Failure> {
    let last = session.last()?.clone();
    let mut renderer = session.output.begin(&last.schema, true)?;
    for batch in &last.batches {
        renderer.batch(batch, &mut session.output)?;
    }
    Ok(session.output.end(renderer)?)
}

/// Draws the last result as the words say, or as its columns suggest.
pub fn chart(words: &str, session: &mut Session) -> Result<(), Failure> {
    let last = session.last()?;
    let columns = chart_columns(&concat_batches(&last.schema, &last.batches)?)?;
    let terminal = session.output.terminal();
    let (width, height) = terminal.size.unwrap_or(CHART_SIZE);
    let canvas =
        Canvas { width, height: height.clamp(8, 40), colour: terminal.colour, unicode: terminal.unicode };
    match draw_words(words, &columns, canvas) {
        Ok(picture) => session.output.text(&picture),
        Err(error) => Err(chart_failure(words, &error)),
    }
}

/// Writes the error with a caret under the word that it is about.
fn chart_failure(words: &str, error: &ChartError) -> Failure {
    let mut text = format!("error: {}", visible(&error.problem.message));
    if let Some(place) = error.place.as_ref().filter(|_| !words.is_empty()) {
        let width = |range| words.get(range).map_or(0, |part: &str| part.chars().count());
        let (before, marked) = (width(0..place.start), width(place.clone()).max(1));
        text.push_str(&format!(
            "\n  | .chart {words}\n  |        {}{}",
            " ".repeat(before),
            "^".repeat(marked)
        ));
    }
    if let Some(hint) = &error.problem.hint {
        text.push_str(&format!("\n  hint: {}", visible(hint)));
    }
    Failure::Error(Exit::Query, text)
}

/// Sets the format of results; without a word prints the one that is set.
pub fn mode(word: &str, session: &mut Session) -> Result<(), Failure> {
    match word.parse::<Format>() {
        Ok(format) => session.output.set_format(Some(format)),
        Err(_) => print_message(&format!("mode: {}", session.output.format().name())),
    }
    Ok(())
}

/// Ends the file that results went to, and opens this one, or goes back to stdout.
pub fn output(path: &str, session: &mut Session) -> Result<(), Failure> {
    let path = unquoted(path);
    session.output.switch((!path.is_empty()).then(|| Path::new(&path)))
}
