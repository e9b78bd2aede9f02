//! `.chart`: the last result as a picture.

use datafusion::arrow::compute::concat_batches;
use tenure::charts;
use tenure::charts::{Canvas, draw_words};

use crate::shell::{Exit, Session, Stop};
use tenure::output::{chart_columns, visible};

/// What a picture has room for where there is no terminal.
const SIZE: (usize, usize) = (80, 24);

/// Draws the last result as the words say, or as its columns suggest.
pub fn run(words: &str, session: &mut Session) -> Result<(), Stop> {
    let last = session.last()?;
    let columns = chart_columns(&concat_batches(&last.schema, &last.batches)?)?;
    let terminal = session.output.terminal();
    let (width, height) = terminal.size.unwrap_or(SIZE);
    let canvas =
        Canvas { width, height: height.clamp(8, 40), colour: terminal.colour, unicode: terminal.unicode };
    match draw_words(words, &columns, canvas) {
        Ok(picture) => session.output.text(&picture),
        Err(error) => Err(told(words, &error)),
    }
}

/// The error with a caret under the word it is about.
fn told(words: &str, error: &charts::ChartError) -> Stop {
    let mut text = format!("error: {}", visible(&error.message));
    if let Some(place) = error.place.as_ref().filter(|_| !words.is_empty()) {
        let width = |range| words.get(range).map_or(0, |part: &str| part.chars().count());
        let (before, marked) = (width(0..place.start), width(place.clone()).max(1));
        text.push_str(&format!(
            "\n  | .chart {words}\n  |        {}{}",
            " ".repeat(before),
            "^".repeat(marked)
        ));
    }
    if let Some(hint) = &error.hint {
        text.push_str(&format!("\n  hint: {}", visible(hint)));
    }
    Stop::Failed(Exit::Query, text)
}
