//! The kind and columns that are chosen where the specification names none.

use super::samples::*;
use super::*;
use crate::{parse, prepare};

fn chosen(words: &str, columns: &[Column]) -> String {
    prepare(&parse(words).unwrap(), columns, 18).unwrap().specification
}

#[test]
fn the_types_say_what_is_drawn() {
    let [frequency, monetary, channel] = customers(60).try_into().unwrap();
    let ids: Vec<String> = (0..60).map(|id| format!("C{id}")).collect();
    let ids = texts("customer", &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let id = numbers("customer_id", &(0..60).map(f64::from).collect::<Vec<_>>());
    assert_eq!(chosen("", &segments()), "bar x=segment y=customers");
    assert_eq!(chosen("", &retention(5)), "heatmap x=period y=cohort value=retention");
    assert_eq!(chosen("", &shifts()), "heatmap x=to y=from value=shift");
    assert_eq!(chosen("", &revenue()), "heatmap x=month y=country value=revenue");
    assert_eq!(chosen("by=country", &revenue()), "line x=month y=revenue by=country");
    assert_eq!(chosen("", &weeks()), "line x=week y=orders");
    assert_eq!(chosen("", std::slice::from_ref(&monetary)), "histogram x=monetary");
    assert_eq!(chosen("", &[frequency.clone(), monetary.clone()]), "scatter x=frequency y=monetary");
    assert_eq!(
        chosen("", &[ids.clone(), frequency.clone(), monetary.clone()]),
        "scatter x=frequency y=monetary"
    );
    assert_eq!(chosen("", &[id, monetary.clone()]), "histogram x=monetary");
    assert_eq!(chosen("bar", &[ids, monetary.clone()]), "bar x=customer y=monetary");
    assert_eq!(
        chosen("scatter by=channel", &[channel, frequency, monetary]),
        "scatter x=frequency y=monetary by=channel"
    );
}

#[test]
fn texts_that_are_months_are_times() {
    let month = texts("month", &["2024-03", "2024-01", "2024-02"]);
    let columns = [month, numbers("Total revenue", &[3.0, 1.0, 2.0])];
    assert_eq!(chosen("", &columns), "line x=month y=\"Total revenue\"");
}

#[test]
fn the_axes_of_a_heatmap_are_chosen() {
    let cohorts =
        [months("cohort", &[0, 0, 1]), months("month", &[0, 1, 1]), numbers("retention", &[1.0, 0.5, 1.0])];
    assert_eq!(chosen("", &cohorts), "heatmap x=month y=cohort value=retention");
    assert_eq!(chosen("heatmap x=cohort", &cohorts), "heatmap x=cohort y=month value=retention");
    assert_eq!(chosen("heatmap y=month", &cohorts), "heatmap x=cohort y=month value=retention");
    let [region, segment] = ["region", "segment"].map(|name| texts(name, &["a", "b"]));
    let stay = numbers("months", &[3.0, 4.0]);
    assert_eq!(chosen("", &[region, segment, stay]), "heatmap x=segment y=region value=months");
    let week = [numbers("week", &[1.0, 2.0]), numbers("day", &[1.0, 1.0]), numbers("visits", &[5.0, 6.0])];
    assert_eq!(chosen("heatmap", &week), "heatmap x=week y=day value=visits");
}

#[test]
fn the_new_kinds_choose_columns() {
    assert_eq!(chosen("pie", &segments()), "pie x=segment y=customers");
    assert_eq!(chosen("area", &segments()), "area x=segment y=customers");
    assert_eq!(chosen("share area by=country", &revenue()), "area share x=month y=revenue by=country");
    assert_eq!(chosen("sankey", &journeys()), "sankey source=from target=to value=visitors");
    assert_eq!(chosen("sankey source=to", &journeys()), "sankey source=to target=from value=visitors");
    assert_eq!(chosen("box", &customers(60)), "box x=channel y=frequency");
    assert_eq!(chosen("box y=monetary", &customers(60)), "box y=monetary");
    assert_eq!(chosen("box horizontal x=channel", &customers(60)), "box horizontal x=channel y=frequency");
}

#[test]
fn words_are_given_back() {
    assert_eq!(
        chosen("horizontal x=quarter by=channel share y=revenue", &channels()),
        "bar horizontal share x=quarter y=revenue by=channel"
    );
    assert_eq!(
        chosen("bar grouped high=upper low=lower", &estimates()),
        "bar grouped x=segment y=orders low=lower high=upper"
    );
}
