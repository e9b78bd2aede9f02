//! A workspace: a folder that keeps the tables and views of a session for the next one.
//!
//! Its `catalog.sql` holds the statements that make them, and can be read, changed and run by hand; paths in it are taken
//! from its folder. The rows of tables in memory are Parquet files in `tables/`.

use std::borrow::Cow;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use datafusion::common::TableReference;
use datafusion::config::TableParquetOptions;
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::logical_expr::{DdlStatement, LogicalPlan};
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};
use tenure_udfs::Catalog;
use tenure_udfs::call::written;

use crate::engine::Engine;
use crate::engine::syntax::statements::statements;
use crate::engine::syntax::tokens::{Places, is_word, tokenize};
use crate::errors::{Code, Error, Problem, from_span};

/// The file of statements.
const CATALOG: &str = "catalog.sql";

/// What the file begins with.
const HEAD: &str = "-- The tables and views of this workspace. Paths are taken from this folder.\n\n";

/// An open workspace.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
    entries: Vec<Entry>,
    /// Held as long as the workspace is open, so that no other session writes it.
    _lock: File,
}

/// A table, view or schema, and the statement that makes it.
#[derive(Debug)]
struct Entry {
    name: String,
    sql: String,
}

/// What a statement does to a workspace.
#[derive(Debug)]
pub(crate) enum Change {
    /// Makes what the statement says.
    Make(String),
    /// Makes or changes a table in memory, whose rows are to be kept.
    Rows(TableReference),
    /// Drops it.
    Drop(String),
}

/// What a plan will do to a workspace; None if nothing.
pub(crate) fn change(plan: &LogicalPlan) -> Option<Change> {
    match plan {
        LogicalPlan::Ddl(ddl) => Some(match ddl {
            DdlStatement::CreateMemoryTable(create) => Change::Rows(create.name.clone()),
            DdlStatement::CreateView(create) => Change::Make(named(&create.name)),
            DdlStatement::CreateExternalTable(create) => Change::Make(named(&create.name)),
            DdlStatement::CreateCatalogSchema(create) => {
                Change::Make(format!("schema {}", create.schema_name))
            }
            DdlStatement::DropTable(drop) => Change::Drop(named(&drop.name)),
            DdlStatement::DropView(drop) => Change::Drop(named(&drop.name)),
            _ => return None,
        }),
        LogicalPlan::Dml(dml) => Some(Change::Rows(dml.table_name.clone())),
        _ => None,
    }
}

/// A name as one writes it.
fn named(name: &TableReference) -> String {
    match name.schema().filter(|schema| *schema != "public") {
        Some(schema) => format!("{}.{}", exactly(schema), exactly(name.table())),
        None => exactly(name.table()),
    }
}

/// A name so that it is read as it stands: in quotes, where without them it would be folded to another one.
fn exactly(name: &str) -> String {
    match written(name) {
        Cow::Borrowed(name) if name != name.to_lowercase() => format!("\"{name}\""),
        written => written.into_owned(),
    }
}

/// That a statement can be kept for other sessions: these know neither its parameters nor its last result.
pub(crate) fn check(change: &Change, sql: &str) -> Result<(), Error> {
    let Change::Make(name) = change else {
        return Ok(());
    };
    let tokens = tokenize(sql).unwrap_or_default();
    let passing = tokens.iter().find_map(|token| match &token.token {
        Token::Placeholder(name) => Some((format!("the parameter {name}"), token.span)),
        token_ if is_word(token_, "_") => Some(("the last result".to_owned(), token.span)),
        _ => None,
    });
    match passing {
        None => Ok(()),
        Some((what, place)) => Err(Error::of(
            Code::Query,
            vec![
                Problem::new(format!(
                    "a workspace cannot keep {name}: the next session does not know {what}"
                ))
                .at(from_span(place))
                .hint("make it a table, which keeps the rows: CREATE TABLE … AS SELECT …"),
            ],
        )),
    }
}

impl Engine {
    /// Opens a workspace: makes the tables and views that it keeps, and from now on keeps those that statements make,
    /// and files that are registered. The folder is made if it is not there. Gives what could not be made, and why; it
    /// stays in the workspace.
    ///
    /// # Errors
    /// If the folder cannot be read or written, or another session has it open.
    pub async fn open_workspace(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, Error> {
        let folder = folder.as_ref();
        let failed = |error: std::io::Error| unusable(folder, &error.to_string());
        fs::create_dir_all(folder.join("tables")).map_err(failed)?;
        let folder = folder.canonicalize().map_err(failed)?;
        let lock = File::create(folder.join(".lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(unusable(&folder, "another session has it open")),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let catalog = folder.join(CATALOG);
        let text = match fs::read_to_string(&catalog) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(unusable(&catalog, &error.to_string())),
        };
        let file = catalog.display().to_string();
        let mut waiting = statements(&text).map_err(|error| unusable(&catalog, &error.to_string()))?;
        let mut entries: Vec<Option<Entry>> = Vec::new();
        entries.resize_with(waiting.len(), || None);
        let mut places: Vec<usize> = (0..waiting.len()).collect();
        let mut warnings = Vec::new();
        // A view may stand before what it is made of: so as long as anything can be made, the rest is tried again.
        loop {
            let before = waiting.len();
            warnings.clear();
            let mut later = Vec::new();
            for (place, statement) in places.drain(..).zip(std::mem::take(&mut waiting)) {
                let name = match self.make(&absolute(self.catalog(), &statement.sql, &folder)).await {
                    Ok(name) => name,
                    Err(error) => {
                        warnings.push(format!("{file}:{}: {error}", statement.line));
                        later.push((place, statement));
                        continue;
                    }
                };
                if let Some(entry) = entries.get_mut(place) {
                    *entry = Some(Entry { name, sql: statement.sql });
                }
            }
            (places, waiting) = later.into_iter().unzip();
            if waiting.is_empty() || waiting.len() == before {
                break;
            }
        }
        for (place, statement) in places.into_iter().zip(waiting) {
            if let Some(entry) = entries.get_mut(place) {
                *entry = Some(Entry { name: made(&statement.sql).unwrap_or_default(), sql: statement.sql });
            }
        }
        let entries = entries.into_iter().flatten().collect();
        *self.workspace.lock().map_err(|_| poisoned())? = Some(Workspace { folder, entries, _lock: lock });
        Ok(warnings)
    }

    /// Runs a statement of the catalogue, and gives the name of what it makes.
    async fn make(&self, sql: &str) -> Result<String, Error> {
        let plan = self.planned(sql).await?;
        let name = match change(&plan) {
            Some(Change::Make(name)) => name,
            Some(Change::Rows(name)) => named(&name),
            _ => {
                return Err(Error::new(
                    Code::Query,
                    "a catalogue makes tables, views and schemas only",
                    None,
                ));
            }
        };
        self.context.execute_logical_plan(plan).await?.collect().await?;
        Ok(name)
    }

    /// Whether there is a workspace to write to.
    pub(crate) fn has_workspace(&self) -> bool {
        self.workspace.lock().is_ok_and(|workspace| workspace.is_some())
    }

    /// Keeps what a statement has changed.
    pub(crate) async fn remember(&self, change: Change, sql: &str) -> Result<(), Error> {
        let here = std::env::current_dir().unwrap_or_default();
        match change {
            Change::Make(name) => self.record(name, Some(absolute(self.catalog(), sql, &here))),
            Change::Drop(name) => self.record(name, None),
            Change::Rows(table) => {
                let Some(folder) = self.workspace_folder()? else {
                    return Ok(());
                };
                let name = named(&table);
                let file = format!("tables/{}.parquet", name.replace(['"', '/', '\\'], "_"));
                let part = folder.join(format!("tables/.{}.parquet", std::process::id()));
                let options = DataFrameWriteOptions::new().with_single_file_output(true);
                let rows = self.context.table(table).await?;
                let parquet = TableParquetOptions::default();
                rows.write_parquet(&part.display().to_string(), options, Some(parquet)).await?;
                fs::rename(&part, folder.join(&file))
                    .map_err(|error| unusable(&folder, &error.to_string()))?;
                let file = file.replace('\'', "''");
                self.record(name.clone(), Some(format!("CREATE TABLE {name} AS SELECT * FROM '{file}'")))
            }
        }
    }

    /// Keeps a file that was registered.
    pub(crate) fn remember_file(&self, name: &str, path: &str) -> Result<(), Error> {
        if !self.has_workspace() {
            return Ok(());
        }
        let name = exactly(name);
        let here = std::env::current_dir().unwrap_or_default();
        let sql = format!("CREATE VIEW {name} AS SELECT * FROM '{}'", path.replace('\'', "''"));
        self.record(name, Some(absolute(self.catalog(), &sql, &here)))
    }

    /// Drops what the workspace keeps and could not make. False if there is nothing of that name.
    pub(crate) fn forget(&self, sql: &str) -> Result<bool, Error> {
        let Some(name) = dropped(sql) else {
            return Ok(false);
        };
        let known = match self.workspace.lock().map_err(|_| poisoned())?.as_ref() {
            Some(workspace) => workspace.entries.iter().any(|entry| entry.name == name),
            None => false,
        };
        if known {
            self.record(name, None)?;
        }
        Ok(known)
    }

    fn workspace_folder(&self) -> Result<Option<PathBuf>, Error> {
        let workspace = self.workspace.lock().map_err(|_| poisoned())?;
        Ok(workspace.as_ref().map(|workspace| workspace.folder.clone()))
    }

    /// Puts a statement in the place of the one of that name, or takes that away, and writes the catalogue.
    fn record(&self, name: String, sql: Option<String>) -> Result<(), Error> {
        let mut workspace = self.workspace.lock().map_err(|_| poisoned())?;
        let Some(workspace) = workspace.as_mut() else {
            return Ok(());
        };
        let place = workspace.entries.iter().position(|entry| entry.name == name);
        match (place, sql) {
            (Some(place), Some(sql)) => workspace.entries[place].sql = sql,
            (None, Some(sql)) => workspace.entries.push(Entry { name, sql }),
            (Some(place), None) => drop(workspace.entries.remove(place)),
            (None, None) => {}
        }
        workspace.write()
    }
}

impl Workspace {
    /// Writes the catalogue: whole, or it stays as it was.
    fn write(&self) -> Result<(), Error> {
        let mut text = HEAD.to_owned();
        for entry in &self.entries {
            text.push_str(&format!("{};\n", entry.sql.trim_end()));
        }
        let part = self.folder.join(".catalog.part");
        let written = fs::write(&part, text).and_then(|()| fs::rename(&part, self.folder.join(CATALOG)));
        written.map_err(|error| unusable(&self.folder, &error.to_string()))
    }
}

/// The name of what a statement makes, by its words alone.
fn made(sql: &str) -> Option<String> {
    name_after(sql, "create")
}

/// The name of what a statement drops.
fn dropped(sql: &str) -> Option<String> {
    name_after(sql, "drop")
}

/// The name behind such a word and those that say what kind of thing it is.
fn name_after(sql: &str, begin: &str) -> Option<String> {
    const KINDS: [&str; 10] =
        ["or", "replace", "external", "temporary", "view", "table", "schema", "if", "not", "exists"];
    let tokens = tokenize(sql).ok()?;
    let mut tokens = tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_)));
    tokens.next().filter(|token| is_word(&token.token, begin))?;
    let mut tokens = tokens.skip_while(|token| KINDS.iter().any(|kind| is_word(&token.token, kind)));
    let name = |token: &TokenWithSpan| match &token.token {
        Token::Word(word) if word.quote_style.is_none() => Some(word.value.to_lowercase()),
        Token::Word(word) => Some(word.value.clone()),
        _ => None,
    };
    let first = name(tokens.next()?)?;
    match tokens.next().filter(|token| token.token == Token::Period).and(tokens.next()) {
        Some(table) => Some(named(&TableReference::partial(first, name(table)?))),
        None => Some(exactly(&first)),
    }
}

/// The statement with its paths taken from a folder: those behind FROM, JOIN and LOCATION, and those that table functions
/// read.
fn absolute(functions: &Catalog, sql: &str, folder: &Path) -> String {
    let Ok(tokens) = tokenize(sql) else {
        return sql.to_owned();
    };
    let tokens: Vec<&TokenWithSpan> =
        tokens.iter().filter(|token| !matches!(token.token, Token::Whitespace(_))).collect();
    let places = Places::of(sql);
    let mut text = String::with_capacity(sql.len() + 64);
    let mut copied = 0;
    for (i, token) in tokens.iter().enumerate() {
        let Token::SingleQuotedString(path) = &token.token else { continue };
        let is_local = !path.contains("://") && !Path::new(path).is_absolute();
        if is_local && is_path(functions, &tokens[..i]) {
            let at = |place: (u64, u64)| places.byte(sql, place);
            let begin = at((token.span.start.line, token.span.start.column));
            let end = at((token.span.end.line, token.span.end.column));
            let path = folder.join(path).display().to_string().replace('\'', "''");
            text.push_str(&sql[copied..begin]);
            text.push_str(&format!("'{path}'"));
            copied = end;
        }
    }
    text + &sql[copied..]
}

/// Whether a text behind these tokens is a path.
fn is_path(functions: &Catalog, before: &[&TokenWithSpan]) -> bool {
    match before {
        [.., function, open] if open.token == Token::LParen || open.token == Token::LBracket => {
            match (&function.token, before) {
                (Token::LParen, [.., function, _, _]) => is_relation(functions, &function.token),
                (function, _) => is_relation(functions, function),
            }
        }
        [.., word] => ["from", "join", "location"].iter().any(|name| is_word(&word.token, name)),
        [] => false,
    }
}

fn is_relation(functions: &Catalog, token: &Token) -> bool {
    functions.relation(&token.to_string()).is_some()
}

fn unusable(path: &Path, why: &str) -> Error {
    Error::new(Code::Io, format!("workspace {}: {why}", path.display()), None)
}

fn poisoned() -> Error {
    Error::new(Code::Internal, "the engine failed on an earlier statement", None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_from_the_folder_and_other_texts_are_left() {
        let folder = Path::new("/data");
        for (sql, expected) in [
            ("CREATE VIEW v AS SELECT * FROM 'a.csv'", "CREATE VIEW v AS SELECT * FROM '/data/a.csv'"),
            ("SELECT 'a.csv' FROM x WHERE y = 'b.csv'", "SELECT 'a.csv' FROM x WHERE y = 'b.csv'"),
            ("SELECT * FROM rfm('a.csv', c)", "SELECT * FROM rfm('/data/a.csv', c)"),
            ("SELECT * FROM read_csv(['a.csv'])", "SELECT * FROM read_csv(['/data/a.csv'])"),
            ("FROM '/x/a.csv' JOIN 'it''s.csv'", "FROM '/x/a.csv' JOIN '/data/it''s.csv'"),
            ("FROM 's3://b/a.csv'", "FROM 's3://b/a.csv'"),
        ] {
            assert_eq!(absolute(&crate::sources::catalog(), sql, folder), expected);
        }
    }
}
