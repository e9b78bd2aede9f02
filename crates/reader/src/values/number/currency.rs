//! Currencies of numbers.

/// All known currencies. One that begins or ends with another stands before it.
const SIGNS: [&str; 46] = [
    "US$", "HK$", "NZ$", "R$", "A$", "C$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "฿", "zł", "Kč",
    "kr.", "kr", "Fr.", "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK",
    "INR", "BRL", "AUD", "CAD", "NZD", "HKD", "SGD", "ZAR", "MXN", "TRY", "RUB", "KRW",
];

/// Splits off the currency that the text begins with. Returns it and the rest.
pub fn before(text: &[u8]) -> Option<(&'static str, &[u8])> {
    let first = *text.first()?;
    let rest = |sign: &&'static str| {
        let begins = sign.as_bytes()[0] == first;
        if begins { text.strip_prefix(sign.as_bytes()).map(|rest| (*sign, rest)) } else { None }
    };
    SIGNS.iter().find_map(rest)
}

/// Splits off the currency that the text ends with. Returns it and the rest.
pub fn after(text: &[u8]) -> Option<(&'static str, &[u8])> {
    let last = text.last()?;
    let rest = |sign: &&'static str| {
        let ends = sign.as_bytes().last() == Some(last);
        if ends { text.strip_suffix(sign.as_bytes()).map(|rest| (*sign, rest)) } else { None }
    };
    SIGNS.iter().find_map(rest)
}

/// Finds every currency before and after a number, and never a shorter one in its place.
#[test]
fn signs() {
    for sign in SIGNS {
        let text = format!("{sign}5");
        assert_eq!(before(text.as_bytes()), Some((sign, &b"5"[..])));
        let text = format!("5{sign}");
        assert_eq!(after(text.as_bytes()), Some((sign, &b"5"[..])));
    }
    assert_eq!(before(b"5"), None);
    assert_eq!(after(b""), None);
}
