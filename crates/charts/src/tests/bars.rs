//! Pictures of bars.

use super::samples::*;
use super::*;

#[test]
fn bars() {
    let columns = segments();
    insta::assert_snapshot!(picture("", &columns, PLAIN), @r"
    bar x=segment y=customers
    Champions       ██████████████████████████████▎ 1,204
    Loyal customers ██████████████████████████████████████████████████████████ 2,310
    Promising       █████████████████████▎ 845
    At risk         █████████▊ 390
    Hibernating     ███████████████████████████████████████████ 1,711
    Lost            ▉ 36
    ");
    insta::assert_snapshot!(picture("", &columns, COLOUR), @r"
    bar x=segment y=customers
    Champions       <32>██████████████████████████████▎</> 1,204
    Loyal customers <32>██████████████████████████████████████████████████████████</> 2,310
    Promising       <32>█████████████████████▎</> 845
    At risk         <32>█████████▊</> 390
    Hibernating     <32>███████████████████████████████████████████</> 1,711
    Lost            <32>▉</> 36
    ");
    insta::assert_snapshot!(picture("", &columns, ASCII), @r"
    bar x=segment y=customers
    Champions       ############################## 1,204
    Loyal customers ########################################################## 2,310
    Promising       ##################### 845
    At risk         ########## 390
    Hibernating     ########################################### 1,711
    Lost            # 36
    ");
}

#[test]
fn sorted_bars_with_a_limit_and_a_title() {
    let columns = segments();
    insta::assert_snapshot!(picture("bar x=segment y=customers sort=-customers limit=4 title=\"Customers by segment\"", &columns, PLAIN), @r"
    Customers by segment
    Loyal customers ██████████████████████████████████████████████████████████ 2,310
    Hibernating     ███████████████████████████████████████████ 1,711
    Champions       ██████████████████████████████▎ 1,204
    Promising       █████████████████████▎ 845
    4 of 6 bars
    ");
}

#[test]
fn bars_on_both_sides_of_zero() {
    let columns = changes();
    insta::assert_snapshot!(picture("bar sort=-change", &columns, PLAIN), @r"
    bar x=region y=change
    North                                   │█████████████████████████████████ 0.125
    客户 (Asia)                             │█████████████▎ 0.050
    East                                    │ 0.000
    South                   -0.033 ▐████████│
    West         -0.074 ▐███████████████████│
    ");
    insta::assert_snapshot!(picture("bar sort=region", &columns, COLOUR), @r"
    bar x=region y=change
    East                                    <244>│</> 0.000
    North                                   <244>│</><32>█████████████████████████████████</> 0.125
    South                   -0.033 <32>▐████████</><244>│</>
    West         -0.074 <32>▐███████████████████</><244>│</>
    客户 (Asia)                             <244>│</><32>█████████████▎</> 0.050
    ");
}

#[test]
fn bars_of_several_series() {
    let columns = halves();
    insta::assert_snapshot!(picture("bar y=spring,autumn", &columns, PLAIN), @r"
    bar x=region y=spring,autumn
          █ spring  ░ autumn
    North ██████████████████████████████████████████████████████████████████████ 125
          ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 70

    South █████████████████▉ 32
          –

    East  0
          ░░░░░░ 10
    1 value is missing
    ");
    insta::assert_snapshot!(picture("bar y=spring,autumn", &columns, COLOUR), @r"
    bar x=region y=spring,autumn
          <32>█</> spring  <172>█</> autumn
    North <32>██████████████████████████████████████████████████████████████████████</> 125
          <172>███████████████████████████████████████▎</> 70

    South <32>█████████████████▉</> 32
          –

    East  0
          <172>█████▋</> 10
    <244>1 value is missing</>
    ");
    insta::assert_snapshot!(picture("bar y=spring,autumn", &columns, ASCII), @r"
    bar x=region y=spring,autumn
          # spring  - autumn
    North ###################################################################### 125
          --------------------------------------- 70

    South ################## 32
          -

    East  0
          ------ 10
    1 value is missing
    ");
}
