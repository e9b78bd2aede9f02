//! A session: statements and commands, one after the other, at the prompt and in scripts alike.

mod begin;
pub mod commands;
pub mod duration;
mod exit;
mod files;
mod interrupt;
mod last;
mod output;
mod parameters;
pub mod progress;
mod script;
mod statement;
mod stats;
mod stop;
mod target;
mod workers;

use std::path::PathBuf;

use tenure::{Engine, Item, Statement};

pub use begin::Begin;
pub use exit::Exit;
pub use interrupt::{Again, Interrupt};
pub use last::Last;
pub use output::Output;
pub use parameters::{Parameters, named};
pub use progress::ProgressLine;
pub use script::{Script, Source, at, read_text};
pub use stats::Stats;
pub use stop::{Stop, say};
pub use target::{Target, stdout_terminal};
pub use workers::{Workers, cannot_start};

use commands::{Next, Walk};

/// What a session knows.
#[derive(Debug)]
pub struct Session {
    /// What runs SQL.
    pub engine: Engine,
    /// Where results go.
    pub output: Output,
    /// Values for `$name`.
    pub parameters: Parameters,
    /// What was done so far.
    pub stats: Stats,
    /// Whether the time of each statement is told.
    pub timer: bool,
    /// Whether results are kept as `_`.
    pub keeps_last: bool,
    /// How far one has come in the walk through the sample, if this is it.
    pub walk: Option<Walk>,
    /// Whether a person types, and has an editor.
    pub is_prompt: bool,
    /// The statement before.
    pub statement: Option<Statement>,
    /// What was run on behalf of the user, whom the arrow key shall give it back, to be changed.
    pub typed_for: Vec<String>,
    /// The files of SQL that are being read, one within the other.
    reading: Vec<PathBuf>,
    last: Result<Last, String>,
}

impl Session {
    /// A session that has done nothing yet.
    pub fn new(engine: Engine, output: Output, parameters: Parameters) -> Self {
        Self {
            engine,
            output,
            parameters,
            stats: Stats::begin(),
            timer: false,
            keeps_last: false,
            walk: None,
            is_prompt: false,
            statement: None,
            typed_for: Vec::new(),
            reading: Vec::new(),
            last: Err("there is no result yet".to_owned()),
        }
    }

    /// Runs a statement or a command; `name` is the file it stands in.
    pub async fn run(&mut self, item: &Item, name: Option<&str>) -> Result<Next, Stop> {
        match item {
            Item::Statement(statement) => {
                self.statement = Some(statement.clone());
                self.print(statement, name).await.map(|()| Next::Go)
            }
            Item::Command { text, line } => {
                let command = commands::parse(text).map_err(|message| at(&message, text, name, *line))?;
                let done = commands::run(command, self).await;
                self.tell_notices();
                done
            }
        }
    }

    /// Runs the file of SQL, which may read others, but not itself.
    pub async fn read(&mut self, path: &str) -> Result<Next, Stop> {
        let file = PathBuf::from(path);
        let script = Script::read(&Source::File(file.clone()))?;
        let file = file.canonicalize().unwrap_or(file);
        if self.reading.contains(&file) {
            return Err(Stop::failed(Exit::Usage, format!("{path} reads itself")));
        }
        self.keeps_last |= script.needs_last();
        self.reading.push(file);
        let mut done = Ok(Next::Go);
        for item in &script.items {
            done = Box::pin(self.run(item, script.name.as_deref())).await;
            if !matches!(done, Ok(Next::Go)) {
                break;
            }
        }
        self.reading.pop();
        done
    }
}
