//! What lists of issues are asked with, and the queries they come to.

use base::expand::Expand;
use base::http::QueryPairs;
use base::paging::Paging;
use base::{Cx, Result, messages};
use issues::field::FieldSet;
use issues::read;
use jql::{Direction, Expr, Field, FieldName, Query, SortKey, Span};
use search::query::{self, Validation};

use crate::issue::shown;
use crate::wire::Issues;

/// The parameters of lists of issues.
pub const ISSUES: &[&str] = &[
    "startAt",
    "maxResults",
    "jql",
    "validateQuery",
    "fields",
    "expand",
];
/// How many entries a page has where the caller does not say.
const DEFAULT: i64 = 50;
/// How many boards, sprints and the like it may have.
const MOST: i64 = 50;
/// How many issues it may have.
const MOST_ISSUES: i64 = 1000;

/// Returns the page of boards, sprints and the like that is asked for.
pub fn paging(pairs: &QueryPairs) -> Result<Paging> {
    let number = |name| number(pairs, name);
    Paging::new(number("startAt")?, number("maxResults")?, DEFAULT, MOST)
}

fn number(pairs: &QueryPairs, name: &str) -> Result<Option<i64>> {
    let text = pairs.first(name).filter(|text| !text.is_empty());
    let read = |text: &str| {
        let wrong = || messages::bad_query(&format!("{name} is not a number: {text:?}"));
        text.parse().map_err(|_| wrong())
    };
    text.map(read).transpose()
}

/// Returns a yes or no among the parameters.
pub fn flag(pairs: &QueryPairs, name: &str) -> Option<bool> {
    let text = pairs.first(name).filter(|text| !text.is_empty())?;
    Some(text.eq_ignore_ascii_case("true"))
}

/// Returns the fields and the expansions asked for of issues: all fields, where nothing is said.
pub fn parts(pairs: &QueryPairs) -> (FieldSet, Expand) {
    let fields = FieldSet::parse(pairs.all("fields"), FieldSet::all());
    let expand = pairs.all("expand").collect::<Vec<_>>().join(",");
    (fields, Expand::parse(Some(&expand)))
}

/// Returns the issues that the caller sees and that pass all of these queries and the one they ask for; in its
/// order if it has one, and else in the order of rank.
pub async fn issues(
    cx: &Cx,
    tx: &mut db::Tx,
    queries: Vec<Query>,
    pairs: &QueryPairs,
) -> Result<Issues> {
    let max_results = number(pairs, "maxResults")?.map(|n| if n < 0 { MOST_ISSUES } else { n });
    let paging = Paging::new(number(pairs, "startAt")?, max_results, DEFAULT, MOST_ISSUES)?;
    let text = pairs.first("jql").unwrap_or_default();
    let asked = query::parsed(text)?;
    let order = asked.order.clone();
    let queries = queries.into_iter().chain([asked]);
    let query = Query {
        order: if order.is_empty() { by_rank() } else { order },
        ..all_of(queries)
    };
    let validation = match flag(pairs, "validateQuery") {
        Some(false) => Validation::Warn,
        Some(true) | None => {
            // What the filter of the board names and the caller may not see finds nothing.
            query::check(cx, tx, text, None).await?;
            Validation::Off
        }
    };
    let outcome = query::find_parsed(cx, tx, &query, validation, paging).await?;
    let (fields, expand) = parts(pairs);
    let planned = shown::planned(cx, tx, &outcome.found, pairs).await?;
    let issues = read::planned_issues(cx, tx, &outcome.found, fields, (&expand, planned)).await?;
    Ok(Issues::new(paging, outcome.total, issues, outcome.warnings))
}

/// Returns the query for what passes all of these, in no order.
pub fn all_of(queries: impl IntoIterator<Item = Query>) -> Query {
    let mut parts: Vec<Expr> = queries
        .into_iter()
        .filter_map(|query| query.filter)
        .collect();
    let filter = if parts.len() > 1 {
        Some(Expr::And(parts, Span::default()))
    } else {
        parts.pop()
    };
    Query {
        filter,
        order: Vec::new(),
    }
}

fn by_rank() -> Vec<SortKey> {
    vec![SortKey {
        field: Field {
            name: FieldName::Named("Rank".to_owned()),
            span: Span::default(),
        },
        direction: Some(Direction::Ascending),
        span: Span::default(),
    }]
}
