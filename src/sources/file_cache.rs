//! What is known of files that have not changed, so that each is looked at once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use datafusion::catalog::Session;
use tenure_reader::{FileFormat, SniffOptions};

use super::json::Shape;

/// The formats of text files and the contents of JSON files, by path, options and stamp. An engine has one cache, which
/// all its connections share; it is an extension of the session's configuration.
#[derive(Debug, Default)]
pub(crate) struct FileCache {
    formats: Entries<(PathBuf, String), FileFormat>,
    shapes: Entries<PathBuf, Shape>,
}

impl FileCache {
    /// Returns the cache of a session; of a session without one, an empty cache.
    pub fn of(state: &dyn Session) -> Arc<Self> {
        state.config().get_extension().unwrap_or_default()
    }

    /// Returns the format of a text file that has not changed since it was remembered with these options.
    pub(super) fn format(
        &self,
        path: &Path,
        options: &SniffOptions,
        stamp: Stamp,
    ) -> Option<Arc<FileFormat>> {
        self.formats.get(&(path.to_owned(), format!("{options:?}")), stamp)
    }

    /// Remembers the format of a text file, read with these options.
    pub(super) fn remember_format(
        &self,
        path: &Path,
        options: &SniffOptions,
        stamp: Stamp,
        format: &Arc<FileFormat>,
    ) {
        self.formats.insert((path.to_owned(), format!("{options:?}")), stamp, format);
    }

    /// Returns the contents of a JSON file that has not changed since they were remembered.
    pub(super) fn shape(&self, path: &Path, stamp: Stamp) -> Option<Arc<Shape>> {
        self.shapes.get(&path.to_owned(), stamp)
    }

    /// Remembers the contents of a JSON file.
    pub(super) fn remember_shape(&self, path: &Path, stamp: Stamp, shape: &Arc<Shape>) {
        self.shapes.insert(path.to_owned(), stamp, shape);
    }
}

/// The size of a file and when it was last changed. A file with the same stamp has not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub size: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    /// Returns the stamp of a file as it is now.
    pub fn of(path: &Path) -> std::io::Result<Self> {
        let metadata = std::fs::metadata(path)?;
        Ok(Self { size: metadata.len(), modified: metadata.modified().ok() })
    }
}

/// Values by key, each valid for one stamp.
#[derive(Debug)]
struct Entries<K, V>(Mutex<HashMap<K, (Stamp, Arc<V>)>>);

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + std::hash::Hash, V> Entries<K, V> {
    fn get(&self, key: &K, stamp: Stamp) -> Option<Arc<V>> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, value) = entries.get(key)?;
        (*of == stamp).then(|| Arc::clone(value))
    }

    fn insert(&self, key: K, stamp: Stamp, value: &Arc<V>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.insert(key, (stamp, Arc::clone(value)));
    }
}
