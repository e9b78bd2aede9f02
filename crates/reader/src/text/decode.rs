//! Decodes text of another encoding to UTF-8, in pieces.

use encoding_rs::{Decoder, DecoderResult};
use std::io::{self, Read};

/// The number of encoded bytes read at once.
const ENCODED: usize = 64 * 1024;

/// The number of decoded bytes made at once. Their space is filled with zeros first, which costs next to nothing while
/// it stays in the cache.
const DECODED: usize = 64 * 1024;

/// The least space that a decoder is given, so that any character fits.
const LEAST: usize = 16;

/// The replacement for a sequence that cannot be decoded.
const REPLACEMENT: &[u8] = "\u{FFFD}".as_bytes();

/// A text that is being decoded.
pub(super) struct Decoding {
    decoder: Decoder,
    encoded: Vec<u8>,
    /// The length of the part of `encoded` that is decoded.
    done: usize,
    /// True once the source has ended.
    last: bool,
    finished: bool,
}

impl Decoding {
    /// Starts with `first`, which was already read from the source and holds no byte order mark.
    pub(super) fn new(decoder: Decoder, first: &[u8]) -> Decoding {
        Decoding { decoder, encoded: first.to_vec(), done: 0, last: false, finished: false }
    }

    /// Appends about `most` bytes of text. Calls `malformed` with the position in `into` of each replacement.
    pub(super) fn read(
        &mut self,
        source: &mut dyn Read,
        into: &mut Vec<u8>,
        most: usize,
        malformed: &mut dyn FnMut(usize),
    ) -> io::Result<()> {
        let end = into.len() + most;
        while !self.finished && into.len() < end {
            if self.done == self.encoded.len() && !self.last {
                self.encoded.clear();
                self.done = 0;
                self.last = source.take(ENCODED as u64).read_to_end(&mut self.encoded)? == 0;
            }
            self.decode((end - into.len()).clamp(LEAST, DECODED), into, malformed);
        }
        Ok(())
    }

    /// Decodes the bytes that were read, as far as `room` bytes suffice.
    fn decode(&mut self, room: usize, into: &mut Vec<u8>, malformed: &mut dyn FnMut(usize)) {
        let mut at = into.len();
        let end = at + room;
        into.resize(end + REPLACEMENT.len(), 0);
        while at < end {
            let encoded = &self.encoded[self.done..];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(encoded, &mut into[at..end], self.last);
            self.done += read;
            at += written;
            match result {
                DecoderResult::InputEmpty => {
                    self.finished = self.last;
                    break;
                }
                DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    malformed(at);
                    into[at..at + REPLACEMENT.len()].copy_from_slice(REPLACEMENT);
                    at += REPLACEMENT.len();
                }
            }
        }
        into.truncate(at);
    }
}
