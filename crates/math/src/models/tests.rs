//! Published figures, on the one-tenth sample of CDNOW, and two routes to one result.

use super::*;

/// x, t_x, t in days, mean repeat spend, and purchases in the holdout of 39 weeks.
fn cdnow() -> Vec<[f64; 5]> {
    let text = include_str!("../../tests/data/cdnow_summary.csv");
    let row = |line: &str| -> [f64; 5] {
        let fields: Vec<f64> = line.split(',').map(|field| field.parse().unwrap()).collect();
        fields.try_into().unwrap()
    };
    text.lines().skip(1).map(row).collect()
}

fn histories(days_a_unit: f64) -> Histories {
    let history =
        |[x, t_x, t, ..]: [f64; 5]| History::new(x, t_x / days_a_unit, t / days_a_unit, 1.0).unwrap();
    Histories::new(cdnow().into_iter().map(history).collect()).unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} instead of {expected}");
}

#[track_caller]
fn all_close<const N: usize>(found: [f64; N], expected: [f64; N], relative: f64) {
    for (found, expected) in found.into_iter().zip(expected) {
        close(found, expected, relative * expected.abs());
    }
}

const BG: [f64; 4] = [0.24259452, 4.41360202, 0.79292202, 2.42590678];
const MBG: [f64; 4] = [0.52484316, 6.18308528, 0.89135939, 1.61400224];

fn fitted(dropout: Dropout) -> (Fit<4>, BetaGeometric) {
    let fit = BetaGeometric::fit(dropout, &histories(7.0)).unwrap();
    (fit, BetaGeometric::new(dropout, fit.parameters))
}

#[test]
fn bg_nbd_fit() {
    let (fit, _) = fitted(Dropout::AfterRepeat);
    all_close(fit.parameters, BG, 1e-5);
    all_close(fit.std_errors, [0.012557, 0.378224, 0.185734, 0.705414], 1e-4);
    close(fit.log_likelihood, -9582.429207, 1e-6);
}

#[test]
fn bg_nbd_fit_in_days() {
    let fit = BetaGeometric::fit(Dropout::AfterRepeat, &histories(1.0)).unwrap();
    close(fit.parameters[1], 7.0 * BG[1], 1e-4);
    close(fit.log_likelihood, -14363.530443, 1e-6);
}

#[test]
fn mbg_nbd_fit() {
    let (fit, _) = fitted(Dropout::AfterAny);
    all_close(fit.parameters, MBG, 1e-5);
    all_close(fit.std_errors, [0.083268, 0.695621, 0.154790, 0.537495], 1e-4);
    close(fit.log_likelihood, -9582.135716, 1e-6);
}

#[test]
fn the_highest_of_two_tops() {
    // A hundred customers of the sample, over its whole time: the usual start leads to a top of −787.0268062.
    let text = include_str!("../../tests/data/two_tops.csv");
    let history = |line: &str| {
        let fields: Vec<f64> = line.split(',').map(|field| field.parse().unwrap()).collect();
        History::new(fields[0], fields[1] / 7.0, fields[2] / 7.0, 1.0).unwrap()
    };
    let histories = Histories::new(text.lines().skip(1).map(history).collect()).unwrap();
    let fit = BetaGeometric::fit(Dropout::AfterAny, &histories).unwrap();
    close(fit.log_likelihood, -786.3139966, 1e-6);
    all_close(fit.parameters, [0.28027, 4.89066, 4.87197, 37.02759], 1e-4);
}

#[test]
fn gamma_gamma_fit() {
    let spends: Vec<Spend> =
        cdnow().iter().map(|row| Spend { frequency: row[0] as u32, mean: row[3], weight: 1.0 }).collect();
    let fit = GammaGamma::fit(spends.clone()).unwrap();
    all_close(fit.parameters, [6.2495723, 3.7442247, 15.4435210], 1e-5);
    all_close(fit.std_errors, [1.190055, 0.290133, 4.159423], 1e-4);
    close(fit.log_likelihood, -4055.917695, 1e-6);
    // In cents the amounts are other numbers, the shapes are not.
    let cents = spends.iter().map(|s| Spend { mean: s.mean * 1e12, ..*s }).collect();
    let fit = GammaGamma::fit(cents).unwrap();
    all_close(fit.parameters, [6.2495723, 3.7442247, 15.4435210e12], 1e-5);
}

#[test]
fn collapsed_rows_are_the_raw_ones() {
    let raw: Vec<History> =
        cdnow().iter().map(|[x, t_x, t, ..]| History::new(*x, *t_x, *t, 1.0).unwrap()).collect();
    let whole = Histories::new(raw.clone()).unwrap();
    assert!(whole.rows.len() < raw.len());
    assert_eq!(whole.customers, raw.len() as f64);
    // Each history written twice is each with weight 2, and has twice the likelihood.
    let twice = Histories::new([raw.clone(), raw.clone()].concat()).unwrap();
    let heavy = Histories::new(raw.iter().map(|h| History { weight: 2.0, ..*h }).collect()).unwrap();
    let fit = |histories: &Histories| BetaGeometric::fit(Dropout::AfterAny, histories).unwrap();
    assert_eq!(fit(&twice), fit(&heavy));
    close(fit(&twice).log_likelihood, 2.0 * fit(&whole).log_likelihood, 1e-6);
    all_close(fit(&twice).parameters, fit(&whole).parameters, 1e-9);
    // The order is of no importance to the last bit.
    let mut backwards = raw;
    backwards.reverse();
    assert_eq!(fit(&Histories::new(backwards).unwrap()), fit(&whole));
}

/// (x, t_x, t) in weeks.
const HEAVY: [f64; 3] = [26.0, 216.0 / 7.0, 31.0];
const LIGHT: [f64; 3] = [2.0, 213.0 / 7.0, 272.0 / 7.0];
const ONCE: [f64; 3] = [0.0, 0.0, 272.0 / 7.0];

fn expected(model: &BetaGeometric, [x, t_x, t]: [f64; 3], time: f64) -> f64 {
    model.p_alive(x, t_x, t) * model.future(x, t).purchases(time)
}

fn dert(model: &BetaGeometric, [x, t_x, t]: [f64; 3], discount: f64) -> f64 {
    model.p_alive(x, t_x, t) * model.future(x, t).residual(discount).unwrap()
}

#[test]
fn single_customers() {
    let bg = BetaGeometric::new(Dropout::AfterRepeat, BG);
    let mbg = BetaGeometric::new(Dropout::AfterAny, MBG);
    let alive = |model: &BetaGeometric, [x, t_x, t]: [f64; 3]| model.p_alive(x, t_x, t);
    close(expected(&bg, HEAVY, 52.0), 25.757337, 1e-6);
    close(alive(&bg, HEAVY), 0.9688544, 5e-8);
    close(expected(&mbg, HEAVY, 52.0), 23.998191, 1e-6);
    close(alive(&mbg, HEAVY), 0.9654846, 5e-8);
    close(expected(&bg, [2.0, 30.43, 38.86], 39.0), 1.2259068, 1e-7);
    close(expected(&mbg, [2.0, 30.43, 38.86], 39.0), 1.2626692, 1e-7);
    close(expected(&bg, LIGHT, 39.0), 1.2259945, 1e-7);
    close(expected(&mbg, LIGHT, 39.0), 1.2627589, 1e-7);
    assert_eq!(alive(&bg, ONCE), 1.0);
    close(alive(&mbg, ONCE), 0.3897230, 5e-8);
    // No digits lost where b is next to nothing.
    let vague = BetaGeometric::new(Dropout::AfterRepeat, [0.5, 4.0, 1e-17, 1e-17]);
    close(vague.p_alive(1.0, 5.0, 5.0), 0.5, 1e-12);
    // No overflow on the way.
    assert_eq!(alive(&bg, [1000.0, 10.0, 100.0]), 0.0);
}

#[test]
fn newcomers() {
    let first = |model: &BetaGeometric, time: f64| {
        let (again, future) = model.newcomer();
        again * future.purchases(time)
    };
    let bg = BetaGeometric::new(Dropout::AfterRepeat, BG);
    close(first(&bg, 52.0), 1.4440124, 1e-7);
    close(first(&BetaGeometric::new(Dropout::AfterAny, MBG), 52.0), 1.4188849, 1e-7);
    for (time, purchases) in
        [(0.1429, 0.0078), (1.0, 0.0532), (3.0, 0.1506), (31.8571, 1.0405), (32.0, 1.0437), (78.0, 1.8580)]
    {
        close(first(&bg, time), purchases, 5e-5);
    }
}

#[test]
fn residual_purchases() {
    for (weeks_a_year, bg_expected, mbg_expected) in [
        (365.25 / 7.0, [1.0195905, 5.1797390, 71.186650], [0.7259906, 4.9314207, 61.603190]),
        (52.0, [1.0172976, 5.1698074, 71.067378], [0.7244935, 4.9226484, 61.508574]),
    ] {
        let discount = 0.15f64.ln_1p() / weeks_a_year;
        for (dropout, parameters, figures) in
            [(Dropout::AfterRepeat, BG, bg_expected), (Dropout::AfterAny, MBG, mbg_expected)]
        {
            let model = BetaGeometric::new(dropout, parameters);
            let found = [ONCE, LIGHT, HEAVY].map(|customer| dert(&model, customer, discount));
            all_close(found, figures, 1e-6);
        }
    }
}

#[test]
fn discounted_purchases_of_twelve_months() {
    let (time, discount) = (12.0 * 30.4375 / 7.0, 0.1f64.ln_1p() / (365.25 / 7.0));
    for (dropout, parameters, figures) in [
        (Dropout::AfterAny, MBG, [0.1895724, 1.5331611, 23.0803119]),
        (Dropout::AfterRepeat, BG, [0.2413100, 1.4959446, 24.7622075]),
    ] {
        let model = BetaGeometric::new(dropout, parameters);
        let discounted =
            |[x, t_x, t]: [f64; 3]| model.p_alive(x, t_x, t) * model.future(x, t).discounted(time, discount);
        all_close([ONCE, LIGHT, HEAVY].map(discounted), figures, 1e-6);
    }
}

#[test]
fn whole_sample() {
    let by_frequency = [
        (Dropout::AfterRepeat, 1653.4087, 0.8134, [0.225, 0.523, 1.044, 1.520, 2.164, 2.654, 3.504, 6.157]),
        (Dropout::AfterAny, 1576.7283, 0.4487, [0.185, 0.551, 1.049, 1.493, 2.104, 2.564, 3.361, 5.849]),
    ];
    let actual = [0.237, 0.697, 1.393, 1.560, 2.532, 2.947, 3.862, 6.359];
    for (dropout, total, alive, means) in by_frequency {
        let (_, model) = fitted(dropout);
        let (mut sum, mut p_alive) = (0.0, 0.0);
        let mut groups = [(0.0, 0.0, 0.0); 8];
        for [x, t_x, t, _, holdout] in cdnow() {
            let purchases = expected(&model, [x, t_x / 7.0, t / 7.0], 39.0);
            sum += purchases;
            p_alive += model.p_alive(x, t_x / 7.0, t / 7.0);
            let (n, predicted, bought) = &mut groups[(x as usize).min(7)];
            (*n, *predicted, *bought) = (*n + 1.0, *predicted + purchases, *bought + holdout);
        }
        close(sum, total, 2e-3);
        close(p_alive / 2357.0, alive, 5e-5);
        assert_eq!(groups.map(|(n, ..)| n), [1411.0, 439.0, 214.0, 100.0, 62.0, 38.0, 29.0, 64.0]);
        for ((n, predicted, bought), (mean, holdout)) in groups.into_iter().zip(means.into_iter().zip(actual))
        {
            close(predicted / n, mean, 5e-4);
            close(bought / n, holdout, 5e-4);
        }
    }
}

#[test]
fn expected_spend() {
    let model = GammaGamma::new([6.25, 3.74, 15.44]);
    close(model.population_mean().unwrap(), 35.21898, 5e-6);
    for (x, mean, spend) in [(2.0, 22.35, 24.664), (1.0, 11.77, 18.917), (7.0, 73.74, 71.470)] {
        close(model.expected_spend(x, mean).unwrap(), spend, 5e-4);
    }
    assert_eq!(model.expected_spend(0.0, 0.0), model.population_mean());
    assert_eq!(GammaGamma::new([6.25, 1.0, 15.44]).expected_spend(2.0, 10.0), None);
}

/// A fit of histories either has a maximum or says why not.
fn outcome(dropout: Dropout, rows: &[[f64; 3]]) -> Result<Fit<4>, String> {
    let histories = rows.iter().map(|[x, t_x, t]| History::new(*x, *t_x, *t, 1.0).unwrap()).collect();
    let fit = Histories::new(histories).and_then(|histories| BetaGeometric::fit(dropout, &histories));
    if let Ok(fit) = &fit {
        let numbers = fit.parameters.iter().chain(&fit.std_errors).chain([&fit.log_likelihood]);
        assert!(numbers.into_iter().all(|n| n.is_finite()), "{fit:?}");
    }
    fit.map_err(|not| not.reason)
}

#[test]
fn hard_inputs() {
    let some = |n: usize, f: &dyn Fn(f64) -> [f64; 3]| (0..n).map(|i| f(i as f64)).collect::<Vec<_>>();
    for dropout in [Dropout::AfterRepeat, Dropout::AfterAny] {
        for (rows, said) in [
            (vec![], "no customers"),
            (some(100, &|i| [0.0, 0.0, i]), "bought again"),
            (some(100, &|_| [0.0, 0.0, 0.0]), "no time"),
            (some(100, &|i| [i % 2.0, 0.0, 0.0]), "no time"),
            (vec![[3.0, 5.0, 9.0]], ""),
            (vec![[0.0, 0.0, 9.0]], "bought again"),
            (some(50, &|_| [3.0, 5.0, 9.0]), ""),
            (some(50, &|i| [i, 20.0 * i.min(1.0), 20.0]), ""),
        ] {
            match outcome(dropout, &rows) {
                Ok(fit) => assert!(said.is_empty(), "{dropout:?} {fit:?} for {rows:?}"),
                Err(reason) => assert!(reason.contains(said), "{dropout:?} {reason} for {rows:?}"),
            }
        }
        // One who buys ten thousand times among ordinary customers.
        let mut rows: Vec<[f64; 3]> = cdnow().iter().map(|[x, t_x, t, ..]| [*x, *t_x, *t]).collect();
        rows.push([10_000.0, 250.0, 270.0]);
        assert!(outcome(dropout, &rows).is_ok());
    }
}

#[test]
fn hard_amounts() {
    let fit = |amounts: &[f64]| {
        let spend =
            |(i, mean): (usize, &f64)| Spend { frequency: 1 + i as u32 % 3, mean: *mean, weight: 1.0 };
        GammaGamma::fit(amounts.iter().enumerate().map(spend).collect()).map_err(|not| not.reason)
    };
    assert!(fit(&[]).unwrap_err().contains("no customer"));
    assert!(fit(&[0.0, -5.0]).unwrap_err().contains("no customer"));
    assert!(fit(&[10.0; 30]).is_err());
    assert!(fit(&[12.5]).is_err());
    let mixed: Vec<f64> =
        (0..200).map(|i| [1e12, 3e11, 2e12, 7e10, 4e11][i % 5] * (1.0 + i as f64)).collect();
    let fit = fit(&mixed).unwrap();
    assert!(fit.parameters.iter().chain(&fit.std_errors).all(|n| n.is_finite()), "{fit:?}");
}
