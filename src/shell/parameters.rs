//! Values for `$name`, given on the command line.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use datafusion::scalar::ScalarValue;
use tenure::functions::call::nearest;
use tenure::{Item, Query};

use super::exit::Exit;
use super::script::Script;
use super::stop::Stop;

/// Values for `$name`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parameters(BTreeMap<String, ScalarValue>);

impl Parameters {
    /// Reads `name=value` for each.
    pub fn parse(given: &[String]) -> Result<Self, Stop> {
        Ok(Self(named(given)?.into_iter().map(|(name, value)| (name, value_of(value))).collect()))
    }

    /// Gives a query its values.
    pub fn bind<'a>(&self, query: Query<'a>) -> Query<'a> {
        self.0.iter().fold(query, |query, (name, value)| query.bind(name, value.clone()))
    }

    /// That every parameter of the scripts has a value, and every value is one of a parameter: both are found before
    /// anything runs.
    pub fn check(&self, scripts: &[Script]) -> Result<(), Stop> {
        let given: Vec<&str> = self.0.keys().map(String::as_str).collect();
        let mut used: Vec<&str> = Vec::new();
        for script in scripts {
            for item in &script.items {
                if let Item::Statement(statement) = item {
                    used.extend(statement.parameters.iter().map(|(name, _)| name.as_str()));
                    let failed = |error| match Stop::statement(&error, statement, script.name.as_deref()) {
                        Stop::Failed(exit, text) if script.is_report => {
                            let name = script.name.as_deref().unwrap_or("FILE");
                            Stop::Failed(
                                exit,
                                format!("{text}  hint: it is a report: tenure report {name}\n"),
                            )
                        }
                        stop => stop,
                    };
                    statement.check_parameters(&given).map_err(failed)?;
                }
            }
        }
        for name in self.0.keys() {
            // What a file that is read later uses is not known yet.
            let reads = scripts.iter().any(Script::reads_others);
            if !used.contains(&name.as_str()) && !reads {
                let hint = match nearest(name, used.iter().copied()) {
                    Some(near) => format!("; did you mean '{near}'?"),
                    None if used.is_empty() => "; there are no parameters".to_owned(),
                    None => {
                        used.sort_unstable();
                        used.dedup();
                        format!("; the parameters are {}", used.join(", "))
                    }
                };
                return Err(Stop::failed(
                    Exit::Usage,
                    format!("no statement uses the parameter '{name}'{hint}"),
                ));
            }
        }
        Ok(())
    }
}

/// The names and values of `name=value` for each, no name twice.
pub fn named(given: &[String]) -> Result<Vec<(String, &str)>, Stop> {
    let mut pairs: Vec<(String, &str)> = Vec::new();
    for text in given {
        let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.trim().is_empty()) else {
            let message = format!("parameter '{text}' is not written as name=value");
            return Err(Stop::failed(Exit::Usage, message));
        };
        let name = name.trim().trim_start_matches('$').to_owned();
        if pairs.iter().any(|(known, _)| *known == name) {
            return Err(Stop::failed(Exit::Usage, format!("parameter '{name}' is given twice")));
        }
        pairs.push((name, value));
    }
    Ok(pairs)
}

/// A value by how it is written: a whole number, a decimal number, true or false, a date, a time, else text. In single
/// quotes it is text in any case, and so is a number with zeros before it, as of an account.
fn value_of(text: &str) -> ScalarValue {
    let quoted = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    if let Some(inner) = quoted.filter(|_| text.len() > 1) {
        return ScalarValue::from(inner.replace("''", "'").as_str());
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let leads = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit()) && !leads;
    if let Some(whole) = text.parse::<i64>().ok().filter(|_| is_number) {
        return ScalarValue::from(whole);
    }
    if let Some(number) = text.parse::<f64>().ok().filter(|number| is_number && number.is_finite()) {
        return ScalarValue::from(number);
    }
    if let Some(day) = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
    {
        let since = day.signed_duration_since(NaiveDate::default()).num_days();
        return ScalarValue::Date32(i32::try_from(since).ok());
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
            assert_eq!(value_of(text), expected, "{text}");
        }
    }
}
