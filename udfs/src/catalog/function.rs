//! What a function is: its name, arguments and documentation, and how it is built.

use std::fmt;

use datafusion::common::Result;
use datafusion::logical_expr::{AggregateUDF, LogicalPlan, ScalarUDF, WindowUDF};

use super::Source;
use crate::call::Call;

/// A family of functions: what one studies with them.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// The heading.
    pub title: &'static str,
    /// A sentence or two.
    pub about: &'static str,
    /// Its functions.
    pub functions: &'static [&'static Function],
    /// What its table functions are made of besides: registered, so that a plan can be sent by name, but not
    /// documented, because they are no use alone.
    pub parts: &'static [Make],
}

/// A function as SQL sees it, with its documentation.
#[derive(Debug)]
pub struct Function {
    /// The name in SQL, in lower case.
    pub name: &'static str,
    /// One sentence: what it gives.
    pub summary: &'static str,
    /// The arguments in the order of the positional call.
    pub arguments: &'static [Argument],
    /// The type of the result; of a table function, what a row is.
    pub returns: &'static str,
    /// Rules, formula, units, and which rows are not used; paragraphs of Markdown.
    pub details: &'static str,
    /// Where the method is published; empty where it is plain arithmetic.
    pub reference: &'static str,
    /// A call that runs as it stands on any session.
    pub example: Example,
    /// How it is built.
    pub make: Make,
}

/// A query and what it prints.
#[derive(Debug)]
pub struct Example {
    /// The query.
    pub sql: &'static str,
    /// Its result as a text table.
    pub output: &'static str,
}

/// How a function is built, by kind.
pub enum Make {
    /// A value a row.
    Scalar(fn() -> ScalarUDF),
    /// A value a group, or a window.
    Aggregate(fn() -> AggregateUDF),
    /// A value a row, from the rows of its window.
    Window(fn() -> WindowUDF),
    /// A relation.
    Table {
        /// The columns of the result with their meaning.
        columns: &'static [(&'static str, &'static str)],
        /// Writes the call out as a plan.
        expand: Expand,
    },
    /// A relation that an engine opens before it plans a statement.
    Source {
        /// The columns of the result with their meaning; none where they depend on what is opened.
        columns: &'static [(&'static str, &'static str)],
        /// Opens it.
        opens: &'static dyn Source,
    },
}

/// How a table function becomes a plan of ordinary operators.
pub type Expand = fn(&Call) -> Result<LogicalPlan>;

impl Make {
    /// The kind's name.
    pub fn kind(&self) -> &'static str {
        match self {
            Make::Scalar(_) => "scalar",
            Make::Aggregate(_) => "aggregate",
            Make::Window(_) => "window",
            Make::Table { .. } | Make::Source { .. } => "table",
        }
    }

    /// Tells whether the function stands in FROM.
    pub fn is_relation(&self) -> bool {
        match self {
            Make::Table { .. } | Make::Source { .. } => true,
            Make::Scalar(_) | Make::Aggregate(_) | Make::Window(_) => false,
        }
    }

    /// The columns of a relation with their meaning; none for other kinds.
    pub fn columns(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Make::Table { columns, .. } | Make::Source { columns, .. } => columns,
            Make::Scalar(_) | Make::Aggregate(_) | Make::Window(_) => &[],
        }
    }

    /// The name under which a session registers what is built; `None` for relations, which only the catalogue names.
    pub(super) fn built_name(&self) -> Option<String> {
        match self {
            Make::Scalar(make) => Some(make().name().to_owned()),
            Make::Aggregate(make) => Some(make().name().to_owned()),
            Make::Window(make) => Some(make().name().to_owned()),
            Make::Table { .. } | Make::Source { .. } => None,
        }
    }
}

impl fmt::Debug for Make {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

/// An argument of a function.
#[derive(Debug)]
pub struct Argument {
    /// The name, as in `name => value`.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What holds when it is not given, as text; None for an argument that must be given.
    pub default: Option<&'static str>,
    /// What it means.
    pub about: &'static str,
}

impl Argument {
    /// An argument that must be given.
    pub const fn required(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, default: None, about }
    }

    /// An argument with a default.
    pub const fn optional(
        name: &'static str,
        takes: Takes,
        default: &'static str,
        about: &'static str,
    ) -> Self {
        Self { name, takes, default: Some(default), about }
    }
}

/// What an argument takes. The first group are expressions over the input's columns, the second constants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Takes {
    /// A relation: a name, a quoted path, or a query in parentheses.
    Relation,
    /// An expression of any type that groups and orders.
    Key,
    /// A DATE or TIMESTAMP.
    Time,
    /// A number.
    Number,
    /// A condition.
    Condition,
    /// Text.
    Text,
    /// An expression, or several in parentheses: the call is made for each group of them.
    Groups,
    /// A fitted model.
    Model,

    /// A whole number of this range.
    Whole {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A number strictly between these two.
    Between {
        /// Above this.
        above: f64,
        /// Below this.
        below: f64,
    },
    /// A number of this range, its ends included.
    Range {
        /// The least.
        min: f64,
        /// The most.
        max: f64,
    },
    /// A length of time above 0: an INTERVAL, or a number in the unit of the function.
    Duration,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A DATE, meaning the end of that day, or a TIMESTAMP.
    Boundary,
    /// The name of a time zone.
    TimeZone,
}

impl Takes {
    /// Whether it may be given by position.
    pub fn is_positional(self) -> bool {
        self.is_expression() && self != Takes::Condition
    }

    /// Whether it is an expression over the input's columns.
    pub fn is_expression(self) -> bool {
        matches!(self, Takes::Key | Takes::Time | Takes::Number | Takes::Condition | Takes::Text)
    }
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Takes::Relation => f.write_str("a table, 'path' or (query)"),
            Takes::Key => f.write_str("any type that groups and orders"),
            Takes::Time => f.write_str("DATE or TIMESTAMP"),
            Takes::Number => f.write_str("a number"),
            Takes::Condition => f.write_str("a condition"),
            Takes::Text => f.write_str("text"),
            Takes::Model => f.write_str("a fitted model"),
            Takes::Groups => f.write_str("an expression, or (several)"),
            Takes::Whole { min, max: i64::MAX } => write!(f, "a whole number from {min}"),
            Takes::Whole { min, max } => write!(f, "a whole number from {min} to {max}"),
            Takes::Between { above, below } => {
                write!(f, "a number between {above} and {below}, both excluded")
            }
            Takes::Range { min, max } => write!(f, "a number from {min} to {max}"),
            Takes::Duration => f.write_str("an INTERVAL or a number of units, above 0"),
            Takes::Choice(words) => {
                for (i, word) in words.iter().enumerate() {
                    let before = match i {
                        0 => "",
                        _ if i + 1 == words.len() => " or ",
                        _ => ", ",
                    };
                    write!(f, "{before}'{word}'")?;
                }
                Ok(())
            }
            Takes::Boundary => f.write_str("DATE (the end of that day) or TIMESTAMP"),
            Takes::TimeZone => f.write_str("the name of a time zone"),
        }
    }
}
