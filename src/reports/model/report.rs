//! A report: a script of SQL with directives.

use std::fs;
use std::path::Path;

use super::block::Block;
use super::directive::Directive;
use super::parameter::Parameter;
use crate::errors::{Code, Error, Problem};

/// A report: an ordinary SQL script in which line comments that begin with `@` say how the rows of each statement are
/// shown.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), tenure::Error> {
/// let report = tenure::Report::parse(
///     "-- @report Purchases
///      -- @param since date = 1998-01-01
///
///      -- @title By month
///      -- @chart line x=month y=revenue
///      SELECT date_trunc('month', ordered_at) AS month, sum(amount) AS revenue
///      FROM demo.orders WHERE ordered_at >= $since GROUP BY 1 ORDER BY 1;",
///     None,
/// )?;
/// let engine = tenure::Engine::builder().demo().build()?;
/// let html = report.run(&engine, [("since", "1998-03-01")]).await?.to_html()?;
/// assert!(html.contains("By month"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Report {
    pub(in crate::reports) script: String,
    pub(in crate::reports) name: Option<String>,
    pub(in crate::reports) title: Option<String>,
    /// Lines of Markdown.
    pub(in crate::reports) about: Vec<String>,
    pub(in crate::reports) parameters: Vec<Parameter>,
    pub(in crate::reports) uses: Vec<Use>,
    pub(in crate::reports) blocks: Vec<Block>,
}

impl Report {
    /// Reads a report from a file.
    ///
    /// # Errors
    /// Returns why it cannot be read, or every problem in it with its place.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let failed = |error: std::io::Error| {
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => format!("no such file: {name}"),
                _ => format!("cannot read {name}: {error}"),
            };
            Error::new(Code::Io, message, None).with_source(error)
        };
        let bytes = fs::read(path).map_err(failed)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::new(Code::Io, format!("{name} is not valid UTF-8"), None))?;
        Self::parse(text.strip_prefix('\u{feff}').unwrap_or(&text), Some(&name))
    }

    pub(in crate::reports) fn empty(script: &str, name: Option<&str>) -> Self {
        Self {
            script: script.to_owned(),
            name: name.map(str::to_owned),
            title: None,
            about: Vec::new(),
            parameters: Vec::new(),
            uses: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// Returns the title, or the name of the file without its extension.
    pub fn title(&self) -> &str {
        let stem = || Path::new(self.name.as_deref()?).file_stem()?.to_str();
        self.title.as_deref().or_else(stem).unwrap_or("Report")
    }

    /// Returns the parameters that it declares.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Returns the full text of an error of this report for a person: each problem with its line and a caret under the
    /// place.
    pub fn explain(&self, error: &Error) -> String {
        error.report(&self.script, self.name.as_deref(), 1, 1)
    }
}

/// A file that a report uses as a table: `@use orders = 'data/orders/*.csv'`.
#[derive(Debug, Clone)]
pub(in crate::reports) struct Use {
    pub name: String,
    /// The path, unless a parameter is.
    pub path: Option<String>,
    /// The parameter whose value is the path.
    pub parameter: Option<String>,
    pub directive: Directive,
}

impl Use {
    pub fn parse(directive: &Directive) -> Result<Self, Problem> {
        const FORM: &str = "write it as @use orders = 'data/orders/*.csv'";
        let wrong = || directive.problem("@use needs a table name and a file").hint(FORM);
        let (name, file) = directive.text.split_once('=').ok_or_else(wrong)?;
        let (name, file) = (name.trim(), file.trim());
        let fits = |c: char| c.is_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(fits) || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(wrong());
        }
        let quoted =
            file.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).filter(|_| file.len() > 2);
        let parameter = file.strip_prefix('$').filter(|name| !name.is_empty() && name.chars().all(fits));
        if quoted.is_none() && parameter.is_none() {
            return Err(wrong());
        }
        Ok(Self {
            name: name.to_owned(),
            path: quoted.map(|path| path.replace("''", "'")),
            parameter: parameter.map(str::to_owned),
            directive: directive.clone(),
        })
    }
}
