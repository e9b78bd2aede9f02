//! The runner of reports: a connection, its threads, Ctrl-C and the progress line.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use tenure::reports::{Arguments, FinishedReport};
use tenure::{Connection, Error, Report, Running};

use super::args::Limits;
use crate::shell::{Failure, Interrupt, ProgressLine, SecondPress, Workers, cannot_start, print_message};

/// The runner of reports.
pub struct Runner {
    connection: Connection,
    interrupt: Interrupt,
    /// The threads that queries run on.
    pub workers: Workers,
    /// The folder of what queries spill. It is removed at the end, even if a query that was abandoned still writes to it.
    _spill: TempDir,
}

impl Runner {
    /// Starts an engine with these limits, whose `now()` is `as_of` if that is set.
    pub fn new(limits: &Limits, as_of: Option<DateTime<Utc>>) -> Result<Self, Failure> {
        let spill = tempfile::Builder::new().prefix("tenure-").tempdir().map_err(cannot_start)?;
        let folder = Some(spill.path().to_owned());
        let interrupt = Interrupt::watch(SecondPress::Exit, limits.timeout, folder).map_err(cannot_start)?;
        let engine = limits.engine(spill.path());
        let engine = as_of.into_iter().fold(engine, tenure::EngineBuilder::as_of).build()?;
        let workers = Workers::new(limits.threads())?;
        Ok(Self { connection: engine.connect(), interrupt, workers, _spill: spill })
    }

    /// Runs a report.
    pub fn run(&self, report: &Report, arguments: Arguments) -> Result<FinishedReport, Failure> {
        let running: Arc<Mutex<Option<Running>>> = Arc::default();
        let (connection, owned, begun) = (self.connection.clone(), report.clone(), Arc::clone(&running));
        let begins = move |running| *locked(&begun) = Some(running);
        let work = async move { owned.run_watched(&connection, arguments, begins).await };
        self.wait(report, work, || locked(&running).take())
    }

    /// Checks a report.
    pub fn check(&self, report: &Report, arguments: Arguments) -> Result<(), Failure> {
        let (connection, owned) = (self.connection.clone(), report.clone());
        let work = async move { owned.check(&connection, arguments).await };
        self.wait(report, work, || None)
    }

    /// Does work that needs no engine, unless Ctrl-C is pressed.
    pub fn work<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Failure> {
        self.interrupt.begin();
        self.workers.wait(self.interrupt.or(work, || {}))
    }

    /// Waits for this long, unless Ctrl-C is pressed.
    pub fn pause(&self, length: Duration) -> Result<(), Failure> {
        self.work(async move { tokio::time::sleep(length).await })
    }

    fn wait<T: Send + 'static>(
        &self,
        report: &Report,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
        mut begun: impl FnMut() -> Option<Running>,
    ) -> Result<T, Failure> {
        let mut progress = ProgressLine::begin();
        self.interrupt.begin();
        let tick = || {
            if let Some(running) = begun() {
                // The time limit is for each statement.
                self.interrupt.begin();
                progress.follow(running);
            }
            progress.draw();
        };
        let done = self.workers.wait(self.interrupt.or(work, tick));
        progress.clear();
        for notice in self.connection.take_notices() {
            print_message(&format!("note: {notice}"));
        }
        done?.map_err(|error| Failure::Error(error.code().into(), report.explain(&error)))
    }
}

/// Locks a value. A panic elsewhere leaves nothing half done in it, so a poisoned lock is as good.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
