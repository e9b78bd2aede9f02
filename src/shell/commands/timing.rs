//! `.profile` and `.timer`: where the time of statements goes.

use std::time::{Duration, Instant};

use tenure::{Item, Operator, Statement};
use tenure_diagnostics::{grouped, visible};
use unicode_width::UnicodeWidthStr as _;

use crate::shell::duration;
use crate::shell::exit::Exit;
use crate::shell::failure::Failure;
use crate::shell::progress::ProgressLine;
use crate::shell::session::Session;
use crate::shell::terminal::print_message;

/// Turns the timer on or off; without a word switches it over and says so.
pub fn timer(word: &str, session: &mut Session) {
    session.timer = match word.to_ascii_lowercase().as_str() {
        "on" => true,
        "off" => false,
        _ => {
            print_message(if session.timer { "timer: off" } else { "timer: on" });
            !session.timer
        }
    };
}

/// Runs the SQL, or the last statement again, without printing its rows, and prints its operators.
pub async fn profile(sql: &str, session: &mut Session) -> Result<(), Failure> {
    let statement = match sql {
        "" => {
            session.statement.clone().ok_or_else(|| Failure::new(Exit::Usage, "there is no statement yet"))?
        }
        sql => only_statement(sql)?,
    };
    let begin = Instant::now();
    let mut progress = ProgressLine::begin();
    let rows = session.start_statement(&statement, None, &mut progress).await?;
    let running = rows.running();
    let interrupt = session.output.interrupt().clone();
    let collected = interrupt.or(rows.collect(), || progress.draw()).await;
    progress.clear();
    collected?.map_err(|error| Failure::in_statement(&error, &statement, None))?;
    let width = session.output.terminal().size.map(|(columns, _)| columns);
    let text = operator_tree(&running.operators(), begin.elapsed(), width);
    session.output.text(&text)
}

fn only_statement(sql: &str) -> Result<Statement, Failure> {
    let items = tenure::items(sql).map_err(|error| Failure::in_text(&error, sql, None))?;
    match <[Item; 1]>::try_from(items) {
        Ok([Item::Statement(statement)]) => Ok(statement),
        _ => Err(Failure::new(Exit::Usage, ".profile takes one statement")),
    }
}

/// Writes the operators below each other, with their own time and rows, the slowest marked.
fn operator_tree(operators: &[Operator], elapsed: Duration, width: Option<usize>) -> String {
    let slowest = operators.iter().map(|operator| operator.time).max().unwrap_or_default();
    let mut text = format!("{:>9}  {:>13}  operator\n", "time", "rows");
    for operator in operators {
        let rows = operator.rows.map(grouped).unwrap_or_default();
        let mut line =
            format!("{:>9}  {rows:>13}  {}", duration::text(operator.time), "  ".repeat(operator.depth));
        let mark = if operator.time == slowest && !slowest.is_zero() { "  <- slowest" } else { "" };
        let spilled = match operator.spilled_bytes {
            0 => String::new(),
            bytes => format!("  ({} MB on disk)", bytes.div_ceil(1 << 20)),
        };
        let available =
            width.map_or(usize::MAX, |width| width.saturating_sub(line.width() + mark.len() + spilled.len()));
        line.push_str(&truncated(&visible(&operator.text), available));
        text.push_str(&format!("{line}{spilled}{mark}\n"));
    }
    text + &format!("{} in all; the time of an operator is the sum over all threads", duration::text(elapsed))
}

fn truncated(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut start: String = text.chars().take(width.saturating_sub(1)).collect();
    start.push('…');
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_operator_is_marked_and_lines_fit() {
        let operator = |depth, text: &str, millis| Operator {
            depth,
            text: text.to_owned(),
            rows: Some(1_000),
            time: Duration::from_millis(millis),
            spilled_bytes: 0,
        };
        let operators = [operator(0, "SortExec", 5), operator(1, &"DataSourceExec ".repeat(9), 20)];
        let text = operator_tree(&operators, Duration::from_millis(30), Some(60));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "  0.005 s          1,000  SortExec");
        assert!(lines[2].ends_with("…  <- slowest"), "{text}");
        assert!(lines[..3].iter().all(|line| line.width() <= 60), "{text}");
    }
}
