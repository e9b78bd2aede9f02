//! Drawings in SVG: a mark for each datum, well-formed, and nothing but classes for colours.

use super::samples::*;
use crate::*;

const SIZE: Size = Size { width: 760, height: 380 };

fn svg(words: &str, columns: &[Column]) -> String {
    let prepared = prepare(&parse(words).unwrap(), columns, 20).unwrap();
    checked(&prepared, SIZE)
}

/// Returns the drawing after checks that hold for every one.
fn checked(prepared: &Prepared, size: Size) -> String {
    let text = draw_svg(prepared, size, "what it shows");
    assert_eq!(text, draw_svg(prepared, size, "what it shows"));
    well_formed(&text);
    for forbidden in
        ["style", "<script", "href", "url(", "fill=", "stroke=\"", "=\"NaN", " NaN", "inf", "\"-0\"", "-0 "]
    {
        assert!(!without_texts(&text).contains(forbidden), "{forbidden}:\n{text}");
    }
    text
}

/// Returns the tags of a drawing without the texts between them, which are data.
fn without_texts(text: &str) -> String {
    text.split('<').filter_map(|part| part.split_once('>')).map(|(tag, _)| format!("<{tag}>")).collect()
}

/// Checks that every element is closed in its turn, attributes are quoted, and entities are known.
fn well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in text.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap();
        assert!(!rest.contains('>'), "{part}");
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{part}");
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for part in text.split('&').skip(1) {
        assert!(
            ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| part.starts_with(known)),
            "{part}"
        );
    }
    assert!(text.chars().all(|c| c == '\n' || !c.is_control() && c != '\u{fffe}' && c != '\u{ffff}'));
    numbers_are_short(text);
}

fn numbers_are_short(text: &str) {
    for value in without_texts(text).split('"').skip(1).step_by(2) {
        let is_geometry = value.chars().all(|c| c.is_ascii_digit() || "MLCAZ .-".contains(c));
        let numbers = value.split(|c: char| !(c.is_ascii_digit() || c == '.'));
        for number in numbers.filter(|_| is_geometry) {
            let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 2, "{value}");
        }
    }
}

fn marks(text: &str) -> usize {
    text.matches("class=\"mark").count()
}

#[test]
fn every_datum_has_a_mark() {
    assert_eq!(marks(&svg("bar", &segments())), 6);
    assert_eq!(marks(&svg("bar horizontal", &segments())), 6);
    // A missing value is no bar, and zero is one.
    for words in ["bar", "bar stacked", "bar share", "bar horizontal", "bar horizontal share"] {
        let text = svg(&format!("{words} x=region y=spring,autumn"), &halves());
        assert_eq!(marks(&text), 5, "{words}");
    }
    for words in ["line by=country", "area by=country", "area share by=country", "area overlaid by=country"] {
        assert_eq!(marks(&svg(words, &revenue())), 3, "{words}");
    }
    assert_eq!(marks(&svg("heatmap", &retention(6))), 21);
    assert_eq!(marks(&svg("scatter by=channel", &customers(60))), 60);
    assert_eq!(marks(&svg("histogram x=monetary bins=9", &customers(60))), 9);
    assert_eq!(marks(&svg("funnel", &steps())), 5);
    assert_eq!(marks(&svg("pie x=step y=customers", &steps())), 5);
    let flows =
        [texts("from", &["a", "a", "b"]), texts("to", &["b", "c", "c"]), numbers("n", &[3.0, 1.0, 2.0])];
    assert_eq!(marks(&svg("sankey source=from target=to value=n", &flows)), 3);
    assert_eq!(marks(&svg("box x=channel y=monetary", &customers(60))), 2);
    assert_eq!(marks(&svg("box horizontal x=channel y=monetary", &customers(60))), 2);
}

#[test]
fn a_missing_value_interrupts_a_line_and_a_point_by_itself_is_a_dot() {
    let text = svg("line x=week y=orders", &weeks());
    assert_eq!(marks(&text), 3);
    assert_eq!(text.matches("class=\"mark line l1\"").count(), 2);
    assert_eq!(text.matches("<circle class=\"mark s1\"").count(), 1);
}

#[test]
fn intervals_are_whiskers_and_bands() {
    let columns = [
        texts("month", &["2024-01", "2024-02", "2024-03"]),
        numbers("rate", &[1.0, 2.0, 3.0]),
        numbers("low", &[0.5, 1.5, 2.5]),
        numbers("high", &[1.5, 2.5, 3.5]),
    ];
    let bars = svg("bar x=month y=rate low=low high=high", &columns);
    assert_eq!((marks(&bars), bars.matches("class=\"whisker\"").count()), (3, 9));
    let lines = svg("line x=month y=rate low=low high=high", &columns);
    assert_eq!((marks(&lines), lines.matches("class=\"band s1\"").count()), (1, 1));
}

#[test]
fn cells_of_both_signs_have_colours_of_both_signs() {
    let text = svg("heatmap x=to y=from value=shift", &shifts());
    assert!(text.contains("class=\"mark d9\"") && text.contains("class=\"mark n4\""), "{text}");
    assert!(text.contains("class=\"on-dark\"") && text.contains("class=\"on-light\""));
}

#[test]
fn shares_and_numbers_are_written() {
    let funnel = svg("funnel", &steps());
    for text in [">18,420<", ">50.6%<", ">of step before<"] {
        assert!(funnel.contains(text), "{text}");
    }
    assert!(svg("bar", &segments()).contains(">1,204<"));
    assert!(svg("bar share x=region y=spring,autumn", &halves()).contains(">64%<"));
}

#[test]
fn hostile_texts_are_escaped() {
    let label = "</text><script>alert('x')</script>\" onload=\"&amp;\u{0}\u{8}\u{1b}\u{fffe}\u{202e}\n";
    let name = "<b style=\"x\">'&";
    let columns = [texts(name, &[label, "b"]), numbers("n", &[1.0, 2.0])];
    for kind in ["bar", "bar horizontal", "line", "funnel", "pie", "box"] {
        let words = format!("{kind} x=\"<b style=\"\"x\"\">'&\" y=n");
        let prepared = prepare(&parse(&words).unwrap(), &columns, 9).unwrap();
        let text = checked(&prepared, SIZE);
        assert!(!text.contains("<script") && !text.contains("<b ") && !text.contains("onload=\""), "{text}");
    }
    let prepared = prepare(&parse("bar").unwrap(), &columns, 9).unwrap();
    let text = draw_svg(&prepared, SIZE, "a \"<b>\" & 'c'\u{7}");
    well_formed(&text);
    assert!(text.contains("<title>a &quot;&lt;b&gt;&quot; &amp; &#39;c&#39;</title>"));
}

#[test]
fn many_categories_make_the_drawing_taller() {
    let labels: Vec<String> = (0..50).map(|at| format!("a rather long name of category {at}")).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let columns = [texts("category", &labels), numbers("n", &[5.0; 50])];
    let height = |text: &str| -> f64 {
        let box_ = text.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap();
        box_.split(' ').nth(3).unwrap().parse().unwrap()
    };
    assert!(height(&svg("bar horizontal", &columns)) > 1_000.0);
    assert!(height(&svg("bar", &segments())) <= 380.0);
}

/// Pictures that no result gives, and those that a result can just give.
fn odd_pictures() -> Vec<Picture> {
    let format = Format { thousands: true, decimals: 1, percent: false, scientific: false };
    let mut pictures = Vec::new();
    for values in [
        vec![],
        vec![0.0],
        vec![0.0, 0.0, 0.0],
        vec![1e300, -1e300, 3.0],
        vec![f64::MAX, f64::MAX, f64::MAX],
        vec![f64::MIN, f64::MAX],
        vec![5e-324, 1e-300],
        vec![-1.0],
    ] {
        let labels: Vec<String> = values.iter().map(|value| format!("label {value}")).collect();
        let some: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        for count in [0, 1, 2, 9] {
            for layout in [BarLayout::Grouped, BarLayout::Stacked, BarLayout::Share] {
                for horizontal in [false, true] {
                    let one =
                        BarSeries { name: "a".into(), values: some.clone(), low: some.clone(), high: vec![] };
                    let (x, y, labels, format) = ("x".into(), None, labels.clone(), format.clone());
                    let series = vec![one; count];
                    pictures.push(Picture::Bar(Bars { x, y, labels, series, format, layout, horizontal }));
                }
            }
            for layout in [LineLayout::Lines, LineLayout::Area, LineLayout::Stacked, LineLayout::Share] {
                for axis in [XAxis::Number, XAxis::Time, XAxis::Steps(labels.clone())] {
                    let piece: Vec<Point> =
                        values.iter().map(|value| Point { x: *value, y: *value }).collect();
                    let band =
                        values.iter().map(|value| Interval { x: *value, low: *value, high: 0.0 }).collect();
                    let one = LineSeries {
                        name: "a".into(),
                        pieces: vec![piece, vec![]],
                        band: vec![band, vec![]],
                    };
                    let (x, y, series, format) = ("x".into(), Some("y".into()), vec![one; count], None);
                    pictures.push(Picture::Line(Lines { x, y, axis, series, format, layout }));
                }
            }
            let points = values.iter().map(|value| Point { x: *value, y: *value }).collect();
            let series = vec![PointSeries { name: String::new(), points }; count];
            let (x, y) = ("x".into(), None);
            pictures.push(Picture::Scatter(Scatter { x, y, axis: XAxis::Time, series, format: None }));
        }
        let slice = |value: &f64| Slice { label: "s".into(), value: *value, share: value / values[0] };
        let slices = values.iter().map(slice).collect();
        pictures.push(Picture::Pie(Pie { x: "x".into(), y: "y".into(), slices, format: format.clone() }));
        let step = |value: &f64| Step {
            label: "s".into(),
            count: value.abs(),
            of_first: None,
            of_previous: Some(0.01),
        };
        let steps = values.iter().map(step).collect();
        pictures.push(Picture::Funnel(Funnel {
            x: "x".into(),
            y: "y".into(),
            steps,
            format: format.clone(),
        }));
        let bin = |value: &f64| Bin { from: *value, to: *value, count: 0 };
        for whole in [false, true] {
            let bins = values.iter().map(bin).collect();
            pictures.push(Picture::Histogram(Histogram {
                x: "x".into(),
                bins,
                whole,
                format: format.clone(),
            }));
        }
        pictures.push(Picture::Heatmap(Heatmap {
            x: "x".into(),
            y: "y".into(),
            columns: labels.clone(),
            rows: labels.clone(),
            cells: vec![some.clone(); 2],
            low: values.iter().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            format: format.clone(),
        }));
        let node = |(at, value): (usize, &f64)| Node { name: "n".into(), column: at * 1_000, total: *value };
        let nodes = values.iter().enumerate().map(node).collect();
        let flows =
            values.iter().enumerate().map(|(at, value)| Flow { from: 0, to: at, value: *value }).collect();
        let names = ["source", "target", "value"].map(String::from);
        let [source, target, value] = names;
        pictures.push(Picture::Sankey(Sankey {
            source,
            target,
            value,
            nodes,
            flows,
            format: format.clone(),
        }));
        for horizontal in [false, true] {
            let five = |value: &f64| FiveNumbers {
                label: "five".into(),
                count: 0,
                low: *value,
                first_quartile: *value,
                median: *value,
                third_quartile: *value,
                high: *value,
                outliers: vec![*value; 3],
            };
            let boxes = values.iter().map(five).collect();
            let (x, y, format) = (None, "y".into(), format.clone());
            pictures.push(Picture::Box(Boxes { x, y, boxes, horizontal, format }));
        }
    }
    pictures
}

#[test]
fn odd_pictures_are_drawn_without_a_panic() {
    let pictures = odd_pictures();
    assert!(pictures.len() > 400);
    for picture in pictures {
        let prepared = Prepared {
            title: None,
            specification: "words".into(),
            is_chosen: false,
            picture,
            notes: Vec::new(),
        };
        for (width, height) in [(0, 0), (420, 300), (u32::MAX, u32::MAX)] {
            checked(&prepared, Size { width, height });
        }
    }
}

#[test]
fn any_data_are_drawn_or_refused() {
    let mut chance = Chance(77);
    let labels = [
        "a",
        "",
        "客户分群客户分群",
        "\x1b[31m<&>\"'",
        "a very long label that does not fit anywhere at all, and more of it",
        "2024-05",
        "1",
    ];
    let numbers_of = [0.0, -1.0, 1e308, -1e308, 0.5, 12.0, 1e-9, f64::NAN, 1_700_000_000.0, 123_456.789];
    let words = [
        "bar",
        "bar stacked",
        "bar share",
        "bar horizontal",
        "line",
        "area",
        "area share",
        "heatmap",
        "histogram",
        "scatter",
        "funnel",
        "pie",
        "box",
        "box horizontal",
        "sankey",
    ];
    let mut drawn = 0;
    for round in 0..1_500 {
        let rows = [1, 2, 3, 5, 9, 40, 150][chance.below(7)];
        let many: Vec<String> =
            (0..rows).map(|at| format!("{} {at}", labels[chance.below(labels.len())])).collect();
        let few: Vec<&str> = (0..rows).map(|_| labels[chance.below(labels.len())]).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let mut number =
            || (0..rows).map(|_| numbers_of[chance.below(numbers_of.len())]).collect::<Vec<f64>>();
        let columns =
            [texts("many", &many), texts("few", &few), numbers("n", &number()), numbers("m", &number())];
        let more = ["", " by=few", " x=many y=n", " x=many y=n,m", " x=many y=few value=n", " x=n y=m"];
        let words = format!("{}{}", words[round % words.len()], more[chance.below(more.len())]);
        let Ok(prepared) = parse(&words).and_then(|words| prepare(&words, &columns, 20)) else { continue };
        checked(&prepared, Size { width: 300 + (round as u32 % 9) * 100, height: 380 });
        drawn += 1;
    }
    assert!(drawn > 300, "{drawn}");
}
