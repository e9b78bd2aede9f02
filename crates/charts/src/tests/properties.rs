//! Properties that hold for any data: no panic, no line too wide, no trailing blanks, and only the colours that are ended.

use unicode_width::UnicodeWidthStr as _;

use super::samples::Chance;
use super::*;
use crate::{ChartKind, ColumnKind, describe, parse, prepare};

/// Numbers at the edge of floating point.
const NUMBERS: [f64; 18] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    12.0,
    1e308,
    -1e308,
    f64::MAX,
    f64::MIN,
    5e-324,
    1e-9,
    1e15,
    1_700_000_000.0,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    123_456.789,
];

/// Texts that are empty, wide, or act on a terminal.
const TEXTS: [&str; 12] = [
    "a",
    "b",
    "",
    "客户分群客户分群客户分群",
    "👩‍🔬 laboratory",
    "\x1b[31mred\n\t",
    "\u{202e}abc",
    "2024-05",
    "2024-06-30",
    "a very long label that does not fit anywhere at all, and more of it",
    "e\u{301}\u{301}",
    "\u{fe0f}☺\u{fe0f}",
];

fn column(name: &str, kind: ColumnKind, rows: usize, chance: &mut Chance) -> Column {
    let style = chance.below(4);
    let numbers: Vec<Option<f64>> = (0..rows)
        .map(|row| match style {
            0 => Some(row as f64),
            1 => Some(NUMBERS[chance.below(NUMBERS.len())]),
            2 => Some(7.0),
            _ => (chance.next() < 0.8).then(|| (chance.next() - 0.3) * 10_f64.powi(chance.below(8) as i32)),
        })
        .collect();
    let labels = (0..rows)
        .map(|row| match style {
            0 => Some(format!("{} {row}", TEXTS[chance.below(TEXTS.len())])),
            1 => None,
            _ => Some(TEXTS[chance.below(TEXTS.len())].to_owned()),
        })
        .collect();
    let numbers = if kind == ColumnKind::Text { Vec::new() } else { numbers };
    Column { name: name.to_owned(), kind, labels, numbers }
}

fn without_colours(line: &str) -> String {
    let mut parts = line.split("\x1b[");
    let first = parts.next().unwrap().to_owned();
    let mut is_on = false;
    parts.fold(first, |text, part| {
        let (codes, rest) = part.split_once('m').unwrap();
        assert_eq!(codes == "0", is_on, "{line:?}");
        is_on = !is_on;
        assert!(is_on || codes == "0", "{line:?}");
        text + rest
    })
}

fn check(text: &str, canvas: Canvas, words: &str) {
    for line in text.lines() {
        let plain = without_colours(line);
        assert!(plain.width() <= canvas.width, "{words} is {} wide on {canvas:?}:\n{text}", plain.width());
        assert!(!line.ends_with(' '), "{words} {canvas:?}:\n{text}");
        assert!(!plain.contains("NaN") && !plain.contains("inf"), "{words}:\n{text}");
        assert!(canvas.unicode || plain.is_ascii(), "{words}:\n{text}");
        assert!(!plain.chars().any(|c| c.is_control() || c == '\u{202e}'), "{words}:\n{text}");
        assert!(canvas.colour || !line.contains('\x1b'));
    }
}

#[test]
fn any_data_is_drawn_within_the_canvas_or_refused() {
    let mut chance = Chance(2024);
    let mut drawn = [0_usize; 10];
    for round in 0..12_000 {
        let rows = [0, 1, 2, 3, 5, 9, 40][chance.below(7)];
        let kinds = [ColumnKind::Number, ColumnKind::Number, ColumnKind::Time, ColumnKind::Text];
        let count = 1 + chance.below(4);
        let columns: Vec<Column> = (0..count)
            .map(|at| {
                let name = ["month", "b", "客户 c", "d\x07"][at];
                column(name, kinds[chance.below(4)], rows, &mut chance)
            })
            .collect();
        let kind = chance.below(11);
        let word = ChartKind::ALL.get(kind).map_or("", |kind| kind.word());
        let more = [
            "",
            " title=\"A title 客户\"",
            " format=0.0%",
            " by=b",
            " y=b",
            " bins=7",
            " x=b sort=-b limit=2",
            " horizontal",
            " stacked y=b,month",
            " share",
            " overlaid by=b",
            " low=b high=month",
            " source=d\x07 value=b",
        ];
        let words = format!("{word}{}", more[chance.below(more.len())]);
        let canvas = Canvas {
            width: 20 + round % 181,
            height: chance.below(60),
            colour: chance.next() < 0.5,
            unicode: chance.next() < 0.7,
        };
        let kinds: Vec<_> = columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        let Ok(specification) = parse(&words) else { continue };
        let checked = crate::check(&specification, &kinds);
        if let Ok(text) = draw_words(&words, &columns, canvas) {
            check(&text, canvas, &words);
            assert_eq!(checked, Ok(()), "{words} is refused before its query runs: {columns:?}");
            let prepared = prepare(&specification, &columns, 18).unwrap();
            let json = serde_json::to_value(&prepared.picture).unwrap();
            assert!(json["kind"].is_string());
            let described = describe(&prepared.picture);
            assert!(
                described.ends_with('.') && !described.contains("NaN") && !described.contains(" inf"),
                "{described}"
            );
            if let Some(drawn) = drawn.get_mut(kind) {
                *drawn += 1;
            }
        }
    }
    assert!(drawn.iter().all(|drawn| *drawn > 20), "{drawn:?}");
}

#[test]
fn sound_data_are_drawn_at_every_width() {
    use super::samples::*;
    for width in (0..=20).chain(20..=200) {
        for (colour, unicode) in [(false, false), (false, true), (true, false), (true, true)] {
            let canvas = Canvas { width, height: 24, colour, unicode };
            for (words, columns) in [
                ("bar", segments()),
                ("line by=country", revenue()),
                ("heatmap format=0%", retention(9)),
                ("histogram", customers(60)),
                ("scatter by=channel", customers(60)),
                ("funnel", steps()),
                ("bar stacked x=quarter y=revenue by=channel", channels()),
                ("bar share x=quarter y=revenue by=channel", channels()),
                ("bar low=lower high=upper", estimates()),
                ("line low=lower high=upper", forecast()),
                ("area by=country", revenue()),
                ("pie limit=3", segments()),
                ("sankey", journeys()),
                ("box x=channel y=monetary", customers(60)),
            ] {
                check(&draw_words(words, &columns, canvas).unwrap(), canvas, words);
            }
        }
    }
}

/// Returns the rows in another order.
fn shuffled(columns: &[Column], chance: &mut Chance) -> Vec<Column> {
    let mut order: Vec<usize> = (0..columns[0].rows()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, chance.below(at + 1));
    }
    let shuffle = |column: &Column| Column {
        labels: order.iter().filter_map(|row| column.labels.get(*row).cloned()).collect(),
        numbers: order.iter().filter_map(|row| column.numbers.get(*row).copied()).collect(),
        ..column.clone()
    };
    columns.iter().map(shuffle).collect()
}

#[test]
fn the_order_of_rows_does_not_change_the_picture() {
    use super::samples::*;
    let mut chance = Chance(3);
    for _ in 0..20 {
        for (words, columns) in [
            ("histogram x=monetary", customers(200)),
            ("scatter", customers(200)),
            ("scatter by=channel", customers(200)),
            ("heatmap", retention(7)),
            ("box x=period y=retention", retention(7)),
            ("box y=monetary", customers(200)),
        ] {
            let first = draw_words(words, &columns, COLOUR).unwrap();
            assert_eq!(first, draw_words(words, &shuffled(&columns, &mut chance), COLOUR).unwrap());
        }
    }
}

#[test]
fn a_histogram_counts_every_value_once() {
    use crate::Picture;
    let mut chance = Chance(5);
    for _ in 0..2_000 {
        let rows = 1 + chance.below(200);
        let columns = [column("a", ColumnKind::Number, rows, &mut chance)];
        let finite = (0..rows).filter(|row| columns[0].number(*row).is_some()).count();
        let words = ["histogram", "histogram bins=1", "histogram bins=13"][chance.below(3)];
        let most = 1 + chance.below(40);
        let Ok(prepared) = prepare(&parse(words).unwrap(), &columns, most) else { continue };
        let Picture::Histogram(histogram) = prepared.picture else { panic!("{words}") };
        assert_eq!(histogram.bins.iter().map(|bin| bin.count).sum::<usize>(), finite);
        for bin in &histogram.bins {
            let is_last = Some(bin) == histogram.bins.last();
            let holds = |n: f64| n >= bin.from && (n < bin.to || is_last && n <= bin.to);
            let inside = (0..rows).filter_map(|row| columns[0].number(row)).filter(|n| holds(*n)).count();
            assert_eq!(inside, bin.count, "{histogram:?}");
        }
        assert!(words != "histogram" || histogram.bins.len() <= most, "{} > {most}", histogram.bins.len());
    }
}

#[test]
fn the_words_in_the_title_line_ask_for_the_same_picture() {
    let mut chance = Chance(11);
    let mut count = 0;
    for _ in 0..3_000 {
        let kinds = [ColumnKind::Number, ColumnKind::Time, ColumnKind::Text];
        let names = ["month", "a b", "quo\"te", "-c,d"];
        let width = 1 + chance.below(4);
        let columns: Vec<Column> =
            (0..width).map(|at| column(names[at], kinds[chance.below(3)], 12, &mut chance)).collect();
        let words = ["", "", "area", "pie", "sankey", "box", "bar horizontal", "stacked"][chance.below(8)];
        let Ok(chosen) = prepare(&parse(words).unwrap(), &columns, 18) else { continue };
        let asked = prepare(&parse(&chosen.specification).unwrap(), &columns, 18).unwrap();
        assert_eq!((&chosen.picture, false), (&asked.picture, asked.is_chosen), "{}", chosen.specification);
        count += 1;
    }
    assert!(count > 200, "{count}");
}

#[test]
fn what_is_refused_before_the_query_is_refused_on_any_rows() {
    let mut chance = Chance(17);
    let mut count = [0_usize; 2];
    for _ in 0..20_000 {
        let kinds = [ColumnKind::Number, ColumnKind::Number, ColumnKind::Time, ColumnKind::Text];
        let names = ["month", "b", "c_id", "d", "week"];
        let rows = [1, 2, 5, 60][chance.below(4)];
        let width = 1 + chance.below(5);
        let columns: Vec<Column> =
            (0..width).map(|at| column(names[at], kinds[chance.below(4)], rows, &mut chance)).collect();
        let mut words = ChartKind::ALL.get(chance.below(16)).map_or("", |kind| kind.word()).to_owned();
        for key in ["x", "y", "by", "value", "low", "high", "source", "target", "sort", "stacked"] {
            if chance.next() < 0.8 {
                continue;
            }
            match key {
                "stacked" => words.push_str(" stacked"),
                key => words.push_str(&format!(" {key}={}", names[chance.below(width)])),
            }
        }
        let Ok(specification) = parse(&words) else { continue };
        let Ok(prepared) = prepare(&specification, &columns, 18) else {
            count[0] += 1;
            continue;
        };
        let kinds: Vec<_> = columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        let checked = crate::check(&specification, &kinds);
        assert_eq!(checked, Ok(()), "{words} {kinds:?} draws {}", prepared.specification);
        count[1] += 1;
    }
    assert!(count.iter().all(|count| *count > 1_000), "{count:?}");
}
