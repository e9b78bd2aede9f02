//! The one list of dot commands: reading them, help, completion and reference derive from it.

use tenure::output::Format;

/// A dot command.
#[derive(Debug)]
pub struct Definition {
    /// Its name, with the dot.
    pub name: &'static str,
    /// Another name that is understood; empty if there is none.
    pub also: &'static str,
    /// Which one it is.
    pub kind: Kind,
    /// What it takes, as help shows it.
    pub takes: &'static str,
    /// What it takes, for checks and completion.
    pub argument: Argument,
    /// What it does, in a line.
    pub about: &'static str,
}

/// Which command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Chart,
    Edit,
    Help,
    Last,
    Mode,
    Open,
    Output,
    Profile,
    Quit,
    Read,
    Schema,
    Tables,
    Timer,
    Walk,
}

/// What a command takes.
#[derive(Debug, Clone, Copy)]
pub enum Argument {
    /// Nothing.
    Nothing,
    /// One of these words, or nothing.
    Words(fn() -> Vec<String>),
    /// A table, or nothing.
    Table,
    /// A function, a command, or nothing.
    Name,
    /// A file.
    File {
        /// Whether one must be given.
        needed: bool,
    },
    /// Files, at least one.
    Files,
    /// SQL, or nothing.
    Sql,
    /// A chart, or nothing.
    Chart,
}

fn formats() -> Vec<String> {
    Format::all().iter().map(|format| format.name().to_owned()).collect()
}

fn on_off() -> Vec<String> {
    vec!["on".to_owned(), "off".to_owned()]
}

/// The commands, in the order of help.
pub const COMMANDS: &[Definition] = &[
    Definition {
        name: ".help",
        also: "",
        kind: Kind::Help,
        takes: "[NAME]",
        argument: Argument::Name,
        about: "list the commands; of a function its arguments, rules and an example",
    },
    Definition {
        name: ".tables",
        also: "",
        kind: Kind::Tables,
        takes: "[PART OF A NAME]",
        argument: Argument::Table,
        about: "list the tables and views, and how many rows they have",
    },
    Definition {
        name: ".schema",
        also: "",
        kind: Kind::Schema,
        takes: "[TABLE]",
        argument: Argument::Table,
        about: "show how tables and views are made: their columns and types, or their SQL",
    },
    Definition {
        name: ".open",
        also: "",
        kind: Kind::Open,
        takes: "FILE …",
        argument: Argument::Files,
        about: "make files tables of their names, as on the command line",
    },
    Definition {
        name: ".read",
        also: "",
        kind: Kind::Read,
        takes: "FILE",
        argument: Argument::File { needed: true },
        about: "run a file of SQL",
    },
    Definition {
        name: ".mode",
        also: "",
        kind: Kind::Mode,
        takes: "[FORMAT]",
        argument: Argument::Words(formats),
        about: "print results as table, csv, tsv, json, jsonl, markdown, parquet, arrow or xlsx",
    },
    Definition {
        name: ".output",
        also: "",
        kind: Kind::Output,
        takes: "[FILE]",
        argument: Argument::File { needed: false },
        about: "write results into a file, in the format of its ending; alone, back to the screen",
    },
    Definition {
        name: ".last",
        also: "",
        kind: Kind::Last,
        takes: "",
        argument: Argument::Nothing,
        about: "show every row and column of the last result, which is also the table _",
    },
    Definition {
        name: ".chart",
        also: "",
        kind: Kind::Chart,
        takes: "[KIND] [x=COLUMN] [y=COLUMN] …",
        argument: Argument::Chart,
        about: "draw the last result: bar, line, area, pie, heatmap, histogram, scatter, funnel, sankey or box",
    },
    Definition {
        name: ".profile",
        also: "",
        kind: Kind::Profile,
        takes: "[SQL]",
        argument: Argument::Sql,
        about: "run SQL, or the last statement again, and show where its time goes",
    },
    Definition {
        name: ".timer",
        also: "",
        kind: Kind::Timer,
        takes: "[on|off]",
        argument: Argument::Words(on_off),
        about: "tell how long each statement takes",
    },
    Definition {
        name: ".edit",
        also: "",
        kind: Kind::Edit,
        takes: "",
        argument: Argument::Nothing,
        about: "change the last statement in your editor: $VISUAL, $EDITOR or vi",
    },
    Definition {
        name: ".walk",
        also: "",
        kind: Kind::Walk,
        takes: "",
        argument: Argument::Nothing,
        about: "run the next step of the walk through the sample, in 'tenure demo'",
    },
    Definition {
        name: ".quit",
        also: ".exit",
        kind: Kind::Quit,
        takes: "",
        argument: Argument::Nothing,
        about: "leave; Ctrl-D does the same",
    },
];
