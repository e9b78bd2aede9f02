//! What a caller gives for the parameters of a report.

use std::collections::HashMap;

use tenure_diagnostics::nearest;

use super::parameter::{Bound, Parameter};
use super::report::Report;
use crate::engine::Query;
use crate::errors::{Code, Error, Problem};

/// What a caller gives for the parameters of a report: texts, as on the command line, which the report reads as the
/// types that it declares.
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
    /// None: every parameter has its default.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a parameter a value, in place of one that was given before. A list is written with commas.
    pub fn with(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.put(name.into(), ParameterValue::Text(value.into()))
    }

    /// Gives a parameter a list of values.
    pub fn with_list<T: Into<String>>(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.put(name.into(), ParameterValue::List(values.into_iter().map(Into::into).collect()))
    }

    /// Gives the parameters the values of an object of JSON: `{"since": "2024-01-01", "countries": ["DE", "FR"]}`.
    ///
    /// # Errors
    /// If it is no such object.
    pub fn with_json(self, json: &str) -> Result<Self, Error> {
        let wrong = |message: String| {
            let hint = r#"write it as {"since": "2024-01-01", "countries": ["DE", "FR"]}"#;
            Error::new(Code::Parameter, message, Some(hint.to_owned()))
        };
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(json).map_err(|error| wrong(format!("these are no parameters: {error}")))?;
        let text = |name: &str, value: &serde_json::Value| match value {
            serde_json::Value::String(text) => Ok(text.clone()),
            serde_json::Value::Number(_) | serde_json::Value::Bool(_) => Ok(value.to_string()),
            _ => Err(wrong(format!("parameter {name} is a text, a number, true, false or a list of them"))),
        };
        object.iter().try_fold(self, |arguments, (name, value)| match value {
            serde_json::Value::Array(items) => {
                let items = items.iter().map(|item| text(name, item)).collect::<Result<Vec<_>, _>>()?;
                Ok(arguments.with_list(name, items))
            }
            value => Ok(arguments.with(name, text(name, value)?)),
        })
    }

    /// Those of them that a report declares.
    pub fn of(mut self, report: &Report) -> Self {
        self.0.retain(|(name, _)| report.parameters().iter().any(|parameter| parameter.name == *name));
        self
    }

    fn put(mut self, name: String, given: ParameterValue) -> Self {
        let name = name.trim_start_matches('$').to_owned();
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, given));
        self
    }

    /// What the parameters stand for; all that is wrong is told together.
    pub(in crate::reports) fn bind(&self, parameters: &[Parameter]) -> Result<Bindings, Error> {
        let mut problems = Vec::new();
        let plain = |message: String, hint| Problem::new(message).maybe_hint(hint);
        for (name, _) in &self.0 {
            if !parameters.iter().any(|parameter| parameter.name == *name) {
                let known = || parameters.iter().map(|parameter| parameter.name.as_str());
                let hint = match nearest(name, known()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None if parameters.is_empty() => "the report has no parameters".to_owned(),
                    None => format!("its parameters are {}", known().collect::<Vec<_>>().join(", ")),
                };
                problems.push(plain(format!("the report has no parameter '{name}'"), Some(hint)));
            }
        }
        let mut bindings = Bindings::default();
        for parameter in parameters {
            let given = self.0.iter().find(|(name, _)| *name == parameter.name).map(|(_, given)| given);
            let (bound, shown) = match (given, &parameter.default) {
                (Some(ParameterValue::Text(text)), _) => (parameter.read(text), text.clone()),
                (Some(ParameterValue::List(items)), _) => {
                    (parameter.read_list(items.iter().map(String::as_str)), items.join(", "))
                }
                (None, Some(default)) => (parameter.read(default), default.clone()),
                (None, None) => {
                    let message = format!("parameter {} has no value", parameter.name);
                    let hint = format!("give it one: -p {}=…", parameter.name);
                    problems.push(Problem::new(message).at(parameter.directive.at).hint(hint));
                    continue;
                }
            };
            match bound {
                Ok(bound) => {
                    bindings.shown.push((parameter.name.clone(), shown));
                    bindings.bound.insert(parameter.name.clone(), bound);
                }
                Err(message) => problems.push(plain(message, None)),
            }
        }
        match problems.is_empty() {
            true => Ok(bindings),
            false => Err(Error::of(Code::Parameter, problems)),
        }
    }
}

impl<N: Into<String>, V: Into<String>, const COUNT: usize> From<[(N, V); COUNT]> for Arguments {
    fn from(given: [(N, V); COUNT]) -> Self {
        given.into_iter().collect()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Arguments {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(given: T) -> Self {
        given.into_iter().fold(Self::new(), |arguments, (name, value)| arguments.with(name, value))
    }
}

/// What the parameters of a report stand for.
#[derive(Debug, Clone, Default)]
pub(in crate::reports) struct Bindings {
    bound: HashMap<String, Bound>,
    /// Each parameter, in the order of the report, and its value as it was written.
    pub shown: Vec<(String, String)>,
}

impl Bindings {
    /// The query with them.
    pub fn bind(&self, query: Query) -> Query {
        self.bound.iter().fold(query, |query, (name, bound)| match bound {
            Bound::Value(value) => query.bind(name, value.clone()),
            Bound::Table(written) => query.bind_table(name, written),
            Bound::Column(written) => query.bind_column(name, written),
        })
    }

    /// The text that a parameter is, if it is one.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.bound.get(name)? {
            Bound::Value(value) => value.try_as_str().flatten(),
            Bound::Table(written) | Bound::Column(written) => Some(written),
        }
    }
}
