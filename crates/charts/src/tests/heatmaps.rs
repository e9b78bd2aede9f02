//! Pictures of heatmaps.

use super::samples::*;
use super::*;

#[test]
fn heatmap() {
    let columns = retention(9);
    insta::assert_snapshot!(picture("format=0%", &columns, PLAIN), @r"
    heatmap x=period y=cohort value=retention
            period
    cohort       0     1     2     3     4     5     6     7     8
    2023-01  █100% ▓ 65% ▒ 48% ░ 38% ░ 31% ░ 27% ░ 23% ░ 21% ░ 19%
    2023-02  █100% ▓ 63% ▒ 46% ░ 36% ░ 30% ░ 26% ░ 22% ░ 20%
    2023-03  █100% ▓ 62% ▒ 45% ░ 35% ░ 29% ░ 25% ░ 21%
    2023-04  █100% ▓ 61% ▒ 44% ░ 34% ░ 28% ░ 24%
    2023-05  █100% ▓ 60% ▒ 43% ░ 33% ░ 27%
    2023-06  █100% ▒ 59% ▒ 42% ░ 32%
    2023-07  █100% ▒ 58% ▒ 41%
    2023-08  █100% ▒ 57%
    2023-09  █100%
    ");
    insta::assert_snapshot!(picture("format=0%", &columns, COLOUR), @r"
    heatmap x=period y=cohort value=retention
             <244>period</>
    <244>cohort</>      0     1     2     3     4     5     6     7     8
    2023-01 <231/18> 100% </><16/111>  65% </><16/153>  48% </><16/189>  38%   31% </><16/255>  27%   23%   21%   19% </>
    2023-02 <231/18> 100% </><16/111>  63% </><16/153>  46% </><16/189>  36% </><16/255>  30%   26%   22%   20% </>
    2023-03 <231/18> 100% </><16/111>  62% </><16/153>  45% </><16/189>  35% </><16/255>  29%   25%   21% </>
    2023-04 <231/18> 100% </><16/111>  61% </><16/153>  44% </><16/189>  34% </><16/255>  28%   24% </>
    2023-05 <231/18> 100% </><16/111>  60% </><16/153>  43% </><16/189>  33% </><16/255>  27% </>
    2023-06 <231/18> 100% </><16/111>  59% </><16/189>  42%   32% </>
    2023-07 <231/18> 100% </><16/111>  58% </><16/189>  41% </>
    2023-08 <231/18> 100% </><16/111>  57% </>
    2023-09 <231/18> 100% </>
    ");
    insta::assert_snapshot!(picture("format=0%", &columns, ASCII), @r"
    heatmap x=period y=cohort value=retention
            period
    cohort       0     1     2     3     4     5     6     7     8
    2023-01  #100% + 65% : 48% . 38% . 31% . 27% . 23% . 21% . 19%
    2023-02  #100% + 63% : 46% . 36% . 30% . 26% . 22% . 20%
    2023-03  #100% + 62% : 45% . 35% . 29% . 25% . 21%
    2023-04  #100% + 61% : 44% . 34% . 28% . 24%
    2023-05  #100% + 60% : 43% . 33% . 27%
    2023-06  #100% : 59% : 42% . 32%
    2023-07  #100% : 58% : 41%
    2023-08  #100% : 57%
    2023-09  #100%
    ");
    insta::assert_snapshot!(picture("format=0%", &columns, NARROW), @r"
    heatmap x=period y=cohort
    value=retention
            period
    cohort       0     1     2     3     4
    2023-01  █100% ▓ 65% ▒ 48% ░ 38% ░ 31%
    2023-02  █100% ▓ 63% ▒ 46% ░ 36% ░ 30%
    2023-03  █100% ▓ 62% ▒ 45% ░ 35% ░ 29%
    2023-04  █100% ▓ 61% ▒ 44% ░ 34% ░ 28%
    2023-05  █100% ▓ 60% ▒ 43% ░ 33% ░ 27%
    2023-06  █100% ▒ 59% ▒ 42% ░ 32%
    2023-07  █100% ▒ 58% ▒ 41%
    2023-08  █100% ▒ 57%
    2023-09  █100%
    period 5 to 8 are left out: there is no
    room
    ");
}

#[test]
fn heatmap_around_zero() {
    let columns = shifts();
    insta::assert_snapshot!(picture("heatmap", &columns, PLAIN), @r"
    heatmap x=to y=from value=shift
          to
    from     Loyal At risk    Lost
    Loyal  █    84 ░   -12 ▒   -40
    New    ▒    21 ░    -3 ░     9
    ");
    insta::assert_snapshot!(picture("heatmap", &columns, COLOUR), @r"
    heatmap x=to y=from value=shift
           <244>to</>
    <244>from</>     Loyal  At risk     Lost
    Loyal <231/18>      84 </><16/255>     -12 </><16/223>     -40 </>
    New   <16/189>      21 </><16/255>      -3        9 </>
    ");
}
