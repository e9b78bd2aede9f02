//! Which files a path means: a file, the files of a folder and those below it, or those that match a pattern.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern, glob_with};
use tenure_udfs::call::nearest;

use crate::errors::{Code, Error};

/// A `*` stays within a folder and `**` goes through any number of them; hidden names are matched only by a dot.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The files of a path, as absolute paths in order. In folders and patterns, files whose names begin with a dot or an
/// underscore are left out, as writers of data name what is not data so.
///
/// # Errors
/// If there are none, or one cannot be looked at.
pub(super) fn files(path: &str) -> Result<Vec<PathBuf>, Error> {
    let expanded = match (path.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    };
    // What is there by that very name is meant, whatever it looks like.
    let mut found = if expanded.is_file() {
        vec![expanded]
    } else if expanded.is_dir() {
        matching(path, &format!("{}/**/*", Pattern::escape(&expanded.to_string_lossy())))?
    } else {
        matching(path, &expanded.to_string_lossy())?
    };
    if found.is_empty() {
        return Err(no_such_file(path));
    }
    found.sort();
    let absolute = found.iter().map(std::path::absolute).collect::<Result<_, _>>();
    absolute.map_err(|error| Error::new(Code::Io, format!("'{path}' cannot be opened: {error}"), None))
}

/// The names by which the files are told: as they were called, those of a folder or pattern as they were found.
pub(super) fn names(path: &str, files: &[PathBuf]) -> Vec<String> {
    if let [file] = files
        && std::path::absolute(path).is_ok_and(|path| path == *file)
    {
        return vec![path.to_owned()];
    }
    let here = std::env::current_dir().unwrap_or_default();
    let name = |file: &PathBuf| {
        let absolute = path.starts_with('/') || path.starts_with('~');
        let shown = if absolute { file } else { file.strip_prefix(&here).unwrap_or(file) };
        shown.display().to_string()
    };
    files.iter().map(name).collect()
}

fn matching(path: &str, pattern: &str) -> Result<Vec<PathBuf>, Error> {
    let wrong = |reason: String| Error::new(Code::Io, format!("'{path}' cannot be opened: {reason}"), None);
    let entries = glob_with(pattern, OPTIONS).map_err(|error| wrong(error.msg.to_owned()))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|error| wrong(error.to_string()))?;
        let is_data = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with(['.', '_']);
        if file.is_file() && file.file_name().is_some_and(is_data) {
            files.push(file);
        }
    }
    Ok(files)
}

fn no_such_file(path: &str) -> Error {
    if path.contains(['*', '?', '[']) {
        return Error::new(Code::Io, format!("no file matches '{path}'"), None);
    }
    if Path::new(path).is_dir() {
        return Error::new(Code::Io, format!("the folder '{path}' has no files"), None);
    }
    let file = Path::new(path);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let hint = format!("there is no folder '{}'", folder.display());
        return Error::new(Code::Io, format!("no such file: '{path}'"), Some(hint));
    }
    let wanted = file.file_name().and_then(|name| name.to_str()).unwrap_or(path);
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name != wanted)
        .collect();
    names.sort();
    let near = nearest(wanted, names.iter().map(String::as_str));
    let hint = near.map(|near| format!("did you mean '{}'?", file.with_file_name(near).display()));
    Error::new(Code::Io, format!("no such file: '{path}'"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_means_the_files_one_would_expect() {
        let folder = std::env::temp_dir().join(format!("tenure-files-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for name in
            ["a.csv", "b 1%#.CSV", "_tmp.csv", ".hidden.csv", "x[1].csv", "sub/c.csv", "sub/deep/d.csv"]
        {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        }
        let names = |path: &str| -> Vec<String> {
            let files = files(&format!("{}/{path}", folder.display())).unwrap_or_default();
            files
                .iter()
                .map(|file| file.strip_prefix(&folder).unwrap().to_string_lossy().into_owned())
                .collect()
        };
        assert_eq!(names("a.csv"), ["a.csv"]);
        assert_eq!(names(".hidden.csv"), [".hidden.csv"]);
        assert_eq!(names("x[1].csv"), ["x[1].csv"]);
        assert_eq!(names("*.csv"), ["a.csv", "x[1].csv"]);
        assert_eq!(names("*.[cC][sS][vV]"), ["a.csv", "b 1%#.CSV", "x[1].csv"]);
        assert_eq!(names("*/*.csv"), ["sub/c.csv"]);
        assert_eq!(names("sub/**/*.csv"), ["sub/c.csv", "sub/deep/d.csv"]);
        assert_eq!(names("sub"), ["sub/c.csv", "sub/deep/d.csv"]);
        assert_eq!(names("nothing*"), [""; 0]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
