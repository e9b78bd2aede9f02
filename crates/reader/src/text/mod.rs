//! Decodes the bytes of a file to UTF-8 text: detects and explains its compression and encoding.

mod byte_source;
mod compression;
mod decode;
mod decompress;
mod detect;
mod encoding;
mod excerpt;
mod guess_encoding;
mod not_text;
mod plausible;
mod text_reader;
mod utf16;

#[cfg(test)]
mod tests;

pub use byte_source::ByteSource;
pub use compression::Compression;
pub use detect::{DetectedEncoding, detect};
pub use encoding::Encoding;
pub use not_text::NotText;
pub use text_reader::{TextReader, sample};
