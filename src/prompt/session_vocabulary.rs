//! The vocabulary of a session: its tables, columns, functions and files.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tenure::functions::catalog::{self, Make};
use tenure::functions::sql_type;
use tenure::functions::takes::Form;
use tenure::{Engine, reference};
use tenure_diagnostics::byte_size;
use tokio::runtime::Handle;

use super::sql::{
    ArgumentEntry, ArgumentTakes, ColumnEntry, CommandEntry, CommandTakes, FolderEntry, FunctionEntry,
    FunctionKind, TableEntry, TableKind, Vocabulary,
};
use crate::shell::{CommandArgument, DotCommand, ListedTable, chart_kinds};

/// The time that completion waits for columns. Columns that come later are there the next time.
const PATIENCE: Duration = Duration::from_millis(250);

/// The vocabulary of a session. Clones share it.
#[derive(Clone)]
pub struct SessionVocabulary(Arc<Shared>);

struct Shared {
    engine: Engine,
    functions: Vec<FunctionEntry>,
    commands: Vec<CommandEntry>,
    state: Mutex<State>,
}

struct State {
    tables: Vec<TableEntry>,
    /// The columns of relations that were asked for since the last statement, by relation and the definitions it needs.
    columns: HashMap<(String, String), Vec<ColumnEntry>>,
    workers: Handle,
}

impl SessionVocabulary {
    /// Returns the vocabulary of a session whose tables are not known yet.
    pub fn new(engine: &Engine, workers: Handle) -> Self {
        let state = State { tables: Vec::new(), columns: HashMap::new(), workers };
        let functions = functions(engine);
        let commands = DotCommand::all().iter().flat_map(|command| commands(*command)).collect();
        Self(Arc::new(Shared { engine: engine.clone(), functions, commands, state: Mutex::new(state) }))
    }

    /// Sets the tables after a statement, which may have changed columns, too.
    pub fn refresh(&self, listed: Vec<ListedTable>, workers: Handle) {
        let table = |listed: ListedTable| TableEntry {
            name: listed.name,
            kind: if listed.is_view { TableKind::View } else { TableKind::Table },
        };
        let mut state = self.state();
        state.tables = listed.into_iter().map(table).collect();
        state.columns.clear();
        state.workers = workers;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vocabulary for SessionVocabulary {
    fn tables(&self) -> Vec<TableEntry> {
        self.state().tables.clone()
    }

    fn columns(&self, relation: &str, with: &str) -> Vec<ColumnEntry> {
        let key = (relation.to_owned(), with.to_owned());
        let workers = {
            let state = self.state();
            if let Some(columns) = state.columns.get(&key) {
                return columns.clone();
            }
            state.workers.clone()
        };
        let (vocabulary, sql) = (self.clone(), format!("{with} SELECT * FROM {relation}"));
        // The task goes on after the wait, and its columns are kept for the next time.
        let asked = workers.spawn(async move {
            let schema = vocabulary.0.engine.query(sql).schema().await;
            // Notices of files are left for the statement that the user runs.
            let columns = schema.map(|schema| columns(&schema)).unwrap_or_default();
            vocabulary.state().columns.insert(key, columns.clone());
            columns
        });
        workers
            .block_on(async { tokio::time::timeout(PATIENCE, asked).await })
            .ok()
            .and_then(Result::ok)
            .unwrap_or_default()
    }

    fn functions(&self) -> &[FunctionEntry] {
        &self.0.functions
    }

    fn files(&self, folder: &str) -> Vec<FolderEntry> {
        let entries = fs::read_dir(if folder.is_empty() { "." } else { folder });
        let mut found: Vec<FolderEntry> = entries
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let metadata = fs::metadata(entry.path()).ok()?;
                Some(match metadata.is_dir() {
                    true => FolderEntry { name: format!("{name}/"), about: String::new() },
                    false => FolderEntry { name, about: byte_size(metadata.len()) },
                })
            })
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    fn commands(&self) -> &[CommandEntry] {
        &self.0.commands
    }
}

fn columns(schema: &datafusion::arrow::datatypes::Schema) -> Vec<ColumnEntry> {
    let column = |field: &Arc<datafusion::arrow::datatypes::Field>| ColumnEntry {
        name: field.name().clone(),
        sql_type: sql_type(field.data_type()),
    };
    schema.fields().iter().map(column).collect()
}

/// Returns a dot command under each of its names.
fn commands(command: DotCommand) -> impl Iterator<Item = CommandEntry> {
    let words = |words: Vec<&str>| CommandTakes::Words(words.into_iter().map(str::to_owned).collect());
    let takes = match command.argument() {
        CommandArgument::Words(choices) => words(choices),
        CommandArgument::Chart => words(chart_kinds().collect()),
        CommandArgument::Table => CommandTakes::Table,
        CommandArgument::Topic => CommandTakes::Topic,
        CommandArgument::File { .. } | CommandArgument::Files => CommandTakes::File,
        CommandArgument::Nothing | CommandArgument::Sql => CommandTakes::Nothing,
    };
    let about = command.about();
    command.names().iter().map(move |name| CommandEntry {
        name: (*name).to_owned(),
        about: about.clone(),
        takes: takes.clone(),
    })
}

/// Returns the functions, those of the catalogue first, then those of DataFusion.
fn functions(engine: &Engine) -> Vec<FunctionEntry> {
    let mut functions: Vec<FunctionEntry> = engine
        .catalog()
        .functions()
        .map(|function| FunctionEntry {
            name: function.name.to_owned(),
            kind: match function.make {
                Make::Scalar(_) => FunctionKind::Scalar,
                Make::Aggregate(_) => FunctionKind::Aggregate,
                Make::Window(_) => FunctionKind::Window,
                Make::Table { .. } | Make::Source { .. } => FunctionKind::Table,
            },
            signature: reference::signature(function),
            summary: function.summary.to_owned(),
            arguments: function.arguments.iter().map(argument).collect(),
        })
        .collect();
    let state = engine.context().state();
    let ours: Vec<String> = functions.iter().map(|function| function.name.clone()).collect();
    let described = |documentation: Option<&datafusion::logical_expr::Documentation>, name: &str| {
        let first =
            documentation.map(|found| found.description.lines().next().unwrap_or_default().to_owned());
        let syntax = documentation.map(|found| found.syntax_example.clone());
        (syntax.unwrap_or_else(|| format!("{name}(…)")), first.unwrap_or_default())
    };
    let mut others: Vec<FunctionEntry> = Vec::new();
    let mut add = |name: &String, kind, (signature, summary)| {
        let is_name = name.starts_with(|c: char| c.is_alphabetic());
        if is_name && !ours.contains(name) {
            others.push(FunctionEntry {
                name: name.clone(),
                kind,
                signature,
                summary,
                arguments: Vec::new(),
            });
        }
    };
    for (name, function) in state.scalar_functions() {
        add(name, FunctionKind::Scalar, described(function.documentation(), name));
    }
    for (name, function) in state.aggregate_functions() {
        add(name, FunctionKind::Aggregate, described(function.documentation(), name));
    }
    for (name, function) in state.window_functions() {
        add(name, FunctionKind::Window, described(function.documentation(), name));
    }
    for name in state.table_functions().keys() {
        add(name, FunctionKind::Table, described(None, name));
    }
    others.sort_by(|a, b| a.name.cmp(&b.name));
    functions.extend(others);
    functions
}

fn argument(argument: &catalog::Argument) -> ArgumentEntry {
    ArgumentEntry {
        name: argument.spelling().into_owned(),
        about: argument.about.to_owned(),
        default: argument.default.map(str::to_owned),
        takes: match (argument.takes, argument.takes.form()) {
            (catalog::Takes::Choice(words), _) => {
                ArgumentTakes::Choice(words.iter().map(|word| (*word).to_owned()).collect())
            }
            _ if argument.name == "path" => ArgumentTakes::Path,
            (_, Form::Relation) => ArgumentTakes::Relation,
            (_, Form::Expression | Form::Groups | Form::Several(_)) => ArgumentTakes::Expression,
            (_, Form::Boundary | Form::Constant) => ArgumentTakes::Constant,
        },
    }
}
