//! The text of a file as UTF-8, in pieces.

use super::decode::Decoding;
use super::decompress::decompress;
use super::{ByteSource, Compression, Encoding};
use std::io::{self, Read};

/// The length of the longest byte order mark.
const LONGEST_MARK: u64 = 4;

/// The text of a file as UTF-8, in pieces.
///
/// A byte order mark of the encoding is dropped. UTF-8 is not changed; the consumer of the text finds invalid
/// sequences. In other encodings every sequence that cannot be decoded becomes U+FFFD, and its position is recorded.
pub struct TextReader {
    source: Box<dyn Read + Send>,
    encoding: Encoding,
    state: State,
    /// The number of bytes returned so far.
    returned: u64,
    malformed: Vec<u64>,
}

enum State {
    /// A reader that has read nothing yet.
    New,
    /// UTF-8 is returned as it is.
    Passing,
    Decoding(Box<Decoding>),
}

impl TextReader {
    /// Opens the text of a file.
    pub fn open(
        source: &(impl ByteSource + ?Sized),
        compression: Compression,
        encoding: Encoding,
    ) -> io::Result<TextReader> {
        Ok(TextReader::new(decompress(source.open()?, compression)?, encoding))
    }

    /// Reads the text of any source of bytes that is not compressed.
    ///
    /// Where `encoding` is UTF-16 and the text begins with the byte order mark of the other byte order, the mark wins.
    pub fn new(reader: Box<dyn Read + Send>, encoding: Encoding) -> TextReader {
        TextReader { source: reader, encoding, state: State::New, returned: 0, malformed: Vec::new() }
    }

    /// Returns decoded text once more. A byte order mark at its beginning is an ordinary character.
    pub(crate) fn decoded(text: Vec<u8>) -> TextReader {
        let source = Box::new(io::Cursor::new(text));
        TextReader { state: State::Passing, ..TextReader::new(source, Encoding::UTF_8) }
    }

    /// Appends about `most` bytes to `into`, a few more at the most, and returns their number. The number is smaller
    /// only at the end of the text, and 0 only after it.
    pub fn read(&mut self, into: &mut Vec<u8>, most: usize) -> io::Result<usize> {
        let most = most.max(1);
        let before = into.len();
        into.reserve(most);
        if matches!(self.state, State::New) {
            self.begin(into)?;
        }
        let left = most.saturating_sub(into.len() - before);
        match &mut self.state {
            State::Decoding(decoding) => {
                let (returned, places) = (self.returned, &mut self.malformed);
                let mut malformed = |at: usize| places.push(returned + (at - before) as u64);
                decoding.read(&mut *self.source, into, left, &mut malformed)?;
            }
            State::New | State::Passing => {
                (&mut self.source).take(left as u64).read_to_end(into)?;
            }
        }
        let read = into.len() - before;
        self.returned += read as u64;
        Ok(read)
    }

    /// Takes the positions of sequences that could not be decoded: offsets of their U+FFFD in the text returned so
    /// far. Each position is returned once, so a caller that asks after each piece keeps the list short.
    pub fn take_malformed(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.malformed)
    }

    /// Drops the byte order mark and decides how to read the rest.
    fn begin(&mut self, into: &mut Vec<u8>) -> io::Result<()> {
        let mut first = Vec::new();
        (&mut self.source).take(LONGEST_MARK).read_to_end(&mut first)?;
        let wide = [Encoding::UTF_16LE, Encoding::UTF_16BE];
        let encoding = match Encoding::from_mark(&first) {
            Some(marked) if wide.contains(&marked) && wide.contains(&self.encoding) => marked,
            _ => self.encoding,
        };
        let rest = first.strip_prefix(encoding.mark()).unwrap_or(&first);
        if encoding.is_utf8() {
            into.extend_from_slice(rest);
            self.state = State::Passing;
        } else {
            let decoder = encoding.0.new_decoder_without_bom_handling();
            self.state = State::Decoding(Box::new(Decoding::new(decoder, rest)));
        }
        Ok(())
    }
}

/// Returns the first `most` bytes of a file, decompressed but not decoded, and whether they are all of it.
pub fn sample(
    source: &(impl ByteSource + ?Sized),
    compression: Compression,
    most: usize,
) -> io::Result<(Vec<u8>, bool)> {
    let mut content = decompress(source.open()?, compression)?;
    let mut bytes = Vec::new();
    (&mut content).take(most as u64).read_to_end(&mut bytes)?;
    let more = content.take(1).read_to_end(&mut Vec::new())?;
    Ok((bytes, more == 0))
}
