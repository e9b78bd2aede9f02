//! The values of `$name` on the command line.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use datafusion::scalar::ScalarValue;
use tenure::{Item, Query};
use tenure_diagnostics::{Problem, nearest_or_all};

use super::exit::Exit;
use super::failure::Failure;
use super::script::Script;

/// The values of `$name`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parameters(BTreeMap<String, ScalarValue>);

impl Parameters {
    /// Reads `name=value` in each text.
    pub fn parse(texts: &[String]) -> Result<Self, Failure> {
        let pairs = name_value_pairs(texts)?;
        Ok(Self(pairs.into_iter().map(|(name, value)| (name, typed(value))).collect()))
    }

    /// Binds the values to a query.
    pub fn bind(&self, query: Query) -> Query {
        self.0.iter().fold(query, |query, (name, value)| query.bind(name, value.clone()))
    }

    /// Checks that every parameter of the scripts has a value, and that every value is one of a parameter, before
    /// anything runs.
    pub fn check(&self, scripts: &[Script]) -> Result<(), Failure> {
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for script in scripts {
            for item in &script.items {
                if let Item::Statement(statement) = item {
                    used.extend(statement.parameters.iter().map(|(name, _)| name.as_str()));
                    statement.check_parameters(&names).map_err(|error| {
                        let failure = Failure::in_statement(&error, statement, script.file.as_deref());
                        if script.is_report { with_report_hint(failure, script) } else { failure }
                    })?;
                }
            }
        }
        // A file that is read later may use any name.
        if scripts.iter().any(Script::reads_others) {
            return Ok(());
        }
        let Some(unused) = names.iter().find(|name| !used.contains(*name)) else {
            return Ok(());
        };
        let hint = nearest_or_all(unused, "parameters", used);
        let problem = Problem::new(format!("no statement uses the parameter '{unused}'"))
            .hint(hint.unwrap_or_else(|| "there are no parameters".to_owned()));
        Err(Failure::problem(Exit::Usage, &problem))
    }
}

/// Adds how a report is run to the failure of one that is run as a script.
fn with_report_hint(failure: Failure, script: &Script) -> Failure {
    match failure {
        Failure::Error(exit, text) => {
            let file = script.file.as_deref().unwrap_or("FILE");
            Failure::Error(exit, format!("{text}  hint: it is a report: tenure report {file}\n"))
        }
        other => other,
    }
}

/// Returns the names and values of `name=value` in each text.
///
/// # Errors
/// Returns an error if a text is not of this form, or a name occurs twice.
pub fn name_value_pairs(texts: &[String]) -> Result<Vec<(String, &str)>, Failure> {
    let mut pairs: Vec<(String, &str)> = Vec::new();
    for text in texts {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.trim().is_empty()) else {
            let message = format!("parameter '{text}' is not written as name=value");
            return Err(Failure::new(Exit::Usage, message));
        };
        let name = name.trim().trim_start_matches('$').to_owned();
        if pairs.iter().any(|(other, _)| *other == name) {
            return Err(Failure::new(Exit::Usage, format!("parameter '{name}' has two values")));
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// Reads a value as what it looks like: a whole number, a decimal number, true or false, a date, a time, else text. A
/// value in single quotes is always text, and so is a number with leading zeros, such as that of an account.
fn typed(text: &str) -> ScalarValue {
    let quoted = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    if let Some(inner) = quoted.filter(|_| text.len() > 1) {
        return ScalarValue::from(inner.replace("''", "'").as_str());
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let has_leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && !has_leading_zero;
    if let Some(whole) = text.parse::<i64>().ok().filter(|_| is_number) {
        return ScalarValue::from(whole);
    }
    if let Some(number) = text.parse::<f64>().ok().filter(|number| is_number && number.is_finite()) {
        return ScalarValue::from(number);
    }
    if let Some(day) = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
    {
        let days = day.signed_duration_since(NaiveDate::default()).num_days();
        return ScalarValue::Date32(i32::try_from(days).ok());
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"] {
        if let Ok(time) = NaiveDateTime::parse_from_str(text, format) {
            return ScalarValue::TimestampMicrosecond(Some(time.and_utc().timestamp_micros()), None);
        }
    }
    match text {
        "true" => ScalarValue::from(true),
        "false" => ScalarValue::from(false),
        text => ScalarValue::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_by_how_they_are_written() {
        for (text, expected) in [
            ("12", ScalarValue::from(12_i64)),
            ("-0.5", ScalarValue::from(-0.5)),
            ("007", ScalarValue::from("007")),
            ("'12'", ScalarValue::from("12")),
            ("'it''s'", ScalarValue::from("it's")),
            ("'", ScalarValue::from("'")),
            ("true", ScalarValue::from(true)),
            ("1997-01-02", ScalarValue::Date32(Some(9863))),
            ("1970-01-01 00:00:01", ScalarValue::TimestampMicrosecond(Some(1_000_000), None)),
            ("inf", ScalarValue::from("inf")),
            ("", ScalarValue::from("")),
            ("DE", ScalarValue::from("DE")),
        ] {
            assert_eq!(typed(text), expected, "{text}");
        }
    }
}
