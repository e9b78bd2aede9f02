//! The `tenure` command.

mod cli;
mod render;
mod repl;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main().into()
}
