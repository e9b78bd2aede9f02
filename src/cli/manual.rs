//! `tenure manual`: the manual page and the reference of the command, made from its definition.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::{Arg, Command, CommandFactory as _};

use super::args::Args;
use crate::shell::commands::COMMANDS;
use crate::shell::{Exit, Stop};

/// Prints the page, for man or as Markdown.
pub fn print(markdown: bool) -> Result<(), Stop> {
    let text = if markdown { book() } else { page()? };
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

/// The exit codes, and what each says.
const CODES: [(Exit, &str); 6] = [
    (Exit::Ok, "all went well; so it is if the reader of the output hangs up"),
    (Exit::Query, "a query failed"),
    (Exit::Usage, "the command line, a dot command or a parameter is wrong"),
    (Exit::Data, "data or files could not be read or written"),
    (Exit::Limit, "a limit of time or memory was reached"),
    (Exit::Interrupted, "Ctrl-C"),
];

/// The page in the language of man.
fn page() -> Result<String, Stop> {
    let command = Args::command();
    let mut bytes = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render(&mut bytes)?;
    let mut page = String::from_utf8_lossy(&bytes).into_owned();
    for subcommand in command.get_subcommands() {
        let _ = writeln!(page, ".SH \"TENURE {}\"", subcommand.get_name().to_uppercase());
        let mut bytes = Vec::new();
        let man = clap_mangen::Man::new(subcommand.clone());
        man.render_description_section(&mut bytes)?;
        man.render_options_section(&mut bytes)?;
        page.push_str(&String::from_utf8_lossy(&bytes).replace(".SH ", ".SS "));
    }
    page.push_str(".SH \"DOT COMMANDS\"\nAt the prompt and in scripts, on a line of their own.\n");
    for command in COMMANDS {
        let about = command.about;
        let _ = write!(page, ".TP\n\\fB\\{}\\fR {}\n{about}\n", command.name, command.takes);
    }
    page.push_str(".SH \"EXIT STATUS\"\n");
    for (code, about) in CODES {
        let _ = write!(page, ".TP\n\\fB{}\\fR\n{about}\n", code as u8);
    }
    Ok(page)
}

/// The reference as Markdown.
fn book() -> String {
    let mut text = String::from(
        "# The command\n\nGenerated from the definition of the command; do not edit. \
         `cargo run -- manual --markdown > docs/command.md` writes it.\n",
    );
    let command = Args::command();
    section(&mut text, "tenure", &command);
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        section(&mut text, &format!("tenure {}", subcommand.get_name()), subcommand);
    }
    text.push_str("\n## Dot commands\n\nAt the prompt and in scripts, on a line of their own.\n\n| command | takes | |\n| --- | --- | --- |\n");
    for command in COMMANDS {
        let also = if command.also.is_empty() { String::new() } else { format!(", `{}`", command.also) };
        let takes = if command.takes.is_empty() {
            String::new()
        } else {
            format!("`{}`", command.takes.replace('|', "\\|"))
        };
        let _ = writeln!(text, "| `{}`{also} | {takes} | {} |", command.name, command.about);
    }
    text.push_str("\n## Exit codes\n\n| code | |\n| --- | --- |\n");
    for (code, about) in CODES {
        let _ = writeln!(text, "| {} | {about} |", code as u8);
    }
    text
}

fn section(text: &mut String, name: &str, command: &Command) {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(text, "\n## {name}\n\n{about}");
    let arguments: Vec<&Arg> = command.get_arguments().filter(|argument| !argument.is_hide_set()).collect();
    if arguments.is_empty() {
        return;
    }
    text.push_str("\n| argument | |\n| --- | --- |\n");
    for argument in arguments {
        let mut names: Vec<String> = Vec::new();
        names.extend(argument.get_short().map(|short| format!("-{short}")));
        names.extend(argument.get_long().map(|long| format!("--{long}")));
        let takes = argument.get_action().takes_values();
        let values = argument.get_value_names().filter(|_| takes).unwrap_or_default();
        let values: Vec<String> = values.iter().map(|value| value.to_string()).collect();
        let value = match (names.is_empty(), values.is_empty()) {
            (true, _) => values.join(" "),
            (_, true) => String::new(),
            _ => format!(" {}", values.join(" ")),
        };
        let mut about = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let choices = argument.get_possible_values();
        if takes && !choices.is_empty() {
            let names: Vec<&str> = choices.iter().map(|choice| choice.get_name()).collect();
            about.push_str(&format!(": {}", names.join(", ")));
        }
        let _ = writeln!(text, "| `{}{value}` | {} |", names.join(", "), about.replace('|', "\\|"));
    }
}
