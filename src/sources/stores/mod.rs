//! The stores of files: the local disk today.
//!
//! ```text
//! 'orders/*.csv' ──store_of──> Store ──list──> Locations ──stamp, open, sample──> bytes
//! ```
//!
//! The rest of `sources/` knows a [`Location`] and never a path of an operating system. A further store is one more
//! file here, and its scheme in [`store_of`].

mod local;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read};
use std::time::SystemTime;

use async_trait::async_trait;
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::object_store::path::Path as ObjectPath;
use tenure_reader::text::ByteSource;

use crate::errors::{Code, Error};
use local::LocalDisk;

/// A place that holds files.
#[async_trait]
pub(super) trait Store: fmt::Debug + Send + Sync {
    /// Returns the files that a path means, in order: a file, the files of a folder and of those below it, or those that
    /// match a pattern.
    ///
    /// # Errors
    /// Returns an error if there are none, or one cannot be looked at.
    async fn list(&self, path: &str) -> Result<Vec<Location>, Error>;

    /// Returns the names of files in messages: a single file as the query writes it, others as they were found.
    fn names(&self, path: &str, files: &[Location]) -> Vec<String>;

    /// Returns the stamp of a file as it is now.
    async fn stamp(&self, file: &Location) -> io::Result<Stamp>;

    /// Opens a file at its beginning. Blocks; runs on a thread that may.
    fn open(&self, file: &Location) -> io::Result<Box<dyn Read + Send>>;

    /// Returns up to `length` bytes of a file from `start`. Blocks; runs on a thread that may.
    fn sample(&self, file: &Location, start: u64, length: u64) -> io::Result<Vec<u8>>;

    /// Returns the size of a file. Blocks; runs on a thread that may.
    fn size(&self, file: &Location) -> io::Result<u64>;

    /// Returns where DataFusion's own readers find a file.
    fn object(&self, file: &Location) -> Result<(ObjectStoreUrl, ObjectPath), Error>;
}

/// The location of a file: a store's scheme, and a path in that store as text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Location {
    store: Scheme,
    path: String,
}

/// The stores that files are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Scheme {
    File,
}

impl Scheme {
    fn store(self) -> &'static dyn Store {
        match self {
            Self::File => &LocalDisk,
        }
    }
}

impl Location {
    /// Returns the absolute path in the store.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the store.
    pub fn store(&self) -> &'static dyn Store {
        self.store.store()
    }
}

/// Bytes of a file for the reader of text.
impl ByteSource for Location {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.path)
    }

    fn size(&self) -> io::Result<u64> {
        self.store().size(self)
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        self.store().open(self)
    }

    fn part(&self, start: u64, length: u64) -> io::Result<Vec<u8>> {
        self.store().sample(self, start, length)
    }
}

/// The size of a file and when it was last changed. A file with the same stamp has not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub size: u64,
    pub modified: Option<SystemTime>,
}

/// Returns the store of a path that a query names, and the path in it.
///
/// # Errors
/// Returns an error if the path has a scheme without a store.
pub(super) fn store_of(path: &str) -> Result<(&'static dyn Store, &str), Error> {
    match path.split_once("://") {
        None => Ok((Scheme::File.store(), path)),
        Some(("file", rest)) => Ok((Scheme::File.store(), rest)),
        Some(_) => Err(Error::new(Code::Io, format!("'{path}': only local files can be read so far"), None)),
    }
}
