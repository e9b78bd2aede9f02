//! The workspace of an engine: opened once, and kept up to date by the statements of its connections.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};

use datafusion::config::TableParquetOptions;
use datafusion::dataframe::DataFrameWriteOptions;

use super::connection::Connection;
use super::engine::Engine;
use super::syntax::statements::statements;
use super::workspace::{
    Change, Entry, Workspace, absolute, change, dropped_name, exactly, made_name, named, unusable,
};
use crate::errors::{Code, Error};

impl Engine {
    /// Opens a workspace: makes the tables and views that it keeps, and from now on keeps those that statements make, and
    /// files that are registered. The folder is made if it does not exist. Returns what could not be made, and why; that
    /// stays in the workspace.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be read or written, or another session has it open.
    pub async fn open_workspace(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, Error> {
        self.connect().open_workspace(folder).await
    }
}

impl Connection {
    /// Opens a workspace for the engine, as [`Engine::open_workspace`] does. Notices about its files are this connection's.
    ///
    /// # Errors
    /// Returns the errors of [`Engine::open_workspace`].
    pub async fn open_workspace(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, Error> {
        let (mut workspace, text) = Workspace::open(folder.as_ref())?;
        let file = workspace.file();
        let mut waiting = statements(&text).map_err(|error| unusable(&file, &error.to_string()))?;
        let mut entries: Vec<Option<Entry>> = Vec::new();
        entries.resize_with(waiting.len(), || None);
        let mut places: Vec<usize> = (0..waiting.len()).collect();
        let mut warnings = Vec::new();
        // A view may stand before what it is made of: as long as anything can be made, the rest is tried again.
        loop {
            let before = waiting.len();
            warnings.clear();
            let mut later = Vec::new();
            for (place, statement) in places.drain(..).zip(std::mem::take(&mut waiting)) {
                let sql = absolute(self.engine.catalog(), &statement.sql, workspace.folder());
                let name = match self.make(&sql).await {
                    Ok(name) => name,
                    Err(error) => {
                        warnings.push(format!("{}:{}: {error}", file.display(), statement.line));
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
                let name = made_name(&statement.sql).unwrap_or_default();
                *entry = Some(Entry { name, sql: statement.sql });
            }
        }
        workspace.set_entries(entries.into_iter().flatten().collect());
        *self.workspace() = Some(workspace);
        Ok(warnings)
    }

    /// Runs a statement of a workspace, and returns the name of what it makes.
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

    /// Returns whether there is a workspace to write to.
    pub(super) fn has_workspace(&self) -> bool {
        self.workspace().is_some()
    }

    /// Keeps what a statement has changed.
    pub(super) async fn remember(&self, change: Change, sql: &str) -> Result<(), Error> {
        match change {
            Change::Make(name) => self.record(name, Some(self.absolute(sql))),
            Change::Drop(name) => self.record(name, None),
            Change::Rows(table) => {
                let Some(folder) = self.workspace().as_ref().map(|workspace| workspace.folder().to_owned())
                else {
                    return Ok(());
                };
                let name = named(&table);
                let file_name = name.replace(['"', '/', '\\'], "_");
                // Two connections may write two tables at once.
                let part: PathBuf =
                    folder.join(format!("tables/.{}.{file_name}.parquet", std::process::id()));
                let options = DataFrameWriteOptions::new().with_single_file_output(true);
                let rows = self.context.table(table).await?;
                let parquet = TableParquetOptions::default();
                rows.write_parquet(&part.display().to_string(), options, Some(parquet)).await?;
                let file = format!("tables/{file_name}.parquet");
                fs::rename(&part, folder.join(&file))
                    .map_err(|error| unusable(&folder, &error.to_string()))?;
                let file = file.replace('\'', "''");
                self.record(name.clone(), Some(format!("CREATE TABLE {name} AS SELECT * FROM '{file}'")))
            }
        }
    }

    /// Keeps a file that was registered.
    pub(super) fn remember_file(&self, name: &str, path: &str) -> Result<(), Error> {
        let name = exactly(name);
        let sql = format!("CREATE VIEW {name} AS SELECT * FROM '{}'", path.replace('\'', "''"));
        self.record(name, Some(self.absolute(&sql)))
    }

    /// Drops what the workspace keeps and could not make. Returns whether there was anything of that name.
    pub(super) fn forget(&self, sql: &str) -> Result<bool, Error> {
        let name = dropped_name(sql);
        let kept = name.filter(|name| self.workspace().as_ref().is_some_and(|workspace| workspace.has(name)));
        let is_kept = kept.is_some();
        kept.map_or(Ok(()), |name| self.record(name, None))?;
        Ok(is_kept)
    }

    fn record(&self, name: String, sql: Option<String>) -> Result<(), Error> {
        match self.workspace().as_mut() {
            Some(workspace) => workspace.record(name, sql),
            None => Ok(()),
        }
    }

    /// Returns the statement with its paths taken from the current folder.
    fn absolute(&self, sql: &str) -> String {
        absolute(self.engine.catalog(), sql, &std::env::current_dir().unwrap_or_default())
    }

    fn workspace(&self) -> MutexGuard<'_, Option<Workspace>> {
        // A panic under this lock can leave only the list of entries changed, because the file is written whole.
        self.engine.workspace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
