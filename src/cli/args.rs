//! The command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{Error, ErrorKind};
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use tenure::output::Format;
use tenure::{Engine, EngineBuilder};

use crate::shell::{Exit, ScriptSource, duration};

/// SQL over CSV, JSON and Parquet files, with functions for customer analytics.
///
/// Without SQL it is a prompt or, when stdin is not a terminal, runs the SQL from stdin.
#[derive(Debug, Parser)]
#[command(name = "tenure", version)]
pub struct Args {
    /// Files, globs or folders: each becomes a table of its name, orders.csv the table orders.
    pub files: Vec<String>,

    /// A folder that keeps tables and views between sessions, in a readable file catalog.sql.
    #[arg(long, value_name = "FOLDER")]
    pub workspace: Option<PathBuf>,

    /// The SQL to run, and how.
    #[command(flatten)]
    pub run: Run,

    /// The task, if it is not to run SQL.
    #[command(subcommand)]
    pub subcommand: Option<Task>,
}

/// The SQL to run, and how.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// SQL to run; may be repeated.
    #[arg(short = 'c', long = "command", value_name = "SQL", allow_hyphen_values = true)]
    commands: Vec<String>,

    /// A file of SQL to run, - for stdin; may be repeated.
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    scripts: Vec<PathBuf>,

    /// Format of results; by default that of the ending of --output, else a table.
    #[arg(long, value_parser = formats())]
    pub format: Option<Format>,

    /// Write results to this file instead of stdout. The file appears once the run has succeeded.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// What to do after a statement that fails.
    #[arg(long, value_enum, default_value_t)]
    pub on_error: OnError,

    /// A value for $NAME: a number, a date such as 2024-01-31, true, false or text; 'in quotes' it is always text.
    #[arg(short, long = "param", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub params: Vec<String>,

    /// The limits of queries.
    #[command(flatten)]
    pub limits: Limits,

    /// Print statistics of the run on stderr: rows, rows read and rejected, time, peak memory.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub stats: Option<StatsFormat>,

    /// The SQL of -c and -f, in the order of the command line.
    #[arg(skip)]
    pub sources: Vec<ScriptSource>,
}

/// The limits of queries.
#[derive(Debug, clap::Args)]
pub struct Limits {
    /// Number of threads of a query; by default one for each core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// Memory limit of queries, such as 512MB or 4g; what does not fit spills to disk, or fails.
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<String>,

    /// Time limit of a statement, such as 30s or 5m.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    pub timeout: Option<Duration>,
}

impl Limits {
    /// Returns the number of threads, if it is limited.
    pub fn threads(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }

    /// Returns an engine that keeps to the limits, and spills to this folder.
    pub fn engine(&self, spill: &Path) -> EngineBuilder {
        let engine = Engine::builder().demo().spill_folder(spill);
        let engine = self.threads().into_iter().fold(engine, EngineBuilder::threads);
        self.memory.iter().fold(engine, |engine, limit| engine.memory_limit(limit))
    }
}

/// A report to run, and what to write.
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// The report: a file of SQL with directives, - for stdin.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The values of its parameters.
    #[command(flatten)]
    pub parameters: ParameterArgs,

    /// Write it as an HTML page, one file that needs no network.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// Write it as an Excel workbook with a sheet for each block.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,

    /// Write it as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,

    /// Write it as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// The day or moment that now() returns, such as 2024-05-31: the same inputs then give the same bytes.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub as_of: Option<DateTime<Utc>>,

    /// Serve the page on this machine, and run it again whenever the report or a file it reads changes.
    #[arg(long)]
    pub watch: bool,

    /// The limits of queries.
    #[command(flatten)]
    pub limits: Limits,
}

/// The values of a report's parameters. The environment may have others, such as TENURE_PARAM_SINCE.
#[derive(Debug, clap::Args)]
pub struct ParameterArgs {
    /// A value for $NAME, of the type that the report declares; lists are separated by commas.
    #[arg(short, long = "param", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub params: Vec<String>,

    /// A JSON file of values: {"since": "2024-01-01", "countries": ["DE", "FR"]}.
    #[arg(id = "params_file", long = "params", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// A task other than running SQL.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Try it out on a sample: the tables orders, survey and events of a CD shop.
    ///
    /// Without SQL it is a prompt with a short walk. Every other session has the same tables as demo.orders,
    /// demo.survey and demo.events.
    Demo(Run),

    /// Run a report, and write it as a page, a workbook, Markdown or JSON.
    ///
    /// Without a file to write it is printed in the terminal.
    Report(Box<ReportArgs>),

    /// Check reports without running them: parameters, tables, columns, charts.
    Check {
        /// Reports, or folders whose .sql files are reports.
        #[arg(value_name = "FILE", required = true)]
        paths: Vec<PathBuf>,

        /// The values of their parameters.
        #[command(flatten)]
        parameters: ParameterArgs,
    },

    /// List the functions, or print the page of one.
    Functions {
        /// The function.
        name: Option<String>,

        /// Print the pages of all functions as Markdown.
        #[arg(long, conflicts_with = "name")]
        markdown: bool,
    },

    /// Print how a text file is read: its encoding, delimiter, header and columns, and the evidence for each.
    Sniff {
        /// A file, folder or glob.
        #[arg(value_name = "FILE")]
        path: String,
    },

    /// Print the manual page, to read as: tenure manual | man -l -
    Manual {
        /// Print the reference as Markdown instead.
        #[arg(long)]
        markdown: bool,
    },

    /// Print the script that makes a shell complete this command.
    ///
    /// For bash, write it to ~/.local/share/bash-completion/completions/tenure; for zsh, to a file _tenure in a folder of
    /// $fpath; for fish, to ~/.config/fish/completions/tenure.fish.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Reads the name of a format. Names and descriptions are those of [`Format`].
fn formats() -> impl TypedValueParser<Value = Format> {
    let value = |format: &Format| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(Format::all().iter().map(value)).try_map(|name| name.parse::<Format>())
}

/// The effect of a failed statement on those after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OnError {
    /// Run no further statement.
    #[default]
    Stop,
    /// Run the others, and fail at the end.
    Continue,
}

/// A format of statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// One JSON object on one line.
    Json,
}

impl Args {
    /// Reads a command line, the name of the program first.
    pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Self, Error> {
        let matches = Self::command().after_long_help(exit_codes()).try_get_matches_from(line)?;
        let mut args = Self::from_arg_matches(&matches)?;
        if args.subcommand.is_some() && matches.args_present() {
            let message = "a file or an option cannot stand before a subcommand";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, message));
        }
        args.run.sources = args.run.sources(&matches);
        if let (Some(Task::Demo(run)), Some((_, matches))) = (&mut args.subcommand, matches.subcommand()) {
            run.sources = run.sources(matches);
        }
        Ok(args)
    }
}

impl Run {
    fn sources(&self, matches: &ArgMatches) -> Vec<ScriptSource> {
        let commands = self.commands.iter().cloned().map(ScriptSource::Command);
        let scripts = self.scripts.iter().map(|path| match path.to_str() {
            Some("-") => ScriptSource::Stdin,
            _ => ScriptSource::File(path.clone()),
        });
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let mut placed: Vec<(usize, ScriptSource)> =
            places("commands").zip(commands).chain(places("scripts").zip(scripts)).collect();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, source)| source).collect()
    }
}

/// Reads a day or a moment in UTC.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.fZ", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    let moment = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let moment = moment.or_else(day).ok_or("not a date: write 2024-05-31 or 2024-05-31 12:00:00")?;
    Ok(moment.and_utc())
}

/// Returns the exit codes as a section of the help text.
fn exit_codes() -> String {
    let mut text = String::from("Exit codes:");
    for exit in Exit::all() {
        text.push_str(&format!("\n  {:>3}  {}", exit.number(), exit.meaning()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &[&str]) -> Result<Args, Error> {
        Args::parse(["tenure"].iter().chain(line).map(OsString::from))
    }

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn sql_runs_in_the_order_of_the_command_line() {
        let args = parse(&["-f", "a.sql", "x.csv", "-c", "SELECT 1", "-f", "-", "-c", "-- note"]).unwrap();
        let expected = [
            ScriptSource::File("a.sql".into()),
            ScriptSource::Command("SELECT 1".into()),
            ScriptSource::Stdin,
            ScriptSource::Command("-- note".into()),
        ];
        assert_eq!(args.run.sources, expected);
        assert_eq!(args.files, ["x.csv"]);
    }

    #[test]
    fn the_sample_is_queried_like_files() {
        let args = parse(&["demo", "-f", "a.sql", "--format", "csv", "-c", "SELECT 1"]).unwrap();
        let Some(Task::Demo(run)) = args.subcommand else { panic!("{args:?}") };
        assert_eq!(
            run.sources,
            [ScriptSource::File("a.sql".into()), ScriptSource::Command("SELECT 1".into())]
        );
        assert_eq!(run.format, Some(Format::Csv));
    }

    #[test]
    fn a_subcommand_wins_over_a_file_and_stands_alone() {
        assert!(parse(&["functions"]).unwrap().subcommand.is_some());
        assert!(parse(&["./functions"]).unwrap().subcommand.is_none());
        assert!(parse(&["--format", "csv", "functions"]).is_err());
    }
}
