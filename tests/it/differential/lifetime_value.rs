//! `btyd_summary`, `clv`, `clv_fit`, and the fits and predictions that they are made of.

use super::{Both, LongHand, all_agree, exact_sum, only_agrees, shared};
use crate::compare::ask;
use crate::data;

/// A long-hand query of purchase histories: the plain one, in weeks, and where a call differs from it.
#[derive(Clone)]
struct Histories<'a> {
    customer: &'a str,
    time: &'a str,
    amount: &'a str,
    by: &'a str,
    /// Which rows count.
    rows: &'a str,
    /// The day of a time.
    day: &'a str,
    /// Which rows are purchases.
    bought: &'a str,
    /// The day of the end: the latest of these over the rows.
    end: &'a str,
    /// Up to which day, or moment, the history goes; what is after it is held out.
    calibration: Option<(&'a str, &'a str)>,
    /// What counts as spent after the first day.
    later: &'a str,
    days_a_unit: f64,
}

impl Default for Histories<'_> {
    fn default() -> Self {
        Self {
            customer: "customer_id",
            time: "ordered_at",
            amount: "amount",
            by: "''",
            rows: "TRUE",
            day: "CAST($ AS DATE)",
            bought: "amount IS NULL OR amount >= 0",
            end: "day",
            calibration: None,
            later: "day > first_day",
            days_a_unit: 7.0,
        }
    }
}

impl LongHand for Histories<'_> {
    /// The call, whose output has the names and the order of the long-hand query.
    fn call(&self, table: &str, options: &str) -> String {
        let Self { customer, time, amount, by, .. } = self;
        let holdout = match self.calibration {
            Some(_) => ", frequency_holdout, t_holdout, monetary_holdout",
            None => "",
        };
        format!(
            "SELECT {by} AS g, {customer} AS customer, frequency, recency, t, monetary_value{holdout}
             FROM btyd_summary({table}, {customer}, {time}, {amount}{options})"
        )
    }

    fn sql(&self) -> String {
        let Self { customer, time, amount, by, rows, bought, end, later, days_a_unit, .. } = self;
        let day = self.day.replace('$', time);
        let (within, calibration_day, holdout) = match self.calibration {
            Some((within, day)) => (
                within,
                day,
                format!(
                    ", coalesce(held_out, 0) AS frequency_holdout,
                     CAST(CAST(end_day AS INT) - CAST(calibration_day AS INT) AS DOUBLE) / {days_a_unit:?} AS t_holdout,
                     CASE WHEN held_out > 0 THEN coalesce(CAST(spent_holdout AS DOUBLE), 0.0) / held_out END AS monetary_holdout"
                ),
            ),
            None => ("TRUE", *end, String::new()),
        };
        let sum = exact_sum("amount");
        format!(
            "WITH counted AS (
  SELECT {customer} AS customer, {time} AS time, {amount} AS amount, {day} AS day, {by} AS g
  FROM orders WHERE {customer} IS NOT NULL AND {time} IS NOT NULL AND ({rows})),
ends AS (SELECT max({end}) AS end_day, max({calibration_day}) AS calibration_day FROM counted),
customers AS (
  SELECT g, customer, min(day) AS first_day, max(day) AS last_day, count(DISTINCT day) - 1 AS frequency
  FROM counted WHERE ({bought}) AND ({within}) GROUP BY g, customer),
later AS (
  SELECT c.g, c.customer, {sum} AS spent FROM counted AS c JOIN customers AS f ON f.g = c.g AND f.customer = c.customer
  WHERE ({later}) AND ({within}) GROUP BY c.g, c.customer),
after AS (
  SELECT g, customer, count(DISTINCT CASE WHEN {bought} THEN day END) AS held_out, {sum} AS spent_holdout
  FROM counted WHERE NOT ({within}) GROUP BY g, customer)
SELECT customers.g, customers.customer, frequency,
       CAST(CAST(last_day AS INT) - CAST(first_day AS INT) AS DOUBLE) / {days_a_unit:?} AS recency,
       CAST(CAST(calibration_day AS INT) - CAST(first_day AS INT) AS DOUBLE) / {days_a_unit:?} AS t,
       CASE WHEN frequency > 0 THEN coalesce(CAST(spent AS DOUBLE), 0.0) / frequency END AS monetary_value{holdout}
FROM customers CROSS JOIN ends
LEFT JOIN later ON later.g = customers.g AND later.customer = customers.customer
LEFT JOIN after ON after.g = customers.g AND after.customer = customers.customer"
        )
    }
}

async fn orders(seed: u64) -> Both {
    Both::new().with("orders", &data::orders(seed, 3_000))
}

/// A log of customers who buy and leave as the models suppose.
async fn loyal_orders(seed: u64) -> Both {
    Both::new().with("orders", &data::loyal_orders(seed, 600))
}

#[tokio::test]
async fn btyd_summary_is_what_one_would_write() {
    let plain = Histories::default;
    let calibration = Some(("day <= DATE '2022-12-31'", "DATE '2022-12-31'"));
    let cases = [
        ("", plain()),
        ("", Histories { customer: "customer", amount: "price", ..plain() }),
        ("", Histories { amount: "cents", ..plain() }),
        (", unit => 'day'", Histories { days_a_unit: 1.0, ..plain() }),
        (", unit => 'month'", Histories { days_a_unit: 30.4375, ..plain() }),
        (", negatives => 'drop'", Histories { rows: "amount IS NULL OR amount >= 0", ..plain() }),
        (", by => country", Histories { by: "country", ..plain() }),
        (
            ", by => (country, channel), unit => 'year'",
            Histories {
                by: "concat(country, '/', coalesce(channel, 'none'))",
                days_a_unit: 365.25,
                ..plain()
            },
        ),
        (
            ", observation_end => DATE '2022-06-30'",
            Histories { rows: "ordered_at < DATE '2022-07-01'", end: "DATE '2022-06-30'", ..plain() },
        ),
        (
            ", observation_end => TIMESTAMP '2022-06-30T12:00:00', by => channel",
            Histories {
                rows: "ordered_at <= TIMESTAMP '2022-06-30T12:00:00'",
                end: "DATE '2022-06-30'",
                by: "coalesce(channel, 'none')",
                ..plain()
            },
        ),
        (", calibration_end => DATE '2022-12-31'", Histories { calibration, ..plain() }),
        (
            ", calibration_end => DATE '2022-12-31', observation_end => DATE '2023-03-31', by => country, negatives => 'drop'",
            Histories {
                calibration,
                rows: "ordered_at < DATE '2023-04-01' AND coalesce(amount, 0) >= 0",
                end: "DATE '2023-03-31'",
                by: "country",
                ..plain()
            },
        ),
        (
            ", calibration_end => TIMESTAMP '2022-12-31T08:00:00'",
            Histories {
                calibration: Some(("time <= TIMESTAMP '2022-12-31T08:00:00'", "DATE '2022-12-31'")),
                ..plain()
            },
        ),
        (", timezone => 'Asia/Tokyo'", Histories { day: "CAST($ + INTERVAL '9 hours' AS DATE)", ..plain() }),
    ];
    all_agree(orders, &cases).await;
}

#[tokio::test]
async fn btyd_summary_is_not_what_is_nearly_right() {
    let plain = || Histories {
        calibration: Some(("day <= DATE '2022-12-31'", "DATE '2022-12-31'")),
        ..Histories::default()
    };
    let wrong = [
        Histories { later: "TRUE", ..plain() },
        Histories { later: "day >= first_day", ..plain() },
        Histories { later: "day > first_day AND (amount IS NULL OR amount >= 0)", ..plain() },
        Histories { later: "day <> first_day", ..plain() },
        Histories { bought: "TRUE", ..plain() },
        Histories { bought: "amount >= 0", ..plain() },
        Histories { bought: "amount IS NULL OR amount > 0", ..plain() },
        Histories { rows: "amount IS NULL OR amount >= 0", ..plain() },
        Histories { calibration: Some(("day < DATE '2022-12-31'", "DATE '2022-12-31'")), ..plain() },
        Histories { calibration: Some(("day <= DATE '2022-12-31'", "DATE '2023-01-01'")), ..plain() },
        Histories { end: "CASE WHEN amount >= 0 THEN day END", ..plain() },
    ];
    only_agrees(orders, ", calibration_end => DATE '2022-12-31'", plain(), wrong).await;
}

#[tokio::test]
async fn the_histories_of_a_cd_shop() {
    let both = Both::new().with_parquet("orders", "tests/data/cdnow.parquet").await;
    let plain = || Histories { time: "date", ..Histories::default() };
    both.agree(&plain().call("orders", ""), &plain().sql()).await;
    let long = Histories { calibration: Some(("day <= DATE '1997-09-30'", "DATE '1997-09-30'")), ..plain() };
    both.agree(&long.call("orders", ", calibration_end => DATE '1997-09-30'"), &long.sql()).await;
}

/// A log as it is: cancellations before, on and after the first day, rows without a customer, repeated rows.
#[tokio::test]
async fn the_histories_of_a_real_shop() {
    let Some(path) = shared("online_retail/online_retail.parquet") else {
        return;
    };
    let both = Both::new().with_parquet("orders", &path).await;
    let plain = || Histories {
        customer: "\"CustomerID\"",
        time: "\"InvoiceDate\"",
        amount: "\"Quantity\" * \"UnitPrice\"",
        ..Histories::default()
    };
    let calibration = Some(("day <= DATE '2011-06-30'", "DATE '2011-06-30'"));
    for (options, long) in [
        ("", plain()),
        (", calibration_end => DATE '2011-06-30'", Histories { calibration, ..plain() }),
        (
            ", negatives => 'drop', unit => 'day'",
            Histories { rows: "\"Quantity\" * \"UnitPrice\" >= 0", days_a_unit: 1.0, ..plain() },
        ),
    ] {
        both.agree(&long.call(&format!("'{path}'"), options), &long.sql()).await;
    }
}

/// What `clv` gives, put together from the functions that it is said to be made of; the discount by Simpson's rule.
async fn is_composed(both: &Both, table: &str, time: &str, model: &str) {
    let days = "365.25";
    let call = |options: &str| {
        format!(
            "clv({table}, customer_id, {time}, amount, model => '{model}', margin => 0.25, discount_rate => 0.2, horizon => INTERVAL '9 months'{options})"
        )
    };
    let history = format!("btyd_summary({table}, customer_id, {time}, amount)");
    let composed = format!(
        "WITH history AS (SELECT * FROM {history}),
models AS (SELECT {model}_fit(frequency, recency, t) AS m, gamma_gamma_fit(frequency, monetary_value) AS s FROM history)
SELECT customer_id, frequency, recency, t, monetary_value, p_alive(m, frequency, recency, t) AS p_alive,
       expected_purchases(m, 9 * 30.4375 / 7, frequency, recency, t) AS expected_purchases,
       expected_spend(s, frequency, monetary_value) AS expected_spend,
       expected_spend(s, frequency, monetary_value) * expected_purchases(m, INTERVAL '9 months', frequency, recency, t) AS expected_revenue,
       0.25 * expected_spend(s, frequency, monetary_value) * dert(m, 0.2, frequency, recency, t) AS residual_clv
FROM history CROSS JOIN models"
    );
    let columns = "customer_id, frequency, recency, t, monetary_value, p_alive, expected_purchases, expected_spend, expected_revenue, residual_clv";
    let found = ask(&both.engine, &format!("SELECT {columns} FROM {}", call(""))).await;
    let expected = ask(&both.engine, &composed).await;
    assert!(expected.len() > 100);
    assert_eq!(found.difference(&expected, 1e-12), None);

    // ∫ e^(−δs) dE(s) = e^(−δh) E(h) + δ ∫ e^(−δs) E(s) ds.
    let simpson = format!(
        "WITH history AS (SELECT * FROM {history}),
models AS (SELECT {model}_fit(frequency, recency, t) AS m, gamma_gamma_fit(frequency, monetary_value) AS s FROM history),
points AS (SELECT value AS i, value * h / 64 AS time, h, ln(1.2) * 7 / {days} AS delta FROM generate_series(0, 64) CROSS JOIN (SELECT 9 * 30.4375 / 7 AS h)),
terms AS (SELECT customer_id, exp(-delta * time) * expected_purchases(m, time, frequency, recency, t)
                 * (CASE WHEN i = 64 THEN 1.0 ELSE 0.0 END + delta * h / 192 * CASE WHEN i IN (0, 64) THEN 1.0 WHEN i % 2 = 1 THEN 4.0 ELSE 2.0 END) AS term,
                 expected_spend(s, frequency, monetary_value) AS spend
          FROM history CROSS JOIN models CROSS JOIN points WHERE customer_id % 20 = 0)
SELECT customer_id, 0.25 * sum(spend * term) AS clv FROM terms GROUP BY customer_id"
    );
    let found =
        ask(&both.engine, &format!("SELECT customer_id, clv FROM {} WHERE customer_id % 20 = 0", call("")))
            .await;
    let expected = ask(&both.engine, &simpson).await;
    assert!(expected.len() > 10);
    assert_eq!(found.difference(&expected, 1e-8), None);
    let other = ask(
        &both.engine,
        &format!(
            "SELECT customer_id, clv FROM {} WHERE customer_id % 20 = 0",
            call(", unit => 'month'").replace("0.2,", "0.21,")
        ),
    )
    .await;
    assert!(other.difference(&expected, 1e-8).is_some(), "another rate is not seen");
}

#[tokio::test]
async fn clv_is_what_it_is_made_of() {
    let both = Both::new().with_parquet("cdnow", "tests/data/cdnow.parquet").await;
    is_composed(&both, "cdnow", "date", "mbg_nbd").await;
    is_composed(&both, "cdnow", "date", "bg_nbd").await;
    is_composed(&loyal_orders(1).await, "orders", "ordered_at", "mbg_nbd").await;
}

/// A group is what a call of its rows alone gives, with the end of the whole log.
#[tokio::test]
async fn a_group_is_a_filtered_call() {
    let both = loyal_orders(2).await;
    let end =
        ask(&both.engine, "SELECT max(ordered_at) FROM orders WHERE customer_id IS NOT NULL").await.only();
    for (call, columns) in [
        (
            "btyd_summary(# customer_id, ordered_at, amount @)",
            "customer_id, frequency, recency, t, monetary_value",
        ),
        (
            "clv(# customer_id, ordered_at, amount @)",
            "customer_id, p_alive, expected_purchases, expected_spend, clv, residual_clv",
        ),
        (
            "clv_fit(# customer_id, ordered_at, amount @)",
            "model, parameter, estimate, std_error, log_likelihood, customers, iterations",
        ),
    ] {
        for country in ["GB", "DE", ""] {
            let by = call.replace('#', "orders,").replace('@', ", by => country");
            let alone = call
                .replace('#', &format!("(SELECT * FROM orders WHERE country = '{country}'),"))
                .replace('@', &format!(", observation_end => TIMESTAMP '{end}'"));
            let found =
                ask(&both.engine, &format!("SELECT {columns} FROM {by} WHERE country = '{country}'")).await;
            let expected = ask(&both.engine, &format!("SELECT {columns} FROM {alone}")).await;
            assert!(expected.len() > 0, "{alone}");
            assert_eq!(found.difference(&expected, 0.0), None, "{by}");
        }
    }
}

/// The numbers of a query's rows.
async fn numbers(both: &Both, sql: &str) -> Vec<f64> {
    ask(&both.engine, sql).await.text().lines().map(|number| number.parse().unwrap()).collect()
}

/// ∫₀¹ f(p, 1 − p) dp by the tanh-sinh rule, which bears singular ends.
fn integral(f: impl Fn(f64, f64) -> f64) -> f64 {
    let half_pi = std::f64::consts::FRAC_PI_2;
    let step = 1.0 / 64.0;
    let term = |i: i32| {
        let u = step * f64::from(i);
        // p = 1 / (1 + e^(−2 s)), and 1 − p without cancellation.
        let s = half_pi * u.sinh();
        let (p, q) = (1.0 / (1.0 + (-2.0 * s).exp()), 1.0 / (1.0 + (2.0 * s).exp()));
        let weight = step * std::f64::consts::PI * u.cosh() * p * q;
        if p == 0.0 || q == 0.0 || weight == 0.0 { 0.0 } else { f(p, q) * weight }
    };
    (-320..=320).map(term).sum()
}

/// Expected purchases as the integral over the chance to leave, p_alive as it is printed.
#[tokio::test]
async fn expected_purchases_are_the_integral() {
    let both = Both::new();
    let mut random = data::Random::new(5);
    let mut draw = |low: f64, high: f64| {
        let share = random.below(1_000_000) as f64 / 1e6;
        (low.ln() + (high.ln() - low.ln()) * share).exp()
    };
    for _ in 0..40 {
        let [r, alpha, a, b] = [draw(0.05, 5.0), draw(0.5, 50.0), draw(0.3, 6.0), draw(0.3, 20.0)];
        let (x, t) = (draw(0.6, 60.0).round(), draw(1.0, 150.0));
        let t_x = if x == 0.0 { 0.0 } else { t * draw(0.05, 1.0) };
        let horizon = draw(0.1, 300.0);
        for (model, b_after, odds) in [
            ("bg_nbd", b + x, if x == 0.0 { 0.0 } else { a / (b + x - 1.0) }),
            ("mbg_nbd", b + x + 1.0, a / (b + x)),
        ] {
            let sql = format!(
                "SELECT p_alive(m, {x}, {t_x}, {t}) AS p, expected_purchases(m, {horizon}, {x}, {t_x}, {t}) AS e
                 FROM (SELECT named_struct('model', '{model}', 'parameters',
                                           named_struct('r', {r}, 'alpha', {alpha}, 'a', {a}, 'b', {b})) AS m)"
            );
            let found = numbers(&both, &sql).await;
            let alive = 1.0 / (1.0 + odds * ((alpha + t) / (alpha + t_x)).powf(r + x));
            let density = |p: f64, q: f64| p.powf(a - 1.0) * q.powf(b_after - 1.0);
            let bought = |p: f64, q: f64| {
                let rate = p * horizon / (alpha + t);
                density(p, q) * -(-(r + x) * rate.ln_1p()).exp_m1() / p
            };
            let expected = alive * integral(bought) / integral(density);
            for (found, expected) in found.iter().zip([alive, expected]) {
                assert!((found - expected).abs() <= 1e-9 * expected, "{found} instead of {expected}\n{sql}");
            }
        }
    }
}

/// ln Γ(x + n) − ln Γ(x) for whole n.
fn ln_rising(x: f64, n: f64) -> f64 {
    (0..n as u32).map(|i| (x + f64::from(i)).ln()).sum()
}

/// ln Γ by Stirling's series.
fn ln_gamma(x: f64) -> f64 {
    let far = x + 20.0;
    let series = 1.0 / (12.0 * far) - 1.0 / (360.0 * far.powi(3)) + 1.0 / (1260.0 * far.powi(5));
    (far - 0.5) * far.ln() - far + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - ln_rising(x, 20.0)
}

/// The log-likelihood of a history, as it is printed.
fn likelihood(model: &str, [r, alpha, a, b]: [f64; 4], [x, t_x, t]: [f64; 3]) -> f64 {
    let shared = ln_rising(r, x) + r * alpha.ln() + ln_rising(b, x) - ln_rising(a + b, x);
    let (there, gone) = match model {
        "bg_nbd" if x == 0.0 => (1.0, 0.0),
        "bg_nbd" => (1.0, a / (b + x - 1.0)),
        _ => ((b + x) / (a + b + x), a / (a + b + x)),
    };
    // Divided by the larger of the two powers.
    let (now, last) = (-(r + x) * (alpha + t).ln(), -(r + x) * (alpha + t_x).ln());
    shared + last + (there * (now - last).exp() + gone).ln()
}

/// The log-likelihood of a mean spend, as it is printed.
fn spend_likelihood([p, q, v]: [f64; 3], [x, m]: [f64; 2]) -> f64 {
    ln_gamma(p * x + q) - ln_gamma(p * x) - ln_gamma(q) + q * v.ln() + (p * x - 1.0) * m.ln() + p * x * x.ln()
        - (p * x + q) * (x * m + v).ln()
}

/// The likelihood is what it is said to be, and lower on all sides.
fn is_a_top<const N: usize>(top: [f64; N], said: f64, likelihood: impl Fn([f64; N]) -> f64) {
    let found = likelihood(top);
    assert!((found - said).abs() <= 1e-9 * said.abs(), "{said} instead of {found}");
    let step = 1e-3;
    for i in 0..N {
        for j in 0..N {
            for (up, over) in [(step, 0.0), (-step, 0.0), (step, step), (-step, step), (step, -step)] {
                let mut beside = top;
                beside[i] *= 1.0 + up;
                beside[j] *= 1.0 + over;
                if beside != top {
                    assert!(likelihood(beside) < found, "higher at {beside:?} than at {top:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn fits_are_the_most_likely_parameters() {
    let cdnow = Both::new().with_parquet("cdnow", "tests/data/cdnow.parquet").await;
    let cases = [(cdnow, "cdnow", "date"), (loyal_orders(1).await, "orders", "ordered_at")];
    for (both, table, time) in &cases {
        let history = format!("btyd_summary({table}, customer_id, {time}, amount)");
        let rows = numbers(both, &format!("SELECT frequency, recency, t FROM {history}")).await;
        for model in ["mbg_nbd", "bg_nbd"] {
            let fit = format!(
                "SELECT m['parameters']['r'] AS r, m['parameters']['alpha'] AS alpha, m['parameters']['a'] AS a, m['parameters']['b'] AS b,
                        m['log_likelihood'] AS l
                 FROM (SELECT {model}_fit(frequency, recency, t) AS m FROM {history})"
            );
            let [r, alpha, a, b, said] = numbers(both, &fit).await[..] else { panic!("{fit}") };
            let all = |parameters: [f64; 4]| {
                let histories = rows.as_chunks().0.iter();
                histories.map(|history| likelihood(model, parameters, *history)).sum()
            };
            is_a_top([r, alpha, a, b], said, all);
        }
        let rows = numbers(
            both,
            &format!(
                "SELECT CAST(frequency AS DOUBLE) AS x, monetary_value FROM {history} WHERE frequency > 0 AND monetary_value > 0"
            ),
        )
        .await;
        let fit = format!(
            "SELECT m['parameters']['p'] AS p, m['parameters']['q'] AS q, m['parameters']['v'] AS v, m['log_likelihood'] AS l
             FROM (SELECT gamma_gamma_fit(frequency, monetary_value) AS m FROM {history})"
        );
        let [p, q, v, said] = numbers(both, &fit).await[..] else { panic!("{fit}") };
        let all = |parameters: [f64; 3]| {
            rows.as_chunks().0.iter().map(|spend| spend_likelihood(parameters, *spend)).sum()
        };
        is_a_top([p, q, v], said, all);
    }
}
