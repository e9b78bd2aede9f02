//! Pictures of boxes.

use super::samples::*;
use super::*;
use crate::{Picture, parse, prepare};

#[test]
fn boxes() {
    let columns = customers(400);
    insta::assert_snapshot!(picture("box", &columns, PLAIN), @r"
    box x=channel y=frequency
                                                           median  quartiles  values
    shop ├[   │    ]───────────┤ ∘∘∘     ∘∘       ∘   ∘ ∘       5     [2, 9]     229
    web  ├[   │    ]──────────┤    ∘   ∘         ∘              5     [2, 9]     171
         ───────────┬────────────┬───────────┬───────────
                   10           20          30
                                                frequency
    there is no room for the column whiskers
    ");
    insta::assert_snapshot!(picture("box x=channel y=monetary", &columns, COLOUR), @r"
    box x=channel y=monetary
                                                      <244>median</>       <244>quartiles</>  <244>values</>
    shop <32>├[  │  ]───────┤ ∘ ∘∘∘ ∘∘∘∘    ∘    ∘     ∘</>   276.2  [112.0, 508.2]     229
    web  <32>├│ ]─┤∘ ∘ ∘∘                               </>    94.9   [52.3, 180.0]     171
         <244>───────────────┬──────────────┬────────────</>
                      1000           2000
                                            <244>monetary</>
    <244>there is no room for the column whiskers</>
    ");
    insta::assert_snapshot!(picture("box x=channel y=monetary", &columns, Canvas { width: 120, ..PLAIN }), @r"
    box x=channel y=monetary
                                                                             median       quartiles  values         whiskers
    shop ├─[   │    ]───────────┤   ∘ ∘ ∘∘   ∘∘ ∘ ∘       ∘      ∘        ∘   276.2  [112.0, 508.2]     229  30.7 to 1,012.1
    web  ├[│ ]───┤∘∘ ∘   ∘∘                                                    94.9   [52.3, 180.0]     171    11.5 to 350.4
         ───────────┬───────────┬──────────┬───────────┬──────────┬────────
                   500        1000       1500        2000       2500
                                                                   monetary
    ");
    insta::assert_snapshot!(picture("box horizontal y=monetary", &columns, Canvas { width: 40, ..ASCII }), @r"
    box horizontal y=monetary
                                      median
    monetary || ]--|oooooooo o  o  o   164.2
             --------+-------+------
                   1000    2000
                            monetary
    there is no room for the columns
    quartiles, values, whiskers
    ");
}

#[test]
fn quartiles_are_those_of_r() {
    let columns = [numbers("a", &[5.0, 1.0, 30.0, 2.0, 4.0, 3.0])];
    let prepared = prepare(&parse("box").unwrap(), &columns, 18).unwrap();
    let Picture::Box(boxes) = prepared.picture else { panic!() };
    let [one] = boxes.boxes.as_slice() else { panic!() };
    assert_eq!((one.low, one.first_quartile, one.median), (1.0, 2.25, 3.5));
    assert_eq!((one.third_quartile, one.high, one.outliers.as_slice()), (4.75, 5.0, [30.0].as_slice()));
}

#[test]
fn of_very_many_outliers_the_farthest_are_kept() {
    let numbers: Vec<f64> = (0..2_000).map(|at| if at < 1_500 { 0.0 } else { f64::from(at) }).collect();
    let prepared = prepare(&parse("box").unwrap(), &[samples::numbers("a", &numbers)], 18).unwrap();
    let Picture::Box(boxes) = prepared.picture else { panic!() };
    assert_eq!((boxes.boxes[0].outliers.len(), boxes.boxes[0].outliers[0]), (200, 1800.0));
    assert_eq!(prepared.notes, ["the 200 farthest outliers of each box are shown; there are 300 more"]);
}
