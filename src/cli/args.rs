//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{Error, ErrorKind};
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::shell::{Source, duration};
use tenure::output::Format;

/// SQL over CSV, JSON and Parquet files, with functions for the study of customers.
///
/// Without SQL it is a prompt, or, when stdin is not a terminal, it runs what stdin says.
#[derive(Debug, Parser)]
#[command(name = "tenure", version)]
pub struct Args {
    /// Files, globs or folders: each is a table of its name, orders.csv the table orders.
    pub files: Vec<String>,

    /// A folder that keeps tables and views between sessions, in a readable file catalog.sql.
    #[arg(long, value_name = "FOLDER")]
    pub workspace: Option<PathBuf>,

    /// How SQL is run.
    #[command(flatten)]
    pub run: Run,

    /// What to do in place of running SQL.
    #[command(subcommand)]
    pub subcommand: Option<Task>,
}

/// Which SQL is run, and how.
#[derive(Debug, clap::Args)]
pub struct Run {
    /// SQL to run; may be given several times.
    #[arg(short = 'c', long = "command", value_name = "SQL", allow_hyphen_values = true)]
    commands: Vec<String>,

    /// A file of SQL to run, - is stdin; may be given several times.
    #[arg(short = 'f', long = "file", value_name = "FILE")]
    scripts: Vec<PathBuf>,

    /// How results are printed; if not given, as the ending of --output says, else as a table.
    #[arg(long, value_parser = formats())]
    pub format: Option<Format>,

    /// Where results are written, in place of stdout. The file appears when all is done.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Whether a failed statement ends a script.
    #[arg(long, value_enum, default_value_t)]
    pub on_error: OnError,

    /// A value for $NAME: a number, a date as 2024-01-31, true, false or text; 'in quotes' it is text in any case.
    #[arg(short, long = "param", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub params: Vec<String>,

    /// What queries may use.
    #[command(flatten)]
    pub limits: Limits,

    /// Print at the end, on stderr, what was done: rows, rows read and rejected, time, peak memory.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub stats: Option<StatsFormat>,

    /// The SQL of -c and -f, in the order of the command line.
    #[arg(skip)]
    pub sources: Vec<Source>,
}

/// What queries may use.
#[derive(Debug, clap::Args)]
pub struct Limits {
    /// How many threads a query may use; all cores, if not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,

    /// How much memory queries may use, as 512MB or 4g; what does not fit is spilled to disk, or fails.
    #[arg(long, value_name = "SIZE")]
    pub memory: Option<String>,

    /// How long a statement may take, as 30s or 5m.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    pub timeout: Option<Duration>,
}

/// A report, and what becomes of it.
#[derive(Debug, clap::Args)]
pub struct Report {
    /// The report: a file of SQL with directives, - is stdin.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// What its parameters are.
    #[command(flatten)]
    pub given: Given,

    /// Write it as a page, one file that needs no network.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,

    /// Write it as a workbook of Excel, a sheet a block.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,

    /// Write it as Markdown.
    #[arg(long, value_name = "FILE")]
    pub markdown: Option<PathBuf>,

    /// Write it as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// The day, or moment, that now() is, as 2024-05-31: the same inputs then give the same bytes.
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub as_of: Option<DateTime<Utc>>,

    /// Show the page at an address of this machine, and again whenever the report or a file it reads changes.
    #[arg(long)]
    pub watch: bool,

    /// What queries may use.
    #[command(flatten)]
    pub limits: Limits,
}

/// What the parameters of a report are. Those that are given nowhere else may be in the environment, as
/// TENURE_PARAM_SINCE.
#[derive(Debug, clap::Args)]
pub struct Given {
    /// A value for $NAME, as the report declares it; lists have commas.
    #[arg(short, long = "param", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub params: Vec<String>,

    /// A file of JSON with values: {"since": "2024-01-01", "countries": ["DE", "FR"]}.
    #[arg(id = "params_file", long = "params", value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// What else the command can do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Try things out on a sample: the tables orders, survey and events of a CD shop.
    ///
    /// Without SQL it is a prompt with a short walk. Every other session has the same tables as demo.orders,
    /// demo.survey and demo.events.
    Demo(Run),

    /// Run a report, and show it here or write it as a page, a workbook, Markdown or JSON.
    ///
    /// Without a file to write it is shown in the terminal.
    Report(Box<Report>),

    /// Check reports without running them: parameters, tables, columns, charts.
    Check {
        /// Files, or folders with files that end in .sql.
        #[arg(value_name = "FILE", required = true)]
        paths: Vec<PathBuf>,

        /// What their parameters are.
        #[command(flatten)]
        given: Given,
    },

    /// List the functions, or show the page of one.
    Functions {
        /// The function.
        name: Option<String>,

        /// The pages of all functions, as Markdown.
        #[arg(long, conflicts_with = "name")]
        markdown: bool,
    },

    /// Show how a text file is read: its encoding, delimiter, header and columns, and on what evidence.
    Sniff {
        /// The file, a folder or a pattern.
        #[arg(value_name = "FILE")]
        path: String,
    },

    /// Print the manual page; man reads it: tenure manual | man -l -
    Manual {
        /// As Markdown.
        #[arg(long)]
        markdown: bool,
    },

    /// Print what makes a shell complete this command.
    ///
    /// For bash, put it into ~/.local/share/bash-completion/completions/tenure; for zsh, into a file _tenure in a folder
    /// of $fpath; for fish, into ~/.config/fish/completions/tenure.fish.
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

/// What a failed statement means for those after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OnError {
    /// Run none of them.
    #[default]
    Stop,
    /// Run them, and fail at the end.
    Continue,
}

/// How statistics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// One object on one line.
    Json,
}

impl Args {
    /// Reads a command line, the name of the program first.
    pub fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Self, Error> {
        let matches = Self::command().try_get_matches_from(line)?;
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
    fn sources(&self, matches: &ArgMatches) -> Vec<Source> {
        let commands = self.commands.iter().cloned().map(Source::Command);
        let scripts = self.scripts.iter().map(|path| match path.to_str() {
            Some("-") => Source::Stdin,
            _ => Source::File(path.clone()),
        });
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let mut placed: Vec<(usize, Source)> =
            places("commands").zip(commands).chain(places("scripts").zip(scripts)).collect();
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, source)| source).collect()
    }
}

/// A day or a moment of UTC.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.fZ", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    let moment = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let moment = moment.or_else(day).ok_or("write it as 2024-05-31 or 2024-05-31 12:00:00")?;
    Ok(moment.and_utc())
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
            Source::File("a.sql".into()),
            Source::Command("SELECT 1".into()),
            Source::Stdin,
            Source::Command("-- note".into()),
        ];
        assert_eq!(args.run.sources, expected);
        assert_eq!(args.files, ["x.csv"]);
    }

    #[test]
    fn the_sample_is_queried_like_files() {
        let args = parse(&["demo", "-f", "a.sql", "--format", "csv", "-c", "SELECT 1"]).unwrap();
        let Some(Task::Demo(run)) = args.subcommand else { panic!("{args:?}") };
        assert_eq!(run.sources, [Source::File("a.sql".into()), Source::Command("SELECT 1".into())]);
        assert_eq!(run.format, Some(Format::Csv));
    }

    #[test]
    fn a_subcommand_wins_over_a_file_and_stands_alone() {
        assert!(parse(&["functions"]).unwrap().subcommand.is_some());
        assert!(parse(&["./functions"]).unwrap().subcommand.is_none());
        assert!(parse(&["--format", "csv", "functions"]).is_err());
    }
}
