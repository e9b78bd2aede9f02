//! Where results go, one after the other.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use datafusion::arrow::datatypes::SchemaRef;

use super::exit::Exit;
use super::interrupt::Interrupt;
use super::stop::Stop;
use super::target::{Target, stdout_terminal};
use tenure::output::{Book, Format, Renderer, Terminal, visible};

/// Where results go, one after the other. Ctrl-C ends a write, however long it is.
#[derive(Debug)]
pub struct Output {
    /// The format that was asked for.
    mode: Option<Format>,
    /// That of the file's ending, if it was opened after that.
    of_file: Option<Format>,
    to: BufWriter<Target>,
    /// The sheets of a workbook.
    book: Book,
    interrupt: Interrupt,
    /// What shows the rest of a table that is cut.
    rest: &'static str,
    /// How many results were begun, and whether a blank line must part the next one from those before.
    begun: usize,
    printed: bool,
    /// Whether a result was printed on stdout before results went elsewhere.
    on_stdout: bool,
    /// Whether what is written is data for a terminal, on which it must not act. A table has seen to that itself, and is
    /// coloured.
    escapes: bool,
}

impl Output {
    /// Opens the file, or stdout without one.
    pub fn open(
        path: Option<&Path>,
        mode: Option<Format>,
        interrupt: Interrupt,
        rest: &'static str,
    ) -> Result<Self, Stop> {
        let to = BufWriter::with_capacity(64 * 1024, Target::open(path)?);
        let of_file = match mode {
            None => Self::of_ending(path)?,
            Some(_) => None,
        };
        let book = Book::default();
        Ok(Self {
            mode,
            of_file,
            to,
            book,
            interrupt,
            rest,
            begun: 0,
            printed: false,
            on_stdout: false,
            escapes: false,
        })
    }

    /// How results are printed.
    pub fn format(&self) -> Format {
        self.of_file.or(self.mode).unwrap_or_default()
    }

    /// The format that a file's ending asks for. One that asks for none of ours is not guessed at.
    fn of_ending(path: Option<&Path>) -> Result<Option<Format>, Stop> {
        let Some(path) = path.filter(|path| !path.is_dir()) else {
            return Ok(None);
        };
        let is_text = path.extension().is_none_or(|ending| ending.eq_ignore_ascii_case("txt"));
        match Format::of_file(path) {
            None if !is_text => {
                let name = path.display();
                let message =
                    format!("the ending of {name} names no format; say one, as --format csv or .mode csv");
                Err(Stop::failed(Exit::Usage, message))
            }
            format => Ok(format),
        }
    }

    /// Prints results so from now on; as the file's ending says, without a format.
    pub fn set_format(&mut self, format: Option<Format>) {
        self.mode = format;
        self.of_file = None;
    }

    /// Ends the file that results went to, and opens another one, or stdout.
    pub fn switch(&mut self, path: Option<&Path>) -> Result<(), Stop> {
        let of_file = Self::of_ending(path).or_else(|error| self.mode.map(|_| None).ok_or(error))?;
        let mut next = Self::open(path, self.mode.or(of_file), self.interrupt.clone(), self.rest)?;
        (next.mode, next.of_file) = (self.mode, of_file);
        next.on_stdout = self.on_stdout || self.printed && matches!(self.to.get_ref(), Target::Stdout(_));
        next.printed = next.on_stdout && matches!(next.to.get_ref(), Target::Stdout(_));
        std::mem::replace(self, next).close()
    }

    /// What ends a write, and with it the work for it.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Whether results go to a terminal.
    pub fn is_terminal(&self) -> bool {
        matches!(self.to.get_ref(), Target::Stdout(_)) && io::stdout().is_terminal()
    }

    /// What there is to show results on.
    pub fn terminal(&self) -> Terminal {
        match self.is_terminal() {
            true => stdout_terminal(),
            false => Terminal::NONE,
        }
    }

    /// Says that a line was typed: on a terminal it parts the results before it from those after it.
    pub fn typed(&mut self) {
        if self.is_terminal() {
            self.printed = false;
        }
    }

    /// Begins a result; all of it is shown, if that is asked for, also where it does not fit the terminal.
    pub fn begin(&mut self, schema: &SchemaRef, all: bool) -> Result<Renderer, Stop> {
        let format = self.format();
        if format.is_binary() && self.is_terminal() {
            let message = format!("{} is nothing for a terminal; write it into a file", format.name());
            return Err(Stop::failed(Exit::Usage, message));
        }
        if format.holds_one() && self.begun > 0 {
            let message =
                format!("a file of {} holds one result, and this would be the second", format.name());
            return Err(Stop::failed(Exit::Usage, message));
        }
        if self.printed && format.has_header() {
            writeln!(self)?;
        }
        self.begun += 1;
        self.printed = true;
        self.escapes = self.is_terminal() && format != Format::Table;
        let mut terminal = self.terminal();
        if all {
            terminal.size = None;
        }
        let rest = self.rest;
        Ok(Renderer::begin(format, schema, terminal, rest, self)?)
    }

    /// Ends a result that is whole.
    pub fn end(&mut self, renderer: Renderer) -> io::Result<()> {
        let mut book = std::mem::take(&mut self.book);
        let ended = renderer.finish_in(&mut book, self);
        self.book = book;
        ended?;
        self.flush()
    }

    /// Writes a text that is a result, such as a chart.
    pub fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.printed && self.format().has_header() {
            writeln!(self)?;
        }
        self.printed = true;
        self.escapes = false;
        writeln!(self, "{}", text.trim_end())?;
        Ok(self.flush()?)
    }

    /// Ends it all: what is in a file is now where it was asked for. Without this call the file is as it was before.
    pub fn close(mut self) -> Result<(), Stop> {
        if self.format().is_binary() {
            match self.begun {
                0 if matches!(self.to.get_ref(), Target::Stdout(_)) => {}
                0 => {
                    return Err(Stop::failed(Exit::Query, "no statement gave a result, so there is no file"));
                }
                _ if self.format() == Format::Xlsx => {
                    let bytes = std::mem::take(&mut self.book).bytes()?;
                    self.to.write_all(&bytes)?;
                }
                _ => {}
            }
        }
        self.to.flush()?;
        match self.to.into_inner() {
            Ok(target) => target.keep(),
            Err(error) => Err(error.into_error().into()),
        }
    }
}

/// The text so that it cannot act on a terminal, but for its tabs.
fn tabs_kept(line: &str) -> String {
    line.split('\t').map(visible).collect::<Vec<_>>().join("\t")
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.interrupt.check()?;
        if self.escapes {
            let text = String::from_utf8_lossy(bytes);
            let lines: Vec<String> =
                text.split('\n').map(|line| tabs_kept(line.trim_end_matches('\r'))).collect();
            self.to.write_all(lines.join("\n").as_bytes())?;
            return Ok(bytes.len());
        }
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
