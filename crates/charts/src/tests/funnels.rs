//! Pictures of funnels.

use super::samples::*;
use super::*;

#[test]
fn funnel() {
    let columns = steps();
    insta::assert_snapshot!(picture("funnel", &columns, PLAIN), @r"
    funnel x=step y=customers
                                                    customers  of first  of previous
    Visited          █████████████████████████████     18,420    100.0%
    Viewed a product        ██████████████▌             9,312     50.6%        50.6%
    Filled a basket              █████                  3,044     16.5%        32.7%
    Checked out                   ██▌                   1,508      8.2%        49.5%
    Paid                          ▐█▌                   1,390      7.5%        92.2%
    ");
    insta::assert_snapshot!(picture("funnel", &columns, COLOUR), @r"
    funnel x=step y=customers
                                                    <244>customers</>  <244>of first</>  <244>of previous</>
    Visited          <32>█████████████████████████████</>     18,420    100.0%
    Viewed a product <32>       ██████████████▌</>             9,312     50.6%        50.6%
    Filled a basket  <32>            █████</>                  3,044     16.5%        32.7%
    Checked out      <32>             ██▌</>                   1,508      8.2%        49.5%
    Paid             <32>             ▐█▌</>                   1,390      7.5%        92.2%
    ");
    insta::assert_snapshot!(picture("funnel", &columns, ASCII), @r"
    funnel x=step y=customers
                                                    customers  of first  of previous
    Visited          #############################     18,420    100.0%
    Viewed a product        ###############             9,312     50.6%        50.6%
    Filled a basket              #####                  3,044     16.5%        32.7%
    Checked out                   ##                    1,508      8.2%        49.5%
    Paid                          ##                    1,390      7.5%        92.2%
    ");
    insta::assert_snapshot!(picture("funnel", &columns, NARROW), @r"
    funnel x=step y=customers
                                   customers
    Visited       ███████████████     18,420
    Viewed a pro…    ▐███████          9,312
    Filled a bas…       ██▌            3,044
    Checked out          █             1,508
    Paid                 █             1,390
    the shares are left out: there is no
    room
    ");
}
