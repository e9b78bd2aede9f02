//! Colours and signs.

/// The colours of a piece of text, from the palette of 256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    pub(super) foreground: Option<u8>,
    pub(super) background: Option<u8>,
}

impl Paint {
    /// The terminal's own colours.
    pub(super) const PLAIN: Self = Self { foreground: None, background: None };
    /// The colour of axes and notes, which stand back behind the data.
    pub(super) const QUIET: Self = Self { foreground: Some(244), background: None };

    /// Writes the text with its colours, ended by a reset.
    pub(super) fn around(self, text: &str) -> String {
        let codes = [
            self.foreground.map(|code| format!("38;5;{code}")),
            self.background.map(|code| format!("48;5;{code}")),
        ];
        let codes: Vec<String> = codes.into_iter().flatten().collect();
        if codes.is_empty() { text.to_owned() } else { format!("\x1b[{}m{text}\x1b[0m", codes.join(";")) }
    }
}

/// The colours of series: those of Okabe and Ito, which people with any colour blindness can tell apart, in the nearest
/// shades that can be read on black and on white.
const SERIES: [u8; 7] = [32, 172, 36, 169, 74, 166, 244];

/// Returns the colour of a series.
pub(super) fn series(at: usize) -> Paint {
    Paint { foreground: SERIES.get(at % SERIES.len()).copied(), background: None }
}

const MARKERS: [&str; 7] = ["●", "○", "■", "□", "▲", "△", "◆"];
const ASCII_MARKERS: [&str; 7] = ["*", "o", "+", "x", "#", "@", "%"];

/// Returns the sign of a series in a plot.
pub(super) fn marker(at: usize, unicode: bool) -> &'static str {
    let markers = if unicode { MARKERS } else { ASCII_MARKERS };
    markers.get(at % markers.len()).copied().unwrap_or("*")
}

const FILLS: [&str; 7] = ["█", "░", "▓", "▒", "■", "□", "◆"];
const ASCII_FILLS: [&str; 7] = ["#", "-", "=", "+", "o", "*", "x"];

/// Returns the character of a series' bars where colours do not tell them apart.
pub(super) fn fill(at: usize, unicode: bool) -> &'static str {
    let fills = if unicode { FILLS } else { ASCII_FILLS };
    fills.get(at % fills.len()).copied().unwrap_or("#")
}

const BLUES: [u8; 7] = [255, 189, 153, 111, 68, 25, 18];
const ORANGES: [u8; 4] = [255, 223, 215, 166];
/// The first of the blues on which white is read better than black.
const DARK: usize = 5;

/// Returns the colours of a cell: light to dark blue from 0 to 1, and light to dark orange from 0 to -1.
pub(super) fn cell(depth: f64) -> Paint {
    let place =
        |shades: &[u8]| (depth.abs() * shades.len() as f64).floor().min(shades.len() as f64 - 1.0) as usize;
    let (shade, is_dark) = if depth < 0.0 {
        (ORANGES.get(place(&ORANGES)), false)
    } else {
        (BLUES.get(place(&BLUES)), place(&BLUES) >= DARK)
    };
    Paint { foreground: Some(if is_dark { 231 } else { 16 }), background: shade.copied() }
}

/// Returns the sign of a cell without colour: denser the farther from 0.
pub(super) fn shade(depth: f64, unicode: bool) -> &'static str {
    let shades = if unicode { ["░", "▒", "▓", "█"] } else { [".", ":", "+", "#"] };
    let place = (depth.abs() * 4.0).floor().clamp(0.0, 3.0) as usize;
    shades.get(place).copied().unwrap_or(" ")
}
