//! `.help`: the commands, or the page of a function.

use tenure::functions::call::nearest;
use tenure::reference;

use super::COMMANDS;
use crate::shell::{Exit, Session, Stop, say};

/// Shows the list, or what there is about a name or a part of one.
pub fn run(name: &str, session: &mut Session) -> Result<(), Stop> {
    if name.is_empty() {
        say(&commands(""));
        return Ok(());
    }
    if let Some(function) = session.engine.catalog().function(name.trim_end_matches("()")) {
        return session.output.text(&reference::page(function));
    }
    let part = name.to_lowercase();
    let functions: Vec<_> = session.engine.catalog().functions().collect();
    let of_commands = commands(&part);
    let of_functions: String = functions
        .iter()
        .filter(|function| function.name.contains(&part) || function.summary.to_lowercase().contains(&part))
        .map(|function| format!("{:<18} {:<9} {}\n", function.name, function.make.kind(), function.summary))
        .collect();
    if of_commands.is_empty() && of_functions.is_empty() {
        let names = COMMANDS.iter().map(|command| command.name);
        let near = nearest(name, names.chain(functions.iter().map(|function| function.name)));
        let hint = match near {
            Some(near) => format!("did you mean '{near}'?"),
            None => "'.help' lists the commands, 'tenure functions' the functions".to_owned(),
        };
        return Err(Stop::failed(Exit::Usage, format!("nothing is called '{name}'; {hint}")));
    }
    say(&format!("{of_commands}{of_functions}"));
    Ok(())
}

/// The commands of which the name or the description contains the part, a line each; all with some words around, if it
/// is empty.
fn commands(part: &str) -> String {
    let mut text = String::new();
    for command in COMMANDS {
        if command.name.contains(part) || command.about.to_lowercase().contains(part) {
            text.push_str(&format!("{:<9} {:<17} {}\n", command.name, short(command.takes), command.about));
        }
    }
    if part.is_empty() {
        text = format!(
            "SQL ends with ; and may have several lines. Tab completes. Ctrl-C drops the line or stops the query.\n\
             {text}The functions: .help with the name of one, such as .help rfm; 'tenure functions' lists them.\n\
             The last result is the table _. The keys: Ctrl-R searches what was typed before, Ctrl-O opens the editor."
        );
    }
    text
}

fn short(takes: &str) -> &str {
    if takes.starts_with("[KIND]") { "[KIND] [x=…] …" } else { takes }
}
