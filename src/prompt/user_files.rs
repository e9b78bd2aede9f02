//! The files of the user that the prompt reads and writes: configuration and history.

use std::env;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use reedline::FileBackedHistory;

/// The most entries that the history keeps.
const MOST_ENTRIES: usize = 10_000;

/// Returns the configuration, a file of SQL and dot commands that the prompt begins with, if there is one.
pub fn configuration() -> Option<PathBuf> {
    let file = in_folder("XDG_CONFIG_HOME", ".config", "tenure/config.sql");
    file.filter(|file| file.is_file())
}

/// Opens the history.
///
/// # Errors
/// Returns the reason if there is no place for the history.
pub fn open_history() -> Result<FileBackedHistory, String> {
    let file = in_folder("XDG_DATA_HOME", ".local/share", "tenure/history");
    let file = file.ok_or_else(|| "there is no home directory".to_owned())?;
    let name = file.display().to_string();
    create_private(&file).map_err(|error| format!("{name}: {error}"))?;
    FileBackedHistory::with_file(MOST_ENTRIES, file).map_err(|error| format!("{name}: {error}"))
}

fn in_folder(variable: &str, default: &str, file: &str) -> Option<PathBuf> {
    Some(xdg_folder(env::var_os(variable).map(PathBuf::from), env::home_dir(), default)?.join(file))
}

/// Returns a folder by the XDG rules: the one that the variable names, unless that is a relative path, else the default
/// one in the home directory.
fn xdg_folder(variable: Option<PathBuf>, home: Option<PathBuf>, default: &str) -> Option<PathBuf> {
    variable.filter(|folder| folder.is_absolute()).or_else(|| Some(home?.join(default)))
}

/// Creates a file for its owner only: queries can hold what others should not see.
fn create_private(file: &Path) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_in_the_working_directory() {
        for (variable, home, folder) in [
            (None, Some("/home/ann"), Some("/home/ann/.config")),
            (Some(""), Some("/home/ann"), Some("/home/ann/.config")),
            (Some("config"), Some("/home/ann"), Some("/home/ann/.config")),
            (Some("/etc/ann"), Some("/home/ann"), Some("/etc/ann")),
            (None, None, None),
        ] {
            let found = xdg_folder(variable.map(PathBuf::from), home.map(PathBuf::from), ".config");
            assert_eq!(found, folder.map(PathBuf::from), "{variable:?} {home:?}");
        }
    }
}
