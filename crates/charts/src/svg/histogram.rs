//! Histograms: bars without gaps, the edges of the bins below them.

use tenure_diagnostics::grouped;

use super::drawing::{Anchor, Area, Drawing, Element, LINE, Label, SMALL};
use super::labels::{AxisLabels, cut, widest, width, width_at};
use super::values::Values;
use crate::pictures::{Bin, Histogram};
use crate::scale::Scale;

/// The widest bin.
const WIDEST: f64 = 120.0;

/// Draws a histogram; returns the height of the drawing.
pub(super) fn draw(histogram: &Histogram, (width_of_all, height): (f64, f64), drawing: &mut Drawing) -> f64 {
    let highest = histogram.bins.iter().map(|bin| bin.count).max().unwrap_or_default().max(1);
    let mut values = Values::rounded(Scale { low: 0.0, high: highest as f64 }, 5, None);
    values.ticks.retain(|(tick, _)| tick.fract() == 0.0);
    let left = values.widest() + 10.0;
    let count = histogram.bins.len().max(1) as f64;
    let pitch = ((width_of_all - left - 16.0) / count).min(WIDEST);

    let top = 4.0 + LINE + 6.0 + 18.0;
    drawing.label(Label::new(0.0, 15.0, "count", "name"));
    let labels = between(histogram);
    let below = labels.as_ref().map(|labels| AxisLabels::fit(labels, pitch));
    let foot = below.as_ref().map_or(LINE + 8.0, |below| below.height + 4.0) + LINE + 8.0;
    let plot = (height - top - foot).max(160.0);
    let area = Area { x: left, y: top, width: width_of_all - left - 2.0, height: plot };
    for (tick, text) in &values.ticks {
        let y = area.bottom() - values.scale.fraction(*tick) * plot;
        drawing.add(Element::segment((area.x, y), (area.right(), y), "grid"));
        drawing.label(Label::new(area.x - 8.0, y, text, "tick").level().anchor(Anchor::End));
    }
    // Few bins do not fill the width: then they stand in its middle.
    let start = area.x + ((area.width - pitch * count) / 2.0).max(0.0);
    let texts: Vec<String> = histogram.bins.iter().map(|bin| grouped(bin.count as u64)).collect();
    let has_texts = texts.iter().all(|text| width_at(text, SMALL) + 4.0 <= pitch);
    for (at, (bin, text)) in histogram.bins.iter().zip(&texts).enumerate() {
        let x = start + at as f64 * pitch;
        let y = area.bottom() - values.scale.fraction(bin.count as f64) * plot;
        let air = if pitch > 4.0 { 0.5 } else { 0.0 };
        let bar = Area::between(x + air, y, x + pitch - air, area.bottom());
        let (from, to) = (histogram.format.write(bin.from), histogram.format.write(bin.to));
        drawing.add_titled(Element::rectangle(bar, "mark s1"), &format!("{from} to {to}: {text}"));
        if has_texts {
            drawing.label(
                Label::new(x + pitch / 2.0, y - 5.0, text, "value halo").size(SMALL).anchor(Anchor::Middle),
            );
        }
    }
    drawing.add(Element::segment((area.x, area.bottom()), (area.right(), area.bottom()), "axis"));
    match below {
        Some(below) => {
            let middle = |at: usize| start + (at as f64 + 0.5) * pitch;
            below.draw(middle, area.bottom() + 3.0, width_of_all, drawing);
        }
        None => edges(histogram, (start, pitch), area.bottom(), width_of_all, drawing),
    }
    let name = cut(&histogram.x, area.width);
    let place = (area.x + area.width / 2.0, top + plot + foot - 6.0);
    drawing.label(Label::new(place.0, place.1, &name, "name").anchor(Anchor::Middle));
    top + plot + foot
}

/// Returns labels that stand between the edges: of bins of whole numbers, which hold from 20 to 29 and not to 30.
fn between(histogram: &Histogram) -> Option<Vec<String>> {
    let label = |bin: &Bin| {
        let [from, to] = histogram.ends(bin);
        if from == to { from } else { format!("{from}–{to}") }
    };
    let has_place = histogram.whole
        && (histogram.bins.len() <= 12 || histogram.bins.iter().all(|bin| bin.to - bin.from == 1.0));
    has_place.then(|| histogram.bins.iter().map(label).collect())
}

/// Draws the edges of the bins, every second or third where they have no room side by side.
fn edges(
    histogram: &Histogram,
    (start, pitch): (f64, f64),
    bottom: f64,
    width_of_all: f64,
    drawing: &mut Drawing,
) {
    let mut edges: Vec<f64> = histogram.bins.iter().map(|bin| bin.from).collect();
    edges.extend(histogram.bins.last().map(|bin| bin.to));
    edges.dedup();
    let texts: Vec<String> = edges.iter().map(|edge| histogram.format.write(*edge)).collect();
    let stride = ((widest(&texts) + 10.0) / pitch).ceil().max(1.0) as usize;
    for (at, text) in texts.iter().enumerate() {
        // A single value has no width: its text stands below the middle of its bar.
        let x = start + pitch * if texts.len() == 1 { 0.5 } else { at as f64 };
        let is_written = at % stride == 0;
        drawing.add(Element::segment((x, bottom), (x, bottom + if is_written { 5.0 } else { 3.0 }), "axis"));
        if is_written {
            let half = width(text) / 2.0;
            let middle = x.min(width_of_all - half - 1.0).max(half + 1.0);
            drawing.label(Label::new(middle, bottom + 5.0 + LINE, text, "tick").anchor(Anchor::Middle));
        }
    }
}
