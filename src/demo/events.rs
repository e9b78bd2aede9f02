//! `demo.events`: events of customers on the site of the shop in the first half of 1998. They are generated from the
//! orders: each order ends a visit, and further visits end without a purchase. Visits from a banner lead to a purchase
//! least often.

use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, TimestampMicrosecondArray};
use datafusion::common::Result;

use super::array::{integers, texts};
use super::orders::orders;
use super::random::Random;

const SEED: u64 = 7;
/// 1998-01-01, in days since 1970.
const FIRST_DAY: i32 = 10_227;
/// The number of days, up to 1998-06-30.
const DAYS: u32 = 181;
/// The number of visits that end without a purchase.
const VISITS_WITHOUT_PURCHASE: u32 = 6_000;
/// The shortest time between two visits of a customer, in seconds.
const SHORTEST_PAUSE: i64 = 3_600;
/// The steps towards a purchase.
const STEPS: [&str; 5] = ["visit", "view", "cart", "checkout", "purchase"];

/// A visit to the site.
struct Visit {
    customer: i32,
    /// Seconds since 1970.
    start: i64,
    /// The number of steps reached.
    steps: usize,
    source: &'static str,
}

/// An event of a visit.
struct Event {
    customer: i32,
    second: i64,
    name: &'static str,
    source: &'static str,
}

/// Makes the table.
pub(super) fn batch() -> Result<RecordBatch> {
    let events = events()?;
    let times = events.iter().map(|event| event.second * 1_000_000);
    Ok(RecordBatch::try_from_iter([
        ("customer_id", integers(events.iter().map(|event| Some(event.customer)))),
        ("occurred_at", Arc::new(TimestampMicrosecondArray::from_iter_values(times)) as _),
        ("event", texts(events.iter().map(|event| event.name))),
        ("source", texts(events.iter().map(|event| event.source))),
    ])?)
}

/// Generates the events, ordered by time.
fn events() -> Result<Vec<Event>> {
    let mut random = Random::new(SEED);
    let mut visits = visits(&mut random)?;
    visits.sort_by_key(|visit| (visit.customer, visit.start));
    let mut events = Vec::new();
    let mut last = (0, 0);
    for visit in &visits {
        let free = if last.0 == visit.customer { last.1 + SHORTEST_PAUSE } else { visit.start };
        last = (visit.customer, follow(&mut random, visit, visit.start.max(free), &mut events));
    }
    events.sort_by_key(|event| (event.second, event.customer));
    Ok(events)
}

fn visits(random: &mut Random) -> Result<Vec<Visit>> {
    let orders = orders()?;
    let mut visits = Vec::new();
    for order in orders.iter().filter(|order| order.day >= FIRST_DAY) {
        let source = random.one_of("direct", &[(38, "email"), (12, "banner")]);
        visits.push(Visit {
            customer: order.customer,
            start: start(random, order.day),
            steps: STEPS.len(),
            source,
        });
    }
    for _ in 0..VISITS_WITHOUT_PURCHASE {
        // The customer of a random order: those who buy more visit more.
        let customer = orders[random.below(orders.len() as u32) as usize].customer;
        let day = FIRST_DAY + random.below(DAYS) as i32;
        let steps = random.one_of(1, &[(45, 2), (18, 3), (7, 4)]);
        let source = random.one_of("direct", &[(24, "email"), (36, "banner")]);
        visits.push(Visit { customer, start: start(random, day), steps, source });
    }
    Ok(visits)
}

/// Draws a time of the day, most likely in the afternoon.
fn start(random: &mut Random, day: i32) -> i64 {
    let second = 7 * 3_600 + random.below(7 * 3_600) + random.below(7 * 3_600);
    i64::from(day) * 86_400 + i64::from(second)
}

/// Generates the events of a visit from `second` on. Returns the second of the last one.
fn follow(random: &mut Random, visit: &Visit, mut second: i64, events: &mut Vec<Event>) -> i64 {
    for &name in &STEPS[..visit.steps] {
        let times = if name == "view" { 1 + random.below(4) } else { 1 };
        for _ in 0..times {
            second += match name {
                "visit" => 0,
                "view" => 8 + i64::from(random.below(170)),
                _ => 15 + i64::from(random.below(240)),
            };
            events.push(Event { customer: visit.customer, second, name, source: visit.source });
        }
    }
    second
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(events: &[Event], name: &str, source: &str) -> usize {
        events.iter().filter(|event| event.name == name && event.source.contains(source)).count()
    }

    #[test]
    fn each_purchase_is_an_order_of_that_day() {
        let mut bought: Vec<(i32, i64)> = events()
            .unwrap()
            .iter()
            .filter(|event| event.name == "purchase")
            .map(|event| (event.customer, event.second / 86_400))
            .collect();
        let mut ordered: Vec<(i32, i64)> = orders()
            .unwrap()
            .iter()
            .filter(|order| order.day >= FIRST_DAY)
            .map(|order| (order.customer, i64::from(order.day)))
            .collect();
        bought.sort_unstable();
        ordered.sort_unstable();
        assert_eq!(bought, ordered);
    }

    #[test]
    fn visits_lie_apart_and_their_events_close() {
        let mut events = events().unwrap();
        events.sort_by_key(|event| (event.customer, event.second));
        for pair in events.windows(2).filter(|pair| pair[0].customer == pair[1].customer) {
            let gap = pair[1].second - pair[0].second;
            let wanted =
                if pair[1].name == "visit" { gap >= SHORTEST_PAUSE } else { (8..300).contains(&gap) };
            assert!(wanted, "{gap} seconds from {} to {}", pair[0].name, pair[1].name);
        }
    }

    #[test]
    fn the_funnel_leaks_at_each_step_and_banners_sell_least() {
        let events = events().unwrap();
        let carts = STEPS.map(|step| count(&events, step, ""));
        assert!(carts[0] > 2 * carts[2] && carts[2] > carts[3] && carts[3] > carts[4], "{carts:?}");
        let sold = |source| 100 * count(&events, "purchase", source) / count(&events, "visit", source);
        assert!(3 * sold("banner") < sold("direct").min(sold("email")), "{}", sold("banner"));
    }
}
