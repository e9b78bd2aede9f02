//! The parameters of reports: from the command line, a file, or the environment.

use std::env;
use std::fs;
use std::path::Path;

use tenure::Report;
use tenure::reports::Arguments;

use super::args::Given;
use crate::shell::{Exit, Source, Stop, named, read_text};

/// Reads a report; `-` is stdin.
pub fn read(path: &Path) -> Result<Report, Stop> {
    let source = match path.to_str() {
        Some("-") => Source::Stdin,
        _ => Source::File(path.to_owned()),
    };
    let (name, text) = read_text(&source)?;
    Report::parse(&text, name.as_deref()).map_err(|error| Stop::text(&error, &text, name.as_deref()))
}

impl Given {
    /// What is given for a report: on the command line, else in the file, else in the environment.
    pub fn arguments(&self, report: &Report) -> Result<Arguments, Stop> {
        let mut arguments = Arguments::new();
        for parameter in report.parameters() {
            let variable = format!("TENURE_PARAM_{}", parameter.name.to_uppercase());
            match env::var(&variable) {
                Ok(value) => arguments = arguments.with(&parameter.name, value),
                Err(env::VarError::NotPresent) => {}
                Err(env::VarError::NotUnicode(_)) => {
                    return Err(Stop::failed(Exit::Usage, format!("{variable} is not UTF-8 text")));
                }
            }
        }
        if let Some(path) = &self.file {
            let name = path.display();
            let text = fs::read_to_string(path)
                .map_err(|error| Stop::failed(Exit::Data, format!("cannot read {name}: {error}")))?;
            arguments = arguments.with_json(&text)?;
        }
        let given = named(&self.params)?;
        Ok(given.into_iter().fold(arguments, |arguments, (name, value)| arguments.with(name, value)))
    }
}
