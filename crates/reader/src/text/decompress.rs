//! Decompresses a file, with errors that say plainly what is wrong with the compressed data.

use super::Compression;
use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::GzDecoder;
use liblzma::bufread::XzDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// The number of compressed bytes read at once.
const PACKED: usize = 256 * 1024;

/// The largest zstd window accepted, as a power of two: anything that `zstd --long=31` writes.
const ZSTD_WINDOW: u32 = 31;

/// Decompresses a source, with all its consecutive members, frames and streams.
pub(super) fn decompress(
    packed: Box<dyn Read + Send>,
    compression: Compression,
) -> io::Result<Box<dyn Read + Send>> {
    let content: Box<dyn Read + Send> = match compression {
        Compression::None => return Ok(packed),
        Compression::Gzip => Box::new(Gzip { member: Some(GzDecoder::new(buffered(packed))) }),
        Compression::Zstd => {
            let mut decoder = zstd::Decoder::with_buffer(buffered(packed))?;
            decoder.window_log_max(ZSTD_WINDOW)?;
            Box::new(decoder)
        }
        Compression::Bzip2 => Box::new(MultiBzDecoder::new(buffered(packed))),
        Compression::Xz => Box::new(XzDecoder::new_multi_decoder(buffered(packed))),
    };
    Ok(Box::new(Explained { content, compression }))
}

fn buffered(packed: Box<dyn Read + Send>) -> BufReader<Box<dyn Read + Send>> {
    BufReader::with_capacity(PACKED, packed)
}

/// The members of gzip data, one after the other. Zeros behind the last one are padding, as for gzip(1).
struct Gzip<R> {
    /// `None` at the end of the data.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        while let Some(member) = &mut self.member {
            let read = member.read(into)?;
            if read > 0 {
                return Ok(read);
            }
            let Some(mut packed) = self.member.take().map(GzDecoder::into_inner) else {
                break;
            };
            match packed.fill_buf()?.first() {
                None => {}
                Some(0) => only_zeros(packed)?,
                Some(_) => self.member = Some(GzDecoder::new(packed)),
            }
        }
        Ok(0)
    }
}

fn only_zeros(mut packed: impl BufRead) -> io::Result<()> {
    loop {
        let rest = packed.fill_buf()?;
        if rest.is_empty() {
            return Ok(());
        }
        if rest.iter().any(|byte| *byte != 0) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "other data follow"));
        }
        let length = rest.len();
        packed.consume(length);
    }
}

/// A reader whose errors say which compressed data are wrong, and how.
struct Explained {
    content: Box<dyn Read + Send>,
    compression: Compression,
}

impl Read for Explained {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.content.read(into).map_err(|error| explain(error, self.compression))
    }
}

fn explain(error: io::Error, compression: Compression) -> io::Error {
    // An error of the disk says nothing about the data, and an interrupted call is tried again.
    if error.raw_os_error().is_some() || error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    let name = compression.name();
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return io::Error::new(error.kind(), format!("the {name} data end too early: the file is truncated"));
    }
    io::Error::new(io::ErrorKind::InvalidData, format!("the {name} data are damaged ({error})"))
}
