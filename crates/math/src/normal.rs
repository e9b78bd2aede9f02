//! Quantiles of the normal distribution.

/// Returns the two-sided critical value z of a confidence between 0 and 1: an interval reaches z standard errors to
/// either side.
///
/// It is computed from the tail, so that confidences close to 1 keep their digits.
///
/// ```
/// assert!((tenure_math::normal::critical_value(0.95) - 1.959964).abs() < 1e-6);
/// ```
pub fn critical_value(confidence: f64) -> f64 {
    -quantile((1.0 - confidence) / 2.0)
}

/// Returns the value that a standard normal variable stays below with probability `p`, 0 < p < 1, to about 16 digits.
///
/// Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477–484, routine PPND16.
///
/// ```
/// use tenure_math::normal::quantile;
///
/// assert_eq!(quantile(0.5), 0.0);
/// assert!((quantile(0.9) - 1.281552).abs() < 1e-6);
/// ```
pub fn quantile(p: f64) -> f64 {
    let from_middle = p - 0.5;
    if from_middle.abs() <= 0.425 {
        return from_middle * ratio(&MIDDLE, 0.425 * 0.425 - from_middle * from_middle);
    }
    let tail = if from_middle < 0.0 { p } else { 1.0 - p };
    let r = (-tail.ln()).sqrt();
    let distance = if r <= 5.0 { ratio(&TAIL, r - 1.6) } else { ratio(&FAR_TAIL, r - 5.0) };
    distance.copysign(from_middle)
}

/// The coefficients of a numerator and a denominator, from the lowest power.
type Ratio = [[f64; 8]; 2];

fn ratio([numerator, denominator]: &Ratio, x: f64) -> f64 {
    let polynomial = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * x + c);
    polynomial(numerator) / polynomial(denominator)
}

const MIDDLE: Ratio = [
    [
        3.3871328727963665,
        133.14166789178438,
        1971.5909503065513,
        13731.69376550946,
        45921.95393154987,
        67265.7709270087,
        33430.57558358813,
        2509.0809287301227,
    ],
    [
        1.0,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854,
    ],
];

const TAIL: Ratio = [
    [
        1.4234371107496835,
        4.630337846156546,
        5.769497221460691,
        3.6478483247632045,
        1.2704582524523684,
        0.2417807251774506,
        0.022723844989269184,
        7.745450142783414e-4,
    ],
    [
        1.0,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        5.475938084995345e-4,
        1.0507500716444169e-9,
    ],
];

const FAR_TAIL: Ratio = [
    [
        6.657904643501103,
        5.463784911164114,
        1.7848265399172913,
        0.29656057182850487,
        0.026532189526576124,
        0.0012426609473880784,
        2.7115555687434876e-5,
        2.0103343992922881e-7,
    ],
    [
        1.0,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        7.868691311456133e-4,
        1.8463183175100548e-5,
        1.421511758316446e-7,
        2.0442631033899397e-15,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    // Computed by Newton's method on a series in 60 digits.
    const EXACT: [(f64, f64); 8] = [
        (0.025, -1.9599639845400543),
        (0.005, -2.575829303548901),
        (0.1, -1.2815515655446004),
        (0.3, -0.5244005127080408),
        (0.001, -3.0902323061678136),
        (1e-10, -6.361340902404057),
        (1e-14, -7.650628092935269),
        (1e-20, -9.262340089798407),
    ];

    #[test]
    fn quantiles_have_all_their_digits() {
        for (p, z) in EXACT {
            assert!((quantile(p) - z).abs() <= 1e-15 * z.abs() * 2.0, "{p}: {} instead of {z}", quantile(p));
        }
        assert!((quantile(0.975) - 1.959963984540054).abs() < 1e-15);
        assert_eq!(quantile(0.5), 0.0);
    }

    #[test]
    fn usual_critical_values() {
        for (confidence, z) in
            [(0.95, 1.959963984540054), (0.99, 2.575829303548901), (0.8, 1.2815515655446004)]
        {
            assert!((critical_value(confidence) - z).abs() < 2e-15, "{confidence}");
        }
        assert!(critical_value(1.0 - f64::EPSILON / 2.0).is_finite());
        assert!(critical_value(f64::MIN_POSITIVE).abs() < 1e-15);
    }

    #[test]
    fn quantiles_rise_and_are_symmetric() {
        let mut last = f64::NEG_INFINITY;
        for i in 1..10_000 {
            let z = quantile(f64::from(i) / 10_000.0);
            assert!(z > last);
            last = z;
            assert!((z + quantile(1.0 - f64::from(i) / 10_000.0)).abs() < 1e-11);
        }
    }
}
