//! Where results go, one after the other.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use datafusion::arrow::datatypes::SchemaRef;

use super::interrupt::Interrupt;
use super::stop::Stop;
use super::target::Target;
use crate::render::{Format, Renderer};

/// Where results go, one after the other. Ctrl-C ends a write, however long it is.
#[derive(Debug)]
pub struct Output {
    format: Format,
    to: BufWriter<Target>,
    interrupt: Interrupt,
    /// Whether a result was printed before.
    printed: bool,
}

impl Output {
    /// Opens the file, or stdout without one.
    pub fn open(path: Option<&Path>, format: Format, interrupt: Interrupt) -> Result<Self, Stop> {
        let to = BufWriter::with_capacity(64 * 1024, Target::open(path)?);
        Ok(Self { format, to, interrupt, printed: false })
    }

    /// What ends a write, and with it the work for it.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Says that a line was typed: on a terminal it parts the results before it from those after it.
    pub fn typed(&mut self) {
        if io::stdout().is_terminal() && matches!(self.to.get_ref(), Target::Stdout(_)) {
            self.printed = false;
        }
    }

    /// Begins a result.
    pub fn begin(&mut self, schema: &SchemaRef) -> io::Result<Renderer> {
        if self.printed && self.format.has_header() {
            writeln!(self)?;
        }
        self.printed = true;
        Renderer::begin(self.format, schema, self)
    }

    /// Ends it all: what is in a file is now where it was asked for. Without this call the file is as it was before.
    pub fn close(mut self) -> Result<(), Stop> {
        self.to.flush()?;
        match self.to.into_inner() {
            Ok(target) => target.keep(),
            Err(error) => Err(error.into_error().into()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.interrupt.check()?;
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
