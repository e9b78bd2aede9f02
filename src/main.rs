//! The `tenure` command.

mod cli;
mod prompt;
mod shell;

use std::process::ExitCode;

/// Grouping takes and gives back much memory; the system's allocator spends a fifth of the time on that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::main().into()
}
