//! The walk through the sample: printed as the prompt begins, taken step by step with `.walk`.

use tenure::demo::{Step, WALK};

/// The progress of the walk.
#[derive(Debug, Default)]
pub struct Walk {
    next: usize,
}

impl Walk {
    /// Returns the text that the prompt begins with.
    pub fn text() -> String {
        let mut text = String::from(INTRODUCTION);
        for step in WALK {
            text.push_str(&step_text(&step));
        }
        text + AFTERWARDS
    }

    /// Returns the next step as text, and its SQL. After the last step there is only the text about what to do then.
    pub fn step(&mut self) -> (String, Option<&'static str>) {
        match WALK.get(self.next) {
            Some(step) => {
                self.next += 1;
                (step_text(step), Some(step.sql))
            }
            None => {
                self.next = 0;
                (format!("That was the walk.\n{AFTERWARDS}"), None)
            }
        }
    }
}

/// A description of the sample.
const INTRODUCTION: &str = "A CD shop: its orders are real, survey and events are made up around them.\n\
     Type these, or let .walk run them one by one. DESCRIBE orders; shows a table.\n";

/// Advice for the time after the walk.
const AFTERWARDS: &str = "Then your own file: leave with .quit, and 'tenure orders.csv' makes it a table.\n";

/// Writes a step as one would type it.
fn step_text(step: &Step) -> String {
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
