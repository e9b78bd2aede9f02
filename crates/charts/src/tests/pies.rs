//! Pictures of pies.

use super::samples::*;
use super::*;

#[test]
fn pie() {
    let columns = segments();
    insta::assert_snapshot!(picture("pie", &columns, PLAIN), @r"
    pie x=segment y=customers
    Champions       ██████████████████████████ 18.5% (1,204)
    Loyal customers ██████████████████████████████████████████████████ 35.6% (2,310)
    Promising       ██████████████████▎ 13.0% (845)
    At risk         ████████▌ 6.0% (390)
    Hibernating     █████████████████████████████████████ 26.3% (1,711)
    Lost            ▊ 0.6% (36)
    ");
    insta::assert_snapshot!(picture("pie sort=-customers limit=3", &columns, COLOUR), @r"
    pie x=segment y=customers
    Loyal customers <32>██████████████████████████████████████████████████</> 35.6% (2,310)
    Hibernating     <32>█████████████████████████████████████</> 26.3% (1,711)
    Champions       <32>██████████████████████████</> 18.5% (1,204)
    others          <32>███████████████████████████▌</> 19.6% (1,271)
    <244>others: the 3 smallest of 6 slices</>
    ");
    insta::assert_snapshot!(picture("pie limit=3 format=0,0", &columns, Canvas { width: 40, ..ASCII }), @r"
    pie x=segment y=customers
    Champions     ###### 18.5% (1,204)
    Loyal custo.. ############ 35.6% (2,310)
    Hibernating   ######### 26.3% (1,711)
    others        ####### 19.6% (1,271)
    others: the 3 smallest of 6 slices
    ");
}

#[test]
fn many_slices_are_added_up() {
    let names: Vec<String> = (0..12).map(|at| format!("Segment {at}")).collect();
    let columns = [
        texts("segment", &names.iter().map(String::as_str).collect::<Vec<_>>()),
        numbers("customers", &(0..12).map(|at| f64::from(at * at)).collect::<Vec<_>>()),
    ];
    insta::assert_snapshot!(picture("pie", &columns, PLAIN), @r"
    pie x=segment y=customers
    Segment 4  ███████▌ 3.2% (16)
    Segment 5  ███████████▊ 4.9% (25)
    Segment 6  █████████████████ 7.1% (36)
    Segment 7  ███████████████████████▏ 9.7% (49)
    Segment 8  ██████████████████████████████▏ 12.6% (64)
    Segment 9  ██████████████████████████████████████▏ 16.0% (81)
    Segment 10 ███████████████████████████████████████████████▏ 19.8% (100)
    Segment 11 █████████████████████████████████████████████████████████ 23.9% (121)
    others     ██████▋ 2.8% (14)
    others: the 4 smallest of 12 slices; limit=… shows more
    ");
}
