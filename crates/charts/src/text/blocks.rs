//! Bars of block characters.

use super::Canvas;

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// How a bar is filled: by blocks with finer ends, or by one sign.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fill {
    Blocks,
    Sign(&'static str),
}

impl Fill {
    fn sign(self) -> &'static str {
        match self {
            Self::Blocks => "█",
            Self::Sign(sign) => sign,
        }
    }
}

/// The blocks of a canvas; of `#` where it has none.
pub(super) fn blocks(canvas: Canvas) -> Fill {
    if canvas.unicode { Fill::Blocks } else { Fill::Sign("#") }
}

/// A bar to the right of so many characters, in eighths of one. What is more than nothing is seen.
pub(super) fn to_the_right(length: f64, fill: Fill) -> String {
    match fill {
        Fill::Sign(sign) => sign.repeat(whole(length)),
        Fill::Blocks => {
            let eighths = parts(length, 8.0);
            let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
            fill.sign().repeat(eighths / 8) + rest
        }
    }
}

/// A bar to the left, in halves of a character: finer blocks stand only on the left side of a character.
pub(super) fn to_the_left(length: f64, fill: Fill) -> String {
    match fill {
        Fill::Sign(sign) => sign.repeat(whole(length)),
        Fill::Blocks => {
            let halves = parts(length, 2.0);
            let rest = if halves % 2 == 1 { "▐" } else { "" };
            rest.to_owned() + &fill.sign().repeat(halves / 2)
        }
    }
}

/// A bar in the middle of so many characters, with the blanks before it.
pub(super) fn centred(length: f64, room: usize, fill: Fill) -> String {
    match fill {
        Fill::Sign(sign) => {
            let length = whole(length).min(room);
            " ".repeat((room - length) / 2) + &sign.repeat(length)
        }
        Fill::Blocks => {
            let halves = parts(length, 2.0).min(2 * room);
            let start = (2 * room - halves) / 2;
            let end = start + halves;
            let left = if start % 2 == 1 && halves > 0 { "▐" } else { "" };
            let right = if end % 2 == 1 && halves > 0 { "▌" } else { "" };
            let middle = (end / 2).saturating_sub(start.div_ceil(2));
            " ".repeat(start / 2) + left + &fill.sign().repeat(middle) + right
        }
    }
}

fn whole(length: f64) -> usize {
    parts(length, 1.0)
}

/// A length in parts of a character, at least one if it is more than nothing.
fn parts(length: f64, of: f64) -> usize {
    let parts = (length * of).round().max(0.0) as usize;
    if length > 0.0 { parts.max(1) } else { parts }
}
