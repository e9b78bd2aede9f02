//! A cache of facts about unchanged files, so that each is inspected once.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::catalog::Session;
use tenure_reader::{FileFormat, SniffOptions};

use super::json::Observed;
use crate::sources::stores::{Location, Stamp};

/// The formats of text files and the contents of JSON files, by location, options and stamp. An engine has one cache,
/// which all its connections share; it is an extension of the session's configuration.
#[derive(Debug, Default)]
pub(crate) struct FileCache {
    formats: Entries<(Location, String), FileFormat>,
    contents: Entries<Location, Observed>,
}

impl FileCache {
    /// Returns the cache of a session; of a session without one, an empty cache.
    pub(super) fn of(state: &dyn Session) -> Arc<Self> {
        state.config().get_extension().unwrap_or_default()
    }

    /// Returns the format of a text file that has not changed since it was remembered with these options.
    pub(super) fn format(
        &self,
        file: &Location,
        options: &SniffOptions,
        stamp: Stamp,
    ) -> Option<Arc<FileFormat>> {
        self.formats.get(&(file.clone(), format!("{options:?}")), stamp)
    }

    /// Remembers the format of a text file, read with these options.
    pub(super) fn remember_format(
        &self,
        file: &Location,
        options: &SniffOptions,
        stamp: Stamp,
        format: &Arc<FileFormat>,
    ) {
        self.formats.insert((file.clone(), format!("{options:?}")), stamp, format);
    }

    /// Returns the contents of a JSON file that has not changed since they were remembered.
    pub(super) fn contents(&self, file: &Location, stamp: Stamp) -> Option<Arc<Observed>> {
        self.contents.get(file, stamp)
    }

    /// Remembers the contents of a JSON file.
    pub(super) fn remember_contents(&self, file: &Location, stamp: Stamp, contents: &Arc<Observed>) {
        self.contents.insert(file.clone(), stamp, contents);
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

impl<K: Eq + Hash, V> Entries<K, V> {
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
