//! A family that an embedding program adds: the example of that name, and calls of it that cannot be right.

#[path = "../../examples/own_family/family.rs"]
mod family;

use insta::assert_snapshot;
use tenure::arrow::util::pretty::pretty_format_batches;
use tenure::functions::Catalog;
use tenure::{Engine, Error};

fn engine() -> Engine {
    Engine::builder().catalog(tenure::catalog().with(family::FAMILY)).threads(3).build().unwrap()
}

async fn ask(engine: &Engine, sql: &str) -> Result<String, Error> {
    let batches = engine.query(sql).await?.collect().await?;
    Ok(pretty_format_batches(&batches).unwrap().to_string())
}

/// The events that the calls below are about.
const EVENTS: &str = "(SELECT * FROM (VALUES ('ann', 'visit', 1.0), ('ann', 'buy', 20.0), ('bob', 'visit', NULL), (NULL, 'buy', 5.0)) \
                      AS e(who, event, amount))";

#[tokio::test]
async fn every_example_gives_what_is_shown() {
    let engine = engine();
    for function in family::FAMILY.functions {
        assert_eq!(ask(&engine, function.example.sql).await.unwrap(), function.example.output);
        assert!(engine.catalog().function(function.name).is_some());
    }
}

#[tokio::test]
async fn a_bare_session_takes_it_too() {
    let context = tenure::datafusion::prelude::SessionContext::new();
    let catalog = Catalog::standard().with(family::FAMILY);
    tenure::functions::register(&context, &catalog.into()).unwrap();
    for function in family::FAMILY.functions {
        let batches = context.sql(function.example.sql).await.unwrap().collect().await.unwrap();
        assert_eq!(pretty_format_batches(&batches).unwrap().to_string(), function.example.output);
    }
    let wrong = context.sql("SELECT satisfied(1, top_boxes => 2, scale => '1-9')").await.unwrap();
    let error = wrong.collect().await.unwrap_err().to_string();
    assert!(
        error.contains("satisfied: scale must be '1-5' or '1-7', but is '1-9'; did you mean '1-7'?"),
        "{error}"
    );
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let twice = tenure::catalog().with(family::FAMILY).with(family::FAMILY);
    let error = Engine::builder().catalog(twice).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "family 'Our shop' cannot have 'satisfied': the name is taken by another function"
    );
}

/// Steps in every way they can be written.
#[tokio::test]
async fn conditions_with_names_and_without() {
    let engine = engine();
    let mut said = String::new();
    for steps in [
        "{visit: event = 'visit', buy: EVENT = 'buy', never: NULL = 1}",
        "(event = 'visit', amount > 3)",
        "(event = 'visit')",
        "event = 'visit'",
        "{'big order': amount > 10}",
    ] {
        let sql = format!("SELECT * FROM step_reach({EVENTS}, who, steps => {steps}) ORDER BY step_number");
        said.push_str(&format!("{steps}\n{}\n", ask(&engine, &sql).await.unwrap()));
    }
    assert_snapshot!(said);
}

#[tokio::test]
async fn mistakes_in_lists_of_conditions() {
    let engine = engine();
    let mut said = String::new();
    for steps in [
        "{visit: evnt = 'visit', buy: amunt > 3}",
        "{visit: event = 'visit', buy: amount}",
        "(event = 'visit', amount)",
        "{visit: event = 'visit', buy: NULL}",
        "{visit: event = 'visit', Visit: amount > 3}",
        "{visit: sum(amount) > 3}",
        "NULL",
        "()",
        "{}",
        "'visit'",
        "{visit: 1 +}",
    ] {
        let sql = format!("SELECT * FROM step_reach({EVENTS}, who, steps => {steps})");
        let error = ask(&engine, &sql).await.unwrap_err();
        let steps_at = sql.find("steps =>").unwrap() + 1;
        said.push_str(&format!("## {steps}\n"));
        for problem in error.problems() {
            let at = problem.position.map(|place| place.column as i64 - steps_at as i64);
            said.push_str(&format!("{} [{at:?}] {:?}\n", problem.message, problem.hint));
        }
    }
    for call in [
        "SELECT * FROM step_reach(orders)",
        "SELECT satisfied()",
        "SELECT satisfied(5, '1-9')",
        "SELECT satisfied(5, '1-5', 9)",
        "SELECT satisfied('good')",
        "SELECT satisfied(x, x) FROM (VALUES (1), (2)) AS t(x)",
        "SELECT visit_number(1) OVER ()",
        "SELECT visit_number(TIMESTAMP '2024-01-01', '1 hour') OVER ()",
        "SELECT visit_number(TIMESTAMP '2024-01-01', 0) OVER ()",
        "SELECT satisfeid(5)",
        "SELECT * FROM step_raech(orders)",
        "SELECT step_reach(1)",
    ] {
        let error = ask(&engine, call).await.unwrap_err();
        said.push_str(&format!("## {call}\n{error}\n"));
    }
    assert_snapshot!(said);
}
