//! Properties of every kind of chart.

use super::samples::sample;
use super::*;
use crate::{ChartKind, Size, describe, draw, draw_svg, parse, prepare};

#[test]
fn every_kind_is_drawn_and_described() {
    for kind in ChartKind::ALL {
        let columns = sample(*kind);
        let prepared = prepare(&parse(kind.word()).unwrap(), &columns, 18).unwrap();
        assert!(prepared.specification.starts_with(kind.word()), "{}", prepared.specification);
        let named = prepare(&parse(&prepared.specification).unwrap(), &columns, 18).unwrap();
        assert_eq!((&named.picture, named.is_chosen), (&prepared.picture, false), "{kind:?}");
        for canvas in [PLAIN, COLOUR, ASCII, NARROW] {
            let text = draw(&prepared, canvas);
            assert!(text.lines().count() > 3, "{text}");
            assert!(canvas.unicode || text.is_ascii(), "{text}");
        }
        let description = describe(&prepared.picture);
        assert!(description.ends_with('.'), "{description}");
        let drawing = draw_svg(&prepared, Size { width: 760, height: 380 }, &description);
        assert!(drawing.contains("class=\"mark"), "{drawing}");
    }
}

#[test]
fn words_are_those_of_the_variants() {
    let words: Vec<&str> = ChartKind::ALL.iter().map(|kind| kind.word()).collect();
    let kinds = "bar line area pie heatmap histogram scatter funnel sankey box";
    assert_eq!(words.join(" "), kinds);
}
