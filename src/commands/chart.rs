//! `.chart`: the last result as a picture.

use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _};
use datafusion::arrow::compute::{cast, concat_batches};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use datafusion::arrow::error::ArrowError;
use tenure::charts;
use tenure::charts::{Canvas, Column, Kind, draw_words};

use crate::render::{Columns, plain, visible};
use crate::session::{Exit, Last, Session, Stop};

/// What a picture has room for where there is no terminal.
const SIZE: (usize, usize) = (80, 24);

/// Draws the last result as the words say, or as its columns suggest.
pub fn run(words: &str, session: &mut Session) -> Result<(), Stop> {
    let columns = columns(session.last()?)?;
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

/// The columns of a result, as charts need them.
fn columns(last: &Last) -> Result<Vec<Column>, Stop> {
    let batch = concat_batches(&last.schema, &last.batches)?;
    let texts = Columns::new(&batch)?;
    let mut columns = Vec::with_capacity(batch.num_columns());
    for ((field, array), mut cells) in last.schema.fields().iter().zip(batch.columns()).zip(texts.cells()?) {
        let array = plain(array)?;
        let (kind, numbers) = match array.data_type() {
            number if number.is_numeric() => (Kind::Number, numbers(&array)?),
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => (Kind::Time, seconds(&array)?),
            _ => (Kind::Text, Vec::new()),
        };
        let mut labels = Vec::new();
        if kind != Kind::Number {
            let mut text = String::new();
            for row in 0..batch.num_rows() {
                labels.push(cells.read(row, &mut text)?.then(|| text.clone()));
            }
        }
        columns.push(Column { name: field.name().clone(), kind, labels, numbers });
    }
    Ok(columns)
}

fn numbers(array: &ArrayRef) -> Result<Vec<Option<f64>>, ArrowError> {
    let numbers = cast(array, &DataType::Float64)?;
    Ok(numbers.as_primitive::<Float64Type>().iter().collect())
}

/// Seconds since 1970, with fractions.
fn seconds(array: &ArrayRef) -> Result<Vec<Option<f64>>, ArrowError> {
    let times = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    let micros = cast(&times, &DataType::Int64)?;
    Ok(micros.as_primitive::<Int64Type>().iter().map(|micros| Some(micros? as f64 / 1e6)).collect())
}
