//! Pictures of areas and of lines with bands.

use super::samples::*;
use super::*;
use crate::{Picture, parse, prepare};

#[test]
fn an_area_is_a_line_from_zero() {
    let columns = [months("month", &[0, 1, 2, 3]), numbers("orders", &[900.0, 950.0, 930.0, 990.0])];
    insta::assert_snapshot!(picture("area", &columns, NARROW), @r"
    area x=month y=orders
    orders
        │   ⢀⣀⣀⣀⣀⣀⡠⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠒⠒⠒⠒⠒⠒⠉⠉⠉
        │⠉⠉⠉⠁
        │
        │
    500 ┤
        │
        │
        │
        │
      0 ┤
        └┬───────────┬─────────┬───────────┬
      2023-01     2023-02   2023-03  2023-04
                                       month
    ");
}

#[test]
fn stacked_areas_are_lines_of_sums() {
    let columns = revenue();
    insta::assert_snapshot!(picture("area by=country", &columns, PLAIN), @r"
    area x=month y=revenue by=country
    revenue
         │                                                         ⢀⠤■ ■ Netherlands
    150k ┤                                                       ⢀⠔⠁
         │                                                     ⢀⠔⠁
         │                            ⡠⠔⠊⠉⠉■⠉⠒⠢⢄⡀            ⢀■⠁
         │                         ⢀■⠉          ⠈■⠢⢄⡀     ⢀⡠⠒⠁
         │                       ⡠⠒⠁                ⠈⠑⠒⠒■⠊⠁          ○ ○ France
    100k ┤⠤⠔⠒⠢⢄■               ⡠⠊                                ⢀⡠⠒⠉
         │     ⠈⠑⠢⣀         ⢀⠤■     ⢀⡠⠔⠒⠉⠉⠉○⠑⠢⠤⣀⡀             ⢀⡠⠔⠁
         │⠤⢄○⣀     ⠉⠒⠤⢄■⣀⣀⠤⠒⠁    ⣀⠤⠒○           ⠈○⠒⠤⠤⣀⣀⡀ ⢀⡠⠤⠒⠊○
         │    ⠉⠉⠒⠤⢄⡀         ⢀⡠⠒⠉                      ⠈○⠁
         │         ⠈○⠒⠢⠤⠤⠤⠤⠒○⠁                                   ⢀⡠⠤⠔● ● Germany
         │                         ⢀●⡠⠤⠤⠒⠒⠒●⠒⠒⠒⠢⠤●⢄⣀⣀     ⣀⣀⣀⠤●⠒⠉⠁
     50k ┤●⠤⠤⠤⠤⠤⢄●⣀          ⣀●⠤⠒⠒⠉⠁                 ⠉⠉⠉●⠉
         │         ⠉⠉⠑⠒●⠒⠒⠒⠉⠉
         │
         │
         │
       0 ┤
         └┬──────────────┬───────────────┬──────────────┬─────────────
       2023-01        2023-07         2024-01        2024-07
                                                                 month
    stacked: each line is the sum of its series and those below it
    ");
    insta::assert_snapshot!(picture("area share by=country", &columns, PLAIN), @r"
    area share x=month y=revenue by=country
    revenue
    100% ┤⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉■⠉⠉⠉⠉⠉⠉■ ■ Netherlands
         │
         │
     80% ┤⠤⠤○⠤⠤⠤⠤⠤⠤⠤○⠤⠤⠤⠤⠤⠤⣀○⡀
         │                   ⠈⠉⠑⠢⠤⠤⠤○⢄⣀⣀
         │                              ⠉⠉⠉○⠉⠉⠉⠉⠉○⠉⠉⠉⠒⠒⠒○⠒⠒⠒⠢⠤○⠤⠤⠤⣀⣀⣀○ ○ France
         │
     60% ┤
         │            ⣀●⣀⣀⣀
         │●⠤⠤⠤⠒⠒⠊●⠉⠉⠉⠉     ⠉⠉⠑●⠒⠤⠤⢄⣀●⣀⣀⣀     ⣀⣀⣀⣀●⡠⠤⠤⠤⠤⠤●⠤⣀⣀⣀⣀●⡀
     40% ┤                              ⠉⠉⠉●⠉                  ⠈⠉⠉⠉⠉⠑● ● Germany
         │
         │
         │
     20% ┤
         │
         │
      0% ┤
         └┬──────────────┬───────────────┬──────────────┬─────────────
       2023-01        2023-07         2024-01        2024-07
                                                                 month
    stacked: each line is the sum of its series and those below it
    ");
    let lines = picture("line by=country", &columns, NARROW);
    let (title, title_of_areas) =
        ("line x=month y=revenue by=country\n", "area overlaid x=month y=revenue\nby=country\n");
    let overlaid = picture("area overlaid by=country", &columns, NARROW);
    assert_eq!(overlaid, lines.replacen(title, title_of_areas, 1), "overlaid areas are drawn as lines");
}

#[test]
fn what_is_missing_counts_as_nothing_in_a_stack() {
    let columns = [
        texts("month", &["2024-01", "2024-02", "2024-03"]),
        numbers("a", &[1.0, 2.0, 3.0]),
        numbers("b", &[4.0, f64::NAN, 4.0]),
    ];
    insta::assert_snapshot!(picture("area y=a,b", &columns, NARROW), @r"
    area x=month y=a,b
    ● a  ○ b
      │                                  ⢀⠤○
    6 ┤                                ⡠⠔⠁
      │⣀                            ⢀⠤⠊
      │ ⠉⠒⠤⣀⡀                     ⡠⠔⠁
    4 ┤     ⠈⠑⠢⢄⡀              ⢀⠤⠊
      │         ⠈⠉⠒⠤⣀        ⡠⠔⠁       ⢀⣀⣀⡠●
    2 ┤              ⠉⠑⠢⢄⡀⢀⢤⣊⣀⡠⠤⠤⠔⠒⠒⠊⠉⠉⠁
      │      ⣀⣀⣀⣀⠤⠤⠤⠔⠒⠒⠒⠊⠉○⠁
      │●⠒⠉⠉⠉⠉
    0 ┤
      └┬──────────────────┬────────────────┬
    2024-01            2024-02       2024-03
                                       month
    stacked: each line is the sum of its
    series and those below it
    1 value is missing
    a missing value counts as 0 in the stack
    ");
}

#[test]
fn a_band_is_dotted() {
    let columns = forecast();
    let words = "line x=month y=orders low=lower high=upper";
    insta::assert_snapshot!(picture(words, &columns, PLAIN), @r"
    line x=month y=orders low=lower high=upper
    orders
        │                                                                     ⡀⠠ ⠄⠐
    200 ┤                                                               ⡀⠠ ⠂⠈
        │                                                         ⡀⠠ ⠂⠈        ⣀⣀⣀⠤⠤
        │                                                   ⡀⠠ ⠂⠈    ⣀⣀⡠⠤⠤⠒⠒⠉⠉⠉
        │                                           ⢀ ⠄⠠ ⠂⢀⣀⣀⡠⠤⠤⠔⠒⠒⠉⠉
    150 ┤                                       ⣀⣀⣀⠤⠤⠔⠒⠊⠉⠉⠁ ⠄⠠ ⠄⠠ ⠄⠐ ⠂⠐ ⠂⠐ ⠂⠐ ⠂⠐ ⠁⠈
        │                            ⢀⣀⡠⠤⠔⠒⠒⠊⠉⠉⠉ ⠈ ⠁⠈
        │                  ⢀⣀⣀⡠⠤⠤⠒⠒⠉⠉⠁
        │        ⢀⣀⡠⠤⠔⠒⠒⠉⠉⠉⠁
    100 ┤⠤⠤⠒⠒⠒⠊⠉⠉⠁
        │
        │
        │
     50 ┤
        │
        │
        │
      0 ┤
        └┬────────────┬─────────────┬────────────┬─────────────┬────────────┬───────
      2023-01      2023-03       2023-05      2023-07       2023-09      2023-11
                                                                               month
    the dotted lines are the ends of the intervals
    6 values have no interval
    ");
    insta::assert_snapshot!(picture(words, &columns, Canvas { width: 40, ..ASCII }), @r"
    line x=month y=orders low=lower
    high=upper
    orders
        |                                 :
    200 +                           :  :  **
        |                     :  *********:
        |              **********:  :  :
        |     *********
    100 +*****
        |
        |
        |
      0 +
        ++--------+--------+---------+------
      2023-01  2023-04  2023-07   2023-10
                                       month
    the dotted lines are the ends of the
    intervals
    6 values have no interval
    ");
}

#[test]
fn areas_on_one_another_are_added_up() {
    let tops = |words: &str| -> Vec<Vec<(f64, f64)>> {
        let columns =
            [texts("step", &["one", "two"]), numbers("a", &[1.0, f64::NAN]), numbers("b", &[3.0, 4.0])];
        let prepared = prepare(&parse(words).unwrap(), &columns, 18).unwrap();
        let Picture::Line(lines) = prepared.picture else { panic!() };
        let areas = lines.stacked().into_iter();
        areas.map(|area| area.iter().map(|at| (at.low, at.high)).collect()).collect()
    };
    assert_eq!(tops("area y=a,b"), [[(0.0, 1.0), (0.0, 0.0)], [(1.0, 4.0), (0.0, 4.0)]]);
    assert_eq!(tops("area share y=a,b"), [[(0.0, 0.25), (0.0, 0.0)], [(0.25, 1.0), (0.0, 1.0)]]);
}
