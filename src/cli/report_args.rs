//! Reports and the values of their parameters: from the command line, a file, or the environment.

use std::env;
use std::fs;
use std::path::Path;

use tenure::Report;
use tenure::reports::Arguments;

use super::args::ParameterArgs;
use crate::shell::{Exit, Failure, ScriptSource, name_value_pairs, read_text};

/// Reads a report; `-` is stdin.
pub fn read_report(path: &Path) -> Result<Report, Failure> {
    let source = match path.to_str() {
        Some("-") => ScriptSource::Stdin,
        _ => ScriptSource::File(path.to_owned()),
    };
    let (name, text) = read_text(&source)?;
    Report::parse(&text, name.as_deref()).map_err(|error| Failure::in_text(&error, &text, name.as_deref()))
}

impl ParameterArgs {
    /// Returns the values for a report. The command line goes before the file, and the file before the environment.
    pub fn arguments(&self, report: &Report) -> Result<Arguments, Failure> {
        let mut arguments = Arguments::new();
        for parameter in report.parameters() {
            let variable = format!("TENURE_PARAM_{}", parameter.name.to_uppercase());
            match env::var(&variable) {
                Ok(value) => arguments = arguments.with(&parameter.name, value),
                Err(env::VarError::NotPresent) => {}
                Err(env::VarError::NotUnicode(_)) => {
                    return Err(Failure::new(Exit::Usage, format!("{variable} is not valid UTF-8")));
                }
            }
        }
        if let Some(path) = &self.file {
            let name = path.display();
            let text = fs::read_to_string(path)
                .map_err(|error| Failure::new(Exit::Data, format!("cannot read {name}: {error}")))?;
            arguments = arguments.with_json(&text)?;
        }
        let pairs = name_value_pairs(&self.params)?;
        Ok(pairs.into_iter().fold(arguments, |arguments, (name, value)| arguments.with(name, value)))
    }
}
