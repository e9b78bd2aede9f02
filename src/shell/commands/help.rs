//! `.help`: the commands, or the page of a function.

use tenure::reference;
use tenure_diagnostics::{Problem, nearest};

use crate::shell::dot_command::DotCommand;
use crate::shell::exit::Exit;
use crate::shell::failure::Failure;
use crate::shell::session::Session;
use crate::shell::terminal::print_message;

/// Prints all commands, the page of the function of this name, or what has the name in its name or description.
pub fn help(name: &str, session: &mut Session) -> Result<(), Failure> {
    if name.is_empty() {
        print_message(&format!(
            "SQL ends with ; and may have several lines. Tab completes. Ctrl-C drops the line or stops the query.\n\
             {}The functions: .help with the name of one, such as .help rfm; 'tenure functions' lists them.\n\
             The last result is the table _. The keys: Ctrl-R searches what was typed before, Ctrl-O opens the editor.",
            commands("")
        ));
        return Ok(());
    }
    if let Some(function) = session.connection.engine().catalog().function(name.trim_end_matches("()")) {
        return session.output.text(&reference::page(function));
    }
    let part = name.to_lowercase();
    let functions: Vec<_> = session.connection.engine().catalog().functions().collect();
    let commands = commands(&part);
    let matching: String = functions
        .iter()
        .filter(|function| function.name.contains(&part) || function.summary.to_lowercase().contains(&part))
        .map(|function| reference::line(function) + "\n")
        .collect();
    if commands.is_empty() && matching.is_empty() {
        let names = DotCommand::all().iter().map(|command| command.name());
        let near = nearest(name, names.chain(functions.iter().map(|function| function.name)));
        let problem = Problem::new(format!("no command or function '{name}'")).hint(match near {
            Some(near) => format!("did you mean '{near}'?"),
            None => "'.help' lists the commands, 'tenure functions' the functions".to_owned(),
        });
        return Err(Failure::problem(Exit::Usage, &problem));
    }
    print_message(&format!("{commands}{matching}"));
    Ok(())
}

/// Lists the commands that have this part in their name or description, one a line.
fn commands(part: &str) -> String {
    let mut text = String::new();
    for command in DotCommand::all() {
        let about = command.about();
        if command.name().contains(part) || about.to_lowercase().contains(part) {
            // The full usage of .chart is too wide for this column.
            let usage = if *command == DotCommand::Chart { "[KIND] [x=…] …" } else { command.usage() };
            text.push_str(&format!("{:<9} {usage:<17} {about}\n", command.name()));
        }
    }
    text
}
