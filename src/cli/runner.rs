//! What runs reports: an engine, its threads, Ctrl-C and the line that tells how far it is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tempfile::TempDir;
use tenure::reports::{Arguments, FinishedReport};
use tenure::{Engine, Error, Report, Running};

use super::args::Limits;
use crate::shell::{Again, Interrupt, ProgressLine, Stop, Workers, cannot_start, say};

/// What runs reports.
pub struct Runner {
    engine: Engine,
    interrupt: Interrupt,
    pub workers: Workers,
    /// Removed at the end, even if a query that was dropped still writes into it.
    _spill: TempDir,
}

impl Runner {
    pub fn new(limits: &Limits, as_of: Option<DateTime<Utc>>) -> Result<Self, Stop> {
        let spill = tempfile::Builder::new().prefix("tenure-").tempdir().map_err(cannot_start)?;
        let folder = Some(spill.path().to_owned());
        let interrupt = Interrupt::watch(Again::Exit, limits.timeout, folder).map_err(cannot_start)?;
        let engine = limits.engine(spill.path());
        let engine = as_of.into_iter().fold(engine, tenure::EngineBuilder::as_of).build()?;
        let workers = Workers::new(limits.threads())?;
        Ok(Self { engine, interrupt, workers, _spill: spill })
    }

    /// Runs a report.
    pub fn run(&self, report: &Report, arguments: Arguments) -> Result<FinishedReport, Stop> {
        let running: Arc<Mutex<Option<Running>>> = Arc::default();
        let (engine, asked, begun) = (self.engine.clone(), report.clone(), Arc::clone(&running));
        let begins = move |running| *held(&begun) = Some(running);
        let work = async move { asked.run_watched(&engine, arguments, begins).await };
        self.wait(report, work, || held(&running).take())
    }

    /// Checks a report.
    pub fn check(&self, report: &Report, arguments: Arguments) -> Result<(), Stop> {
        let (engine, asked) = (self.engine.clone(), report.clone());
        let work = async move { asked.check(&engine, arguments).await };
        self.wait(report, work, || None)
    }

    /// Does work that needs no engine, unless Ctrl-C is pressed.
    pub fn work<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Result<T, Stop> {
        self.interrupt.begin();
        self.workers.wait(self.interrupt.or(work, || {}))
    }

    /// Waits so long, unless Ctrl-C is pressed.
    pub fn pause(&self, length: Duration) -> Result<(), Stop> {
        self.work(async move { tokio::time::sleep(length).await })
    }

    fn wait<T: Send + 'static>(
        &self,
        report: &Report,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
        mut begun: impl FnMut() -> Option<Running>,
    ) -> Result<T, Stop> {
        let mut progress = ProgressLine::begin();
        self.interrupt.begin();
        let look = || {
            if let Some(running) = begun() {
                // The limit of time is one of a statement.
                self.interrupt.begin();
                progress.follow(running);
            }
            progress.look();
        };
        let done = self.workers.wait(self.interrupt.or(work, look));
        progress.clear();
        for notice in self.engine.take_notices() {
            say(&format!("note: {notice}"));
        }
        done?.map_err(|error| Stop::Failed(error.code().into(), report.explain(&error)))
    }
}

/// A panic elsewhere leaves nothing half done here.
fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
