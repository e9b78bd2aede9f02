//! The walk through the sample: shown as the prompt begins, and taken step by step with `.walk`.

use tenure::Item;
use tenure::demo::{Step, WALK};

use super::Next;
use crate::shell::{Exit, Session, Stop, say};

/// Runs the next step.
pub async fn run(session: &mut Session) -> Result<Next, Stop> {
    let Some(walk) = &mut session.walk else {
        let message = "the walk is through the sample: begin with 'tenure demo'";
        return Err(Stop::failed(Exit::Usage, message));
    };
    let (text, sql) = walk.step();
    say(&text);
    let Some(sql) = sql else {
        return Ok(Next::Go);
    };
    session.typed_for.push(sql.to_owned());
    for statement in tenure::statements(sql)? {
        Box::pin(session.run(&Item::Statement(statement), None)).await?;
    }
    Ok(Next::Go)
}

/// How far one has come.
#[derive(Debug, Default)]
pub struct Walk {
    next: usize,
}

impl Walk {
    /// What is said as the prompt begins.
    pub fn text() -> String {
        let mut text = String::from(BEGIN);
        for step in WALK {
            text.push_str(&shown(&step));
        }
        text + OWN
    }

    /// The next step as text, and its SQL; after the last one only what comes then.
    pub fn step(&mut self) -> (String, Option<&'static str>) {
        match WALK.get(self.next) {
            Some(step) => {
                self.next += 1;
                (shown(step), Some(step.sql))
            }
            None => {
                self.next = 0;
                (format!("That was the walk.\n{OWN}"), None)
            }
        }
    }
}

/// What the sample is.
const BEGIN: &str = "A CD shop: its orders are real, survey and events are made up around them.\n\
     Type these, or let .walk run them one by one. DESCRIBE orders; shows a table.\n";

/// What to do after the walk.
const OWN: &str = "Then your own file: leave with .quit, and 'tenure orders.csv' makes it a table.\n";

/// A step as one would type it.
fn shown(step: &Step) -> String {
    let mut text = format!("-- {}\n", step.question);
    for line in step.sql.lines() {
        text.push_str(&format!("  {line}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_walk_fits_a_terminal() {
        let text = Walk::text();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert!(text.lines().count() <= 22, "{text}");
    }

    #[test]
    fn after_its_end_it_begins_again() {
        let mut walk = Walk::default();
        let steps: Vec<_> = (0..=WALK.len()).map(|_| walk.step().1).collect();
        assert_eq!(steps[0], Some(WALK[0].sql));
        assert_eq!(steps[WALK.len()], None);
        assert_eq!(walk.step().1, steps[0]);
    }
}
