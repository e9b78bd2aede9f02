//! The one list of dot commands. Reading a line, help, completion and the reference derive from it.

use strum::{EnumMessage, EnumString, VariantArray};
use tenure::charts::ChartKind;
use tenure::output::Format;
use tenure_diagnostics::{Problem, joined_with, nearest};

/// A dot command. The documentation of each is its text in help and in the reference, which is in the order of this
/// list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumMessage, EnumString, VariantArray)]
#[strum(ascii_case_insensitive)]
pub enum DotCommand {
    /// List the commands; of a function its arguments, rules and an example.
    #[strum(serialize = ".help")]
    Help,
    /// List the tables and views, and how many rows they have.
    #[strum(serialize = ".tables")]
    Tables,
    /// Show how tables and views are made: their columns and types, or their SQL.
    #[strum(serialize = ".schema")]
    Schema,
    /// Make files tables of their names, as on the command line.
    #[strum(serialize = ".open")]
    Open,
    /// Run a file of SQL.
    #[strum(serialize = ".read")]
    Read,
    /// Print results in another format.
    #[strum(serialize = ".mode")]
    Mode,
    /// Write results to a file, in the format of its ending; alone, back to the screen.
    #[strum(serialize = ".output")]
    Output,
    /// Show every row and column of the last result, which is also the table _.
    #[strum(serialize = ".last")]
    Last,
    /// Draw the last result.
    #[strum(serialize = ".chart")]
    Chart,
    /// Run SQL, or the last statement again, and show where its time goes.
    #[strum(serialize = ".profile")]
    Profile,
    /// Print how long each statement takes.
    #[strum(serialize = ".timer")]
    Timer,
    /// Change the last statement in your editor: $VISUAL, $EDITOR or vi.
    #[strum(serialize = ".edit")]
    Edit,
    /// Run the next step of the walk through the sample, in 'tenure demo'.
    #[strum(serialize = ".walk")]
    Walk,
    /// Leave; Ctrl-D does the same.
    #[strum(serialize = ".quit", serialize = ".exit")]
    Quit,
}

/// The argument of a command, for checks and completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommandArgument {
    /// No argument.
    Nothing,
    /// One of these words, or nothing.
    Words(Vec<&'static str>),
    /// A table, or nothing.
    Table,
    /// A function, a command, or nothing.
    Topic,
    /// A file.
    File {
        /// True if the command needs a file.
        required: bool,
    },
    /// Files, at least one.
    Files,
    /// SQL, or nothing.
    Sql,
    /// A chart, or nothing.
    Chart,
}

impl DotCommand {
    /// Returns all commands, in the order of help.
    pub fn all() -> &'static [Self] {
        Self::VARIANTS
    }

    /// Returns the names that the command is known by, with their dots; the first is the usual one.
    pub fn names(self) -> &'static [&'static str] {
        self.get_serializations()
    }

    /// Returns the usual name, with its dot.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// Returns what the command does, on one line.
    pub fn about(self) -> String {
        let text = self.get_documentation().unwrap_or_default().trim_end_matches('.');
        match self {
            DotCommand::Mode => format!("{text}: {}", joined_with("or", formats())),
            DotCommand::Chart => format!("{text}: {}", joined_with("or", chart_kinds())),
            _ => text.to_owned(),
        }
    }

    /// Returns the argument that the command takes, and how help writes it.
    fn signature(self) -> (&'static str, CommandArgument) {
        match self {
            DotCommand::Help => ("[NAME]", CommandArgument::Topic),
            DotCommand::Tables => ("[PART OF A NAME]", CommandArgument::Table),
            DotCommand::Schema => ("[TABLE]", CommandArgument::Table),
            DotCommand::Open => ("FILE …", CommandArgument::Files),
            DotCommand::Read => ("FILE", CommandArgument::File { required: true }),
            DotCommand::Mode => ("[FORMAT]", CommandArgument::Words(formats())),
            DotCommand::Output => ("[FILE]", CommandArgument::File { required: false }),
            DotCommand::Chart => ("[KIND] [x=COLUMN] [y=COLUMN] …", CommandArgument::Chart),
            DotCommand::Profile => ("[SQL]", CommandArgument::Sql),
            DotCommand::Timer => ("[on|off]", CommandArgument::Words(vec!["on", "off"])),
            DotCommand::Last | DotCommand::Edit | DotCommand::Walk | DotCommand::Quit => {
                ("", CommandArgument::Nothing)
            }
        }
    }

    /// Returns the argument as help writes it; empty if there is none.
    pub fn usage(self) -> &'static str {
        self.signature().0
    }

    /// Returns the argument that the command takes.
    pub fn argument(self) -> CommandArgument {
        self.signature().1
    }

    /// Checks that the command takes this argument.
    fn check(self, argument: &str) -> Result<(), Problem> {
        let name = self.name();
        match self.argument() {
            CommandArgument::Nothing if !argument.is_empty() => {
                Err(Problem::new(format!("{name} takes no argument")))
            }
            CommandArgument::Words(words)
                if !argument.is_empty() && !words.iter().any(|word| word.eq_ignore_ascii_case(argument)) =>
            {
                let problem = Problem::new(format!("{name} does not take '{argument}'"));
                Err(match nearest(argument, words.iter().copied()) {
                    Some(near) => problem.hint(format!("did you mean '{near}'?")),
                    None => problem.hint(format!("{name} takes {}", joined_with("or", words))),
                })
            }
            CommandArgument::Files | CommandArgument::File { required: true } if argument.is_empty() => {
                Err(Problem::new(format!("{name} needs a file"))
                    .hint(format!("write {name} {}", self.usage())))
            }
            _ => Ok(()),
        }
    }
}

fn formats() -> Vec<&'static str> {
    Format::all().iter().map(|format| format.name()).collect()
}

/// Returns the kinds of charts by their names.
pub fn chart_kinds() -> impl Iterator<Item = &'static str> {
    ChartKind::ALL.iter().map(|kind| kind.word())
}

/// A command with its argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// The command.
    pub command: DotCommand,
    /// The text behind its name; empty if there is none.
    pub argument: String,
}

/// Tells whether a line is a command and not SQL.
pub fn is_command(line: &str) -> bool {
    line.trim_start().starts_with('.')
}

/// Reads a line.
///
/// # Errors
/// Returns an error if there is no such command, or it does not take this argument.
pub fn parse(line: &str) -> Result<Invocation, Problem> {
    let line = line.trim().trim_end_matches(';').trim_end();
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let Ok(command) = name.parse::<DotCommand>() else {
        let names = DotCommand::all().iter().map(|command| command.name());
        let problem = Problem::new(format!("no command '{name}'"));
        return Err(match nearest(name, names) {
            Some(near) => problem.hint(format!("did you mean '{near}'?")),
            None => problem.hint("'.help' lists all commands"),
        });
    };
    let argument = argument.trim();
    command.check(argument)?;
    Ok(Invocation { command, argument: argument.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_command_and_its_argument() {
        for (line, command, argument) in [
            (".quit", DotCommand::Quit, ""),
            ("  .Exit ; ", DotCommand::Quit, ""),
            (".tables\n", DotCommand::Tables, ""),
            (".mode  CSV", DotCommand::Mode, "CSV"),
        ] {
            assert_eq!(parse(line), Ok(Invocation { command, argument: argument.to_owned() }), "{line}");
        }
        assert!(is_command(" .help") && !is_command("SELECT .5"));
    }

    #[test]
    fn mistakes() {
        for (line, problem) in [
            (".quit x", ".quit takes no argument"),
            (".tabels", "no command '.tabels'; did you mean '.tables'?"),
            (".xyz", "no command '.xyz'; '.help' lists all commands"),
            (".mode cvs", ".mode does not take 'cvs'; did you mean 'csv'?"),
            (".timer maybe", ".timer does not take 'maybe'; .timer takes on or off"),
            (".read", ".read needs a file; write .read FILE"),
        ] {
            assert_eq!(parse(line).unwrap_err().to_string(), problem, "{line}");
        }
    }

    #[test]
    fn every_command_has_a_name_and_a_text() {
        for command in DotCommand::all() {
            assert!(command.name().starts_with('.'), "{command:?}");
            assert!(!command.about().is_empty(), "{command:?}");
        }
    }
}
