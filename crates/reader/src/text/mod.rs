//! From the bytes of a file to UTF-8 text: how it is packed and in which encoding, found out and explained.

mod compression;
mod decode;
mod detect;
mod encoding;
mod excerpt;
mod guess;
mod not_text;
mod plausible;
mod reading;
mod unpack;
mod wide;

#[cfg(test)]
mod tests;

pub use compression::Compression;
pub use detect::{Detected, detect};
pub use encoding::Encoding;
pub use not_text::NotText;
pub use reading::{Text, sample};
