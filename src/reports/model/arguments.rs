//! The values of a report's parameters.

use std::collections::HashMap;

use super::parameter::{BoundValue, Parameter};
use super::report::Report;
use crate::engine::Query;
use crate::errors::{Code, Error, Problem};

/// The values that a caller passes for the parameters of a report: text, as on the command line, which the report parses
/// as the types that it declares.
///
/// ```
/// use tenure::reports::Arguments;
///
/// let arguments = Arguments::from([("since", "2024-01-01")]).with_list("countries", ["DE", "FR"]);
/// # let _ = arguments;
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments(Vec<(String, ParameterValue)>);

#[derive(Debug, Clone, PartialEq)]
enum ParameterValue {
    Text(String),
    List(Vec<String>),
}

impl Arguments {
    /// No arguments: every parameter has its default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the value of a parameter, and replaces an earlier one. The items of a list are separated by commas.
    pub fn with(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.put(name.into(), ParameterValue::Text(value.into()))
    }

    /// Sets a parameter to a list of values.
    pub fn with_list<T: Into<String>>(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.put(name.into(), ParameterValue::List(values.into_iter().map(Into::into).collect()))
    }

    /// Sets parameters to the values of a JSON object: `{"since": "2024-01-01", "countries": ["DE", "FR"]}`.
    ///
    /// # Errors
    /// Returns an error if the text is not such an object.
    pub fn with_json(self, json: &str) -> Result<Self, Error> {
        let wrong = |message: String| {
            let hint = r#"write it as {"since": "2024-01-01", "countries": ["DE", "FR"]}"#;
            Error::of(Code::Parameter, vec![Problem::new(message).hint(hint)])
        };
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(json).map_err(|error| {
                wrong(format!("the parameters are not a JSON object: {error}")).with_source(error)
            })?;
        let text = |name: &str, value: &serde_json::Value| match value {
            serde_json::Value::String(text) => Ok(text.clone()),
            serde_json::Value::Number(_) | serde_json::Value::Bool(_) => Ok(value.to_string()),
            _ => {
                Err(wrong(format!("parameter {name} must be text, a number, true, false, or a list of them")))
            }
        };
        object.iter().try_fold(self, |arguments, (name, value)| match value {
            serde_json::Value::Array(items) => {
                let items = items.iter().map(|item| text(name, item)).collect::<Result<Vec<_>, _>>()?;
                Ok(arguments.with_list(name, items))
            }
            value => Ok(arguments.with(name, text(name, value)?)),
        })
    }

    /// Keeps only the arguments that a report declares.
    pub fn of(mut self, report: &Report) -> Self {
        self.0.retain(|(name, _)| report.parameters().iter().any(|parameter| parameter.name == *name));
        self
    }

    fn put(mut self, name: String, value: ParameterValue) -> Self {
        let name = name.trim_start_matches('$').to_owned();
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value));
        self
    }

    /// Binds each parameter to its value. All problems are returned together.
    pub(in crate::reports) fn bind(&self, parameters: &[Parameter]) -> Result<Bindings, Error> {
        let mut problems = Vec::new();
        for (name, _) in &self.0 {
            if !parameters.iter().any(|parameter| parameter.name == *name) {
                let problem = Problem::new(format!("the report has no parameter '{name}'"));
                problems.push(match parameters {
                    [] => problem.hint("the report has no parameters"),
                    _ => problem.nearest(
                        name,
                        "parameters",
                        parameters.iter().map(|known| known.name.as_str()),
                    ),
                });
            }
        }
        let mut bindings = Bindings::default();
        for parameter in parameters {
            let argument = self.0.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| value);
            let (bound, text) = match (argument, &parameter.default) {
                (Some(ParameterValue::Text(text)), _) => (parameter.parse_value(text), text.clone()),
                (Some(ParameterValue::List(items)), _) => {
                    (parameter.parse_list(items.iter().map(String::as_str)), items.join(", "))
                }
                (None, Some(default)) => (parameter.parse_value(default), default.clone()),
                (None, None) => {
                    let message = format!("parameter {} has no value", parameter.name);
                    let hint = format!("set it with -p {}=…", parameter.name);
                    problems.push(Problem::new(message).at(parameter.directive.at).hint(hint));
                    continue;
                }
            };
            match bound {
                Ok(bound) => {
                    bindings.texts.push((parameter.name.clone(), text));
                    bindings.values.insert(parameter.name.clone(), bound);
                }
                Err(message) => problems.push(Problem::new(message)),
            }
        }
        match problems.is_empty() {
            true => Ok(bindings),
            false => Err(Error::of(Code::Parameter, problems)),
        }
    }
}

impl<N: Into<String>, V: Into<String>, const COUNT: usize> From<[(N, V); COUNT]> for Arguments {
    fn from(values: [(N, V); COUNT]) -> Self {
        values.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Arguments {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(values: T) -> Self {
        values.into_iter().fold(Self::new(), |arguments, (name, value)| arguments.with(name, value))
    }
}

/// The parameters of a report with their values.
#[derive(Debug, Clone, Default)]
pub(in crate::reports) struct Bindings {
    values: HashMap<String, BoundValue>,
    /// The name of each parameter, in the order of the report, and the text of its value.
    pub texts: Vec<(String, String)>,
}

impl Bindings {
    /// Binds the parameters of a query.
    pub fn bind(&self, query: Query) -> Query {
        self.values.iter().fold(query, |query, (name, value)| match value {
            BoundValue::Scalar(value) => query.bind(name, value.clone()),
            BoundValue::Table(table) => query.bind_table(name, table),
            BoundValue::Column(column) => query.bind_column(name, column),
        })
    }

    /// Returns the value of a parameter that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name)? {
            BoundValue::Scalar(value) => value.try_as_str().flatten(),
            BoundValue::Table(name) | BoundValue::Column(name) => Some(name),
        }
    }
}
