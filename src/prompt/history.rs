//! What was typed before, kept in the user's data directory.

use std::env;
use std::fs::OpenOptions;
use std::path::PathBuf;

use reedline::FileBackedHistory;

/// How many entries are kept.
const ENTRIES: usize = 10_000;

/// The history, or why there is none.
pub fn open() -> Result<FileBackedHistory, String> {
    let Some(file) = file(env::var_os("XDG_DATA_HOME").map(PathBuf::from), env::home_dir()) else {
        return Err("there is no home directory".to_owned());
    };
    let shown = file.display().to_string();
    private(&file).map_err(|error| format!("{shown}: {error}"))?;
    FileBackedHistory::with_file(ENTRIES, file).map_err(|error| format!("{shown}: {error}"))
}

/// The XDG rules: a relative path does not count.
fn file(data: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    let data = data.filter(|data| data.is_absolute());
    let data = data.or_else(|| Some(home?.join(".local/share")))?;
    Some(data.join("tenure/history"))
}

/// Creates the file, for its owner only: queries can hold what others should not see.
fn private(file: &std::path::Path) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
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
        let home = || Some(PathBuf::from("/home/ann"));
        let default = PathBuf::from("/home/ann/.local/share/tenure/history");
        assert_eq!(file(None, home()), Some(default.clone()));
        assert_eq!(file(Some("".into()), home()), Some(default.clone()));
        assert_eq!(file(Some("data".into()), home()), Some(default));
        assert_eq!(file(Some("/data".into()), home()), Some("/data/tenure/history".into()));
        assert_eq!(file(None, None), None);
    }
}
