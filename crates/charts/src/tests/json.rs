//! The JSON of pictures: their structs as they are.

use super::samples::*;
use super::*;
use crate::{parse, prepare};

fn json(words: &str, columns: &[Column]) -> String {
    let prepared = prepare(&parse(words).unwrap(), columns, 18).unwrap();
    serde_json::to_string(&prepared.picture).unwrap()
}

#[test]
fn pictures_are_json() {
    let all = [
        json("bar low=lower high=upper horizontal", &estimates()),
        json("area share y=spring,autumn", &halves()),
        json("line low=lower high=upper", &forecast().iter().map(last).collect::<Vec<_>>()),
        json("pie limit=1", &segments()),
        json("sankey", &journeys()),
        json("box y=customers", &segments()),
    ];
    insta::assert_snapshot!(all.join("\n\n"), @r#"
    {"kind":"bar","x":"segment","y":"orders","labels":["Champions","Loyal","At risk"],"series":[{"name":"orders","values":[12.5,8.25,2.0],"low":[11.0,7.5,null],"high":[14.0,9.0,null]}],"format":{"thousands":true,"decimals":2,"percent":false,"scientific":false},"layout":"grouped","horizontal":true}

    {"kind":"line","x":"region","y":null,"axis":{"steps":["North","South","East"]},"series":[{"name":"spring","pieces":[[{"x":0.0,"y":125.0},{"x":1.0,"y":32.0},{"x":2.0,"y":0.0}]],"band":[]},{"name":"autumn","pieces":[[{"x":0.0,"y":70.0}],[{"x":2.0,"y":10.0}]],"band":[]}],"format":null,"layout":"share"}

    {"kind":"line","x":"month","y":"orders","axis":"time","series":[{"name":"orders","pieces":[[{"x":1698796800.0,"y":180.0},{"x":1701388800.0,"y":188.0}]],"band":[[{"x":1698796800.0,"low":155.0,"high":205.0},{"x":1701388800.0,"low":158.0,"high":218.0}]]}],"format":null,"layout":"lines"}

    {"kind":"pie","x":"segment","y":"customers","slices":[{"label":"Loyal customers","value":2310.0,"share":0.35560344827586204},{"label":"others","value":4186.0,"share":0.6443965517241379}],"format":{"thousands":true,"decimals":0,"percent":false,"scientific":false}}

    {"kind":"sankey","source":"from","target":"to","value":"visitors","nodes":[{"name":"Search","column":0,"total":7100.0},{"name":"Product","column":1,"total":6020.0},{"name":"Left","column":2,"total":5520.0},{"name":"Newsletter","column":0,"total":820.0},{"name":"Basket","column":2,"total":2400.0},{"name":"Ordered","column":3,"total":1310.0}],"flows":[{"from":0,"to":1,"value":5200.0},{"from":0,"to":2,"value":1900.0},{"from":3,"to":1,"value":820.0},{"from":1,"to":4,"value":2400.0},{"from":1,"to":2,"value":3620.0},{"from":4,"to":5,"value":1310.0}],"format":{"thousands":true,"decimals":0,"percent":false,"scientific":false}}

    {"kind":"box","x":null,"y":"customers","boxes":[{"label":"customers","count":6,"low":36.0,"first_quartile":503.75,"median":1024.5,"third_quartile":1584.25,"high":2310.0,"outliers":[]}],"horizontal":false,"format":{"thousands":true,"decimals":1,"percent":false,"scientific":false}}
    "#);
}

/// Returns the last two rows.
fn last(column: &Column) -> Column {
    let after = |count: usize| count.saturating_sub(2);
    Column {
        labels: column.labels[after(column.labels.len())..].to_vec(),
        numbers: column.numbers[after(column.numbers.len())..].to_vec(),
        ..column.clone()
    }
}
