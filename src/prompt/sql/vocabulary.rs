//! The names that completion can suggest, as the session knows them: the interface to the engine.

use std::ops::Range;

/// The names that can be suggested.
pub trait Vocabulary {
    /// Returns the tables and views.
    fn tables(&self) -> Vec<TableEntry>;

    /// Returns the columns of `WITH … SELECT * FROM relation`. `relation` is an item of FROM without its alias: a name, a
    /// quoted path, a call or a query in parentheses. `with` is empty, or the definitions that it needs, with the word
    /// WITH. The list is empty where the columns are not known.
    fn columns(&self, relation: &str, with: &str) -> Vec<ColumnEntry>;

    /// Returns the functions, in the order in which they are suggested.
    fn functions(&self) -> &[FunctionEntry];

    /// Returns the entries of a folder. The folder is a path up to and including its last slash; empty for the working
    /// folder.
    fn files(&self, folder: &str) -> Vec<FolderEntry>;

    /// Returns the dot commands.
    fn commands(&self) -> &[CommandEntry];
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableEntry {
    /// The name as SQL needs it, with its schema and quotes where they are needed.
    pub name: String,
    /// The kind: a table or a view.
    pub kind: TableKind,
}

/// The kind of a relation with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// A table.
    Table,
    /// A view.
    View,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnEntry {
    /// The name without quotes.
    pub name: String,
    /// The type in SQL.
    pub sql_type: String,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionEntry {
    /// The name.
    pub name: String,
    /// Its kind.
    pub kind: FunctionKind,
    /// Its call: `rfm(table, customer, …)`.
    pub signature: String,
    /// Its result, in a sentence.
    pub summary: String,
    /// The arguments in the order of the call; empty if they are not known.
    pub arguments: Vec<ArgumentEntry>,
}

/// The kind of a function, which says where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// One value for each row.
    Scalar,
    /// One value for each group.
    Aggregate,
    /// One value for each row, from its window.
    Window,
    /// A relation.
    Table,
}

/// An argument of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentEntry {
    /// The name, as in `name => value`.
    pub name: String,
    /// Its meaning.
    pub about: String,
    /// The default; `None` for an argument that is required.
    pub default: Option<String>,
    /// The values it takes.
    pub takes: ArgumentTakes,
}

/// The values that an argument takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentTakes {
    /// A relation.
    Relation,
    /// The path of a file.
    Path,
    /// An expression.
    Expression,
    /// Any other constant.
    Constant,
    /// One of these texts.
    Choice(Vec<String>),
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// The name; that of a folder ends with a slash.
    pub name: String,
    /// A remark, such as the size.
    pub about: String,
}

/// A dot command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandEntry {
    /// The name, with its dot.
    pub name: String,
    /// Its effect, in a sentence.
    pub about: String,
    /// The values of its argument.
    pub takes: CommandTakes,
}

/// The values that the argument of a dot command takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandTakes {
    /// No argument.
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

/// The suggestions for a cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that a suggestion replaces.
    pub range: Range<usize>,
    /// The suggestions, the best first.
    pub suggestions: Vec<Suggestion>,
}

/// A text that can be inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The text as it is inserted.
    pub text: String,
    /// Its kind.
    pub kind: SuggestionKind,
    /// A remark: a column's type, a function's summary.
    pub about: String,
}

/// The kind of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionKind {
    /// One keyword or several.
    Keyword,
    /// A table.
    Table,
    /// A view.
    View,
    /// A query of WITH.
    Cte,
    /// A column.
    Column,
    /// An alias of the select list.
    Alias,
    /// A function.
    Function,
    /// An argument by name.
    Argument,
    /// A value of an argument.
    Value,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A dot command.
    Command,
}
