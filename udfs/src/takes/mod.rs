//! Kinds of arguments: their words, the types they accept and are cast to, and the reading of constants.
//!
//! ```text
//! Argument { name, takes } ──types────> does an expression of this type fit, and to what is it cast?
//!                          ──constants─> which value is this constant, and what was perhaps meant by one that does not fit?
//! ```
//!
//! A new kind of argument is a variant of [`Takes`]. The compiler then names the places that must handle it, because no
//! match here has a wildcard.

mod boundary;
mod constants;
mod types;

use std::borrow::Cow;
use std::fmt;

use tenure_diagnostics::joined_with;

pub use boundary::{Boundary, days_of};
pub use types::type_name;
pub(crate) use types::{coerce, is_text};

/// The name and the arguments of a function, or of a part of table functions.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// The name in SQL, in lower case.
    pub name: &'static str,
    /// The arguments in the order of the positional call.
    pub arguments: &'static [Argument],
}

impl Signature {
    /// Creates a signature from a name and arguments.
    pub const fn new(name: &'static str, arguments: &'static [Argument]) -> Self {
        Self { name, arguments }
    }

    /// Returns the argument of that name.
    pub fn argument(&self, name: &str) -> Option<&'static Argument> {
        self.arguments.iter().find(|argument| argument.name == name)
    }

    /// Returns the call with the arguments that must be given: `rfm(table, customer, time, amount, …)`.
    pub fn call(&self) -> String {
        let spelling = |argument: &Argument| match argument.takes.is_positional() {
            true => argument.spelling(),
            false => Cow::Owned(format!("{} => …", argument.name)),
        };
        let required: Vec<Cow<'_, str>> =
            self.arguments.iter().filter(|argument| argument.is_required()).map(spelling).collect();
        let rest = if required.len() < self.arguments.len() { ", …" } else { "" };
        format!("{}({}{rest})", self.name, required.join(", "))
    }
}

/// An argument of a function.
#[derive(Debug)]
pub struct Argument {
    /// The name, as in `name => value`. For a repeated argument, its values have this name followed by a number.
    pub name: &'static str,
    /// The kind of the values.
    pub takes: Takes,
    /// The value that stands for an argument that is left out, as text; `None` if it must be given.
    pub default: Option<&'static str>,
    /// The greatest number of values, each an argument of the call; 1 unless the argument is repeated.
    pub most: usize,
    /// The meaning of the argument.
    pub about: &'static str,
}

impl Argument {
    /// Creates an argument that must be given.
    pub const fn required(name: &'static str, takes: Takes, about: &'static str) -> Self {
        Self { name, takes, default: None, most: 1, about }
    }

    /// Creates an argument with a default.
    pub const fn optional(
        name: &'static str,
        takes: Takes,
        default: &'static str,
        about: &'static str,
    ) -> Self {
        Self { name, takes, default: Some(default), most: 1, about }
    }

    /// Creates an argument that must be given and may be repeated up to `most` times: `c` of `retention(c1, c2, …)`.
    /// The arguments after it are told apart by their types. For scalars, aggregates and window functions.
    pub const fn repeated(name: &'static str, takes: Takes, most: usize, about: &'static str) -> Self {
        Self { name, takes, default: None, most, about }
    }

    /// Makes a repeated argument one that may also be left out.
    pub const fn or_none(self) -> Self {
        Self { default: Some("none"), ..self }
    }

    /// Tells whether the argument must be given.
    pub const fn is_required(&self) -> bool {
        self.default.is_none()
    }

    /// Tells whether the argument may have several values.
    pub const fn is_repeated(&self) -> bool {
        self.most > 1
    }

    /// Returns the name as documentation shows it: `score`, or `c1, c2, …`.
    pub fn spelling(&self) -> Cow<'static, str> {
        match self.is_repeated() {
            true => Cow::Owned(format!("{}1, …", self.name)),
            false => Cow::Borrowed(self.name),
        }
    }
}

/// A kind of argument. The first group are expressions over the input's columns, the second constants.
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
    /// A number, text or a condition: a property of a row that models and tests are made of.
    Feature,
    /// A value of any type. Parts of table functions decide themselves what they cast it to.
    Any,
    /// An expression, or several in parentheses: the call is made for each group of them.
    Groups,
    /// Several expressions with a name each: `{visit: event = 'visit', buy: event = 'purchase'}`, or `(a, b)`, where
    /// the name is the text of the expression. In scalars and aggregates a STRUCT.
    Several(&'static Takes),
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
        /// The lower bound, excluded.
        above: f64,
        /// The upper bound, excluded.
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
    /// A choice of words.
    Choice(&'static [&'static str]),
    /// A DATE, meaning the end of that day, or a TIMESTAMP.
    Boundary,
    /// The name of a time zone.
    TimeZone,
}

/// The shape of a value in the call of a table function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// A relation.
    Relation,
    /// An expression over the columns of the relation.
    Expression,
    /// Any number of expressions that make groups.
    Groups,
    /// Expressions with a name each, all of the given kind.
    Several(&'static Takes),
    /// A time that need not be known before the query runs.
    Boundary,
    /// A constant.
    Constant,
}

impl Takes {
    /// Returns the shape of a value in the call of a table function.
    pub fn form(self) -> Form {
        match self {
            Takes::Relation => Form::Relation,
            Takes::Key
            | Takes::Time
            | Takes::Number
            | Takes::Condition
            | Takes::Text
            | Takes::Feature
            | Takes::Any
            | Takes::Model => Form::Expression,
            Takes::Groups => Form::Groups,
            Takes::Several(item) => Form::Several(item),
            Takes::Boundary => Form::Boundary,
            Takes::Whole { .. }
            | Takes::Between { .. }
            | Takes::Range { .. }
            | Takes::Duration
            | Takes::Choice(_)
            | Takes::TimeZone => Form::Constant,
        }
    }

    /// Tells whether a table function takes it by position, too: conditions and options only by name.
    pub fn is_positional(self) -> bool {
        match self.form() {
            Form::Relation => true,
            Form::Expression => self != Takes::Condition,
            Form::Groups | Form::Several(_) | Form::Boundary | Form::Constant => false,
        }
    }

    /// Returns the plural that an error uses for several values of this kind.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Takes::Condition => "conditions",
            Takes::Number | Takes::Whole { .. } | Takes::Between { .. } | Takes::Range { .. } => "numbers",
            Takes::Text | Takes::Choice(_) | Takes::TimeZone => "texts",
            Takes::Time | Takes::Boundary => "times",
            Takes::Relation => "tables",
            Takes::Model => "models",
            Takes::Duration => "durations",
            Takes::Key | Takes::Feature | Takes::Any | Takes::Groups | Takes::Several(_) => "expressions",
        }
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
            Takes::Feature => f.write_str("a number, text or a condition"),
            Takes::Any => f.write_str("any type"),
            Takes::Model => f.write_str("a fitted model"),
            Takes::Groups => f.write_str("an expression, or (several)"),
            Takes::Several(item) => write!(f, "{} as {{name: …, …}} or (…, …)", item.plural()),
            Takes::Whole { min, max: i64::MAX } => write!(f, "a whole number from {min}"),
            Takes::Whole { min, max } => write!(f, "a whole number from {min} to {max}"),
            Takes::Between { above, below } => {
                write!(f, "a number between {above} and {below}, both excluded")
            }
            Takes::Range { min, max } => write!(f, "a number from {min} to {max}"),
            Takes::Duration => f.write_str("an INTERVAL or a number of units, above 0"),
            Takes::Choice(words) => {
                f.write_str(&joined_with("or", words.iter().map(|word| format!("'{word}'"))))
            }
            Takes::Boundary => f.write_str("DATE (the end of that day) or TIMESTAMP"),
            Takes::TimeZone => f.write_str("the name of a time zone"),
        }
    }
}
