//! Stdout, or a file that takes its place only when it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Stdout, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::exit::Exit;
use super::failure::Failure;

/// The destination of bytes.
#[derive(Debug)]
pub enum Target {
    /// Standard output.
    Stdout(Stdout),
    /// A pipe or a device.
    Device(File),
    /// A file beside the one asked for. So a run that fails leaves the old file as it was, and a query may read the
    /// file that its result replaces.
    Part {
        /// The file being written.
        file: File,
        /// Its path, until it is kept.
        part: PathBuf,
        /// The path of the file that was asked for.
        path: PathBuf,
    },
}

impl Target {
    /// Opens the file, or stdout if there is none or it is `-`.
    pub fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target::Stdout(io::stdout()));
        };
        Self::create(path).map_err(|error| unwritable(path, &error))
    }

    fn create(path: &Path) -> io::Result<Self> {
        // The file that a link leads to is replaced, not the link.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let before = fs::metadata(&path).ok();
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            return Ok(Target::Device(OpenOptions::new().write(true).open(path)?));
        }
        let Some(name) = path.file_name() else {
            return Err(io::ErrorKind::InvalidFilename.into());
        };
        let part = path.with_file_name(format!(".{}.{}.part", name.display(), process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&part)?;
        if let Some(before) = before {
            file.set_permissions(before.permissions())?;
        }
        Ok(Target::Part { file, part, path })
    }

    /// Puts the file in its place. A file that is dropped without this call is removed.
    pub fn keep(self) -> Result<(), Failure> {
        match &self {
            Target::Part { part, path, .. } => {
                fs::rename(part, path).map_err(|error| unwritable(path, &error))
            }
            Target::Stdout(_) | Target::Device(_) => Ok(()),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::Stdout(stdout) => stdout.write(bytes),
            Target::Device(file) | Target::Part { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Stdout(stdout) => stdout.flush(),
            Target::Device(file) | Target::Part { file, .. } => file.flush(),
        }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Target::Part { part, .. } = self {
            // After `keep` there is no such file any more.
            let _ = fs::remove_file(part);
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let path = path.display();
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("no such folder to write in: {path}"),
        io::ErrorKind::IsADirectory => format!("cannot write {path}: it is a folder"),
        _ => format!("cannot write {path}: {error}"),
    };
    Failure::new(Exit::Data, message)
}
