//! A terminal: a pseudo-terminal with the program in it, and a screen on which one sees what it shows.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};

use crate::Folder;

/// No wait is longer; a test that reaches it fails, and shows the screen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal with the program in it.
pub struct Terminal {
    pty: Arc<Pty>,
    child: Child,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    screen: vt100::Parser,
    raw: Vec<u8>,
}

impl Terminal {
    /// Starts `tenure` in a folder, with these arguments and variables, on a screen of so many columns and lines.
    pub fn start(
        folder: &Folder,
        args: &[&str],
        variables: &[(&str, &str)],
        (columns, lines): (u16, u16),
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(lines, columns)).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenure"))
            .args(args)
            .current_dir(folder.path(""))
            .env_remove("NO_COLOR")
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", folder.path(""))
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME");
        for (name, value) in variables {
            command = command.env(name, value);
        }
        let child = command.spawn(pts).unwrap();
        let size = |number| NonZeroU16::new(number).unwrap();
        let screen = vt100::Parser::new(size(lines), size(columns), 10_000);
        let seen = Arc::new(Mutex::new(Seen { screen, raw: Vec::new() }));
        let (pty, shared) = (Arc::new(pty), Arc::clone(&seen));
        let reader = Arc::clone(&pty);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = (&*reader).read(&mut bytes) {
                let mut seen = shared.lock().unwrap();
                seen.raw.extend_from_slice(&bytes[..count]);
                seen.screen.process(&bytes[..count]);
                // The line editor asks where the cursor is.
                if bytes[..count].windows(4).any(|part| part == b"\x1b[6n") {
                    let (line, column) = seen.screen.screen().cursor_position();
                    drop(seen);
                    let _ = write!(&*reader, "\x1b[{};{}R", line + 1, column + 1);
                }
            }
        });
        Self { pty, child, seen }
    }

    /// Types.
    pub fn send(&self, text: &str) {
        (&*self.pty).write_all(text.as_bytes()).unwrap();
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.seen.lock().unwrap().screen.screen().contents()
    }

    /// All that came, escapes and all.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap().raw).into_owned()
    }

    /// Forgets what is on the screen, so that only what comes now is waited for.
    pub fn clear(&self) {
        let mut seen = self.seen.lock().unwrap();
        let (lines, columns) = seen.screen.screen().size();
        // The cursor stays where the line editor believes it to be.
        let (line, column) = seen.screen.screen().cursor_position();
        seen.screen = vt100::Parser::new(lines, columns, 10_000);
        seen.screen.process(format!("\x1b[{};{}H", line + 1, column + 1).as_bytes());
        seen.raw.clear();
    }

    /// Waits until the screen is as wished.
    pub fn wait(&self, what: &str, is_there: impl Fn(&str) -> bool) -> String {
        let begin = Instant::now();
        loop {
            let screen = self.screen();
            if is_there(&screen) {
                return screen;
            }
            assert!(begin.elapsed() < PATIENCE, "no {what} on the screen:\n{screen}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for a text.
    pub fn see(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits for an empty prompt at the end of the screen.
    pub fn ready(&self) -> String {
        self.wait("prompt", |screen| screen.trim_end().ends_with("tenure>"))
    }

    /// Types a line, and waits for the next prompt: what is on the screen then, from that line on.
    pub fn run(&self, line: &str) -> String {
        self.clear();
        self.send(&format!("{line}\r"));
        self.wait("prompt after the line", |screen| {
            screen.trim_end().ends_with("tenure>") && screen.matches("tenure>").count() >= 2
                || screen.trim() == "tenure>" && self.raw().contains('\n')
        })
    }

    /// Waits for the end of the program, and gives its exit code.
    pub fn end(mut self) -> i32 {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap();
            }
            assert!(begin.elapsed() < PATIENCE, "the program does not end:\n{}", self.screen());
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
