//! `nps`, `nps_stats` and `nps_category`.

use tenure::Engine;

use super::{Both, shared};
use crate::compare::ask;
use crate::data;

/// The figures of the answers of each segment: scores on the scale from `min` to `max`, with these cuts.
fn long_hand(min: i64, max: i64, promoter: i64, detractor: i64, weight: &str) -> String {
    format!(
        "WITH answered AS (
  SELECT segment, score, {weight} AS w, score BETWEEN {min} AND {max} AS on_scale
  FROM answers WHERE score IS NOT NULL AND {weight} > 0),
kinds AS (
  SELECT segment, w, on_scale, on_scale AND score >= {promoter} AS p, on_scale AND score <= {detractor} AS d,
         on_scale AND score < {promoter} AND score > {detractor} AS n
  FROM answered),
counted AS (
  SELECT segment, count(CASE WHEN on_scale THEN 1 END) AS responses, count(CASE WHEN NOT on_scale THEN 1 END) AS off_scale,
         count(CASE WHEN p THEN 1 END) AS promoters, count(CASE WHEN n THEN 1 END) AS passives,
         count(CASE WHEN d THEN 1 END) AS detractors,
         CAST(sum(CASE WHEN p THEN w ELSE 0 END) AS DOUBLE) / sum(CASE WHEN on_scale THEN w END) AS p_plus,
         CAST(sum(CASE WHEN n THEN w ELSE 0 END) AS DOUBLE) / sum(CASE WHEN on_scale THEN w END) AS p_zero,
         CAST(sum(CASE WHEN d THEN w ELSE 0 END) AS DOUBLE) / sum(CASE WHEN on_scale THEN w END) AS p_minus,
         power(CAST(sum(CASE WHEN on_scale THEN w END) AS DOUBLE), 2) / sum(CASE WHEN on_scale THEN w * w END) AS size
  FROM kinds GROUP BY segment),
adjusted AS (
  SELECT counted.*, (size * p_plus + 0.75) / (size + 3) AS more_plus, (size * p_minus + 0.75) / (size + 3) AS more_minus
  FROM counted)
SELECT segment, responses, off_scale, promoters, passives, detractors, p_plus AS promoter_share, p_zero AS passive_share,
       p_minus AS detractor_share, 100 * (p_plus - p_minus) AS nps,
       100 * sqrt((p_plus + p_minus - power(p_plus - p_minus, 2)) / size) AS std_error,
       100 * (more_plus - more_minus - 1.959963984540054
              * sqrt((more_plus + more_minus - power(more_plus - more_minus, 2)) / (size + 3))) AS ci_low,
       100 * (more_plus - more_minus + 1.959963984540054
              * sqrt((more_plus + more_minus - power(more_plus - more_minus, 2)) / (size + 3))) AS ci_high
FROM adjusted"
    )
}

fn stats(arguments: &str) -> String {
    let fields = [
        "responses",
        "off_scale",
        "promoters",
        "passives",
        "detractors",
        "promoter_share",
        "passive_share",
        "detractor_share",
        "nps",
        "std_error",
        "ci_low",
        "ci_high",
    ];
    let fields: Vec<String> = fields.iter().map(|field| format!("s['{field}'] AS {field}")).collect();
    format!(
        "SELECT segment, {} FROM (SELECT segment, nps_stats({arguments}) AS s FROM answers GROUP BY segment)",
        fields.join(", ")
    )
}

#[tokio::test]
async fn nps_is_what_one_would_write() {
    for seed in [1, 2, 3] {
        let both = Both::new().with("answers", &data::answers(seed, 1_000));
        for (arguments, long) in [
            ("score", long_hand(0, 10, 9, 6, "1")),
            ("score, '0-10', weight", long_hand(0, 10, 9, 6, "weight")),
            ("score, '1-10'", long_hand(1, 10, 9, 6, "1")),
            ("score, '1-7', weight", long_hand(1, 7, 6, 4, "weight")),
            ("score, '1-5'", long_hand(1, 5, 5, 3, "1")),
            ("score, '0-10', weight, 8, 5", long_hand(0, 10, 8, 5, "weight")),
            ("score, '1-5', NULL, 4, 2", long_hand(1, 5, 4, 2, "1")),
        ] {
            both.agree(&stats(arguments), &long).await;
            both.agree(
                &format!("SELECT segment, nps({arguments}) AS nps FROM answers GROUP BY segment"),
                &format!("SELECT segment, nps FROM ({long})"),
            )
            .await;
        }
    }
}

#[tokio::test]
async fn nps_is_not_what_is_nearly_right() {
    let both = Both::new().with("answers", &data::answers(1, 1_000));
    for wrong in [
        long_hand(0, 10, 8, 6, "1"),
        long_hand(0, 10, 9, 5, "1"),
        long_hand(0, 11, 9, 6, "1"),
        long_hand(1, 10, 9, 6, "1"),
        long_hand(0, 10, 9, 6, "weight"),
    ] {
        both.differ(&stats("score"), &wrong).await;
    }
}

#[tokio::test]
async fn nps_category_is_what_one_would_write() {
    let both = Both::new().with("answers", &data::answers(1, 1_000));
    both.agree(
        "SELECT id, nps_category(score) AS kind FROM answers",
        "SELECT id, CASE WHEN score BETWEEN 9 AND 10 THEN 'promoter' WHEN score BETWEEN 7 AND 8 THEN 'passive'
                         WHEN score BETWEEN 0 AND 6 THEN 'detractor' END AS kind FROM answers",
    )
    .await;
}

/// The passengers of San Francisco's airport, as published. 11 means that the question was left blank.
#[tokio::test]
async fn the_passengers_of_an_airport() {
    let engine = Engine::new().unwrap();
    for (file, column, nps, responses) in [
        ("2017_SFO_Customer_Survey.csv", "NETPRO", "39.8398", "2746"),
        ("2018_SFO_Customer_Survey.csv", "NETPRO", "30.9811", "2650"),
    ] {
        let Some(path) = shared(&format!("sfo_survey/{file}")) else {
            return;
        };
        let ask = async |value: &str| ask(&engine, &format!("SELECT {value} FROM '{path}'")).await.only();
        assert_eq!(ask(&format!("round(nps(\"{column}\"), 4)")).await, nps);
        assert_eq!(ask(&format!("nps_stats(\"{column}\")['responses']")).await, responses);
    }
}
