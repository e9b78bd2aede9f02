//! `.open`: files become tables.

use super::unquoted;
use crate::shell::{Begin, Session, Stop, say};

/// Makes each file a table of its name. Blanks part files, unless they stand in quotes.
pub async fn run(argument: &str, session: &mut Session) -> Result<(), Stop> {
    let begin = Begin::files(&words(argument))?;
    begin.register(session).await?;
    if let Begin::Files(tables) = &begin {
        for table in tables {
            say(&format!("table {} is {}", table.name, table.path));
        }
    }
    Ok(())
}

/// The words of a line; one in quotes may hold blanks.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for c in line.chars() {
        match quote {
            None if c.is_whitespace() => words.push(std::mem::take(&mut word)),
            None if matches!(c, '\'' | '"') && word.is_empty() => {
                quote = Some(c);
                word.push(c);
            }
            Some(open) if c == open => {
                quote = None;
                word.push(c);
            }
            _ => word.push(c),
        }
    }
    words.push(word);
    words.iter().filter(|word| !word.is_empty()).map(|word| unquoted(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn blanks_part_files_outside_quotes() {
        assert_eq!(words("a.csv  'b c.csv' \"d e\".csv"), ["a.csv", "b c.csv", "\"d e\".csv"]);
        assert_eq!(words("it's.csv"), ["it's.csv"]);
    }
}
