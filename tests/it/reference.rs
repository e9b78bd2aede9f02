//! The reference is what the catalogue says, and what it shows is what comes out.

use std::collections::HashSet;

use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::SessionContext;
use tenure::functions::Catalog;
use tenure::{datafusion, reference};

#[test]
fn the_page_is_not_stale() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/functions.md");
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        page == reference::book(&tenure::catalog()),
        "docs/functions.md is stale: cargo run -- functions --markdown > docs/functions.md"
    );
}

#[tokio::test]
async fn every_example_gives_what_is_shown() {
    let ctx = SessionContext::new();
    tenure::functions::register_all(&ctx).unwrap();
    let mut wrong = String::new();
    for function in Catalog::standard().functions() {
        let batches = ctx.sql(function.example.sql).await.unwrap().collect().await.unwrap();
        let output = pretty_format_batches(&batches).unwrap().to_string();
        if output != function.example.output {
            wrong.push_str(&format!("== {}\n{output}\n", function.name));
        }
    }
    assert!(wrong.is_empty(), "the examples of these functions give something else than is shown:\n{wrong}");
}

#[test]
fn every_function_is_documented_and_no_name_occurs_twice() {
    let mut names = HashSet::new();
    for function in Catalog::standard().functions() {
        let name = function.name;
        assert!(names.insert(name), "{name} occurs twice");
        assert_eq!(name, name.to_lowercase());
        assert!(
            !function.summary.is_empty() && !function.returns.is_empty() && !function.details.is_empty(),
            "{name}"
        );
        assert!(!function.arguments.is_empty(), "{name}");
        for argument in function.arguments {
            assert!(argument.about.ends_with('.'), "{name}: {} is not described", argument.name);
        }
        if function.make.is_relation() {
            assert!(function.make.columns().iter().all(|(_, about)| !about.is_empty()), "{name}");
            assert!(function.example.sql.to_lowercase().contains(&format!("{name}(")), "{name}");
        }
    }
}
