//! What completion is told about the session: the interface to the engine.

use std::ops::Range;

/// What there is to suggest.
pub trait Known {
    /// Tables and views.
    fn tables(&self) -> Vec<Table>;

    /// The columns of `WITH … SELECT * FROM relation`: `relation` is an item of FROM without its alias, which is a name,
    /// a quoted path, a call or a query in parentheses; `with` is empty, or the definitions that it needs, with the
    /// word WITH. Empty where it cannot be told.
    fn columns(&self, relation: &str, with: &str) -> Vec<Column>;

    /// The functions, in the order in which they are suggested.
    fn functions(&self) -> &[Function];

    /// What is in a folder: the working folder if empty, else a path as written before its last slash, that included.
    fn files(&self, folder: &str) -> Vec<Entry>;

    /// What can be said to the prompt itself.
    fn commands(&self) -> &[Command];
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name as it must be written: with its schema and quotes, where it needs them.
    pub name: String,
    /// What it is.
    pub kind: TableKind,
}

/// What a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// A table.
    Table,
    /// A view.
    View,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name without quotes.
    pub name: String,
    /// The type in SQL.
    pub sql_type: String,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The name.
    pub name: String,
    /// Where it may stand.
    pub kind: FunctionKind,
    /// How it is called: `rfm(table, customer, …)`.
    pub signature: String,
    /// What it gives, in a sentence.
    pub summary: String,
    /// The arguments in the order of the call; none if they are not known.
    pub arguments: Vec<Argument>,
}

/// The kind of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// A value a row.
    Scalar,
    /// A value a group.
    Aggregate,
    /// A value a row, from its window.
    Window,
    /// A relation.
    Table,
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name, as in `name => value`.
    pub name: String,
    /// What it means.
    pub about: String,
    /// What holds when it is not given; None for one that must be given.
    pub default: Option<String>,
    /// What it takes.
    pub takes: Takes,
}

/// What an argument takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// A relation.
    Relation,
    /// The path of a file.
    Path,
    /// An expression.
    Expression,
    /// A constant of which no more is known.
    Constant,
    /// One of these texts.
    Choice(Vec<String>),
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name within the folder; that of a folder ends with a slash.
    pub name: String,
    /// A word on it, such as its size.
    pub about: String,
}

/// A dot command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The name, with its dot.
    pub name: String,
    /// What it does.
    pub about: String,
    /// What may follow.
    pub takes: CommandTakes,
}

/// What a dot command takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandTakes {
    /// Nothing.
    Nothing,
    /// A table.
    Table,
    /// A dot command or a function.
    Topic,
    /// A path, without quotes.
    File,
    /// One of these words.
    Words(Vec<String>),
}

/// What may be put in at the cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that a suggestion replaces.
    pub range: Range<usize>,
    /// The suggestions, the best first.
    pub suggestions: Vec<Suggestion>,
}

/// Something to put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text as it is put in.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// A word on it: a column's type, a function's summary.
    pub about: String,
}

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A keyword, or several.
    Keyword,
    /// A table.
    Table,
    /// A view.
    View,
    /// A query of WITH.
    Cte,
    /// A column.
    Column,
    /// A name that the select list gives.
    Alias,
    /// A function.
    Function,
    /// An argument by name.
    Argument,
    /// A value that an argument can have.
    Value,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A dot command.
    Command,
}
