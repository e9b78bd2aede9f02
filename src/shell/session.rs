//! A session: the connection, the place where results go, and what one statement leaves for the next.

use std::path::PathBuf;

use datafusion::arrow::datatypes::SchemaRef;
use tenure::{Connection, Statement};

use super::exit::Exit;
use super::failure::Failure;
use super::last_result::{LastResult, MOST_BYTES, NAME, ResultKeeper};
use super::output::Output;
use super::parameters::Parameters;
use super::stats::RunStats;
use super::terminal::print_message;
use super::walk::Walk;

/// The state that statements and commands share.
#[derive(Debug)]
pub struct Session {
    /// The connection that runs SQL.
    pub connection: Connection,
    /// The place where results go.
    pub output: Output,
    /// The values of `$name`.
    pub parameters: Parameters,
    /// Counts of what was done so far.
    pub stats: RunStats,
    /// True if the time of each statement is printed.
    pub timer: bool,
    /// True if results are kept as `_`.
    pub keeps_last: bool,
    /// The progress of the walk through the sample, in a session on the sample.
    pub walk: Option<Walk>,
    /// The statement that ran last.
    pub statement: Option<Statement>,
    /// Statements that a command ran for the user. They go into the history, so that the arrow key brings them back.
    pub run_for_user: Vec<String>,
    /// The files of SQL that are being read, each by the one before it.
    pub reading: Vec<PathBuf>,
    last: Result<LastResult, String>,
}

impl Session {
    /// Returns a session that has run nothing yet.
    pub fn new(connection: Connection, output: Output, parameters: Parameters) -> Self {
        Self {
            connection,
            output,
            parameters,
            stats: RunStats::begin(),
            timer: false,
            keeps_last: false,
            walk: None,
            statement: None,
            run_for_user: Vec::new(),
            reading: Vec::new(),
            last: Err("there is no result yet".to_owned()),
        }
    }

    /// Prints on stderr what reading files changed or left out.
    pub fn print_notices(&self) {
        for notice in self.connection.take_notices() {
            print_message(&format!("note: {notice}"));
        }
    }

    /// Makes a result the last one.
    pub fn set_last(&mut self, keeper: ResultKeeper) -> Result<(), Failure> {
        self.last = match keeper.finish() {
            Some(last) => {
                self.connection.engine().register_batches(
                    NAME,
                    SchemaRef::clone(&last.schema),
                    last.batches.clone(),
                )?;
                Ok(last)
            }
            None => {
                self.connection.context().deregister_table(NAME).map_err(tenure::Error::from)?;
                Err(format!("the last result is not kept: it takes more than {} MB", MOST_BYTES >> 20))
            }
        };
        Ok(())
    }

    /// Returns the last result.
    ///
    /// # Errors
    /// Returns an error if there is no result, or it was too large to be kept.
    pub fn last(&self) -> Result<&LastResult, Failure> {
        self.last.as_ref().map_err(|reason| Failure::new(Exit::Query, reason))
    }
}
