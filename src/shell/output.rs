//! The destination of results, one after the other.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use datafusion::arrow::datatypes::SchemaRef;
use tenure::output::{Book, Format, Renderer, Terminal};
use tenure_diagnostics::Problem;

use super::exit::Exit;
use super::failure::Failure;
use super::interrupt::Interrupt;
use super::target::Target;
use super::terminal::{stdout_terminal, visible_but_tabs};

/// The destination of results, one after the other. Ctrl-C ends a write, however long it is.
#[derive(Debug)]
pub struct Output {
    /// The format that was asked for.
    mode: Option<Format>,
    /// The format of the file's ending, unless one was asked for since the file was opened.
    file_format: Option<Format>,
    target: BufWriter<Target>,
    /// The sheets of a workbook.
    book: Book,
    interrupt: Interrupt,
    /// The advice under a table that is cut: what shows the rest.
    rest: &'static str,
    /// The number of results that were begun.
    begun: usize,
    /// True if a blank line must separate the next result from the one before.
    needs_blank_line: bool,
    /// True if a result was printed on stdout before results went elsewhere.
    used_stdout: bool,
    /// True if control characters must be escaped for a terminal. Tables are coloured and escape their data themselves.
    escapes: bool,
}

impl Output {
    /// Opens the file, or stdout without one.
    pub fn open(
        path: Option<&Path>,
        mode: Option<Format>,
        interrupt: Interrupt,
        rest: &'static str,
    ) -> Result<Self, Failure> {
        let target = BufWriter::with_capacity(64 * 1024, Target::open(path)?);
        let file_format = match mode {
            None => Self::format_of_ending(path)?,
            Some(_) => None,
        };
        let book = Book::default();
        Ok(Self {
            mode,
            file_format,
            target,
            book,
            interrupt,
            rest,
            begun: 0,
            needs_blank_line: false,
            used_stdout: false,
            escapes: false,
        })
    }

    /// Returns the format of results.
    pub fn format(&self) -> Format {
        self.file_format.or(self.mode).unwrap_or_default()
    }

    /// Returns the format that a file's ending asks for. An ending of no format is an error rather than a guess.
    fn format_of_ending(path: Option<&Path>) -> Result<Option<Format>, Failure> {
        let Some(path) = path.filter(|path| !path.is_dir()) else {
            return Ok(None);
        };
        let is_text = path.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("txt"));
        match Format::of_file(path) {
            None if !is_text => {
                let name = path.display();
                let problem = Problem::new(format!("no format has the ending of {name}"))
                    .hint("choose one: --format csv, or .mode csv");
                Err(Failure::problem(Exit::Usage, &problem))
            }
            format => Ok(format),
        }
    }

    /// Sets the format of results. Without one, the file's ending says it.
    pub fn set_format(&mut self, format: Option<Format>) {
        self.mode = format;
        self.file_format = None;
    }

    /// Ends the file that results went to, and opens another one, or stdout.
    pub fn switch(&mut self, path: Option<&Path>) -> Result<(), Failure> {
        let file_format =
            Self::format_of_ending(path).or_else(|error| self.mode.map(|_| None).ok_or(error))?;
        let mut next = Self::open(path, self.mode.or(file_format), self.interrupt.clone(), self.rest)?;
        (next.mode, next.file_format) = (self.mode, file_format);
        next.used_stdout =
            self.used_stdout || self.needs_blank_line && matches!(self.target.get_ref(), Target::Stdout(_));
        next.needs_blank_line = next.used_stdout && matches!(next.target.get_ref(), Target::Stdout(_));
        std::mem::replace(self, next).close()
    }

    /// Returns the watch that ends a write, and with it the work for it.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Tells whether results go to a terminal.
    pub fn is_terminal(&self) -> bool {
        matches!(self.target.get_ref(), Target::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Returns what the destination can show.
    pub fn terminal(&self) -> Terminal {
        match self.is_terminal() {
            true => stdout_terminal(),
            false => Terminal::NONE,
        }
    }

    /// Notes that the user typed a line. On a terminal that line separates the results before it from those after it.
    pub fn line_was_typed(&mut self) {
        if self.is_terminal() {
            self.needs_blank_line = false;
        }
    }

    /// Begins a result. With `all` nothing of it is cut, also where it does not fit the terminal.
    pub fn begin(&mut self, schema: &SchemaRef, all: bool) -> Result<Renderer, Failure> {
        let format = self.format();
        if format.is_binary() && self.is_terminal() {
            let message =
                format!("{} is not text that a terminal can show: write it to a file", format.name());
            return Err(Failure::new(Exit::Usage, message));
        }
        if format.holds_one() && self.begun > 0 {
            let message =
                format!("a file of format {} holds one result, and this is the second", format.name());
            return Err(Failure::new(Exit::Usage, message));
        }
        if self.needs_blank_line && format.has_header() {
            writeln!(self)?;
        }
        self.begun += 1;
        self.needs_blank_line = true;
        self.escapes = self.is_terminal() && format != Format::Table;
        let mut terminal = self.terminal();
        if all {
            terminal.size = None;
        }
        let rest = self.rest;
        Ok(Renderer::begin(format, schema, terminal, rest, self)?)
    }

    /// Ends a result that is complete.
    pub fn end(&mut self, renderer: Renderer) -> io::Result<()> {
        let mut book = std::mem::take(&mut self.book);
        let ended = renderer.finish_in(&mut book, self);
        self.book = book;
        ended?;
        self.flush()
    }

    /// Writes a text that is a result, such as a chart.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        if self.needs_blank_line && self.format().has_header() {
            writeln!(self)?;
        }
        self.needs_blank_line = true;
        self.escapes = false;
        writeln!(self, "{}", text.trim_end())?;
        Ok(self.flush()?)
    }

    /// Ends the output: a file takes its place. Without this call the file stays as it was before.
    pub fn close(mut self) -> Result<(), Failure> {
        if self.format().is_binary() {
            match self.begun {
                0 if matches!(self.target.get_ref(), Target::Stdout(_)) => {}
                0 => {
                    return Err(Failure::new(Exit::Query, "no statement gave a result, so there is no file"));
                }
                _ if self.format() == Format::Xlsx => {
                    let bytes = std::mem::take(&mut self.book).bytes()?;
                    self.target.write_all(&bytes)?;
                }
                _ => {}
            }
        }
        self.target.flush()?;
        match self.target.into_inner() {
            Ok(target) => target.keep(),
            Err(error) => Err(error.into_error().into()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.interrupt.check()?;
        if self.escapes {
            let text = String::from_utf8_lossy(bytes);
            let lines: Vec<String> =
                text.split('\n').map(|line| visible_but_tabs(line.trim_end_matches('\r'))).collect();
            self.target.write_all(lines.join("\n").as_bytes())?;
            return Ok(bytes.len());
        }
        self.target.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.target.flush()
    }
}
