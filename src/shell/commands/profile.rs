//! `.profile`: where the time of a query goes.

use std::time::{Duration, Instant};

use tenure::{Item, Operator, Statement};
use unicode_width::UnicodeWidthStr as _;

use crate::shell::duration::shown;
use crate::shell::progress::ProgressLine;
use crate::shell::{Exit, Session, Stop};
use tenure::output::{grouped, visible};

/// Runs the SQL, or the last statement again, to its end, without printing its rows, and shows its operators.
pub async fn run(sql: &str, session: &mut Session) -> Result<(), Stop> {
    let statement = match sql {
        "" => {
            session.statement.clone().ok_or_else(|| Stop::failed(Exit::Usage, "there is no statement yet"))?
        }
        sql => one(sql)?,
    };
    let begin = Instant::now();
    let mut progress = ProgressLine::begin();
    let rows = session.start(&statement, None, &mut progress).await?;
    let running = rows.running();
    let interrupt = session.output.interrupt().clone();
    let collected = interrupt.or(rows.collect(), || progress.look()).await;
    progress.clear();
    collected?.map_err(|error| Stop::statement(&error, &statement, None))?;
    let width = session.output.terminal().size.map(|(columns, _)| columns);
    let text = tree(&running.operators(), begin.elapsed(), width);
    session.output.text(&text)
}

fn one(sql: &str) -> Result<Statement, Stop> {
    let items = tenure::items(sql).map_err(|error| Stop::text(&error, sql, None))?;
    match <[Item; 1]>::try_from(items) {
        Ok([Item::Statement(statement)]) => Ok(statement),
        _ => Err(Stop::failed(Exit::Usage, ".profile takes one statement")),
    }
}

/// The operators below each other, with their own time and rows, the slowest marked.
fn tree(operators: &[Operator], elapsed: Duration, width: Option<usize>) -> String {
    let slowest = operators.iter().map(|operator| operator.time).max().unwrap_or_default();
    let mut text = format!("{:>9}  {:>13}  operator\n", "time", "rows");
    for operator in operators {
        let rows = operator.rows.map(|rows| grouped(rows as usize)).unwrap_or_default();
        let mut line = format!("{:>9}  {rows:>13}  {}", shown(operator.time), "  ".repeat(operator.depth));
        let mark = if operator.time == slowest && !slowest.is_zero() { "  <- slowest" } else { "" };
        let spilled = match operator.spilled_bytes {
            0 => String::new(),
            bytes => format!("  ({} MB on disk)", bytes.div_ceil(1 << 20)),
        };
        let room =
            width.map_or(usize::MAX, |width| width.saturating_sub(line.width() + mark.len() + spilled.len()));
        line.push_str(&cut(&visible(&operator.text), room));
        text.push_str(&format!("{line}{spilled}{mark}\n"));
    }
    text + &format!("{} in all; the times of operators are those of all threads together", shown(elapsed))
}

fn cut(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(room.saturating_sub(1)).collect();
    kept.push('…');
    kept
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
        let text = tree(&operators, Duration::from_millis(30), Some(60));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "  0.005 s          1,000  SortExec");
        assert!(lines[2].ends_with("…  <- slowest"), "{text}");
        assert!(lines[..3].iter().all(|line| line.width() <= 60), "{text}");
    }
}
