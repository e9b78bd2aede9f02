//! `demo.survey`: after some purchases the customer is asked whether they would recommend the shop. The answers are
//! synthetic, with three effects to discover: frequent buyers like the shop more, scores are higher in 1998 than in 1997,
//! and answers on the web are lower. The region has no effect.

use std::sync::Arc;

use datafusion::arrow::array::{Date32Array, RecordBatch};
use datafusion::common::Result;

use super::array::{integers, texts};
use super::orders::orders;
use super::random::Random;

const SEED: u64 = 11;
/// 1997-04-01, in days since 1970. From here on only known customers buy, and they are few.
const ONLY_REPEAT_BUYERS: i32 = 9_952;
/// 1998-01-01, from which on scores are higher.
const HIGHER_SCORES: i32 = 10_227;
/// 1998-06-30.
const LAST_DAY: i32 = 10_407;

struct Answer {
    customer: i32,
    day: i32,
    score: Option<i32>,
    channel: &'static str,
}

/// Makes the table.
pub(super) fn batch() -> Result<RecordBatch> {
    let answers = answers()?;
    let regions = answers.iter().map(|answer| region(answer.customer));
    Ok(RecordBatch::try_from_iter([
        ("customer_id", integers(answers.iter().map(|answer| Some(answer.customer)))),
        (
            "answered_at",
            Arc::new(Date32Array::from_iter_values(answers.iter().map(|answer| answer.day))) as _,
        ),
        ("score", integers(answers.iter().map(|answer| answer.score))),
        ("channel", texts(answers.iter().map(|answer| answer.channel))),
        ("region", texts(regions)),
    ])?)
}

/// Generates the answers, ordered by day.
fn answers() -> Result<Vec<Answer>> {
    let orders = orders()?;
    let mut random = Random::new(SEED);
    let mut answers = Vec::new();
    // The orders of a customer are consecutive.
    for bought in orders.chunk_by(|one, next| one.customer == next.customer) {
        for order in bought {
            let asked = random.percent(if order.day < ONLY_REPEAT_BUYERS { 25 } else { 50 });
            let channel = random.one_of("email", &[(30, "web"), (20, "phone")]);
            let day = order.day + 2 + random.below(12) as i32;
            let answered = random.percent(95);
            let score = score(&mut random, bought.len(), day, channel);
            if asked && day <= LAST_DAY {
                let score = answered.then_some(score);
                answers.push(Answer { customer: order.customer, day, score, channel });
            }
        }
    }
    answers.sort_by_key(|answer| (answer.day, answer.customer));
    Ok(answers)
}

fn score(random: &mut Random, purchases: usize, day: i32, channel: &str) -> i32 {
    let mut hundredths = 770 + 25 * purchases.min(8) as i32;
    if day >= HIGHER_SCORES {
        hundredths += 70;
    }
    if channel == "web" {
        hundredths -= 120;
    }
    hundredths += (0..3).map(|_| random.below(300) as i32 - 150).sum::<i32>();
    // Now and then something goes wrong.
    let wrong = 150 + random.below(500) as i32;
    if random.percent(12) {
        hundredths -= wrong;
    }
    ((hundredths + 50) / 100).clamp(0, 10)
}

/// Draws the region of a customer.
fn region(customer: i32) -> &'static str {
    Random::new(customer as u64).one_of("South", &[(20, "Northeast"), (23, "Midwest"), (22, "West")])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the net promoter score in whole points.
    fn nps(answers: &[Answer], of: impl Fn(&Answer) -> bool) -> i64 {
        let scores: Vec<i32> =
            answers.iter().filter(|answer| of(answer)).filter_map(|answer| answer.score).collect();
        let all = scores.len() as i64;
        let promoters = scores.iter().filter(|score| **score >= 9).count() as i64;
        let detractors = scores.iter().filter(|score| **score <= 6).count() as i64;
        (promoters - detractors) * 100 / all
    }

    #[test]
    fn what_is_to_be_found_is_there() {
        let answers = answers().unwrap();
        let orders = orders().unwrap();
        let bought =
            |answer: &Answer| orders.iter().filter(|order| order.customer == answer.customer).count();
        let once = nps(&answers, |answer| bought(answer) == 1);
        let often = nps(&answers, |answer| bought(answer) > 5);
        let before = nps(&answers, |answer| answer.day < HIGHER_SCORES);
        let after = nps(&answers, |answer| answer.day >= HIGHER_SCORES);
        let channels = ["email", "web", "phone"].map(|channel| nps(&answers, |a| a.channel == channel));
        let regions = ["Northeast", "Midwest", "South", "West"]
            .map(|name| nps(&answers, |answer| region(answer.customer) == name));
        assert!(often > once + 40, "{once} {often}");
        assert!(after > before + 15, "{before} {after}");
        assert!(channels[1] + 30 < channels[0].min(channels[2]), "{channels:?}");
        assert!(regions.iter().max() < regions.iter().min().map(|least| least + 12).as_ref(), "{regions:?}");
        assert!(answers.iter().any(|answer| answer.score.is_none()));
    }
}
