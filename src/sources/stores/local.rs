//! Files of the local disk.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::object_store::path::Path as ObjectPath;
use glob::{MatchOptions, Pattern, glob_with};
use tenure_diagnostics::nearest;
use url::Url;

use super::{Location, Scheme, Stamp, Store};
use crate::errors::{Code, Error};

/// The rules of patterns: `*` stays within a folder, `**` crosses any number, and only a dot matches hidden names.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The local disk.
#[derive(Debug)]
pub(super) struct LocalDisk;

#[async_trait]
impl Store for LocalDisk {
    /// Leaves out files of folders and patterns whose names begin with a dot or an underscore: writers of data name
    /// their bookkeeping files this way.
    async fn list(&self, path: &str) -> Result<Vec<Location>, Error> {
        let expanded = match (path.strip_prefix("~/"), std::env::home_dir()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(path),
        };
        // A file or folder of this very name wins over a pattern that looks the same.
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
        let location = |file: &PathBuf| match std::path::absolute(file) {
            Ok(absolute) => match absolute.into_os_string().into_string() {
                Ok(path) => Ok(Location { store: Scheme::File, path }),
                Err(_) => Err(unusable(path, "its absolute path is not valid UTF-8")),
            },
            Err(error) => Err(unusable(path, error)),
        };
        found.iter().map(location).collect()
    }

    fn names(&self, path: &str, files: &[Location]) -> Vec<String> {
        if let [file] = files
            && std::path::absolute(path).is_ok_and(|path| path == Path::new(&file.path))
        {
            return vec![path.to_owned()];
        }
        let here = std::env::current_dir().unwrap_or_default();
        let is_absolute = path.starts_with('/') || path.starts_with('~');
        let name = |file: &Location| {
            let file = Path::new(&file.path);
            let name = if is_absolute { file } else { file.strip_prefix(&here).unwrap_or(file) };
            name.display().to_string()
        };
        files.iter().map(name).collect()
    }

    async fn stamp(&self, file: &Location) -> io::Result<Stamp> {
        let metadata = std::fs::metadata(&file.path)?;
        Ok(Stamp { size: metadata.len(), modified: metadata.modified().ok() })
    }

    fn open(&self, file: &Location) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(&file.path)?))
    }

    fn sample(&self, file: &Location, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut opened = File::open(&file.path)?;
        opened.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        opened.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn size(&self, file: &Location) -> io::Result<u64> {
        Ok(std::fs::metadata(&file.path)?.len())
    }

    fn object(&self, file: &Location) -> Result<(ObjectStoreUrl, ObjectPath), Error> {
        // DataFusion's local store knows neither dots nor links.
        let path = Path::new(&file.path).canonicalize().map_err(|error| unusable(&file.path, error))?;
        let url =
            Url::from_file_path(&path).map_err(|()| unusable(&file.path, "its path is not absolute"))?;
        let url = ListingTableUrl::try_new(url, None)?;
        Ok((ObjectStoreUrl::local_filesystem(), url.prefix().clone()))
    }
}

fn unusable(path: &str, reason: impl std::fmt::Display) -> Error {
    Error::new(Code::Io, format!("'{path}' cannot be opened: {reason}"), None)
}

/// Returns the files that match a pattern; `path` is what the query says.
fn matching(path: &str, pattern: &str) -> Result<Vec<PathBuf>, Error> {
    let entries = glob_with(pattern, OPTIONS).map_err(|error| unusable(path, error.msg))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|error| unusable(path, error))?;
        let is_data = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with(['.', '_']);
        if file.is_file() && file.file_name().is_some_and(is_data) {
            files.push(file);
        }
    }
    Ok(files)
}

/// Returns the error of a path without files, with the nearest name there is.
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

    #[tokio::test]
    async fn a_path_means_the_files_one_would_expect() {
        let folder = std::env::temp_dir().join(format!("tenure-files-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for name in
            ["a.csv", "b 1%#.CSV", "_tmp.csv", ".hidden.csv", "x[1].csv", "sub/c.csv", "sub/deep/d.csv"]
        {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "").unwrap();
        }
        let root = folder.display();
        for (path, expected) in [
            ("a.csv", &["a.csv"][..]),
            (".hidden.csv", &[".hidden.csv"]),
            ("x[1].csv", &["x[1].csv"]),
            ("*.csv", &["a.csv", "x[1].csv"]),
            ("*.[cC][sS][vV]", &["a.csv", "b 1%#.CSV", "x[1].csv"]),
            ("*/*.csv", &["sub/c.csv"]),
            ("sub/**/*.csv", &["sub/c.csv", "sub/deep/d.csv"]),
            ("sub", &["sub/c.csv", "sub/deep/d.csv"]),
            ("nothing*", &[]),
        ] {
            let files = LocalDisk.list(&format!("{root}/{path}")).await.unwrap_or_default();
            let found: Vec<&str> =
                files.iter().map(|file| file.path().strip_prefix(&format!("{root}/")).unwrap()).collect();
            assert_eq!(found, expected, "{path}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
