//! Pictures of sankeys.

use super::samples::*;
use super::*;
use crate::{Picture, parse, prepare};

#[test]
fn sankey() {
    let columns = journeys();
    insta::assert_snapshot!(picture("sankey", &columns, PLAIN), @r"
    sankey source=from target=to value=visitors
    Search     → Product  5,200 ████████████████████████████████████████████████████
               → Left     1,900 ███████████████████
    Newsletter → Product    820 ████████▎
    Product    → Basket   2,400 ████████████████████████
               → Left     3,620 ████████████████████████████████████▎
    Basket     → Ordered  1,310 █████████████▏
    1 flow of 0 is left out
    ");
    insta::assert_snapshot!(picture("sankey source=from target=to value=visitors", &columns, COLOUR), @r"
    sankey source=from target=to value=visitors
    Search     <244>→</> Product  5,200 <32>████████████████████████████████████████████████████</>
               <244>→</> Left     1,900 <32>███████████████████</>
    Newsletter <244>→</> Product    820 <32>████████▎</>
    Product    <244>→</> Basket   2,400 <32>████████████████████████</>
               <244>→</> Left     3,620 <32>████████████████████████████████████▎</>
    Basket     <244>→</> Ordered  1,310 <32>█████████████▏</>
    <244>1 flow of 0 is left out</>
    ");
    insta::assert_snapshot!(picture("sankey", &columns, Canvas { width: 40, ..ASCII }), @r"
    sankey source=from target=to
    value=visitors
    Search     -> Product  5,200 ###########
               -> Left     1,900 ####
    Newsletter -> Product    820 ##
    Product    -> Basket   2,400 #####
               -> Left     3,620 ########
    Basket     -> Ordered  1,310 ###
    1 flow of 0 is left out
    ");
}

#[test]
fn nodes_stand_to_the_right_of_what_flows_into_them() {
    let prepared = prepare(&parse("sankey").unwrap(), &journeys(), 18).unwrap();
    let Picture::Sankey(sankey) = prepared.picture else { panic!() };
    let nodes: Vec<String> =
        sankey.nodes.iter().map(|node| format!("{} {} {}", node.column, node.name, node.total)).collect();
    assert_eq!(
        nodes,
        [
            "0 Search 7100",
            "1 Product 6020",
            "2 Left 5520",
            "0 Newsletter 820",
            "2 Basket 2400",
            "3 Ordered 1310"
        ]
    );
}
