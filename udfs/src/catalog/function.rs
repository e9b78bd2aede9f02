//! A function as SQL sees it: name, arguments and documentation, and the code that builds it.

use std::fmt;

use datafusion::common::Result;
use datafusion::logical_expr::{AggregateUDF, LogicalPlan, ScalarUDF, WindowUDF};

use super::Source;
use crate::call::Call;
use crate::takes::{Argument, Signature};

/// Functions for one kind of question.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// The heading.
    pub title: &'static str,
    /// A sentence or two.
    pub about: &'static str,
    /// The functions of the family.
    pub functions: &'static [&'static Function],
    /// The functions that its table functions are made of. They are registered, so that a plan can be sent by name, but
    /// not documented: nobody calls them alone.
    pub parts: &'static [Make],
}

/// A function as SQL sees it, with its documentation.
#[derive(Debug)]
pub struct Function {
    /// The name in SQL, in lower case.
    pub name: &'static str,
    /// The result of the function in one sentence.
    pub summary: &'static str,
    /// The arguments in the order of the positional call.
    pub arguments: &'static [Argument],
    /// The type of the result; of a table function, what a row is.
    pub returns: &'static str,
    /// Rules, formula, units, and which rows are not used; paragraphs of Markdown.
    pub details: &'static str,
    /// The publication of the method; empty where it is plain arithmetic.
    pub reference: &'static str,
    /// A call that runs as it stands on any session.
    pub example: Example,
    /// The code that builds it.
    pub make: Make,
}

impl Function {
    /// Returns the name and the arguments.
    pub const fn signature(&self) -> Signature {
        Signature::new(self.name, self.arguments)
    }
}

/// A query and what it prints.
#[derive(Debug)]
pub struct Example {
    /// The query.
    pub sql: &'static str,
    /// The result of the query as a text table.
    pub output: &'static str,
}

/// The code that builds a function, by kind.
pub enum Make {
    /// A function with a value for each row.
    Scalar(fn() -> ScalarUDF),
    /// A function with a value for each group or window.
    Aggregate(fn() -> AggregateUDF),
    /// A function with a value for each row, from the rows of its window.
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

/// Turns the call of a table function into a plan of ordinary operators.
pub type Expand = fn(&Call) -> Result<LogicalPlan>;

impl Make {
    /// Returns the kind's name.
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

    /// Returns the columns of a relation with their meaning; none for other kinds.
    pub fn columns(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Make::Table { columns, .. } | Make::Source { columns, .. } => columns,
            Make::Scalar(_) | Make::Aggregate(_) | Make::Window(_) => &[],
        }
    }

    /// Returns the name under which a session registers what is built; `None` for relations, which only the catalogue
    /// names.
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
