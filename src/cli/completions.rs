//! `tenure completions`.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::args::Args;
use crate::shell::Stop;

/// Prints what makes a shell complete the command.
pub fn print(shell: Shell) -> Result<(), Stop> {
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    // By way of memory: the crate panics where a write fails.
    let mut script = Vec::new();
    generate(shell, &mut command, name, &mut script);
    Ok(io::stdout().lock().write_all(&script)?)
}
