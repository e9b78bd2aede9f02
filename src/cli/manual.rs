//! `tenure manual` and `tenure completions`: the manual page, the reference and the completions of the command, all made
//! from its definition.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::{Shell, generate};

use super::args::Args;
use crate::shell::{DotCommand, Exit, Failure};

/// Prints the page, for man or as Markdown.
pub fn print(markdown: bool) -> Result<(), Failure> {
    let text = if markdown { book() } else { page()? };
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

/// Prints the script that makes a shell complete the command.
pub fn print_completions(shell: Shell) -> Result<(), Failure> {
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    // Writes into memory first, because the crate panics when a write fails.
    let mut script = Vec::new();
    generate(shell, &mut command, name, &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}

/// Returns the page in the language of man.
fn page() -> Result<String, Failure> {
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
    page.push_str(".SH \"DOT COMMANDS\"\nAt the prompt and in scripts, each on a line of its own.\n");
    for command in DotCommand::all() {
        let (name, usage, about) = (command.names().join(", \\"), command.usage(), command.about());
        let _ = write!(page, ".TP\n\\fB\\{name}\\fR {usage}\n{about}\n");
    }
    page.push_str(".SH \"EXIT STATUS\"\n");
    for exit in Exit::all() {
        let _ = write!(page, ".TP\n\\fB{}\\fR\n{}\n", exit.number(), exit.meaning());
    }
    Ok(page)
}

/// Returns the reference as Markdown.
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
    text.push_str("\n## Dot commands\n\nAt the prompt and in scripts, each on a line of its own.\n\n| command | argument | |\n| --- | --- | --- |\n");
    for command in DotCommand::all() {
        let names = command.names().join("`, `");
        let usage = match command.usage() {
            "" => String::new(),
            usage => format!("`{}`", usage.replace('|', "\\|")),
        };
        let _ = writeln!(text, "| `{names}` | {usage} | {} |", command.about());
    }
    text.push_str("\n## Exit codes\n\n| code | |\n| --- | --- |\n");
    for exit in Exit::all() {
        let _ = writeln!(text, "| {} | {} |", exit.number(), exit.meaning());
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
