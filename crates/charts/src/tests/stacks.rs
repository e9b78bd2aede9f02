//! Pictures of stacked bars and of intervals.

use super::samples::*;
use super::*;

#[test]
fn stacked_bars() {
    let columns = channels();
    let words = "bar stacked x=quarter y=revenue by=channel";
    insta::assert_snapshot!(picture(words, &columns, PLAIN), @r"
    bar stacked x=quarter y=revenue by=channel
            █ Web  ░ Shop  ▓ Phone
    2024-Q1 ██████████████████████████░░░░░░░░░░░░░░░░░░▓▓ 2,090
    2024-Q2 ██████████████████████████████░░░░░░░░░░░░░░▓▓ 2,100
    2024-Q3 █████████████████████░░░░░░░░░░░░░░░░ 1,700
    2024-Q4 █████████████████████████████████████████████░░░░░░░░░░░░░░░░░░░░▓ 3,004
    ");
    insta::assert_snapshot!(picture(words, &columns, COLOUR), @r"
    bar stacked x=quarter y=revenue by=channel
            <32>█</> Web  <172>█</> Shop  <36>█</> Phone
    2024-Q1 <32>██████████████████████████</><172>██████████████████</><36>██</> 2,090
    2024-Q2 <32>██████████████████████████████</><172>██████████████</><36>██</> 2,100
    2024-Q3 <32>█████████████████████</><172>████████████████</> 1,700
    2024-Q4 <32>█████████████████████████████████████████████</><172>████████████████████</><36>█</> 3,004
    ");
    insta::assert_snapshot!(picture(words, &columns, ASCII), @r"
    bar stacked x=quarter y=revenue by=channel
            # Web  - Shop  = Phone
    2024-Q1 ##########################------------------== 2,090
    2024-Q2 ##############################--------------== 2,100
    2024-Q3 #####################---------------- 1,700
    2024-Q4 #############################################--------------------= 3,004
    ");
}

#[test]
fn stacked_bars_on_both_sides_of_zero() {
    let columns = [
        texts("team", &["Alpha", "Beta", "Gamma", "Delta"]),
        numbers("won", &[120.0, 80.0, 0.0, f64::NAN]),
        numbers("lost", &[-40.0, 20.0, -60.0, f64::NAN]),
        numbers("open", &[30.0, 10.0, -5.0, 0.0]),
    ];
    insta::assert_snapshot!(picture("bar stacked horizontal y=won,lost,open", &columns, PLAIN), @r"
    bar stacked horizontal x=team y=won,lost,open
          █ won  ░ lost  ▓ open
    Alpha             ░░░░░░░░░░░░│████████████████████████████████████▓▓▓▓▓▓▓▓▓ 110
    Beta                          │████████████████████████░░░░░░▓▓▓ 110
    Gamma -65 ▓▓░░░░░░░░░░░░░░░░░░│
    Delta                         │ 0
    2 values are missing
    ");
}

#[test]
fn shares() {
    let columns = channels();
    let words = "bar share x=quarter y=revenue by=channel sort=-revenue limit=3";
    insta::assert_snapshot!(picture(words, &columns, PLAIN), @r"
    bar share x=quarter y=revenue by=channel
            █ Web  ░ Shop  ▓ Phone
    2024-Q4 █████████████████████████████████████████░░░░░░░░░░░░░░░░░░▓ 70% 30%  0%
    2024-Q2 ███████████████████████████████████████░░░░░░░░░░░░░░░░░░▓▓▓ 64% 30%  5%
    2024-Q1 ██████████████████████████████████░░░░░░░░░░░░░░░░░░░░░░░▓▓▓ 57% 38%  4%
    3 of 4 bars
    ");
    insta::assert_snapshot!(picture(words, &columns, NARROW), @r"
    bar share x=quarter y=revenue by=channel
            █ Web  ░ Shop  ▓ Phone
    2024-Q4 █████████████░░░░░░▓ 70% 30%  0%
    2024-Q2 █████████████░░░░░░▓ 64% 30%  5%
    2024-Q1 ███████████░░░░░░░░▓ 57% 38%  4%
    3 of 4 bars
    ");
    let columns =
        [texts("team", &["Alpha", "Beta"]), numbers("won", &[1.0, 0.0]), numbers("lost", &[1000.0, 0.0])];
    insta::assert_snapshot!(picture("bar share y=won,lost", &columns, NARROW), @r"
    bar share x=team y=won,lost
          █ won  ░ lost
    Alpha █░░░░░░░░░░░░░░░░░░░░░░░   0% 100%
    Beta                              –    –
    ");
}

#[test]
fn bars_with_intervals() {
    let columns = estimates();
    let words = "bar x=segment y=orders low=lower high=upper";
    insta::assert_snapshot!(picture(words, &columns, PLAIN), @r"
    bar x=segment y=orders low=lower high=upper
    Champions █████████████████████████████████████████████████ 12.50 [11.00, 14.00]
    Loyal     ████████████████████████████████▍ 8.25 [7.50, 9.00]
    At risk   ███████▉ 2.00
    1 value has no interval
    ");
    insta::assert_snapshot!(picture(words, &columns, Canvas { width: 24, ..PLAIN }), @r"
    bar x=segment y=orders
    low=lower high=upper
    Champio… █████████ 12.50
    Loyal    ██████ 8.25
    At risk  █▌ 2.00
    1 value has no interval
    the intervals are left
    out: there is no room
    ");
    let columns = [
        texts("region", &["North", "South"]),
        numbers("change", &[0.2, -0.1]),
        numbers("lower", &[0.1, -0.25]),
        numbers("upper", &[0.3, 0.05]),
    ];
    insta::assert_snapshot!(picture("bar low=lower high=upper", &columns, PLAIN), @r"
    bar x=region y=change low=lower high=upper
    North                                 │███████████████████████ 0.20 [0.10, 0.30]
    South -0.10 [-0.25, 0.05] ▐███████████│
    ");
}

#[test]
fn of_many_series_the_smallest_are_added_up() {
    let columns = teams();
    insta::assert_snapshot!(picture("bar stacked x=month y=orders by=team limit=2", &columns, PLAIN), @r"
    bar stacked x=month y=orders by=team
            █ Delta  ░ Epsilon  ▓ Zeta  ▒ Eta  ■ Theta  □ Iota  ◆ others
    2023-01 ██████░░░░░░░▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒■■■■■■■■■■■■□□□□□□□□□□□□□◆◆◆◆◆◆◆◆◆◆ 5,323
    2023-02 ██████░░░░░░░▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒■■■■■■■■■■■□□□□□□□□□□□◆◆◆◆◆◆◆◆◆◆ 5,066
    others: the 3 series with the smallest totals of 9
    2 of 8 bars
    ");
    insta::assert_snapshot!(picture("area share x=month y=orders by=team", &columns, NARROW), @r"
    area share x=month y=orders by=team
    ● Delta  ○ Epsilon  ■ Zeta  □ Eta
    ▲ Theta  △ Iota  ◆ others
    orders
    100% ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉◆⠉⠉⠉⠉⠉⠉⠉⠉⠉◆⠉⠉⠉⠉⠉⠉⠉⠉◆
         │⠤⠤⠤⠤⠤⠤⠤⢄⣀⣀⣀⣀⠤⠤△⠤⠤⠤⠤⠤⠤⠤⠤⠤△⠤⢄⣀⣀⣀⣀⡠⠤△
         │
         │⠒⠒⠒⠒⠒⠒⠒⠢⠤▲⠤⠤⠤⠤⠤⠤⠤⠤⠤▲⠤⠤⠤⠤⠤⠤⢄⣀▲⣀⠤⠤⠔⠒
         │
     50% ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉□⠉⠉⠒⠒⠒⠒⠒⠒⠒□⠒⠒⠉⠉⠉⠉⠑⠒□⠒⠒⠊⠉⠉
         │⠤⠤⠤⠤⠤■⠤⠤⠤⠤⠤⠤⣀⣀■⣀⣀⠤⠤⠤⠤⠤⠤⠤■⠤⢄⣀⣀⣀⣀⡠⠤■
         │⣀⣀⣀⣀⣀○⣀⣀⣀⣀⣀⣀     ⣀⣀⣀⣀⣀⣀⣀○⣀⡀    ⢀⣀○
         │●⣀⣀⣀⣀⣀⣀⣀⣀●⣀⣀⠉⠉○⠉⠉         ⠈⠉⠉⠉⠉⠁
      0% ┤            ⠉⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉
         └┬────────┬─────────┬────────┬─────
       2023-01  2023-03   2023-05  2023-07
                                       month
    stacked: each line is the sum of its
    series and those below it
    others: the 3 series with the smallest
    totals of 9
    ");
}
