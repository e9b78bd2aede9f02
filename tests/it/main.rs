//! The program as its users run it. The only binary of such tests: each further one would link the engine again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test says what went wrong by failing"
)]

mod cli;
mod compare;
mod data;
mod demo;
mod differential;
mod guide;
mod kinds;
mod library;
mod mistakes;
mod one_phase;
mod own_family;
mod plans;
#[cfg(unix)]
mod prompt;
mod reading;
mod reference;
mod reports;
mod scripts;
mod variations;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A folder of its own for a test, in which the program runs.
pub struct Folder(PathBuf);

impl Folder {
    /// Creates an empty folder with this name.
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file.
    pub fn file(self, name: &str, text: &str) -> Self {
        fs::write(self.0.join(name), text).unwrap();
        self
    }

    /// Returns the path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Returns the content of a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Returns the names of the files, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs `tenure` with nothing on stdin: the exit code, then stdout, then stderr.
    pub fn tenure(&self, args: &[&str]) -> String {
        self.tenure_stdin(args, "")
    }

    /// Runs `tenure` with this on stdin.
    pub fn tenure_stdin(&self, args: &[&str], stdin: &str) -> String {
        let mut command = self.command(env!("CARGO_BIN_EXE_tenure"));
        let mut child = command.args(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        shown(&child.wait_with_output().unwrap())
    }

    /// Runs a line of `sh`, in which `$TENURE` is the program.
    pub fn sh(&self, line: &str) -> String {
        let mut command = self.command("sh");
        shown(&command.args(["-c", line]).stdin(Stdio::null()).output().unwrap())
    }

    /// Runs `tenure`, presses Ctrl-C once the first line is there and the query after it runs, and says how long the
    /// end took.
    pub fn interrupt_after_first_line(&self, args: &[&str]) -> (String, Duration) {
        let mut child = self.command(env!("CARGO_BIN_EXE_tenure")).args(args).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        thread::sleep(Duration::from_millis(300));
        let begin = Instant::now();
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        let text = shown(&child.wait_with_output().unwrap());
        (text, begin.elapsed())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.0).env("TENURE", env!("CARGO_BIN_EXE_tenure"));
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

fn shown(output: &Output) -> String {
    let code = output.status.code().map_or("by a signal".to_owned(), |code| code.to_string());
    let mut text = format!("exit {code}\n");
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        if !bytes.is_empty() {
            text.push_str(&format!("--- {name}\n{}", String::from_utf8_lossy(bytes)));
        }
    }
    text
}
